"""Stories about the tax API: the typed SPI, the year that is not taxed yet, the failure, the token revoked early."""

from conformance.checks import assiettes, notice, quota
from conformance.checks.tables import everywhere
from conformance.modules import passive
from conformance.modules.gateway import ANY, EITHER
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

DOWN = Module(
    "api-panne",
    Text("L'API Impôt particulier est en panne", "The tax API is down"),
    ("franceconnect", "spi", "etat_civil"),
    ANY,
    (assiettes.failure_is_explained,),
    reaction="explain",
    orders=everywhere("assiettes.response.500"),
)

REVOKED = Module(
    "api-jeton-revoque",
    Text("Le jeton de la passerelle est révoqué avant son terme", "The gateway's token is revoked early"),
    ("franceconnect", "spi", "etat_civil"),
    ANY,
    (assiettes.revoked_token_is_renewed,),
    reaction="retry",
    orders=everywhere("assiettes.token.revoked"),
)
