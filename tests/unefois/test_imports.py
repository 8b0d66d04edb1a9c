"""`unefois people import`, `unefois up --people` and the control route behind them: a data set served end to end, or nothing of it."""

import json
import os
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from command_line import typed
from ports import free_base_port
from raw_client import Control, RawClient, get

from unefois import imports, processes
from unefois.composition import Bench, compose
from unefois.control.app import create_app
from unefois.settings import BenchSettings
from unefois.welcome import told as up_told

EXAMPLES = Path(__file__).parents[2] / "docs/exemples"
FILES = [str(EXAMPLES / f"{name}.csv") for name in ("identites", "impot", "logements")]
TEXTS = [{"name": Path(file).name, "text": Path(file).read_text(encoding="utf-8")} for file in FILES]
SCOPES = (
    "openid given_name family_name birthdate birthplace dgfip_rfr dgfip_nbpart dgfip_pac_nbPac dgfip_aft dgfip_locaux_th "
    "dgfip_annee_n_moins_1 dgfip_annee_n_moins_2"
)
ONE, DEUX, TROIS, CINQ = (f"3999999700{number}" for number in (512, 513, 514, 515))
IR, TH = "/situations/ir/assiettes/annrev/2024", "/situations/th/assiettes/principale/annrev/2024"
HOME = {
    "numVoie": "0001",
    "btq": "B",
    "libelleVoie": "RUE DES TILLEULS",
    "libelleCommune": "VILLEFICTIVE",
    "regimeTax": "P",
    "locaux": [{"natureLocal": "MA", "affectation": "H", "invariant": "1234567906A"}],
}


# ------------------------------------------------------------ end to end
class Imported:
    """The three files in a space of their own, and a téléservice that may ask for everything."""

    def __init__(self, bench_port: int, name: str) -> None:
        self.control = Control.of(bench_port, name)
        self.control.make(housing_tax=True)
        self.client: RawClient = self.control.register("mairie", "none", SCOPES, "RessourceIR", "RessourceTHPrincipale")
        arguments = ["people", "import", *FILES, "--port", str(bench_port), "--space", name, "--today", "2025-10-01"]
        done = typed(*arguments, "--json")
        assert done.exit_code == 0, done.output
        self.said = json.loads(done.stdout)

    def by_spi(self, spi: str, path: str) -> httpx2.Response:
        """One call by SPI."""
        return self.client.call(f"/spi/{spi}{path}", self._token())

    def by_franceconnect(self, login: str, path: str) -> httpx2.Response:
        """Log in, then one call with the citizen's token."""
        return self.client.call(path, self._token(), self.client.tokens(login)["access_token"])

    def _token(self) -> str:
        return self.client.apim_token("RessourceIR RessourceTHPrincipale")


@pytest.fixture(scope="session")
def imported(bench_port: int) -> Imported:
    """Loaded once, by the command."""
    return Imported(bench_port, f"jeu-{uuid4().hex[:8]}")


def test_the_command_says_what_it_loaded(imported: Imported) -> None:
    """Counts, somebody to log in as, and what was put right."""
    said = imported.said
    assert [said[name] for name in ("identities", "notices", "housing", "answers")] == [3, 3, 2, 2]
    assert said["login"] == ONE
    assert said["spi"] == {"spi": ONE, "annee": 2023}
    assert said["not_served"] == []
    assert len(said["remarks"]) == 2


def test_whoever_logs_in_is_whom_the_api_knows(imported: Imported) -> None:
    """A row of identities, then the same person's row of income tax, by FranceConnect and by SPI."""
    notice = {
        "rfr": 28678,
        "nbPart": 1.0,
        "pac": {"nbPac": 0},
        "aft": "1 RUE DES TILLEULS 09000 VILLEFICTIVE",
        "aftDetail": {"voie": "1 RUE DES TILLEULS", "codePostal": "09000 VILLEFICTIVE"},
    }
    for answer in (imported.by_franceconnect(ONE, IR), imported.by_spi(ONE, IR)):
        assert (answer.status_code, answer.json()) == (200, notice)


