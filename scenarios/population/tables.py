"""The committed tables of the world, rows or figures: the only module of the population that opens any file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def lignes(nom: str) -> list[list[str]]:
    """Rows of table `nom`, split at tabulations; a line that begins with `#` is a note to the reader."""
    texte = (files("scenarios.population") / "data" / f"{nom}.tsv").read_text(encoding="utf-8")
    return [ligne.split("\t") for ligne in texte.splitlines() if ligne and not ligne.startswith("#")]


@cache
def table(nom: str) -> dict[str, Any]:
    """Figures of table `nom`, each section with its source."""
    fichier = files("scenarios.population") / "data" / f"{nom}.toml"
    return tomllib.loads(fichier.read_text(encoding="utf-8"))
