"""Rows of a data set over HTTP: served as stated, by SPI and by FranceConnect; housing tax; answers stated instead of data."""

from typing import Any

import pytest
from gateway_bench import SPI, TODAY, Gateway, foyer, identity, persona

from rulebook.formats.persona import Reponse
from scenarios.datasets.reading import read

TAX = """spi,annrev,rfr,sitFam,nbParts,pac.nbPac,nmNaiDec1,nmUsaDec1,prnmDec1,aft,aftDetail.complementAdresse,aftDetail.voie,aftDetail.codePostal,rev.tspr,codeHTTP,codeapp
3999999700512,2024,28678,C,1,0,EXEMPLE,,PRENOM,,,,,1AJ=35200:1AK=6522,200,
3999999700512,2023,,,,,,,,,,,,,204,2044
3999999700513,2024,,,,,,,,,,,,,410,4101
3999999700514,2024,,,,,,,,,,,,,400,4001
3999999700515,2024,,,,,,,,,,,,,503,40499
"""
HOUSING = """spi,annrev,numVoie,btq,libelleVoie,libelleCommune,regimeTax,locaux1.natureLocal,locaux1.affectation,locaux1.invariant,codeHTTP,codeapp
3999999700512,2024,0001,B,RUE DES TILLEULS,VILLEFICTIVE,P,MA,H,1234567906A,200,
3999999700512,2023,,,,,,,,,204,2044
"""
ROW = "3999999700512"
EVERY_YEAR = ("dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2", "dgfip_annee_n_moins_3")
HOME = {
    "numVoie": "0001",
    "btq": "B",
    "libelleVoie": "RUE DES TILLEULS",
    "libelleCommune": "VILLEFICTIVE",
    "regimeTax": "P",
    "locaux": [{"natureLocal": "MA", "affectation": "H", "invariant": "1234567906A"}],
}


@pytest.fixture
def bench(gateway: Gateway) -> Gateway:
    """The gateway with those rows, and a contract that opens notices and homes of three years."""
    gateway.world.load(read([("impot.csv", TAX), ("logements.csv", HOUSING)]), TODAY)
    gateway.contract(
        resources=("RessourceIR", "RessourceTHPrincipale"),
        scopes=(
            "dgfip_rfr",
            "dgfip_nbpart",
            "dgfip_pac_nbPac",
            "dgfip_pac",
            "dgfip_aft",
            "dgfip_locaux_th",
            *EVERY_YEAR,
        ),
    )
    return gateway


# ------------------------------------------------------------ notices
def test_a_row_is_served_as_stated(bench: Gateway) -> None:
    """Nothing is added to it, and the year after is not lived again."""
    assert bench.by_spi(ROW).json() == {"rfr": 28678, "nbPart": 1.0, "pac": {"nbPac": 0}}
    assert bench.by_spi(ROW, "2022").json()["erreur"]["code"] == "4101"


@pytest.mark.parametrize(
    ("spi", "status", "code", "message"),
    [
        ("3999999700513", 410, "4101", "Aucune donnée pour ce contribuable et cette année"),
        ("3999999700514", 400, "4001", "format SPI incorrect"),
        ("3999999700515", 503, "40499", "Réponse énoncée pour ce contribuable et cette année"),
    ],
)
def test_a_stated_answer_is_given_instead(bench: Gateway, spi: str, status: int, code: str, message: str) -> None:
    """Its status, its code, and the words that go with them where they are known."""
    answer = bench.by_spi(spi)
    error = answer.json()["erreur"]
    assert (answer.status_code, error["code"], error["message"]) == (status, code, message)
    assert bench.exchanges()[-1].refused_by == "DGFIP-STATED"


def test_a_204_has_no_body(bench: Gateway) -> None:
    """Its code is in the data set, and nowhere on the wire."""
    answer = bench.by_spi(ROW, "2023")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers


def test_access_is_checked_before_a_stated_answer(bench: Gateway) -> None:
    """A year outside the contract, a wrong token, a foreign téléservice: the row is not reached."""
    assert bench.by_spi("3999999700514", authorization="Bearer x").status_code == 401
    assert bench.by_spi("3999999700514", ID_Teleservice="INCONNU").status_code == 403
    bench.contract(scopes=("dgfip_rfr", "dgfip_annee_n_moins_2"))
    assert bench.by_spi("3999999700514").status_code == 403
    assert bench.by_spi("3999999700514", "2030").json()["erreur"]["code"] == "4101"


def test_a_persona_may_state_an_answer_too(gateway: Gateway) -> None:
    """As a row does, for declarant 2 as well."""
    refusing = foyer(2024, avis={}, spi_conjoint="0123456700600", reponse=Reponse(http=500, codeapp="40401"))
    gateway.world.add(persona(SPI, None, refusing))
    for spi in (SPI, "0123456700600"):
        assert gateway.by_spi(spi).json()["erreur"]["message"] == "Erreur technique"


