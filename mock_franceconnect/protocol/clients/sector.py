"""sector_identifier_uri: a téléservice on several hosts publishes the list of its redirect_uris, and the engine reads it before anything."""

import json
from urllib.parse import urlsplit

from msgspec import Struct

from mock_franceconnect.protocol.addresses import DEFAULT_PORTS
from mock_franceconnect.protocol.decisions import Parameters
from rulebook.formats.habilitation import FranceConnect
from rulebook.refusals import registration as refusals
from rulebook.refusals.registration import TwoFaced


class Broken(Struct, frozen=True, gc=False):
    """Why the client cannot be loaded; `values` fill the description."""

    cause: TwoFaced
    values: Parameters = ()


def undeclared(registration: FranceConnect) -> bool:
    """Whether its addresses are on several hosts, ports counted, and no list vouches for them."""
    return not registration.sector_identifier_uri and len({_host(uri) for uri in registration.redirect_uris}) > 1


def broken(registration: FranceConnect, status: str, body: bytes) -> Broken | None:
    """What is wrong with the published list, `status` being "200 OK" when it came; None when nothing is."""
    if status != "200 OK":
        return Broken(refusals.SECTOR_STATUS, (("status", status),))
    try:
        listed = json.loads(body)
    except (ValueError, RecursionError):
        return Broken(refusals.SECTOR_JSON)
    if not isinstance(listed, list):
        return Broken(refusals.SECTOR_ARRAY)
    if any(uri not in listed for uri in registration.redirect_uris):
        return Broken(refusals.SECTOR_URIS)
    return None


def _host(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.hostname}:{parts.port or DEFAULT_PORTS.get(parts.scheme)}"
