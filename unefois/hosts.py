"""Hosts that the bench consults by itself, and what a tester reads when theirs is not one of them."""

from collections.abc import Iterable, Iterator

from mock_franceconnect.ports.allowed import Allowed, NotAllowed, is_host
from mock_franceconnect.protocol.clients.sector import undeclared
from rulebook.formats.data_provider import DataProvider
from rulebook.formats.habilitation import Habilitation
from unefois.failure import ConfigurationError
from unefois.language import _


def checked(hosts: Iterable[str]) -> tuple[str, ...]:
    """The hosts that the owner adds, or what is wrong with one of them."""
    stated = tuple(hosts)
    for host in stated:
        if not is_host(host):
            said = _("--allow-host {host} : donnez un nom d'hôte, une adresse ou un réseau, sans schéma ni port.")
            raise ConfigurationError(said.format(host=host))
    return stated


def refused(host: str) -> str:
    """What the owner of the bench reads when a registration led to that host."""
    return _("Hôte non consulté : {host}. Pour l'ajouter : unefois up --allow-host {host}").format(host=host)


def about(allowed: Allowed, habilitation: Habilitation) -> list[str]:
    """What will go wrong on FranceConnect with that habilitation, before anybody logs in."""
    registration = habilitation.franceconnect
    if registration is None:
        return []
    addresses = {
        "jwks_uri": registration.jwks_uri if _encrypted(habilitation) else None,
        "sector_identifier_uri": registration.sector_identifier_uri,
    }
    found = [line for key, address in addresses.items() if address for line in _unreachable(allowed, key, address)]
    if undeclared(registration):
        found.append(
            _(
                "redirect_uris : plusieurs hôtes, et pas de sector_identifier_uri qui les énumère : FranceConnect refuse ce "
                "téléservice par une page."
            )
        )
    return found


def about_certificates(habilitation: Habilitation, *, tls: bool) -> list[str]:
    """What will go wrong at the gateway with that habilitation, on a bench that listens with TLS or not."""
    contracts = (habilitation.api_impot, habilitation.sfip, habilitation.r2p)
    if tls or not any(contract and contract.client_certificate for contract in contracts):
        return []
    said = _(
        "client_certificate : ce banc n'écoute pas en TLS, et refuse tous les appels de cette application. "
        "Pour lui faire un certificat : unefois up --client-certificates DOSSIER"
    )
    return [said]


def about_provider(allowed: Allowed, provider: DataProvider) -> list[str]:
    """What will go wrong at /checktoken with that data provider."""
    return list(_unreachable(allowed, "jwks_uri", provider.jwks_uri))


def _encrypted(habilitation: Habilitation) -> bool:
    found = habilitation.franceconnect
    return found is not None and bool(found.id_token_encryption.alg or found.userinfo_encryption.alg)


def _unreachable(allowed: Allowed, key: str, address: str) -> Iterator[str]:
    try:
        allowed.target(address)
    except NotAllowed as error:
        if error.host:
            said = _(
                "{key} : ce banc ne consulte pas l'hôte {host}, et répond comme si l'adresse était injoignable. "
                "Pour l'ajouter : unefois up --allow-host {host}"
            )
        else:
            said = _("{key} : aucune machine ne lit le même hôte dans cette adresse ; le banc ne la consulte pas.")
        yield said.format(key=key, host=error.host)
