"""Who answers, asked from where the judge runs, as a browser would."""

import json
from collections.abc import Iterator

from conformance.clock import ahead
from conformance.drivers.fetch import Answer, Fetcher, Where
from conformance.drivers.page import Gesture
from conformance.drivers.trouble import Stuck, Trouble
from conformance.limits import Limits
from rulebook.formats.report import Limit
from rulebook.redaction import Redactor
from rulebook.source import Text


def page(where: Where, url: str, limits: Limits) -> tuple[Answer, float | None]:
    """The page at `url`, and how many seconds its server is ahead of this machine (None when it does not say, or a cache answers)."""
    fetcher = Fetcher(where, limits, Redactor(b""))
    try:
        answer = fetcher.go(Gesture(url), Limit.ARM)
    finally:
        fetcher.close()
    return answer, ahead(fetcher.exchanges[-1].response.headers)


def franceconnect(where: Where, limits: Limits) -> Iterator[Text]:
    """The bench's FranceConnect must answer under its public name: citizens' browsers, and clients, call it so."""
    issuer = where.franceconnect
    url = f"{issuer}/.well-known/openid-configuration"
    try:
        answer, _ = page(where, url, limits)
        seen = _issuer(answer)
    except (Trouble, Stuck) as trouble:
        yield Text(
            f"FranceConnect injoignable d'ici à {url} : {trouble.says.fr}. Le banc se dit à cette adresse : donnez-lui un nom que les "
            "navigateurs et le client résolvent (unefois up --public-host NOM).",
            f"FranceConnect unreachable from here at {url}: {trouble.says.en}. The bench says that it is there: give it a name that "
            "browsers and the client resolve (unefois up --public-host NAME).",
        )
        return
    if seen != issuer:
        yield Text(
            f"{url} annonce l'issuer « {seen} », attendu « {issuer} » : un autre service répond à cette adresse.",
            f'{url} announces the issuer "{seen}", "{issuer}" was expected: another service answers at that address.',
        )


def _issuer(answer: Answer) -> str:
    try:
        said = json.loads(answer.text)
    except ValueError:
        return f"{answer.status}"
    return str(said.get("issuer")) if isinstance(said, dict) else f"{answer.status}"
