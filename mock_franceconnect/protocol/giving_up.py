"""/redirect-to-sp-with-error: the link by which a citizen goes back to the téléservice without logging in.

Its error is whatever the address says: a téléservice can receive anything there. Source of the texts: the published exceptions, where
whatever is not the citizen's own refusal is a technical error.
"""

from mock_franceconnect.protocol.decisions import RefuseByPage, RefuseByRedirect
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import Client, Here
from rulebook.refusal import Refusal
from rulebook.refusals import interaction as refusals

Decision = RefuseByPage | RefuseByRedirect


def described(refusal: Refusal) -> str:
    """What the link of an error page says: a text of the refusal's own, else the published one of its OAuth error."""
    given_up = refusals.GIVEN_UP.description if refusal.error == "access_denied" else refusals.ABORTED
    return refusal.description or given_up


def redirect_uri(message: Message) -> str:
    """Where the citizen wants to go."""
    return message.filled("redirect_uri")


def is_clients(client: Client, uri: str) -> bool:
    """Whether `uri` is registered by this client, to the letter: this link is FranceConnect's own, not the engine's."""
    return uri in client.registration.redirect_uris


def decide(message: Message, owner: Client | None, here: Here) -> Decision:
    """Any registered address will do; a state that did not come is returned as the word "undefined"."""
    if owner is None:
        return RefuseByPage(refusals.GIVEN_UP_NOWHERE)
    refusal = refusals.GIVEN_UP
    state = message.get("state")
    parameters = (
        ("error", message.filled("error") or refusal.error),
        ("error_description", message.filled("error_description") or refusal.description),
        ("state", "undefined" if state is None else state),
        ("iss", here.issuer),
    )
    return RefuseByRedirect(refusal, redirect_uri(message), parameters)
