"""A shuffle of the integers below a product, and its way back, without a table: what makes numbers unique and readable backwards.

An unbalanced Feistel network on Z_a × Z_b (Black and Rogaway 2002, "generalised Feistel"): every round adds to one half a hash of the other,
so the domain is exactly a × b, without cycle walking. It hides nothing from anybody: it only scatters.
"""

from scenarios.population.tirage import des

# Keys and multiplier of 30 bits: halves below 2³⁰ keep every product below 2⁶⁰, where Python's integers are at their fastest.
_CLE = (1 << 30) - 1
_M = 0x2C1B3C6D


class Permutation:
    """A bijection of [0, a × b) chosen by a key and a label."""

    def __init__(self, cle: bytes, etiquette: bytes, a: int, b: int) -> None:
        self._a, self._b = a, b
        k1, k2, k3, k4 = (tire & _CLE for tire in des(cle, etiquette, a * b)[:4])
        self._keys = k1, k2, k3, k4

    def __call__(self, number: int) -> int:
        """Where `number` goes."""
        a, b = self._a, self._b
        left, right = divmod(number, b)
        k1, k2, k3, k4 = self._keys
        # `_mixed` written out: a shuffle or two is in every identity.
        left = (left + ((v := (right ^ k1) * _M) ^ v >> 27)) % a
        right = (right + ((v := (left ^ k2) * _M) ^ v >> 27)) % b
        left = (left + ((v := (right ^ k3) * _M) ^ v >> 27)) % a
        right = (right + ((v := (left ^ k4) * _M) ^ v >> 27)) % b
        return left * b + right

    def back(self, number: int) -> int:
        """Which number goes to `number`."""
        a, b = self._a, self._b
        left, right = divmod(number, b)
        k1, k2, k3, k4 = self._keys
        right = (right - _mixed(left, k4)) % b
        left = (left - _mixed(right, k3)) % a
        right = (right - _mixed(left, k2)) % b
        left = (left - _mixed(right, k1)) % a
        return left * b + right


def _mixed(value: int, key: int) -> int:
    value = (value ^ key) * _M
    return value ^ value >> 27
