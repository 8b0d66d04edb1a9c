"""What a refusal of the DGFiP's gateway means, its envelope there or not. Pure: the French message is never compared."""

from collections.abc import Mapping

from reference_client.outcome import Kind
from reference_client.wire import code_of

# (HTTP status, applicative code), or the status alone when the code is unknown, or in no envelope.
Meanings = Mapping[tuple[int, int | None], Kind]

# The gateway's words for "your token is not valid", the only ones that a new token mends.
STALE_TOKEN = frozenset({900901, 900903})

GATEWAY: Meanings = {
    (400, None): Kind.API_REQUEST,
    (401, None): Kind.API_TOKEN,
    (403, None): Kind.API_RIGHTS,
    (404, None): Kind.API_REQUEST,
    (405, None): Kind.API_REQUEST,
    (406, None): Kind.API_REQUEST,
    # "Nothing here", with no word that we know: a proxy's perhaps, or the two notices of the year of a death. Another year is not asked
    # for it, since it would decide on an older income for a reason that nobody gave.
    (204, None): Kind.NOTHING_GIVEN,
    (410, None): Kind.NOTHING_GIVEN,
    (408, None): Kind.API_DOWN,
    (429, None): Kind.API_QUOTA,
}


def meaning(status: int, code: int | None, own: Meanings) -> Kind:
    """What an error answer means to an API with meanings of its `own`."""
    for table in (own, GATEWAY):
        if found := table.get((status, code)) or table.get((status, None)):
            return found
    return Kind.API_DOWN if status >= 500 else Kind.API_ANSWER


def token_is_stale(status: int, content: bytes) -> bool:
    """Whether a new gateway token may mend the answer: it says that ours is no longer valid, or nothing that we can read."""
    return status == 401 and code_of(content) in {*STALE_TOKEN, None}
