"""`habilitation.toml`: what an application is allowed to do, on FranceConnect and on the API. To the bench it *is* the application.

Names follow FranceConnect's own registration record and the DataPass form.
"""

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from rulebook.constraint import Address
from rulebook.fetchable import FETCHABLE
from rulebook.fields import DECLARANT_FIELDS
from rulebook.formats.datapass import DataPass
from rulebook.formats.reading import wrong
from rulebook.formats.record import Part, Record, Taxation
from rulebook.platforms import PLATFORMS
from rulebook.tax_scopes import is_specific_requirement

Algorithm = Literal["ES256", "RS256", "HS256"]
Modality = Literal["with_france_connect", "with_spi", "with_etat_civil"]
Resource = Literal[
    "RessourceIR",
    "RessourceIRMultiple",
    "RessourceIRFacture",
    "RessourceIRDerniere",
    "RessourceIRDerniere2",
    "RessourceIFI",
    "RessourceTHPrincipale",
    "RessourceLEP",
]


class Organisation(Part):
    """Who asks: a public body, or a private one."""

    siret: str
    name: str
    type: Literal["public", "private"] = "public"
    hebergeur: str = ""


class Encryption(Part):
    """How a token is encrypted for this client (FranceConnect+): both, or neither."""

    alg: Literal["", "RSA-OAEP", "RSA-OAEP-256", "ECDH-ES"] = ""
    enc: Literal["", "A256GCM"] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.alg) is not bool(self.enc):
            raise wrong(
                'alg et enc vont ensemble : donnez les deux (enc = "A256GCM"), ou aucun',
                'alg and enc go together: give both (enc = "A256GCM"), or neither',
                "enc" if self.alg else "alg",
            )
        return self


class IdpFilter(Part):
    """Identity providers hidden from (`exclude`), or alone shown to, the citizens of this client."""

    exclude: bool = True
    list: tuple[str, ...] = ()


class FranceConnect(Part):
    """Registration as a service provider."""

    platform: Literal["low", "high"] = "low"
    title: str
    entity_id: str
    redirect_uris: tuple[str, ...] = Field(min_length=1)
    post_logout_redirect_uris: tuple[str, ...] = ()
    scopes: tuple[str, ...]
    claims: tuple[Literal["amr"], ...] = ()
    id_token_alg: Algorithm = "ES256"
    userinfo_alg: Algorithm = "ES256"
    id_token_encryption: Encryption = Encryption()
    userinfo_encryption: Encryption = Encryption()
    identity_consent: bool = False
    allowed_prompts: tuple[Literal["none", "login", "consent", "select_account"], ...] = ()
    allowed_idp_hints: tuple[str, ...] | None = None
    idp_filter: IdpFilter = IdpFilter()
    jwks_uri: str | None = None
    sector_identifier_uri: str | None = None

    @model_validator(mode="after")
    def _addresses_and_scopes_exist(self) -> Self:
        for uri in (*self.redirect_uris, *self.post_logout_redirect_uris):
            if not Address().accepts(uri):
                raise wrong(
                    f"« {uri} » n'est pas {Address().explain().fr}",
                    f'"{uri}" is not {Address().explain().en}',
                )
        platform = PLATFORMS[self.platform]
        if unknown := [scope for scope in self.scopes if scope not in platform.scopes]:
            raise wrong(
                f"scope inconnu de {platform.name} : {', '.join(unknown)}",
                f"scope unknown to {platform.name}: {', '.join(unknown)}",
            )
        if refused := sorted({self.id_token_alg, self.userinfo_alg} - set(platform.signing)):
            raise wrong(
                f"{platform.name} ne signe pas en {', '.join(refused)} : {', '.join(platform.signing)}",
                f"{platform.name} does not sign with {', '.join(refused)}: {', '.join(platform.signing)}",
            )
        if "openid" not in self.scopes:
            raise wrong("le scope « openid » est obligatoire", 'the scope "openid" is required')
        return self

    @model_validator(mode="after")
    def _can_be_encrypted_for(self) -> Self:
        for key in ("jwks_uri", "sector_identifier_uri"):
            address = getattr(self, key)
            if address is not None and not FETCHABLE.accepts(address):
                says = FETCHABLE.explain()
                raise wrong(f"« {address} » n'est pas {says.fr}", f'"{address}" is not {says.en}', key)
        asked = [key for key in ("id_token_encryption", "userinfo_encryption") if getattr(self, key).alg]
        platform = PLATFORMS[self.platform]
        if asked and not platform.key_encryption:
            raise wrong(
                f'{platform.name} ne chiffre rien : retirez {asked[0]}, ou inscrivez ce téléservice avec platform = "high"',
                f'{platform.name} encrypts nothing: remove {asked[0]}, or register this téléservice with platform = "high"',
                asked[0],
            )
        if asked and not self.jwks_uri:
            raise wrong(
                f"{asked[0]} : donnez jwks_uri, l'adresse où ce téléservice publie ses clés (use = enc)",
                f"{asked[0]}: give jwks_uri, where this téléservice publishes its keys (use = enc)",
                asked[0],
            )
        return self


