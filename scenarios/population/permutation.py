"""A shuffle of the integers below a product, and its way back, without a table: what makes numbers unique and readable backwards.

An unbalanced Feistel network on Z_a × Z_b (Black and Rogaway 2002, "generalised Feistel"): every round adds to one half a hash of the other,
so the domain is exactly a × b, without cycle walking. It hides nothing from anybody: it only scatters.
"""

from scenarios.population.tirage import des

_MASK = (1 << 64) - 1
_M1, _M2 = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93


class Permutation:
    """A bijection of [0, a × b) chosen by a key and a label."""

    def __init__(self, cle: bytes, etiquette: bytes, a: int, b: int) -> None:
        self._a, self._b = a, b
        drawn = des(cle, etiquette, a * b)
        self._keys = tuple(drawn[rank] << 32 | drawn[rank + 1] for rank in (0, 2, 4, 6))

    def __call__(self, number: int) -> int:
        """Where `number` goes."""
        a, b = self._a, self._b
        left, right = divmod(number, b)
        k1, k2, k3, k4 = self._keys
        left = (left + _mixed(right, k1)) % a
        right = (right + _mixed(left, k2)) % b
        left = (left + _mixed(right, k3)) % a
        right = (right + _mixed(left, k4)) % b
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
    value = (value ^ key) * _M1 & _MASK
    value = (value ^ value >> 32) * _M2 & _MASK
    return value ^ value >> 32
