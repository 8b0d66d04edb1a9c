"""Browsers that walk through a login in any order, with mutated forms, each other's cookies and values met elsewhere: nothing breaks."""

import re
from collections.abc import Iterator

import pytest
from franceconnect_bench import CALLBACK, GOODBYE, LOGIN, credentials, federator
from hostile import Answer, Hostile, hostile, searched
from hostile_page import Page
from hostile_words import WORDS, escaped
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from mock_franceconnect.app.application import ROUTES
from rulebook.faults import FAULTS, Stage
from rulebook.platforms import HIGH, LOW
from simulator.leases import Lease

FORM = (b"content-type", b"application/x-www-form-urlencoded")
HTML = (b"accept", b"text/html")
BROWSERS = st.sampled_from(("one", "other"))
NAMES = (
    "csrfToken",
    "providerUid",
    "state",
    "code",
    "login",
    "xsrf",
    "id_token_hint",
    "redirect_uri",
    "inconnu",
    "error",
)
PATHS = sorted(ROUTES)
# What happens on the wire has tests of its own.
FAULTS_HERE = (
    "",
    *(
        name
        for name, one in FAULTS.items()
        if one.by.startswith("franceconnect") and one.stage is not Stage.TRANSPORT and not one.parameters
    ),
)
# A number stands for one of `WORDS`, which are too long to be told; None removes.
Change = int | str | None
changed = st.integers(0, len(WORDS) - 1) | st.text(max_size=20).map(escaped) | st.none() | st.just("{met}")
mutations = st.dictionaries(st.sampled_from(NAMES), changed, max_size=2)
number = st.integers(0, 50)
VALUES = re.compile(
    r"\b(code|state|access_token|id_token|csrfToken|xsrf|interaction)(?:=|/|\":\"|\" value=\")([\w.-]{16,})"
)


