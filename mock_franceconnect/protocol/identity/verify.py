"""What FranceConnect checks of a citizen who is back from a provider: the answer at the callback, then level, RNIPP and account.

Order and stages are those of the published sources (oidc-client controller, then core-fcp-default-verify handler).
"""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from mock_franceconnect.protocol.identity import eidas
from mock_franceconnect.protocol.identity.acr import rank
from mock_franceconnect.protocol.identity.citizens import Citizen
from mock_franceconnect.protocol.identity.providers import PROVIDERS, Provider
from rulebook.formats.persona import FRANCE
from rulebook.refusal import Refusal
from rulebook.refusals import identity as refusals
from rulebook.troubles import TROUBLES, Stage


def refused_answer(citizen: Citizen) -> Refusal | None:
    """Why the provider's answer cannot be used: it failed, or the identity breaks a rule."""
    return _trouble(citizen, Stage.PROVIDER) or _broken_claim(citizen)


def _trouble(citizen: Citizen, stage: Stage) -> Refusal | None:
    trouble = TROUBLES.get(citizen.trouble)
    return trouble.refusal if trouble and trouble.stage is stage else None


def _broken_claim(citizen: Citizen) -> Refusal | None:
    told, european = citizen.told.claims, PROVIDERS[citizen.provider].eidas
    for refusal in refusals.CLAIMS:
        claim = refusal.parameter or ""
        if european and (claim not in eidas.CLAIMS or (claim in eidas.OPTIONAL and claim not in told)):
            continue
        if claim == "birthplace" and told.get("birthcountry") != FRANCE:
            continue
        if not refusal.accepts(told.get(claim)):
            return refusal
    return None


class _Case(Struct, frozen=True, gc=False):
    citizen: Citizen
    asked: str
    today: date
    sso: bool

    @property
    def provider(self) -> Provider:
        """Where the citizen comes from."""
        return PROVIDERS[self.citizen.provider]

    def refuses(self, stage: Stage) -> Refusal | None:
        """What a trouble of that stage says."""
        return _trouble(self.citizen, stage)


Rule = Callable[[_Case], Refusal | None]


def _level(case: _Case) -> Refusal | None:
    if rank(case.citizen.acr) < rank(case.asked):
        return refusals.LEVEL_LOW
    return None if case.citizen.acr in case.provider.acr else refusals.LEVEL_NOT_ALLOWED


def _rnipp(case: _Case) -> Refusal | None:
    """Single sign-on keeps the answer of the first login; nobody asks the RNIPP about a European citizen."""
    if case.sso or case.citizen.rnipp is None:
        return None
    dead = case.citizen.deces is not None and case.citizen.deces <= case.today
    return case.refuses(Stage.RNIPP) or (refusals.DECEASED if dead else None)


def _account(case: _Case) -> Refusal | None:
    return case.refuses(Stage.ACCOUNT)


IN_ORDER: tuple[Rule, ...] = (_level, _rnipp, _account)


def refused(citizen: Citizen, asked: str, today: date, *, sso: bool) -> Refusal | None:
    """Why this citizen goes no further, if so; `asked` is the level that the téléservice wants."""
    case = _Case(citizen, asked, today, sso)
    return next((refusal for rule in IN_ORDER if (refusal := rule(case))), None)
