"""The drawn households and what both calculators say of them; the table is printed at the end of the run."""

import pytest
from oracle.comparaison import Constat, Reponse, constater
from oracle.consultation import demander
from oracle.ecarts import EXEMPLES, JAMAIS_TIRES
from oracle.tirage import foyers

from scenarios.fiscal import ANNEES
from scenarios.fiscal.foyer import Foyer

GRAINE, NOMBRE = 20_261_123, 2_000


@pytest.fixture(scope="session")
def tires() -> dict[int, list[Foyer]]:
    """The households of each income year."""
    return {annee: foyers(GRAINE, annee, NOMBRE) for annee in ANNEES}


@pytest.fixture(scope="session")
def reponses(tires: dict[int, list[Foyer]]) -> list[list[Reponse]]:
    """All that is asked of openfisca, once, since it takes seconds to start: the years, then the households of `ecarts`, of income 2023."""
    return demander(*tires.items(), (2023, [*EXEMPLES.values(), *JAMAIS_TIRES.values()]))


@pytest.fixture(scope="session")
def constats(tires: dict[int, list[Foyer]], reponses: list[list[Reponse]]) -> dict[int, list[Constat]]:
    """Every drawn household, compared."""
    return {
        annee: [constater(foyer, annee, reponse) for foyer, reponse in zip(ceux, recues, strict=True)]
        for (annee, ceux), recues in zip(tires.items(), reponses, strict=False)
    }


@pytest.fixture(scope="session")
def exemples(reponses: list[list[Reponse]]) -> dict[str, Reponse]:
    """What openfisca says of the households of `ecarts`, by name."""
    return dict(zip((*EXEMPLES, *JAMAIS_TIRES), reponses[-1], strict=True))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table that a test recorded, whichever process ran it."""
    for rapport in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for nom, texte in rapport.user_properties:
            if nom == "oracle" and rapport.when == "call":
                terminalreporter.section("notre calculateur devant openfisca-france")
                terminalreporter.write_line(str(texte))
