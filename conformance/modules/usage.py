"""Stories with one datum less: what the client does not declare to use goes missing, and nothing should change on screen.

`FIELD` stands for one story a field and a parcours: `told` makes those of an application.
"""

from collections.abc import Iterator
from dataclasses import replace

from conformance.checks.usage import WITHOUT
from conformance.modules.shape import Module, Parcours
from rulebook import usage
from rulebook.duty import Capability
from rulebook.formats.application import Application
from rulebook.formats.control import FaultOrder, On
from rulebook.formats.habilitation import Habilitation
from rulebook.platforms import PLATFORMS
from rulebook.resources import NOTICES
from rulebook.source import Text

_FIELD = "assiettes.field.missing"
# What can be taken out of the userinfo, one fault a claim.
_CLAIMS = {"given_name": "userinfo.given_name.missing", "birthdate": "userinfo.birthdate.missing"}


def _title(name: str) -> Text:
    return Text(
        f"La même démarche sans `{name}`, que le client ne déclare pas utiliser",
        f"The same without `{name}`, declared unused",
    )


def _without(claim: str, fault: str) -> Module:
    return Module(
        f"usage-sans-{claim.replace('_', '-')}",
        _title(claim),
        ("franceconnect",),
        (Capability.FRANCECONNECT,),
        (WITHOUT[fault],),
        reaction="ignore",
        orders=(FaultOrder(fault=fault),),
        takes_out=claim,
    )


FIELD = Module(
    "usage-sans-champ",
    Text(
        "La même démarche sans un champ de l'avis que le client ne déclare pas utiliser, champ par champ",
        "The same démarche without one field of the notice that the client does not declare to use, field by field",
    ),
    ("franceconnect", "spi"),
    (Capability.API_FRANCECONNECT, Capability.API_SPI),
    (WITHOUT[_FIELD],),
    reaction="ignore",
    orders=(FaultOrder(fault=_FIELD),),
    takes_out="rfr",
)
CLAIMS = tuple(_without(claim, fault) for claim, fault in _CLAIMS.items())
ALL = (FIELD, *CLAIMS)
# Parcours → the capability by which it asks for a notice.
_ASKS: dict[Parcours, Capability] = {
    "franceconnect": Capability.API_FRANCECONNECT,
    "spi": Capability.API_SPI,
}


def told(application: Application, habilitation: Habilitation) -> tuple[Module, ...]:
    """One module for each datum that the habilitation gives and the application does not declare to use."""
    declared = application.usage
    if declared is None:
        return ()
    return (*_claims(declared.claims, habilitation), *_fields(declared.fields, application, habilitation))


def _claims(declared: tuple[str, ...] | None, habilitation: Habilitation) -> Iterator[Module]:
    login = habilitation.franceconnect
    if declared is None or login is None:
        return
    given = PLATFORMS[login.platform].claims_of(login.scopes)
    yield from (module for module in CLAIMS if module.takes_out in given and module.takes_out not in declared)


def _fields(declared: tuple[str, ...] | None, application: Application, habilitation: Habilitation) -> Iterator[Module]:
    contract = habilitation.api_impot
    if declared is None or contract is None:
        return
    endpoints = [resource.endpoint for resource in NOTICES if resource.scope in contract.resources]
    for name in usage.undeclared_fields(declared, contract.scopes, contract.specific_requirements):
        orders = tuple(
            FaultOrder(fault=_FIELD, on=On(endpoint=endpoint), parameters={"field": name}) for endpoint in endpoints
        )
        for parcours, capability in _ASKS.items():
            if capability in application.capabilities and orders:
                by = "" if parcours == "franceconnect" else f"-{parcours}"
                yield replace(
                    FIELD,
                    id=f"usage{by}-sans-{name}",
                    title=_title(name),
                    parcours=(parcours,),
                    needs=(capability,),
                    orders=orders,
                    takes_out=name,
                )