class Visitor:
    """A cookie jar and the last answer."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.answer: Answer | None = None
        self.path = "/"

    @property
    def page(self) -> Page:
        """The last page, taken apart."""
        page = Page()
        if self.answer and "html" in self.answer.get(b"content-type"):
            page.feed(self.answer.body.decode())
        return page


class Walk(RuleBasedStateMachine):
    """Two browsers before one FranceConnect; `met` are values that went by, whoever saw them."""

    bench: Hostile

    def __init__(self) -> None:
        super().__init__()
        self.visitors = {"one": Visitor(), "other": Visitor()}
        self.met: list[str] = ["x"]
        self.last: dict[str, str] = {}
        self.lease: Lease | None = None

    def teardown(self) -> None:
        """Give the téléservice back."""
        if self.lease:
            bench = self.bench.federator.bench
            self.bench.federator.runner.run(bench.leases.end(bench.place("default").space, self.lease.id))
        self.reached: set[str] = set()

    # ------------------------------------------------------------ what everybody does
    def _send(self, who: str, method: str, path: str, pairs: dict[str, str]) -> Answer:
        visitor = self.visitors[who]
        text = "&".join(f"{name}={told}" for name, told in pairs.items())
        cookies = "; ".join(f"{name}={told}" for name, told in visitor.cookies.items()).encode()
        headers = (HTML, (b"cookie", cookies)) if cookies else (HTML,)
        if method == "GET":
            target, body = (f"{path}{'&' if '?' in path else '?'}{text}" if text else path), b""
        else:
            target, body, headers = path, text.encode(), (*headers, FORM)
        answer = self.bench.ask(method, target.encode(), headers, body)
        for cookie in answer.all(b"set-cookie"):
            name, _, told = cookie.decode().partition(";")[0].partition("=")
            visitor.cookies[name] = told
            self.met.append(told or "x")
        visitor.answer, visitor.path = answer, path.partition("?")[0]
        self._meet(answer)
        return answer

    def _meet(self, answer: Answer) -> None:
        shown = answer.get(b"location") + " " + answer.body.decode("utf-8", "replace")
        for name, told in VALUES.findall(shown):
            self.last[name] = told
            self.met.append(told)
        if answer.exchange and answer.exchange.endpoint:
            self.reached.add(answer.exchange.endpoint)

    def _mutated(self, right: dict[str, str], changes: dict[str, Change], which: int) -> dict[str, str]:
        met = self.met[-1 - which % len(self.met)]
        kept = {**right, **{name: told for name, told in changes.items() if name in right or which % 5 == 0}}
        said = {name: escaped(WORDS[told]) if isinstance(told, int) else told for name, told in kept.items()}
        return {name: told.replace("{met}", escaped(met)) for name, told in said.items() if told is not None}

    # ------------------------------------------------------------ steps
    @initialize(steps=st.sampled_from((9, 8, 7, 4, 2, 0)), fault=st.sampled_from(FAULTS_HERE))
    def both_start(self, steps: int, fault: str) -> None:
        """One login under way, one not begun; under a fault, or none."""
        if fault:
            self.lease = self.bench.federator.lease("cantine", fault)
        self.start("one", {}, 0)
        for _ in range(steps):
            self.go_on("one")

    @rule(who=BROWSERS, changes=mutations, which=number)
    def start(self, who: str, changes: dict[str, Change], which: int) -> None:
        """An authorization request, nearly right."""
        client_id, _ = credentials(self.bench.federator)
        right = {
            "client_id": client_id,
            "response_type": "code",
            "redirect_uri": escaped(CALLBACK),
            "scope": "openid%20email",
            "state": "s" * 32,
            "nonce": "n" * 32,
            "acr_values": self.bench.federator.bench.platform.acr[0],
        }
        self._send(who, "GET", "/api/v2/authorize", self._mutated(right, changes, which))

    @rule(who=BROWSERS)
    def follow(self, who: str) -> None:
        """Where the last answer leads, if that is here."""
        visitor = self.visitors[who]
        location = visitor.answer.get(b"location") if visitor.answer else ""
        if location.startswith("/"):
            self._send(who, "GET", location, {})

    @rule(who=BROWSERS, which=number, changes=mutations)
    def submit(self, who: str, which: int, changes: dict[str, Change]) -> None:
        """One of the last page's forms, fields changed or not."""
        visitor = self.visitors[who]
        if not (forms := visitor.page.forms):
            return
        method, action, fields = forms[which % len(forms)]
        buttons = [name for name, _ in fields]
        last = {name: escaped(told) for name, told in reversed(fields)}  # of several buttons, the first
        right = {name: escaped(LOGIN) if name == "login" else last[name] for name in dict.fromkeys(buttons)}
        self._send(who, method, action or visitor.path, self._mutated(right, changes, which))

    @rule(who=BROWSERS)
    def go_on(self, who: str) -> None:
        """Straight on, as a citizen would."""
        visitor = self.visitors[who]
        if visitor.answer and visitor.answer.get(b"location").startswith("/"):
            self.follow(who)
        elif forms := visitor.page.forms:
            self.submit(who, 1 if forms[0][1] == "" else 0, {})

    @rule(who=BROWSERS, which=number)
    def click(self, who: str, which: int) -> None:
        """One of the last page's links."""
        visitor = self.visitors[who]
        if links := visitor.page.links:
            link = links[which % len(links)]
            self._send(who, "GET", visitor.path + link if link.startswith("?") else link, {})

    @rule(who=BROWSERS, route=st.sampled_from(PATHS), which=number, changes=mutations)
    def jump(self, who: str, route: tuple[str, str], which: int, changes: dict[str, Change]) -> None:
        """Any route, out of turn, about somebody's interaction."""
        method, path = route
        met = self.met[-1 - which % len(self.met)]
        right = {"state": "{met}", "code": "{met}", "csrfToken": "{met}"} if which % 2 else {}
        self._send(who, method, path.replace("*", met), self._mutated({**right}, {**right, **changes}, which))

    @rule(
        names=st.sets(st.sampled_from(("fc_session_id", "_session", "_interaction", "_interaction_resume"))),
        which=number,
    )
    def steal(self, names: set[str], which: int) -> None:
        """One browser takes cookies of the other, or puts there a value met anywhere."""
        one, other = self.visitors["one"], self.visitors["other"]
        for name, told in list(one.cookies.items()):
            if name.removesuffix("_high_default") in names:
                other.cookies[name] = self.met[-1 - which % len(self.met)] if which % 3 == 0 else told

    # ------------------------------------------------------------ the téléservice's own calls
    def _back(self, method: str, path: str, right: dict[str, str], changes: dict[str, Change], which: int) -> None:
        """One call of the téléservice's server; every other one is right."""
        self._send("back", method, path, self._mutated(right, changes if which % 2 else {}, which))

    @rule(which=number, changes=mutations)
    def exchange(self, which: int, changes: dict[str, Change]) -> None:
        """A code, or what is none, for a token."""
        code = self.last.get("code", "x")
        right = {"grant_type": "authorization_code", "code": code, "redirect_uri": escaped(CALLBACK), **self._client}
        self._back("POST", "/api/v2/token", right, changes, which)

    @rule(which=number, changes=mutations)
    def read(self, which: int, changes: dict[str, Change]) -> None:
        """Who a token is about."""
        self._back("GET", "/api/v2/userinfo", {"access_token": self.last.get("access_token", "x")}, changes, which)

    @rule(which=number, changes=mutations)
    def give_back(self, which: int, changes: dict[str, Change]) -> None:
        """The last token, or somebody's."""
        right = {"token": self.last.get("access_token", "x"), **self._client}
        self._back("POST", "/api/v2/token/revocation", right, changes, which)

    @rule(who=BROWSERS, which=number, changes=mutations)
    def leave(self, who: str, which: int, changes: dict[str, Change]) -> None:
        """A logout with the last id_token seen, or with anything."""
        right = {
            "id_token_hint": self.last.get("id_token", "x"),
            "post_logout_redirect_uri": escaped(GOODBYE),
            "state": "s",
        }
        self._send(who, "GET", "/api/v2/session/end", self._mutated(right, changes if which % 2 else {}, which))

    @property
    def _client(self) -> dict[str, str]:
        return dict(zip(("client_id", "client_secret"), credentials(self.bench.federator), strict=True))


@pytest.fixture(scope="module", params=[LOW, HIGH], ids=lambda platform: platform.key)
def bench(request: pytest.FixtureRequest) -> Iterator[Hostile]:
    """A bench of each platform."""
    with federator(platform=request.param) as made:
        yield hostile(made)


def test_no_walk_breaks_it(bench: Hostile) -> None:
    """Every answer on the way is one that was meant, and walks go far enough to get tokens."""
    reached: set[str] = set()

    class Walking(Walk):
        def __init__(self) -> None:
            super().__init__()
            self.bench = bench
            self.visitors["back"] = Visitor()
            self.reached = reached

    run_state_machine_as_test(Walking, settings=searched(18, stateful_step_count=20))
    assert {"consent", "login", "token", "session_end"} <= reached
