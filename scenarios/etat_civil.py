"""A person described in part, as services without FranceConnect look for one; what is not said fits anybody.

Names are compared as pivot identities are. Given names are those of the person from the first on, some or all; a date may be a year, or
a month of a year; a place of birth the department, or the commune.
"""

from msgspec import Struct

from rulebook.formats.persona import Identity
from scenarios.pivot import pivot_of

GENDERS = ("female", "male")


class EtatCivil(Struct, frozen=True):
    """What is said of somebody; names in capitals without accents, empty where nothing is said.

    `naissance` is year, month, day, or the beginning of it; `lieu` an INSEE code of a commune, or its department's.
    """

    nom: str = ""
    prenoms: tuple[str, ...] = ()
    gender: str = ""
    naissance: tuple[str, ...] = ()
    pays: str = ""
    lieu: str = ""
    spi: str = ""

    def fits(self, identity: Identity) -> bool:
        """Whether nothing that is said is otherwise; the SPI is not part of an identity."""
        known = pivot_of(identity)
        return (
            self.nom in {"", known.family_name}
            and known.given_names[: len(self.prenoms)] == self.prenoms
            and self.gender in {"", identity.gender}
            and tuple(identity.birthdate.split("-"))[: len(self.naissance)] == self.naissance
            and self.pays in {"", identity.birthcountry}
            and identity.birthplace.startswith(self.lieu)
        )

    @property
    def genders(self) -> tuple[str, ...]:
        """Those among which such a person is."""
        return (self.gender,) if self.gender else GENDERS
