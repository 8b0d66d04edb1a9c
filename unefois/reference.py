"""The reference client as the bench ships it: the two files of each démarche, moved to the port where it will run, and its environment."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, TypeVar

from conformance import bench
from rulebook.formats.application import Application
from rulebook.formats.habilitation import Credentials, Habilitation
from rulebook.formats.reading import read_json, read_toml
from rulebook.formats.record import Record
from simulator import spaces

R = TypeVar("R", bound=Record)


CANTINE, STATIONNEMENT = "cantine", "stationnement"
# Démarche → where its files are.
_FOLDERS = {CANTINE: "", STATIONNEMENT: "stationnement/"}


def _shipped(model: type[R], demarche: str, name: str) -> R:
    return read_toml(model, (files("reference_client") / f"{_FOLDERS[demarche]}{name}").read_text(encoding="utf-8"))


def application(base_url: str | None = None, demarche: str = CANTINE) -> Application:
    """How to drive the reference client, at `base_url` when it does not run where its file says."""
    shipped = _shipped(Application, demarche, "application.toml")
    return shipped.model_copy(update={"base_url": base_url}) if base_url else shipped


def habilitation(
    base_url: str | None = None, *, demarche: str = CANTINE, id_: str | None = None, tier: str | None = None
) -> Habilitation:
    """What the reference client may do; its addresses under `base_url`, under another id or quota when told so."""
    shipped = _shipped(Habilitation, demarche, "habilitation.toml")
    franceconnect, api_impot = shipped.franceconnect, shipped.api_impot
    if franceconnect is None or api_impot is None:
        raise AssertionError
    here = application(demarche=demarche).base_url
    moved = {
        name: tuple(uri.replace(here, base_url or here, 1) for uri in getattr(franceconnect, name))
        for name in ("redirect_uris", "post_logout_redirect_uris")
    }
    return shipped.model_copy(
        update={
            "id": id_ or shipped.id,
            "franceconnect": franceconnect.model_copy(update=moved),
            "api_impot": api_impot.model_copy(update={"tier": tier or api_impot.tier}),
        }
    )


def registered(habilitation: Habilitation, changes: Mapping[str, Mapping[str, Any]]) -> Habilitation:
    """The same, by section, but for `changes`; raises `Unreadable` when nobody may be registered so."""
    said = habilitation.model_dump(mode="json", by_alias=True)
    return read_json(
        Habilitation, json.dumps(said | {name: {**said[name], **change} for name, change in changes.items()})
    )


def environment(
    space: bench.Space | spaces.Space, credentials: Credentials, base_url: str, declared: Habilitation
) -> dict[str, str]:
    """Environment variables that tell the reference client where the bench is and who it is there."""
    return {
        "CLIENT_BASE_URL": base_url,
        "FC_ISSUER": space.issuer,
        "FC_CLIENT_ID": credentials.client_id,
        "FC_CLIENT_SECRET": credentials.client_secret,
        "API_GATEWAY": space.gateway,
        "APIM_KEY": credentials.apim_key,
        "APIM_SECRET": credentials.apim_secret,
        "ID_TELESERVICE": declared.api_impot.id_teleservice if declared.api_impot else "",
        "SFIP_ID_TELESERVICE": declared.sfip.id_teleservice if declared.sfip else "",
    }
