"""A declarant in the words of a notice: who they are, under the rank that each field ends with."""

from typing import Any

from rulebook.formats.persona import Identity
from scenarios.pivot import capitals


def civil(rank: int, identity: Identity, departement: str, lieu: str) -> dict[str, Any]:
    """Fields of declarant `rank`, in capitals; what a person does not have is absent. The birthplace is as notices write it."""
    year, month, day = identity.birthdate.split("-")
    known = {
        "nmNai": capitals(identity.family_name),
        "nmUsa": capitals(identity.preferred_username or ""),
        "prnm": capitals(identity.given_name),
        "dateNais": {"jour": day, "mois": month, "annee": year},
        "dptNaiss": departement,
        "lieuNaiss": lieu,
    }
    return {f"{name}Dec{rank}": value for name, value in known.items() if value}
