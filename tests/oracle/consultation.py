"""openfisca-france asked from our side: households as JSON to its own interpreter, its figures back."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from oracle.comparaison import Reponse

from scenarios.fiscal.foyer import Foyer

RACINE = Path(__file__).parents[2]


def interprete() -> Path:
    """The interpreter that has openfisca: `UNEFOIS_ORACLE`, or the one of `.venv-oracle`."""
    return Path(os.environ.get("UNEFOIS_ORACLE", RACINE / ".venv-oracle" / "bin" / "python"))


def demander(*questions: tuple[int, Sequence[Foyer]]) -> list[list[Reponse]]:
    """Put households of several years to openfisca, in one process of its own."""
    python = interprete()
    if not python.exists():
        pytest.fail(
            f"L'oracle n'est pas installé ({python} n'existe pas) : `make oracle` l'installe et lance ces tests."
        )
    fini = subprocess.run(
        [python, "-I", Path(__file__).with_name("interroger.py")],
        input=json.dumps(
            [{"annee": annee, "foyers": [_question(foyer) for foyer in ceux]} for annee, ceux in questions]
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert fini.returncode == 0, fini.stderr[-2_000:]
    return [_reponses(resultats) for resultats in json.loads(fini.stdout)]


def _question(foyer: Foyer) -> dict[str, Any]:
    champs = {"declaration": dict(foyer.declaration), "pac": dict(foyer.pac), "cases": sorted(foyer.cases)}
    simples = ("situation", "naissances", "departement", "deces_dans_l_annee")
    return champs | {champ: getattr(foyer, champ) for champ in simples}


def _reponses(resultats: Mapping[str, list[float]]) -> list[Reponse]:
    colonnes = (
        resultats[nom]
        for nom in (
            "nbptr",
            "rbg",
            "rfr",
            "ir_plaf_qf",
            "decote_gain_fiscal",
            "impot_revenu_restant_a_payer",
            "contribution_exceptionnelle_hauts_revenus",
            "contribution_differentielle_hauts_revenus",
        )
    )
    return [
        Reponse(parts, brut, rfr, ligne_14, decote, -reste - cehr, cehr, -cdhr)
        for parts, brut, rfr, ligne_14, decote, reste, cehr, cdhr in zip(*colonnes, strict=True)
    ]
