"""The words of SFiP: the last taxation of somebody known by civil status, without year and without tax number. Pure."""

from urllib.parse import urlencode

from reference_client.erreurs import Meanings
from reference_client.etat_civil import EtatCivil
from reference_client.impot import Fields, fields_of
from reference_client.outcome import Kind

RESOURCE = "/sfip/v1/demandeDeService/02AA/personne"
SCOPE = "sfip_donnees_fiscales_usagers"
MEDIA = "application/vnd.dgfip.sfip.v1.0+json"

# "Not available" says two things in one, and on purpose: nobody by that name, or somebody whom a name is not enough to find.
MEANINGS: Meanings = {
    (400, 4003): Kind.BAD_CIVIL_STATUS,
    (403, 40305): Kind.NOT_FOUND_BY_NAME,
    (404, 40433): Kind.NOT_FOUND_BY_NAME,
    (410, 4101): Kind.NO_TAXATION,
    (416, 4101): Kind.NO_TAXATION,
    (416, None): Kind.NOTHING_GIVEN,
    **{(status, 40401): Kind.API_DOWN for status in (400, 403, 404)},
}


def path(person: EtatCivil) -> str:
    """The address below the gateway, as the DGFiP wants it: the civil status is in it, so it is written nowhere else."""
    query = {
        "nom": person.nom,
        "prenom": person.prenoms,
        "sexe": person.sexe,
        "naisDate": person.naissance,
        "naisCodePays": person.pays,
        "naisCodeDept": person.departement,
        "naisCodeCommune": person.commune,
    }
    return f"{RESOURCE}?{urlencode({name: value for name, value in query.items() if value})}"


def read(status: int, content: bytes) -> Fields:
    """The household's fields at its last taxation, or the `Trouble` that the answer means."""
    return fields_of(status, content, MEANINGS)
