"""The published keys."""

from typing import Any

from conformance.provider.answer import unreadable
from conformance.provider.fact import YES, Fact, Known, Material, Setting, exactly, just
from conformance.provider.facts.discovery import CACHE, OPEN
from conformance.provider.readers import header, of, status
from rulebook import differences, documents
from rulebook.source import Text

_SOURCE = documents.engine("clés publiées")
_KEYS = "discovery.jwks"
_KINDS = {"ES256": "EC", "RS256": "RSA"}
_PUBLIC = {"EC": {"kty", "use", "alg", "kid", "crv", "x", "y"}, "RSA": {"kty", "use", "alg", "kid", "n", "e"}}


def published(material: Material) -> list[dict[str, Any]]:
    """The keys of the document."""
    keys = material[_KEYS].members.get("keys")
    if not isinstance(keys, list) or not keys or not all(isinstance(key, dict) for key in keys):
        raise unreadable("pas une liste de clés", "not a list of keys")
    return keys


def _kinds(material: Material) -> list[list[str]]:
    """Each once: there are several keys of a kind while they rotate."""
    kinds = {(str(key.get("kty")), str(key.get("alg")), str(key.get("use"))) for key in published(material)}
    return sorted(map(list, kinds))


def _wanted_kinds(setting: Setting) -> list[list[str]]:
    return sorted([_KINDS[algorithm], algorithm, "sig"] for algorithm in setting.platform.asymmetric)


def _unlike_public(material: Material) -> list[str]:
    """Members that a public key has not, or that lack, or are no text."""
    return sorted({name for key in published(material) for name in _unlike(key)})


def _unlike(key: dict[str, Any]) -> set[str]:
    texts = {name for name, value in key.items() if isinstance(value, str)}
    return (set(key) - texts) | (texts ^ _PUBLIC.get(str(key.get("kty")), set()))


def _devices(material: Material) -> list[str]:
    return sorted({str(key.get("kid")).partition(":")[0] for key in published(material)})


ALL: tuple[Fact, ...] = (
    Fact("OP-JWKS-01", Text("Les clés répondent 200", "Keys answer 200"), _SOURCE, status(_KEYS), just(200)),
    Fact(
        "OP-JWKS-02",
        Text("Leur type est application/jwk-set+json", "Their type is application/jwk-set+json"),
        _SOURCE,
        header(_KEYS, "content-type"),
        just("application/jwk-set+json; charset=utf-8"),
    ),
    Fact(
        "OP-JWKS-03",
        Text("Elles se gardent dix minutes", "They may be kept for ten minutes"),
        _SOURCE,
        header(_KEYS, "cache-control"),
        just(CACHE),
    ),
    Fact(
        "OP-JWKS-04",
        Text("Des clés pour chaque algorithme à clé publique", "Keys for each public-key algorithm"),
        _SOURCE,
        _kinds,
        _wanted_kinds,
    ),
    Fact(
        "OP-JWKS-05",
        Text(
            "Chaque clé a les membres d'une clé publique, et pas d'autre",
            "Each key has a public key's members, no other",
        ),
        _SOURCE,
        _unlike_public,
        just([]),
    ),
    Fact(
        "OP-JWKS-06",
        Text("Les kid nomment le boîtier de signature", "Kids name the signing device"),
        differences.KEY_IDS.source,
        _devices,
        just(["pkcs11"]),
        (Known(differences.KEY_IDS, exactly(["simulateur"])),),
    ),
    Fact(
        "OP-JWKS-07",
        Text("Elles se lisent depuis une autre origine (CORS)", "They may be read from another origin (CORS)"),
        _SOURCE,
        of("discovery.jwks_cross", lambda answer: answer.header("access-control-allow-origin") in OPEN),
        YES,
    ),
)
