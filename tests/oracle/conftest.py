"""The drawn households and what both calculators say of them; the table is printed at the end of the run."""

import pytest
from oracle.comparaison import Constat, Reponse, constater
from oracle.consultation import demander
from oracle.ecarts import EXEMPLES, JAMAIS_TIRES
from oracle.tirage import foyers

from scenarios.fiscal import ANNEES
from scenarios.fiscal.foyer import Foyer

GRAINE, NOMBRE = 20_261_123, 2_000
# Who may owe the differential contribution of income 2025: its threshold, its décote, families. openfisca counts no shared or married child.
DIVIDENDES = [
    Foyer(situation, {"2DC": montant, "1AJ": salaire}, pac, naissances=(1980, 1980))
    for situation in "CM"
    for montant in (251_000, 290_000, 330_000, 400_000, 590_000, 700_000, 2_000_000)
    for salaire, pac in ((0, {}), (30_000, {"F": 2}), (60_000, {"J": 1, "R": 1}))
]


@pytest.fixture(scope="session")
def tires() -> dict[int, list[Foyer]]:
    """The households of each income year."""
    return {annee: foyers(GRAINE, annee, NOMBRE) for annee in ANNEES}


@pytest.fixture(scope="session")
def reponses(tires: dict[int, list[Foyer]]) -> list[list[Reponse]]:
    """All that is asked of openfisca, once, since it takes seconds to start: years, then the households of `ecarts`, then dividends."""
    exemples = [*EXEMPLES.values(), *JAMAIS_TIRES.values()]
    return demander(*tires.items(), (2023, exemples), (2025, DIVIDENDES))


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
    return dict(zip((*EXEMPLES, *JAMAIS_TIRES), reponses[-2], strict=True))


@pytest.fixture(scope="session")
def dividendes(reponses: list[list[Reponse]]) -> list[tuple[Foyer, Reponse]]:
    """Households that live on dividends in 2025, and what openfisca says of them."""
    return list(zip(DIVIDENDES, reponses[-1], strict=True))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table that a test recorded, whichever process ran it."""
    for rapport in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for nom, texte in rapport.user_properties:
            if nom == "oracle" and rapport.when == "call":
                terminalreporter.section("notre calculateur devant openfisca-france")
                terminalreporter.write_line(str(texte))
