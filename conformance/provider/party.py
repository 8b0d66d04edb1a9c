"""What the judge plays: a téléservice that asks rightly or wrongly, and its citizen's browser, who reads the provider's pages."""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

from conformance.bench import BenchError
from conformance.drivers.page import Page
from conformance.drivers.trouble import Stuck, Trouble
from conformance.journey import origin
from conformance.provider.answer import Absent, Answer, Pairs, query, without_parameters
from conformance.provider.ask import HTML, METHODS, NONCE, PATHS, STATE, Ask
from conformance.provider.ground import MAIN, Registered, Standing
from conformance.provider.wire import Browser, Wire
from rulebook.formats.report import Result
from rulebook.source import Text

CODE = "c" * 43
TOKEN = "t" * 43
_HOPS = 20
_STOPPED = {Trouble: Result.INCONCLUSIVE, Stuck: Result.SKIPPED, BenchError: Result.SUITE_ERROR}
# Last words of a path → what the answer there is called.
_STEPS = (
    ("/authorize", "authorize"),
    ("/redirect-to-idp", "choose"),
    ("/oidc-callback", "callback"),
    ("/verify", "verify"),
    ("/consent", "consent"),
    ("/auto-login", "login"),
    ("/login", "login"),
)


class Party:
    """Plays scene after scene; `answers` are kept under "scene.step", `missing` says why a scene was not played to its end."""

    def __init__(self, standing: Standing, wire: Wire) -> None:
        self.standing = standing
        self.wire = wire
        self.answers: dict[str, Answer] = {}
        self.missing: dict[str, tuple[Result, Text]] = {}
        self._scene = ""

    @contextmanager
    def scene(self, name: str) -> Iterator[None]:
        """Play under that name; what stops it is remembered, and stops nothing else."""
        self._scene = name
        try:
            yield
        except Absent as absent:
            self.missing[name] = (absent.result, absent.says)
        except (Trouble, Stuck, BenchError) as error:
            self.missing[name] = (_STOPPED[type(error)], error.says)
        except Exception as error:  # noqa: BLE001 (whatever it is, the run must end and say so)
            said = f"{name}: {type(error).__name__}: {error}"
            self.missing[name] = (Result.SUITE_ERROR, Text(f"erreur du juge dans {said}", f"judge's error in {said}"))

    def keep(self, step: str, answer: Answer) -> Answer:
        """Name an answer."""
        self.answers[f"{self._scene}.{step}"] = answer
        return answer

    # ------------------------------------------------------------ requests as data
    def ask(self, step: str, ask: Ask, known: dict[str, str] | None = None, browser: Browser | None = None) -> Answer:
        """Make one request, its words in braces replaced by what is `known`."""
        words = self.words() | (known or {})
        changes = dict(ask.changes)
        right = {name: value for name, value in self._right(ask.endpoint).items() if name not in changes}
        pairs = (*right.items(), *((name, value) for name, value in changes.items() if value is not None), *ask.more)
        filled = tuple((name, _said(value, words)) for name, value in pairs)
        headers = tuple((name, _said(value, words)) for name, value in ask.headers)
        method = ask.method or METHODS[ask.endpoint]
        url = f"{self.standing.issuer}{PATHS[ask.endpoint]}"
        sender = browser or self.wire.browser()
        if ask.as_json:
            body = json.dumps(dict(filled)).encode()
            return self.keep(step, sender.send(method, url, body, (("content-type", "application/json"), *headers)))
        if method == "POST":
            return self.keep(step, sender.post(url, filled, headers))
        return self.keep(step, sender.send(method, f"{url}?{urlencode(filled)}" if filled else url, None, headers))

    def try_all(self, asks: Iterable[tuple[str, Ask]], known: dict[str, str] | None = None) -> None:
        """Make several, each one alone."""
        for step, ask in asks:
            self.ask(step, ask, known)

    def words(self) -> dict[str, str]:
        """What words in braces stand for before anybody has logged in."""
        main = self.client(MAIN)
        granted, known = main.registration.scopes, self.standing.platform.scopes
        id_, secret = main.credentials.client_id, main.credentials.client_secret
        return {
            "client_id": id_,
            "basic": _basic(f"{id_}:{secret}"),
            "foreign_basic": _basic("inconnu:secret"),
            "bad_encoding": _basic(f"{id_}:%"),
            "no_secret": _basic(f"{id_}:"),
            "redirect_uri": main.registration.redirect_uris[0],
            "REDIRECT_URI": _capitals(main.registration.redirect_uris[0]),
            "acr": self.standing.platform.acr[0],
            "forbidden": next((scope for scope in known if scope not in granted), ""),
            "code": CODE,
            "access_token": TOKEN,
        }

    def client(self, role: str) -> Registered:
        """A téléservice that the judge plays; raises `Stuck` where it is only one."""
        found = self.standing.clients.get(role)
        if found is None:
            raise Stuck(f"le juge n'a pas ici de téléservice « {role} »", f'the judge has no "{role}" téléservice here')
        return found

    def _right(self, endpoint: str, role: str = MAIN) -> dict[str, str]:
        client = self.client(role)
        credentials = {
            "client_id": client.credentials.client_id,
            "client_secret": client.credentials.client_secret,
        }
        redirect_uri = client.registration.redirect_uris[0]
        return {
            "authorize": {
                "client_id": credentials["client_id"],
                "response_type": "code",
                "redirect_uri": redirect_uri,
                "scope": "openid identite_pivot email",
                "state": STATE,
                "nonce": NONCE,
                "acr_values": self.standing.platform.acr[0],
            },
            "token": {
                "grant_type": "authorization_code",
                "code": "{code}",
                "redirect_uri": redirect_uri,
                **credentials,
            },
            "revocation": {"token": "{access_token}", **credentials},
            "checktoken": {"token": "{access_token}", "client_id": "x" * 40, "client_secret": "x" * 40},
            "session_end": {
                "id_token_hint": "{id_token}",
                "post_logout_redirect_uri": next(iter(client.registration.post_logout_redirect_uris), ""),
                "state": STATE,
            },
            "userinfo": {},
        }[endpoint]

    # ------------------------------------------------------------ a citizen who logs in
    def log_in(self, browser: Browser, role: str = MAIN, *, until: str = "", **changes: str) -> str:
        """From the téléservice to its own address again: that address, with its code. Each hop is kept by the name of its step.

        The redirect of the step `until` is given back instead, when it is named.
        """
        client = self.client(role)
        wanted = {**self._right("authorize", role), **changes}
        answer = browser.get(f"{self.standing.issuer}/authorize?{urlencode(wanted)}", HTML)
        for _ in range(_HOPS):
            step = _step(answer, self.standing.issuer)
            self.keep(step, answer)
            if answer.location is None:
                answer = self._read(browser, answer)
            elif step == until or without_parameters(answer.location) in client.registration.redirect_uris:
                return answer.location
            else:
                answer = browser.get(self._here(answer.location), HTML)
        raise Stuck("la connexion tourne en rond", "the login goes round in circles")

    def _here(self, url: str) -> str:
        """An address of the provider's host; anybody else's pages are not ours to visit."""
        if origin(url) != origin(self.standing.issuer):
            raise Stuck(
                f"le citoyen part pour {origin(url)}, dont le juge ne sait pas lire les pages",
                f"the citizen leaves for {origin(url)}, whose pages the judge cannot read",
            )
        return url

    def _read(self, browser: Browser, answer: Answer) -> Answer:
        """One gesture on one page: choose the first provider, log in, continue, go on."""
        page = Page(answer.url, answer.status, answer.text)
        gesture = (
            page.submit("form#mire button", {})
            or page.submit("form#identifiant", {"login": self.standing.login})
            or page.submit("#continuer", {"consent": "on"})
        )
        if gesture is None or answer.status >= 400:
            where = f"{answer.status} {without_parameters(answer.url)}"
            raise Stuck(f"page que le juge ne sait pas lire : {where}", f"page that the judge cannot read: {where}")
        if gesture.form is None:
            return browser.get(self._here(gesture.url), HTML)
        return browser.post(self._here(gesture.url), gesture.form, HTML)

    def tokens(self, step: str, browser: Browser, role: str = MAIN, **changes: str) -> dict[str, str]:
        """Log in and exchange the code: what words in braces stand for from now on."""
        code = dict(query(self.log_in(browser, role, **changes))).get("code", "")
        answer = self.keep(step, self.exchange(code, role))
        found = {name: answer.word(name) for name in ("access_token", "id_token")}
        if not all(found.values()):
            said = f"{answer.status} {answer.members.get('error', '')}".strip()
            raise Stuck(f"pas de jeton : {said}", f"no token: {said}")
        return {"code": code, **found}

    def exchange(self, code: str, role: str = MAIN, **changes: str) -> Answer:
        """The code for tokens, rightly but for `changes`."""
        form: Pairs = tuple({**self._right("token", role), "code": code, **changes}.items())
        return self.wire.browser().post(f"{self.standing.issuer}/token", form)

    def userinfo(self, step: str, access_token: str) -> Answer:
        """What the provider says of the citizen."""
        bearer = (("authorization", f"Bearer {access_token}"),)
        return self.keep(step, self.wire.browser().get(f"{self.standing.issuer}/userinfo", bearer))

    def onward(self, step: str, browser: Browser, answer: Answer) -> Answer:
        """To the end of a chain of redirects and of pages that send themselves, the téléservice's address excepted."""
        for _ in range(_HOPS):
            if answer.location is None:
                gesture = Page(answer.url, answer.status, answer.text).submit("#continuer", {})
                if gesture is None:
                    break
                url = self._here(gesture.url)
                answer = browser.get(url, HTML) if gesture.form is None else browser.post(url, gesture.form, HTML)
            elif origin(answer.location) != origin(self.standing.issuer):
                break
            else:
                answer = browser.get(answer.location, HTML)
        return self.keep(step, answer)


def _basic(pair: str) -> str:
    return base64.b64encode(pair.encode()).decode()


def _said(value: str, words: dict[str, str]) -> str:
    for word, stands_for in words.items():
        value = value.replace(f"{{{word}}}", stands_for)
    return value


def _step(answer: Answer, issuer: str) -> str:
    """What an answer of a login is called, by its address."""
    if not answer.url.startswith(issuer):
        return "identify" if answer.method == "POST" else "provider"
    rest = urlsplit(answer.url).path.removeprefix(urlsplit(issuer).path)
    if rest.startswith("/authorize/"):
        return "resume"
    return next((name for end, name in _STEPS if rest.endswith(end)), "mire")


def _capitals(url: str) -> str:
    """The same address, its host in capitals: parsed, it is the same."""
    return urlsplit(url)._replace(netloc=urlsplit(url).netloc.upper()).geturl()
