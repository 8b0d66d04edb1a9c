"""Faults of a token's header and signature: the same for the id_token and for the userinfo, which FranceConnect signs alike."""

from collections.abc import Iterator

from rulebook.faults.fault import Choice, Fault, Stage, rows

_HEADER = {
    "alg.none": ("{jwt} se dit non signé (`alg: none`)", "the {jwt} says that it is not signed (`alg: none`)"),
    "alg.none_disguised": (
        "{jwt} se dit non signé, en d'autres lettres (`alg: nOnE`)",
        "the {jwt} says that it is not signed, in other letters (`alg: nOnE`)",
    ),
    "alg.confused": (
        "{jwt} est signé en HS256, avec pour secret la clé publique de FranceConnect",
        "the {jwt} is signed with HS256, and FranceConnect's public key as the secret",
    ),
    "alg.downgraded": (
        "{jwt} est signé en HS256 avec le secret du client, comme du temps de la v1",
        "the {jwt} is signed with HS256 and the client's secret, as v1 did",
    ),
    "kid.unknown": (
        "{jwt} est signé par une clé que nul ne publie, sous son propre `kid`",
        "the {jwt} is signed by a key that nobody publishes, under its own `kid`",
    ),
    "kid.missing": ("{jwt} ne dit pas quelle clé l'a signé", "the {jwt} does not say which key signed it"),
    "kid.rotated": (
        "{jwt} est signé par une clé toute neuve, publiée à l'instant : bon pour qui relit les clés",
        "the {jwt} is signed by a brand-new key, published this instant: good for who reads the keys again",
    ),
    "jwk.embedded": (
        "{jwt} est signé par une clé étrangère, jointe à son en-tête (`jwk`)",
        "the {jwt} is signed by a foreign key, which its header holds (`jwk`)",
    ),
    "jku.foreign": (
        "{jwt} est signé par une clé étrangère, que son en-tête dit de chercher ailleurs (`jku`)",
        "the {jwt} is signed by a foreign key, which its header says to fetch elsewhere (`jku`)",
    ),
    "crit.unknown": (
        "l'en-tête de {jwt} exige une extension inconnue (`crit`)",
        "the {jwt}'s header demands an unknown extension (`crit`)",
    ),
}
_SIGNING = {
    "signature.broken": ("la signature de {jwt} n'est pas la bonne", "the {jwt}'s signature is wrong"),
    "signature.truncated": ("la signature de {jwt} est coupée en deux", "the {jwt}'s signature is cut in two"),
    "signature.stripped": (
        "la signature de {jwt} manque, quoi que dise son en-tête",
        "the {jwt}'s signature is missing, whatever its header says",
    ),
    "payload.tampered": (
        "{jwt} a été modifié après sa signature (`sub`)",
        "the {jwt} was changed after it was signed (`sub`)",
    ),
    "payload.list": (
        "{jwt} est bien signé, et son contenu est une liste JSON",
        "the {jwt} is well signed, and what it holds is a JSON list",
    ),
    "payload.text": (
        "{jwt} est bien signé, et son contenu n'est pas du JSON",
        "the {jwt} is well signed, and what it holds is no JSON",
    ),
    "compact.malformed": ("{jwt} n'est pas un jeton", "the {jwt} is no token"),
}
# In which form the public key is taken for a secret.
_CONFUSED = Choice("key", ("pem", "jwk"))


def _of(jwt: str, endpoint: str) -> Iterator[Fault]:
    for stage, table in ((Stage.HEADER, _HEADER), (Stage.SIGNING, _SIGNING)):
        said = {f"{jwt}.{name}": (fr.format(jwt=f"l'{jwt}"), en.format(jwt=jwt)) for name, (fr, en) in table.items()}
        yield from rows(stage, "franceconnect", endpoint, said, {f"{jwt}.alg.confused": (_CONFUSED,)})


FAULTS = (*_of("id_token", "token"), *_of("userinfo", "userinfo"))
