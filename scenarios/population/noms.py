"""Names that carry a number: a family name and three distinct given names for each, and the number back from them."""

from collections.abc import Sequence
from functools import cache

from scenarios.pivot import capitals
from scenarios.population.permutation import Permutation
from scenarios.population.tables import lignes

Prenoms = tuple[str, str, str]


class Noms:
    """The names of one gender in one world: as many combinations as `taille`, each met once."""

    def __init__(self, cle: bytes, genre: str) -> None:
        self._familles, self._prenoms = _liste("famille"), _liste(genre)
        self._rang_famille, self._rang_prenom = _rangs("famille"), _rangs(genre)
        self._n = n = len(self._prenoms)
        self._suites = (n - 1) * (n - 2)
        self.taille = len(self._familles) * n * self._suites
        self._melange = Permutation(cle, b"noms " + genre.encode(), len(self._familles) * n, self._suites)

    def de(self, numero: int) -> tuple[str, Prenoms]:
        """Family name, in capitals with its accents, and given names of `numero`."""
        tete, suite = divmod(self._melange(numero), self._suites)
        famille, premier = divmod(tete, self._n)
        deuxieme, troisieme = divmod(suite, self._n - 2)
        if deuxieme >= premier:
            deuxieme += 1
        bas, haut = (premier, deuxieme) if premier < deuxieme else (deuxieme, premier)
        if troisieme >= bas:
            troisieme += 1
        if troisieme >= haut:
            troisieme += 1
        noms = self._prenoms
        return self._familles[famille], (noms[premier], noms[deuxieme], noms[troisieme])

    def numero(self, famille: str, prenoms: Sequence[str]) -> int | None:
        """The number that carries these names, in capitals without accents; None if none can."""
        rangs = [self._rang_prenom.get(prenom) for prenom in prenoms]
        rang_famille = self._rang_famille.get(famille)
        match rangs:
            case [int() as premier, int() as deuxieme, int() as troisieme] if len({*rangs}) == len(rangs):
                pass
            case _:
                return None
        if rang_famille is None:
            return None
        troisieme -= (troisieme > premier) + (troisieme > deuxieme)
        suite = (deuxieme - (deuxieme > premier)) * (self._n - 2) + troisieme
        return self._melange.back((rang_famille * self._n + premier) * self._suites + suite)


@cache
def _liste(nom: str) -> tuple[str, ...]:
    majuscules = nom == "famille"
    return tuple(texte.upper() if majuscules else texte for liste, texte in _table() if liste == nom)


@cache
def _rangs(nom: str) -> dict[str, int]:
    return {capitals(texte): rang for rang, texte in enumerate(_liste(nom))}


@cache
def _table() -> list[list[str]]:
    return lignes("noms")
