"""What FranceConnect refuses at /token/revocation: a strict form first (a page under the media type of JSON), then the engine.

Who the client is gets told as at /token, by the refusals of `rulebook.refusals.token`.
"""

from rulebook import documents
from rulebook.constraint import Constraint, Matches, MinLength
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source, Text

MEMBERS = ("token", "client_id", "client_secret")

_OBSERVED = documents.engine("revocation")
_CODE = documents.published_code("dto/revocation-token-params.dto.ts")


def _whitelist(
    id_: str, parameter: str | None = None, constraint: Constraint | None = None, source: Source = _OBSERVED
) -> Refusal:
    return Refusal(id_, "revocation", Channel.PAGE, 400, "Y000400", source, parameter, constraint)


TWICE = _whitelist("FC-REVOCATION-TWICE", source=_CODE)
UNKNOWN = _whitelist("FC-REVOCATION-UNKNOWN")
TOKEN = _whitelist(
    "FC-REVOCATION-TOKEN",
    "token",
    Matches(
        r"[^.*?{}()|\[\]\s\\]{43,}",
        Text(
            "au moins 43 caractères, sans blanc ni signe d'expression rationnelle",
            "at least 43 characters, no blank and no sign of a regular expression",
        ),
        good="t" * 43,
        bad=("t" * 42, "t" * 43 + ".", "t" * 21 + " " + "t" * 21),
    ),
)
CLIENT_ID = _whitelist("FC-REVOCATION-CLIENT-ID", "client_id", MinLength(0))
CLIENT_SECRET = _whitelist(
    "FC-REVOCATION-CLIENT-SECRET",
    "client_secret",
    Matches(
        r"[\x00-\x7f]{32,}",
        Text("au moins 32 caractères ASCII", "at least 32 ASCII characters"),
        good="s" * 32,
        bad=("s" * 31, "é" * 32),
    ),
)
MEDIA_TYPE = Refusal(
    "FC-REVOCATION-MEDIA-TYPE",
    "revocation",
    Channel.JSON,
    400,
    "Y043C322",
    documents.engine_code.assumed(
        "the wrapper of the low platform also parses JSON, as at /checktoken, and the engine then wants a form, as at /token"
    ),
    error="invalid_request",
    description="only application/x-www-form-urlencoded content-type bodies are supported on POST /token/revocation",
)
FOREIGN = Refusal(
    "FC-REVOCATION-FOREIGN",
    "revocation",
    Channel.JSON,
    400,
    "Y0466776",
    _OBSERVED,
    "token",
    error="invalid_request",
    description="this token does not belong to you",
)

ALL: tuple[Refusal, ...] = (TWICE, UNKNOWN, TOKEN, CLIENT_ID, CLIENT_SECRET, MEDIA_TYPE, FOREIGN)
