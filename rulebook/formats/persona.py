"""A persona, complete: who logs in, what FranceConnect says of them, and their tax household year after year.

Both simulators read these records; a file holds less (`statement`), the world completes it. `login` is the SPI, as in the DGFiP's own
fictitious data sets; its key lies in 511–999, which no real SPI has (the published fictitious series 3999999… is allowed for imports).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from rulebook.formats.notice import check_notice
from rulebook.formats.reading import wrong
from rulebook.formats.record import Part, Record

# The INSEE code of the country itself: who was born there has a commune, who was not has a country only.
FRANCE = "99100"
# INSEE codes, as patterns: a commune (those in 99 are countries), a country.
COMMUNE = "(?:[0-8][0-9]|9[0-8]|2[AB])[0-9]{3}"
COUNTRY = "99[0-9]{3}"


def visibly_fictitious(spi: str) -> bool:
    """Whether `spi` can be no real person's: key 511–999, or the published fictitious series."""
    if not re.fullmatch(r"[0-3]\d{12}", spi, re.ASCII):
        return False
    return int(spi[10:]) >= 511 or spi.startswith("3999999")


def _can_be_nobody(spi: str) -> str:
    if not visibly_fictitious(spi):
        raise wrong(
            f"le SPI {spi} pourrait être réel : 13 chiffres, le premier de 0 à 3, les trois derniers de 511 à 999",
            f"the SPI {spi} could be real: 13 digits, first 0 to 3, last three 511 to 999",
        )
    return spi


FictitiousSpi = Annotated[str, AfterValidator(_can_be_nobody)]


# A birth date as an identity provider may know it: full, without its day, or without its month.
IDP_BIRTHDATE = r"^\d{4}-((0[1-9]|1[0-2])-\d{2}|00-00)$"


class Identity(Part):
    """FranceConnect claims of the person, as the RNIPP gives them; `idp_birthdate` when the identity provider knows less than a day."""

    family_name: str
    given_name: str
    given_name_array: tuple[str, ...]
    preferred_username: str | None = None
    gender: Literal["female", "male", "unspecified"]
    birthdate: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    idp_birthdate: str | None = Field(default=None, pattern=IDP_BIRTHDATE)
    birthplace: str
    birthcountry: str = Field(pattern=f"^{COUNTRY}$")
    email: str

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        if self.given_name != " ".join(self.given_name_array):
            raise wrong(
                "given_name doit être la liste jointe par une espace",
                "given_name must be the list joined by a space",
                "given_name",
            )
        if (self.birthplace != "") != (self.birthcountry == FRANCE):
            raise wrong(
                f"birthplace est un code INSEE si et seulement si le pays est {FRANCE}",
                f"birthplace is an INSEE code if and only if the country is {FRANCE}",
                "birthplace",
            )
        return self


class Provided(Part):
    """What the identity provider says of the person where it is not what the RNIPP says: right or wrong, empty when it is not said."""

    family_name: str | None = None
    given_name: str | None = None
    preferred_username: str | None = None
    gender: str | None = None
    birthdate: str | None = None
    birthplace: str | None = None
    birthcountry: str | None = None
    email: str | None = None

    @property
    def stated(self) -> bool:
        """Whether it says anything otherwise."""
        return bool(self.model_fields_set)


class Situation(Part):
    """Family situation of a declaration: letters and boxes of the return 2042, and where the tax home is.

    `imposition_separee` is the choice of two notices in the year of a marriage or a PACS.
    """

    sit_fam: Literal["M", "O", "C", "D", "V"]
    enfants: dict[Literal["F", "G", "H", "I", "J", "N", "P", "R"], int] = {}
    cases: tuple[Literal["T", "L", "N", "P", "F", "W", "S", "G"], ...] = ()
    imposition_separee: bool = False
    non_resident: bool = False

    @property
    def commune(self) -> bool:
        """Whether two people are taxed together."""
        return self.sit_fam in {"M", "O"} and not self.imposition_separee


class Patrimoine(Part):
    """Net real estate on 1 January, in euros: whether a household owes the IFI depends on nothing else."""

    residence_principale: int = Field(default=0, ge=0)
    autres_biens: int = Field(default=0, ge=0)


class Reponse(Part):
    """What the API answers instead of a notice, as the DGFiP's own fictitious data sets say it: columns codeHTTP and codeapp.

    204 has no body: its code is then known to whoever reads the data set, and to nobody on the wire.
    """

    http: int
    codeapp: str = Field(pattern=r"^\d{4,6}$")

    @model_validator(mode="after")
    def _is_no_success(self) -> Self:
        if self.http != 204 and not 400 <= self.http <= 599:
            raise wrong(
                f"{self.http} n'est pas une réponse sans donnée : 204, ou de 400 à 599",
                f"{self.http} is no answer without data: 204, or 400 to 599",
                "http",
            )
        return self


class Foyer(Part):
    """One notice of one income year. Two entries for one year are the two notices of a year of death.

    `emission` is the day from which this very notice exists (None: with everybody's); a later one for the same period corrects it.
    """

    annee: int = Field(ge=2000, le=2100)
    spi_conjoint: FictitiousSpi | None = None
    debut: date | None = None
    fin: date | None = None
    declaration: dict[str, int] = {}
    situation: Situation
    emission: date | None = None
    reponse: Reponse | None = None
    patrimoine: Patrimoine | None = None
    avis: dict[str, Any]

    @model_validator(mode="after")
    def _states_known_fields(self) -> Self:
        states_known_fields(self.avis, self.reponse)
        return self


def states_known_fields(avis: Mapping[str, Any], reponse: Reponse | None) -> None:
    """Refuse a notice beside the answer given instead of it, and fields that are not the API's."""
    if reponse is not None and avis:
        raise wrong(
            "un foyer énonce son avis, ou la réponse donnée à sa place, jamais les deux",
            "a household states its notice, or the answer given instead, never both",
            "reponse",
        )
    check_notice(avis)


class Local(Part):
    """A part of a home in the housing tax rolls."""

    natureLocal: Literal["MA", "AP", "ME", "MP"]  # noqa: N815  (the API's own names, here and below)
    affectation: Literal["H"] = "H"
    invariant: str = Field(pattern=r"^\d{10}[A-Z]$")


class Logement(Part):
    """A main home in the housing tax rolls of one income year: an item of "situationsTH"."""

    annee: int = Field(ge=2000, le=2100)
    codeDsf: str | None = None  # noqa: N815
    codeCommune: str | None = None  # noqa: N815
    codeAft: str | None = None  # noqa: N815
    numVoie: str | None = None  # noqa: N815
    btq: str | None = None
    libelleVoie: str | None = None  # noqa: N815
    libelleCommune: str | None = None  # noqa: N815
    regimeTax: Literal["P"] = "P"  # noqa: N815
    natureImp: str | None = None  # noqa: N815
    libelleEdition1: str | None = None  # noqa: N815
    libelleEdition2: str | None = None  # noqa: N815
    locaux: tuple[Local, ...] = ()

    @property
    def item(self) -> dict[str, Any]:
        """As the API serves it."""
        return self.model_dump(mode="json", exclude={"annee"}, exclude_none=True)


class Persona(Record):
    """One fictitious citizen, stated whole."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    traits: tuple[str, ...]
    lesson_fr: str
    lesson_en: str
    login: FictitiousSpi
    fault: str | None = None
    trouble: str | None = None
    deces: date | None = None
    identity: Identity
    idp: Provided = Provided()
    foyer: tuple[Foyer, ...] = ()
    logement: tuple[Logement, ...] = ()
