"""What is known under an id: a duty, a check, a module, a fault, a refusal or a rule. Names never change, values are in the reader's language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from conformance.checks import CHECKS, Check
from conformance.modules import MODULES
from conformance.modules.shape import Module
from conformance.modules.unordered import UNORDERED
from conformance.provider.fact import Fact
from conformance.provider.plan import FACTS, FAMILIES, Family, seen_by
from rulebook.applicable import conditions
from rulebook.constraint import Constraint
from rulebook.datapass import RULES, STAGES, Rule
from rulebook.differences import DIFFERENCES, Difference
from rulebook.duties import DUTIES
from rulebook.duty import Duty
from rulebook.faults import FAULTS, LOGIN_ENDPOINTS, UNBOUND_ENDPOINTS, Fault
from rulebook.refusal import Refusal
from rulebook.refusals import REFUSALS
from rulebook.troubles import TROUBLES, Trouble
from scenarios.personas import residents
from unefois.language import LANGUAGE, _
from unefois.register import checks_of

# Names as machines read them, and values; `LABELS`: the same names, as people read them.
Lines = Iterator[tuple[str, str]]
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "duty": _("exigence"),
        "says": _("dit"),
        "expected": _("attendu"),
        "mend": _("réparer"),
        "source": _("source"),
        "judged_by": _("jugée par"),
        "only": _("seulement"),
        "to_attest": _("à attester"),
        "not_judged_because": _("non jugée car"),
        "check": _("contrôle"),
        "title": _("titre"),
        "under": _("sous l'anomalie"),
        "module": _("module"),
        "parcours": _("parcours"),
        "fault": _("anomalie"),
        "reaction": _("réaction attendue"),
        "checks": _("contrôles"),
        "does": _("fait"),
        "by": _("par"),
        "parameters": _("paramètres"),
        "ordered": _("ordonnée"),
        "unordered_because": _("sans module car"),
        "known_difference": _("écart connu"),
        "difference": _("écart"),
        "real": _("le réel"),
        "ours": _("ici"),
        "why": _("pourquoi"),
        "shows_in": _("se voit à"),
        "seen_by": _("vu par"),
        "refusal": _("refus"),
        "answer": _("réponse"),
        "unless": _("sauf si"),
        "rule": _("règle de DataPass"),
        "asked_at": _("demandée"),
        "trouble": _("connexion"),
        "meets": _("rencontre"),
        "met_by": _("pour l'avoir"),
    }
)
_FAMILIES: Mapping[str, Family] = MappingProxyType({family.id: family for family in FAMILIES})


def _duty(duty: Duty) -> Lines:
    yield "duty", f"{duty.id} ({duty.strength})"
    yield "says", duty.says.in_(LANGUAGE)
    if duty.constraint:
        yield "expected", _bound(duty.parameter, duty.constraint)
    yield "mend", duty.mend.in_(LANGUAGE)
    yield "source", duty.source.says.in_(LANGUAGE)
    yield "judged_by", ", ".join(checks_of(duty)) or "—"
    if when := conditions(duty).in_(LANGUAGE):
        yield "only", when
    if duty.attestation:
        yield "to_attest", duty.attestation.in_(LANGUAGE)
    if duty.untested_because:
        yield "not_judged_because", duty.untested_because.in_(LANGUAGE)


def _check(check: Check) -> Lines:
    yield "check", check.id
    yield "title", check.title
    yield "under", check.under or "—"
    yield "module", ", ".join(module.id for module in MODULES.values() if check in module.checks) or "—"
    yield from _duty(check.duty)


def _module(module: Module) -> Lines:
    yield "module", module.id
    yield "title", module.title.in_(LANGUAGE)
    yield "parcours", ", ".join(module.parcours)
    yield "fault", module.fault or "—"
    yield "reaction", module.reaction or "—"
    yield "checks", ", ".join(check.id for check in module.checks)


def _fault(fault: Fault) -> Lines:
    yield "fault", fault.name
    yield "does", fault.says.in_(LANGUAGE)
    yield "by", f"{fault.by}, {fault.endpoint} ({fault.stage})"
    yield "parameters", " ; ".join(one.explain().in_(LANGUAGE) for one in fault.parameters) or "—"
    yield "ordered", _ordered(fault)
    yield "module", ", ".join(module.id for module in MODULES.values() if module.fault == fault.name) or "—"
    if fault.name in UNORDERED:
        yield "unordered_because", UNORDERED[fault.name].in_(LANGUAGE)


def _ordered(fault: Fault) -> str:
    """How one may have it."""
    if fault.endpoint in UNBOUND_ENDPOINTS:
        return _("par un bail pris avec exclusive = true")
    brought = [resident.id for resident in residents() if resident.fault == fault.name]
    if brought:
        return _("par un bail, ou en se connectant comme {persona}").format(persona=", ".join(brought))
    return _("par un bail, ou par un persona") if fault.endpoint in LOGIN_ENDPOINTS else _("par un bail")


def _fact(fact: Fact) -> Lines:
    yield "check", fact.id
    yield "says", fact.says.in_(LANGUAGE)
    yield "module", ", ".join(family.id for family in FAMILIES if fact in family.facts)
    yield "known_difference", ", ".join(known.difference.id for known in fact.known) or "—"
    yield "source", fact.source.says.in_(LANGUAGE)


def _difference(difference: Difference) -> Lines:
    yield "difference", difference.id
    yield "real", difference.real.in_(LANGUAGE)
    yield "ours", difference.ours.in_(LANGUAGE)
    yield "why", difference.why.in_(LANGUAGE)
    yield "shows_in", difference.how.in_(LANGUAGE)
    yield "seen_by", ", ".join(seen_by(difference)) or "—"
    yield "source", difference.source.says.in_(LANGUAGE)


def _family(family: Family) -> Lines:
    yield "module", family.id
    yield "title", family.title.in_(LANGUAGE)
    yield "checks", ", ".join(fact.id for fact in family.facts)


def _refusal(refusal: Refusal) -> Lines:
    yield "refusal", refusal.id
    yield "answer", f"{refusal.status} {refusal.code} ({refusal.channel})"
    if refusal.error or refusal.description:
        yield "says", f"{refusal.error} {refusal.description}".strip()
    if refusal.constraint:
        yield "unless", _bound(refusal.parameter, refusal.constraint)
    yield "source", refusal.source.says.in_(LANGUAGE)


def by_answer(refusals: Sequence[Refusal]) -> list[Lines]:
    """Those that answer the same are told once, with what brings each."""
    groups: dict[tuple[object, ...], list[Refusal]] = {}
    for one in refusals:
        groups.setdefault((one.status, one.code, one.channel, one.error, one.description), []).append(one)
    return [_refusal(same[0]) if len(same) == 1 else _same_answer(same) for same in groups.values()]


def _same_answer(refusals: Sequence[Refusal]) -> Lines:
    first, width = refusals[0], max(len(one.id) for one in refusals)
    yield from (line for line in _refusal(first) if line[0] in {"answer", "says"})
    for one in refusals:
        unless = f"{LABELS['unless']} {_bound(one.parameter, one.constraint)}" if one.constraint else ""
        yield "refusal", f"{one.id:<{width}}  {unless}".rstrip()
    for source in dict.fromkeys(one.source.says.in_(LANGUAGE) for one in refusals):
        yield "source", source


def _rule(rule: Rule) -> Lines:
    yield "rule", rule.id
    yield "says", rule.says.in_(LANGUAGE)
    yield "asked_at", ", ".join(stage.name.in_(LANGUAGE) for stage in STAGES.values() if rule.asked_at(stage))
    yield "mend", rule.mend.in_(LANGUAGE)
    yield "source", rule.source.says.in_(LANGUAGE)


def _trouble(trouble: Trouble) -> Lines:
    yield "trouble", trouble.name
    yield "meets", trouble.says.in_(LANGUAGE)
    yield "met_by", _met(trouble)
    yield from _refusal(trouble.refusal)


def _met(trouble: Trouble) -> str:
    """Who logs in to run into it."""
    met = [resident.id for resident in residents() if resident.trouble == trouble.name]
    anybody = _("une identité personnalisée, ou un persona dont le fichier dit trouble = « {name} »").format(
        name=trouble.name
    )
    return ", ".join([*met, anybody])


def _bound(parameter: str | None, constraint: Constraint) -> str:
    return _("{parameter} : {value}").format(parameter=parameter, value=constraint.explain().in_(LANGUAGE))


# What bears an id → who tells it.
_TABLES: tuple[tuple[Mapping[str, Any], Callable[[Any], Lines]], ...] = (
    (DUTIES, _duty),
    (CHECKS, _check),
    (MODULES, _module),
    (FAULTS, _fault),
    (FACTS, _fact),
    (DIFFERENCES, _difference),
    (_FAMILIES, _family),
    (TROUBLES, _trouble),
    (RULES, _rule),
)


def one_by_one(refusals: Sequence[Refusal]) -> list[Lines]:
    """Each of them whole."""
    return [_refusal(refusal) for refusal in refusals]


def explained(ident: str, tell: Callable[[Sequence[Refusal]], list[Lines]] = one_by_one) -> list[Lines]:
    """What bears that id; a code of the wire (Y04EA6EF, 4101) may be that of several refusals, which `tell` tells; none for an unknown one."""
    for table, told in _TABLES:
        if ident in table:
            return [told(table[ident])]
    # Some refusals have no code: the empty one is nobody's.
    return tell([one for one in REFUSALS.values() if ident and ident in {one.id, one.code}])


def known() -> Mapping[str, object]:
    """Everything that bears an id."""
    return {name: one for table in (*(table for table, _told in _TABLES), REFUSALS) for name, one in table.items()}
