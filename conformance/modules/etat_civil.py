"""Stories about a civil status: it finds its person, nobody, or several people. On what fails, those of the tax API are told."""

from conformance.checks import Check, assiettes, etat_civil
from conformance.checks.tables import everywhere
from conformance.modules import passive
from conformance.modules.shape import Module
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


def _asks_for_more(id_: str, title: Text, check: Check) -> Module:
    orders = everywhere(check.under or "")
    needs = (Capability.API_ETAT_CIVIL,)
    return Module(id_, title, ("etat_civil",), needs, (check,), reaction="explain", orders=orders)


NARROWED = (
    _asks_for_more(
        "api-etat-civil-personne",
        Text("L'état civil ne désigne personne", "The civil status names nobody"),
        etat_civil.nobody_leads_to_another_question,
    ),
    _asks_for_more(
        "api-etat-civil-plusieurs",
        Text("L'état civil désigne plusieurs personnes", "The civil status names several people"),
        etat_civil.several_people_lead_to_another_question,
    ),
)
