"""Security headers, which answers of every kind carry."""

from typing import Any

from conformance.provider.answer import Answer
from conformance.provider.fact import NO, OURS_NO, YES, Fact, Known, Material, Read, Setting, just
from conformance.provider.readers import of
from rulebook import differences, documents
from rulebook.source import Text

_HELMET = documents.published_code("main.ts, helmet()")
# Header → value that helmet gives it.
HELMET: tuple[tuple[str, str], ...] = (
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-permitted-cross-domain-policies", "none"),
    ("x-dns-prefetch-control", "off"),
    ("x-download-options", "noopen"),
    ("x-xss-protection", "0"),
    ("origin-agent-cluster", "?1"),
)
# A redirect, a page, tokens, a refusal in JSON, a signed answer, an error page.
_ON = (
    "login.authorize",
    "login.mire",
    "token.success",
    "token.OP-TOKEN-SECRET-1",
    "token.userinfo",
    "authorize.OP-AUTHORIZE-CLIENT-1",
)
_DIRECTIVES = sorted(
    "base-uri default-src font-src frame-ancestors img-src object-src script-src script-src-attr style-src "
    "upgrade-insecure-requests".split()
)


def _policy(answer: Answer) -> dict[str, str]:
    said = (answer.header("content-security-policy") or "").split(";")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in said) if name}


def _without_upgrade(found: Any, setting: Setting) -> bool:
    del setting
    return list(found) == [name for name in _DIRECTIVES if name != "upgrade-insecure-requests"]


def _assets(answer: Answer) -> bool:
    """Whether styles may come from somewhere else than here."""
    return len(_policy(answer).get("style-src", "").split()) > 1


def _inline(answer: Answer) -> bool:
    """Whether scripts may stand in a page, as they may where no policy speaks of them."""
    policy = _policy(answer)
    said = policy.get("script-src", policy.get("default-src"))
    return said is None or "'unsafe-inline'" in said


def _everywhere(name: str) -> Read:
    def read(material: Material) -> list[str | None]:
        return list(dict.fromkeys(material[at].header(name) for at in _ON))

    return read


ALL: tuple[Fact, ...] = (
    *(
        Fact(
            f"OP-HEADER-{place:02}",
            Text(
                f"Pages, redirections, jetons et refus portent {name}",
                f"Pages, redirects, tokens and refusals carry {name}",
            ),
            _HELMET,
            _everywhere(name),
            just([value]),
        )
        for place, (name, value) in enumerate(HELMET, 1)
    ),
    Fact(
        "OP-HEADER-20",
        Text(
            "La CSP a les directives de helmet, form-action en moins", "The CSP has helmet's directives but form-action"
        ),
        differences.CSP_UPGRADE.source,
        of("login.mire", lambda answer: sorted(_policy(answer))),
        just(_DIRECTIVES),
        (Known(differences.CSP_UPGRADE, _without_upgrade),),
    ),
    Fact(
        "OP-HEADER-21",
        Text("La CSP laisse venir les styles d'un hôte d'actifs", "The CSP lets styles come from an assets host"),
        differences.CSP_ASSETS.source,
        of("login.mire", _assets),
        YES,
        (Known(differences.CSP_ASSETS, OURS_NO),),
    ),
    Fact(
        "OP-HEADER-22",
        Text("La CSP n'admet aucun script en ligne", "The CSP allows no inline script"),
        _HELMET,
        of("login.mire", _inline),
        NO,
    ),
    Fact(
        "OP-HEADER-23",
        Text(
            "Pages, redirections, jetons et refus ne disent pas le logiciel (x-powered-by)",
            "Pages, redirects, tokens and refusals do not tell the software (x-powered-by)",
        ),
        _HELMET,
        _everywhere("x-powered-by"),
        just([None]),
    ),
)
