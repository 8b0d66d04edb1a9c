"""What each resource is for, over HTTP, with people whose file says what must come out: deaths, two years, lines, IFI, LEP."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from gateway_bench import AVIS, SPI, TODAY, Gateway, foyer, persona

from rulebook.formats.persona import Patrimoine, Reponse, Situation
from rulebook.resources import (
    ASSIETTES,
    DERNIERE,
    DEUXANS,
    FACTURES,
    IFI,
    LEP,
    MULTIPLE,
    RESOURCES,
    TH,
    Mode,
    Resource,
)
from rulebook.tax_scopes import TAX_SCOPES
from scenarios.personas import residents
from simulator.calendar import Calendar
from simulator.spaces import DEFAULT

PEOPLE = {resident.id: resident for resident in residents()}
WIDOW = PEOPLE["veuvage"]
DEAD = "1900000006797"  # her husband, second declarant until 3 September 2024
SPECIFIC = ("montTotIr", "spiDec1", "spiDec2", "facture.1830")


@pytest.fixture
def served(gateway: Gateway) -> "Served":
    """A canteen that may read everything of everybody."""
    return Served(gateway)


class Served:
    """Bodies by resource, person and year."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.under(scopes=tuple(TAX_SCOPES), specific_requirements=SPECIFIC)

    def under(self, **contract: Any) -> None:
        """Change the contract."""
        resources = tuple(resource.scope for resource in RESOURCES)
        self.gateway.contract(**{"resources": resources, "tier": "none", **contract})

    def on(self, today: date) -> None:
        """Move the calendar."""
        self.gateway.spaces.set_calendar(DEFAULT, Calendar(today=today))

    def of(self, resource: Resource, spi: str, **path: str) -> dict[str, Any]:
        """A body, 200."""
        answer = self.gateway.ask(resource, Mode.SPI, {"spi": spi, **path})
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def refused(self, resource: Resource, spi: str, **path: str) -> tuple[int, str]:
        """Status and code of a refusal."""
        answer = self.gateway.ask(resource, Mode.SPI, {"spi": spi, **path})
        assert answer.status_code != 200, answer.text
        return answer.status_code, answer.json()["erreur"]["code"] if answer.content else ""


# ------------------------------------------------------------------ the year of a death
@pytest.mark.parametrize("spi", [WIDOW.login, DEAD])
def test_two_notices_are_refused_by_the_resources_of_one(served: Served, spi: str) -> None:
    """Presentation §6.4: an error code, whichever declarant is asked about; the year before has one."""
    for resource in (ASSIETTES, FACTURES):
        assert served.refused(resource, spi, annrev="2024") == (410, "4101")
        assert served.of(resource, spi, annrev="2023")["rfr"] == 70200


def test_multiple_returns_both_periods(served: Served) -> None:
    """Before and after the death, with the days, the declarants' numbers and the day of the death."""
    before, after = served.of(MULTIPLE, WIDOW.login, annrev="2024")["situationsIR"]
    assert [part["rfr"] for part in (before, after)] == [47250, 13230]
    assert [part["sitFam"] for part in (before, after)] == ["M", "V"]
    period = ("dateDebutPeriode", "dateFinPeriode", "typeAvis", "spiDec1", "spiDec2", "dateDecesdec1", "dateDecesdec2")
    assert [before.get(name) for name in period] == [
        *("01/01/2024", "03/09/2024", 1),
        *(WIDOW.login, DEAD, None, "03/09/2024"),
    ]
    assert [after.get(name) for name in period] == [
        *("04/09/2024", "31/12/2024", 2),
        *(WIDOW.login, None, None, None),
    ]


def test_multiple_of_who_died_has_the_joint_period_alone(served: Served) -> None:
    """The notice after the death is the survivor's."""
    (only,) = served.of(MULTIPLE, DEAD, annrev="2024")["situationsIR"]
    assert (only["rfr"], only["dateFinPeriode"]) == (47250, "03/09/2024")


def test_an_ordinary_year_has_one_period(served: Served) -> None:
    """The whole year, nobody dead."""
    (only,) = served.of(MULTIPLE, WIDOW.login, annrev="2023")["situationsIR"]
    assert (only["dateDebutPeriode"], only["dateFinPeriode"]) == ("01/01/2023", "31/12/2023")
    assert "dateDecesdec2" not in only


