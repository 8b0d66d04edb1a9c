"""Where a provider is judged: its issuer, the téléservices that the judge is there, somebody who logs in, and whether time can be moved."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from conformance.bench import Bench, BenchError
from conformance.limits import Limits
from conformance.personas import plain
from conformance.preflight import Preflight
from conformance.provider.fact import Setting
from rulebook.formats.control import LeaseRequest
from rulebook.formats.habilitation import Credentials, FranceConnect, Habilitation, Organisation
from rulebook.platforms import Platform
from rulebook.source import Text

MAIN, TWIN, OTHER, PRIVATE, RS256, HS256 = "principal", "jumeau", "autre", "prive", "rs256", "hs256"
_HOST = "https://juge.example.org"
# Known on both platforms, and never granted: what a refused scope is asked with.
_UNGRANTED = "cnous_email"


@dataclass(frozen=True, slots=True)
class Registered:
    """A téléservice that the judge plays."""

    credentials: Credentials = field(repr=False)
    registration: FranceConnect


@dataclass(frozen=True, slots=True)
class Standing:
    """What the run stands on. `elapse` is None where time cannot be moved; `clients` has at least `MAIN`."""

    issuer: str
    platform: Platform
    clients: Mapping[str, Registered]
    login: str
    key: bytes = field(repr=False)
    space: str = ""
    seed: int = 0
    lease: str | None = None
    elapse: Callable[[float], None] | None = None
    ours: bool = True

    @property
    def setting(self) -> Setting:
        """What facts may know."""
        main = self.clients[MAIN]
        return Setting(
            issuer=self.issuer,
            platform=self.platform,
            client_id=main.credentials.client_id,
            redirect_uri=main.registration.redirect_uris[0],
            post_logout_redirect_uri=next(iter(main.registration.post_logout_redirect_uris), ""),
            scopes=main.registration.scopes,
            algorithm=main.registration.id_token_alg,
            secrets={role: one.credentials.client_secret for role, one in self.clients.items()},
        )


def habilitations(platform: Platform) -> dict[str, Habilitation]:
    """The judge's own téléservices: two of one entity, one of another, one that must have consent, and one for each other algorithm."""
    granted = tuple(scope for scope in platform.scopes if scope != _UNGRANTED)
    entity = "entite-du-juge-de-fournisseur-d-identite"
    made = {
        MAIN: _habilitation(platform, MAIN, granted, entity_id=entity, claims=("amr",)),
        TWIN: _habilitation(platform, TWIN, granted, entity_id=entity),
        OTHER: _habilitation(platform, OTHER, granted, entity_id=f"autre-{entity}"),
        PRIVATE: _habilitation(platform, PRIVATE, granted, entity_id=f"prive-{entity}", identity_consent=True),
    }
    for role, algorithm in ((RS256, "RS256"), (HS256, "HS256")):
        if algorithm in platform.signing:
            made[role] = _habilitation(
                platform, role, granted, entity_id=f"{role}-{entity}", id_token_alg=algorithm, userinfo_alg=algorithm
            )
    return made


def _habilitation(platform: Platform, role: str, scopes: tuple[str, ...], **registration: object) -> Habilitation:
    returns = f"{_HOST}/{role}"
    stated = {
        "platform": platform.key,
        "title": f"Juge ({role})",
        "redirect_uris": (f"{returns}/retour", f"{returns}/second-retour"),
        "post_logout_redirect_uris": (f"{returns}/au-revoir",),
        "scopes": scopes,
        **registration,
    }
    return Habilitation(
        id=f"juge-{platform.key}-{role}",
        organisation=Organisation(
            siret="00000000000000",
            name="Juge de fournisseur (fictif)",
            type="private" if role == PRIVATE else "public",
        ),
        franceconnect=FranceConnect.model_validate(stated),
    )


@contextmanager
def on_bench(bench: Bench, space: str, platform: Platform, limits: Limits, key: bytes) -> Iterator[Standing]:
    """The bench's own FranceConnect: téléservices are declared, one is held for the time of the run."""
    wanted = habilitations(platform)
    try:
        bench.health()
        place = bench.space(space)
        people = plain(bench.personas(space))
        clients = {role: Registered(bench.register(space, one), _registration(one)) for role, one in wanted.items()}
        request = LeaseRequest(application=wanted[MAIN].id, module="provider", wait=limits.lease, key=key.hex())
        with bench.lease(space, request) as lease:
            yield Standing(
                issuer=place.issuers[platform.key],
                platform=platform,
                clients=clients,
                login=people[0].login if people else "",
                key=key,
                space=place.name,
                seed=place.seed,
                lease=lease.id,
                elapse=lease.elapse,
            )
    except BenchError as error:
        raise Preflight(error.says) from None


def elsewhere(issuer: str, platform: Platform, client: Habilitation, login: str, key: bytes) -> Standing:
    """Any other issuer, as the téléservice that `client` says, its credentials included."""
    if client.credentials is None:
        raise Preflight(
            Text(
                f"{client.id} : un fournisseur étranger veut des [credentials], ou UNEFOIS_CLIENT_ID et UNEFOIS_CLIENT_SECRET.",
                f"{client.id}: a foreign provider wants [credentials], or UNEFOIS_CLIENT_ID and UNEFOIS_CLIENT_SECRET.",
            )
        )
    clients = {MAIN: Registered(client.credentials, _registration(client))}
    return Standing(issuer.rstrip("/"), platform, clients, login, key, ours=False)


def _registration(habilitation: Habilitation) -> FranceConnect:
    if habilitation.franceconnect is None:
        raise Preflight(
            Text(
                f"{habilitation.id} : l'habilitation n'a pas [franceconnect].",
                f"{habilitation.id}: the habilitation lacks [franceconnect].",
            )
        )
    return habilitation.franceconnect
