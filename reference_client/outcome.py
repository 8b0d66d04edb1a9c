"""How a journey ends when it does not succeed: we refuse, the citizen refuses, or something is broken."""

from enum import StrEnum


class Kind(StrEnum):
    """What is in the way. Each has its own words for the citizen (`troubles`): no error is ever shown as an income."""

    FC_DOWN = "franceconnect.injoignable"
    FC_BUSY = "franceconnect.occupe"
    FC_STOPPED = "franceconnect.interrompu"
    FC_OPEN = "franceconnect.ouvert"
    FC_ERROR = "franceconnect.erreur"
    FC_ANSWER = "franceconnect.reponse"
    IDENTITY = "franceconnect.identite"
    API_DOWN = "impots.injoignable"
    API_ANSWER = "impots.reponse"
    API_TOKEN = "impots.jeton"
    API_RIGHTS = "impots.droits"
    API_QUOTA = "impots.quota"
    API_REQUEST = "impots.requete"
    NO_YEAR = "impots.aucune-annee"
    UNKNOWN_TAXPAYER = "impots.inconnu"
    NOTHING_GIVEN = "impots.rien"
    BAD_SPI = "impots.spi"
    NOT_FOUND_BY_NAME = "impots.etat-civil"
    BAD_CIVIL_STATUS = "impots.etat-civil-refuse"
    NO_TAXATION = "impots.aucune-imposition"
    NO_ADDRESS = "impots.adresse-absente"
    PARTIAL_ADDRESS = "impots.adresse-incomplete"
    FOREIGN_ADDRESS = "impots.adresse-etrangere"
    TOO_MANY_MISSES = "compte.essais"
    LONG_FORM = "formulaire.long"
    STALE_FORM = "formulaire.perime"
    NOT_FOUND = "page.inconnue"
    BUG = "service.panne"


class Stop(Exception):
    """The journey goes no further."""


class Refused(Stop):
    """An answer of the protocol that we do not trust; `rule` names the rule that it breaks."""

    status = 403

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class BadCallback(Refused):
    """The browser brought back an answer that we did not ask for."""

    status = 400


class Declined(Stop):
    """The citizen did not go on, which is a right."""


class Trouble(Stop):
    """A technical fault, or data that do not exist; `wait` is how many seconds a server asks to wait, when it says so."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.kind = kind
        self.wait = 0
