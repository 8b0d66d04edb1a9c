"""The command that makes an exchange again: a shell reads what we meant and nothing else, and no secret stands in it."""

import re
import shlex
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge_journeys import authorize, call, exchange, token

from conformance.reports.curl import Command, command
from rulebook.formats.exchange import Exchange

WORDS = st.text(alphabet=st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "'; rm -rf ~ #",
        "$(id)",
        "`id`",
        "@/etc/passwd",
        "-o/tmp/x",
        "a\nb",
        "\\",
        "!!",
        "h:0123456789abcdef",
        "{a,b}[1-3]",
        "\x00",
        "\ud800",
    ]
)
# What curl is told, in order; each but the flags takes one word, which is what the client sent.
FLAGS = {"--include", "--globoff", "--head"}
VALUED = {"--max-time", "--proto", "--request", "--header", "--data-raw", "--form-string", "--url"}


def _command(one: Exchange) -> Command:
    return command(one, lambda sentence: sentence)


def _options(text: str) -> list[tuple[str, str]]:
    """The command as curl would read it; fails on any word that we did not mean as an option."""
    words = iter(shlex.split(text))
    assert next(words) == "curl"
    options = []
    for word in words:
        if word == "\n":  # how shlex reads a line that goes on
            continue
        assert word in FLAGS | VALUED
        options.append((word, "" if word in FLAGS else next(words)))
    return options


@given(
    method=WORDS,
    url=WORDS,
    headers=st.dictionaries(WORDS, WORDS, max_size=4),
    form=st.none() | st.lists(st.tuples(WORDS, WORDS), max_size=4).map(tuple),
    body=st.dictionaries(WORDS, WORDS, max_size=3),
    text=WORDS,
)
def test_a_shell_reads_only_what_we_meant(  # noqa: PLR0917 (what a client chooses)
    method: str, url: str, headers: dict[str, str], form: Any, body: dict[str, str], text: str
) -> None:
    """Whatever was sent: one command, our options only, no mark of a secret, nothing that a terminal obeys."""
    seen = exchange(1, "dgfip", "assiettes", url, method=method, headers=headers, form=form)
    sent = seen.request.model_copy(update={"json_body": body} if body and form is None else {"text": text})
    made = _command(seen.model_copy(update={"request": sent}))
    options = _options(made.text)
    assert options[0] == ("--include", "")
    assert options[-1][0] == "--url"
    assert ("--proto", "=http,https") in options
    assert not re.search(r"h:[0-9a-f]{16}", made.text)
    assert all(char.isprintable() or char in "\n\t\u00a0\u202f" for char in made.text)
    assert not [said for name, said in options if name == "--header" and said.startswith(("@", "-"))]


@pytest.mark.parametrize(
    "nasty", ["'; touch stolen #", "$(touch stolen)", "`touch stolen`", "a\n touch stolen", "\\'\ntouch stolen"]
)
def test_a_real_shell_agrees(nasty: str, tmp_path: Any) -> None:
    """Pasted into sh, with curl replaced by what shows its words."""
    seen = exchange(1, "dgfip", "assiettes", f"http://x/{nasty}", method=nasty, headers={"x-a": nasty}, text="b")
    seen = seen.model_copy(update={"request": seen.request.model_copy(update={"text": nasty})})
    made = _command(seen).text
    script = f'curl() {{ printf "%s\\0" curl "$@"; }}\n{made}\n'
    said = subprocess.run(["/bin/sh", "-c", script], cwd=tmp_path, capture_output=True, check=True).stdout
    read = [word for pair in _options(made) for word in pair if word]
    assert said.decode().split("\0")[:-1] == ["curl", *read]
    assert list(tmp_path.iterdir()) == []


def test_a_token_request_is_made_again_with_what_the_reader_fills_in() -> None:
    """Golden: code and secret are placeholders, and the command says what to put there."""
    made = _command(token(1))
    assert made.text == (
        "curl --include --globoff \\\n  --max-time 30 \\\n  --proto =http,https \\\n  --request POST \\\n"
        "  --data-raw 'grant_type=authorization_code&code=<CODE-000000>&redirect_uri=http%3A%2F%2Flocalhost%3A8704%2Fretour"
        "&client_id=cid&client_secret=<CLIENT_SECRET-000000>' \\\n  --url http://localhost:8701/api/v2/token"
    )
    assert made.fill == (
        ("<CODE-000000>", "un code d'autorisation qui n'a pas encore servi"),
        ("<CLIENT_SECRET-000000>", "le secret de l'application, tel que le banc l'imprime"),
    )
    assert not made.shortened


def test_each_secret_has_its_own_words() -> None:
    """The gateway's token and the citizen's are not taken for one another; what is no secret stands as it was."""
    fill = dict(_command(call(1)).fill)
    assert {hole.partition("-")[0] for hole in fill} == {"<ACCESS_TOKEN", "<FRANCECONNECT_TOKEN"}
    assert "id_teleservice: CANTINE" in _command(call(1)).text
    assert "nonce=court" in _command(authorize(1, nonce="court")).text


def test_two_equal_secrets_keep_one_placeholder() -> None:
    """Equality, which marks keep, is still seen."""
    mark = "h:0123456789abcdef"
    seen = exchange(1, "driver", "client", f"http://x/?code={mark}", headers={"cookie": f"a={mark}; b={mark}"})
    holes = re.findall(r"<\w+-\w+>", _command(seen).text)
    assert holes == ["<COOKIE-012345>", "<COOKIE-012345>", "<CODE-012345>"]


def test_a_form_in_parts_is_made_again_in_parts() -> None:
    """With curl's own boundary, and no value read as a file."""
    form = (("spi", "@/etc/passwd"), ("jeton", "h:0123456789abcdef"))
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    parts = exchange(1, "driver", "client", "http://localhost:8704/f", method="POST", headers=headers, form=form)
    options = _options(_command(parts).text)
    assert [value for name, value in options if name == "--form-string"] == ["spi=@/etc/passwd", "jeton=<VALUE-012345>"]
    assert not {"--data-raw", "--header"} & {name for name, _ in options}


def test_headers_that_curl_makes_are_left_to_it() -> None:
    """Host and length follow from the rest; a form's own type, long enough to be hidden, is curl's too; an empty header stays one."""
    form = (("a", "b"),)
    headers = {"host": "x", "content-length": "3", "content-type": "h:0123456789abcdef", "x-vide": ""}
    told = _options(
        _command(exchange(1, "dgfip", "token", "http://x/", method="POST", form=form, headers=headers)).text
    )
    assert [said for name, said in told if name == "--header"] == ["x-vide;"]
    assert ("--data-raw", "a=b") in told


def test_a_body_that_is_too_long_is_cut_and_said() -> None:
    """A megabyte is not pasted in a terminal."""
    made = _command(exchange(1, "dgfip", "token", "http://x/", form=(("a", "b" * 1_000_000),)))
    assert made.shortened
    assert len(made.text) < 10_000


def test_head_waits_for_no_body() -> None:
    """`--request HEAD` would hang until the time limit."""
    assert ("--head", "") in _options(_command(exchange(1, "dgfip", "token", "http://x/", method="HEAD")).text)
