"""Notices of the world in the words of the API: literal ones for seed 0, and what holds for all."""

import re
from datetime import date

import pytest

from rulebook.fields import FIELDS
from scenarios.pivot import capitals
from scenarios.population.avis import champs_de, chiffres, facture_de, fip, redevable
from scenarios.population.foyers import FoyerAnnuel, foyers
from scenarios.population.histoire import histoire
from scenarios.population.identites import individu, numero_de_spi, spi_de
from scenarios.population.population import Population
from scenarios.population.tirage import cle_de
from scenarios.population.usages import usage

CLE = cle_de(0)
NOTICES = [f for n in range(1_500) for f in foyers(CLE, n, 2023)]
NOBODY = dict.fromkeys(("nbPac", *(f"nbPac{letter}" for letter in "FGHIJNPR")), 0)

# Souche 15, income year 2023: a PACS, one child at school, one furnished letting.
#   Wages 1AJ: 20 746 − 10 % (2 074.6 → 2 075, between 495 and 14 171) = 18 671.
#   Wages 1BJ: 28 281 − real expenses 1BK 4 024, above 10 % (2 828.1 → 2 828) = 24 257.
#   Furnished letting 5ND: 5 877 − 50 % (2 938.5 → 2 939) = 2 938.
#   RBG: 18 671 + 24 257 + 2 938 = 45 866. RNI: 45 866. RFR: + interest at the flat rate 38 = 45 904.
#   Parts: O 2 + 1 F 0.5 = 2.5.
#   Scale: 45 866 / 2.5 = 18 346.4; 11 % × (18 346.4 − 11 294) = 775.764; × 2.5 = 1 939.41 → 1 939.
#   Without the child, 2 parts: 22 933; 11 % × 11 639 = 1 280.29; × 2 = 2 560.58 → 2 561; − 1 759 = 802: not reached.
#   Line 14: 1 939. Décote: 1 444 − 45.25 % × 1 939 = 566.6025 → 567. 1 939 − 567 = 1 372.
#   School 7EA: 61; 1 372 − 61 = 1 311. Flat tax: 12.8 % × 38 = 4.864 → 5. Net: 1 316.
SOUCHE_15 = {
    "rfr": 45904,
    "sitFam": "O",
    "nbPart": 2.5,
    "pac": NOBODY | {"nbPac": 1, "nbPacF": 1},
    "revenuBrutGlobal": 45866,
    "mntRevbareme": 1939,
    "datRec": "31/07/2024",
    "datEtab": "05/07/2024",
    "impAvImput": 1316,
    "montTotIr": 1316,
    "revImposable": 45866,
    "numRole": "011",
    "fipNum": "980000000062Q",
    "rev": {
        "tspr": [
            {"code": "1AJ", "valeur": "20746"},
            {"code": "1BJ", "valeur": "28281"},
            {"code": "1BK", "valeur": "4024"},
        ],
        "rcm": [{"code": "2TR", "valeur": "38"}],
        "pro": [{"code": "5ND", "valeur": "5877"}],
        "rici": [{"code": "7EA", "valeur": "1"}],
    },
}


def test_a_notice_worked_out_by_hand() -> None:
    """Figures, dates and numbers of souche 15, in the order of the published schema."""
    (f,) = foyers(CLE, 15, 2023)
    avis = champs_de(CLE, f)
    assert {champ: avis[champ] for champ in SOUCHE_15} == SOUCHE_15
    assert list(avis) == [champ for champ in FIELDS if champ in avis]