def test_their_home_is_served_both_ways(imported: Imported) -> None:
    """The same person's row of housing tax."""
    for answer in (imported.by_franceconnect(ONE, TH), imported.by_spi(ONE, TH)):
        assert (answer.status_code, answer.json()) == (200, {"situationsTH": [HOME]})


def test_stated_answers_and_absences(imported: Imported) -> None:
    """A refusal that a row states, an identity without any row, a row without identity, a home that is none."""
    assert imported.by_franceconnect(DEUX, IR).json()["erreur"]["code"] == "4101"
    assert imported.by_franceconnect(TROIS, IR).json()["erreur"]["code"] == "4101"
    answer = imported.by_spi(CINQ, IR).json()
    assert (answer["rfr"], answer["nbPart"], answer["aftDetail"]["complementAdresse"]) == (0, 2.5, "BATIMENT B")
    empty = imported.by_spi(ONE, TH.replace("2024", "2023"))
    assert (empty.status_code, empty.content) == (204, b"")


# ------------------------------------------------------------ the command
def test_check_needs_no_bench_and_loads_nothing() -> None:
    """Same reading, same counts, in sentences."""
    done = typed("people", "import", "--check", *FILES)
    assert done.exit_code == 0
    assert "3 identité(s), 3 avis, 2 logement(s), 2 réponse(s) énoncée(s)." in done.stdout
    assert "Rien n'est faux ; rien n'est chargé." in done.stdout
    assert ONE in done.stdout


def test_no_bench_is_said_with_two_ways_to_have_one() -> None:
    """Start it, or start it with the files."""
    done = typed("people", "import", *FILES, "--port", str(free_base_port()))
    assert done.exit_code == 2
    assert "« unefois up »" in done.stderr
    assert "« unefois up --people FICHIER… »" in done.stderr


def test_an_unknown_space_is_said(bench_port: int) -> None:
    """In the bench's own sentence."""
    done = typed("people", "import", FILES[0], "--port", str(bench_port), "--space", "nulle-part")
    assert done.exit_code == 2
    assert "nulle-part" in done.stderr


@pytest.mark.parametrize("space", ["default/imports?x=", "../spaces/default", "?", ""])
def test_a_space_is_a_name_and_no_address(bench_port: int, space: str) -> None:
    """Whatever it holds, no other space than that is loaded."""
    assert typed("people", "import", FILES[0], "--port", str(bench_port), "--space", space).exit_code == 2


def test_a_token_that_is_missing_or_cannot_be_is_said() -> None:
    """Not that there is no bench: there is one, which asks for it."""
    port = free_base_port()
    arguments = ["up", "--no-client", "--json", "--port", str(port)]
    with processes.module("unefois", arguments, {"UNEFOIS_TOKEN": "secret"}) as up:
        processes.wait_until_answers(f"http://127.0.0.1:{port}/control/health", up)
        for token, says in (("", "Jeton absent ou faux"), ("é", "UNEFOIS_TOKEN")):
            done = typed("people", "import", FILES[0], "--port", str(port), UNEFOIS_TOKEN=token)
            assert done.exit_code == 2
            assert done.stderr.startswith(says)


def test_every_fault_of_every_file_is_said(tmp_path: Path) -> None:
    """What cannot be opened and what cannot be read, and what is wrong inside."""
    (tmp_path / "binaire.csv").write_bytes(b"PK\x03\x04\0\0")
    (tmp_path / "latin.csv").write_bytes("login\nprénom".encode("latin-1"))
    (tmp_path / "vide.csv").touch()
    (tmp_path / "faux.csv").write_text(TEXTS[1]["text"].replace(",28678", ",28678 €"), encoding="utf-8")
    names = ["absent.csv", "binaire.csv", "latin.csv", "vide.csv", "faux.csv", "."]
    done = typed("people", "import", "--check", *(str(tmp_path / name) for name in names), FILES[0])
    assert done.exit_code == 2
    said = dict(line.replace(str(tmp_path), "").strip("/").split(": ", 1) for line in done.stderr.splitlines()[:-1])
    assert said == {
        "absent.csv": "ce fichier n'existe pas",
        "binaire.csv": "ce n'est pas un fichier texte",
        "latin.csv": "n'est pas de l'UTF-8 (ligne 2) : enregistrez-le en « CSV UTF-8 »",
        "": "c'est un dossier, pas un fichier",
        "vide.csv": "fichier vide",
        "faux.csv:3": "colonne 3 « rfr » : un entier est attendu, pas « 28678 € »",
    }
    assert done.stderr.endswith("Rien n'est chargé.\n")


