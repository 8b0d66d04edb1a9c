"""A line of the identity layout: somebody of FranceConnect's integration identity provider, as the RNIPP then gives them.

Source: `documents.published_code`, the columns of its mocks and libs/rnipp. What FranceConnect would refuse of a real provider
(Y600006) is refused here: nobody could log in with it. The password (123 everywhere) is ignored: the provider page has none.
"""

import re
from datetime import date

from rulebook.formats.persona import COMMUNE, COUNTRY, FRANCE, Identity, Persona, Provided
from rulebook.formats.reading import wrong
from rulebook.source import Text
from scenarios.datasets import values
from scenarios.datasets.cells import Line

COLUMNS = (
    "login",
    "password",
    "family_name",
    "preferred_username",
    "given_name",
    "gender",
    "email",
    "phone_number",
    "birthdate",
    "birthplace",
    "birthcountry",
    "country",
    "locality",
    "postal_code",
    "street_address",
)
TRAIT = "jeu de données"
_REFUSED = Text(
    "FranceConnect refuse une identité sans cette valeur (Y600006)",
    "FranceConnect refuses an identity without this value (Y600006)",
)
_NO_COMMUNE = Text(
    "le code INSEE de la commune est attendu pour une naissance en France (sinon, le pays)",
    "the INSEE code of the commune is expected for a birth in France (else, the country)",
)
_LESSON = Text(
    "Personne d'un jeu de données importé : servie telle que ses lignes l'énoncent, rien n'est recalculé.",
    "Somebody of an imported data set: served as the rows state, nothing is worked out again.",
)


def read(line: Line) -> Persona | None:
    """The person, without any notice: those are rows of another file."""
    login = line.need("login", values.spi)
    family_name = line.need("family_name", values.name, _REFUSED)
    given_name = line.need("given_name", values.name, _REFUSED)
    gender = line.need("gender", values.one_of(("female", "male", "unspecified")), _REFUSED)
    email = line.need("email", values.email, _REFUSED)
    birthdate = line.need("birthdate", _birthdate, _REFUSED)
    birthplace, birthcountry = _birth(line)
    if line.mistakes:
        return None
    if birthdate != line.text("birthdate"):
        line.correct(
            "birthdate", f"date présumée, certifiée au {birthdate}", f"presumed date, certified as {birthdate}"
        )
    # A flat file does not tell the space between two given names from one inside a name; pivot identities are compared joined.
    stated = {
        "family_name": family_name,
        "given_name": given_name,
        "given_name_array": (given_name or "").split(),
        "preferred_username": line.read("preferred_username", values.name),
        "gender": gender,
        "birthdate": birthdate,
        "birthplace": birthplace,
        "birthcountry": birthcountry,
        "email": email,
    }
    identity = Identity.model_validate(stated, strict=False)
    return Persona(
        id=f"jeu-{login}",
        traits=(TRAIT,),
        lesson_fr=_LESSON.fr,
        lesson_en=_LESSON.en,
        login=login or "",
        identity=identity,
        idp=_as_written(line, identity),
    )


def _as_written(line: Line, identity: Identity) -> Provided:
    """What the provider goes on saying where the RNIPP says otherwise: a presumed date, a town abroad."""
    birthdate = line.text("birthdate")
    abroad = line.text("birthplace") if identity.birthcountry != FRANCE else ""
    return Provided(
        birthdate=None if birthdate == identity.birthdate else birthdate,
        birthplace=None if abroad in {"", identity.birthcountry} else abroad,
    )


def _birthdate(text: str) -> str:
    """A full date; a presumed one (day, or month and day, 00) becomes the first, as the RNIPP gives it. `1977-00-03` is none."""
    certified = re.sub(r"-00$", "-01", re.sub(r"-00-00$", "-01-01", text))
    try:
        return date.fromisoformat(certified if re.fullmatch(r"[\d-]{10}", certified, re.ASCII) else "").isoformat()
    except ValueError:
        raise wrong(
            f"une date AAAA-MM-JJ est attendue (AAAA-MM-00 ou AAAA-00-00 si présumée), pas « {text} »",
            f'a date YYYY-MM-DD is expected (YYYY-MM-00 or YYYY-00-00 when presumed), not "{text}"',
        ) from None


def _birth(line: Line) -> tuple[str, str]:
    """Commune and country as the RNIPP gives them: a commune in France, nothing but the country elsewhere.

    A French place without its country is in France, and a birth abroad has no place, whatever the provider wrote.
    """
    stated = line.text("birthplace")
    if not line.text("birthcountry") and re.fullmatch(COUNTRY, stated):
        return "", stated
    country = line.read("birthcountry", _country) if line.text("birthcountry") else FRANCE
    if country != FRANCE:
        return "", country or ""
    place = line.need("birthplace", _commune, _NO_COMMUNE) or ""
    if place != stated and place:
        line.correct("birthplace", f"zéro initial rendu : {place}", f"leading zero given back: {place}")
    return place, FRANCE


def _country(text: str) -> str:
    if not re.fullmatch(COUNTRY, text):
        raise wrong(
            f"un code INSEE de pays est attendu (99100 : France), pas « {text} »",
            f'an INSEE country code is expected (99100: France), not "{text}"',
        )
    return text


def _commune(text: str) -> str:
    """An INSEE code. Two of the published files have lost their leading zero to a spreadsheet (9225, 9122): given back.

    FranceConnect, which wants a valid code, would refuse these people; and 09225 and 09122 are communes of Ariège.
    """
    code = text.zfill(5) if re.fullmatch(r"\d{4}", text, re.ASCII) else text
    if not re.fullmatch(COMMUNE, code):
        raise wrong(
            f"un code INSEE de commune est attendu, comme 75056 ou 2A004, pas « {text} »",
            f'an INSEE commune code is expected, such as 75056 or 2A004, not "{text}"',
        )
    return code
