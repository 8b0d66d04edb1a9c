"""Faults of what a téléservice reads once for all: the discovery document and the keys. They strike the whole space, under an exclusive lease."""

from rulebook.faults.fault import Number, Stage, rows

_BYTES = Number("bytes", 1, 50_000_000, 5_000_000)

FAULTS = (
    *rows(
        Stage.RESPONSE,
        "franceconnect",
        "discovery",
        {
            "discovery.response.500": ("la découverte répond 500, en texte", "discovery answers 500, in text"),
            "discovery.response.503": (
                "une passerelle répond 503 à la place de la découverte, en HTML",
                "a gateway answers 503 instead of discovery, in HTML",
            ),
            "discovery.response.html": (
                "la découverte est une page HTML, statut 200",
                "discovery is an HTML page, status 200",
            ),
            "discovery.response.empty": ("la découverte est vide, statut 200", "discovery is empty, status 200"),
            "discovery.response.truncated": ("la découverte est coupée en deux", "discovery is cut in two"),
            "discovery.response.huge": (
                "la découverte a un membre de `bytes` octets en plus",
                "discovery has one more member, `bytes` bytes long",
            ),
            "discovery.issuer.foreign": (
                "l'`issuer` de la découverte est celui d'un autre serveur",
                "discovery's `issuer` is another server's",
            ),
            "discovery.issuer.missing": ("la découverte n'a pas d'`issuer`", "discovery has no `issuer`"),
            "discovery.token_endpoint.foreign": (
                "le `token_endpoint` de la découverte est chez un autre",
                "discovery's `token_endpoint` is somebody else's",
            ),
            "discovery.jwks_uri.missing": (
                "la découverte ne dit pas où sont les clés",
                "discovery does not say where the keys are",
            ),
        },
        {"discovery.response.huge": (_BYTES,)},
    ),
    *rows(
        Stage.RESPONSE,
        "franceconnect",
        "jwks",
        {
            "jwks.response.500": ("les clés répondent 500, en texte", "the keys answer 500, in text"),
            "jwks.response.503": (
                "une passerelle répond 503 à la place des clés, en HTML",
                "a gateway answers 503 instead of the keys, in HTML",
            ),
            "jwks.response.html": ("les clés sont une page HTML, statut 200", "the keys are an HTML page, status 200"),
            "jwks.response.empty": (
                "les clés sont un corps vide, statut 200",
                "the keys are an empty body, status 200",
            ),
            "jwks.response.truncated": ("les clés sont coupées en deux", "the keys are cut in two"),
            "jwks.response.huge": (
                "les clés ont un membre de `bytes` octets en plus",
                "the keys have one more member, `bytes` bytes long",
            ),
            "jwks.keys.empty": ("la liste des clés est vide", "the list of keys is empty"),
            "jwks.keys.foreign": (
                "les clés sont celles d'un autre, sous les `kid` de FranceConnect",
                "the keys are somebody else's, under FranceConnect's `kid`",
            ),
            "jwks.keys.extra": (
                "des clés d'une sorte inconnue précèdent les bonnes",
                "keys of an unknown kind come before the right ones",
            ),
            "jwks.kid.missing": ("les clés n'ont pas de `kid`", "the keys have no `kid`"),
        },
        {"jwks.response.huge": (_BYTES,)},
    ),
)