def test_numbers_of_declarants_are_a_specific_requirement(served: Served) -> None:
    """Without it, a notice among several says no number."""
    served.under(scopes=tuple(TAX_SCOPES))
    (only,) = served.of(MULTIPLE, WIDOW.login, annrev="2023")["situationsIR"]
    assert "spiDec1" not in only
    assert "montTotIr" not in only


def test_the_last_situation_is_the_survivors(served: Served) -> None:
    """Resource 4: the period after the death, and the year that is served; other years as assiettes."""
    last = served.of(DERNIERE, WIDOW.login, annrev="2024")
    assert (last["annRevenu"], last["rfr"], last["sitFam"]) == (2024, 13230, "V")
    assert served.of(DERNIERE, WIDOW.login, annrev="2023")["annRevenu"] == 2023
    assert served.of(DERNIERE, DEAD, annrev="2024")["rfr"] == 47250


def test_the_year_served_is_said_where_it_exists_and_only_there(served: Served) -> None:
    """`annRevenu` belongs to the last situation."""
    bodies = {
        resource: served.of(resource, PEOPLE["celibataire"].login)
        for resource in (ASSIETTES, FACTURES, DERNIERE, DEUXANS)
    }
    assert {resource for resource, body in bodies.items() if "annRevenu" in body} == {DERNIERE, DEUXANS}


# ------------------------------------------------------------------ a survivor whose notice is late
JOINT: dict[str, Any] = {"annee": 2024, "fin": date(2024, 9, 3)}
ALONE: dict[str, Any] = {
    "annee": 2024,
    "debut": date(2024, 9, 4),
    "emission": date(2026, 1, 15),
    "avis": {**AVIS, "rfr": 9000},
}


def _bereaved(served: Served, *years: int) -> None:
    halves = (foyer(**JOINT), foyer(**ALONE))
    served.gateway.world.add(persona(SPI, None, *(foyer(annee) for annee in years), *halves))


def test_the_last_situation_is_not_the_joint_one_while_the_other_is_to_come(served: Served) -> None:
    """410 until it is issued, for the resource of one year and for the livret; that of two years goes back."""
    _bereaved(served, 2023)
    assert served.refused(DERNIERE, SPI) == (410, "4101")
    assert served.refused(LEP, SPI, bareme="2025") == (410, "4101")
    assert served.of(DEUXANS, SPI)["annRevenu"] == 2023
    served.on(date(2026, 1, 15))
    assert served.of(DERNIERE, SPI)["rfr"] == 9000
    assert served.of(DEUXANS, SPI)["annRevenu"] == 2024


def test_the_livret_and_the_tax_on_real_estate_of_a_year_of_death(served: Served) -> None:
    """The last situation decides of the one, any of the year of the other."""
    rich = Patrimoine(residence_principale=9_000_000)
    halves = (
        foyer(2024, fin=date(2024, 9, 3), patrimoine=rich, avis={**AVIS, "rfr": 90_000}),
        foyer(2024, debut=date(2024, 9, 4), avis={**AVIS, "rfr": 9_000}),
    )
    served.gateway.world.add(persona(SPI, None, *halves))
    assert served.of(IFI, SPI) == {"indicateurIfiIsf": "O"}
    assert served.of(LEP, SPI, bareme="2025") == {"statut": "O"}


def test_quarter_parts_count_for_the_livret(served: Served) -> None:
    """22 823 + half of 6 095, rounded up: 25 871 at 1.25 parts."""
    for rfr, statut in ((25_871, "O"), (25_872, "N")):
        served.gateway.world.add(persona(SPI, None, foyer(2024, avis={**AVIS, "rfr": rfr, "nbPart": 1.25})))
        assert served.of(LEP, SPI, bareme="2025") == {"statut": statut}


# ------------------------------------------------------------------ two years
@pytest.mark.parametrize(("today", "annee"), [(date(2025, 3, 1), 2023), (date(2025, 9, 1), 2024)])
def test_over_two_years_the_last_one_is_served(served: Served, today: date, annee: int) -> None:
    """Presentation §5.3: on 1 March 2025 the income of 2023, on 1 September that of 2024."""
    served.on(today)
    assert served.of(DEUXANS, PEOPLE["celibataire"].login)["annRevenu"] == annee


