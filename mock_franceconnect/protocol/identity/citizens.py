"""Who logged in: what their identity provider says of them, and what the RNIPP makes of it.

Source: `documents.published_code`, libs/rnipp. FranceConnect serves the rectified identity, FranceConnect+ the provider's own beside `rnipp_*` copies.
"""

from datetime import date
from typing import Any

from msgspec import Struct

from rulebook.formats.persona import Identity, Provided
from rulebook.platforms import RECTIFIED, Platform


class Told(Struct, frozen=True, gc=False):
    """Claims as an identity provider gives them; an empty one is not given. `sub` is the provider's own."""

    given_name: str = ""
    family_name: str = ""
    birthdate: str = ""
    gender: str = ""
    birthplace: str = ""
    birthcountry: str = ""
    email: str = ""
    preferred_username: str = ""
    sub: str = ""

    @property
    def claims(self) -> dict[str, str]:
        """Those that are given; who has a country of birth has a place of birth, if only an empty one."""
        given = {name: value for name in CLAIMS if (value := getattr(self, name))}
        return given | ({"birthplace": self.birthplace} if self.birthcountry else {})


# What a form or a file may state of somebody.
CLAIMS = tuple(name for name in Told.__struct_fields__ if name != "sub")


def told(login: str, identity: Identity, idp: Provided) -> Told:
    """What the identity provider says of somebody whom the RNIPP knows as `identity`."""
    known = {name: getattr(identity, name) or "" for name in CLAIMS}
    known["birthdate"] = identity.idp_birthdate or identity.birthdate
    own = {name: value for name in CLAIMS if (value := getattr(idp, name)) is not None}
    return Told(**{**known, **own}, sub=login)


class Citizen(Struct, frozen=True, gc=False):
    """Somebody who logged in at a provider, with level `acr` and methods `amr`.

    `rnipp` is None for who comes through the European bridge. `trouble` is what their login runs into (`rulebook.troubles`), `deces`
    the day of their death; `fault` is the one that this persona brings along, for benches that several people share.
    """

    login: str
    provider: str
    acr: str
    amr: tuple[str, ...]
    told: Told
    rnipp: Identity | None
    trouble: str = ""
    deces: date | None = None
    fault: str = ""

    def name(self, platform: Platform) -> str:
        """Given names and family name, as this platform's téléservices get them."""
        shown = self.rnipp if platform.rectified and self.rnipp else self.told
        return f"{shown.given_name} {shown.family_name}"

    def claims(self, platform: Platform) -> dict[str, Any]:
        """Every identity claim that this platform has of this person; what they do not have is left out."""
        known: dict[str, Any] = {**self.told.claims, "idp_birthdate": self.told.birthdate, "idp_id": self.provider}
        if self.rnipp is None:
            return known
        rectified = {name: getattr(self.rnipp, name) for name in RECTIFIED}
        return known | (rectified if platform.rectified else {f"rnipp_{name}": rectified[name] for name in RECTIFIED})
