"""What the town configures: read once, at start, and never again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit


class BadSetting(Exception):
    """One setting is missing or wrong; the message is one sentence that names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Who we are, whom we ask, and with which credentials (hidden from `repr`, hence from logs).

    Without `sfip_id_teleservice` the town has no contract for civil statuses, and does not offer to ask by them.
    """

    base_url: str
    issuer: str
    discovery: str
    client_id: str
    client_secret: str = field(repr=False)
    gateway: str
    apim_key: str
    apim_secret: str = field(repr=False)
    id_teleservice: str
    sfip_id_teleservice: str = ""
    today: date | None = None

    @property
    def redirect_uri(self) -> str:
        """The address registered with FranceConnect, to the letter."""
        return f"{self.base_url}/franceconnect/retour"

    @property
    def post_logout_redirect_uri(self) -> str:
        """Where FranceConnect sends browsers back after a logout, registered too."""
        return f"{self.base_url}/franceconnect/deconnexion"

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over https: then cookies travel on https only."""
        return self.base_url.startswith("https://")


def settings_from(environ: Mapping[str, str]) -> Settings:
    """The settings of `environ`, or `BadSetting` for the first one that cannot be used."""
    issuer = _address(environ, "FC_ISSUER", example="http://localhost:8701/api/v2")
    return Settings(
        base_url=_address(environ, "CLIENT_BASE_URL", default="http://localhost:8704"),
        issuer=issuer,
        discovery=_address(environ, "FC_DISCOVERY", default=f"{issuer}/.well-known/openid-configuration"),
        client_id=_text(environ, "FC_CLIENT_ID"),
        client_secret=_text(environ, "FC_CLIENT_SECRET"),
        gateway=_address(environ, "API_GATEWAY", example="http://localhost:8703"),
        apim_key=_text(environ, "APIM_KEY"),
        apim_secret=_text(environ, "APIM_SECRET"),
        id_teleservice=_text(environ, "ID_TELESERVICE"),
        sfip_id_teleservice=environ.get("SFIP_ID_TELESERVICE", "").strip(),
        today=_day(environ, "UNEFOIS_TODAY"),
    )


def alone(environ: Mapping[str, str], name: str) -> Mapping[str, str]:
    """The environment of one démarche among several: what is said to it alone, as `STATIONNEMENT_FC_CLIENT_ID`, wins."""
    prefix = f"{name.upper()}_"
    own = {key.removeprefix(prefix): value for key, value in environ.items() if key.startswith(prefix)}
    return {**environ, **own}


def _text(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise BadSetting(f"La variable d’environnement {name} manque.")
    return value


def _address(environ: Mapping[str, str], name: str, *, default: str = "", example: str = "") -> str:
    value = environ.get(name, "").strip() or default
    if not value:
        raise BadSetting(f"La variable d’environnement {name} manque (exemple : {example}).")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSetting(f"La variable {name} n’est pas une adresse http(s) : « {value} ».")
    return value.rstrip("/")


def _day(environ: Mapping[str, str], name: str) -> date | None:
    value = environ.get(name, "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise BadSetting(f"La variable {name} n’est pas une date AAAA-MM-JJ : « {value} ».") from None
