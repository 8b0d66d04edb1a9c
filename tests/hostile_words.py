"""What somebody with bad intentions, or a broken client, puts in place of a value."""

from franceconnect_bench import CALLBACK
from hypothesis import strategies as st

MARKUP = "'\"><zq onload=alert(1)><script>{{7*7}}</script>"
WORDS = (
    "",
    "\0",
    "a\r\nSet-Cookie: zq=1\r\n\r\n<zq>",
    "%0d%0aX: 1",
    MARKUP,
    "é" * 70,
    "\u2028\u202e\ufeff",
    "²" * 13,
    "٣" * 13,
    "javascript:alert(1)",
    "//evil.example",
    "https://evil.example\\@cantine.example.org/retour",
    "https://cantine.example.org@evil.example/retour",
    "https://cantine.example.org.evil.example/retour",
    "http://[::1",
    CALLBACK + "\t\n#x",
    "HTTPS://CANTINE.example.org:443/retour",
    CALLBACK + "/../ailleurs",
    "[" * 3_000,
    '{"id_token":' * 2_000,
    '{"userinfo":{"given_name":null}}',
    '{"id_token":{"amr":[]},"userinfo":null}',
    "9" * 5_000,
    "1e999",
    "x" * 9_000,
    "openid dgfip_rfr inconnu",
    "eidas1 eidas2 eidas3",
    "none",
)


def percent(raw: bytes) -> str:
    """Every byte escaped."""
    return "".join(f"%{byte:02X}" for byte in raw)


def escaped(text: str) -> str:
    """A text as a browser would send it, lone surrogates included."""
    return percent(text.encode("utf-8", "surrogatepass"))


word = st.sampled_from(WORDS) | st.text(max_size=20)
# The same, ready for an address or a form; and bytes that are no text at all.
value = word.map(escaped) | st.binary(max_size=8).map(percent)
