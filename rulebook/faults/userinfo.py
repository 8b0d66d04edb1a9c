"""Faults of the userinfo: about somebody else, poisoned, unsigned, refused, or no answer of FranceConnect at all."""

from rulebook.faults.fault import Choice, Number, Stage, rows
from rulebook.faults.id_token import SKEW
from rulebook.usage import GIVEN_CLAIMS

_FIRST = "given_name"
_CLAIM = Choice("claim", (_FIRST, *(claim for claim in GIVEN_CLAIMS if claim != _FIRST)))

FAULTS = (
    *rows(
        Stage.CLAIMS,
        "franceconnect",
        "userinfo",
        {
            "userinfo.sub.foreign": ("l'userinfo parle d'un autre `sub`", "the userinfo is about another `sub`"),
            "userinfo.sub.missing": ("l'userinfo n'a pas de `sub`", "the userinfo has no `sub`"),
            "userinfo.sub.empty": ("le `sub` de l'userinfo est vide", "the userinfo's `sub` is empty"),
            "userinfo.iss.foreign": (
                "le `iss` de l'userinfo n'est pas celui de FranceConnect, mais commence et finit par lui",
                "the userinfo's `iss` is not FranceConnect's, but begins and ends with it",
            ),
            "userinfo.aud.foreign": (
                "l'userinfo est destiné à un autre client, dont l'identifiant commence et finit par le bon",
                "the userinfo is meant for another client, whose id begins and ends with the right one",
            ),
            "userinfo.exp.past": (
                "l'userinfo est périmé depuis une demi-heure",
                "the userinfo expired half an hour ago",
            ),
            "userinfo.clock.skewed": (
                "l'horloge de FranceConnect avance de `seconds` secondes (retarde si négatif) : `iat`, `exp`",
                "FranceConnect's clock is `seconds` seconds ahead (behind if negative): `iat`, `exp`",
            ),
            "userinfo.given_name.object": ("`given_name` est un objet JSON", "`given_name` is a JSON object"),
            "userinfo.given_name.number": ("`given_name` est un nombre", "`given_name` is a number"),
            "userinfo.given_name.null": ("`given_name` est nul", "`given_name` is null"),
            "userinfo.given_name.empty": ("`given_name` est vide", "`given_name` is empty"),
            "userinfo.given_name.huge": ("`given_name` fait `bytes` octets", "`given_name` is `bytes` bytes long"),
            "userinfo.given_name.markup": (
                "`given_name` contient du HTML et un script",
                "`given_name` holds HTML and a script",
            ),
            "userinfo.family_name.control": (
                "`family_name` contient un octet nul, un retour à la ligne et un changement de sens d'écriture",
                "`family_name` holds a null byte, a line break and a change of writing direction",
            ),
            "userinfo.family_name.formula": (
                "`family_name` commence comme une formule de tableur",
                "`family_name` begins like a spreadsheet formula",
            ),
            "userinfo.family_name.list": ("`family_name` est une liste", "`family_name` is a list"),
            "userinfo.birthdate.impossible": ("`birthdate` est un 30 février", "`birthdate` is a 30 February"),
            "userinfo.birthdate.text": ("`birthdate` n'est pas une date", "`birthdate` is no date"),
            "userinfo.gender.unknown": ("`gender` est un mot inconnu", "`gender` is an unknown word"),
            "userinfo.email.markup": (
                "`email` porte un en-tête de courriel de plus, après un retour à la ligne",
                "`email` carries one more mail header, after a line break",
            ),
            "userinfo.claims.extra": (
                "l'userinfo dit des choses que nul n'a demandées, `__proto__` compris",
                "the userinfo says things that nobody asked for, `__proto__` included",
            ),
            "userinfo.claim.missing": ("l'attribut d'identité `claim` manque", "the identity claim `claim` is missing"),
            "userinfo.claims.none": ("l'userinfo ne dit rien : `{}`", "the userinfo says nothing: `{}`"),
        },
        {
            "userinfo.clock.skewed": (SKEW,),
            "userinfo.given_name.huge": (Number("bytes", 1, 10_000_000, 1_000_000),),
            "userinfo.claim.missing": (_CLAIM,),
        },
    ),
    *rows(
        Stage.RESPONSE,
        "franceconnect",
        "userinfo",
        {
            "userinfo.response.unsigned": (
                "l'userinfo est du JSON nu, sans signature",
                "the userinfo is bare JSON, without a signature",
            ),
            "userinfo.response.type": (
                "l'userinfo est signé, et se dit `application/json`",
                "the userinfo is signed, and calls itself `application/json`",
            ),
            "userinfo.response.html": (
                "l'userinfo est une page HTML, statut 200",
                "the userinfo is an HTML page, status 200",
            ),
            "userinfo.response.empty": ("l'userinfo est vide, statut 200", "the userinfo is empty, status 200"),
            "userinfo.response.truncated": (
                "l'userinfo est coupé en deux, statut 200",
                "the userinfo is cut in two, status 200",
            ),
            "userinfo.response.401": (
                "l'userinfo dit le jeton d'accès invalide (401)",
                "the userinfo calls the access token invalid (401)",
            ),
            "userinfo.response.403": (
                "l'userinfo dit le jeton d'accès insuffisant (403)",
                "the userinfo calls the access token insufficient (403)",
            ),
            "userinfo.response.500": ("l'userinfo répond 500, en texte", "the userinfo answers 500, in text"),
            "userinfo.response.502": (
                "une passerelle répond 502 à la place de l'userinfo, en HTML",
                "a gateway answers 502 instead of the userinfo, in HTML",
            ),
            "userinfo.response.503": (
                "une passerelle répond 503 à la place de l'userinfo, en HTML",
                "a gateway answers 503 instead of the userinfo, in HTML",
            ),
        },
    ),
)