def test_a_long_list_of_mistakes_is_cut(tmp_path: Path) -> None:
    """Fifty, and how many more."""
    head, row, *_ = TEXTS[2]["text"].splitlines()
    (tmp_path / "faux.csv").write_text("\n".join([head, *[row.replace(",P,", ",S,")] * 60]), encoding="utf-8")
    done = typed("people", "import", "--check", str(tmp_path / "faux.csv"))
    assert len(done.stderr.splitlines()) == imports.SHOWN + 2
    assert "… et 10 autres." in done.stderr


def test_years_of_an_old_data_set_are_pointed_at(tmp_path: Path) -> None:
    """With the day from which the bench serves them; `--today` then has nothing more to say."""
    old = tmp_path / "ancien.csv"
    old.write_text(re.sub(r",202[34]", lambda found: f",20{18 if found[0] == ',2023' else 19}", TEXTS[1]["text"]))
    said = typed("people", "import", "--check", str(old)).stdout
    assert "2018, 2019" in said
    assert "unefois people import --today 2020-10-01" in said
    assert "--today" not in typed("people", "import", "--check", "--today", "2020-10-01", str(old)).stdout


# ------------------------------------------------------------ a bench that starts with them
def test_a_bench_may_start_with_its_people() -> None:
    """They can log in, and what it prints sums the files up instead of listing everybody."""
    port = free_base_port()
    with processes.module("unefois", ["up", "--no-client", "--json", "--port", str(port), *_people(FILES)], {}) as up:
        processes.wait_until_answers(f"http://127.0.0.1:{port}/control/health", up)
        people = get(f"http://localhost:{port}/control/spaces/default/personas").json()
        assert {ONE, DEUX, TROIS} <= {person["login"] for person in people}
        said = json.loads(_first_line(up))
    assert (said["imported"]["identities"], said["imported"]["login"]) == (3, ONE)
    assert {ONE, DEUX, TROIS}.isdisjoint(persona["login"] for persona in said["personas"])
    told = up_told(said)
    assert "3 identité(s), 3 avis, 2 logement(s), 2 réponse(s) énoncée(s)." in told
    assert "Fichiers chargés" not in up_told({**said, "imported": None})


