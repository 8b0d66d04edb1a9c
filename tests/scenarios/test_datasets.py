"""The DGFiP's fictitious data sets: the layouts in circulation, read as stated or refused where they are wrong."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.formats.persona import Provided, Reponse
from scenarios.datasets.dataset import Dataset
from scenarios.datasets.reading import Refused, read

EXAMPLES = Path(__file__).parents[2] / "docs/exemples"
IDENTITIES, TAX, HOUSING = (
    (EXAMPLES / f"{name}.csv").read_text(encoding="utf-8") for name in ("identites", "impot", "logements")
)
TAX_HEAD = (
    "spi,annrev,rfr,sitFam,nbParts,pac.nbPac,nmNaiDec1,nmUsaDec1,prnmDec1,aft,aftDetail.complementAdresse,aftDetail.voie,"
    "aftDetail.codePostal,rev.tspr,codeHTTP,codeapp"
)
IDENTITY_HEAD = (
    "login,password,family_name,preferred_username,given_name,gender,email,phone_number,birthdate,birthplace,birthcountry,"
    "country,locality,postal_code,street_address"
)
HOUSING_HEAD = (
    "spi,annrev,numVoie,btq,libelleVoie,libelleCommune,regimeTax,locaux1.natureLocal,locaux1.affectation,locaux1.invariant,"
    "codeHTTP,codeapp"
)
SPI = "3999999700512"


def identity(**changes: str) -> str:
    """A file with one identity, some of its cells changed."""
    cells = dict.fromkeys(IDENTITY_HEAD.split(","), "") | {
        "login": SPI,
        "family_name": "EXEMPLE",
        "given_name": "PRENOM A",
        "gender": "female",
        "email": "a@example.org",
        "birthdate": "1973-08-02",
        "birthplace": "75056",
        "birthcountry": "99100",
        **changes,
    }
    return f"{IDENTITY_HEAD}\n{','.join(cells.values())}\n"


def tax(**changes: str) -> str:
    """A file with one notice, some of its cells changed; `.` in a column name is written `_` here."""
    stated = {"spi": SPI, "annrev": "2024", "rfr": "1", "codeHTTP": "200"}
    stated |= {name.replace("_", "."): value for name, value in changes.items()}
    cells = dict.fromkeys(TAX_HEAD.split(","), "") | stated
    return f"{TAX_HEAD}\n{','.join(cells.values())}\n"


def housing(**changes: str) -> str:
    """A file with one home, some of its cells changed; `.` in a column name is written `_` here."""
    stated = {"spi": SPI, "annrev": "2024", "regimeTax": "P", "codeHTTP": "200"}
    stated |= {name.replace("_", "."): value for name, value in changes.items()}
    cells = dict.fromkeys(HOUSING_HEAD.split(","), "") | stated
    return f"{HOUSING_HEAD}\n{','.join(cells.values())}\n"


def mistakes(*files: tuple[str, str]) -> list[str]:
    """Every sentence that refuses those files."""
    with pytest.raises(Refused) as refused:
        read(files)
    return [mistake.located() for mistake in refused.value.mistakes]


def stated(dataset: Dataset, spi: str, annee: int) -> object:
    """Fields of the one notice of that row."""
    found = dataset.rows.of(spi)
    assert found
    (notice,) = found.notices[annee]
    return notice.avis or notice.reponse


# ------------------------------------------------------------ what is read
def test_a_notice_row_is_read_as_stated() -> None:
    """Padding goes, types are the API's, an empty cell states nothing, and nothing is worked out."""
    dataset = read([("impot.csv", TAX)])
    assert stated(dataset, SPI, 2024) == {
        "rfr": 28678,
        "sitFam": "C",
        "nbPart": 1.0,
        "pac": {"nbPac": 0},
        "nmNaiDec1": "EXEMPLE UN",
        "prnmDec1": "PRENOM ANNE",
        "aft": "1 RUE DES TILLEULS 09000 VILLEFICTIVE",
        "aftDetail": {"voie": "1 RUE DES TILLEULS", "codePostal": "09000 VILLEFICTIVE"},
        "rev": {"tspr": [{"code": "1AJ", "valeur": "35200"}, {"code": "1AK", "valeur": "6522"}]},
    }
    assert stated(dataset, "3999999700513", 2024) == Reponse(http=410, codeapp="4101")
    assert dataset.personas == ()


