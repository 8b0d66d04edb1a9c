"""`report.html`: one file, no script, no address to fetch, fit to read, to print and to attach."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from conformance.language import mark as _
from conformance.language import words
from conformance.reports import attestations, cover, form, waivers
from conformance.reports.labels import (
    EVIDENCE,
    REACTIONS,
    STRENGTHS,
    Say,
    beside,
    fit,
    is_flaky,
    last_word,
    results,
    second_time,
)
from conformance.reports.telling import Telling
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import ModuleReport, Report, Result

_PAGES = Path(__file__).parent / "pages"
_FOOT = _("Données fictives – auto-évaluation")  # at the foot of each printed page


def render(
    report: Report, exchanges: Sequence[Exchange], observations: Sequence[Observation], language: str = "fr"
) -> str:
    """The report as one HTML page."""
    say = words(language).gettext
    style = (_PAGES / "report.css").read_text(encoding="utf-8").replace("@foot", say(_FOOT))
    telling = Telling(report, exchanges, observations, say, language)
    return (
        _pages(language)
        .get_template("report.html")
        .render(
            report=report,
            language=language,
            colon="\u00a0:" if language == "fr" else ":",
            style=Markup(style),  # noqa: S704  (our own file)
            policy=policy(style),
            last_word=last_word(report, say, language),
            labels={result: say(label) for result, label in results(report.mode).items()},
            evidence_of={kind: say(label) for kind, label in EVIDENCE.items()},
            strengths={one: say(label) for one, label in STRENGTHS.items()},
            beside={module.id: beside(module, say) for module in report.modules},
            reactions={one: say(label) for one, label in REACTIONS.items()},
            facts=tuple(cover.facts(report, say, language)),
            counted=tuple(cover.counted(report, say)),
            evidence=cover.evidence(report, say),
            unjudged=cover.unjudged(report, say, language),
            unplayed=cover.unplayed(report, language),
            limits=cover.limits(report, say),
            to_watch=tuple(module for module in report.modules if not _is_quiet(module)),
            quiet=tuple(module for module in report.modules if _is_quiet(module)),
            again=tuple(module for module in report.modules if module.rerun is not None),
            is_flaky=is_flaky,
            second_time=partial(second_time, say=say),
            attested=attestations.attested(report),
            owed=attestations.owed(report),
            refuses=say(form.REFUSES).format(count=len(report.form)),
            waiver_states={state: say(label) for state, label in waivers.STATES.items()},
            told=telling.told(),
            drawn=telling.drawn(),
            annex=telling.annex,
            annex_numbers=frozenset(shown.n for shown in telling.annex),
            left_out=telling.left_out,
        )
    )


def _is_quiet(module: ModuleReport) -> bool:
    """Whether one line is enough: it passed, or is not about this client."""
    return module.result in {Result.PASS, Result.NOT_APPLICABLE} and module.rerun is None


def policy(style: str) -> str:
    """Nothing may run or be fetched, were markup to slip in: only our own style sheet applies, known by its digest."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _pages(language: str) -> jinja2.Environment:
    """The templates; whatever they print is cut and rid of control characters, unless we made it markup."""
    say = words(language).gettext
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        finalize=partial(_fit, say=say),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.install_gettext_translations(words(language), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    pages.filters["marked"] = lambda text: marked(fit(text, say))
    return pages


def _fit(value: Any, say: Say) -> Any:
    return fit(value, say, _LONGEST) if isinstance(value, str) and not isinstance(value, Markup) else value


_LONGEST = 10_000  # what is longer than other texts (an exchange, a command) was cut before


def marked(text: str) -> Markup:
    """The text, escaped, what stands between backquotes set as code."""
    pieces = re.split(r"`([^`]+)`", text)
    return Markup().join(Markup("<code>{}</code>").format(piece) if n % 2 else piece for n, piece in enumerate(pieces))
