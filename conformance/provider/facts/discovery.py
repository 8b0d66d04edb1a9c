"""The discovery document, member by member."""

from typing import Any
from urllib.parse import urlsplit

from conformance.provider.answer import Answer, unreadable
from conformance.provider.fact import NO, YES, Fact, Known, Ours, Setting, Wanted, just
from conformance.provider.readers import header, member, of, status
from conformance.reading import joined
from rulebook import differences, documents
from rulebook.source import Text

_SOURCE = documents.engine("découverte")
_DOC = "discovery.document"
ELSEWHERE = "https://ailleurs.example.org"
OPEN = frozenset({"*", ELSEWHERE})
CACHE = "public, max-age=600"


def _under(path: str) -> Wanted:
    return lambda setting: setting.issuer + path


def _asymmetric(setting: Setting) -> list[str]:
    return sorted(setting.platform.asymmetric)


def _signing(setting: Setting) -> list[str]:
    return list(setting.platform.signing)


def _key_encryption(setting: Setting) -> list[str] | None:
    return list(setting.platform.key_encryption) or None


def _object_encryption(setting: Setting) -> list[str] | None:
    """Of a request object, which the engine may not decrypt with RSA-OAEP-256."""
    return [one for one in setting.platform.key_encryption if one != "RSA-OAEP-256"] or None


def _content_encryption(setting: Setting) -> list[str] | None:
    return list(setting.platform.content_encryption) or None


def _claims(setting: Setting) -> list[str]:
    platform = setting.platform
    return sorted({*platform.claims_of(platform.scopes), *platform.data, "acr", "sid", "auth_time", "iss"})


# Member → what it says. An id ends in the member's place here: a new member comes last.
MEMBERS: tuple[tuple[str, Wanted], ...] = (
    ("issuer", _under("")),
    ("acr_values_supported", lambda setting: list(setting.platform.acr)),
    ("authorization_endpoint", _under("/authorize")),
    ("claims_parameter_supported", YES),
    ("code_challenge_methods_supported", just(["S256"])),
    ("end_session_endpoint", _under("/session/end")),
    ("grant_types_supported", just(["authorization_code"])),
    ("authorization_response_iss_parameter_supported", YES),
    ("response_modes_supported", just(["form_post", "fragment", "query"])),
    ("response_types_supported", just(["code"])),
    ("scopes_supported", lambda setting: list(setting.platform.scopes)),
    ("subject_types_supported", just(["pairwise"])),
    ("token_endpoint_auth_methods_supported", just(["client_secret_post", "private_key_jwt"])),
    ("token_endpoint_auth_signing_alg_values_supported", _asymmetric),
    ("id_token_signing_alg_values_supported", _signing),
    ("userinfo_signing_alg_values_supported", _signing),
    ("request_parameter_supported", YES),
    ("request_uri_parameter_supported", NO),
    ("request_object_signing_alg_values_supported", _signing),
    ("dpop_signing_alg_values_supported", _asymmetric),
    ("id_token_encryption_alg_values_supported", _key_encryption),
    ("userinfo_encryption_alg_values_supported", _key_encryption),
    ("id_token_encryption_enc_values_supported", _content_encryption),
    ("userinfo_encryption_enc_values_supported", _content_encryption),
    ("request_object_encryption_alg_values_supported", _object_encryption),
    ("request_object_encryption_enc_values_supported", _content_encryption),
)
# Addresses that servers call: a bench may have another host for them.
SERVERS: tuple[tuple[str, str], ...] = (
    ("jwks_uri", "/jwks"),
    ("token_endpoint", "/token"),
    ("userinfo_endpoint", "/userinfo"),
    ("revocation_endpoint", "/token/revocation"),
)


def _claims_said(answer: Answer) -> list[str]:
    said = answer.members.get("claims_supported")
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise unreadable("pas une liste de noms", "not a list of names")
    return sorted(said)


def _says(name: str) -> Text:
    return Text(f"La découverte dit `{name}`", f"Discovery says `{name}`")


def _after_host(address: str) -> str:
    return address.split("/", 3)[-1]


def _under_another_host(path: str) -> Ours:
    def is_ours(found: Any, setting: Setting) -> bool:
        return isinstance(found, str) and _after_host(found) == _after_host(setting.issuer + path)

    return is_ours


def _in_a_space(found: Any, setting: Setting) -> bool:
    return isinstance(found, str) and found == urlsplit(setting.issuer).path and found.startswith("/s/")


def _names(setting: Setting) -> list[str]:
    """Every member that the platform's document has, and no other."""
    stated = [name for name, wanted in MEMBERS if wanted(setting) is not None]
    return sorted([*stated, "claims_supported", *(name for name, _ in SERVERS)])


_DOCUMENT: tuple[Fact, ...] = (
    Fact(
        "OP-DISCOVERY-01", Text("La découverte répond 200", "Discovery answers 200"), _SOURCE, status(_DOC), just(200)
    ),
    Fact(
        "OP-DISCOVERY-02",
        Text("Elle est du JSON", "It is JSON"),
        _SOURCE,
        header(_DOC, "content-type"),
        just("application/json; charset=utf-8"),
    ),
    Fact(
        "OP-DISCOVERY-03",
        Text("Elle se garde dix minutes", "It may be kept for ten minutes"),
        _SOURCE,
        header(_DOC, "cache-control"),
        just(CACHE),
    ),
    Fact(
        "OP-DISCOVERY-04",
        Text("Elle ne pose aucun cookie", "It sets no cookie"),
        _SOURCE,
        header(_DOC, "set-cookie"),
        just(None),
    ),
    Fact(
        "OP-DISCOVERY-05",
        Text("Elle a ces membres et pas d'autre", "It has these members and no other"),
        _SOURCE,
        of(_DOC, lambda answer: sorted(answer.members)),
        _names,
    ),
    Fact(
        "OP-DISCOVERY-06",
        Text(
            "`claims_supported` a les claims des scopes, sans rep_scope",
            "`claims_supported` has the scopes' claims, no rep_scope",
        ),
        _SOURCE,
        of(_DOC, _claims_said),
        _claims,
    ),
    Fact(
        "OP-DISCOVERY-07",
        Text("Elle se lit depuis une autre origine (CORS)", "It may be read from another origin (CORS)"),
        _SOURCE,
        of("discovery.document_cross", lambda answer: answer.header("access-control-allow-origin") in OPEN),
        YES,
    ),
    Fact(
        "OP-DISCOVERY-08",
        Text("L'émetteur est à la racine de l'hôte", "The issuer is at the root of the host"),
        _SOURCE,
        of(_DOC, lambda answer: urlsplit(joined("", str(answer.members.get("issuer"))) or "").path),
        just("/api/v2"),
        (Known(differences.SPACES, _in_a_space),),
    ),
)
_SAID = tuple(
    Fact(f"OP-DISCOVERY-{10 + place}", _says(name), _SOURCE, member(_DOC, name), wanted)
    for place, (name, wanted) in enumerate(MEMBERS)
)
_SERVED = tuple(
    Fact(
        f"OP-DISCOVERY-{50 + place}",
        _says(name),
        _SOURCE,
        member(_DOC, name),
        _under(path),
        (Known(differences.BACK_CHANNEL, _under_another_host(path)),),
    )
    for place, (name, path) in enumerate(SERVERS)
)
ALL: tuple[Fact, ...] = (*_DOCUMENT, *_SAID, *_SERVED)
