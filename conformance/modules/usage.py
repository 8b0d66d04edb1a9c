"""Stories with one datum less: what the client does not declare to use goes missing, and nothing should change on screen.

`FIELD` stands for one story a field and a parcours, `CLAIM` for one a claim of the userinfo: `told` makes those of an application.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from conformance.checks.usage import WITHOUT
from conformance.modules.shape import Module, Parcours
from rulebook import usage
from rulebook.duties.minimisation import TRUE_CLAIMS, TRUE_FIELDS
from rulebook.duty import Capability
from rulebook.formats.application import Application
from rulebook.formats.control import FaultOrder, On
from rulebook.formats.habilitation import Habilitation
from rulebook.resources import NOTICES
from rulebook.source import Text

_FIELD, _CLAIM = "assiettes.field.missing", "userinfo.claim.missing"


def _title(name: str) -> Text:
    return Text(
        f"La même démarche sans `{name}`, que le client ne déclare pas utiliser",
        f"The same without `{name}`, declared unused",
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
CLAIM = Module(
    "usage-sans-attribut",
    Text(
        "La même démarche sans un attribut d'identité que le client ne déclare pas utiliser, attribut par attribut",
        "The same démarche without one identity claim that the client does not declare to use, claim by claim",
    ),
    ("franceconnect",),
    (Capability.FRANCECONNECT,),
    (WITHOUT[_CLAIM],),
    reaction="ignore",
    orders=(FaultOrder(fault=_CLAIM),),
    takes_out="given_name",
)
ALL = (FIELD, CLAIM)
# Duty that only these stories judge → when they are told.
WHEN_COMPARED: Mapping[str, Text] = MappingProxyType(
    {
        TRUE_FIELDS.id: Text(
            "[usage].fields est déclaré et laisse de côté un champ entier d'un avis reçu de l'API Impôt "
            "particulier ; il n'en retire pas un membre seul, ni ce que donnent l'IFI, le LEP, la taxe d'habitation, la SFiP et R2P",
            "[usage].fields is declared and leaves out a whole field of a notice received from the tax API; it takes "
            "out no single member, nor what IFI, LEP, the housing tax, SFiP and R2P give",
        ),
        TRUE_CLAIMS.id: Text(
            "[usage].claims est déclaré et laisse de côté un attribut reçu de l'userinfo",
            "[usage].claims is declared and leaves out a claim received from the userinfo",
        ),
    }
)
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
    for claim in usage.undeclared_claims(declared, login.scopes, login.platform):
        yield replace(
            CLAIM,
            id=f"usage-sans-{claim.replace('_', '-')}",
            title=_title(claim),
            orders=(FaultOrder(fault=_CLAIM, parameters={"claim": claim}),),
            takes_out=claim,
        )


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
