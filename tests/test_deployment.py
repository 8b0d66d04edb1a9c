"""Containers are described truly: no Docker engine is needed to find a wrong name or a stale credential."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from reference_client.settings import Settings, alone, settings_from
from scenarios.habilitations import derived_credentials

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of docker-compose.yml."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    return found


HABILITATIONS = {
    "cantine": "reference_client/habilitation.toml",
    "stationnement": "reference_client/stationnement/habilitation.toml",
}


def client_of(services: dict[str, Any], demarche: str) -> tuple[Settings, dict[str, Any]]:
    """The settings that the client's container gives to a démarche, and its habilitation."""
    habilitation = tomllib.loads((ROOT / HABILITATIONS[demarche]).read_text(encoding="utf-8"))
    command = services["client"]["command"]
    words = [command[place + 1] for place, word in enumerate(command) if word == "--demarche"]
    port = int(command[command.index("--port") + 1]) + words.index(demarche)
    environment = {"CLIENT_BASE_URL": f"http://localhost:{port}", **services["client"]["environment"]}
    return settings_from(alone(environment, demarche)), habilitation


@pytest.mark.parametrize("demarche", HABILITATIONS)
def test_the_client_s_credentials_are_those_of_the_bench(services: dict[str, Any], demarche: str) -> None:
    """Seed 0 and the application's id decide them; the compose file repeats them."""
    settings, habilitation = client_of(services, demarche)
    credentials = derived_credentials(0, habilitation["id"])
    assert settings.client_id == credentials.client_id
    assert settings.client_secret == credentials.client_secret
    assert settings.apim_key == credentials.apim_key
    assert settings.apim_secret == credentials.apim_secret
    assert settings.id_teleservice == habilitation["api_impot"]["id_teleservice"]
    assert settings.sfip_id_teleservice == habilitation["sfip"]["id_teleservice"]


@pytest.mark.parametrize("demarche", HABILITATIONS)
def test_the_client_s_addresses_are_those_of_its_habilitation(services: dict[str, Any], demarche: str) -> None:
    """What FranceConnect will redirect to is what the container publishes."""
    settings, habilitation = client_of(services, demarche)
    assert habilitation["franceconnect"]["redirect_uris"] == [settings.redirect_uri]
    assert any(published.endswith("8700-8705:8700-8705") for published in services["bench"]["ports"])


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
