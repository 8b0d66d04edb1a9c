"""Checks: pure functions from a journey to a verdict, one module a protocol word. Importing this package registers them all."""

from conformance.checks import assiettes, authorize, callback, id_token, token, userinfo
from conformance.checks.registry import CHECKS, Check

__all__ = ["CHECKS", "Check", "assiettes", "authorize", "callback", "id_token", "token", "userinfo"]
