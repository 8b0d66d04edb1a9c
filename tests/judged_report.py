"""A judged run as values: one of each result, and texts that try to command whoever reads them."""

from typing import Any

from judge_journeys import application, authorize, call, exchange, journey, page, token

from conformance.checks import CHECKS
from conformance.journey import Journey
from conformance.modules import MODULES
from conformance.outcome import check_report, duty_reports, module_report, summary
from conformance.plans import Chosen
from rulebook.duty import Capability
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import ModuleReport, Report, Result
from rulebook.source import Text

HOSTILE = "<script>alert('x')</script>\x1b[31m\x00\u202e]]>&\"'"
APPLICATION = application(Capability.FRANCECONNECT, Capability.API_FRANCECONNECT)


def judged(id_: str, result: Result, check: str, seen: Journey) -> ModuleReport:
    """One module with one check's verdict on that journey."""
    verdict = CHECKS[check].judge(seen)
    numbers = [one.n for one in seen.exchanges]
    return module_report(Chosen(MODULES[id_], "franceconnect"), result).model_copy(
        update={
            "checks": (check_report(CHECKS[check], verdict),),
            "seconds": 0.5,
            "persona": "celibataire",
            "exchanges": (numbers[0], numbers[-1]) if numbers else None,
        }
    )


def report(**changes: Any) -> Report:
    """A run with one of each: a pass, a failure, a doubt, an error of ours, and what was not shown or does not apply."""
    short = journey(authorize(1, nonce=changes.pop("nonce", "court")))
    fault = "id_token.nonce.foreign"
    modules = (
        judged("fs-parcours", Result.FAIL, "FS-NONCE-01a", short),
        judged(
            "fs-nonce-etranger",
            Result.PASS,
            "FS-NONCE-03a",
            journey(token(1, fault=fault), page(2, "refused"), fault=fault),
        ),
        module_report(
            Chosen(MODULES["fs-alg-none"], "franceconnect"), Result.SKIPPED, Text("témoin absent", "no control")
        ),
        module_report(Chosen(MODULES["fs-aud-etranger"], "franceconnect"), Result.INCONCLUSIVE, Text("muet", "mute")),
        module_report(Chosen(MODULES["fs-exp-depasse"], "franceconnect"), Result.SUITE_ERROR, Text("banc", "bench")),
        module_report(Chosen(MODULES["api-spi"], None), Result.NOT_APPLICABLE, Text("déclare", "declares")),
    )
    duties = duty_reports(modules, APPLICATION)
    base: dict[str, Any] = {
        "suite": "unefois 0",
        "run": "0123456789abcdef",
        "application": "Cantine",
        "habilitation": "cantine",
        "space": "default",
        "issuer": "http://localhost:8701/api/v2",
        "base_url": "http://localhost:8704",
        "capabilities": APPLICATION.capabilities,
        "plan": "fc-impot",
        "driver": "http",
        "seed": 0,
        "started_at": 1_790_000_000.0,
        "seconds": 3.25,
        "modules": modules,
        "duties": duties,
        "summary": summary(modules, duties, Text("fc-impot : franceconnect", "fc-impot: franceconnect")),
    }
    return Report(**{**base, **changes})


def exchanges() -> tuple[Exchange, ...]:
    """What the failures cite, and a hostile answer."""
    return (authorize(1, nonce="court"), exchange(2, "dgfip", "assiettes", "http://x/", text=HOSTILE), call(3))


def silent() -> Report:
    """One module, whose client did not answer: its check has nothing to say beyond that."""
    mute = Text("rien ne répond à http://localhost:8704", "nothing answers at http://localhost:8704")
    seen = journey(trouble=mute, fault="id_token.nonce.foreign")
    module = judged("fs-nonce-etranger", Result.INCONCLUSIVE, "FS-NONCE-03a", seen)
    modules = (module.model_copy(update={"reason": mute}),)
    duties = duty_reports(modules, APPLICATION)
    word = summary(modules, duties, Text("p", "p"))
    return report().model_copy(update={"modules": modules, "duties": duties, "summary": word})
