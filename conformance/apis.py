"""The APIs behind the gateway, and what the habilitation says of each: by whom a call is made, for what, at what pace."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from rulebook import r2p, resources, sfip
from rulebook.faults.assiettes import SISTERS
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import ApiImpot, Habilitation, R2p, Sfip

# Endpoints that are about somebody. A client may call any of them: who names one only does not meet who calls another.
DATA = (*(resource.endpoint for resource in resources.RESOURCES), *SISTERS)
IMPOT, SFIP, R2P = "/impotparticulier/", f"{sfip.BASE}/", f"{r2p.BASE}/"
_HEALTH = f"{sfip.BASE}{sfip.INFORMATION.path}"
_SERVICE = re.compile(r"/demandeDeService/([^/?]+)/")
_SEARCHES: Mapping[str, str] = MappingProxyType(
    {search.endpoint: search.scope for search in (r2p.PERSONNE, r2p.SPI, r2p.PAR_SPI)}
)
# What begins the path of a resource, its parameters apart → its scope. The longest first: one path begins as another does.
_BEGINNINGS = {one.path.partition("{")[0].removesuffix("annrev/"): one.scope for one in resources.RESOURCES}
_SCOPES: Mapping[str, str] = MappingProxyType(dict(sorted(_BEGINNINGS.items(), key=lambda one: -len(one[0]))))


def api_of(exchange: Exchange) -> str | None:
    """The part of the address that names its API; None for any other exchange."""
    if exchange.by != "dgfip":
        return None
    return next((part for part in (IMPOT, SFIP, R2P) if part in exchange.request.url), None)


def about_somebody(exchange: Exchange) -> bool:
    """Whether it is a call to one of the APIs about a person: a resource that does not exist is, the state of a service is not."""
    return api_of(exchange) is not None and _HEALTH not in exchange.request.url


def about_a_notice(exchange: Exchange) -> bool:
    """Whether it is a call to the API Impôt particulier itself."""
    return api_of(exchange) == IMPOT


def contract(habilitation: Habilitation, call: Exchange) -> ApiImpot | Sfip | R2p | None:
    """What was signed for the API that the call is made to."""
    return {IMPOT: habilitation.api_impot, SFIP: habilitation.sfip, R2P: habilitation.r2p}.get(api_of(call) or "")


def teleservice(habilitation: Habilitation, call: Exchange) -> str | None:
    """The identifier that the call must carry; None where the API asks for none."""
    signed = contract(habilitation, call)
    return None if signed is None or isinstance(signed, R2p) else signed.id_teleservice


def granted(habilitation: Habilitation) -> tuple[str, ...]:
    """Every OAuth scope of the contracts: resources of one API, services of another, searches of the third."""
    notices, services, searches = habilitation.api_impot, habilitation.sfip, habilitation.r2p
    return (
        *(notices.resources if notices else ()),
        *(sfip.SERVICES[code] for code in (services.services if services else ())),
        *(searches.scopes if searches else ()),
    )


def closed(habilitation: Habilitation) -> frozenset[str]:
    """Endpoints of the APIs about people that the contracts leave shut."""
    notices, services, searches = habilitation.api_impot, habilitation.sfip, habilitation.r2p
    return frozenset(
        (
            *(one.endpoint for one in resources.RESOURCES if notices is None or one.scope not in notices.resources),
            *(
                one.endpoint
                for one in (sfip.DONNEES, sfip.LEP)
                if services is None or one.code not in services.services
            ),
            *(endpoint for endpoint, scope in _SEARCHES.items() if searches is None or scope not in searches.scopes),
        )
    )


def is_scope(word: str) -> bool:
    """Whether it is an OAuth scope of one of these APIs; the gateway has others, with contracts of their own."""
    return word.startswith("Ressource") or word in sfip.SERVICES.values() or word in _SEARCHES.values()


def asked(call: Exchange) -> str:
    """The OAuth scope of the resource that a call asks for; its path when there is none."""
    url, found = call.request.url, _SERVICE.search(call.request.url)
    if found:
        return sfip.SERVICES.get(found[1], found[1])
    known = next((scope for part, scope in _SCOPES.items() if part in url), _SEARCHES.get(call.endpoint))
    return known or url.partition("/impotparticulier")[2] or url.partition("?")[0]
