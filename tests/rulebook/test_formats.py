"""File formats: what each refuses, in a sentence; and the files that we ship keep their own published schemas."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from rulebook.faults import FAULTS
from rulebook.formats.application import Application, Step
from rulebook.formats.control import CalendarBody, FaultOrder, LeaseRequest
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.persona import Foyer, Reponse
from rulebook.formats.published import FORMATS
from rulebook.formats.reading import Unreadable, read_json, read_toml
from rulebook.formats.record import Record

ROOT = Path(__file__).parents[2]
SHIPPED = [
    ("application", ROOT / "reference_client/application.toml"),
    ("habilitation", ROOT / "reference_client/habilitation.toml"),
    *(("persona", file) for file in sorted((ROOT / "scenarios/catalogue").glob("*.toml"))),
]


def said(model: type[Record], body: Any) -> str:
    """What reading `body` complains of, in French."""
    with pytest.raises(Unreadable) as refused:
        read_json(model, json.dumps(body))
    return " ; ".join(problem.says.fr for problem in refused.value.problems)


@pytest.mark.parametrize(("name", "file"), SHIPPED, ids=lambda value: getattr(value, "name", value))
def test_shipped_files_keep_their_published_schema(name: str, file: Path) -> None:
    """A partner without Python can check a file with the JSON Schema alone."""
    schema = json.loads((ROOT / f"docs/formats/{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=str))
    jsonschema.Draft202012Validator(schema).validate(data)


@pytest.mark.parametrize("name", list(FORMATS))
def test_an_unknown_key_is_refused_by_every_format(name: str) -> None:
    """And by its published schema too."""
    assert "clé inconnue" in said(FORMATS[name], {"not_a_key": 1})
    assert FORMATS[name].model_json_schema()["additionalProperties"] is False


@pytest.mark.parametrize("name", list(FORMATS))
def test_another_version_of_a_format_is_refused(name: str) -> None:
    """`format` is 1; a file of tomorrow is not read by guesswork."""
    assert "1" in said(FORMATS[name], {"format": 2})


@pytest.mark.parametrize(
    ("order", "complaint"),
    [
        ({"fault": "id_token.nonce.odd"}, "anomalie inconnue"),
        ({"fault": "transport.cut"}, "veut `on.endpoint`"),
        ({"fault": "transport.delay", "on": {"endpoint": "token"}}, "paramètre manquant : seconds"),
        ({"fault": "id_token.alg.none", "parameters": {"depth": 1}}, "paramètre inconnu : depth"),
        ({"fault": "id_token.alg.none", "on": {"endpoint": "userinfo"}}, "agit sur token"),
        ({"fault": "id_token.alg.none", "on": {"nth": 0}}, ""),
        ({"fault": "token.transport.delay", "parameters": {"seconds": -1}}, "seconds : de 0 à 600 ; 30 par défaut"),
        ({"fault": "token.transport.delay", "parameters": {"seconds": "1"}}, "valeur refusée"),
        ({"fault": "token.transport.delay", "parameters": {"seconds": True}}, "valeur refusée"),
        ({"fault": "id_token.alg.confused", "parameters": {"key": "der"}}, "key : pem, jwk ; pem par défaut"),
        ({"fault": "id_token.alg.none", "on": {"soon": 1}}, "clé inconnue"),
    ],
)
def test_a_fault_that_cannot_strike_is_refused(order: dict[str, Any], complaint: str) -> None:
    """Before it is ordered, with the reason."""
    assert complaint in said(FaultOrder, order)


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.endpoint != "*"])
def test_a_fault_knows_its_endpoint(name: str) -> None:
    """An order may leave it out, or repeat it."""
    endpoint = FAULTS[name].endpoint
    assert read_json(FaultOrder, json.dumps({"fault": name})).endpoint == endpoint
    assert read_json(FaultOrder, json.dumps({"fault": name, "on": {"endpoint": endpoint}})).endpoint == endpoint


@pytest.mark.parametrize("endpoint", ["jwks", "discovery", "token"])
def test_only_requests_without_a_credential_want_the_whole_space(endpoint: str) -> None:
    """A delay on the keys reaches everybody."""
    order = {"fault": "transport.delay", "on": {"endpoint": endpoint}, "parameters": {"seconds": 1}}
    assert read_json(FaultOrder, json.dumps(order)).needs_exclusive is (endpoint != "token")


@pytest.mark.parametrize("step", [{}, {"click": "#a", "goto": "/"}, {"fill": {"a": 1}}, {"expect": {}}])
def test_a_step_is_one_gesture(step: dict[str, Any]) -> None:
    """None, or two, or a look that looks at nothing, is refused."""
    with pytest.raises(ValueError, match="1 validation error"):
        Step.model_validate(step)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"openid",', "", "le scope « openid » est obligatoire"),
        ('"openid",', '"openid", "phone",', "scope inconnu de FranceConnect : phone"),
        ("http://localhost:8704", "http://example.com", "n'est pas une adresse https"),
        ('resources = ["RessourceIR"]', "resources = []", ""),
        ('id = "cantine-villefictive"', 'id = "Cantine Villefictive"', ""),
        ('tier = "50"', 'tier = "51"', "une de ces valeurs est attendue"),
    ],
)
def test_a_habilitation_that_no_administration_would_give_is_refused(old: str, new: str, complaint: str) -> None:
    """Scopes that do not exist, addresses that would be refused, a quota that is not for sale."""
    text = (ROOT / "reference_client/habilitation.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(Unreadable) as refused:
        read_toml(Habilitation, text.replace(old, new))
    assert complaint in " ; ".join(problem.says.fr for problem in refused.value.problems)
    assert all(problem.line for problem in refused.value.problems)


@pytest.mark.parametrize("key", ["", "00", "g" * 64, "0" * 63])
def test_a_redaction_key_is_256_bits(key: str) -> None:
    """A shorter one could be guessed from the marks."""
    said(LeaseRequest, {"application": "a", "module": "m", "key": key})


@pytest.mark.parametrize(
    "taxation",
    [{"24": "2025-07-22T00:00:00Z"}, {"2024": "July"}, {"2024": 3}, {"2024": "2025-07-22T00:00:00"}],
    ids=["year", "word", "number", "no zone"],
)
def test_a_calendar_is_years_and_instants(taxation: dict[str, Any]) -> None:
    """A tester's or a contract's: anything else is refused."""
    assert said(CalendarBody, {"taxation": taxation}) in said(Habilitation, {"api_impot": {"calendar": taxation}})


def test_an_instant_without_its_zone_is_no_instant() -> None:
    """Two machines would read it differently."""
    assert "fuseau" in said(CalendarBody, {"taxation": {"2024": "2025-07-22T00:00:00"}})


def test_an_oracle_names_its_four_looks() -> None:
    """A client that cannot be told apart cannot be judged."""
    text = (ROOT / "reference_client/application.toml").read_text(encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        read_toml(Application, text.replace('refused = { selector = "main[data-etat=refus]" }', ""))
    assert "oracle.refused" in {problem.path for problem in refused.value.problems}


def _refusing(**reponse: Any) -> dict[str, Any]:
    """A household that states an answer, and a notice if `avis` is among the keys."""
    return {
        "annee": 2024,
        "situation": {"sit_fam": "C"},
        "avis": reponse.pop("avis", {}),
        "reponse": {"http": 410, "codeapp": "4101", **reponse},
    }


@pytest.mark.parametrize(
    ("household", "complaint"),
    [
        (_refusing(http=200), "200 n'est pas une réponse sans donnée"),
        (_refusing(http=302), "302 n'est pas une réponse sans donnée"),
        (_refusing(codeapp="41"), "String should match pattern"),
        (_refusing(codeapp=4101), "valid string"),
        (_refusing(avis={"rfr": 1}), "jamais les deux"),
        ({**_refusing(), "emission": "2026-13-01"}, "valid date"),
    ],
)
def test_a_stated_answer_is_an_answer_without_data(household: dict[str, Any], complaint: str) -> None:
    """204 or an error, with its code, and no notice beside it."""
    with pytest.raises(ValidationError) as refused:
        Foyer.model_validate_json(json.dumps(household))
    assert complaint in str(refused.value)


def test_a_household_may_be_refused_or_late() -> None:
    """Both keys are optional, and read as written."""
    read = Foyer.model_validate_json(json.dumps({**_refusing(http=204, codeapp="2044"), "emission": "2026-03-01"}))
    assert (read.reponse, read.emission) == (Reponse(http=204, codeapp="2044"), date(2026, 3, 1))
