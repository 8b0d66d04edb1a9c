"""The civil status that a citizen types: what is accepted, how it is written for SFiP, what each answer means."""

import contextlib
import json
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from honest_bench import envelope
from hypothesis import example, given
from hypothesis import strategies as st

from reference_client import etat_civil, sfip
from reference_client.etat_civil import EtatCivil
from reference_client.outcome import Kind, Trouble

TODAY = date(2026, 9, 15)
TYPED = {
    "nom": "DUBIGNOT",
    "prenoms": "Jean Philippe Arnaud",
    "sexe": "1",
    "naissance": "15/06/1943",
    "pays": "99100",
    "departement": "75",
    "commune": "109",
}


def wrong(**changed: str) -> tuple[str, ...]:
    """The fields that are wrong once these are changed."""
    return etat_civil.wrong_fields({**TYPED, **changed}, TODAY)


def test_a_whole_civil_status_is_read_as_typed() -> None:
    """Nothing to correct, nothing changed."""
    assert wrong() == ()
    assert etat_civil.read(TYPED) == EtatCivil(
        "DUBIGNOT", "Jean Philippe Arnaud", "1", "15/06/1943", "99100", "75", "109"
    )


def test_an_empty_form_has_everything_to_correct() -> None:
    """In the order of the form; without a country one cannot tell whether a commune is missing."""
    assert etat_civil.wrong_fields({}, TODAY) == ("nom", "prenoms", "sexe", "naissance", "pays")
    assert etat_civil.wrong_fields({"pays": "99100"}, TODAY)[-2:] == ("departement", "commune")


@pytest.mark.parametrize(
    "name",
    [
        "LE BRETON",
        "D’ARC",
        "D\u02bcARC",
        "D`ARC",
        "O'NEIL",
        "SAINT\u2011JEAN",
        "SAINT\u2013JEAN",
        "DUBINÔRE",
        "SAINT-JEAN",
        "Zoe\u0308",
        "N" * 100,
        "  LE   BRETON ",
    ],
)
def test_names_as_people_have_them(name: str) -> None:
    """Spaces, hyphens, apostrophes of any keyboard, accents, a hundred letters."""
    assert wrong(nom=name) == ()


@pytest.mark.parametrize("name", ["", "  ", "N" * 101, "DUPONT2", "<b>", "A&nom=B", "A\u0000", "😀"])
def test_names_that_no_register_holds(name: str) -> None:
    """Nothing, too long, digits, marks."""
    assert wrong(nom=name) == ("nom",)


def test_each_given_name_has_its_own_limit() -> None:
    """Twenty letters, as many names as there are."""
    assert wrong(prenoms=" ".join(["A" * 20] * 4)) == ()
    assert wrong(prenoms="Jean " + "A" * 21) == ("prenoms",)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("24/08/1962", "24/08/1962"),
        ("1962-08-24", "24/08/1962"),
        ("1962\u201108\u201124", "24/08/1962"),
        ("14/3/1991", "14/03/1991"),
        ("4/12/1991", "04/12/1991"),
        ("15/09/2026", "15/09/2026"),
        ("01/01/1850", "01/01/1850"),
    ],
)
def test_birth_dates_as_one_knows_them(typed: str, sent: str) -> None:
    """Until today; a day without its zero, and a date picker that writes it the other way round."""
    assert wrong(naissance=typed) == ()
    assert etat_civil.read({**TYPED, "naissance": typed}).naissance == sent


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("08/1962", "08/1962"), ("8/1962", "08/1962"), ("1962", "1962"), (" 1962 ", "1962"), ("24/08/1962", "24/08/1962")],
)
def test_a_presumed_birth_is_said_to_be_one(typed: str, sent: str) -> None:
    """The month or the year is enough for who ticks that there is no more; for anybody else it would be half a guess."""
    presumed = {"naissance": typed, etat_civil.PRESUMED: "oui"}
    assert wrong(**presumed) == ()
    assert etat_civil.read({**TYPED, **presumed}).naissance == sent
    assert wrong(naissance=typed) == (() if typed == sent == "24/08/1962" else ("naissance",))
    assert wrong(**{**presumed, etat_civil.PRESUMED: "non"}) == wrong(naissance=typed)


