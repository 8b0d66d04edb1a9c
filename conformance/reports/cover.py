"""The first page, for who reads a DataPass file: who was judged, on what, how far, what was not judged and why, what it proves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from conformance.language import mark as _
from conformance.plans import PLANS
from conformance.reports import attestations
from conformance.reports.labels import CAPABILITIES, MODES, Say
from rulebook.datapass import STAGES
from rulebook.duties import DUTIES
from rulebook.formats.report import DutyReport, Evidence, Report, Result

_SHOWN = frozenset({Result.PASS, Result.WARNING})
_BROKEN = frozenset({Result.FAIL})

# What a reader may conclude, and what nobody may.
_OF_ANY = (
    _(
        "C'est une auto-évaluation : qui l'a lancée a choisi ce qui est jugé, le plan et le moment. Ni la DINUM ni la DGFiP ne l'ont relue."
    ),
)
_OF_A_CLIENT = (
    _(
        "Le banc simule FranceConnect et l'API Impôt particulier, avec des personnes et des données fictives : rien n'a été demandé aux services réels."
    ),
    _(
        "Il dit que ce banc a vu ce client faire cela, ce jour-là. Une autre version du client peut se conduire autrement."
    ),
    _("Ce qui ne se voit pas de l'extérieur (journaux, durée de conservation, accès des agents) n'est pas jugé."),
    _(
        "Une autorité peut demander un autre passage, avec la graine de son choix, et relire chaque verdict dans exchanges.jsonl et observations.jsonl."
    ),
)
_OF_AN_OBSERVATION = (
    _(
        "C'est une observation : elle juge ce qui est passé, et rien d'autre. Le client n'a été troublé par aucune anomalie, et ce qu'aucun échange ne montre n'est pas jugé. Elle ne démontre rien ; le jugement strict le fait (unefois check)."
    ),
)
_OF_A_PROVIDER = (
    _(
        "Il dit que ce fournisseur a répondu cela, ce jour-là, et en quoi il s'écarte de ce qui est connu du service réel."
    ),
)
_OF_A_COMPARISON = (
    _(
        "Une page qui ne change pas quand une donnée manque est compatible avec une donnée inutilisée, et ne prouve pas qu'elle l'est : le client peut l'enregistrer, ou s'en servir pour un autre foyer. Une page qui change montre qu'il s'en sert, pas que ce soit à tort."
    ),
)


def limits(report: Report, say: Say) -> tuple[str, ...]:
    """What this report proves and what it does not: a client declares what it does, a provider does not."""
    first = _OF_AN_OBSERVATION if report.mode == "observation" else ()
    plan = PLANS.get(report.plan)
    compared = _OF_A_COMPARISON if plan is not None and plan.compares else ()
    known = _OF_A_CLIENT if report.capabilities else _OF_A_PROVIDER
    return tuple(say(one) for one in (*first, *_OF_ANY, *known, *compared))


@dataclass(frozen=True, slots=True)
class _Group:
    """Duties that came to the same, as they are called: one of them, several; in an observation, where it differs."""

    one: str
    many: str
    holds: Callable[[DutyReport], bool]
    observed: tuple[str, str] | None = None  # it demonstrates nothing, and nothing had to be shown

    def named(self, number: int, *, observed: bool) -> str:
        """What so many of them are called."""
        one, many = (self.observed if observed else None) or (self.one, self.many)
        return one if number == 1 else many


def _of(*results: Result) -> Callable[[DutyReport], bool]:
    return lambda duty: duty.result in results


_GROUPS = (
    _Group(_("démontrée"), _("démontrées"), _of(*_SHOWN), (_("vue, tenue"), _("vues, tenues"))),
    _Group(_("non tenue"), _("non tenues"), _of(*_BROKEN)),
    _Group(_("attestée"), _("attestées"), lambda duty: duty.attestation is not None),
    _Group(_("à attester"), _("à attester"), lambda duty: attestations.is_for_people(duty) and not duty.attestation),
    _Group(
        _("à relire"), _("à relire"), lambda duty: duty.result is Result.REVIEW and not attestations.is_for_people(duty)
    ),
    _Group(
        _("non démontrée"),
        _("non démontrées"),
        _of(Result.SKIPPED, Result.INCONCLUSIVE, Result.SUITE_ERROR),
        (_("rien à juger"), _("rien à juger")),
    ),
    _Group(_("sans objet"), _("sans objet"), _of(Result.NOT_APPLICABLE)),
)

_EVIDENCE: Mapping[Evidence, str] = MappingProxyType(
    {
        Evidence.OBSERVED: _("{count} sur ce que le citoyen a vu à l'écran, et sur les échanges"),
        Evidence.PROTOCOL: _("{count} sur les seuls échanges"),
    }
)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Duties without a verdict, for one same reason."""

    result: Result
    reason: str
    duties: tuple[DutyReport, ...]


