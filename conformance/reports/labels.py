"""Results in words, and text made fit for where it goes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from conformance.language import mark as _
from rulebook.duty import Capability, Strength
from rulebook.formats.report import CheckReport, DutyReport, Evidence, Limit, Mode, ModuleReport, Report, Result

Say = Callable[[str], str]

RESULTS: Mapping[Result, str] = MappingProxyType(
    {
        Result.PASS: _("conforme"),
        Result.FAIL: _("non conforme"),
        Result.WARNING: _("à améliorer"),
        Result.REVIEW: _("à relire"),
        Result.SKIPPED: _("non démontré"),
        Result.NOT_APPLICABLE: _("sans objet"),
        Result.INCONCLUSIVE: _("indécis"),
        Result.SUITE_ERROR: _("erreur du banc"),
    }
)
# Where nothing had to be shown, what was not seen is no shortcoming.
_OBSERVED: Mapping[Result, str] = MappingProxyType({**RESULTS, Result.SKIPPED: _("rien à juger")})
MODES: Mapping[Mode, str] = MappingProxyType(
    {
        "strict": _("strict : histoires conduites, troublées puis jugées"),
        "observation": _("observation : ce qui est passé, rien n'est troublé ni démontré"),
    }
)


def results(mode: Mode) -> Mapping[Result, str]:
    """What each result is called in that mode."""
    return _OBSERVED if mode == "observation" else RESULTS


EVIDENCE: Mapping[Evidence, str] = MappingProxyType(
    {Evidence.OBSERVED: _("page vue"), Evidence.PROTOCOL: _("protocole")}
)
STRENGTHS: Mapping[Strength, str] = MappingProxyType(
    {Strength.MUST: _("obligatoire (MUST)"), Strength.SHOULD: _("recommandé (SHOULD)"), Strength.MAY: _("permis (MAY)")}
)
CAPABILITIES: Mapping[Capability, str] = MappingProxyType(
    {
        Capability.FRANCECONNECT: _("connexion par FranceConnect"),
        Capability.API_FRANCECONNECT: _("API Impôt particulier avec le jeton FranceConnect"),
        Capability.API_SPI: _("API Impôt particulier par numéro fiscal (SPI)"),
        Capability.API_ETAT_CIVIL: _("SFiP ou R2P par état civil"),
        Capability.LOGOUT: _("déconnexion de FranceConnect"),
    }
)
REACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "refuse": _("refuser"),
        "explain": _("expliquer"),
        "fall_back": _("se replier"),
        "retry": _("réessayer"),
        "accept": _("accepter"),
        "ignore": _("ne rien changer"),
        "escape": _("montrer comme du texte"),
    }
)
LIMITS: Mapping[Limit, str] = MappingProxyType(
    {
        Limit.ARM: _("temps écoulé (arm) : la première page n'est pas venue"),
        Limit.STEP: _("temps écoulé (step) : la page suivante n'est pas venue"),
        Limit.QUIET: _("temps écoulé (quiet) : rien de reconnu après l'anomalie"),
        Limit.RUN: _("temps écoulé (run) : celui du passage entier"),
    }
)
_SPACES = " \u00a0\u202f"
# Not INCONCLUSIVE: the client fell silent, the module's reason says it once, and there is no duty to mend.
_TOLD = frozenset({Result.FAIL, Result.WARNING, Result.REVIEW, Result.SUITE_ERROR})


def printable(text: str, also: str = "") -> str:
    """Without control characters, but for `also`: what a client wrote must command neither a terminal nor a reader of XML or HTML."""
    kept = _SPACES + also
    return text if text.isprintable() else "".join(c if c.isprintable() or c in kept else "�" for c in text)


def fit(text: str, say: Say, longest: int = 2000) -> str:
    """A client's text, printable, its beginning only when it is too long: then its length is told."""
    if len(text) <= longest:
        return printable(text, also="\n\t")
    told = say(_("{start}… [coupé : {length} caractères]"))
    return told.format(start=printable(text[:longest], also="\n\t"), length=len(text))


def last_word(report: Report, say: Say, language: str) -> str:
    """Démontré or not, on which perimeter, how many duties; of an observation, what was seen and missed."""
    summary = report.summary
    if report.mode == "observation":
        return say(_("Observation : {seen} exigences vues, {missed} manquées ; ne démontre rien")).format(
            seen=summary.seen or 0, missed=summary.missed or 0
        )
    sentence = (
        _("démontré sur le périmètre « {perimeter} » ({shown} exigences sur {all})")
        if summary.demonstrated
        else _("non démontré sur le périmètre « {perimeter} » ({shown} exigences sur {all})")
    )
    word = say(sentence).format(
        perimeter=summary.perimeter.in_(language),
        shown=summary.duties_demonstrated,
        all=summary.duties_applicable,
    )
    beside = (
        (_(", attestées : {said}"), summary.attested),
        (_(", dérogations : {said}"), summary.waivers),
        (_(", refus du formulaire DataPass : {said}"), summary.refused),
        (_(", déclaré et non exercé : {said}"), ", ".join(report.idle)),
    )
    return word + "".join(say(told).format(said=said) for told, said in beside if said)


def is_told(check: CheckReport) -> bool:
    """Whether it calls for words."""
    return check.result in _TOLD


def to_tell(module: ModuleReport) -> tuple[CheckReport, ...]:
    """The module's checks that call for words."""
    return tuple(check for check in module.checks if is_told(check))


def is_flaky(module: ModuleReport) -> bool:
    """Whether the same story, told again, came to something else; what the bench failed to tell says nothing of the client."""
    return module.rerun not in {None, module.result, Result.SUITE_ERROR}


def duty_of(check: CheckReport, report: Report) -> DutyReport:
    """The duty that the check is about, as the report tells it."""
    return next(duty for duty in report.duties if duty.id == check.duty)


def duties_in(module: ModuleReport) -> str:
    """Duties that the module's unhappy checks are about."""
    return ", ".join(dict.fromkeys(check.duty for check in to_tell(module)))


def beside(module: ModuleReport, say: Say) -> tuple[str, ...]:
    """What is told beside the module's result: what its second telling came to, which time ran out."""
    again = (second_time(module, say),) if module.rerun is not None else ()
    return (*again, *((say(LIMITS[module.limit]),) if module.limit is not None else ()))


def second_time(module: ModuleReport, say: Say) -> str:
    """What the same story came to when told again: as before, or otherwise, which is another trouble."""
    again = module.rerun or module.result
    if again is module.result:
        said = _("rejoué : {result}, comme la première fois")
    elif is_flaky(module):
        said = _("instable : rejoué, {result}")
    else:
        said = _("rejoué, sans verdict : {result}")
    return say(said).format(result=say(RESULTS[again]))
