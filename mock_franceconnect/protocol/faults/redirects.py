"""Faults of the redirect to the client: its parameters, and how they travel."""

from collections.abc import Callable
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from mock_franceconnect.protocol.decisions import Parameters
from mock_franceconnect.protocol.faults.table import (
    FOREIGN_ISSUER,
    MARKUP,
    Given,
    Table,
    foreign_issuer,
    lookalike,
    twin,
)
from mock_franceconnect.protocol.identity.acr import KNOWN
from rulebook.faults.callback import ERRORS
from rulebook.platforms import Platform

FORGED_STATE = "etat-forge-par-un-tiers"
FORGED_CODE = "code-que-nul-n-a-jamais-emis-0123456789abcd"
_UNKNOWN_ERROR = ("erreur_inconnue", "une erreur que nul document ne cite")
# What the real one says there, literally: its exception carries no state.
_LOST_STATE = "undefined"
# invalid_scope names the first scope refused: this one is of both platforms.
_REFUSED_SCOPE = ("scope", "dgfip_rfr")


class Redirect(Struct, frozen=True, gc=False):
    """Parameters that `platform` puts on the client's address: in its query or its fragment, and perhaps delivered twice."""

    parameters: Parameters
    platform: Platform
    fragment: bool = False
    twice: bool = False


Alter = Callable[[Redirect, Given], Redirect]


def _changing(alter: Callable[[Parameters], Parameters]) -> Alter:
    return lambda redirect, _: replace(redirect, parameters=alter(redirect.parameters))


def _with(name: str, value: str) -> Alter:
    """Replace one parameter, or add it."""

    def alter(parameters: Parameters) -> Parameters:
        if all(key != name for key, _ in parameters):
            return (*parameters, (name, value))
        return tuple((key, value if key == name else old) for key, old in parameters)

    return _changing(alter)


def _made(name: str, make: Callable[[str], str]) -> Alter:
    """Replace one parameter by what that makes of it, or of nothing if it is missing."""
    return lambda redirect, given: _with(name, make(dict(redirect.parameters).get(name, "")))(redirect, given)


def _without(name: str) -> Alter:
    return _changing(lambda parameters: tuple(pair for pair in parameters if pair[0] != name))


def _after(name: str, value: str) -> Alter:
    """Say it again, otherwise, after the right one."""
    return _changing(lambda parameters: (*parameters, (name, value)))


def _before(name: str, value: str) -> Alter:
    """Say it otherwise first."""
    return _changing(lambda parameters: ((name, value), *parameters))


def _truncated(name: str) -> Alter:
    return _changing(lambda parameters: tuple((key, old[:-1] if key == name else old) for key, old in parameters))


def _forged(state: str) -> str:
    """Of the same form; a client that sent none receives one."""
    return twin(state) if state else FORGED_STATE


def _failing(error: str, description: str, *more: tuple[str, str], state: str | None = None) -> Alter:
    """An error in the place of the code, and `more` about it, before the state and the issuer."""

    def alter(parameters: Parameters) -> Parameters:
        kept = [(key, state if state and key == "state" else old) for key, old in parameters if key != "code"]
        return (("error", error), ("error_description", description), *more, *kept)

    return _changing(alter)


def _level_refused(redirect: Redirect, given: Given) -> Redirect:
    """The level named is one that this platform lacks."""
    served = redirect.platform.acr
    got = next(level for level in reversed(KNOWN) if level not in served)
    return _failing("invalid_acr", ERRORS["invalid_acr"].format(expected=",".join(served), got=got))(redirect, given)


def _failing_with_code(parameters: Parameters) -> Parameters:
    return (("error", "access_denied"), ("error_description", ERRORS["access_denied"]), *parameters)


REDIRECTS: Table[Redirect] = MappingProxyType(
    {
        "callback.state.forged": _made("state", _forged),
        "callback.state.missing": _without("state"),
        "callback.state.empty": _with("state", ""),
        "callback.state.truncated": _truncated("state"),
        "callback.state.extended": _made("state", lookalike),
        "callback.state.duplicated": _after("state", FORGED_STATE),
        "callback.iss.foreign": _made("iss", foreign_issuer),
        "callback.iss.slash": _made("iss", lambda issuer: f"{issuer}/"),
        "callback.iss.missing": _without("iss"),
        "callback.iss.duplicated": _after("iss", FOREIGN_ISSUER),
        "callback.code.missing": _without("code"),
        "callback.code.empty": _with("code", ""),
        "callback.code.forged": _with("code", FORGED_CODE),
        "callback.code.duplicated": _before("code", FORGED_CODE),
        "callback.response.fragment": lambda redirect, _: replace(redirect, fragment=True),
        "callback.response.empty": _changing(lambda _: ()),
        **{f"callback.error.{error}": _failing(error, description) for error, description in ERRORS.items()},
        "callback.error.invalid_acr": _level_refused,
        "callback.error.invalid_scope": _failing("invalid_scope", ERRORS["invalid_scope"], _REFUSED_SCOPE),
        "callback.error.invalid_idp_hint": _failing("invalid_idp_hint", ERRORS["invalid_idp_hint"], state=_LOST_STATE),
        "callback.error.unknown": _failing(*_UNKNOWN_ERROR),
        "callback.error.markup": _failing("access_denied", MARKUP),
        "callback.error.with_code": _changing(_failing_with_code),
        "callback.delivered.twice": lambda redirect, _: replace(redirect, twice=True),
        "logout.state.forged": _made("state", lookalike),
        "logout.state.missing": _without("state"),
    }
)