def test_a_housing_row_is_read_as_stated() -> None:
    """One home with its premises; the 204 of a year without any."""
    found = read([("logements.csv", HOUSING)]).rows.of(SPI)
    assert found
    (home,) = found.housing[2024]
    assert home.situation == {
        "numVoie": "0001",
        "btq": "B",
        "libelleVoie": "RUE DES TILLEULS",
        "libelleCommune": "VILLEFICTIVE",
        "regimeTax": "P",
        "locaux": [{"natureLocal": "MA", "affectation": "H", "invariant": "1234567906A"}],
    }
    (none,) = found.housing[2023]
    assert none.reponse == Reponse(http=204, codeapp="2044")
    assert found.notices == {}


def test_an_identity_is_who_the_rnipp_knows() -> None:
    """A lost zero given back, a presumed day made the first, nothing but a country abroad: each said in a remark."""
    dataset = read([("identites.csv", IDENTITIES)])
    one, two, three = (persona.identity for persona in dataset.personas)
    assert (one.family_name, one.given_name_array, one.birthplace, one.birthcountry) == (
        "EXEMPLE UN",
        ("PRENOM", "ANNE"),
        "09122",
        "99100",
    )
    assert (two.birthdate, two.birthplace, two.preferred_username) == ("1949-01-01", "2A004", "EXEMPLE")
    assert (three.birthplace, three.birthcountry, three.preferred_username) == ("", "99133", None)
    assert [remark.located() for remark in dataset.remarks] == [
        "identites.csv:2: colonne 10 « birthplace » : zéro initial rendu : 09122",
        "identites.csv:3: colonne 9 « birthdate » : date présumée, certifiée au 1949-01-01",
    ]
    assert [persona.login for persona in dataset.personas] == [SPI, "3999999700513", "3999999700514"]


@pytest.mark.parametrize(
    ("cells", "birth"),
    [
        ({"birthplace": "97101"}, ("97101", "99100")),
        ({"birthplace": "98729"}, ("98729", "99100")),
        ({"birthplace": "9225"}, ("09225", "99100")),
        ({"birthplace": "75056", "birthcountry": ""}, ("75056", "99100")),
        ({"birthplace": "99133", "birthcountry": ""}, ("", "99133")),
        ({"birthplace": "99133", "birthcountry": "99133"}, ("", "99133")),
        ({"birthplace": "PORTO", "birthcountry": "99139"}, ("", "99139")),
    ],
)
def test_a_place_of_birth_is_a_commune_or_a_country(cells: dict[str, str], birth: tuple[str, str]) -> None:
    """Overseas communes are French, a place abroad is only its country."""
    (persona,) = read([("f.csv", identity(**cells))]).personas
    assert (persona.identity.birthplace, persona.identity.birthcountry) == birth


@pytest.mark.parametrize(("written", "certified"), [("1950-11-00", "1950-11-01"), ("1950-00-00", "1950-01-01")])
def test_a_presumed_date_is_certified(written: str, certified: str) -> None:
    """The RNIPP gives a full date, always (E)."""
    (persona,) = read([("f.csv", identity(birthdate=written))]).personas
    assert persona.identity.birthdate == certified
    assert persona.idp.birthdate == written


def test_a_provider_goes_on_saying_what_the_rnipp_does_not() -> None:
    """A town abroad; what both say alike is not stated twice."""
    (abroad,) = read([("f.csv", identity(birthplace="PORTO", birthcountry="99139"))]).personas
    assert abroad.idp == Provided(birthplace="PORTO")
    (here,) = read([("f.csv", identity(birthplace="75056", birthcountry=""))]).personas
    assert here.idp == Provided()


