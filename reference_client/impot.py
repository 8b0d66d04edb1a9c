"""The words of the API Impôt particulier: how a call is written, and the one thing that each answer means. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reference_client.erreurs import Meanings, meaning
from reference_client.etat_civil import EtatCivil
from reference_client.outcome import Kind, Trouble
from reference_client.wire import code_of, json_object

BASE = "/impotparticulier/1.0"
RESOURCE = "situations/ir/assiettes/annrev"
SCOPE = "RessourceIR"
MEDIA = "application/prs.dgfip.part.situations.ir.assiettes.v1+json"

MEANINGS: Meanings = {
    (400, 4001): Kind.BAD_SPI,
    (410, 4101): Kind.NO_YEAR,
    (410, 4102): Kind.UNKNOWN_TAXPAYER,
}


@dataclass(frozen=True, slots=True)
class Consent:
    """FranceConnect mode: the citizen's access token proves who asks, and that he agreed."""

    access_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spi:
    """SPI mode: the tax number that the citizen typed. It lives as long as the call."""

    number: str = field(repr=False)


Person = Consent | Spi | EtatCivil

# The household's fields by name; one that was not contracted, or not consented, is absent.
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """What one call says of itself in its headers."""

    person: Person
    id_teleservice: str
    apim_token: str = field(repr=False)
    correlation_id: str
    media: str = MEDIA


def new_correlation_id() -> str:
    """A UUID for one call and no other, so that the DGFiP and we can find it again."""
    return str(uuid.uuid4())


def path(person: Person, annee: int) -> str:
    """The address below the gateway; the FranceConnect twin has no SPI in it."""
    whose = f"/spi/{person.number}" if isinstance(person, Spi) else ""
    return f"{BASE}{whose}/{RESOURCE}/{annee}"


def headers(call: Call) -> Mapping[str, str]:
    """Who calls, for which téléservice, under which number, and with whose consent (the raw token, no "Bearer")."""
    said = {
        "Authorization": f"Bearer {call.apim_token}",
        "X-Correlation-ID": call.correlation_id,
        "ID_Teleservice": call.id_teleservice,
        "Accept": f"application/json, {call.media}",
    }
    if isinstance(call.person, Consent):
        said["X-FranceConnect-OAuth"] = call.person.access_token
    return said


def read(status: int, content: bytes) -> Fields:
    """The household's fields, or the `Trouble` that the answer means. What they are worth is the démarche's to say."""
    return fields_of(status, content, MEANINGS)


def fields_of(status: int, content: bytes, own: Meanings) -> Fields:
    """The fields of a good answer of any API of the gateway."""
    if status != 200:
        raise Trouble(meaning(status, code_of(content), own))
    try:
        return json_object(content)
    except ValueError:
        raise Trouble(Kind.API_ANSWER) from None
