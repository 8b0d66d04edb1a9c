"""Draws that only the seed, a label and a number decide: the same on every machine and under every version of Python."""

from hashlib import blake2b
from struct import Struct

UN = 1 << 32
_SEIZE = Struct("<16I")


def cle_de(seed: int | str) -> bytes:
    """The key of a world: every draw of that world hangs on it. A number and a word are never the same world."""
    return blake2b(str(seed).encode(), digest_size=32, person=b"monde").digest()


def des(cle: bytes, etiquette: bytes, numero: int) -> tuple[int, ...]:
    """Sixteen independent draws in [0, 2³²) about `numero`; `etiquette` (at most 16 bytes) says what is drawn."""
    return _SEIZE.unpack(blake2b(numero.to_bytes(8, "little"), digest_size=64, key=cle, person=etiquette).digest())
