"""How the judge of a provider speaks on the wire."""

import httpx2

from conformance.limits import LIMITS
from conformance.provider.wire import Wire
from rulebook.redaction import Redactor


def test_a_form_is_sent_and_recorded_in_its_order() -> None:
    """Names come again in between."""
    form = (("a", "1"), ("b", "é &"), ("a", "3"))
    bodies: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        bodies.append(request.content)
        return httpx2.Response(200)

    stamp = {"space": "default", "lease": None, "application": None}
    wire = Wire(LIMITS, Redactor(b"k"), stamp, httpx2.MockTransport(answer))
    wire.browser().post("http://localhost:8701/token", form)
    wire.close()
    assert bodies == [b"a=1&b=%C3%A9+%26&a=3"]
    assert wire.exchanges[0].request.form == form
