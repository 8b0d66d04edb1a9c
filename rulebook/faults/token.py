"""Faults of the token endpoint's answer. An error comes instead of the exchange: the code is not consumed, and a new try may succeed."""

from rulebook.faults.fault import Stage, rows

FAULTS = rows(
    Stage.RESPONSE,
    "franceconnect",
    "token",
    {
        "token.response.invalid_grant": (
            "l'échange est refusé : code inconnu (400 invalid_grant)",
            "the exchange is refused: unknown code (400 invalid_grant)",
        ),
        "token.response.invalid_request": (
            "l'échange est refusé : paramètre manquant (400 invalid_request)",
            "the exchange is refused: missing parameter (400 invalid_request)",
        ),
        "token.response.invalid_client": (
            "l'échange est refusé : mauvais secret (401 invalid_client)",
            "the exchange is refused: wrong secret (401 invalid_client)",
        ),
        "token.response.429": ("le point d'échange répond 429, en texte", "the token endpoint answers 429, in text"),
        "token.response.500": ("le point d'échange répond 500, en texte", "the token endpoint answers 500, in text"),
        "token.response.502": (
            "une passerelle répond 502 à la place du point d'échange, en HTML",
            "a gateway answers 502 instead of the token endpoint, in HTML",
        ),
        "token.response.503": (
            "une passerelle répond 503 à la place du point d'échange, en HTML",
            "a gateway answers 503 instead of the token endpoint, in HTML",
        ),
        "token.response.redirect": (
            "le point d'échange renvoie vers un autre serveur (307)",
            "the token endpoint redirects to another server (307)",
        ),
        "token.response.html": (
            "l'échange donne une page HTML, statut 200",
            "the exchange gives an HTML page, status 200",
        ),
        "token.response.empty": (
            "l'échange donne un corps vide, statut 200",
            "the exchange gives an empty body, status 200",
        ),
        "token.response.truncated": (
            "l'échange donne un JSON coupé en deux, statut 200",
            "the exchange gives JSON cut in two, status 200",
        ),
        "token.response.type": (
            "l'échange donne le bon JSON, et se dit `text/html`",
            "the exchange gives the right JSON, and calls itself `text/html`",
        ),
        "token.response.list": (
            "l'échange donne une liste JSON au lieu d'un objet",
            "the exchange gives a JSON list instead of an object",
        ),
        "token.response.extra": (
            "l'échange donne des membres inconnus en plus, dont un `refresh_token`",
            "the exchange gives unknown members too, a `refresh_token` among them",
        ),
        "token.id_token.missing": ("l'échange ne donne pas d'id_token", "the exchange gives no id_token"),
        "token.id_token.null": ("l'échange donne un id_token nul", "the exchange gives a null id_token"),
        "token.access_token.missing": ("l'échange ne donne pas d'access_token", "the exchange gives no access_token"),
        "token.access_token.foreign": (
            "l'échange donne un access_token que FranceConnect ne connaît pas",
            "the exchange gives an access_token that FranceConnect does not know",
        ),
        "token.token_type.foreign": (
            "l'échange donne un `token_type` que nul n'attend (`mac`)",
            "the exchange gives a `token_type` that nobody expects (`mac`)",
        ),
        "token.expires_in.text": (
            "l'échange donne un `expires_in` en toutes lettres",
            "the exchange gives an `expires_in` in words",
        ),
    },
)