def _first_line(started: processes.Started) -> str:
    """What it prints once everything answers."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        # Not by its own position: the process writes at it.
        line, newline, _ = os.pread(started.output.fileno(), 1 << 20, 0).decode().partition("\n")
        if newline:
            return line
        time.sleep(0.02)
    raise AssertionError("nothing was printed")


def test_a_bench_does_not_start_on_a_faulty_file(tmp_path: Path) -> None:
    """Same sentences, before anything listens."""
    (tmp_path / "faux.csv").write_text("nom\n", encoding="utf-8")
    done = typed("up", "--no-client", *_people([*FILES, str(tmp_path / "faux.csv")]))
    assert done.exit_code == 2
    assert "faux.csv:1: en-tête inconnu" in done.stderr


def _people(files: list[str]) -> list[str]:
    return [word for file in files for word in ("--people", file)]


# ------------------------------------------------------------ the control route
@pytest.fixture
def bench() -> Bench:
    """One that nobody else meets."""
    return compose(BenchSettings())


@pytest.fixture
async def http(bench: Bench) -> AsyncIterator[httpx2.AsyncClient]:
    """Its control port."""
    transport = httpx2.ASGITransport(app=create_app(bench))
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://localhost:8700/control/spaces/default"
    ) as client:
        yield client


async def logins(http: httpx2.AsyncClient) -> set[str]:
    """Who can log in."""
    return {person["login"] for person in (await http.get("/personas")).json()}


async def test_an_import_is_all_or_nothing(http: httpx2.AsyncClient) -> None:
    """One faulty file keeps everybody out, with every mistake where it is; a reset forgets those who came."""
    before = await logins(http)
    broken = {"name": "faux.csv", "text": TEXTS[1]["text"].replace("28678", "x").replace(",410", ",41")}
    refused = await http.post("/imports", json={"files": [TEXTS[0], broken, TEXTS[2]]})
    assert refused.status_code == 422
    assert [(one["file"], one["line"], one["column"], one["name"]) for one in refused.json()["problems"]] == [
        ("faux.csv", 3, 3, "rfr"),
        ("faux.csv", 4, 15, "codeHTTP"),
    ]
    assert "faux.csv:3: colonne 3 « rfr » : un entier est attendu" in refused.json()["detail"]
    assert await logins(http) == before
    loaded = await http.post("/imports", json={"files": TEXTS})
    assert (loaded.status_code, loaded.json()["identities"]) == (201, 3)
    assert await logins(http) == before | {ONE, DEUX, TROIS}
    await http.post("/reset")
    assert await logins(http) == before


UNWELCOME = [
    (
        "i.csv",
        TEXTS[0]["text"].replace(ONE, "1900000002793"),
        "i.csv:2: colonne 1 « login » : le login 1900000002793",
    ),
    ("i.csv", TEXTS[0]["text"].replace("1973-08-02", "2077-08-02"), "i.csv:2: colonne 1 « login » : une date"),
    ("p.toml", 'id = "celibataire"', "p.toml: l'id celibataire est déjà celui du SPI"),
    ("p.toml", 'id = "zoe"\n[identity]\nbirthdate = "2077-01-01"', "p.toml: une date de naissance est après"),
]


@pytest.mark.parametrize(("name", "text", "says"), UNWELCOME)
async def test_who_cannot_come_in_is_said_by_file_and_line(
    bench: Bench, http: httpx2.AsyncClient, name: str, text: str, says: str
) -> None:
    """And the calendar that came with the import has not moved."""
    moved = bench.spaces.of("default").calendar
    refused = await http.post(
        "/imports", json={"files": [TEXTS[1], {"name": name, "text": text}], "today": "2025-10-01"}
    )
    assert refused.status_code == 422
    assert says in refused.json()["detail"]
    assert bench.spaces.of("default").calendar == moved


@pytest.mark.parametrize(("name", "text", "says"), UNWELCOME)
def test_a_command_says_the_same_of_them(tmp_path: Path, name: str, text: str, says: str) -> None:
    """Checked or started with, before anything listens."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    for command in (["people", "import", "--check"], ["up", "--no-client", "--people"]):
        done = typed(*command, str(tmp_path / name))
        assert done.exit_code == 2
        assert says in done.stderr
        assert "Rien n'est chargé." in done.stderr


async def test_two_files_cannot_bear_one_id(http: httpx2.AsyncClient) -> None:
    """Two persons would answer to it: told where the other is."""
    files = [{"name": f"{n}.toml", "text": f'id = "zoe"\nlogin = "190000000299{n}"'} for n in (1, 2)]
    refused = await http.post("/imports", json={"files": files})
    assert (refused.status_code, refused.json()["problems"][0]["says"]) == (422, "zoe : déjà énoncé autrement, 1.toml")


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"files": []}, 400, "files"),
        ({"files": [{"name": "", "text": ""}]}, 400, "name"),
        ({"files": [{"name": "a.csv"}]}, 400, "text"),
        ({"files": TEXTS, "today": "demain"}, 400, "today"),
        ({"files": [{"name": "a.toml", "text": "format = 1"}]}, 422, "a.toml"),
    ],
)
async def test_a_body_that_is_none_is_said(http: httpx2.AsyncClient, body: object, status: int, word: str) -> None:
    """By its shape, then by its files."""
    answer = await http.post("/imports", json=body)
    assert answer.status_code == status
    assert word in answer.json()["detail"]


async def test_ten_thousand_rows_go_through(http: httpx2.AsyncClient) -> None:
    """A body of a megabyte is no matter."""
    head, row, *_ = TEXTS[2]["text"].splitlines()
    rows = (row.replace(ONE, f"3999999{number:06d}") for number in range(10_000))
    answer = await http.post("/imports", json={"files": [{"name": "a.csv", "text": "\n".join([head, *rows])}]})
    assert answer.json()["housing"] == 10_000
