"""Plans: what a given application leaves of them, and the controls that come along."""

import re
from datetime import UTC, date, datetime

import pytest
from judge_journeys import HABILITATION, application

from conformance.checks import CHECKS
from conformance.modules import CONTROLS, MODULES
from conformance.plans import PLANS, UnknownModule, choose, walkable
from conformance.years import open_years
from rulebook.duty import Capability
from rulebook.formats.habilitation import ApiImpot

LOGIN, CONSENT, TYPED = Capability.FRANCECONNECT, Capability.API_FRANCECONNECT, Capability.API_SPI
LEAVES = Capability.LOGOUT
WHOLE = PLANS["fc-impot"]
CONTROLLED = ["fs-parcours", "api-spi", "api-etat-civil", "fs-deconnexion"]


def _chosen(*capabilities: Capability, only: tuple[str, ...] = ()) -> dict[str, str | None]:
    return {one.module.id: one.parcours for one in choose(WHOLE, application(*capabilities), only)}


def test_whole_plan_runs_controls_first() -> None:
    """Every module that does not compare, the controls before anything rests on them."""
    assert WHOLE.modules == tuple(module for module in MODULES.values() if not module.takes_out)
    assert list(_chosen(LOGIN, CONSENT, TYPED))[:4] == CONTROLLED


def test_every_fault_of_a_check_is_ordered_by_its_module() -> None:
    """A check under a fault sits in a module that orders that very fault."""
    for module in MODULES.values():
        for check in module.checks:
            assert check.under in {None, module.fault}, (module.id, check.id)
    assert {check.under for check in CHECKS.values()} - {None} == {m.fault for m in MODULES.values()} - {None}


def test_disturbed_modules_name_a_reaction_and_controls_do_not() -> None:
    """One control a parcours; every other module says what the client must do."""
    assert [module.id for module in CONTROLS] == CONTROLLED
    for module in MODULES.values():
        disturbed = bool(module.orders or module.people) or module.late_year or module.gives_up or module.elsewhere
        assert disturbed is not module.is_control


def test_a_module_has_its_title_in_both_languages() -> None:
    """Filled, and not twice the same; a name of words and dashes."""
    for module in MODULES.values():
        assert module.title.fr != module.title.en
        assert module.title.fr[:1] == module.title.fr[:1].upper() != ""
        assert re.fullmatch(r"(fs|api|usage)(-[a-z0-9]+)+", module.id)


def test_a_parcours_is_walked_once_each_of_its_recipes_is_there() -> None:
    """Whoever leaves has logged in first: a recipe for the logout alone leads nowhere."""
    declared = application(LOGIN, CONSENT, TYPED, LEAVES)
    http = declared.driver.http.model_copy(update={"franceconnect": None})
    alone = declared.model_copy(update={"driver": declared.driver.model_copy(update={"http": http})})
    assert walkable(declared) == ("franceconnect", "spi", "logout")
    assert walkable(alone) == ("spi",)
    assert {one.parcours for one in choose(WHOLE, alone)} == {"spi", None}


def test_a_client_without_the_api_is_not_asked_for_it() -> None:
    """Only logging in: the API's modules are not applicable."""
    chosen = _chosen(LOGIN)
    assert chosen["fs-nonce-etranger"] == "franceconnect"
    assert chosen["api-spi"] is None
    assert chosen["api-panne"] is None


def test_api_modules_take_the_parcours_that_calls_the_api() -> None:
    """Consent first; the typed SPI when the API is called from there only."""
    assert _chosen(LOGIN, CONSENT, TYPED)["api-panne"] == "franceconnect"
    assert _chosen(LOGIN, TYPED)["api-panne"] == "spi"
    assert _chosen(TYPED)["fs-nonce-etranger"] is None


def test_who_does_not_declare_a_logout_is_not_asked_to_leave() -> None:
    """Declared, its stories are told after a login, on a control of their own."""
    assert _chosen(LOGIN, CONSENT)["fs-deconnexion"] is None
    chosen = _chosen(LOGIN, LEAVES, only=("fs-deconnexion-state-absent",))
    assert chosen == {"fs-deconnexion": "logout", "fs-deconnexion-state-absent": "logout"}


def test_only_brings_its_control_and_nothing_else() -> None:
    """`--only` a disturbed module: its control comes along."""
    assert list(_chosen(LOGIN, CONSENT, TYPED, only=("fs-nonce-etranger",))) == ["fs-parcours", "fs-nonce-etranger"]
    assert list(_chosen(LOGIN, TYPED, only=("api-panne",))) == ["api-spi", "api-panne"]
    assert list(_chosen(LOGIN, CONSENT, TYPED, only=("api-spi",))) == ["api-spi"]


def test_only_brings_the_module_that_another_one_rests_on() -> None:
    """A story that proves nothing after a failure comes with the one that must pass."""
    brought = list(_chosen(LOGIN, CONSENT, TYPED, only=("api-message-autre",)))
    assert brought == ["fs-parcours", "api-annee-non-taxee", "api-message-autre"]


def test_only_refuses_an_unknown_module() -> None:
    """A module that the plan does not hold is an error, not an empty run."""
    with pytest.raises(UnknownModule, match="fs-nonce-etrange"):
        _chosen(LOGIN, only=("fs-nonce-etrange",))


def test_smoke_is_every_control_and_two_faults() -> None:
    """A quick look, still at each parcours that is declared."""
    assert PLANS["smoke"].modules == (*CONTROLS, MODULES["fs-nonce-etranger"], MODULES["api-panne"])


def _contract(*scopes: str, calendar: dict[str, datetime] | None = None) -> ApiImpot:
    base = HABILITATION.api_impot
    assert base is not None
    return base.model_copy(update={"scopes": scopes, "calendar": calendar or {}})


@pytest.mark.parametrize(
    ("today", "late", "years"),
    [
        (date(2026, 11, 23), None, {2025, 2024}),  # 2025 is taxed since July
        (date(2026, 7, 21), None, {2025, 2024, 2023}),  # not yet: the last one taxed is 2024
        (date(2026, 7, 22), None, {2025, 2024}),
        (date(2026, 11, 23), 2025, {2025, 2024, 2023}),  # a module made 2025 untaxed
    ],
    ids=str,
)
def test_years_follow_the_calendar(today: date, late: int | None, years: set[int]) -> None:
    """n-1 and n-2 are counted from the last civil year and from the last year taxed."""
    contract = _contract("dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2")
    assert open_years(contract, today, late) == years


def test_a_contract_may_have_its_own_calendar() -> None:
    """A contract that opens 2025 on 1 January 2026 counts from there."""
    own = _contract("dgfip_annee_n_moins_1", calendar={"2025": datetime(2026, 1, 1, tzinfo=UTC)})
    assert open_years(own, date(2026, 2, 1)) == {2025}
    assert open_years(_contract("dgfip_annee_n_moins_1"), date(2026, 2, 1)) == {2025, 2024}
