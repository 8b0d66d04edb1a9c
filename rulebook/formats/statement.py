"""What a file states of a persona: what makes them special, and nothing else. The world completes it into a `Persona`.

Without any `foyer` the whole life of a souche is borrowed, of the age that is stated; `foyer = []` says that there is no notice.
An entry of `[[foyer]]` without `annee` holds for every income year; one with its `annee` replaces it for that year. Amounts follow from
the declaration; `avis` wins over them, field by field, and an `avis` that states rfr, sitFam and nbPart is whole: nothing is added to it.
`[idp]` holds what the identity provider says otherwise than the RNIPP, `trouble` what a login as this person runs into, `deces` a death, `logement` a home in the rolls
of the housing tax, which only a bench that brings that resource back serves.
"""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from rulebook.faults import FAULTS, LOGIN_ENDPOINTS
from rulebook.formats import family, periods
from rulebook.formats.persona import (
    COMMUNE,
    COUNTRY,
    FRANCE,
    IDP_BIRTHDATE,
    FictitiousSpi,
    Logement,
    Patrimoine,
    Persona,
    Provided,
    Reponse,
    Situation,
    states_known_fields,
)
from rulebook.formats.reading import wrong
from rulebook.formats.record import Part, Record
from rulebook.troubles import TROUBLES

# Fields that an `avis` states when it is a notice by itself.
WHOLE = frozenset({"rfr", "sitFam", "nbPart"})


def _is_a_name(text: str) -> str:
    if not text.strip():
        raise wrong("un nom est attendu", "a name is expected")
    return text


# As long as FranceConnect takes it.
Name = Annotated[str, Field(min_length=1, max_length=256), AfterValidator(_is_a_name)]


def _known_fault(name: str) -> str:
    if name not in FAULTS:
        raise wrong(f"anomalie inconnue : {name}", f"unknown fault: {name}")
    if FAULTS[name].endpoint not in LOGIN_ENDPOINTS:
        raise wrong(
            f"{name} ne peut venir d'une connexion : ordonnez-la par un bail",
            f"{name} cannot come with a login: order it under a lease",
        )
    return name


def _known_trouble(name: str) -> str:
    if name not in TROUBLES:
        raise wrong(
            f"ennui inconnu : {name} ; au choix {', '.join(TROUBLES)}",
            f"unknown trouble: {name}; one of {', '.join(TROUBLES)}",
        )
    return name


class Somebody(Part):
    """FranceConnect claims of a person, as far as they matter; a birth abroad has a country and no place."""

    family_name: Name | None = None
    given_name: str | None = None
    given_name_array: tuple[Name, ...] | None = Field(default=None, min_length=1)
    preferred_username: str | None = None
    gender: Literal["female", "male", "unspecified"] | None = None
    birthdate: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    idp_birthdate: str | None = Field(default=None, pattern=IDP_BIRTHDATE)
    birthplace: str | None = Field(default=None, pattern=f"^({COMMUNE})?$")
    birthcountry: str | None = Field(default=None, pattern=f"^{COUNTRY}$")
    email: str | None = None

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        family.check_names(self.given_name, self.given_name_array)
        family.check_birthdate(self.birthdate, self.idp_birthdate)
        family.check_birthplace(self.birthplace, self.birthcountry)
        family.check_email(self.email)
        return self

    @property
    def birth(self) -> tuple[str, str] | None:
        """Place and country; None when neither is stated."""
        if self.birthplace:
            return self.birthplace, FRANCE
        return ("", self.birthcountry) if self.birthcountry else None


