"""Checks: pure functions from a journey to a verdict, one module a protocol word. Importing this package registers them all."""

from conformance.checks import (
    apim,
    assiettes,
    authorize,
    callback,
    etat_civil,
    id_token,
    information,
    logout,
    options,
    page,
    quota,
    sessions,
    token,
    traces,
    userinfo,
)
from conformance.checks.registry import CHECKS, Check

__all__ = [
    "CHECKS",
    "Check",
    "apim",
    "assiettes",
    "authorize",
    "callback",
    "etat_civil",
    "id_token",
    "information",
    "logout",
    "options",
    "page",
    "quota",
    "sessions",
    "token",
    "traces",
    "userinfo",
]