@pytest.mark.parametrize("typed", ["", "13/1962", "0000", "1849", "2027", "1962-08", "62"])
def test_presumed_births_that_are_none(typed: str) -> None:
    """The box excuses from the day, not from the rest."""
    assert wrong(naissance=typed, **{etat_civil.PRESUMED: "oui"}) == ("naissance",)


@pytest.mark.parametrize(
    "typed",
    ["", "30/02/1962", "24-08-1962", "1962/08/24", "16/09/2026", "31/12/1849", "014/03/1991", "1/1/0000", "٢٤/٠٨/١٩٦٢"],
)
def test_birth_dates_that_are_none(typed: str) -> None:
    """A day that does not exist, that is not yet, or that is written otherwise."""
    assert wrong(naissance=typed) == ("naissance",)


@pytest.mark.parametrize(
    ("departement", "commune"),
    [
        *(("01", "004"), ("2a", "004"), ("20", "004"), ("95", "018"), ("971", "01"), ("974", "11"), ("978", "01")),
        *(("984", "11"), ("985", "11"), ("988", "18")),
    ],
)
def test_places_in_france(departement: str, commune: str) -> None:
    """Metropolis, Corsica before and after 1976, overseas with a digit less."""
    assert wrong(departement=departement, commune=commune) == ()
    assert etat_civil.read({**TYPED, "departement": departement, "commune": commune}).departement == departement.upper()


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"departement": ""}, ("departement",)),
        ({"departement": "00"}, ("departement",)),
        ({"departement": "99"}, ("departement",)),
        ({"departement": "37", "commune": "75109"}, ("commune",)),
        ({"departement": "37", "commune": "3726"}, ("commune",)),
        ({"departement": "979", "commune": "01"}, ("departement",)),
        ({"departement": "970", "commune": "01"}, ("departement",)),
        ({"departement": "983", "commune": "01"}, ("departement",)),
        ({"departement": "974", "commune": "411"}, ("commune",)),
        ({"commune": "2A1"}, ("commune",)),
        ({"pays": "100"}, ("pays",)),
        ({"pays": "FRANCE"}, ("pays",)),
        ({"sexe": "3"}, ("sexe",)),
        ({"sexe": ""}, ("sexe",)),
    ],
)
def test_codes_that_are_none(changed: dict[str, str], fields: tuple[str, ...]) -> None:
    """Each field answers for itself, and for no other: a département may be unknown while the commune is well written."""
    assert set(fields) <= set(wrong(**changed))
    assert set(wrong(**changed)) <= {*fields, "departement", "commune"}


@pytest.mark.parametrize(
    ("departement", "commune", "sent"),
    [("37", "37261", "261"), ("2a", "2a004", "004"), ("974", "97411", "11"), (" 37", "37 261 ", None)],
)
def test_a_whole_insee_code_is_split(departement: str, commune: str, sent: str | None) -> None:
    """When it begins as the département does; with a space in it, it is no code."""
    found = {"departement": departement, "commune": commune}
    assert wrong(**found) == (("commune",) if sent is None else ())
    if sent:
        assert etat_civil.read({**TYPED, **found}).commune == sent


def test_what_a_telephone_writes_is_what_the_register_has() -> None:
    """Hyphens that do not break, dashes, slanted apostrophes, commas between given names."""
    typed = {
        "nom": "L\u2019HER\u2011D\u2018ARC\u2013\u02bcO",
        "prenoms": "Jean\u2010Luc, Marie,Ange",
        "naissance": "1/2/1950",
    }
    found = etat_civil.read({**TYPED, **typed})
    assert (found.nom, found.prenoms, found.naissance) == ("L'HER-D'ARC-'O", "Jean-Luc Marie Ange", "01/02/1950")


