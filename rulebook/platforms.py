"""FranceConnect and FranceConnect+: one engine, two sets of settings. Whatever differs between them is a field here.

Source: `documents.published_code`, config/*.ts of both instances.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from rulebook.scopes import PROVIDERS

# The pivot identity as the RNIPP makes it; a provider's own has no list of given names.
RECTIFIED = ("given_name", "given_name_array", "family_name", "birthdate", "gender", "birthplace", "birthcountry")
_PIVOT = tuple(claim for claim in RECTIFIED if claim != "given_name_array")
_PROFILE = ("given_name", "family_name", "birthdate", "gender", "preferred_username")
_BIRTH = ("birthplace", "birthcountry")

# Signed with the client's secret: of all algorithms, the one without a key to publish.
BY_SECRET = "HS256"

# Scope → claims. Order is the order of `scopes_supported`.
_LOW: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "openid": ("sub",),
        "profile": ("given_name", "given_name_array", "family_name", "birthdate", "gender", "preferred_username"),
        "birth": _BIRTH,
        "identite_pivot": RECTIFIED,
        "gender": ("gender",),
        "birthdate": ("birthdate",),
        "birthcountry": ("birthcountry",),
        "birthplace": ("birthplace",),
        "given_name": ("given_name", "given_name_array"),
        "family_name": ("family_name",),
        "email": ("email",),
        "preferred_username": ("preferred_username",),
        "idp_birthdate": ("idp_birthdate",),
        "amr": ("amr",),
        "idp_id": ("idp_id",),
    }
)
_RNIPP_GIVEN_NAMES = ("rnipp_given_name", "rnipp_given_name_array")
_HIGH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "openid": ("sub",),
        "profile": _PROFILE,
        "birth": _BIRTH,
        "identite_pivot": _PIVOT,
        "gender": ("gender",),
        "birthdate": ("birthdate",),
        "birthcountry": ("birthcountry",),
        "birthplace": ("birthplace",),
        "given_name": ("given_name",),
        "family_name": ("family_name",),
        "email": ("email",),
        "preferred_username": ("preferred_username",),
        "rnipp_identite_pivot": (*_PIVOT, *(f"rnipp_{claim}" for claim in _PIVOT), "rnipp_given_name_array"),
        "rnipp_gender": ("gender", "rnipp_gender"),
        "rnipp_family_name": ("family_name", "rnipp_family_name"),
        "rnipp_given_name": ("given_name", *_RNIPP_GIVEN_NAMES),
        "rnipp_birthdate": ("birthdate", "rnipp_birthdate"),
        "rnipp_birthplace": ("birthplace", "rnipp_birthplace"),
        "rnipp_birthcountry": ("birthcountry", "rnipp_birthcountry"),
        "rnipp_profile": (*_PROFILE, *_RNIPP_GIVEN_NAMES, "rnipp_family_name", "rnipp_birthdate", "rnipp_gender"),
        "rnipp_birth": (*_BIRTH, "rnipp_birthplace", "rnipp_birthcountry"),
        "amr": ("amr",),
    }
)


@dataclass(frozen=True, eq=False)
class Platform:
    """One of the two.

    `acr` are the levels that it serves, lowest first; `acr_default` stands for unknown ones; `acr_sso` may sign on without the
    provider again. `session` is in seconds: of FranceConnect's session, of an interaction, of the engine's session; it is renewed
    at each step where `sliding`. `identity` maps scopes to claims; `rectified` tells whether the téléservice gets the identity of
    the RNIPP, or the provider's own. `key_encryption` is empty where nothing is encrypted. `json_bodies` tells whether /checktoken reads JSON.
    """

    key: Literal["low", "high"]
    by: Literal["franceconnect", "franceconnect-plus"]
    name: str
    acr: tuple[str, ...]
    acr_default: str
    acr_sso: tuple[str, ...]
    session: int
    sliding: bool
    identity: Mapping[str, tuple[str, ...]]
    rectified: bool
    signing: tuple[str, ...]
    key_encryption: tuple[str, ...] = ()
    content_encryption: tuple[str, ...] = ()
    json_bodies: bool = True

    @cached_property
    def data(self) -> tuple[str, ...]:
        """Scopes of the data providers that this platform knows."""
        return tuple(scope for provider in PROVIDERS if self.key in provider.platforms for scope in provider.labels)

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """Every scope, in the order of `scopes_supported`."""
        return (*self.identity, *self.data)

    @cached_property
    def known(self) -> frozenset[str]:
        """The same, to look one up."""
        return frozenset(self.scopes)

    @property
    def asymmetric(self) -> tuple[str, ...]:
        """Algorithms whose public key is published."""
        return tuple(algorithm for algorithm in self.signing if algorithm != BY_SECRET)

    def claims_of(self, scopes: Iterable[str]) -> tuple[str, ...]:
        """Identity claims that `scopes` give, in order, once each; data and unknown scopes give none."""
        return tuple(dict.fromkeys(claim for scope in scopes for claim in self.identity.get(scope, ())))


LOW = Platform(
    key="low",
    by="franceconnect",
    name="FranceConnect",
    acr=("eidas1",),
    acr_default="eidas1",
    acr_sso=("eidas1",),
    session=1800,
    sliding=True,
    identity=_LOW,
    rectified=True,
    signing=("ES256", "RS256", BY_SECRET),
)
HIGH = Platform(
    key="high",
    by="franceconnect-plus",
    name="FranceConnect+",
    acr=("eidas2", "eidas3"),
    acr_default="eidas3",
    acr_sso=("eidas2",),
    session=600,
    sliding=False,
    identity=_HIGH,
    rectified=False,
    signing=("ES256",),
    key_encryption=("ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"),
    content_encryption=("A256GCM",),
    json_bodies=False,
)
PLATFORMS: Mapping[str, Platform] = MappingProxyType({platform.key: platform for platform in (LOW, HIGH)})
