"""The examples of docs/formats/README.md are files that the bench takes."""

import json
import re
import tomllib
from pathlib import Path

from rulebook.formats.application import Driver, Usage
from rulebook.formats.attestations import Attestations
from rulebook.formats.data_provider import DataProvider
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.published import FORMATS
from rulebook.formats.reading import read_toml
from rulebook.formats.waivers import Waivers

PAGE = (Path(__file__).parents[2] / "docs/formats/README.md").read_text(encoding="utf-8")


def test_the_examples_are_read() -> None:
    """A habilitation that wants everything encrypted, a data provider, a recipe, a waiver and an attestation."""
    sealed, provider, recipes, waivers, attestations, usage = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    registration = read_toml(Habilitation, sealed).franceconnect
    assert registration is not None
    assert (registration.id_token_encryption.alg, registration.userinfo_encryption.alg) == ("ECDH-ES", "RSA-OAEP-256")
    driver = Driver.model_validate_json(json.dumps(tomllib.loads(recipes)["driver"]))
    assert driver.http.etat_civil is not None
    assert driver.http.etat_civil.steps[0].fill == {
        "nom": "{nom}",
        "prenoms": "{prenoms}",
        "sexe": "{sexe}",
        "naissance": "{naissance}",
    }
    assert read_toml(DataProvider, provider).uid == "mon-api"
    assert read_toml(Attestations, attestations).attestation[0].when
    assert Usage.model_validate_json(json.dumps(tomllib.loads(usage)["usage"])).fields
    assert read_toml(Waivers, waivers).waiver[0].covers("FS-NONCE-03a", "FS-NONCE-03")


def test_every_format_is_presented() -> None:
    """The table names each published schema."""
    named = set(re.findall(r"`([a-z-]+)`", "\n".join(line for line in PAGE.splitlines() if line.startswith("| `"))))
    assert named >= set(FORMATS)
