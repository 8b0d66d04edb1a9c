"""What the server remembers, for how long, and under which key."""

from datetime import date

from reference_client.authorization import Pending, Purpose
from reference_client.recu import Receipt
from reference_client.session import CAPACITY, LIFETIME, PENDINGS, SWEEP, Session, Sessions


def test_a_session_lasts_while_it_is_used() -> None:
    """Half an hour after the last visit it is gone, and unknown keys find nothing."""
    sessions = Sessions()
    key, session = sessions.open(0)
    assert sessions.find(key, LIFETIME) is session
    assert sessions.find(key, LIFETIME * 2) is session
    assert sessions.find("another", LIFETIME * 2) is None
    assert sessions.find(key, LIFETIME * 3 + 1) is None
    assert sessions.find(key, 0) is None


def test_an_old_session_is_erased_by_anybodys_visit() -> None:
    """Memory does not wait for its owner to come back."""
    sessions = Sessions()
    key, _ = sessions.open(0)
    sessions.find("another", LIFETIME + 1)
    assert key not in sessions._held


def receipt(expires_at: float) -> Receipt:
    """A receipt that ends."""
    return Receipt("CANT-AAAA-2222", date(2026, 9, 15), 2025, 2025, None, expires_at)


def holds(session: Session) -> bool:
    """Whether a receipt is still in memory."""
    return session.receipt is not None


def test_a_receipt_does_not_last_because_one_looks_at_it() -> None:
    """The session slides, the receipt does not; what is over is no longer held."""
    sessions = Sessions()
    key, session = sessions.open(0)
    session.receipt = receipt(LIFETIME)
    assert sessions.find(key, LIFETIME - 1) is session
    assert holds(session)
    assert sessions.find(key, LIFETIME) is session
    assert not holds(session)


def test_a_sweep_erases_what_nobody_comes_back_for() -> None:
    """A receipt in a living session, and a session that is over; within the half hour that pages promise."""
    sessions = Sessions()
    living, session = sessions.open(0)
    session.receipt = receipt(LIFETIME)
    sessions.find(living, 10)
    over, _ = sessions.open(5)
    sessions.find(living, 20)
    sessions.forget_old(LIFETIME - 1)
    assert holds(session)
    sessions.forget_old(LIFETIME + 6)
    assert not holds(session)
    assert [*sessions._held] == [living]
    assert over != living
    assert LIFETIME + SWEEP == 30 * 60


def test_a_renamed_session_forgets_its_old_key() -> None:
    """A key known before the login opens nothing after it."""
    sessions = Sessions()
    old, session = sessions.open(0)
    new = sessions.renamed(old)
    assert sessions.find(old, 0) is None
    assert sessions.find(new, 0) is session


def test_a_closed_session_is_gone() -> None:
    """Logging out forgets."""
    sessions = Sessions()
    key, _ = sessions.open(0)
    sessions.close(key)
    assert sessions.find(key, 0) is None


def test_the_memory_has_an_end() -> None:
    """A flood of visitors pushes the oldest out instead of filling the memory."""
    sessions = Sessions()
    first, _ = sessions.open(0)
    for _ in range(CAPACITY):
        last, _ = sessions.open(1)
    assert sessions.find(first, 1) is None
    assert sessions.find(last, 1) is not None


def test_a_browser_keeps_its_last_authorizations() -> None:
    """Many tabs: the oldest authorization is forgotten first."""
    session = Session(0)
    for number in range(PENDINGS + 1):
        session.remember(Pending(Purpose.IDENTITY, f"s{number}", "n", 1))
    assert list(session.pendings) == [f"s{number}" for number in range(1, PENDINGS + 1)]


def test_secrets_of_a_session_do_not_print() -> None:
    """A session in a log shows neither its form token nor its states."""
    session = Session(0)
    session.remember(Pending(Purpose.IDENTITY, "planted-state", "n", 1))
    assert session.csrf not in repr(session)
    assert "planted-state" not in repr(session)


def test_a_form_token_is_the_sessions_own() -> None:
    """Another session's token, or none, is refused."""
    session = Session(0)
    assert session.accepts(session.csrf)
    assert not session.accepts(Session(0).csrf)
    assert not session.accepts("")
