"""Bodies of the control API: leases, fault orders, calendars, elapsed time."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from rulebook.faults import FAULTS, UNBOUND_ENDPOINTS, Fault
from rulebook.formats.reading import wrong
from rulebook.formats.record import Emissions, Part, Record, Taxation

# Days that a tester may call today: those of the income years that a file may state.
FIRST_DAY, LAST_DAY = date(2001, 1, 1), date(2101, 12, 31)


class On(Part):
    """When a fault strikes: on the `nth` call of `endpoint`, on the `first` so many, or between two instants (epoch seconds).

    Counting starts with the first order of the lease. Nothing stated: every call. `endpoint` may be left out when the fault has its own.
    """

    endpoint: str | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    first: Annotated[int, Field(ge=1)] | None = None
    from_: float | None = Field(default=None, alias="from")
    until: float | None = None

    @model_validator(mode="after")
    def _comes_to_pass(self) -> Self:
        if self.from_ is not None and self.until is not None and self.until <= self.from_:
            raise wrong("`until` est après `from`", "`until` is later than `from`", "until")
        return self


class FaultOrder(Record):
    """One fault, ordered for the leased application."""

    fault: str
    on: On = On()
    parameters: dict[str, Any] = {}

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        fault = FAULTS.get(self.fault)
        if fault is None:
            raise wrong(f"anomalie inconnue : {self.fault}", f"unknown fault: {self.fault}")
        if fault.endpoint == "*" and self.on.endpoint is None:
            raise wrong(f"{self.fault} veut `on.endpoint`", f"{self.fault} wants `on.endpoint`")
        if self.on.endpoint is not None and not fault.strikes(self.on.endpoint):
            where = ", ".join(dict.fromkeys((fault.endpoint, *fault.also)))
            raise wrong(
                f"{self.fault} agit sur {where}, pas sur {self.on.endpoint}",
                f"{self.fault} acts on {where}, not on {self.on.endpoint}",
            )
        _check_parameters(fault, self.parameters)
        return self

    @property
    def endpoint(self) -> str:
        """The endpoint whose answer is altered."""
        return self.on.endpoint or FAULTS[self.fault].endpoint

    @property
    def given(self) -> dict[str, Any]:
        """Every parameter of the fault: those that the order states, and defaults."""
        return FAULTS[self.fault].given(self.parameters)

    @property
    def needs_exclusive(self) -> bool:
        """Whether requests there carry no credential, so that only a lease on the whole space can aim."""
        return self.endpoint in UNBOUND_ENDPOINTS


def _check_parameters(fault: Fault, stated: Mapping[str, Any]) -> None:
    """Refuse a parameter that is missing, unknown, or not what the fault takes."""
    if missing := sorted(fault.needed - set(stated)):
        raise wrong(f"paramètre manquant : {', '.join(missing)}", f"missing parameter: {', '.join(missing)}")
    known = {parameter.name: parameter for parameter in fault.parameters}
    if unknown := sorted(set(stated) - set(known)):
        raise wrong(f"paramètre inconnu : {', '.join(unknown)}", f"unknown parameter: {', '.join(unknown)}")
    for name, value in stated.items():
        if not known[name].accepts(value):
            says = known[name].explain()
            raise wrong(f"valeur refusée ; {says.fr}", f"value refused; {says.en}")


class LeaseRequest(Record):
    """Take the application of a space for one module; wait up to `wait` seconds for it.

    `key` is the run's redaction key in hexadecimal: the bench redacts this lease's exchanges with it, and never writes it.
    """

    application: str
    module: str
    wait: Annotated[float, Field(ge=0, le=60)] = 0
    exclusive: bool = False
    key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class CalendarBody(Record):
    """Taxation instants by income year, and emissions by SPI and year (`{spi: {annee: instant}}`), for a space or a lease.

    `today` only for clients that declare `clock = "env"`. An emission replaces the day of the first notice of that person and year:
    none exists before it, and never before the year is taxed.
    """

    taxation: Taxation = {}
    today: date | None = Field(default=None, ge=FIRST_DAY, le=LAST_DAY)
    emissions: Emissions = {}


class ImportFile(Part):
    """One file of people, as its owner has it: its name is for the sentences that point into it."""

    name: str = Field(min_length=1)
    text: str


class ImportBody(Record):
    """Files of people to load together, or not at all: CSV layouts of the DGFiP's fictitious data sets, personas in TOML.

    `today` moves the calendar of the space to that day: data sets of past years are not served otherwise.
    """

    files: Annotated[tuple[ImportFile, ...], Field(min_length=1)]
    today: date | None = None


class ElapseBody(Record):
    """Age what is stored for the leased application by so many seconds."""

    seconds: Annotated[float, Field(ge=0)]


class SpaceBody(Record):
    """Make or reseed a space. `housing_tax` brings back the resource that the DGFiP retired in 2025.

    `consent_cuts` limits tax data to the scopes that the citizen consented to, besides the contract: assumed, and so a switch.
    """

    seed: int = 0
    strict_urls: bool = False
    housing_tax: bool = False
    consent_cuts: bool = True


KeyStep = Literal["publish", "sign", "retire"]


class KeysBody(Record):
    """One step of a rotation of a platform's signing keys: publish the next ones, sign with them, retire the old ones."""

    platform: Literal["low", "high"] = "low"
    step: KeyStep