def test_over_two_years_the_one_before_when_this_citizen_has_no_last_one(served: Served) -> None:
    """And nothing when they have neither."""
    served.gateway.world.add(persona(SPI, None, foyer(2022), foyer(2023)))
    assert served.of(DEUXANS, SPI)["annRevenu"] == 2023
    served.gateway.world.add(persona(SPI, None, foyer(2022)))
    assert served.refused(DEUXANS, SPI) == (410, "4101")


def test_over_two_years_only_years_that_are_contracted(served: Served) -> None:
    """The last year alone is no right to the one before."""
    served.gateway.world.add(persona(SPI, None, foyer(2023)))
    served.under(scopes=("dgfip_rfr", "dgfip_annee_n_moins_1"))
    assert served.refused(DEUXANS, SPI) == (410, "4101")
    served.under(scopes=("dgfip_rfr", "dgfip_annee_n_moins_2_si_indispo_n_moins_1"))
    assert served.of(DEUXANS, SPI) == {"annRevenu": 2023, "rfr": 21600}
    served.under(scopes=("dgfip_rfr",))
    assert served.refused(DEUXANS, SPI) == (403, "4031")


@pytest.mark.parametrize("http", [410, 204])
def test_over_two_years_an_absence_that_is_stated_leads_to_the_year_before(served: Served, http: int) -> None:
    """A household may state an answer without data; the year before has some."""
    nothing = Reponse(http=http, codeapp="4101" if http == 410 else "2041")
    served.gateway.world.add(persona(SPI, None, foyer(2023), foyer(2024, avis={}, reponse=nothing)))
    assert served.of(DEUXANS, SPI)["annRevenu"] == 2023
    served.gateway.world.add(persona(SPI, None, foyer(2024, avis={}, reponse=nothing)))
    assert served.refused(DEUXANS, SPI)[0] == http


def test_two_years_after_a_death_give_the_survivors(served: Served) -> None:
    """As the last situation of one year does."""
    assert served.of(DEUXANS, WIDOW.login)["rfr"] == 13230


# ------------------------------------------------------------------ lines
def test_lines_as_a_recorded_answer_has_them(served: Served) -> None:
    """Numbers and codes of 0010, 0240 and 1000; net wages of each and together; a deficit is a sign, then blanks."""
    declared = {"1AJ": 25373, "1BJ": 38360, "4BC": 9800}
    who = persona(
        SPI,
        None,
        foyer(
            2024,
            situation=Situation(sit_fam="M"),
            declaration=declared,
            spi_conjoint="0123456790790",
            avis={**AVIS, "sitFam": "M"},
        ),
    )
    served.gateway.world.add(who)
    lines = {line["codeLigne"]: line for line in served.of(FACTURES, SPI)["facture"]}
    assert lines["0010"] == {
        "numLigne": 109,
        "codeLigne": "0010",
        "libelleLigne": "Détail des revenus",
        "colonne1": "Déclar. 1",
        "colonne2": "Déclar. 2",
        "colonne4": "Total",
    }
    net = lines["0240"]
    assert (net["numLigne"], net["colonne1"], net["colonne2"], net["colonne4"]) == (130, "22836", "34524", "57360")
    assert "colonne3" not in net
    land = lines["1000"]
    assert (land["numLigne"], land["colonne4"]) == (140, "-      9800")


def test_lines_follow_the_scopes(served: Served) -> None:
    """Each scope its lines; the title stands above them or not at all; without any, no lines."""
    spi = PEOPLE["couple-enfants"].login
    served.under(scopes=("dgfip_RevNets_Cat1_Tspr", "dgfip_annee_n_moins_1"))
    assert [line["codeLigne"] for line in served.of(FACTURES, spi)["facture"]] == ["0010", "0240"]
    served.under(scopes=("dgfip_EpargRetrDeduc", "dgfip_annee_n_moins_1"))
    assert served.of(FACTURES, spi) == {"facture": []}
    served.under(scopes=("dgfip_rfr", "dgfip_annee_n_moins_1"))
    assert served.of(FACTURES, spi) == {"rfr": 58500}
    served.under(scopes=("dgfip_annee_n_moins_1",), specific_requirements=("facture.1830",))
    assert [line["codeLigne"] for line in served.of(FACTURES, spi)["facture"]] == ["1830"]
    served.under(scopes=("dgfip_annee_n_moins_1",), specific_requirements=("facture.0010", "facture.0020"))
    assert [line["codeLigne"] for line in served.of(FACTURES, spi)["facture"]] == ["0010", "0020"]


