"""What a file may not state of a persona, and the sentence that each mistake is answered with."""

import json
from datetime import date

import pytest

from rulebook.formats.reading import Unreadable, read_json, read_toml
from rulebook.formats.statement import Statement, born_after

HEAD = 'id = "x"\n'
JOINT = '[conjoint]\n[[foyer]]\nannee = 2024\nfin = 2024-09-03\nsituation = { sit_fam = "M" }\n'
AGAIN = '[[foyer]]\nannee = 2024\ndebut = 2024-10-02\nsituation = { sit_fam = "V" }'
WIDOW = 'situation = { sit_fam = "V" }'

REFUSED = [
    ('[[foyer]]\nsituation = { sit_fam = "M" }', "situation M sans second déclarant : ajoutez une table [conjoint]"),
    ('[[foyer]]\nsituation = { sit_fam = "O" }', "situation O sans second déclarant"),
    ('[conjoint]\n[[foyer]]\nsituation = { sit_fam = "V" }', "un foyer V n'a pas de second déclarant : ôtez-le"),
    ('[[foyer]]\nspi_conjoint = "0600000422622"', "un foyer C n'a pas de second déclarant"),
    ("[[foyer]]\ndeclaration = { 1BJ = 5 }", "un foyer C n'a pas de second déclarant"),
    (
        '[conjoint]\n[[foyer]]\nsituation = { sit_fam = "M", cases = ["T"] }',
        "la case T dit que l'on vit seul : ôtez-la",
    ),
    ('[[foyer]]\nsituation = { sit_fam = "D", cases = ["F"] }', "la case F concerne un couple"),
    ('[[foyer]]\nsituation = { sit_fam = "C", enfants = { F = 1, G = 2 } }', "G ne peut pas dépasser F"),
    ('[[foyer]]\nsituation = { sit_fam = "C", enfants = { I = 1 } }', "I ne peut pas dépasser H"),
    ('[[foyer]]\nsituation = { sit_fam = "C", enfants = { F = -1 } }', "un nombre de personnes n'est jamais négatif"),
    ('[[foyer]]\nsituation = { sit_fam = "C", imposition_separee = true }', "l'imposition séparée se choisit l'année"),
    ('[[foyer]]\nsituation = { sit_fam = "C", enfants = { F = 100 } }', "aucun foyer n'est si nombreux"),
    ('[[foyer]]\nsituation = { sit_fam = "C", enfants = { F = 1 }, cases = ["T", "N"] }', "ôtez l'une des deux"),
    (
        '[[foyer]]\nsituation = { sit_fam = "M", imposition_separee = true, cases = ["F"] }',
        "la case F concerne un couple imposé ensemble",
    ),
    (
        '[[foyer]]\nspi_conjoint = "0600000422622"\nsituation = { sit_fam = "M", imposition_separee = true }',
        "imposé séparément, un foyer M n'a pas de second déclarant",
    ),
    (
        '[[foyer]]\ndeclaration = { 1BJ = 5 }\nsituation = { sit_fam = "O", imposition_separee = true }',
        "imposé séparément, un foyer O n'a pas de second déclarant",
    ),
    *(
        (f"[[foyer]]\ndeclaration = {{ {box} = 5 }}", "un foyer C n'a pas de second déclarant")
        for box in "3VK 5IC 5YB 5LO 5LP 5LC 5LF 5OD 5OG 5IQ 5RC 5RE 5UA 5UB 5UE 6NT 6RT 7AE".split()
    ),
    (
        '[conjoint]\nbirthdate = "2010-01-01"\n[[foyer]]\nannee = 2024\nsituation = { sit_fam = "M" }',
        "mineur en 2024 : un mineur ne déclare pas",
    ),
    (
        '[conjoint]\nbirthdate = "2005-01-01"\n[[foyer]]\nsituation = { sit_fam = "M" }',
        "mineur en 2021 : un mineur ne déclare pas",
    ),
    ('[[foyer]]\nsituation = { sit_fam = "C" }\navis = { sitFam = "M" }', "sitFam M dans l'avis d'un foyer C"),
    ("[[foyer]]\ndeclaration = { 1AJ = -1 }", "la case 1AJ ne peut pas être négative : un déficit a sa propre case"),
    ("[[foyer]]\ndeclaration = { 1AL = 1 }", "case inconnue de la déclaration 2042 : 1AL (vouliez-vous 1A"),
    ("[[foyer]]\ndeclaration = { ZZZZ = 1 }", "case inconnue de la déclaration 2042 : ZZZZ"),
    ("[[foyer]]\nannee = 2024\ndebut = 2024-03-02", "debut sans l'autre avis : celui d'avant le décès manque"),
    (
        "[[foyer]]\nannee = 2024\nfin = 2024-03-02\n[[foyer]]\nannee = 2024\ndebut = 2024-03-01",
        "deux avis qui se chevauchent",
    ),
    ("[[foyer]]\nannee = 2024\n[[foyer]]\nannee = 2024\ndebut = 2024-03-01", "deux avis qui se chevauchent"),
    (f"{JOINT}[[foyer]]\nannee = 2024\ndebut = 2024-09-04\nfin = 2024-05-01\n{WIDOW}", "est avant debut"),
    (f"{JOINT}[[foyer]]\nannee = 2024\ndebut = 2024-09-04", "deux avis la même année, c'est un décès"),
    (
        f"[[foyer]]\nannee = 2024\nfin = 2024-09-03\n[[foyer]]\nannee = 2024\ndebut = 2024-09-04\n{WIDOW}",
        "deux avis la même année, c'est un décès",
    ),
    (
        f"{JOINT}[[foyer]]\nannee = 2024\ndebut = 2024-09-04\nfin = 2024-10-01\n{WIDOW}\n{AGAIN}",
        "deux avis la même année, c'est un décès",
    ),
    (
        "[[foyer]]\nannee = 2024\nfin = 2024-09-03\n[[foyer]]\nannee = 2025",
        "aucun avis ne suit un décès sans survivant",
    ),
    ("[[foyer]]\n[[foyer]]\nannee = 2024\nfin = 2024-09-03", "aucun avis ne suit un décès sans survivant"),
    (f"{JOINT}[[foyer]]\nannee = 2025\n{WIDOW}", "aucun avis ne suit un décès sans survivant"),
    ('[identity]\nbirthplace = "99350"', "la forme attendue est"),
    ('[identity]\nbirthdate = "1977-01-03"\nidp_birthdate = "1977-00-03"', "la forme attendue est"),
    ("[[foyer]]\nannee = 2024\n[[foyer]]\nannee = 2024", "deux avis pour la même période"),
    ("[[foyer]]\n[[foyer]]", "deux entrées sans annee"),
    ("[[foyer]]\ndebut = 2024-03-01", "debut veut une annee"),
    ("[[foyer]]\nemission = 2025-12-01", "emission veut une annee"),
    ("[[foyer]]\nannee = 2024\nfin = 2023-03-01", "2023-03-01 n'est pas dans l'année de revenus 2024"),
    ("[[foyer]]\nannee = 2024\nemission = 2024-12-01", "n'existe pas avant 2025"),
    ('[identity]\nbirthdate = "2010-01-01"\n[[foyer]]\nannee = 2024', "mineur en 2024 : un mineur ne déclare pas"),
    ('[identity]\nbirthdate = "1977-00-03"', "1977-00-03 n'est pas un jour"),
    ('[identity]\nbirthdate = "1951-11-02"\nidp_birthdate = "1951-11-00"', "veut birthdate 1951-11-01"),
    ('[identity]\nbirthplace = ""', "il manque la commune de naissance"),
    ('[identity]\nbirthplace = "44109"\nbirthcountry = "99350"', "né à l'étranger (99350), birthplace est vide"),
    ('[identity]\nbirthplace = "99134"', "la forme attendue est"),
    ('[identity]\nbirthcountry = "99100"', "il manque la commune de naissance"),
    ('[identity]\ngiven_name = "Marie Ange"', "énoncez given_name_array"),
    ('[identity]\ngiven_name = "A"\ngiven_name_array = ["A", "B"]', "jointe par une espace, ou s'omettre"),
    ('[identity]\nemail = "quelqu\'un"', "n'est pas une adresse électronique"),
    (f'[identity]\ngiven_name_array = ["{"A" * 257}"]', "au plus 256 caractère(s)"),
    ('[identity]\ngenre = "female"', "clé inconnue (vouliez-vous « gender » ?)"),
    ("[[foyer]]\nannees = 2024", "clé inconnue (vouliez-vous « annee » ?)"),
    ("[[foyer]]\navis = { rfrr = 1 }", "champ inconnu de l'API : rfrr"),
    ('[[foyer]]\nreponse = { http = 404, codeapp = "4041" }\navis = { rfr = 1 }', "jamais les deux"),
    ("[[foyer]]\ndeclaration = { 1AJ = 1000000000000 }", "un montant est en euros, sans centimes"),
    ('[[foyer]]\navis = { aftDetail = "12 RUE" }', "aftDetail n'a pas la forme de l'API"),
    ("[[foyer]]\navis = { dateNaisDec1 = { annee = 1973 } }", "dateNaisDec1 n'a pas la forme de l'API"),
    ("[[foyer]]\navis = { rfr = 9223372036854775808 }", "rfr n'a pas la forme de l'API"),
    ('[[foyer]]\navis = { rfr = "abc" }', "rfr n'a pas la forme de l'API : un entier de 64 bits"),
    ("[[foyer]]\navis = { montTotIr = 1.5 }", "montTotIr n'a pas la forme de l'API"),
    ("[[foyer]]\navis = { impAvImput = true }", "impAvImput n'a pas la forme de l'API"),
    ('[[foyer]]\navis = { pensAlPer = "12" }', "pensAlPer n'a pas la forme de l'API"),
    ("[[foyer]]\navis = { nbPart = 1.3 }", "nbPart n'a pas la forme de l'API : un nombre par quarts"),
    ("[[foyer]]\navis = { nbPart = 0 }", "nbPart n'a pas la forme de l'API"),
    ('[[foyer]]\navis = { sitFam = "X" }', "sitFam n'a pas la forme de l'API : M, O, C, D ou V"),
    ("[[foyer]]\navis = { sitFam = [] }", "sitFam n'a pas la forme de l'API"),
    ("[[foyer]]\navis = { nmNaiDec1 = 3 }", "nmNaiDec1 n'a pas la forme de l'API : un texte"),
    ("[[foyer]]\navis = { pac = { nbPac = -1 } }", "pac n'a pas la forme de l'API : une table d'entiers"),
    ("[[foyer]]\navis = { pac = { nbPacZ = 1 } }", "pac n'a pas la forme de l'API"),
    ('[[foyer]]\navis = { aftDetail = { ville = "ARLES" } }', "aftDetail n'a pas la forme de l'API"),
    ('[[foyer]]\navis = { rev = { tspr = [{ code = "1AJ", valeur = 3 }] } }', "rev n'a pas la forme de l'API"),
    ("[[foyer]]\navis = { rev = { salaires = [] } }", "rev n'a pas la forme de l'API"),
    ('[[foyer]]\navis = { sitParDeclaree = { sitPartZ = "Z" } }', "sitParDeclaree n'a pas la forme de l'API"),
    ("[[foyer]]\nannee = 2019", "aucune loi n'est connue avant 2021"),
    ("[[foyer]]\navis = { rev = { tspr = [9223372036854775808] } }", "rev n'a pas la forme de l'API"),
    ('[[foyer]]\navis = { rfr = 1, sitFam = "C", nbPart = "deux" }', "nbPart n'a pas la forme de l'API : un nombre"),
    ('[[foyer]]\navis = { rfr = 1, sitFam = "C", nbPart = -1.0 }', "nbPart n'a pas la forme de l'API : un nombre"),
    ("[[foyer]]\nannee = 2024\nemission = 9999-12-31", "aucun avis n'est émis après 2199"),
    ('trouble = "E010099"', "ennui inconnu : E010099 ; au choix E010004, "),
    (
        "deces = 2023-03-04\n[[foyer]]\nannee = 2024",
        "aucun avis sur les revenus 2024 : la personne est décédée le 2023-03-04",
    ),
    ('[idp]\nprenom = "Ada"', "clé inconnue"),
    ('[identity]\nfamily_name = "  "', "un nom est attendu"),
    ('fault = "id_token.nonce.forein"', "anomalie inconnue : id_token.nonce.forein"),
    ('fault = "jwks.response.503"', "jwks.response.503 ne peut venir d'une connexion"),
    ('fault = "transport.cut"', "transport.cut ne peut venir d'une connexion"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_a_household_that_cannot_be_is_refused_with_what_to_do(text: str, sentence: str) -> None:
    """On its line, in French and in English."""
    with pytest.raises(Unreadable) as refused:
        read_toml(Statement, HEAD + text)
    said = [problem for problem in refused.value.problems if sentence in problem.says.fr]
    assert said, refused.value.problems
    assert said[0].line
    assert said[0].line > 1
    assert said[0].says.en != said[0].says.fr


@pytest.mark.parametrize("spi", ["1900000001017", "4900000001792", "190000000179", "19000000017921"])
def test_a_number_that_could_be_somebodys_is_refused(spi: str) -> None:
    """A real key is below 511, and a real number begins with 0 to 3."""
    for text in (f'login = "{spi}"', f'[conjoint]\n[[foyer]]\nspi_conjoint = "{spi}"\nsituation = {{ sit_fam = "M" }}'):
        with pytest.raises(Unreadable, match="pourrait être réel"):
            read_toml(Statement, HEAD + text)


def test_a_spouse_is_somebody_else() -> None:
    """The persona's own number is refused for the second declarant."""
    text = 'login = "0600000422622"\n[[foyer]]\nspi_conjoint = "0600000422622"\nsituation = { sit_fam = "M" }'
    with pytest.raises(Unreadable, match="donnez-lui le sien"):
        read_toml(Statement, HEAD + text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[conjoint]\n[[foyer]]\nsituation = { sit_fam = "M" }',
        '[[foyer]]\nspi_conjoint = "0600000422622"\nsituation = { sit_fam = "M" }',
        '[[foyer]]\nsituation = { sit_fam = "M", imposition_separee = true }',
        '[[foyer]]\nsituation = { sit_fam = "V", enfants = { F = 2, G = 2 }, cases = ["T", "L"] }',
        "[[foyer]]\n[[foyer]]\nannee = 2024\n[[foyer]]\nannee = 2024\nemission = 2025-12-01",
        f"{JOINT}[[foyer]]\nannee = 2024\ndebut = 2024-09-04\n{WIDOW}\n[[foyer]]\n{WIDOW}",
        f"{JOINT}[[foyer]]\nannee = 2024\ndebut = 2024-09-04\nfin = 2024-10-01\n{WIDOW}",
        "[[foyer]]\nannee = 2023\n[[foyer]]\nannee = 2024\nfin = 2024-03-02",
        '[[foyer]]\nspi_conjoint = "0600000422622"\navis = { rfr = 9, sitFam = "M", nbPart = 2 }',
        '[conjoint]\nbirthdate = "2003-12-31"\n[[foyer]]\nsituation = { sit_fam = "O", cases = ["F", "S", "P"] }',
        '[[foyer]]\nannee = 2024\nreponse = { http = 404, codeapp = "4041" }',
        '[[foyer]]\nannee = 2018\navis = { rfr = 0, sitFam = "C", nbPart = 1.0 }',
        '[identity]\nbirthcountry = "99350"',
        '[identity]\nbirthplace = "2A004"',
        'foyer = []\n[identity]\nbirthdate = "2020-01-01"',
    ],
)
def test_what_can_be_is_read(text: str) -> None:
    """A statement may be as short as an id."""
    assert read_toml(Statement, HEAD + text).id == "x"


def test_nobody_is_born_tomorrow() -> None:
    """Neither the persona nor the spouse; a birth today is none of tomorrow's."""
    born = read_toml(Statement, HEAD + 'foyer = []\n[identity]\nbirthdate = "2026-05-02"')
    assert born_after(born, date(2026, 5, 1))
    assert not born_after(born, date(2026, 5, 2))
    spouse = read_toml(Statement, HEAD + '[conjoint]\nbirthdate = "2026-05-02"')
    assert born_after(spouse, date(2026, 5, 1))


def test_what_the_sandbox_serves_may_be_stated() -> None:
    """Recorded answers have 6.75 parts, a tax below zero, a usage name that is null."""
    avis = {
        "rfr": 33640,
        "sitFam": "O",
        "nbPart": 6.75,
        "montTotIr": -36,
        "nmUsaDec2": None,
        "aftDetail": {"commune": None},
    }
    text = json.dumps({"id": "x", "foyer": [{"annee": 2021, "avis": avis}]})
    (foyer,) = read_json(Statement, text).foyer or ()
    assert foyer.avis == avis
