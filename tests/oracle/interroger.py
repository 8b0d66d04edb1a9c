"""Run by the oracle's own interpreter: households as JSON on standard input, openfisca-france's figures as JSON on standard output.

openfisca-france is AGPL: it is called here, in its own process, and nothing of it is copied. Nothing of ours is imported either.
Persons must have the roles `declarant_principal` and `conjoint`: with `declarant`, a status is lost and amounts are NaN.
"""

import json
import sys
from typing import Any

from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

# Boxes of one person, by rank of the declarant, and the variable that holds each.
PERSONNELLES = {
    "salaire_imposable": ("1AJ", "1BJ"),
    "chomage_imposable": ("1AP", "1BP"),
    "retraite_imposable": ("1AS", "1BS"),
    "pensions_alimentaires_percues": ("1AO", "1BO"),
    "frais_reels": ("1AK", "1BK"),
}
DU_FOYER = {"f2dc": "2DC", "f6gu": "6GU", "f6el": "6EL"}
STATUTS = {"C": "celibataire", "D": "divorce", "V": "veuf", "M": "marie", "O": "pacse"}
RESULTATS = (
    "nbptr",
    "rbg",
    "rng",
    "rni",
    "ir_plaf_qf",
    "decote_gain_fiscal",
    "iai",
    "impot_revenu_restant_a_payer",
    "rfr",
    "contribution_exceptionnelle_hauts_revenus",
    "contribution_differentielle_hauts_revenus",
)
# Any commune of an overseas department: the abatement only looks at the department.
COMMUNES = {"971": "97105", "972": "97209", "973": "97302", "974": "97411", "976": "97608"}


def interroger(systeme: Any, annee: int, foyers: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Every result of every household of one year, in one vectorised simulation."""
    personnes = [
        (numero, rang, foyer) for numero, foyer in enumerate(foyers) for rang in range(1 + (foyer["situation"] in "MO"))
    ]
    simulation = _simulation(systeme, personnes, len(foyers))
    simulation.set_input(
        "date_naissance", "ETERNITY", [f"{foyer['naissances'][rang]}-07-01" for _, rang, foyer in personnes]
    )
    simulation.set_input("statut_marital", annee, [_statut(foyer) for _, _, foyer in personnes])
    for variable, cases in PERSONNELLES.items():
        montants = [foyer["declaration"].get(cases[rang], 0) for _, rang, foyer in personnes]
        simulation.set_input(variable, annee, montants)
    for variable, case in DU_FOYER.items():
        simulation.set_input(variable, annee, [foyer["declaration"].get(case, 0) for foyer in foyers])
    for lettre in "FGHIJNR":
        simulation.set_input(f"nb{lettre}", annee, [foyer["pac"].get(lettre, 0) for foyer in foyers])
    for lettre in "TLNPFWSG":
        simulation.set_input(f"case{lettre}", annee, [lettre in foyer["cases"] for foyer in foyers])
    simulation.set_input("depcom_foyer", annee, [COMMUNES.get(foyer["departement"], "75056") for foyer in foyers])
    return {variable: simulation.calculate(variable, annee).tolist() for variable in RESULTATS}


def _statut(foyer: dict[str, Any]) -> str:
    return "jeune_veuf" if foyer["deces_dans_l_annee"] else STATUTS[foyer["situation"]]


def _simulation(systeme: Any, personnes: list[tuple[int, int, dict[str, Any]]], nombre: int) -> Any:
    """One person per declarant; every household is also one family and one dwelling."""
    batisseur = SimulationBuilder()
    batisseur.create_entities(systeme)
    batisseur.declare_person_entity("individu", [str(numero) for numero in range(len(personnes))])
    roles = {
        "foyer_fiscal": ("declarant_principal", "conjoint"),
        "famille": ("demandeur", "conjoint"),
        "menage": ("personne_de_reference", "conjoint"),
    }
    for entite, (premier, second) in roles.items():
        groupe = batisseur.declare_entity(entite, [str(numero) for numero in range(nombre)])
        batisseur.join_with_persons(
            groupe,
            [str(numero) for numero, _, _ in personnes],
            [second if rang else premier for _, rang, _ in personnes],
        )
    return batisseur.build(systeme)


def main() -> None:
    """Every question, `{"annee": …, "foyers": […]}`, in order."""
    systeme = FranceTaxBenefitSystem()
    questions = json.load(sys.stdin)
    json.dump([interroger(systeme, question["annee"], question["foyers"]) for question in questions], sys.stdout)


if __name__ == "__main__":
    main()
