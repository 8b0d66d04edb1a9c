"""What the gateway checks before any service hears of a call: credentials first, then quota, then its own headers.

The order is WSO2's: authentication handler (token, subscription, scope), throttling, mediation.
"""

from msgspec import Struct

from mock_api_impot.protocol.call import ApimToken, Headers
from mock_api_impot.protocol.decision import Row, malformed
from rulebook.refusals import gateway as refusals


class Access(Struct, frozen=True):
    """A call as the gateway sees it. `application` is whose token it is, empty when nobody's.

    `subscribed`: that application has a contract for this API, at the pace of `tier`. `scope` is the one that the resource asks for,
    empty when any token of a subscriber will do. `certified`: the certificate of the call is the application's, or none is wanted. `elapsed` ages tokens; `used` counts the calls of the running minute, this one included.
    """

    headers: Headers
    token: ApimToken | None
    application: str
    subscribed: bool
    scope: str
    tier: str
    certified: bool
    now: float
    elapsed: float = 0.0
    used: int = 0

    @property
    def is_counted(self) -> bool:
        """Whether a quota holds for it."""
        return self.tier != UNLIMITED


UNLIMITED = "none"


def bearer(authorization: str | None) -> str | None:
    """The token of an `Authorization: Bearer` header, whatever the case of the scheme; None when there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _is_not_valid(access: Access) -> bool:
    token = access.token
    return token is None or not access.application or token.expires_at <= access.now + access.elapsed


def _lacks_the_scope(access: Access) -> bool:
    return bool(access.scope) and (access.token is None or access.scope not in access.token.scopes)


ACCESS: tuple[Row[Access], ...] = (
    (lambda access: bearer(access.headers.authorization) is None, refusals.NO_CREDENTIALS),
    (_is_not_valid, refusals.INVALID_CREDENTIALS),
    (lambda access: not access.subscribed, refusals.NO_SUBSCRIPTION),
    (_lacks_the_scope, refusals.SCOPE_LACKING),
    (lambda access: not access.certified, refusals.NO_CERTIFICATE),
)

PASSAGE: tuple[Row[Access], ...] = (
    (lambda access: access.is_counted and access.used > int(access.tier), refusals.QUOTA_EXCEEDED),
    malformed(refusals.NO_CORRELATION, lambda access: access.headers.correlation_id),
    malformed(refusals.BAD_CORRELATION, lambda access: access.headers.correlation_id),
)
