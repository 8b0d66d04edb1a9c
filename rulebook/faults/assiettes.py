"""Faults of the tax API."""

from rulebook.faults.fault import Stage, rows

FAULTS = rows(
    Stage.RESPONSE,
    "dgfip",
    "assiettes",
    {
        "assiettes.response.500": ("l'API Impôt particulier répond 500", "the tax API answers 500"),
        "assiettes.token.revoked": (
            "la passerelle dit le jeton d'accès invalide avant son terme (401, 900901)",
            "the gateway calls the access token invalid before its time (401, 900901)",
        ),
    },
)
