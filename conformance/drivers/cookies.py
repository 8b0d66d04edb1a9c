"""Cookies as a browser keeps them on a developer's machine, where the standard jar is stricter than any browser."""

from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import httpx2

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class _AsBrowsers(DefaultCookiePolicy):
    """`Secure` cookies travel to loopback without TLS (browsers trust it), and `Domain=localhost` is the host itself."""

    def set_ok_domain(self, cookie: Cookie, request: Any) -> bool:
        """Whether the cookie may name that domain."""
        return _is_host(cookie, request) or super().set_ok_domain(cookie, request)

    def return_ok_domain(self, cookie: Cookie, request: Any) -> bool:
        """Whether its domain is the one asked."""
        return _is_host(cookie, request) or super().return_ok_domain(cookie, request)

    def return_ok_secure(self, cookie: Cookie, request: Any) -> bool:
        """Whether the way there is safe enough."""
        return _host(request) in _LOOPBACK or super().return_ok_secure(cookie, request)


def browser_cookies() -> httpx2.Cookies:
    """An empty jar."""
    return httpx2.Cookies(CookieJar(_AsBrowsers()))


def _is_host(cookie: Cookie, request: Any) -> bool:
    return cookie.domain.lstrip(".") == _host(request)


def _host(request: Any) -> str:
    return urlsplit(request.get_full_url()).hostname or ""
