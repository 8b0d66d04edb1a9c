"""What a login can run into between the identity provider and the consent: one name each, which a persona or a tester states.

Names are those of the published mocks (suffix of the given name at the RNIPP's, login at the provider's) where they have one, else the
code itself. The provider's mock spoils its *userinfo*, whatever status it answers: hence one code for five of its names.
Source: `documents.published_code`, back/_doc/erreurs.md and the two mocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rulebook.refusal import Refusal
from rulebook.refusals import identity as refusals
from rulebook.source import Text


class Stage(StrEnum):
    """Where a login runs into it."""

    PROVIDER = "provider"  # FranceConnect cannot read the provider's answer
    LEVEL = "level"  # the provider's level is not the one that was wanted
    RNIPP = "rnipp"  # the RNIPP refuses, or does not answer
    ACCOUNT = "account"  # the citizen's own settings refuse


@dataclass(frozen=True, slots=True)
class Trouble:
    """One of them: what happens, and how FranceConnect says so."""

    name: str
    stage: Stage
    refusal: Refusal
    says: Text


_ROWS: tuple[Trouble, ...] = (
    Trouble(
        "E010004",
        Stage.RNIPP,
        refusals.ONE_ECHO,
        Text("RNIPP : une seule identité approchante", "RNIPP: one near match only"),
    ),
    Trouble(
        "E010006",
        Stage.RNIPP,
        refusals.SEVERAL_ECHOES,
        Text("RNIPP : plusieurs identités approchantes", "RNIPP: several near matches"),
    ),
    Trouble(
        "E010007",
        Stage.RNIPP,
        refusals.MARRIED_NAME,
        Text("RNIPP : retrouvée avec le nom d’usage seulement", "RNIPP: found with the married name only"),
    ),
    Trouble("E010008", Stage.RNIPP, refusals.NO_ECHO, Text("RNIPP : personne de tel", "RNIPP: nobody of that kind")),
    Trouble("E010009", Stage.RNIPP, refusals.REJECTED, Text("RNIPP : demande rejetée", "RNIPP: request rejected")),
    Trouble("E010011", Stage.RNIPP, refusals.RNIPP_SLOW, Text("RNIPP : délai dépassé", "RNIPP: timed out")),
    Trouble("E010012", Stage.RNIPP, refusals.RNIPP_DOWN, Text("RNIPP : injoignable", "RNIPP: unreachable")),
    Trouble(
        "E010013", Stage.RNIPP, refusals.RNIPP_GARBLED, Text("RNIPP : réponse mal formée", "RNIPP: malformed answer")
    ),
    Trouble("E010015", Stage.RNIPP, refusals.DECEASED, Text("RNIPP : personne décédée", "RNIPP: deceased person")),
    Trouble("E020005", Stage.PROVIDER, refusals.NO_SUB, Text("Fournisseur : pas de sub", "Provider: no sub")),
    Trouble(
        "E020007",
        Stage.PROVIDER,
        refusals.USERINFO,
        Text("Fournisseur : identité illisible", "Provider: unreadable identity"),
    ),
    *(
        Trouble(
            name,
            Stage.PROVIDER,
            refusals.USERINFO,
            Text(f"Fournisseur : l’identité répond {status}", f"Provider: the identity answers {status}"),
        )
        for name, status in (("E020008", 401), ("E020009", 500), ("E020010", 502), ("E020011", 503))
    ),
    Trouble(
        "E020018",
        Stage.PROVIDER,
        refusals.USERINFO,
        Text("Fournisseur : trop lent (non attendu ici)", "Provider: too slow (not waited for here)"),
    ),
    Trouble(
        "Y020026", Stage.PROVIDER, refusals.TOKEN_CALL, Text("Fournisseur : jeton refusé", "Provider: token refused")
    ),
    Trouble(
        "Y020030",
        Stage.PROVIDER,
        refusals.TOKEN_SET,
        Text("Fournisseur : jetons invalides", "Provider: invalid tokens"),
    ),
    Trouble(
        "Y100001",
        Stage.LEVEL,
        refusals.LEVEL_LOW,
        Text("Fournisseur : niveau plus bas que demandé", "Provider: lower level than asked"),
    ),
    Trouble(
        "Y100018",
        Stage.LEVEL,
        refusals.LEVEL_NOT_ALLOWED,
        Text("Fournisseur : niveau qu’il ne peut pas donner", "Provider: level that it may not give"),
    ),
    Trouble("Y180001", Stage.ACCOUNT, refusals.BLOCKED, Text("Compte désactivé", "Disabled account")),
    Trouble(
        "Y100011",
        Stage.ACCOUNT,
        refusals.PROVIDER_BLOCKED,
        Text("Fournisseur bloqué par ses préférences", "Provider blocked by their preferences"),
    ),
)
TROUBLES: Mapping[str, Trouble] = MappingProxyType({row.name: row for row in _ROWS})


def named_by(given_name: str) -> str:
    """The trouble that the end of a given name asks for, as at the published RNIPP mock: `Ada_E010015`; empty when none."""
    name = given_name.rpartition("_")[2]
    return name if "_" in given_name and name in TROUBLES else ""
