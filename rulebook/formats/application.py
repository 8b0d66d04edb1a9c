"""`application.toml`: how to drive a client under test, and how to tell what it shows. Names the client's own pages only."""

import difflib
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from rulebook import usage
from rulebook.duty import Capability
from rulebook.formats.reading import wrong
from rulebook.formats.record import Part, Record
from rulebook.source import Text


class Look(Part):
    """What to recognise on a page: every stated key must hold. `selector` is CSS, `text` and `url` are "contains"."""

    status: int | None = None
    selector: str | None = None
    text: str | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.model_dump(exclude_none=True) == {}:
            raise wrong(
                "au moins une clé parmi status, selector, text, url", "at least one of status, selector, text, url"
            )
        return self


class Step(Part):
    """One gesture of the citizen on the client's pages: exactly one key.

    `goto` a path; `click` a link or button (CSS); `fill` inputs by name; `submit` a form or its button (CSS); `expect` a look.
    """

    goto: str | None = None
    click: str | None = None
    fill: dict[str, str] | None = None
    submit: str | None = None
    expect: Look | None = None

    @model_validator(mode="after")
    def _is_one_gesture(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise wrong(
                "une étape a une clé et une seule : goto, click, fill, submit ou expect",
                "a step has exactly one key: goto, click, fill, submit or expect",
            )
        return self


class Recipe(Part):
    """Where a parcours starts and what the citizen does on the client's pages.

    In `goto` and `fill`, words between braces are the persona's: `{login}`, `{spi}`, `{annee}`; of their civil status `{nom}`,
    `{prenoms}`, `{prenom}` (the first one), `{sexe}` (1 or 2), `{naissance}` (JJ/MM/AAAA), `{naissance_iso}`, `{pays}`, `{departement}`,
    `{commune}` (within the department), `{commune_insee}` (whole).
    """

    start: str
    steps: tuple[Step, ...] = ()


class HttpDriver(Part):
    """Recipes of the `http` driver, one a parcours. `logout` is followed once that of `franceconnect` has come to its end."""

    franceconnect: Recipe | None = None
    spi: Recipe | None = None
    etat_civil: Recipe | None = None
    logout: Recipe | None = None


class Driver(Part):
    """Drivers that the application offers."""

    http: HttpDriver = HttpDriver()


class Oracle(Part):
    """How to tell a page apart, read in this order, first match wins."""

    error: Look
    refused: Look
    result: Look
    connected: Look


class Usage(Part):
    """What the démarche declares to use of what it receives. A key left out declares nothing; an empty list, that nothing is used."""

    fields: tuple[str, ...] | None = Field(
        default=None, description="of the tax API: rfr, nbPart, pac.nbPac, facture.1830"
    )
    claims: tuple[str, ...] | None = Field(default=None, description="of FranceConnect: given_name, birthdate")

    @model_validator(mode="after")
    def _names_what_exists(self) -> Self:
        if self.fields is None and self.claims is None:
            raise wrong("fields, claims ou les deux sont attendus", "fields, claims or both are expected")
        for name in self.fields or ():
            if not usage.is_field(name):
                near = _near(name, usage.FIELD_NAMES)
                raise wrong(
                    f"« {name} » n'est pas un champ de l'API Impôt particulier{near.fr}",
                    f'"{name}" is no field of the tax API{near.en}',
                    "fields",
                )
        for name in self.claims or ():
            if name not in usage.CLAIM_NAMES:
                near = _near(name, usage.CLAIM_NAMES)
                raise wrong(
                    f"« {name} » n'est pas un attribut de FranceConnect{near.fr}",
                    f'"{name}" is no claim of FranceConnect{near.en}',
                    "claims",
                )
        return self


def _near(name: str, known: Sequence[str]) -> Text:
    found = difflib.get_close_matches(name, known, n=1)
    return Text(f" (vouliez-vous « {found[0]} » ?)", f' (did you mean "{found[0]}"?)') if found else Text("", "")


class Application(Record):
    """A client under test."""

    name: str
    habilitation: str = Field(description="path of habilitation.toml, beside this file")
    space: str = "default"
    base_url: str
    clock: Literal["wall", "env"] = "wall"
    capabilities: tuple[Capability, ...] = Field(min_length=1)
    driver: Driver
    oracle: Oracle
    usage: Usage | None = None

    def address(self, path: str) -> str:
        """Where that path of the client is."""
        return f"{self.base_url.rstrip('/')}/{path.lstrip('/')}"
