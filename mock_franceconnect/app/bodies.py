"""What a request says: in its address or in its body, as a form, or as JSON where an endpoint reads both."""

from typing import Any

import orjson

from mock_franceconnect.app.call import Call
from mock_franceconnect.protocol.parameters import Message

_JSON = "application/json"


def message(call: Call) -> Message:
    """The parameters of a page: a form when it is posted, else those of its address."""
    return Message(call.form if call.method == "POST" else call.query)


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
