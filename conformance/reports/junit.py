"""`junit.xml`: a suite a module, a case a check, so that any CI shows which duty broke."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from conformance.language import words
from conformance.reports import attestations, waivers
from conformance.reports.labels import RESULTS, Say, duty_of, fit, second_time
from rulebook.formats.report import CheckReport, ModuleReport, Report, Result, WaiverState

# How JUnit can say it. What blocks a run is never a silent success there; a reader of the file takes "skipped" for one.
_TAGS: dict[Result, str] = {
    Result.FAIL: "failure",
    Result.REVIEW: "failure",
    Result.INCONCLUSIVE: "error",
    Result.SUITE_ERROR: "error",
    Result.SKIPPED: "failure",
    Result.NOT_APPLICABLE: "skipped",
}

_MUST_GO = frozenset({WaiverState.STALE, WaiverState.EXPIRED})
_DETAIL = 6000


def render(report: Report, language: str = "fr") -> str:
    """The report as JUnit XML."""
    root = Element("testsuites", name=f"unefois {report.plan}", time=f"{report.seconds:.3f}")
    for module in report.modules:
        _suite(root, report, module, language)
    _beside(root, report, language)
    _count(root, list(root.iter("testcase")))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, report: Report, module: ModuleReport, language: str) -> None:
    say = words(language).gettext
    suite = SubElement(root, "testsuite", name=module.id, time=f"{module.seconds:.3f}")
    _properties(
        suite,
        {
            "mode": report.mode if report.mode == "observation" else None,
            "rerun": second_time(module, say) if module.rerun else None,
            "limit": module.limit,
        },
    )
    for check in module.checks:
        case = SubElement(suite, "testcase", classname=f"{report.plan}.{module.id}", name=f"{check.id} {check.duty}")
        told = check.received.in_(language), _detail(report, check, language)
        _say(case, _harmless(report, check) or check.result, *told, say)
    if not any(check.result == module.result for check in module.checks):
        case = SubElement(suite, "testcase", classname=f"{report.plan}.{module.id}", name=module.id)
        reason = module.reason.in_(language) if module.reason else module.title.in_(language)
        _say(case, _harmless(report, module) or module.result, reason, module.title.in_(language), say)
    _count(suite, suite.findall("testcase"))


def _harmless(report: Report, told: CheckReport | ModuleReport) -> Literal["skipped"] | None:
    """What does not block: waived, or not seen, or to be read, in an observation, where nothing had to be shown."""
    free = report.mode == "observation" and told.result in {Result.SKIPPED, Result.REVIEW}
    return "skipped" if told.waived or free else None


def _properties(suite: Element, told: Mapping[str, str | None]) -> None:
    """What a suite has beside its cases: the schema wants it before them, or not at all."""
    if said := {name: value for name, value in told.items() if value}:
        properties = SubElement(suite, "properties")
        for name, value in said.items():
            SubElement(properties, "property", name=name, value=value)


def _beside(root: Element, report: Report, language: str) -> None:
    """What fails a run although no module does: a waiver that must go, an attestation that is owed, a refusal of the DataPass form."""
    say = words(language).gettext
    gone = [(one.id, waivers.told(one, say)) for one in report.waivers if one.state in _MUST_GO]
    owed = [
        (one.duty.id, (one.draft or one.question).in_(language))
        for one in attestations.owed(report)
        if report.summary.owed and not one.duty.waived
    ]
    refused = [(f"{one.rule} {one.at}", one.because.in_(language)) for one in report.form]
    for name, cases in (("waivers", gone), ("attestations", owed), ("datapass", refused)):
        if not cases:
            continue
        suite = SubElement(root, "testsuite", name=name, time="0.000")
        for id_, said in cases:
            case = SubElement(suite, "testcase", classname=f"{report.plan}.{name}", name=id_)
            _say(case, Result.FAIL if name == "waivers" else Result.REVIEW, said, said, say)
        _count(suite, list(suite))


def _say(case: Element, how: Result | Literal["skipped"], message: str, detail: str, say: Say) -> None:
    """A result, as `_TAGS` has it; or "skipped", whatever it came to, since it does not block."""
    tag, kind = ("skipped", Result.SKIPPED) if how == "skipped" else (_TAGS.get(how), how)
    if tag is not None:
        told = SubElement(case, tag, type=kind, message=fit(message, say).replace("\n", " "))
        told.text = fit(detail, say, _DETAIL)
    elif how is Result.WARNING:
        SubElement(case, "system-out").text = fit(message, say)


def _detail(report: Report, check: CheckReport, language: str) -> str:
    _ = words(language).gettext
    duty = duty_of(check, report)
    numbers = ", ".join(map(str, check.exchanges)) or "–"
    return "\n".join(
        (
            f"{_(RESULTS[check.result])} : {duty.says.in_(language)}",
            f"{_('attendu')} : {check.expected.in_(language)}",
            f"{_('reçu')} : {check.received.in_(language)}",
            f"{_('échanges')} : {numbers}",
            f"{_('pour corriger')} : {duty.mend.in_(language)}",
            f"{_('source')} : {duty.source.in_(language)}",
        )
    )


def _count(parent: Element, cases: list[Element]) -> None:
    tags = Counter(child.tag for case in cases for child in case)
    parent.set("tests", str(len(cases)))
    parent.set("failures", str(tags["failure"]))
    parent.set("errors", str(tags["error"]))
    if parent.tag == "testsuite":  # the schema that Jenkins reads knows no other place for it
        parent.set("skipped", str(tags["skipped"]))
