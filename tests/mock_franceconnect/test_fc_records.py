"""What FranceConnect remembers: records that nobody changes, and that show nothing when they are printed."""

import pytest

from mock_franceconnect.protocol.cookies import cookies
from mock_franceconnect.protocol.decisions import ENGINE_COOKIE, SESSION_COOKIE
from mock_franceconnect.protocol.records import Here, Silent
from rulebook.platforms import HIGH, LOW

SILENT = Silent.__subclasses__()


@pytest.mark.parametrize("kind", SILENT)
def test_a_record_shows_nothing_and_is_never_changed(kind: type[Silent]) -> None:
    """Ids of sessions, codes and tokens open doors: a log that prints a record must not hold one."""
    record = kind(*["secret"] * len(kind.__struct_fields__))
    assert repr(record) == f"{kind.__name__}(…)"
    assert "secret" not in str([record, {"x": record}])
    with pytest.raises(AttributeError):
        setattr(record, kind.__struct_fields__[0], "other")


@pytest.mark.parametrize(
    ("here", "space", "name", "given", "taken"),
    [
        (
            Here(LOW, "http://localhost:8701/api/v2", "", strict_urls=False, pairwise_secret=""),
            "default",
            "fc_session_id",
            "fc_session_id=x; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax",
            "fc_session_id=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
        ),
        (
            Here(HIGH, "https://auth.example/s/bis/api/v2", "/s/bis", strict_urls=False, pairwise_secret=""),
            "bis",
            "fc_session_id_high_bis",
            "fc_session_id_high_bis=x; Path=/s/bis; HttpOnly; SameSite=Lax; Secure",
            "fc_session_id_high_bis=; Path=/s/bis; Max-Age=0; HttpOnly; SameSite=Lax; Secure",
        ),
    ],
    ids=["low", "high"],
)
def test_a_cookie_is_given_and_taken_back(here: Here, space: str, name: str, given: str, taken: str) -> None:
    """A session slides on one platform, and lasts as long as the browser on the other; https alone makes it Secure."""
    known = cookies(here, space)[SESSION_COOKIE]
    assert (known.name, known.line("x"), known.line("")) == (name, given, taken)
    assert "Max-Age" not in cookies(here, space)[ENGINE_COOKIE].line("x")
