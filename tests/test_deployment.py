"""Containers are described truly: no Docker engine is needed to find a wrong name or a stale credential."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios.habilitations import derived_credentials

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of docker-compose.yml."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    return found


def test_the_client_s_credentials_are_those_of_the_bench(services: dict[str, Any]) -> None:
    """Seed 0 and the application's id decide them; the compose file repeats them."""
    habilitation = tomllib.loads((ROOT / "reference_client/habilitation.toml").read_text(encoding="utf-8"))
    credentials = derived_credentials(0, habilitation["id"])
    environment = services["client"]["environment"]
    assert environment["FC_CLIENT_ID"] == credentials.client_id
    assert environment["FC_CLIENT_SECRET"] == credentials.client_secret
    assert environment["APIM_KEY"] == credentials.apim_key
    assert environment["APIM_SECRET"] == credentials.apim_secret
    assert environment["ID_TELESERVICE"] == habilitation["api_impot"]["id_teleservice"]


def test_the_client_s_addresses_are_those_of_its_habilitation(services: dict[str, Any]) -> None:
    """What FranceConnect will redirect to is what the container publishes."""
    habilitation = tomllib.loads((ROOT / "reference_client/habilitation.toml").read_text(encoding="utf-8"))
    base_url = services["client"]["environment"]["CLIENT_BASE_URL"]
    assert all(uri.startswith(f"{base_url}/") for uri in habilitation["franceconnect"]["redirect_uris"])
    assert any(published.endswith("8700-8704:8700-8704") for published in services["bench"]["ports"])


def test_everything_that_the_dockerfile_copies_exists() -> None:
    """A renamed lock would break a build that nobody runs here."""
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    names = {name for line in re.findall(r"^COPY (.+)$", dockerfile, re.MULTILINE) for name in line.split()[:-1]}
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []
    assert "USER unefois" in dockerfile


def test_every_container_runs_without_privileges(services: dict[str, Any]) -> None:
    """Read-only, no capability, no way to gain one; the control port asks for a token."""
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert "UNEFOIS_TOKEN" in services["bench"]["environment"]