def spreadsheet(text: str) -> str:
    """What a spreadsheet in French saves: `;`, CRLF, a byte-order mark, and lines of nothing at the end."""
    return "\ufeff" + text.replace(",", ";").replace("\n", "\r\n") + ";;;;\r\n\r\n"


@pytest.mark.parametrize("text", [IDENTITIES, TAX, HOUSING])
def test_a_spreadsheet_may_have_saved_it(text: str) -> None:
    """Separator, line ends, byte-order mark and empty lines do not count, nor the order of columns."""
    usual, saved = read([("f.csv", text)]), read([("f.csv", spreadsheet(text))])
    turned = "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines())
    assert list(saved.rows.each()) == list(usual.rows.each()) == list(read([("f.csv", turned)]).rows.each())
    assert saved.personas == usual.personas


def test_parts_may_have_a_decimal_comma() -> None:
    """As a spreadsheet in French writes them."""
    text = tax(nbParts="2.75").replace(",", ";").replace("2.75", "2,75")
    assert stated(read([("f.csv", text)]), SPI, 2024) == {"rfr": 1, "nbPart": 2.75}


def test_quotes_keep_a_separator_and_a_line_end() -> None:
    """RFC 4180; the line of what follows counts the lines of the file."""
    text = tax(aft='"1, RUE X\n75001 PARIS"') + "9" + tax().splitlines()[1][1:] + "\n"
    assert mistakes(("f.csv", text))[0].startswith("f.csv:4: colonne 1 « spi »")
    fields = stated(read([("f.csv", tax(aft='"1, RUE X"'))]), SPI, 2024)
    assert fields == {"rfr": 1, "aft": "1, RUE X"}


def test_the_same_line_twice_is_one() -> None:
    """The published identities come in two files that share people."""
    dataset = read([("a.csv", TAX), ("b.csv", TAX), ("c.csv", IDENTITIES), ("d.csv", IDENTITIES)])
    assert len(list(dataset.notices())) == 4
    assert len(dataset.personas) == 3


PERSONA = """format = 1
id = "quelqu-un"
traits = ["exemple"]
lesson_fr = "Une phrase."
lesson_en = "A sentence."
login = "1900000099999"

[identity]
family_name = "EXEMPLE"
given_name = "ANNE"
given_name_array = ["ANNE"]
gender = "female"
birthdate = "1973-08-02"
birthplace = "75056"
birthcountry = "99100"
email = "anne@example.org"
"""


def test_a_persona_is_read_with_them() -> None:
    """A TOML file beside the tables; what is wrong in it is said in the sentences of its own format."""
    dataset = read([("impot.csv", TAX), ("qui.toml", PERSONA)])
    assert [(persona.login, persona.identity.family_name) for persona in dataset.personas] == [
        ("1900000099999", "EXEMPLE")
    ]
    broken = PERSONA.replace("traits =", "trait =")
    assert "qui.toml:3: trait : clé inconnue (vouliez-vous « traits » ?)" in mistakes(("qui.toml", broken))


