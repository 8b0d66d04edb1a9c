"""Secrets out, equality kept: what may leave a process that saw an exchange.

Secrets, codes, tokens, cookies and signatures become ``h:`` + 16 hexadecimal digits of an HMAC under the key of one run: two
equal secrets still look equal, and nobody can go back. The bench redacts what it recorded, the judge what its driver saw.
"""

import hmac
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from rulebook import escaped
from rulebook.formats.exchange import Exchange, Request, Response
from rulebook.formats.observation import Observation
from rulebook.glued import WORD, WORTH_HIDING, Met, unglued
from rulebook.naming import apart

SECRET_MEMBERS = frozenset(
    {
        "access_token", "client_assertion", "client_secret", "code", "csrftoken", "id_token", "id_token_hint", "password",
        "refresh_token", "token", "xsrf",
    }
)  # fmt: skip
SECRET_HEADERS = frozenset({"authorization", "cookie", "set-cookie", "x-csrf-token", "x-franceconnect-oauth"})
# What forms call a password, whoever wrote them: `motDePasse`, `user[password]`, `j_pwd`. A pass that is not the last word is a ticket.
_PASSWORD = re.compile(
    r"pass.?(?:w(?:or)?d|code|phrase)|mot.?de.?passe(?!.?oubli)"
    r"|(?<![a-z])(?:(?:pwd|mdp)(?![a-z])|pass(?=(?:[^a-z]+confirm(?:ation)?)?[^a-z]*$))",
    re.IGNORECASE,
)
_WITH_SCHEME = frozenset(
    {"authorization", "x-franceconnect-oauth"}
)  # the second should have none: a wrong one must show
ADDRESS_HEADERS = frozenset({"location", "referer"})
# In a request, whatever looks opaque is hidden, whoever invented its name; but these are evidence, and no secrets.
PUBLIC_MEMBERS = frozenset(
    {
        "acr_values", "client_id", "code_challenge", "id_teleservice", "idp_hint", "jti", "kid", "nonce", "prompt", "provideruid",
        "scope", "state", "sub",
    }
)  # fmt: skip
PUBLIC_HEADERS = frozenset({"content-type", "traceparent", "x-correlation-id", "x-request-id"})
NOBODYS = frozenset({"", "not_found"})  # endpoints where even the path is whatever somebody invented
MARK = re.compile(r"h:[0-9a-f]{16}")
# Possessive, so that a token whose signature is already a mark is left alone, whole.
# After a dash its header is looked for in a few hundred characters only: `eyJ-eyJ-eyJ-…` would be read again from each of its pieces.
_JOSE = re.compile(
    r"(?:(?<![\w-])eyJ[A-Za-z0-9_-]*+|(?<=-)eyJ[A-Za-z0-9_-]{0,400}+)(?:\.[A-Za-z0-9_-]*+){2,4}+(?!(?<=\.h):[0-9a-f]{16})"
)
# A secret after its name, in a body that is not what it says it is, or says nothing: a form as text, broken JSON, multipart.
_NAMED = re.compile(
    rf"\b((?:{'|'.join(sorted(SECRET_MEMBERS))})[\"']?(?:\s*[=:]\s*[\"']?|\r\n\r\n))(?!(?-i:eyJ))([\w~+/=.%-]{{16,}})",
    re.IGNORECASE | re.ASCII,
)
_HIDDEN = re.compile(r'(name="(?:csrfToken|csrf|_csrf|xsrf)"\s+value=")([^"]+)(")')
_TOKEN = re.compile(f"{_JOSE.pattern}|{WORD.pattern}")
_OPAQUE = re.compile(r"[A-Za-z0-9_~+/=-]{32,}")
_SEGMENT = re.compile(r"(?<![^/?&=#])[A-Za-z0-9_~+=-]{32,}(?![^/?&=#])")
_DEEPEST = 100  # levels of JSON: a client may nest until Python gives up


