"""The tax API is called as the contract says, and its failures are told as they are."""

from conformance.checks.reactions import delivered, explains, falls_back, retries
from conformance.checks.registry import check
from conformance.checks.verbs import every, fresh, nowhere, same, subset
from conformance.journey import Journey, given_token, header, location, year
from conformance.verdict import Verdict
from rulebook.constraint import UUID, Equals
from rulebook.duties import assiettes as duties
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

# A part of the path → the resource of the contract it belongs to; the first that is there wins.
RESOURCES = (
    ("/situations/ir/assiettes/multiple/", "RessourceIRMultiple"),
    ("/situations/ir/assiettes/", "RessourceIR"),
    ("/situations/ir/factures/", "RessourceIRFacture"),
    ("/dernieresituation/ir/assiettes/deuxans", "RessourceIRDerniere2"),
    ("/dernieresituation/ir/assiettes/", "RessourceIRDerniere"),
    ("/situations/ifiisf/assiettes/", "RessourceIFI"),
    ("/situations/th/assiettes/principale/", "RessourceTHPrincipale"),
    ("/lep/", "RessourceLEP"),
)
RETRIES = 2


@check("API-CORRELATION-01a", duty=duties.CORRELATION)
def correlation_is_a_uuid(journey: Journey) -> Verdict:
    """Chaque appel porte un identifiant de corrélation."""
    return every(journey, journey.api_calls(), header("X-Correlation-ID"), keeps=UUID)


@check("API-CORRELATION-02a", duty=duties.CORRELATION_FRESH)
def correlation_is_new_each_time(journey: Journey) -> Verdict:
    """L'identifiant de corrélation change à chaque appel."""
    return fresh(journey, journey.api_calls(), header("X-Correlation-ID"))


@check("API-TELESERVICE-01a", duty=duties.TELESERVICE)
def teleservice_is_named(journey: Journey) -> Verdict:
    """Chaque appel porte l'identifiant du téléservice."""
    contract = journey.context.habilitation.api_impot
    return every(
        journey,
        journey.api_calls(),
        header("ID_Teleservice"),
        keeps=Equals(contract.id_teleservice if contract else ""),
    )


@check("API-JETON-FC-01a", duty=duties.CONSENT_TOKEN)
def consent_token_is_raw(journey: Journey) -> Verdict:
    """Le jeton FranceConnect du citoyen accompagne chaque appel, tel quel."""
    calls = tuple(e for e in journey.api_calls() if "/spi/" not in e.request.url)
    tokens = (mark for e in journey.at("token") if (mark := given_token(e)))
    expected = Text("le jeton d'accès FranceConnect, nu", "the FranceConnect access token, raw")
    return same(journey, calls, header("X-FranceConnect-OAuth"), as_=tokens, expected=expected)


@check("API-RESSOURCE-01a", duty=duties.RESOURCE)
def resources_stay_within_the_contract(journey: Journey) -> Verdict:
    """Chaque appel vise une ressource de l'habilitation."""
    contract = journey.context.habilitation.api_impot
    return subset(journey, journey.api_calls(), _resource, of=contract.resources if contract else ())


@check("API-ANNEE-01a", duty=duties.YEAR)
def years_stay_within_the_contract(journey: Journey) -> Verdict:
    """Chaque appel vise une année de l'habilitation."""
    years = tuple(str(annee) for annee in sorted(journey.context.years, reverse=True))
    dated = tuple(e for e in journey.api_calls() if year(e) is not None)
    return subset(journey, dated, lambda e: (year(e) or "",), of=years)


@check("API-ANNEE-02a", duty=duties.YEAR_FALLBACK)
def untaxed_year_falls_back(journey: Journey) -> Verdict:
    """Une année non taxée mène à l'année précédente."""
    return falls_back(journey)


@check("API-ERREUR-01a", duty=duties.ERROR, under="assiettes.response.500")
def failure_is_explained(journey: Journey) -> Verdict:
    """Une panne de l'API est dite comme une panne."""
    return explains(journey, delivered(journey), then=(), shows=frozenset({"error"}))


@check("API-JETON-01a", duty=duties.TOKEN_RENEWED, under="assiettes.token.revoked")
def revoked_token_is_renewed(journey: Journey) -> Verdict:
    """Un jeton révoqué est renouvelé, et l'appel refait."""
    return retries(journey, at_most=RETRIES)


@check("API-SPI-01a", duty=duties.SPI_HIDDEN)
def spi_stays_out_of_addresses(journey: Journey) -> Verdict:
    """Le numéro fiscal n'apparaît dans aucune adresse du téléservice."""
    return nowhere(
        journey,
        journey.client_pages(),
        lambda e: f"{e.request.url} {location(e) or ''}",
        secrets=journey.context.spi,
    )


def _resource(exchange: Exchange) -> tuple[str, ...]:
    for part, resource in RESOURCES:
        if part in exchange.request.url:
            return (resource,)
    return (exchange.request.url.partition("/impotparticulier")[2],)