# ------------------------------------------------------------ what is refused
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (tax(spi="1234567890123"), "2: colonne 1 « spi » : le SPI 1234567890123 pourrait être réel"),
        (tax(spi="399999970051"), "2: colonne 1 « spi » : 13 chiffres sont attendus, pas « 399999970051 »"),
        (tax(spi="3.99E+12"), "2: colonne 1 « spi » : 13 chiffres sont attendus"),
        (tax(spi=""), "2: colonne 1 « spi » : une valeur est attendue"),
        (tax(annrev="24"), "2: colonne 2 « annrev » : une année de revenus sur 4 chiffres"),
        (tax(annrev="1999"), "2: colonne 2 « annrev » : une année de revenus"),
        (tax(rfr="28 678"), "2: colonne 3 « rfr » : un entier est attendu, pas « 28 678 »"),
        (tax(rfr="1.5"), "2: colonne 3 « rfr » : un entier"),
        (tax(sitFam="X"), "2: colonne 4 « sitFam » : attendu : M, O, C, D, V ; pas « X »"),
        (tax(nbParts="deux"), "2: colonne 5 « nbParts » : un nombre de parts"),
        (tax(pac_nbPac="un"), "2: colonne 6 « pac.nbPac » : un entier"),
        (tax(rev_tspr="1AJ:35200"), "2: colonne 14 « rev.tspr » : des cases sont attendues comme 1AJ=35200:1AK=6522"),
        (tax(rev_tspr="1AJ=35200:"), "2: colonne 14 « rev.tspr » : des cases"),
        (tax(codeHTTP=""), "2: colonne 15 « codeHTTP » : une valeur est attendue"),
        (tax(codeHTTP="302"), "2: colonne 15 « codeHTTP » : 200, 204 ou un statut d'erreur"),
        (tax(codeHTTP="410"), "2: colonne 16 « codeapp » : un codeHTTP autre que 200 veut son codeapp"),
        (tax(codeHTTP="410", codeapp="x"), "2: colonne 16 « codeapp » : un code de 4 à 6 chiffres"),
        (tax() + "a,b\n", "3: 2 cellules, 16 attendues"),
        (tax() + '"a,b\n', "3: tableau illisible"),
        (housing(regimeTax="S"), "2: colonne 7 « regimeTax » : attendu : P"),
        (housing(locaux1_natureLocal="XX"), "2: colonne 8 « locaux1.natureLocal » : attendu : MA, AP, ME, MP"),
        (housing(locaux1_affectation="C"), "2: colonne 9 « locaux1.affectation » : attendu : H"),
        (housing(locaux1_invariant="123A"), "2: colonne 10 « locaux1.invariant » : 10 chiffres et une lettre"),
        (identity(login="durand"), "2: colonne 1 « login » : 13 chiffres"),
        (
            identity(family_name=""),
            "2: colonne 3 « family_name » : FranceConnect refuse une identité sans cette valeur",
        ),
        (identity(given_name=""), "2: colonne 5 « given_name » : FranceConnect refuse"),
        (identity(gender=""), "2: colonne 6 « gender » : FranceConnect refuse"),
        (identity(gender="F"), "2: colonne 6 « gender » : attendu : female, male, unspecified"),
        (identity(email=""), "2: colonne 7 « email » : FranceConnect refuse"),
        (identity(email="a"), "2: colonne 7 « email » : une adresse e-mail"),
        (identity(email="a@b"), "2: colonne 7 « email » : une adresse e-mail"),
        (identity(birthdate="02/08/1973"), "2: colonne 9 « birthdate » : une date AAAA-MM-JJ est attendue"),
        (identity(birthdate="1977-00-03"), "2: colonne 9 « birthdate » : une date"),
        (identity(birthdate="1973-02-30"), "2: colonne 9 « birthdate » : une date"),
        (identity(birthplace=""), "2: colonne 10 « birthplace » : le code INSEE de la commune est attendu"),
        (identity(birthplace="PARIS"), "2: colonne 10 « birthplace » : un code INSEE de commune"),
        (identity(birthplace="99133"), "2: colonne 10 « birthplace » : un code INSEE de commune"),
        (identity(birthcountry="FR"), "2: colonne 11 « birthcountry » : un code INSEE de pays"),
        (identity(family_name="X" * 257), "2: colonne 3 « family_name » : 256 caractères au plus"),
        (f"{TAX_HEAD}\n", " aucune ligne sous l'en-tête"),
        (TAX_HEAD.replace("rfr", "rfrr") + "\n", "1: colonne 3 « rfrr » : colonne inconnue (vouliez-vous « rfr » ?)"),
        (TAX_HEAD.replace("rfr,", "") + "\n", "1: colonne absente (impôt sur le revenu) : rfr"),
        (TAX_HEAD + ",rfr\n", "1: colonne 17 « rfr » : colonne en double"),
        ("nom;prénom\n", "1: en-tête inconnu. Attendu : identités (login, password"),
        ("", " fichier vide"),
        ("\ufeff\r\n", " fichier vide"),
        ("a\0b", " ce n'est pas un fichier texte"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(text: str, says: str) -> None:
    """File, line, column and its name, and what was expected."""
    found = mistakes(("f.csv", text))
    assert any(mistake.startswith(f"f.csv:{says}") for mistake in found), found


@pytest.mark.parametrize("cell", ["x" * 3_000, "EX\x1b[2JMPLE"])
def test_a_cell_that_cannot_be_shown_is_not_repeated(cell: str) -> None:
    """Neither to a terminal, nor at the price of every other sentence."""
    for text in (identity(family_name=cell), tax(rfr=cell)):
        with pytest.raises(Refused) as refused:
            read([("a.csv", text)])
        (mistake,) = refused.value.mistakes
        assert mistake.place.line == 2
        assert "2000 caractères au plus, sans caractère de contrôle" in mistake.says.fr


def test_everything_wrong_is_said_at_once() -> None:
    """In the order of the files, lines and columns, in the language that is asked."""
    with pytest.raises(Refused) as refused:
        read([("a.csv", tax(rfr="x", sitFam="y")), ("b.csv", ""), ("c.csv", TAX), ("d.csv", identity(gender="z"))])
    assert [(one.place.file, one.place.line, one.place.column) for one in refused.value.mistakes] == [
        ("a.csv", 2, 3),
        ("a.csv", 2, 4),
        ("b.csv", None, None),
        ("d.csv", 2, 6),
    ]
    assert refused.value.mistakes[0].located("en") == 'a.csv:2: column 3 "rfr": an integer is expected, not "x"'


def test_two_lines_that_differ_about_one_year_cannot_both_hold() -> None:
    """In one file or in two; the first is named."""
    assert mistakes(("a.csv", tax()), ("b.csv", tax(rfr="2"))) == [
        f"b.csv:2: {SPI}, 2024 : déjà énoncé autrement, a.csv:2"
    ]
    assert mistakes(("a.csv", identity()), ("b.csv", identity(gender="male"))) == [
        f"b.csv:2: colonne 1 « login » : {SPI} : déjà énoncé autrement, a.csv:2"
    ]
    assert len(list(read([("a.csv", tax()), ("b.csv", tax(annrev="2023"))]).notices())) == 2


def test_an_answer_without_data_states_nothing_else() -> None:
    """Its other cells are not read."""
    dataset = read([("f.csv", tax(codeHTTP="404", codeapp="4041", rfr="n/a"))])
    assert stated(dataset, SPI, 2024) == Reponse(http=404, codeapp="4041")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never another error, whatever the bytes were."""
    for name in ("f.csv", "f.toml"):
        for body in (text, f"{TAX_HEAD}\n{text}", f"{IDENTITY_HEAD}\n{text}"):
            with suppress(Refused):
                read([(name, body)])


def test_ten_thousand_rows_are_read_in_a_moment() -> None:
    """Within three seconds of this machine, as promised."""
    identities = "".join(identity(login=f"3999999{n:06d}").splitlines(keepends=True)[1] for n in range(5_000))
    notices = "".join(tax(spi=f"3999999{n:06d}").splitlines(keepends=True)[1] for n in range(5_000))
    start = time.process_time()
    dataset = read([("a.csv", f"{IDENTITY_HEAD}\n{identities}"), ("b.csv", f"{TAX_HEAD}\n{notices}")])
    assert time.process_time() - start < 3
    assert len(dataset.personas) == len(list(dataset.notices())) == 5_000