class StatedFoyer(Part):
    """A notice as far as it is stated. `emission` is the day from which it exists: a later one for the same period corrects it."""

    annee: int | None = Field(default=None, ge=2000, le=2100)
    spi_conjoint: FictitiousSpi | None = None
    debut: date | None = None
    fin: date | None = None
    declaration: dict[str, int] = {}
    situation: Situation | None = None
    emission: date | None = None
    reponse: Reponse | None = None
    patrimoine: Patrimoine | None = None
    avis: dict[str, Any] = {}

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        states_known_fields(self.avis, self.reponse)
        if self.situation is not None:
            family.check_situation(self.situation)
        family.check_letter(self.avis.get("sitFam"), self.status)
        family.check_boxes(self.declaration, self.status)
        periods.check_dates(self.annee, self.debut, self.fin, self.emission)
        if not self.whole:
            family.check_law(self.annee)
        if self.spi_conjoint is not None and not self.commune:
            raise family.no_second_declarant(self.status, "spi_conjoint")
        return self

    @property
    def status(self) -> Situation:
        """The situation; where none is stated, that of a whole notice, or one person alone."""
        return self.situation or Situation(sit_fam=(self.whole and self.avis.get("sitFam")) or "C")

    @property
    def commune(self) -> bool:
        """Whether two people are taxed together."""
        return self.status.commune

    @property
    def whole(self) -> bool:
        """Whether the notice is served as it stands."""
        return self.avis.keys() >= WHOLE or self.reponse is not None

    @property
    def names_the_other(self) -> bool:
        """Whether the second declarant is told apart from anybody; a whole notice says what it says of them."""
        return self.spi_conjoint is not None or "nmNaiDec2" in self.avis or self.whole


class Statement(Record):
    """One fictitious citizen, stated in part: a complete persona is a statement too."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    traits: tuple[str, ...] = ()
    lesson_fr: str = ""
    lesson_en: str = ""
    login: FictitiousSpi | None = None
    fault: Annotated[str, AfterValidator(_known_fault)] | None = None
    trouble: Annotated[str, AfterValidator(_known_trouble)] | None = None
    deces: date | None = None
    identity: Somebody = Somebody()
    idp: Provided = Provided()
    conjoint: Somebody | None = None
    foyer: tuple[StatedFoyer, ...] | None = None
    logement: tuple[Logement, ...] = ()

    @model_validator(mode="after")
    def _is_a_family(self) -> Self:
        foyers = self.foyer or ()
        for rank, foyer in enumerate(foyers):
            if foyer.commune and self.conjoint is None and not foyer.names_the_other:
                raise wrong(
                    f"situation {foyer.status.sit_fam} sans second déclarant : ajoutez une table [conjoint], même vide, ou spi_conjoint",
                    f"situation {foyer.status.sit_fam} without a second declarant: add a [conjoint] table, even an empty one, or spi_conjoint",
                    *("foyer", rank, "situation", "sit_fam"),
                )
            if foyer.spi_conjoint is not None and foyer.spi_conjoint == self.login:
                raise wrong(
                    "le second déclarant a le SPI de la persona : donnez-lui le sien",
                    "the second declarant has the persona's own SPI: give them theirs",
                    *("foyer", rank, "spi_conjoint"),
                )
            family.check_alive(self.deces, foyer.annee, rank)
            family.check_age(self.identity.birthdate, foyer.annee, rank)
            if foyer.commune and self.conjoint is not None:
                family.check_age(self.conjoint.birthdate, foyer.annee or family.FIRST_LAW, rank)
        if foyers and self.conjoint is not None and not any(foyer.commune for foyer in foyers):
            raise family.no_second_declarant(foyers[-1].status, "conjoint")
        periods.check_periods(
            [periods.Period(foyer.annee, foyer.debut, foyer.fin, foyer.emission, foyer.status) for foyer in foyers]
        )
        return self


def born_after(stated: Statement | Persona, day: date) -> bool:
    """Whether somebody who is stated is not born on `day`."""
    spouse = stated.conjoint if isinstance(stated, Statement) else None
    born = (one.birthdate for one in (stated.identity, spouse) if one is not None)
    return any(birth is not None and birth > day.isoformat() for birth in born)
