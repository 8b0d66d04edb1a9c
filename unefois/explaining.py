"""What is known under an id, as names and values in the reader's language: a duty, a check, a module, a fault, a refusal or a rule."""

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

Lines = Iterator[tuple[str, str]]
_FAMILIES: Mapping[str, Family] = MappingProxyType({family.id: family for family in FAMILIES})


def _duty(duty: Duty) -> Lines:
    yield _("exigence"), f"{duty.id} ({duty.strength})"
    yield _("dit"), duty.says.in_(LANGUAGE)
    if duty.constraint:
        yield _("attendu"), _bound(duty.parameter, duty.constraint)
    yield _("réparer"), duty.mend.in_(LANGUAGE)
    yield _("source"), str(duty.source)
    yield _("jugée par"), ", ".join(checks_of(duty)) or "—"
    if when := conditions(duty).in_(LANGUAGE):
        yield _("seulement"), when
    if duty.attestation:
        yield _("à attester"), duty.attestation.in_(LANGUAGE)
    if duty.untested_because:
        yield _("non jugée car"), duty.untested_because.in_(LANGUAGE)


def _check(check: Check) -> Lines:
    yield _("contrôle"), check.id
    yield _("titre"), check.title
    yield _("sous l'anomalie"), check.under or "—"
    yield _("module"), ", ".join(module.id for module in MODULES.values() if check in module.checks) or "—"
    yield from _duty(check.duty)


def _module(module: Module) -> Lines:
    yield _("module"), module.id
    yield _("titre"), module.title.in_(LANGUAGE)
    yield _("parcours"), ", ".join(module.parcours)
    yield _("anomalie"), module.fault or "—"
    yield _("réaction attendue"), module.reaction or "—"
    yield _("contrôles"), ", ".join(check.id for check in module.checks)


def _fault(fault: Fault) -> Lines:
    yield _("anomalie"), fault.name
    yield _("fait"), fault.says.in_(LANGUAGE)
    yield _("par"), f"{fault.by}, {fault.endpoint} ({fault.stage})"
    yield _("paramètres"), " ; ".join(one.explain().in_(LANGUAGE) for one in fault.parameters) or "—"
    yield _("ordonnée"), _ordered(fault)
    yield _("module"), ", ".join(module.id for module in MODULES.values() if module.fault == fault.name) or "—"
    if fault.name in UNORDERED:
        yield _("sans module car"), UNORDERED[fault.name].in_(LANGUAGE)


def _ordered(fault: Fault) -> str:
    """How one may have it."""
    if fault.endpoint in UNBOUND_ENDPOINTS:
        return _("par un bail pris avec exclusive = true")
    brought = [resident.id for resident in residents() if resident.fault == fault.name]
    if brought:
        return _("par un bail, ou en se connectant comme {persona}").format(persona=", ".join(brought))
    return _("par un bail, ou par un persona") if fault.endpoint in LOGIN_ENDPOINTS else _("par un bail")


def _fact(fact: Fact) -> Lines:
    yield _("contrôle"), fact.id
    yield _("dit"), fact.says.in_(LANGUAGE)
    yield _("module"), ", ".join(family.id for family in FAMILIES if fact in family.facts)
    yield _("écart connu"), ", ".join(known.difference.id for known in fact.known) or "—"
    yield _("source"), str(fact.source)


def _difference(difference: Difference) -> Lines:
    yield _("écart"), difference.id
    yield _("le réel"), difference.real.in_(LANGUAGE)
    yield _("ici"), difference.ours.in_(LANGUAGE)
    yield _("pourquoi"), difference.why.in_(LANGUAGE)
    yield _("se voit à"), difference.how.in_(LANGUAGE)
    yield _("vu par"), ", ".join(seen_by(difference)) or "—"
    yield _("source"), str(difference.source)


def _family(family: Family) -> Lines:
    yield _("module"), family.id
    yield _("titre"), family.title.in_(LANGUAGE)
    yield _("contrôles"), ", ".join(fact.id for fact in family.facts)


def _refusal(refusal: Refusal) -> Lines:
    yield _("refus"), refusal.id
    yield _("réponse"), f"{refusal.status} {refusal.code} ({refusal.channel})"
    if refusal.error or refusal.description:
        yield _("dit"), f"{refusal.error} {refusal.description}".strip()
    if refusal.constraint:
        yield _("sauf si"), _bound(refusal.parameter, refusal.constraint)
    yield _("source"), str(refusal.source)


def by_answer(refusals: Sequence[Refusal]) -> list[Lines]:
    """Those that answer the same are told once, with what brings each."""
    groups: dict[tuple[object, ...], list[Refusal]] = {}
    for one in refusals:
        groups.setdefault((one.status, one.code, one.channel, one.error, one.description), []).append(one)
    return [_refusal(same[0]) if len(same) == 1 else _same_answer(same) for same in groups.values()]


def _same_answer(refusals: Sequence[Refusal]) -> Lines:
    first, width = refusals[0], max(len(one.id) for one in refusals)
    yield from (line for line in _refusal(first) if line[0] in {_("réponse"), _("dit")})
    for one in refusals:
        unless = f"{_('sauf si')} {_bound(one.parameter, one.constraint)}" if one.constraint else ""
        yield _("refus"), f"{one.id:<{width}}  {unless}".rstrip()
    for source in dict.fromkeys(str(one.source) for one in refusals):
        yield _("source"), source


def _rule(rule: Rule) -> Lines:
    yield _("règle de DataPass"), rule.id
    yield _("dit"), rule.says.in_(LANGUAGE)
    yield _("demandée"), ", ".join(stage.name.in_(LANGUAGE) for stage in STAGES.values() if rule.asked_at(stage))
    yield _("réparer"), rule.mend.in_(LANGUAGE)
    yield _("source"), str(rule.source)


def _trouble(trouble: Trouble) -> Lines:
    yield _("connexion"), trouble.name
    yield _("rencontre"), trouble.says.in_(LANGUAGE)
    yield _("pour l'avoir"), _met(trouble)
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