class Redactor:
    """Redacts with one key; remembers the secrets it met, to find them in free text too."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._met = Met()
        self._made_elsewhere: set[str] = set()

    def mark(self, secret: str) -> str:
        """The mark that stands for `secret`; the empty string stays empty."""
        if not secret or MARK.fullmatch(secret):
            return secret
        mark = self._made_of(secret)
        if len(secret) >= WORTH_HIDING:
            self._met.add(secret, mark)
        return mark

    def learn(self, redacted: str) -> None:
        """Recognise from now on, wherever they show, the secrets whose marks stand in this text, made elsewhere with the same key."""
        self._made_elsewhere.update(MARK.findall(redacted))

    def exchange(self, seen: Exchange) -> Exchange:
        """The same exchange, fit to leave; gone over again when it taught us secrets that may stand before the place where they are named."""
        known = len(self._met)
        once = self._once(seen)
        return self._once(once) if len(self._met) > known else once

    def _once(self, seen: Exchange) -> Exchange:
        request = Request(
            method=seen.request.method,
            url=self._asked_address(seen),
            headers=tuple((name, self._asked_header(name.lower(), value)) for name, value in seen.request.headers),
            form=seen.request.form and tuple((name, self._asked(name, value)) for name, value in seen.request.form),
            json=self._json(seen.request.json_body, self._asked),
            text=self._stray(seen.request.text),
        )
        response = Response(
            status=seen.response.status,
            headers=self._headers(seen.response.headers),
            json=self._json(seen.response.json_body),
            text=self._text(seen.response.text),
        )
        jwts = tuple(jwt.model_copy(update={"claims": self._json(jwt.claims)}) for jwt in seen.jwts)
        return seen.model_copy(update={"request": request, "response": response, "jwts": jwts})

    def observation(self, seen: Observation) -> Observation:
        """The same observation, fit to leave."""
        said = {"url": self.address(seen.url), "title": self.text(seen.title), "text": self.text(seen.text)}
        return seen.model_copy(update=said)

    def address(self, url: str) -> str:
        """An address with its secret query and fragment members marked; marked whole when it is none."""
        try:
            parts = urlsplit(url)
        except ValueError:  # a client may send anything as Host or Referer
            return self.mark(url)
        kept = parts._replace(query=self._query(parts.query), fragment=self._query(parts.fragment))
        return self.text(urlunsplit(kept))

    def text(self, text: str) -> str:
        """Free text without any secret met so far, and without whole tokens."""
        return self._text(text) or ""

    def _query(self, query: str) -> str:
        pairs = parse_qsl(query, keep_blank_values=True)
        if not any(_names_a_secret(name) for name, _ in pairs):
            return query
        return urlencode([(name, self._member(name, value)) for name, value in pairs], quote_via=quote, safe=":/")

    def _member(self, name: str, value: str) -> str:
        return self.mark(value) if _names_a_secret(name) else self.text(value)

    def _asked_address(self, seen: Exchange) -> str:
        """Where a request went: its query is judged member by member, and where nobody lives its path piece by piece."""
        url = self.address(seen.request.url)
        base, mark, query = url.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True)
        if any(self._asked(name, value) != value for name, value in pairs):
            query = urlencode([(name, self._asked(name, value)) for name, value in pairs], quote_via=quote, safe=":/")
        if seen.endpoint in NOBODYS:
            base = _SEGMENT.sub(lambda found: self.mark(found[0]), base)
        return base + mark + query

    def _asked_header(self, name: str, value: str) -> str:
        hidden = self._header(name, value)
        return self.mark(hidden) if name not in PUBLIC_HEADERS and _OPAQUE.fullmatch(hidden) else hidden

    def _asked(self, name: str, value: str) -> str:
        """A member of a request: a secret by its name, or by its looks."""
        hidden = self._member(name, value)
        return self.mark(hidden) if name.lower() not in PUBLIC_MEMBERS and _OPAQUE.fullmatch(hidden) else hidden

    def _stray(self, text: str | None) -> str | None:
        """A body that is neither form nor JSON: nothing in it has a name to be trusted."""
        hidden = self._text(text)
        return hidden and _OPAQUE.sub(lambda found: self.mark(found[0]), hidden)

    def _headers(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, self._header(name.lower(), value)) for name, value in headers)

    def _header(self, name: str, value: str) -> str:
        if name in ADDRESS_HEADERS:
            return self.address(value)
        if name not in SECRET_HEADERS:
            return self.text(value)
        if name in _WITH_SCHEME and " " in value:
            scheme, _, secret = value.partition(" ")
            return f"{scheme} {self.mark(secret)}"
        if name == "cookie":
            return "; ".join(self._cookie(part) for part in value.split("; "))
        if name == "set-cookie":
            cookie, *attributes = re.split(r"; *", value)  # some servers leave the space out
            return "; ".join([self._cookie(cookie), *attributes])
        return self.mark(value)

    def _cookie(self, part: str) -> str:
        name, equals, value = part.partition("=")
        return f"{name}={self.mark(value)}" if equals else self.mark(name)

    def _json(self, value: Any, member: Callable[[str, str], str] | None = None, depth: int = 0) -> Any:
        """JSON, its text members hidden as `member` says, or when they are secrets by their name."""
        if depth > _DEEPEST:
            return "[…]"
        if isinstance(value, dict):
            return {name: self._of(name, inner, member, depth + 1) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._of("", inner, member, depth + 1) for inner in value]
        return self._text(value) if isinstance(value, str) else value

    def _of(self, name: str, inner: Any, member: Callable[[str, str], str] | None, depth: int) -> Any:
        if not isinstance(inner, str):
            return self._json(inner, member, depth)
        if _is_secret(name, inner):
            return self.mark(inner)
        return member(name, inner) if member and name != "code" else self._text(inner)

    def _text(self, text: str | None) -> str | None:
        if not text or (len(text) < WORTH_HIDING and "eyJ" not in text):  # too short for any secret but a whole token
            return text
        text = escaped.replaced(text, _TOKEN, self._spelled)
        text = WORD.sub(lambda found: self._known(found[0]), text)
        text = _HIDDEN.sub(lambda found: found[1] + self.mark(found[2]) + found[3], text)
        text = _NAMED.sub(lambda found: found[1] + self.mark(found[2]), text)
        return _JOSE.sub(lambda found: self._jose(found[0]), text)

    def _spelled(self, word: str) -> str:
        return self._jose(word) if _JOSE.fullmatch(word) else self._known(word)

    def _known(self, word: str) -> str:
        """A secret met before, alone or glued to others."""
        if mark := self._secret(word):
            return mark
        word = self._met.hidden(word)
        return unglued(word, self._secret) if self._made_elsewhere else word

    def _secret(self, word: str) -> str | None:
        """The mark of a word that is a secret, met here or elsewhere; None of any other."""
        mark = self._met.mark_of(word)
        if mark or not self._made_elsewhere:
            return mark
        made = self._made_of(word)
        return made if made in self._made_elsewhere else None

    def _made_of(self, secret: str) -> str:
        return "h:" + hmac.digest(self._key, secret.encode("utf-8", "surrogatepass"), "sha256").hex()[:16]

    def _jose(self, compact: str) -> str:
        """A JWS keeps header and payload, a JWE its header: the rest is marked."""
        parts = compact.split(".")
        kept = 2 if len(parts) == 3 else 1
        return ".".join([*parts[:kept], self.mark(".".join(parts[kept:]))])


def _is_secret(name: str, value: str) -> bool:
    """Whether a JSON member is one: `code` is also the number of an error there, short as no authorization code is."""
    return _names_a_secret(name) and (name != "code" or len(value) >= WORTH_HIDING)


def _names_a_secret(name: str) -> bool:
    return name.lower() in SECRET_MEMBERS or _PASSWORD.search(apart(name)) is not None
