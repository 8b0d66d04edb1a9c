"""Bodies that may be JSON where a form is expected: two endpoints of FranceConnect read both."""

from typing import Any

import orjson

from mock_franceconnect.app.call import Call

_JSON = "application/json"


def says_json(call: Call) -> bool:
    """Whether the body says that it is JSON."""
    return call.media_type == _JSON


def json_members(call: Call) -> dict[str, Any]:
    """The members of a JSON object; none when the body is anything else."""
    try:
        document = orjson.loads(call.body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