@pytest.mark.parametrize(
    ("n", "annee", "expected"),
    [
        (0, 2023, [((0,), "C", {"1AJ": 20735}, None, None)]),
        (
            6,
            2023,
            [
                ((12,), "D", {"1AJ": 17660}, None, None),
                ((13,), "D", {"1AJ": 31292, "1AS": 2839, "2TR": 133}, None, None),
            ],
        ),
        (
            10,
            2021,
            [
                (
                    (20, 21),
                    "M",
                    {"1AS": 3841, "1BS": 9920, "2CK": 50, "2TR": 399, "4BA": 4217, "7AE": 126},
                    None,
                    date(2021, 6, 24),
                ),
                (
                    (21,),
                    "V",
                    {"1AS": 12856, "2CK": 55, "2TR": 433, "4BA": 4578, "7AC": 163, "7UF": 92},
                    date(2021, 6, 25),
                    None,
                ),
            ],
        ),
    ],
)
def test_some_people_are_pinned(n: int, annee: int, expected: list[tuple[object, ...]]) -> None:
    """The world of seed 0 is the same on every machine and under every Python: a single man, a divorce, a death."""
    found = [
        (f.declarants, f.foyer.situation, dict(f.foyer.declaration), f.debut, f.fin) for f in foyers(CLE, n, annee)
    ]
    assert found == expected


