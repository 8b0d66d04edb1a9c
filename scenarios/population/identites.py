"""Who person p is, and back: from the names or from the SPI to p by computation, without any table of people."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rulebook.formats.persona import Identity
from scenarios.pivot import Pivot, capitals
from scenarios.population.homonymes import au_meme_lieu, double, modele
from scenarios.population.lieux import AILLEURS, Lieu, naissance
from scenarios.population.noms import Noms, Prenoms
from scenarios.population.permutation import Permutation
from scenarios.population.souches import SOUCHES, Genre, souche
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
    genre: Genre
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
        return Identity(
            family_name=self.family_name,
            given_name=self.given_name,
            given_name_array=self.given_names,
            preferred_username=usage,
            gender=self.genre,
            birthdate=self.birthdate,
            birthplace=self.birthplace,
            birthcountry=self.birthcountry,
            email=self.email,
        )


def individu(cle: bytes, p: int) -> Individu | None:
    """Person `p`; None where the souche has one adult only, and out of range."""
    if not 0 <= p < PERSONNES:
        return None
    n, rang = divmod(p, 2)
    n = n if rang else modele(cle, n)
    adultes = _souche(cle, n).adultes
    if rang >= len(adultes):
        return None
    monde = _monde(cle)
    source = 2 * n + rang
    genre, jour = adultes[rang]
    famille, prenoms = monde.noms[genre].de(source)
    return Individu(p, _spi(monde.bases(p)), famille, prenoms, genre, jour, *_lieu(cle, p, source))


def spi_de(cle: bytes, p: int) -> str:
    """The SPI of person `p`: thirteen digits that can be no real person's."""
    return _spi(_monde(cle).bases(p))


def numero_de_spi(cle: bytes, spi: str) -> int | None:
    """Whose SPI it is; None for one that this world gave to nobody."""
    if not _SPI.fullmatch(spi):
        return None
    base = int(spi[:10])
    if spi != _spi(base):
        return None
    p = _monde(cle).bases.back(base)
    return p if _vit(cle, p) else None


def porteurs(cle: bytes, genre: str, famille: str, prenoms: Sequence[str]) -> tuple[int, ...]:
    """Numbers that bear exactly these names, in capitals without accents, lowest first: two for homonyms; not each is somebody."""
    noms = _monde(cle).noms.get(genre)
    source = noms.numero(famille, prenoms) if noms else None
    if source is None:
        return ()
    copie = double(cle, source // 2) if source % 2 == 0 else None
    return (source,) if copie is None else (source, 2 * copie)


def retrouver(cle: bytes, pivot: Pivot) -> tuple[int, ...]:
    """Everyone with that pivot identity, lowest number first: most often one person or nobody, two for full homonyms."""
    candidats = porteurs(cle, pivot.gender, pivot.family_name, pivot.given_names)
    return tuple(p for p in candidats if (qui := individu(cle, p)) and qui.pivot == pivot)


class _Monde(NamedTuple):
    """The shuffles of one world."""

    noms: dict[str, Noms]
    bases: Permutation


@lru_cache(maxsize=16)
def _monde(cle: bytes) -> _Monde:
    return _Monde({genre: Noms(cle, genre) for genre in ("female", "male")}, Permutation(cle, b"spi", *_BASES))


# Both adults of a souche are often asked for one after the other.
_souche = lru_cache(maxsize=256)(souche)


def _vit(cle: bytes, p: int) -> bool:
    return 0 <= p < PERSONNES and (p % 2 == 0 or len(_souche(cle, p // 2).adultes) > 1)


def _spi(base: int) -> str:
    return f"{base:010d}{511 + base % _CLES}"


def _lieu(cle: bytes, p: int, source: int) -> Lieu:
    tires = des(cle, b"naissance", source)
    ailleurs = source != p and not au_meme_lieu(p // 2)
    return naissance(tires[0] ^ AILLEURS if ailleurs else tires[0], tires[1])
