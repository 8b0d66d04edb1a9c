"""Every format that has a published JSON Schema, by name. Apart from its models, so that who reads one does not load them all.

`FORMATS` is what ``unefois explain --format NAME`` prints.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.formats.application import Application
from rulebook.formats.attestations import Attestations
from rulebook.formats.control import CalendarBody, ElapseBody, FaultOrder, ImportBody, KeysBody, LeaseRequest, SpaceBody
from rulebook.formats.data_provider import DataProvider
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.observation import Observation
from rulebook.formats.record import Record
from rulebook.formats.report import Report
from rulebook.formats.statement import Statement
from rulebook.formats.waivers import Waivers

FORMATS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "application": Application,
        "attestations": Attestations,
        "calendar": CalendarBody,
        "data-provider": DataProvider,
        "elapse": ElapseBody,
        "exchange": Exchange,
        "fault": FaultOrder,
        "habilitation": Habilitation,
        "import": ImportBody,
        "keys": KeysBody,
        "lease": LeaseRequest,
        "observation": Observation,
        "persona": Statement,
        "report": Report,
        "space": SpaceBody,
        "waivers": Waivers,
    }
)
