"""The committed tables of the world as rows: the only module of the population that opens any file."""

from importlib.resources import files


def lignes(nom: str) -> list[list[str]]:
    """Rows of table `nom`, split at tabulations; a line that begins with `#` is a note to the reader."""
    texte = (files("scenarios.population") / "data" / f"{nom}.tsv").read_text(encoding="utf-8")
    return [ligne.split("\t") for ligne in texte.splitlines() if ligne and not ligne.startswith("#")]
