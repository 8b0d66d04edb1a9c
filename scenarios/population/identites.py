"""Who person p is, and back: from the names or from the SPI to p by computation, without any table of people."""

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from rulebook.formats.persona import Identity
from scenarios.pivot import Pivot, capitals
from scenarios.population.homonymes import au_meme_lieu, double, modele
from scenarios.population.lieux import AILLEURS, Lieu, naissance
from scenarios.population.noms import Noms, Prenoms
from scenarios.population.permutation import Permutation
from scenarios.population.souches import SOUCHES, Adulte, souche
from scenarios.population.tirage import des

PERSONNES = 2 * SOUCHES

# 4·10⁹ ten-digit bases, the first digit from 0 to 3; a real key is the base mod 511, so from 511 on none is real.
_BASES = (62_500, 64_000)
_CLES = 489
_SPI = re.compile(r"[0-3]\d{12}", re.ASCII)


class Individu(NamedTuple):
    """One inhabitant: identity as the RNIPP holds it, birthplace as the notice writes it too."""

    numero: int
    spi: str
    family_name: str
    given_names: Prenoms
    genre: str
    naissance: date
    birthplace: str
    birthcountry: str
    lieu: str
    departement: str

    @property
    def given_name(self) -> str:
        """Given names in one claim."""
        return " ".join(self.given_names)

    @property
    def birthdate(self) -> str:
        """Birth as FranceConnect writes it."""
        return self.naissance.isoformat()

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        nom = f"{self.given_names[0]}.{self.family_name}".replace(" ", "-")
        return f"{capitals(nom).lower()}.{self.numero}@example.org"

    @property
    def pivot(self) -> Pivot:
        """The pivot identity, comparable."""
        given = tuple(capitals(prenom) for prenom in self.given_names)
        birth = self.birthplace or self.birthcountry
        return Pivot(capitals(self.family_name), given, self.birthdate, self.genre, birth)

    def identity(self, usage: str | None = None) -> Identity:
        """The claims of FranceConnect; `usage` is the usage name, which belongs to a year of life."""
        gender: Literal["female", "male"] = "female" if self.genre == "female" else "male"
        return Identity(
            family_name=self.family_name,
            given_name=self.given_name,
            given_name_array=self.given_names,
            preferred_username=usage,
            gender=gender,
            birthdate=self.birthdate,
            birthplace=self.birthplace,
            birthcountry=self.birthcountry,
            email=self.email,
        )


def individu(cle: bytes, p: int) -> Individu | None:
    """Person `p`; None where the souche has one adult only, and out of range."""
    if not 0 <= p < PERSONNES:
        return None
    numero, rang = divmod(p, 2)
    if rang:
        adultes = souche(cle, numero).adultes
        return _compose(cle, p, adultes[1], p) if len(adultes) > 1 else None
    source = modele(cle, numero)
    return _compose(cle, p, souche(cle, source).adultes[0], 2 * source)


def individus(cle: bytes, n: int) -> tuple[Individu, ...]:
    """The adults of souche `n`, which is drawn once for both."""
    adultes = souche(cle, n).adultes
    if modele(cle, n) != n:
        return tuple(qui for qui in (individu(cle, 2 * n), individu(cle, 2 * n + 1)) if qui)
    return tuple(_compose(cle, p, adulte, p) for p, adulte in enumerate(adultes, 2 * n))


def spi_de(cle: bytes, p: int) -> str:
    """The SPI of person `p`: thirteen digits that can be no real person's."""
    base = _monde(cle).bases(p)
    return f"{base:010d}{511 + base % _CLES}"


def numero_de_spi(cle: bytes, spi: str) -> int | None:
    """Whose SPI it is; None for one that this world gave to nobody."""
    if not _SPI.fullmatch(spi):
        return None
    base = int(spi[:10])
    if int(spi[10:]) != 511 + base % _CLES:
        return None
    p = _monde(cle).bases.back(base)
    return p if _vit(cle, p) else None


def retrouver(cle: bytes, pivot: Pivot) -> tuple[int, ...]:
    """Everyone with that pivot identity, lowest number first: most often one person or nobody, two for full homonyms."""
    noms = _monde(cle).noms.get(pivot.gender)
    source = noms.numero(pivot.family_name, pivot.given_names) if noms else None
    if source is None or not _vit(cle, source):
        return ()
    candidats = [source]
    if source % 2 == 0 and (copie := double(cle, source // 2)) is not None:
        candidats.append(2 * copie)
    return tuple(p for p in candidats if (qui := individu(cle, p)) and qui.pivot == pivot)


class _Monde(NamedTuple):
    """The shuffles of one world."""

    noms: dict[str, Noms]
    bases: Permutation


@lru_cache(maxsize=16)
def _monde(cle: bytes) -> _Monde:
    return _Monde({genre: Noms(cle, genre) for genre in ("female", "male")}, Permutation(cle, b"spi", *_BASES))


def _vit(cle: bytes, p: int) -> bool:
    return p < PERSONNES and (p % 2 == 0 or len(souche(cle, p // 2).adultes) > 1)


def _compose(cle: bytes, p: int, adulte: Adulte, source: int) -> Individu:
    genre, jour = adulte
    famille, prenoms = _monde(cle).noms[genre].de(source)
    return Individu(p, spi_de(cle, p), famille, prenoms, genre, jour, *_lieu(cle, p, source))


def _lieu(cle: bytes, p: int, source: int) -> Lieu:
    if source != p:
        tires = des(cle, b"naissance", source)
        return naissance(tires[0] if au_meme_lieu(p // 2) else tires[0] ^ AILLEURS, tires[1])
    tires = des(cle, b"naissance", p)
    return naissance(tires[0], tires[1])
