"""One trial of a provider: the bench's own FranceConnect, or any issuer as a téléservice that it knows."""

import contextlib
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from conformance.bench import Bench
from conformance.judging import Judged
from conformance.limits import LIMITS
from conformance.provider import ground
from conformance.provider.judging import Choices, judge
from conformance.reports import json
from conformance.reports.console import Console
from rulebook.formats.habilitation import SECRET_LENGTH, Credentials, Habilitation
from rulebook.platforms import PLATFORMS
from simulator.spaces import DEFAULT
from unefois import files, trial
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.settings import control_token


@dataclass(frozen=True, slots=True)
class Provider:
    """Which provider: a platform of the bench, or `issuer` as the téléservice of the file `client`, with somebody who logs in."""

    platform: str = "low"
    issuer: str = ""
    client: Path | None = None
    login: str = ""


def run(wanted: Provider, bench_url: str, order: trial.Order) -> Judged:
    """Judge, telling it as it goes; configuration faults end the command with exit code 2."""
    with trial.in_sentences():
        return _foreign(wanted, order) if wanted.issuer else _own(wanted, bench_url, order)


def _own(wanted: Provider, bench_url: str, order: trial.Order) -> Judged:
    if wanted.client is not None:
        raise ConfigurationError(
            _("--client va avec --issuer : sur le banc, le juge déclare ses propres téléservices.")
        )
    key = secrets.token_bytes(32)
    with trial.bench_at(bench_url), contextlib.closing(Bench(bench_url, control_token())) as bench:
        platform = PLATFORMS[wanted.platform]
        with ground.on_bench(bench, DEFAULT, platform, LIMITS, key) as standing:
            return _judged(standing, order)


def _foreign(wanted: Provider, order: trial.Order) -> Judged:
    if wanted.client is None:
        raise ConfigurationError(
            _("--issuer veut --client : l'habilitation.toml du téléservice que ce fournisseur connaît.")
        )
    client = _with_credentials(files.read(Habilitation, wanted.client))
    platform = PLATFORMS[client.franceconnect.platform if client.franceconnect else wanted.platform]
    return _judged(ground.elsewhere(wanted.issuer, platform, client, wanted.login, secrets.token_bytes(32)), order)


def _with_credentials(client: Habilitation) -> Habilitation:
    """The environment's credentials, when it has some, over those of the file."""
    id_, secret = os.environ.get("UNEFOIS_CLIENT_ID", ""), os.environ.get("UNEFOIS_CLIENT_SECRET", "")
    if not id_ or not secret:
        return client
    if len(secret) < SECRET_LENGTH:
        raise ConfigurationError(
            _(
                "UNEFOIS_CLIENT_SECRET compte {count} caractères : un secret de FranceConnect en a {least} au moins."
            ).format(count=len(secret), least=SECRET_LENGTH)
        )
    unused = "-"
    given = Credentials(client_id=id_, client_secret=secret, apim_key=unused, apim_secret=unused)
    return client.model_copy(update={"credentials": given})


def _judged(standing: ground.Standing, order: trial.Order) -> Judged:
    told = trial.silence if order.as_json else Console(sys.stdout, LANGUAGE)
    judged = judge(standing, Choices(order.only, order.out, LANGUAGE, told))
    if order.as_json:
        sys.stdout.write(json.render(judged.report))
    return judged