def _require_what_exists(names: Iterable[str]) -> None:
    if unknown := [name for name in names if not is_specific_requirement(name)]:
        raise wrong(
            f"besoin spécifique inconnu de l'API : {', '.join(unknown)} (un champ : montTotIr, rev.pro ; une ligne : facture.1830)",
            f"specific requirement unknown to the API: {', '.join(unknown)} (a field: montTotIr, rev.pro; a line: facture.1830)",
            "specific_requirements",
        )


class ApiImpot(Part):
    """Contract with the DGFiP: how citizens are found, which resources, which fields (`scopes`, DataPass names), at what pace.

    `specific_requirements` are what the form opens on a spreadsheet only: fields and lines that no scope has. `tier` is calls per minute; "none" lifts the quota, which no real contract does. `calendar` moves, for this contract only, the
    instant from which an income year is served. `client_certificate`: calls are let in with the application's own certificate only.
    """

    modality: tuple[Modality, ...] = Field(min_length=1)
    id_teleservice: str
    resources: tuple[Resource, ...] = Field(min_length=1)
    scopes: tuple[str, ...]
    specific_requirements: tuple[str, ...] = ()
    tier: Literal["50", "100", "200", "500", "750", "1000", "none"] = "50"
    client_certificate: bool = False
    calendar: Taxation = {}

    @model_validator(mode="after")
    def _requires_what_exists(self) -> Self:
        _require_what_exists(self.specific_requirements)
        return self


SfipService = Literal["02AA", "02GA"]
SfipKey = Literal["etat_civil", "etat_civil_degrade", "etat_civil_degrade_adresse", "spi"]
R2pScope = Literal["api_r2p_recherche_personne_physique", "api_r2p_resolution_spi"]


class Sfip(Part):
    """Contract for the SFiP: which services, which fields, by which keys a person may be named (the terms of use, §4).

    `specific_requirements` are as in `ApiImpot`, but for the numbers of declarants: no answer of the SFiP holds any.
    """

    id_teleservice: str
    services: tuple[SfipService, ...] = Field(min_length=1)
    scopes: tuple[str, ...]
    specific_requirements: tuple[str, ...] = ()
    keys: tuple[SfipKey, ...] = ("etat_civil", "etat_civil_degrade")
    tier: Literal["6500", "none"] = "6500"
    client_certificate: bool = False

    @model_validator(mode="after")
    def _requires_what_it_may_answer(self) -> Self:
        _require_what_exists(self.specific_requirements)
        if numbers := [name for name in self.specific_requirements if name in DECLARANT_FIELDS]:
            raise wrong(
                f"le SFiP ne répond jamais de numéro fiscal : retirez {', '.join(numbers)}",
                f"the SFiP never answers a tax number: remove {', '.join(numbers)}",
                "specific_requirements",
            )
        return self


class R2p(Part):
    """Contract for the R2P: what may be looked for."""

    scopes: tuple[R2pScope, ...] = Field(min_length=1)
    tier: Literal["50", "200", "1000", "none"] = "50"
    client_certificate: bool = False


# Characters: what is shorter could be guessed.
SECRET_LENGTH = 32


class Credentials(Part):
    """Fixed credentials; by default the bench derives them from its seed and the application's id."""

    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=SECRET_LENGTH)
    apim_key: str = Field(min_length=1)
    apim_secret: str = Field(min_length=1)


class Habilitation(Record):
    """One application, as the two administrations know it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    organisation: Organisation
    franceconnect: FranceConnect | None = None
    api_impot: ApiImpot | None = None
    sfip: Sfip | None = None
    r2p: R2p | None = None
    datapass: DataPass = DataPass()
    credentials: Credentials | None = None


class _AskedOfImpot(ApiImpot):
    modality: tuple[Modality, ...]


class Draft(Habilitation):
    """A habilitation not asked for yet: it may leave empty what no application can, so that the form is the one to refuse it."""

    api_impot: _AskedOfImpot | None = None
