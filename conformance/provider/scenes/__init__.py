"""The scenes: what is asked of the provider, in order, so that facts have answers to read. Nothing is judged here."""

from collections.abc import Mapping
from types import MappingProxyType

from conformance.provider.ground import HS256, OTHER, RS256, TWIN
from conformance.provider.scenes import browsers, leaving, machines, tokens

SCENES: Mapping[str, tokens.Scene] = MappingProxyType(
    {
        "discovery": machines.discovery,
        "edges": machines.around,
        "authorize": machines.authorize_refusals,
        "level": browsers.level,
        "unentitled": browsers.unentitled,
        "csrf": browsers.csrf,
        "login": browsers.login,
        "stolen": browsers.stolen,
        "sso": browsers.sso,
        "consent": browsers.consent,
        "anonymous": browsers.anonymous,
        "again": browsers.again,
        "english": browsers.english,
        "token": tokens.tokens,
        "basic": tokens.basic,
        "replay": tokens.replay,
        "foreign": tokens.foreign,
        "amr": tokens.amr,
        "full": tokens.full,
        "twin": tokens.as_role(TWIN),
        "other": tokens.as_role(OTHER),
        "rs256": tokens.as_role(RS256),
        "hs256": tokens.as_role(HS256),
        "userinfo": tokens.userinfo,
        "revocation": machines.revocation_refusals,
        "revoked": tokens.revoked,
        "checktoken": machines.checktoken_refusals,
        "logout": leaving.logout_refusals,
        "leaving": leaving.leaving,
        "farewell": leaving.farewell,
        "stranger": leaving.stranger,
        "window": tokens.window,
        "old_code": tokens.old_code,
    }
)