@dataclass(frozen=True, slots=True)
class Unplayed:
    """Stories that were not told to their end, for one same reason."""

    result: Result
    reason: str
    modules: tuple[str, ...]


def facts(report: Report, say: Say, language: str) -> Iterator[tuple[str, str]]:
    """What identifies the run, in the order of the questions that a reader asks; what the report does not say is left out."""
    declared = ", ".join(say(CAPABILITIES[one]) for one in report.capabilities)
    day = report.today.isoformat() if report.today else _day(report.started_at)
    bench = say(_("{suite}, espace {space}, graine {seed}")).format(
        suite=report.suite, space=report.space, seed=report.seed
    )
    if not report.space:  # judged from a file: no bench was there
        bench = report.suite
    told = (
        (_("Mode"), say(MODES[report.mode])),
        (_("Organisme"), report.organisation),
        (_("Habilitation"), report.habilitation),
        (_("Étape du dossier"), STAGES[report.stage].name.in_(language) if report.stage else None),
        (_("Le client déclare"), declared),
        (_("Déclaré, et non exercé par ce passage"), ", ".join(say(CAPABILITIES[one]) for one in report.idle)),
        (_("Adresse du client"), report.base_url if declared else None),
        (_("Ressources du contrat"), ", ".join(report.resources)),
        (_("Scopes de l'habilitation"), ", ".join(report.scopes)),
        (
            _("Plan"),
            f"{report.plan} – {PLANS[report.plan].title.in_(language)}" if report.plan in PLANS else report.plan,
        ),
        (_("Banc"), bench),
        (_("Émetteur"), report.issuer),
        (_("Jour simulé") if report.today else _("Jour"), day),
        (_("Passage"), f"{report.run}, {_instant(report.started_at)}, {report.seconds:.1f} s"),
        (_("Pilote"), report.driver),
    )
    return ((say(name), said) for name, said in told if said)


def counted(report: Report, say: Say) -> Iterator[tuple[str, int]]:
    """How many duties came to what; empty groups are left out."""
    for group in _GROUPS:
        if count := sum(map(group.holds, report.duties)):
            yield say(group.named(count, observed=report.mode == "observation")), count


def evidence(report: Report, say: Say) -> str:
    """What the verdicts that conclude rest on."""
    kinds = [check.evidence for module in report.modules for check in module.checks if check.result in _SHOWN | _BROKEN]
    return ", ".join(say(said).format(count=kinds.count(kind)) for kind, said in _EVIDENCE.items() if kind in kinds)


def unjudged(report: Report, say: Say, language: str) -> tuple[Unjudged, ...]:
    """The duties that a machine judges and no verdict closes, grouped by their reason, in the report's order; what does not apply comes last."""
    groups: dict[tuple[Result, str], list[DutyReport]] = {}
    for duty in report.duties:
        if duty.result not in _SHOWN | _BROKEN and not attestations.is_for_people(duty):
            groups.setdefault((duty.result, _why(duty, report, say, language)), []).append(duty)
    told = (Unjudged(result, reason, tuple(duties)) for (result, reason), duties in groups.items())
    return tuple(sorted(told, key=lambda group: group.result is Result.NOT_APPLICABLE))


def _why(duty: DutyReport, report: Report, say: Say, language: str) -> str:
    """The duty's own reason, else the story's that should have shown it, else what the check received."""
    known = DUTIES.get(duty.id)
    if duty.result is Result.SKIPPED and known is not None and known.untested_because and not duty.checks:
        return known.untested_because.in_(language)
    if duty.reason is not None:
        return duty.reason.in_(language)
    said = (
        (module.reason or check.received).in_(language)
        for module in report.modules
        for check in module.checks
        if check.duty == duty.id and check.result == duty.result
    )
    return next(said, say(_("aucune raison n'a été notée")))


def unplayed(report: Report, language: str) -> tuple[Unplayed, ...]:
    """The stories that no verdict closes, grouped by their reason."""
    groups: dict[tuple[Result, str], list[str]] = {}
    for module in report.modules:
        if module.reason is not None and module.result not in _SHOWN | _BROKEN:
            groups.setdefault((module.result, module.reason.in_(language)), []).append(module.id)
    return tuple(Unplayed(result, reason, tuple(modules)) for (result, reason), modules in groups.items())


def _instant(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")