def test_a_birth_abroad_has_no_commune() -> None:
    """What was left in the French fields is not sent."""
    abroad = {**TYPED, "pays": "99139"}
    assert etat_civil.wrong_fields(abroad, TODAY) == ()
    found = etat_civil.read(abroad)
    assert (found.departement, found.commune) == ("", "")
    assert set(parse_qs(urlsplit(sfip.path(found)).query)) == {"nom", "prenom", "sexe", "naisDate", "naisCodePays"}


def test_the_address_is_the_contract_s_to_the_letter() -> None:
    """The query of the published example, in this order."""
    assert sfip.path(etat_civil.read({**TYPED, "nom": "D’ARC"})) == (
        "/sfip/v1/demandeDeService/02AA/personne?nom=D%27ARC&prenom=Jean+Philippe+Arnaud&sexe=1&naisDate=15%2F06%2F1943"
        "&naisCodePays=99100&naisCodeDept=75&naisCodeCommune=109"
    )


def test_a_civil_status_never_prints() -> None:
    """Logs and debuggers show none of it."""
    printed = repr(etat_civil.read(TYPED))
    assert [value for value in TYPED.values() if value in printed] == []


@given(st.dictionaries(st.sampled_from(sorted(TYPED)), st.text()))
def test_whatever_is_typed_is_read_or_has_a_field_to_correct(typed: dict[str, str]) -> None:
    """And what is read goes in one address, without line or query of its own."""
    fields = {**TYPED, **typed}
    if not etat_civil.wrong_fields(fields, TODAY):
        path = sfip.path(etat_civil.read(fields))
        assert path.isascii()
        assert path.isprintable()
        sent = set(parse_qs(urlsplit(path).query))
        assert {"nom", "sexe", "naisDate", "naisCodePays"} <= sent
        assert sent <= {
            *("nom", "prenom", "sexe", "naisDate", "naisCodePays", "naisCodeDept", "naisCodeCommune"),
        }


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, envelope(4003), Kind.BAD_CIVIL_STATUS),
        (400, envelope(910000), Kind.API_REQUEST),
        (400, "", Kind.API_REQUEST),
        (401, envelope(900901), Kind.API_TOKEN),
        (403, envelope(40305), Kind.NOT_FOUND_BY_NAME),
        (403, envelope("40305"), Kind.NOT_FOUND_BY_NAME),
        (403, envelope(900910), Kind.API_RIGHTS),
        (403, "", Kind.API_RIGHTS),
        (404, envelope(40433), Kind.NOT_FOUND_BY_NAME),
        (404, "", Kind.API_REQUEST),
        (404, envelope(40401), Kind.API_DOWN),
        (400, envelope(40401), Kind.API_DOWN),
        (500, envelope(40401), Kind.API_DOWN),
        (416, envelope(4101), Kind.NO_TAXATION),
        (410, envelope(4101), Kind.NO_TAXATION),
        (416, "", Kind.NOTHING_GIVEN),
        (410, "", Kind.NOTHING_GIVEN),
        (429, envelope(900804), Kind.API_QUOTA),
        (503, "", Kind.API_DOWN),
        (200, "<html>", Kind.API_ANSWER),
    ],
)
def test_each_answer_of_sfip_has_its_own_meaning(status: int, body: Any, kind: Kind) -> None:
    """The codes of its contract first, then those of the gateway."""
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    with pytest.raises(Trouble) as caught:
        sfip.read(status, content)
    assert caught.value.kind is kind


@given(st.integers(100, 599), st.binary())
@example(200, b"{}")
@example(200, b"[1]")
def test_any_answer_is_fields_or_a_trouble(status: int, content: bytes) -> None:
    """Whatever comes back, nothing else is raised."""
    with contextlib.suppress(Trouble):
        assert isinstance(sfip.read(status, content), dict)