def test_both_spouses_see_the_same_notice() -> None:
    """From either SPI one comes to the same souche, and so to the same document."""
    couples = [f for f in NOTICES if len(f.declarants) == 2]
    assert len(couples) > 300
    for f in couples[:50]:
        seen = []
        for p in f.declarants:
            numero = numero_de_spi(CLE, spi_de(CLE, p))
            assert numero == p
            joint = [g for g in foyers(CLE, numero // 2, 2023) if p in g.declarants and len(g.declarants) == 2]
            seen.append([champs_de(CLE, g) for g in joint])
        assert seen[0] == seen[1]


def test_declarants_are_who_they_are_elsewhere() -> None:
    """Names in capitals and births are those of the identity; declarant 2 is absent from the notice of one person."""
    for f in NOTICES[:300]:
        avis = champs_de(CLE, f)
        assert ("nmNaiDec2" in avis) == (len(f.declarants) == 2)
        for place, p in enumerate(f.declarants, 1):
            who = individu(CLE, p)
            assert who
            assert avis[f"nmNaiDec{place}"] == capitals(who.family_name)
            assert avis[f"prnmDec{place}"] == " ".join(capitals(name) for name in who.given_names)
            born = avis[f"dateNaisDec{place}"]
            assert f"{born['annee']}-{born['mois']}-{born['jour']}" == who.birthdate
            assert f.foyer.naissances[place - 1] == who.naissance.year


def test_nobody_is_no_declarant() -> None:
    """A notice that names the second adult of a souche of one is refused, not served half empty."""
    (f,) = foyers(CLE, 0, 2023)
    with pytest.raises(LookupError, match="personne 1 "):
        champs_de(CLE, f._replace(declarants=(0, 1)))


def test_parts_are_quarters_and_figures_agree_with_the_fields() -> None:
    """The light figures are those of the whole notice."""
    for f in NOTICES[:400]:
        avis, figures = champs_de(CLE, f), chiffres(f)
        assert figures.nb_part * 4 == int(figures.nb_part * 4) >= 4
        assert (figures.rfr, figures.nb_part, figures.sit_fam) == (avis["rfr"], avis["nbPart"], avis["sitFam"])
        assert figures.nb_pac == avis["pac"]["nbPac"]
        assert figures.mnt_revbareme == avis.get("mntRevbareme")
        assert (figures.imp_av_imput, figures.mont_tot_ir) == (avis["impAvImput"], avis["montTotIr"])
        assert (figures.rev_imposable, figures.revenu_brut_global) == (avis["revImposable"], avis["revenuBrutGlobal"])


def test_invoice_lines_are_those_of_the_notice() -> None:
    """The lines of the couple worked out above: wages, letting, flat tax, relief."""
    (f,) = foyers(CLE, 15, 2023)
    last = {line["codeLigne"]: line.get("colonne4") for line in facture_de(f)}
    assert last == {
        "0010": "Total",
        "0020": None,
        "0240": "42928",
        "0706": None,
        "0710": "2938",
        "1570": "5",
        "1830": "567",
    }


def test_addresses_say_the_same_thing_twice() -> None:
    """One line, and its parts; the department of the tax is that of the address."""
    for f in NOTICES[:400]:
        avis = champs_de(CLE, f)
        detail = avis["aftDetail"]
        assert avis["aft"] == " ".join(detail.values())
        assert re.fullmatch(r"\d{5} .+", detail["codePostal"])
        overseas = f.foyer.departement.startswith("97")
        assert overseas == detail["codePostal"].startswith("97")


def test_late_and_corrective_notices_have_their_own_dates_and_role() -> None:
    """Recovered on their day, established on a Friday before; corrected figures under another role and the same FIP number."""
    late = [f for n in range(3_000) for f in foyers(CLE, n, 2022) if f.emission]
    assert {f.correctif for f in late} == {True, False}
    for f in late:
        assert f.emission
        avis = champs_de(CLE, f)
        assert avis["datRec"] == f"{f.emission:%d/%m/%Y}"
        day, month, year = map(int, avis["datEtab"].split("/"))
        assert (year, month) == (2023, f.emission.month)
        assert date(year, month, day).weekday() == 4
        assert avis["numRole"] != "011"
        if f.correctif:
            (first,) = (g for g in foyers(CLE, f.declarants[0] // 2, 2022) if fip(g) == fip(f) and not g.correctif)
            assert champs_de(CLE, first)["revenuBrutGlobal"] < avis["revenuBrutGlobal"]


def test_a_fip_number_is_one_household_s() -> None:
    """Stable over the years, different before and after a union, shared with nobody."""
    owners: dict[str, tuple[int, ...]] = {}
    for n in range(800):
        for annee in range(2021, 2026):
            for f in foyers(CLE, n, annee):
                assert re.fullmatch(r"98\d{10}[A-Z]", fip(f))
                assert owners.setdefault(fip(f), f.declarants) == f.declarants
    assert len(owners) > 800


def test_usage_names_come_from_the_spouse() -> None:
    """Married women often bear it, men seldom, partners of a PACS never; nobody before the wedding."""
    borne: dict[str, list[bool]] = {"female": [], "male": []}
    for n in range(3_000):
        life = histoire(CLE, n).vie
        if life.union is None or len(life.deces) < 2:
            continue
        for rang, adulte in enumerate(life.souche.adultes):
            p = 2 * n + rang
            assert usage(CLE, p, life.union.mariage - 1) is None
            if life.unis(2023) and life.union.lettre_en(2023) == "O":
                assert usage(CLE, p, 2023) is None
            if life.unis(2023) and life.union.lettre_en(2023) == "M":
                name = usage(CLE, p, 2023)
                other = individu(CLE, p ^ 1)
                assert other
                assert name in {None, other.family_name}
                borne[adulte.genre].append(name is not None)
    assert 0.7 < sum(borne["female"]) / len(borne["female"]) < 0.85
    assert sum(borne["male"]) / len(borne["male"]) < 0.05


def test_the_tax_on_real_estate_follows_the_threshold() -> None:
    """Above 1 300 000 € net and not at it."""
    (f,) = foyers(CLE, 0, 2023)
    assert not redevable(f._replace(patrimoine=1_300_000))
    assert redevable(f._replace(patrimoine=1_300_001))


def test_the_population_is_the_door_to_all_that() -> None:
    """A seed, then people, numbers, notices: the same as by the modules behind it."""
    world = Population(0)
    f: FoyerAnnuel
    (f,) = world.foyers(15, 2023)
    assert world.avis(f) == champs_de(CLE, f)
    assert world.facture(f) == facture_de(f)
    assert world.chiffres(f) == chiffres(f)
    who = world.individu(30)
    assert who
    assert world.numero_de_spi(who.spi) == 30
    assert world.retrouver(who.pivot) == (30,)
    assert world.usage(30, 2023) is None
    assert world.souches == 40_000_000
    assert Population(1).foyers(15, 2023) != world.foyers(15, 2023)