def test_the_title_stands_over_gains_too(served: Served) -> None:
    """Their codeLigne is above those of the deductions; they are incomes all the same."""
    who = persona(SPI, None, foyer(2024, declaration={"1AJ": 20000, "3VG": 5000, "2OP": 1}))
    served.gateway.world.add(who)
    served.under(scopes=("dgfip_RevNets_Cat3_PMV", "dgfip_annee_n_moins_1"))
    assert [line["codeLigne"] for line in served.of(FACTURES, SPI)["facture"]] == ["0010", "3012"]


# ------------------------------------------------------------------ IFI, LEP, housing tax
def test_the_tax_on_real_estate_is_said_or_nothing_is(served: Served) -> None:
    """It says "O", never "N": the others are 410, 4101."""
    assert served.of(IFI, PEOPLE["rentiere"].login) == {"indicateurIfiIsf": "O"}
    for nobody in ("rentier-sous-le-seuil", "celibataire"):
        assert served.refused(IFI, PEOPLE[nobody].login) == (410, "4101")


@pytest.mark.parametrize(
    ("persona_id", "departement", "bareme", "statut"),
    [
        ("celibataire", "130", "2025", "O"),  # 21 600, one part: at most 22 823 in 2025
        ("celibataire", "2A0", "2023", "N"),  # 21 393 in 2023
        ("celibataire", "974", "2023", "O"),  # 25 316 there
        ("couple-enfants", "750", "2025", "N"),  # 58 500, three parts: 22 823 + 4 × 6 095 = 47 203
        ("revenu-nul", "976", "2025", "O"),
    ],
)
def test_the_ceiling_of_the_lep_goes_by_department_and_scale(
    served: Served, persona_id: str, departement: str, bareme: str, statut: str
) -> None:
    """Income of one year, scale of another."""
    body = served.of(LEP, PEOPLE[persona_id].login, departement=departement, bareme=bareme)
    assert body == {"statut": statut}


@pytest.mark.parametrize(("departement", "bareme"), [("975", "2025"), ("130", "2019"), ("130", "2040")])
def test_no_answer_can_be_given_without_a_ceiling(served: Served, departement: str, bareme: str) -> None:
    """204: a department or a scale that no source gives."""
    assert served.refused(LEP, SPI, departement=departement, bareme=bareme) == (204, "")


def test_the_lep_has_no_twin_and_asks_for_no_year_scope(served: Served) -> None:
    """By SPI alone; the form wants its scope alone."""
    served.under(scopes=("dgfip_IndLep",))
    assert served.of(LEP, PEOPLE["celibataire"].login, bareme="2025") == {"statut": "O"}
    path = "/impotparticulier/1.0/lep/departement/130/annrev/2024/bareme/2025"
    assert served.gateway.client.get(path, headers=served.gateway.headers()).json()["erreur"]["code"] == "900906"


def test_a_persona_may_state_a_home(served: Served) -> None:
    """With the fields that the rows of a data set have not."""
    spi = PEOPLE["logement-th"].login
    (home,) = served.of(TH, spi)["situationsTH"]
    assert (home["codeDsf"], home["regimeTax"], home["locaux"][0]["natureLocal"]) == ("130", "P", "AP")
    assert served.gateway.ask(TH, Mode.SPI, {"spi": spi, "annrev": "2023"}).status_code == 204


# ------------------------------------------------------------------ the contract's own calendar
def test_a_contract_may_open_a_year_on_its_own_day(served: Served) -> None:
    """A per-contract rule may ignore the calendar (presentation, note 9)."""
    early = datetime(2026, 1, 1, tzinfo=UTC)
    served.on(date(2026, 2, 1))
    assert served.refused(ASSIETTES, PEOPLE["celibataire"].login, annrev="2025") == (410, "4101")
    served.under(scopes=("dgfip_rfr", "dgfip_annee_n_moins_1"), calendar={"2025": early})
    assert served.of(ASSIETTES, PEOPLE["celibataire"].login, annrev="2025")["rfr"] > 0
    served.on(TODAY)
