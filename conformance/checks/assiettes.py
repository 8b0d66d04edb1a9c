"""The tax API is called as the contract says, and its failures are told as they are."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from conformance import reading
from conformance.apis import about_a_notice, asked, granted, teleservice
from conformance.checks.reactions import NO_YEAR_ASKED, falls_back
from conformance.checks.registry import check
from conformance.checks.verbs import broken, clean, every, fresh, nowhere, same, subset, within
from conformance.journey import Journey, addresses, carried_marks, header, parameter, year
from conformance.verdict import Verdict
from rulebook.constraint import UUID
from rulebook.duties import contract, headers, traces, years
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text
from rulebook.tax_scopes import TAX_SCOPES

# What people and programs put between the digits of a number; an address in an address is percent-encoded twice.
_APART = r"(?:[ \u00a0\u202f+._/-]|%20){0,2}"
_BORROWED = Text("le jeton d'un citoyen venu avant", "the token of a citizen who came before")
_NAMED = Text("l'identifiant du téléservice", "the téléservice's identifier")


@check("API-CORRELATION-01a", duty=headers.CORRELATION)
def correlation_is_a_uuid(journey: Journey) -> Verdict:
    """Chaque appel porte un identifiant de corrélation."""
    return every(journey, journey.api_calls(), header("X-Correlation-ID"), keeps=UUID)


@check("API-CORRELATION-02a", duty=headers.CORRELATION_FRESH)
def correlation_is_new_each_time(journey: Journey) -> Verdict:
    """L'identifiant de corrélation change à chaque appel."""
    return fresh(journey, journey.api_calls(), header("X-Correlation-ID"))


@check("API-TELESERVICE-01a", duty=headers.TELESERVICE)
def teleservice_is_named(journey: Journey) -> Verdict:
    """Chaque appel porte l'identifiant du téléservice."""
    habilitation = journey.context.habilitation
    named = {e.n: of for e in journey.api_calls() if (of := teleservice(habilitation, e)) is not None}
    if journey.api_calls() and not named and journey.trouble is None:
        return Verdict(Result.NOT_APPLICABLE, _NAMED, Text("le contrat n'en demande pas", "the contract asks for none"))
    told, said = header("ID_Teleservice"), ", ".join(dict.fromkeys(named.values()))
    seen = (e for e in journey.api_calls() if e.n in named)
    return clean(journey, seen, lambda e: [] if told(e) == named[e.n] else [told(e) or "∅"], Text(said, said))


@check("API-JETON-FC-01a", duty=headers.CONSENT_TOKEN)
def consent_token_is_raw(journey: Journey) -> Verdict:
    """Le jeton FranceConnect du citoyen accompagne chaque appel, tel quel."""
    calls = tuple(e for e in journey.api_calls() if about_a_notice(e) and "/spi/" not in e.request.url)
    expected = Text("le jeton d'accès FranceConnect du citoyen, nu", "the citizen's FranceConnect access token, raw")
    given, said = journey.token_exchanges(), header("X-FranceConnect-OAuth")
    verdict = same(journey, calls, said, as_=given, expected=expected)
    if verdict.result is not Result.PASS:
        return verdict
    borrowed = [e for e in calls if _is_older(journey, given[said(e) or ""], e)]
    return broken(expected, _BORROWED, borrowed) if borrowed else verdict


@check("API-JETON-FC-02a", duty=headers.IN_TIME)
def api_is_called_in_time(journey: Journey) -> Verdict:
    """Chaque appel suit de moins de 60 secondes l'échange du code."""
    given = journey.token_exchanges()
    calls = ((given[mark], e) for e in journey.api_calls() for mark in carried_marks(e) & given.keys())
    return within(journey, calls, headers.TOKEN_LIFETIME)


@check("API-RESSOURCE-01a", duty=contract.RESOURCE)
def resources_stay_within_the_contract(journey: Journey) -> Verdict:
    """Chaque appel vise une ressource de l'habilitation."""
    return subset(journey, journey.api_calls(), lambda e: (asked(e),), of=granted(journey.context.habilitation))


@check("API-SCOPE-01a", duty=contract.CONSENTED)
def announced_data_are_those_of_the_contract(journey: Journey) -> Verdict:
    """Chaque donnée fiscale annoncée est dans le contrat."""
    signed = journey.context.habilitation.api_impot
    scopes = signed.scopes if signed else ()
    expected = Text("seulement des données du contrat", "data of the contract only")
    return clean(journey, journey.authorizations(), lambda e: _beyond(e, scopes), expected)


@check("API-ANNEE-01a", duty=years.YEAR)
def years_stay_within_the_contract(journey: Journey) -> Verdict:
    """Chaque appel vise une année de l'habilitation."""
    opened = tuple(str(annee) for annee in sorted(journey.context.years, reverse=True))
    calls = journey.api_calls()
    dated = tuple(e for e in calls if year(e) is not None)
    if calls and not dated and journey.trouble is None:
        expected = Text("une année du contrat", "a year of the contract")
        return Verdict(Result.NOT_APPLICABLE, expected, NO_YEAR_ASKED)
    return subset(journey, dated, lambda e: (year(e) or "",), of=opened)


@check("API-ANNEE-02a", duty=years.YEAR_FALLBACK)
def untaxed_year_falls_back(journey: Journey) -> Verdict:
    """Une année non taxée mène à l'année précédente."""
    return falls_back(journey)


@check("API-SPI-01a", duty=traces.SPI_HIDDEN)
def spi_stays_out_of_addresses(journey: Journey) -> Verdict:
    """Le numéro fiscal n'apparaît dans aucune adresse du téléservice."""
    return nowhere(
        journey,
        journey.client_pages(),
        _addresses,
        secrets=[re.compile(_APART.join(spi)) for spi in journey.context.spi],
    )


def _is_older(journey: Journey, giving: Exchange, call: Exchange) -> bool:
    """Whether another citizen had come, and had a token of their own, when a call was made with the one of that exchange."""
    last = max((e for e in journey.token_exchanges().values() if e.at <= call.at), key=lambda e: e.at, default=giving)
    return journey.lap(giving) < journey.lap(last)


def _addresses(exchange: Exchange) -> str:
    """Those asked and led to, and those that the page holds: one a line, for no number goes on in the next."""
    held = reading.addresses(exchange.response.text or "", exchange.request.url)
    return "\n".join((addresses(exchange), *map(unquote, held)))


def _beyond(exchange: Exchange, scopes: Iterable[str]) -> list[str]:
    """Tax scopes of a request that the contract does not open, under this name or another (FranceConnect has older ones)."""
    opened = {path for name in scopes if name in TAX_SCOPES for path in TAX_SCOPES[name].paths}
    said = (parameter("scope")(exchange) or "").split()
    beyond = [name for name in said if name in TAX_SCOPES and name not in scopes]
    return [name for name in beyond if not (TAX_SCOPES[name].paths and opened.issuperset(TAX_SCOPES[name].paths))]
