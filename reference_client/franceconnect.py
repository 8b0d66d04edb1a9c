"""The whole of FranceConnect for the pages: begin an authorization, finish one, leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import time

import httpx2

from reference_client import authorization, userinfo
from reference_client.authorization import Pending, Purpose
from reference_client.callback import Callback
from reference_client.discovery import Discovery, Provider
from reference_client.id_token import Expected, refuse_unless
from reference_client.keys import KeyRing
from reference_client.practice import Practice
from reference_client.settings import Settings
from reference_client.signed import Claims, Verify, open_signed
from reference_client.userinfo import Citizen


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody logged in, proven by the id_token; the access token is for use at once, not for keeping."""

    subject: str
    access_token: str = field(repr=False)
    id_token: str = field(repr=False)


class FranceConnect:
    """Talks to FranceConnect, in the order of the protocol."""

    def __init__(
        self, http: httpx2.AsyncClient, settings: Settings, practice: Practice, taxes: tuple[str, ...]
    ) -> None:
        self._http = http
        self._settings = settings
        self._practice = practice
        self._taxes = taxes
        self._discovery = Discovery(http, settings, practice.patience)
        self._ring = KeyRing(http, self._discovery, practice.patience)

    async def begin(self, purpose: Purpose) -> tuple[Pending, str]:
        """What to remember, and where to send the browser."""
        provider = await self._discovery.provider()
        practice = self._practice
        expires_at = time() + authorization.LIFETIME
        scopes = authorization.scopes(purpose, self._taxes)
        pending = Pending(purpose, practice.new_state(), practice.new_nonce(), expires_at, scopes)
        query = practice.authorization_parameters(self._settings, pending)
        return pending, authorization.address(provider.authorization_endpoint, query)

    def pending_of(self, back: Callback, pendings: Mapping[str, Pending]) -> Pending:
        """The authorization that `back` answers."""
        return self._practice.pending_of(back, pendings, time())

    async def finish(self, back: Callback, pending: Pending) -> Login:
        """Who logged in, once every check has passed."""
        provider = await self._discovery.provider()
        self._practice.check_issuer(back, provider)
        code = self._practice.code_of(back)
        tokens = await self._practice.redeem(self._http, provider, self._settings, code)
        claims = await self._opened(tokens.id_token, self._practice.verify_id_token)
        expected = self._expected(provider, nonce=pending.nonce)
        refuse_unless(claims, expected, self._practice.id_token_checks, of="id_token")
        return Login(claims["sub"], tokens.access_token, tokens.id_token)

    async def citizen(self, login: Login) -> Citizen:
        """The identity of the person who just logged in."""
        provider = await self._discovery.provider()
        message = await self._practice.fetch_userinfo(self._http, provider, login.access_token, self._practice.patience)
        claims = await self._opened(message, self._practice.verify_userinfo)
        expected = self._expected(provider, subject=login.subject)
        refuse_unless(claims, expected, self._practice.userinfo_checks, of="userinfo")
        return userinfo.citizen_of(claims)

    async def leave(self, id_token: str) -> tuple[str, str]:
        """The state to remember, and where to send a browser that logs out."""
        provider = await self._discovery.provider()
        state = self._practice.new_state()
        query = self._practice.logout_parameters(self._settings, id_token, state)
        return state, authorization.address(provider.end_session_endpoint, query)

    async def _opened(self, message: str, verify: Verify) -> Claims:
        return await open_signed(message, self._ring, self._practice.signed_by(self._settings, verify))

    def _expected(self, provider: Provider, nonce: str = "", subject: str = "") -> Expected:
        return Expected(provider.issuer, self._settings.client_id, time(), nonce=nonce, subject=subject)
