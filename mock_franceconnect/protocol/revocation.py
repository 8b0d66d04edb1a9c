"""/token/revocation: a client gives its access token back. Its grant and its code stay, by the engine's default policy.

A strict form comes first, then who the client is, as at /token; a token that nobody holds is as good as revoked.
"""

from msgspec import Struct

from mock_franceconnect.protocol.clients import auth
from mock_franceconnect.protocol.decisions import RefuseByJson, RefuseByPage, Writes
from mock_franceconnect.protocol.parameters import FORM, Message
from mock_franceconnect.protocol.records import AccessToken, Client, Here
from mock_franceconnect.protocol.whitelist import Row, first_broken, whitelist
from rulebook.refusals import revocation as refusals


class Revoked(Struct, frozen=True, gc=False):
    """Nothing to say: the token is no more, or never was."""

    writes: Writes


Decision = Revoked | RefuseByPage | RefuseByJson


WHITELIST: tuple[Row, ...] = whitelist(
    refusals.TWICE,
    refusals.UNKNOWN,
    refusals.MEMBERS,
    (refusals.TOKEN, refusals.CLIENT_ID, refusals.CLIENT_SECRET),
)


def client_id(message: Message) -> str:
    """Whom the request says it comes from."""
    return message.filled("client_id")


def presented(message: Message) -> str:
    """The token that is given back."""
    return message.filled("token")


def decide(  # noqa: PLR0913  (the whole context of one request)
    *,
    request: auth.Request,
    client: Client | None,
    loading: RefuseByJson | None,
    token: AccessToken | None,
    here: Here,
    aged: float,
) -> Decision:
    """What becomes of a token that somebody gives back."""
    if refusal := first_broken(WHITELIST, request.message):
        return RefuseByPage(refusal)
    if refused := _stranger(request, client, loading, here):
        return refused
    if token is None or token.expires_at <= aged:
        return Revoked(Writes())
    if client is None or token.asked.client_id != client.client_id:
        return RefuseByJson(refusals.FOREIGN)
    return Revoked(Writes(drops=(token,)))


def _stranger(
    request: auth.Request, client: Client | None, loading: RefuseByJson | None, here: Here
) -> RefuseByJson | None:
    """Why this is not the client, if it is not: as at /token."""
    if request.media_type != FORM:
        return RefuseByJson(refusals.MEDIA_TYPE)
    credentials = auth.claimed(request)
    if isinstance(credentials, RefuseByJson):
        return credentials
    return loading or auth.authenticate(request, credentials, client, here)
