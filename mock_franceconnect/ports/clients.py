"""Téléservices and data providers, from the world of the space to the words of the protocol."""

from mock_franceconnect.protocol.checktoken import DataProvider
from mock_franceconnect.protocol.records import Client
from rulebook.platforms import Platform
from scenarios.habilitations import Application
from scenarios.worlds import World


def by_client_id(world: World, client_id: str, platform: Platform) -> Client | None:
    """The téléservice registered under `client_id` on that platform."""
    return _client(world.by_client_id(client_id), platform) if client_id else None


def by_application(world: World, application: str, platform: Platform) -> Client | None:
    """The téléservice of that habilitation, if it is on that platform."""
    return _client(world.application(application), platform)


def everybody(world: World, platform: Platform) -> tuple[Client, ...]:
    """Every téléservice of the space on that platform."""
    return tuple(client for application in world.applications() if (client := _client(application, platform)))


def data_provider(world: World, client_id: str) -> DataProvider | None:
    """The data provider registered under `client_id`, on both platforms."""
    found = world.data_providers.by_client_id(client_id)
    return DataProvider(found.client_id, found.client_secret, found.registration) if found else None


def _client(application: Application | None, platform: Platform) -> Client | None:
    if application is None:
        return None
    registration = application.habilitation.franceconnect
    if registration is None or registration.platform != platform.key:
        return None
    return Client(
        application.id,
        application.credentials.client_id,
        application.credentials.client_secret,
        application.habilitation.organisation.type == "private",
        registration,
    )