def test_a_row_wins_over_a_persona_and_by_franceconnect_too(bench: Gateway) -> None:
    """Somebody of the catalogue whom a data set names is who the data set says."""
    bench.world.load(read([("impot.csv", _of(SPI))]), TODAY)
    bench.double.consents("openid", "dgfip_rfr", *EVERY_YEAR, who=identity())
    assert bench.by_spi().json()["rfr"] == 28678
    assert bench.by_franceconnect().json() == {"rfr": 28678}


def _of(spi: str) -> str:
    """The first row, of somebody else."""
    head, row, *_ = TAX.splitlines()
    return "\n".join((head, row.replace(ROW, spi)))


# ------------------------------------------------------------ housing tax
def test_a_home_by_spi(bench: Gateway) -> None:
    """The published media type and body."""
    answer = bench.th(ROW)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/prs.dgfip.part.situations.th.assiettes.v1+json"
    assert answer.json() == {"situationsTH": [HOME]}
    assert bench.exchanges()[-1].endpoint == "th"


def test_a_home_by_franceconnect(bench: Gateway) -> None:
    """Of whoever consented, cut to what they consented to."""
    housing = HOUSING.replace(ROW, SPI)
    bench.world.load(read([("logements.csv", housing)]), TODAY)
    bench.double.consents("openid", "dgfip_locaux_th", *EVERY_YEAR)
    assert bench.th(None).json() == {"situationsTH": [HOME]}
    bench.double.consents("openid", "dgfip_rfr", *EVERY_YEAR)
    refused = bench.th(None)
    assert (refused.status_code, refused.json()["erreur"]["code"]) == (403, "4031")


@pytest.mark.parametrize(
    ("scopes", "home"),
    [
        (("dgfip_locaux_th_ident",), {"locaux": [{"invariant": "1234567906A"}]}),
        (("dgfip_locaux_th_Nat",), {"locaux": [{"natureLocal": "MA"}]}),
        (("dgfip_locaux_th_Tax",), {"regimeTax": "P"}),
        (("dgfip_locaux_th_Aff", "dgfip_locaux_th_Tax"), {"regimeTax": "P", "locaux": [{"affectation": "H"}]}),
    ],
)
def test_one_scope_opens_its_members_only(bench: Gateway, scopes: tuple[str, ...], home: dict[str, Any]) -> None:
    """What FranceConnect's labels say of each (assumption: DataPass has none any more)."""
    bench.contract(resources=("RessourceTHPrincipale",), scopes=(*scopes, *EVERY_YEAR))
    assert bench.th(ROW).json() == {"situationsTH": [home]}


@pytest.mark.parametrize("spi", [ROW, SPI, "3999999700513"])
def test_no_home_is_a_204(bench: Gateway, spi: str) -> None:
    """Stated by its row, or because no row states one: same answer, no body."""
    answer = bench.th(spi, "2023")
    assert (answer.status_code, answer.content) == (204, b"")
    assert bench.exchanges()[-1].refused_by == ("DGFIP-STATED" if spi == ROW else "DGFIP-TH-NONE")


def test_housing_is_a_resource_of_its_own(bench: Gateway) -> None:
    """Its scope, its place in the contract, the same checks of number, year and person."""
    assert bench.th(ROW, authorization=f"Bearer {bench.token()}").json()["erreur"]["code"] == "900910"
    assert bench.th("12").json()["erreur"]["code"] == "4001"
    assert bench.th(ROW, "20").json()["erreur"]["code"] == "4002"
    assert bench.th(ROW, "2030").json()["erreur"]["code"] == "4101"
    assert bench.th("3999999700999").json()["erreur"]["code"] == "4102"
    bench.contract(resources=("RessourceTHPrincipale",), scopes=("dgfip_rfr", *EVERY_YEAR))
    assert bench.th(ROW).json()["erreur"]["code"] == "4031"


def test_somebody_of_whom_only_a_home_is_known(bench: Gateway) -> None:
    """Known to the tax service, and without any notice."""
    bench.world.load(read([("logements.csv", HOUSING.replace(ROW, "3999999700599"))]), TODAY)
    assert bench.th("3999999700599").status_code == 200
    assert bench.by_spi("3999999700599").json()["erreur"]["code"] == "4101"


def test_a_later_import_replaces_its_own_years_only(bench: Gateway) -> None:
    """Year by year; what it does not say stays."""
    head = TAX.splitlines()[0]
    later = f"{head}\n{ROW},2023,500,C,1,0,EXEMPLE,,PRENOM,,,,,,200,\n"
    bench.world.load(read([("impot.csv", later)]), TODAY)
    assert [bench.by_spi(ROW, annee).json()["rfr"] for annee in ("2023", "2024")] == [500, 28678]
    assert bench.th(ROW).status_code == 200
