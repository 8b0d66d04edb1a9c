"""The gateway as a Starlette application: it parses, asks the ports, obeys the protocol, and compares no parameter itself."""

from mock_api_impot.app.application import create_app, inspect

__all__ = ["create_app", "inspect"]
