"""What the gateway checks before the tax service hears of a call: credentials first, then quota, then its own headers.

The order is WSO2's: authentication handler (token, subscription, scope), throttling, mediation.
"""

from mock_api_impot.protocol.call import Call
from mock_api_impot.protocol.decision import Row, malformed
from rulebook.refusals import gateway as refusals


def bearer(authorization: str | None) -> str | None:
    """The token of an `Authorization: Bearer` header, whatever the case of the scheme; None when there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _is_not_valid(call: Call) -> bool:
    return call.token is None or call.caller is None or call.token.expires_at <= call.now + call.elapsed


def _lacks_the_scope(call: Call) -> bool:
    return call.token is None or call.resource.scope not in call.token.scopes


def _is_over_quota(call: Call) -> bool:
    tier = call.contract.tier if call.contract else "none"
    return tier != "none" and call.used > int(tier)


ACCESS: tuple[Row[Call], ...] = (
    (lambda call: bearer(call.headers.authorization) is None, refusals.NO_CREDENTIALS),
    (_is_not_valid, refusals.INVALID_CREDENTIALS),
    (lambda call: call.contract is None, refusals.NO_SUBSCRIPTION),
    (_lacks_the_scope, refusals.SCOPE_LACKING),
)

PASSAGE: tuple[Row[Call], ...] = (
    (_is_over_quota, refusals.QUOTA_EXCEEDED),
    malformed(refusals.NO_CORRELATION, lambda call: call.headers.correlation_id),
    malformed(refusals.BAD_CORRELATION, lambda call: call.headers.correlation_id),
)
