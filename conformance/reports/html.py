"""`report.html`: one file, no address to fetch, fit to read, to print and to attach."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import jinja2
from markupsafe import Markup

from conformance.language import words
from conformance.reports.labels import EVIDENCE, RESULTS, last_word, to_tell
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import Report

_EXCERPT = 1500
# Headers that help to understand an exchange; the others stay in exchanges.jsonl.
_HEADERS = frozenset(
    {"authorization", "content-type", "id_teleservice", "location", "x-correlation-id", "x-franceconnect-oauth"}
)


def render(
    report: Report, exchanges: Sequence[Exchange], observations: Sequence[Observation], language: str = "fr"
) -> str:
    """The report as one HTML page."""
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.install_gettext_translations(words(language), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    pages.filters["marked"] = marked
    say = words(language).gettext
    return pages.get_template("report.html").render(
        report=report,
        language=language,
        labels={result: say(label) for result, label in RESULTS.items()},
        evidence={kind: say(label) for kind, label in EVIDENCE.items()},
        last_word=last_word(report, say, language),
        to_tell=to_tell,
        duties={duty.id: duty for duty in report.duties},
        exchanges={exchange.n: exchange for exchange in exchanges},
        observations={seen.n: seen for seen in observations},
        excerpt=excerpt,
        when=datetime.fromtimestamp(report.started_at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
    )


def marked(text: str) -> Markup:
    """The text, escaped, what stands between backquotes set as code."""
    pieces = re.split(r"`([^`]+)`", text)
    return Markup().join(Markup("<code>{}</code>").format(piece) if n % 2 else piece for n, piece in enumerate(pieces))


def excerpt(exchange: Exchange) -> str:
    """An exchange as one would read it on the wire, shortened."""
    request, response = exchange.request, exchange.response
    sent = [f"{request.method} {request.url}", *_headers(request.headers)]
    if request.form:
        sent += ["", *(f"{name}={value}" for name, value in request.form)]
    got = [f"HTTP {response.status}", *_headers(response.headers)]
    body = json.dumps(response.json_body, ensure_ascii=False, indent=1) if response.json_body else response.text
    if body and exchange.by != "driver":
        got += ["", body]
    for jwt in exchange.jwts:
        said = json.dumps({"header": jwt.header, "claims": jwt.claims}, ensure_ascii=False)
        got.append(f"{jwt.where} = {said} (signature: {jwt.signature})")
    return "\n".join((*(_cut(line) for line in sent), "", *(_cut(line) for line in got)))


def _headers(headers: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{name}: {value}" for name, value in headers if name.lower() in _HEADERS]


def _cut(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
