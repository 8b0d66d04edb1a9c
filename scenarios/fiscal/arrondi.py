"""The DGFiP's rounding: every amount of a notice is an integer, half up."""


def arrondi(numerateur: int, denominateur: int) -> int:
    """The quotient to the nearest unit: floor(x + 1/2), below zero too."""
    return (2 * numerateur + denominateur) // (2 * denominateur)


def fraction(montant: int, taux: int) -> int:
    """`taux` ten-thousandths of `montant`, to the euro."""
    return arrondi(montant * taux, 10_000)
