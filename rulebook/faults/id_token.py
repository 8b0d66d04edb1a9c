"""Faults of the id_token's claims: one lie each, under a good signature."""

from rulebook.faults.fault import Number, Stage, rows

_DAY = 86400
# As long as a clock may be wrong in a test, either way.
SKEW = Number("seconds", -10 * _DAY, 10 * _DAY, 300)
AGE = Number("seconds", 60, 400 * _DAY, _DAY)

FAULTS = rows(
    Stage.CLAIMS,
    "franceconnect",
    "token",
    {
        "id_token.iss.foreign": (
            "le `iss` de l'id_token est celui d'un autre serveur, et finit par le bon",
            "the id_token's `iss` is another server's, and ends with the right one",
        ),
        "id_token.iss.missing": ("l'id_token n'a pas de `iss`", "the id_token has no `iss`"),
        "id_token.iss.slash": (
            "le `iss` de l'id_token a une barre oblique de trop à la fin",
            "the id_token's `iss` ends with one slash too many",
        ),
        "id_token.aud.foreign": (
            "l'id_token est destiné à un autre client, dont l'identifiant commence et finit par le bon",
            "the id_token is meant for another client, whose id begins and ends with the right one",
        ),
        "id_token.aud.missing": ("l'id_token n'a pas d'`aud`", "the id_token has no `aud`"),
        "id_token.aud.truncated": (
            "l'`aud` de l'id_token a perdu son dernier caractère : un autre client, dont l'identifiant est dans le bon",
            "the id_token's `aud` has lost its last character: another client, whose id is in the right one",
        ),
        "id_token.aud.several": (
            "l'`aud` de l'id_token est une liste : ce client et un autre, sans `azp`",
            "the id_token's `aud` is a list: this client and another, without `azp`",
        ),
        "id_token.aud.foreign_list": (
            "l'`aud` de l'id_token est une liste où ce client n'est pas : un autre, dont l'identifiant commence et finit par le bon",
            "the id_token's `aud` is a list without this client: another, whose id begins and ends with the right one",
        ),
        "id_token.azp.foreign": (
            "l'`azp` de l'id_token est un autre client, dont l'identifiant commence et finit par le bon",
            "the id_token's `azp` is another client, whose id begins and ends with the right one",
        ),
        "id_token.client.foreign": (
            "l'id_token est celui qu'un autre client, au nom approchant, aurait reçu : son `aud`, son `sub`, son `nonce`",
            "the id_token is what another client, of a like name, would have got: its `aud`, its `sub`, its `nonce`",
        ),
        "id_token.replayed": (
            "l'id_token est le précédent que ce client a reçu ; à défaut, celui d'une connexion plus ancienne de 20 s",
            "the id_token is the previous one that this client got; if there was none, one of a login 20 s older",
        ),
        "id_token.nonce.foreign": (
            "le `nonce` de l'id_token n'est pas celui de la demande, mais commence et finit par lui",
            "the id_token's `nonce` is not the request's, but begins and ends with it",
        ),
        "id_token.nonce.missing": ("l'id_token n'a pas de `nonce`", "the id_token has no `nonce`"),
        "id_token.nonce.empty": ("le `nonce` de l'id_token est vide", "the id_token's `nonce` is empty"),
        "id_token.exp.past": ("l'id_token est périmé depuis une demi-heure", "the id_token expired half an hour ago"),
        "id_token.exp.missing": ("l'id_token n'a pas d'`exp`", "the id_token has no `exp`"),
        "id_token.exp.text": ("l'`exp` de l'id_token est un texte", "the id_token's `exp` is a text"),
        "id_token.iat.future": (
            "l'id_token a été émis dans une heure",
            "the id_token was issued an hour from now",
        ),
        "id_token.iat.missing": ("l'id_token n'a pas d'`iat`", "the id_token has no `iat`"),
        "id_token.iat.text": ("l'`iat` de l'id_token est un texte", "the id_token's `iat` is a text"),
        "id_token.nbf.future": (
            "l'id_token ne vaut que dans une heure (`nbf`)",
            "the id_token holds an hour from now only (`nbf`)",
        ),
        "id_token.clock.skewed": (
            "l'horloge de FranceConnect avance de `seconds` secondes (retarde si négatif) : `iat`, `exp`, `auth_time`",
            "FranceConnect's clock is `seconds` seconds ahead (behind if negative): `iat`, `exp`, `auth_time`",
        ),
        "id_token.acr.lower": (
            "l'`acr` de l'id_token est un niveau plus bas que celui demandé",
            "the id_token's `acr` is one level below the one asked",
        ),
        "id_token.acr.missing": ("l'id_token n'a pas d'`acr`", "the id_token has no `acr`"),
        "id_token.acr.unknown": (
            "l'`acr` de l'id_token n'est d'aucune échelle connue, mais commence et finit par le bon",
            "the id_token's `acr` is of no known scale, but begins and ends with the right one",
        ),
        "id_token.auth_time.missing": ("l'id_token n'a pas d'`auth_time`", "the id_token has no `auth_time`"),
        "id_token.auth_time.old": (
            "l'`auth_time` de l'id_token est ancien de `seconds` secondes",
            "the id_token's `auth_time` is `seconds` seconds old",
        ),
        "id_token.auth_time.future": (
            "l'`auth_time` de l'id_token est dans une heure",
            "the id_token's `auth_time` is an hour from now",
        ),
        "id_token.sub.foreign": (
            "le `sub` de l'id_token commence et finit par le bon, que dit l'userinfo, et n'est pas lui",
            "the id_token's `sub` begins and ends with the right one, which the userinfo says, and is not it",
        ),
        "id_token.sub.missing": ("l'id_token n'a pas de `sub`", "the id_token has no `sub`"),
        "id_token.sub.empty": ("le `sub` de l'id_token est vide", "the id_token's `sub` is empty"),
        "id_token.sub.number": ("le `sub` de l'id_token est un nombre", "the id_token's `sub` is a number"),
        "id_token.claims.none": ("l'id_token ne dit rien : `{}`", "the id_token says nothing: `{}`"),
    },
    {"id_token.clock.skewed": (SKEW,), "id_token.auth_time.old": (AGE,)},
)
