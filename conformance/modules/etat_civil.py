"""Stories about a civil status: it finds its person, nobody, or several people. On what fails, those of the tax API are told."""

from conformance.checks import assiettes, etat_civil
from conformance.modules import passive
from conformance.modules.shape import Module
from conformance.modules.told import told
from rulebook.duty import Capability
from rulebook.source import Text

ETAT_CIVIL = Module(
    "api-etat-civil",
    Text("Le citoyen donne son état civil et obtient son résultat", "The citizen gives a civil status, gets a result"),
    ("etat_civil",),
    (Capability.API_ETAT_CIVIL,),
    (
        assiettes.spi_stays_out_of_addresses,
        *passive.BROWSER,
        *(check for check in passive.NOTICE if Capability.API_ETAT_CIVIL in check.duty.applies),
    ),
    laps=2,
)


NARROWED = tuple(
    told(row, story, ("etat_civil",), (Capability.API_ETAT_CIVIL,)) for row in etat_civil.ROWS for story in row.stories
)
