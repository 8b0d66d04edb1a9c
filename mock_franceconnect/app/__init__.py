"""FranceConnect over HTTP: `create_app(bench)`, wrapped by `simulator.edge.Edge`, and `inspect(bench)` for the journal."""

from mock_franceconnect.app.application import create_app
from mock_franceconnect.app.inspection import inspect

__all__ = ["create_app", "inspect"]
