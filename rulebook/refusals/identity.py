"""What FranceConnect refuses of a citizen: who they are said to be, with which level, and what the RNIPP or they themselves object.

Pages, which never redirect by themselves. Rules of the claims are those of the published DTOs.
"""

from rulebook import documents
from rulebook.constraint import Matches
from rulebook.refusal import Channel, Refusal
from rulebook.source import Text

_CATALOGUE = documents.published_code("back/_doc/erreurs.md")
_DTO = documents.published_code("core-fcp, oidc-identity.dto.ts et eidas-identity.dto.ts")
# INSEE's code of a place or a country: five characters, Corsica with its letter.
_COG = r"(?:\d{2}|2[AB])\d{3}"


def _claim(name: str, pattern: str, says: Text, good: str, bad: tuple[str, ...]) -> Refusal:
    return Refusal(
        f"FC-IDENTITY-{name.replace('_', '-').upper()}",
        "oidc_callback",
        Channel.PAGE,
        400,
        "Y600006",
        _DTO,
        name,
        Matches(pattern, says, good=good, bad=bad),
        error="server_error",
    )


_NAME = Text("de 1 à 256 caractères", "1 to 256 characters")
GIVEN_NAME = _claim("given_name", "(?s).{1,256}", _NAME, "Ada", ("A" * 257,))
FAMILY_NAME = _claim("family_name", "(?s).{1,256}", _NAME, "FICTIVE", ("F" * 257,))
BIRTHDATE = _claim(
    "birthdate",
    r"\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0\d|[12]\d|3[01])|00-00)",
    Text("AAAA-MM-JJ, AAAA-MM-00 ou AAAA-00-00", "YYYY-MM-DD, YYYY-MM-00 or YYYY-00-00"),
    "1977-00-00",
    ("1977-00-03", "1977-13-01", "1977"),
)
GENDER = _claim(
    "gender",
    "female|male|unspecified",
    Text("female, male ou unspecified", "female, male or unspecified"),
    "female",
    ("F",),
)
BIRTHCOUNTRY = _claim(
    "birthcountry", _COG, Text("un code INSEE de pays", "an INSEE country code"), "99100", ("FR", "991000")
)
# For a birth in France only: elsewhere the place is free.
BIRTHPLACE = _claim(
    "birthplace",
    _COG,
    Text("un code INSEE de commune, né en France", "an INSEE commune code, born in France"),
    "2A004",
    ("Paris",),
)
EMAIL = _claim(
    "email",
    r"[^@\s]+@[^@\s]+\.[^@\s]+",
    Text("une adresse électronique", "an e-mail address"),
    "ada@example.org",
    ("ada", "ada@example"),
)


def _page(id_: str, endpoint: str, status: int, code: str, error: str) -> Refusal:
    return Refusal(id_, endpoint, Channel.PAGE, status, code, _CATALOGUE, error=error)


NO_SUB = _page("FC-IDP-NO-SUB", "oidc_callback", 500, "Y020029", "server_error")
TOKEN_SET = _page("FC-IDP-TOKEN-SET", "oidc_callback", 500, "Y020030", "server_error")
TOKEN_CALL = _page("FC-IDP-TOKEN", "oidc_callback", 502, "Y020026", "server_error")
USERINFO = _page("FC-IDP-USERINFO", "oidc_callback", 502, "Y020027", "server_error")

# No OAuth error of its own: the way back then says server_error.
LEVEL_LOW = _page("FC-LEVEL-LOW", "verify", 500, "Y100001", "")
LEVEL_NOT_ALLOWED = Refusal(
    "FC-LEVEL-NOT-ALLOWED",
    "verify",
    Channel.PAGE,
    400,
    "Y100018",
    documents.published_code("libs/core, core-not-allowed-acr.exception.ts"),
    error="invalid_request",
    description="idp returned a not allowed acr value",
)

ONE_ECHO = _page("FC-RNIPP-ONE-ECHO", "verify", 403, "Y010004", "access_denied")
SEVERAL_ECHOES = _page("FC-RNIPP-SEVERAL-ECHOES", "verify", 403, "Y010006", "access_denied")
MARRIED_NAME = _page("FC-RNIPP-MARRIED-NAME", "verify", 403, "Y010007", "access_denied")
NO_ECHO = _page("FC-RNIPP-NO-ECHO", "verify", 403, "Y010008", "access_denied")
REJECTED = _page("FC-RNIPP-REJECTED", "verify", 403, "Y010009", "access_denied")
RNIPP_SLOW = _page("FC-RNIPP-SLOW", "verify", 504, "Y010011", "temporarily_unavailable")
RNIPP_DOWN = _page("FC-RNIPP-DOWN", "verify", 504, "Y010012", "temporarily_unavailable")
RNIPP_GARBLED = _page("FC-RNIPP-GARBLED", "verify", 400, "Y010013", "server_error")
DECEASED = _page("FC-RNIPP-DECEASED", "verify", 403, "Y010015", "access_denied")

BLOCKED = _page("FC-ACCOUNT-BLOCKED", "verify", 403, "Y180001", "access_denied")
PROVIDER_BLOCKED = _page("FC-ACCOUNT-PROVIDER-BLOCKED", "verify", 403, "Y100011", "access_denied")

CLAIMS: tuple[Refusal, ...] = (GIVEN_NAME, FAMILY_NAME, BIRTHDATE, GENDER, BIRTHCOUNTRY, BIRTHPLACE, EMAIL)
ALL: tuple[Refusal, ...] = (
    *CLAIMS,
    NO_SUB,
    TOKEN_SET,
    TOKEN_CALL,
    USERINFO,
    LEVEL_LOW,
    LEVEL_NOT_ALLOWED,
    ONE_ECHO,
    SEVERAL_ECHOES,
    MARRIED_NAME,
    NO_ECHO,
    REJECTED,
    RNIPP_SLOW,
    RNIPP_DOWN,
    RNIPP_GARBLED,
    DECEASED,
    BLOCKED,
    PROVIDER_BLOCKED,
)
