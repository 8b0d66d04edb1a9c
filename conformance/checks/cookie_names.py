"""What a cookie holds, as far as its name tells: frameworks and balancers first, by the names that they give; then words."""

import re
from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from rulebook.naming import apart


class Role(Enum):
    """What a known cookie is for."""

    SESSION = auto()  # who is logged in, or the number of a session
    PENDING = auto()  # one request to FranceConnect, and nothing after it
    BALANCER = auto()  # which server answers; what stands before the client sets it


# Whole names, in any case, `__Host-` and `__Secure-` apart. `.AspNetCore.Session` is not there: it holds values, and logs nobody in.
_KNOWN: Mapping[Role, re.Pattern[str]] = MappingProxyType(
    {
        role: re.compile("|".join(names), re.IGNORECASE)
        for role, names in {
            Role.SESSION: (
                r"phpsessid", r"jsessionid(?:sso)?", r"sessionid", r"session", r"connect\.sid", r"koa[.:]sess", r"rack\.session",
                r"(?:laravel|ci|play)_session", r"_(?:\w+_)?session(?:_id)?", r"cakephp", r"s?sess[0-9a-f]{32}", r"fe_typo_user",
                r"asp\.net_sessionid", r"\.aspxauth", r"\.aspnet(?:core)?\.(?:cookies|identity\.application|applicationcookie).*",
                r"wordpress_logged_in_.*", r"(?:next-auth|authjs)\.session-token.*", r"_shibsession_.*", r"mod_auth_openidc_session",
                r"_oauth2_proxy",
            ),
            Role.PENDING: (
                r"\.aspnetcore\.(?:correlation|openidconnect\.nonce)\..*", r"openidconnect\.nonce\..*", r"mod_auth_openidc_state_.*",
                r"(?:next-auth|authjs)\.(?:state|nonce|pkce\.code_verifier)", r"_oauth2_proxy_csrf.*", r"oauth2_authorization_request",
            ),
            Role.BALANCER: (
                r"arraffinity(?:samesite)?", r"serverid", r"aws(?:alb|albcors|albtg|albtgcors|elb|elbcors)", r"bigipserver.*",
                r"ts01[0-9a-f]{6}", r"ingresscookie", r"route(?:id)?", r"balancerid", r"nsc_.*", r"x-mapping-[a-z]+", r"__cf_bm",
                r"_cfuvid", r"cf_clearance", r"(?:incap_ses|visid_incap|nlbi)_.*",
            ),
        }.items()
    }
)  # fmt: skip
# Cookies that scripts must read, or that say nothing of anybody. Words that may stand in any name (`mission_locale_…`, `langon_…`) are
# taken only where frameworks put them, and never beside the word "session".
_HARMLESS = re.compile(
    r".*(?:csrf|xsrf|antiforgery|requestverificationtoken|tarteaucitron|matomo|_pk_).*|didomi_token"
    r"|(?!.*sess)(?:.*[^a-z])?(?:lang|language|langue|theme|(?:\w*?cookie|eu|optanon)?consent(?:ement)?)(?:[^a-z].*)?"
    r"|(?:__host-|__secure-)?(?:(?:user|site|app|ui|next|nuxt|django|current|preferred)[_.-])?locale",
    re.IGNORECASE,
)
_SESSION = re.compile(r"sess|(?<![a-z])(?:sid|jwt|logged|identity|remember|token)(?![a-z])", re.IGNORECASE)
# A login that is done, or, beside the words of what is pending, one that is not (`login_state`).
_LOGIN = re.compile(r"(?<![a-z])(?:auth|authn|login)(?![a-z])", re.IGNORECASE)
# What libraries keep of a request to FranceConnect until the citizen is back.
_PENDING = re.compile(r"(?<![a-z])(?:state|nonce|pkce|verifier|correlation)(?![a-z])", re.IGNORECASE)
_LONGEST = 100  # of a name, what is looked at


def logs_in(name: str) -> bool:
    """Whether a framework calls so the cookie that tells who is logged in: no doubt about that one."""
    return _known(name) is Role.SESSION


def holds_a_session(name: str) -> bool:
    """Whether a cookie is called as those that hold a session are."""
    words, role = apart(name[:_LONGEST]), _known(name)
    told = _SESSION.search(words) or (_LOGIN.search(words) and not _PENDING.search(words))
    return role is Role.SESSION or (role is None and bool(told))


def is_pending(name: str) -> bool:
    """Whether a cookie is called as those that hold one request to FranceConnect, and nothing after it."""
    pending = _PENDING.search(apart(name[:_LONGEST])) is not None and not holds_a_session(name)
    return pending or _known(name) is Role.PENDING


def is_harmless(name: str) -> bool:
    """Whether nothing is asked of a cookie: it is nobody's, or a balancer's."""
    return _known(name) is Role.BALANCER or any(
        _HARMLESS.fullmatch(one) for one in (name[:_LONGEST], apart(name[:_LONGEST]))
    )


def _known(name: str) -> Role | None:
    short = re.sub(r"^__(?:host|secure)-", "", name[:_LONGEST], flags=re.IGNORECASE)
    return next((role for role, names in _KNOWN.items() if names.fullmatch(short)), None)
