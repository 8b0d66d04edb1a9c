"""The cookies of /authorize, and where there is none."""

from typing import Any
from urllib.parse import urlsplit

from conformance.provider.answer import Answer, Cookie, unreadable
from conformance.provider.fact import (
    NO,
    OURS_NO,
    OURS_YES,
    YES,
    Fact,
    Known,
    Material,
    Read,
    Setting,
    exactly,
    just,
)
from conformance.provider.readers import header, of
from rulebook import differences, documents
from rulebook.source import Text

_SOURCE = documents.published_code("config/session.ts, config/oidc-provider.ts")
_AT = "login.authorize"
_SESSION = "fc_session_id"
_BARE = ("_interaction_resume", "_interaction", _SESSION)
_SIGNATURE = ".sig"
_SIGNED = sorted([*_BARE, *(f"{name}{_SIGNATURE}" for name in ("_interaction", "_interaction_resume"))])


def _real(name: str) -> str:
    """A cookie's name, without the platform and the space that ours may add; a signature's is its own."""
    if name.endswith(_SIGNATURE):
        return _real(name.removesuffix(_SIGNATURE)) + _SIGNATURE
    return next((bare for bare in _BARE if name == bare or name.startswith(f"{bare}_")), name)


def _set(answer: Answer, cookie: str) -> list[Cookie]:
    """The cookies of that real name that it gives, none that it takes back."""
    return [one for one in answer.cookies if one.value and _real(one.name) == cookie]


def _attribute(cookie: str, attribute: str) -> Read:
    """An attribute of a cookie: its value, "" for a flag, None when it has none."""

    def read(answer: Answer) -> str | None:
        found = _set(answer, cookie)
        if not found:
            raise unreadable(f"{cookie} n'est pas posé", f"{cookie} is not set")
        return found[0].attributes.get(attribute)

    return of(_AT, read)


def _names(answer: Answer) -> list[str]:
    return sorted(cookie.name for cookie in answer.cookies if cookie.value)


def _unsigned(found: Any, setting: Setting) -> bool:
    del setting
    return sorted(map(_real, found)) == sorted(_BARE)


def _depend(answer: Answer) -> bool:
    return any(one.name != _real(one.name) or one.attributes.get("path") != "/" for one in answer.cookies)


def _length(answer: Answer) -> int | None:
    found = _set(answer, _SESSION)
    return len(found[0].value.removeprefix("s%3A").partition(".")[0]) if found else None


def _age(setting: Setting) -> str | None:
    return str(setting.platform.session) if setting.platform.sliding else None


def _insecure(found: Any, setting: Setting) -> bool:
    return found is None and setting.issuer.startswith("http:")


def _renewed(material: Material) -> bool:
    said = [[one.value for one in _set(material[name], _SESSION)] for name in (_AT, "again.authorize")]
    return all(said) and said[0] != said[1]


def _device(material: Material) -> bool:
    """Whether any hop of a login remembers the device."""
    hops = (answer for name, answer in material.answers.items() if name.startswith("login."))
    material[_AT]  # a login that was not played has its reason
    return any(one.name.startswith("trustedDevice") for answer in hops for one in answer.cookies)


ALL: tuple[Fact, ...] = (
    Fact(
        "OP-COOKIE-01",
        Text("/authorize pose session et interaction, signées", "/authorize sets session and interaction, signed"),
        differences.COOKIE_SIGNED.source,
        of(_AT, _names),
        just(_SIGNED),
        (Known(differences.COOKIE_SIGNED, _unsigned),),
    ),
    Fact(
        "OP-COOKIE-02",
        Text("Noms et chemins ne dépendent de rien", "Names and paths depend on nothing"),
        differences.COOKIE_NAMES.source,
        of(_AT, _depend),
        NO,
        (Known(differences.COOKIE_NAMES, OURS_YES),),
    ),
    Fact(
        "OP-COOKIE-03",
        Text("fc_session_id a 64 caractères", "fc_session_id has 64 characters"),
        _SOURCE,
        of(_AT, _length),
        just(64),
    ),
    Fact(
        "OP-COOKIE-04",
        Text("fc_session_id est HttpOnly", "fc_session_id is HttpOnly"),
        _SOURCE,
        _attribute(_SESSION, "httponly"),
        just(""),
    ),
    Fact(
        "OP-COOKIE-05",
        Text("fc_session_id est SameSite=Lax", "fc_session_id is SameSite=Lax"),
        _SOURCE,
        _attribute(_SESSION, "samesite"),
        just("Lax"),
    ),
    Fact(
        "OP-COOKIE-06",
        Text("fc_session_id dure ce que dit la plateforme", "fc_session_id lasts what the platform says"),
        _SOURCE,
        _attribute(_SESSION, "max-age"),
        _age,
    ),
    Fact(
        "OP-COOKIE-07",
        Text("fc_session_id est Secure", "fc_session_id is Secure"),
        _SOURCE,
        _attribute(_SESSION, "secure"),
        just(""),
        (Known(differences.HTTP, _insecure),),
    ),
    Fact(
        "OP-COOKIE-08",
        Text("fc_session_id porte en Domain l'hôte de l'émetteur", "fc_session_id carries the issuer's host as Domain"),
        differences.COOKIE_DOMAIN.source,
        _attribute(_SESSION, "domain"),
        lambda setting: urlsplit(setting.issuer).hostname,
        (Known(differences.COOKIE_DOMAIN, exactly(None)),),
    ),
    Fact(
        "OP-COOKIE-09",
        Text("_interaction est SameSite=Lax", "_interaction is SameSite=Lax"),
        _SOURCE,
        _attribute("_interaction", "samesite"),
        just("Lax"),
    ),
    Fact(
        "OP-COOKIE-10",
        Text("Chaque /authorize ouvre une session nouvelle", "Each /authorize opens a new session"),
        _SOURCE,
        _renewed,
        YES,
    ),
    Fact(
        "OP-COOKIE-11",
        Text("/token ne pose aucun cookie", "/token sets no cookie"),
        _SOURCE,
        header("token.success", "set-cookie"),
        just(None),
    ),
    Fact(
        "OP-COOKIE-13",
        Text("_interaction_resume est SameSite=Lax", "_interaction_resume is SameSite=Lax"),
        _SOURCE,
        _attribute("_interaction_resume", "samesite"),
        just("Lax"),
    ),
    Fact(
        "OP-COOKIE-12",
        Text("Une connexion retient l'appareil", "A login remembers the device"),
        differences.TRUSTED_DEVICE.source,
        _device,
        YES,
        (Known(differences.TRUSTED_DEVICE, OURS_NO),),
    ),
)
