"""Téléservices and the data provider, from the world of the space to the words of the protocol."""

from mock_franceconnect.protocol.checktoken import DataProvider
from mock_franceconnect.protocol.records import Client
from rulebook.scopes import PROVIDERS
from scenarios.habilitations import Application
from scenarios.worlds import World

_DGFIP_SCOPES = frozenset(scope for provider in PROVIDERS if provider.key == "dgfip" for scope in provider.labels)


def by_client_id(world: World, client_id: str) -> Client | None:
    """The téléservice registered under `client_id`."""
    return _client(world.by_client_id(client_id)) if client_id else None


def by_application(world: World, application: str) -> Client | None:
    """The téléservice of that habilitation."""
    return _client(world.application(application))


def everybody(world: World) -> tuple[Client, ...]:
    """Every téléservice of the space."""
    return tuple(client for application in world.applications() if (client := _client(application)))


def dgfip(world: World) -> DataProvider:
    """The one data provider of the bench."""
    return DataProvider(world.dgfip.client_id, world.dgfip.client_secret, _DGFIP_SCOPES)


def _client(application: Application | None) -> Client | None:
    if application is None or application.habilitation.franceconnect is None:
        return None
    return Client(
        application.id,
        application.credentials.client_id,
        application.credentials.client_secret,
        application.habilitation.organisation.type == "private",
        application.habilitation.franceconnect,
    )
