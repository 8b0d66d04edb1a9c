"""`data-provider.toml`: who may ask /checktoken what a citizen agreed to. Names are those of FranceConnect's own record."""

from typing import Literal, Self

from pydantic import Field, model_validator

from rulebook.fetchable import FETCHABLE
from rulebook.formats.reading import wrong
from rulebook.formats.record import Record
from rulebook.scopes import DATA

UID = r"^[a-z0-9][a-z0-9-]{0,62}$"


class DataProvider(Record):
    """One data provider. Without its own, its credentials derive from the seed of the space and its `uid`.

    `active` changes nothing at /checktoken: the published sources never look at it.
    """

    uid: str = Field(pattern=UID)
    active: bool = True
    title: str
    scopes: tuple[str, ...] = ()
    client_id: str | None = Field(default=None, min_length=32)
    client_secret: str | None = Field(default=None, min_length=32)
    jwks_uri: str
    checktoken_signed_response_alg: Literal["ES256", "RS256"] = "ES256"
    checktoken_encrypted_response_alg: Literal["RSA-OAEP", "RSA-OAEP-256", "ECDH-ES"] = "ECDH-ES"
    checktoken_encrypted_response_enc: Literal["A256GCM"] = "A256GCM"

    @model_validator(mode="after")
    def _address_and_scopes_exist(self) -> Self:
        if not FETCHABLE.accepts(self.jwks_uri):
            says = FETCHABLE.explain()
            raise wrong(f"« {self.jwks_uri} » n'est pas {says.fr}", f'"{self.jwks_uri}" is not {says.en}', "jwks_uri")
        if unknown := [scope for scope in self.scopes if scope not in DATA]:
            raise wrong(
                f"scope de données inconnu : {', '.join(unknown)}",
                f"unknown data scope: {', '.join(unknown)}",
                "scopes",
            )
        return self
