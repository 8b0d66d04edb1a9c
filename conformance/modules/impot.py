"""Stories about the tax API that no fault disturbs: the typed SPI, the year that is not taxed yet."""

from conformance.checks import assiettes, notice, quota
from conformance.modules import passive
from conformance.modules.gateway import EITHER
from conformance.modules.shape import Module
from rulebook.duty import Capability
from rulebook.source import Text

SPI = Module(
    "api-spi",
    Text(
        "Le citoyen saisit son numéro fiscal et obtient son résultat", "The citizen types a tax number, gets a result"
    ),
    ("spi",),
    (Capability.API_SPI,),
    (
        assiettes.spi_stays_out_of_addresses,
        *passive.BROWSER,
        *passive.NOTICE,
    ),
    laps=2,
)

LATE_YEAR = Module(
    "api-annee-non-taxee",
    Text("La dernière année n'est pas encore taxée", "The last year is not taxed yet"),
    ("franceconnect", "spi"),
    EITHER,
    (assiettes.untaxed_year_falls_back, notice.served_year_is_told, quota.refused_calls_are_not_repeated),
    reaction="fall_back",
    late_year=True,
)
