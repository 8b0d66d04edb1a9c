"""What ``unefois up`` says once everything answers: where, with which credentials, and who there is to try."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scenarios.data_providers import DGFIP
from scenarios.datasets.identities import TRAIT
from simulator.certificates import AUTHORITY
from simulator.spaces import DEFAULT
from unefois import imports
from unefois.composition import Bench
from unefois.control.data_providers import provider_json
from unefois.control.spaces import application_json, space_json
from unefois.language import LANGUAGE, _
from unefois.settings import DGFIP_TLS

# A family of each kind; the other personas are for who knows what they look for.
TO_TRY_FIRST = frozenset(
    (
        "celibataire",
        "couple-enfants",
        "parent-isole",
        "garde-alternee",
        "retraites",
        "veuvage",
        "revenu-nul",
        "nee-a-l-etranger",
    )
)


def said(bench: Bench, clients: Mapping[str, str], imported: dict[str, Any] | None) -> dict[str, Any]:
    """Everything, for a machine; `clients` are the addresses of the démarches that run, `imported` what the files of people gave."""
    space = bench.spaces.of(DEFAULT)
    world = bench.worlds.of(space)
    return {
        "space": space_json(space),
        "tls": _tls(bench),
        "clients": dict(clients),
        "applications": {found.id: application_json(bench, found) for found in world.applications()},
        "data_providers": {
            found.registration.uid: provider_json(bench, found)
            for found in world.data_providers
            if found.registration.uid != DGFIP
        },
        "personas": [
            {
                "id": persona.id,
                "login": persona.login,
                "lesson": persona.lesson_en if LANGUAGE == "en" else persona.lesson_fr,
            }
            for persona in world.residents()
            if TRAIT not in persona.traits  # a data set may hold thousands: its summary gives one to try
        ],
        "imported": imported,
    }


def _tls(bench: Bench) -> dict[str, Any] | None:
    """Where the gateway listens with TLS, and the file of each application, made by now."""
    folder = bench.settings.certificates
    if bench.authority is None or folder is None:
        return None
    known = [found.id for found in bench.worlds.of(bench.spaces.of(DEFAULT)).applications()]
    for id_ in known:
        bench.authority.fingerprint(DEFAULT, id_)
    return {
        "gateway": f"https://{bench.settings.public_host}:{bench.settings.port + DGFIP_TLS}",
        "authority": str(folder / AUTHORITY),
        "certificates": {id_: str(folder / f"{id_}.pem") for id_ in known},
    }


def _account(known: dict[str, Any]) -> list[str]:
    """Credentials, and what will not work."""
    lines = [f"  {name:<14}{value}" for name, value in known["credentials"].items()]
    return [*lines, *(f"  ! {warning}" for warning in known["warnings"])]


def _addressed(who: str, url: str) -> str:
    return f"  {who:<26} {url}"


def told(known: dict[str, Any]) -> str:
    """The same for a person."""
    space = known["space"]
    lines = [
        _("Le banc répond. SIMULATEUR — données fictives."),
        "",
        _addressed(_("console et contrôle"), space["control"]),
        _addressed("FranceConnect", space["issuer"]),
        _addressed("FranceConnect+", space["issuer_plus"]),
        _addressed("API Impôt particulier", space["gateway"]),
    ]
    if known["tls"]:
        lines.append(_addressed(_("la même, en TLS"), known["tls"]["gateway"]))
        lines.append(_addressed(_("autorité et certificats"), str(Path(known["tls"]["authority"]).parent)))
    lines += [_addressed(_("téléservice {name}").format(name=name), url) for name, url in known["clients"].items()]
    for id_, application in known["applications"].items():
        lines += ["", f"Application {id_}", *_account(application)]
    for uid, provider in known["data_providers"].items():
        lines += ["", _("Fournisseur de données {uid}").format(uid=uid), *_account(provider)]
    lines += ["", _("Personas (identifiant de connexion, qui est aussi le SPI)")]
    lines += [
        f"  {persona['login']}  {persona['id']:<20} {persona['lesson']}"
        for persona in known["personas"]
        if persona["id"] in TO_TRY_FIRST
    ]
    lines.append(
        _("  et bien d'autres : « unefois people », et « unefois people --count 5 » pour des habitants tirés.")
    )
    if known["imported"]:
        lines += ["", _("Fichiers chargés"), *(f"  {line}" for line in imports.told(known["imported"]).splitlines())]
    lines += ["", _("Ctrl-C arrête tout.")]
    return "\n".join(lines)
