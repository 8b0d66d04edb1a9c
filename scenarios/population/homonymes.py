"""Homonyms on purpose: here and there, the first adult of a souche bears the names and the birth of the first of the souche before.

One souche in 20 000 is such a double. Half of them share the birthplace too: nothing tells the two people apart and the DGFiP must refuse.
"""

from functools import lru_cache

from scenarios.population.tirage import des

_ECART = 20_000


def modele(cle: bytes, souche: int) -> int:
    """The souche whose first adult lends names and birth to that of `souche`: itself, but for a double."""
    return souche - (souche % _ECART == _rang(cle))


def double(cle: bytes, souche: int) -> int | None:
    """The souche whose first adult doubles that of `souche`, if any."""
    return souche + 1 if (souche + 1) % _ECART == _rang(cle) else None


def au_meme_lieu(souche: int) -> bool:
    """Whether a double shares the birthplace as well: every other one."""
    return souche // _ECART % 2 == 0


@lru_cache(maxsize=64)
def _rang(cle: bytes) -> int:
    # Never 0: the model is one below, in the same stretch.
    return 1 + des(cle, b"homonymes", 0)[0] % (_ECART - 1)
