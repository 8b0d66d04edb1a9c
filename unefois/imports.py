"""People from files into a space: read together or refused together, loaded at once; and what a person is told of it."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rulebook.source import Text
from scenarios.datasets.dataset import Dataset
from scenarios.datasets.finding import Finding, Place
from scenarios.datasets.reading import Refused, read
from simulator.calendar import Calendar
from simulator.spaces import DEFAULT
from unefois import files
from unefois.composition import Bench
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _

SHOWN = 50
MOST_BYTES = 256 * 1024 * 1024  # a row is about a hundred: two million people


def read_files(paths: Sequence[Path]) -> tuple[Dataset, list[tuple[str, str]]]:
    """What those files state, and their names and texts; exit code 2 with everything that is wrong in any of them."""
    texts: list[tuple[str, str]] = []
    mistakes: list[Finding] = []
    for file in paths:
        text = _text(file)
        if isinstance(text, Text):
            mistakes.append(Finding(Place(str(file)), text))
        else:
            texts.append((str(file), text))
    try:
        dataset = read(texts)
    except Refused as refused:
        mistakes += refused.mistakes
    if mistakes:
        raise ConfigurationError(listed(mistakes))
    return dataset, texts


def _text(file: Path) -> str | Text:
    """The text of a file, or why it has none."""
    try:
        data = files.held(file, MOST_BYTES)
    except FileNotFoundError:
        return Text("ce fichier n'existe pas", "this file does not exist")
    except IsADirectoryError:
        return Text("c'est un dossier, pas un fichier", "this is a folder, not a file")
    except OSError as error:
        return Text(f"illisible ({error.strerror})", f"cannot be read ({error.strerror})")
    if b"\0" in data:
        return Text("ce n'est pas un fichier texte", "this is not a text file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Text(
            f"n'est pas de l'UTF-8 (ligne {line}) : enregistrez-le en « CSV UTF-8 »",
            f'is not UTF-8 (line {line}): save it as "CSV UTF-8"',
        )


def listed(mistakes: Sequence[Finding]) -> str:
    """The first of them, one a line, and how many more there are."""
    lines = [mistake.located(LANGUAGE) for mistake in mistakes[:SHOWN]]
    if (more := len(mistakes) - SHOWN) > 0:
        lines.append(_("… et {more} autres.").format(more=more))
    return "\n".join([*lines, _("Rien n'est chargé.")])


def load(bench: Bench, space: str, dataset: Dataset, today: date | None = None) -> dict[str, Any]:
    """Let those people into the space, its calendar moved to `today` if that is given; the summary of what they are."""
    found = bench.spaces.of(space)
    calendar = Calendar(today=today).over(found.calendar)
    bench.worlds.of(found).load(dataset, calendar.moment(time.time()).date())
    bench.spaces.set_calendar(space, calendar)
    return summary(dataset, calendar, housing_tax=found.housing_tax)


def started_with(bench: Bench, dataset: Dataset, today: date | None = None) -> dict[str, Any]:
    """Let them into a bench that nobody serves yet; exit code 2 with the reason of whoever lives there already."""
    try:
        return load(bench, DEFAULT, dataset, today)
    except Refused as refused:
        raise ConfigurationError(listed(refused.mistakes)) from None


def summary(dataset: Dataset, calendar: Calendar, *, housing_tax: bool = True) -> dict[str, Any]:
    """Counts, an example of each way in, slips that were put right, and the income years that `calendar` does not serve."""
    notices, homes = list(dataset.notices()), list(dataset.housing())
    data = [(spi, annee) for spi, annee, reponse in notices if reponse is None]
    years = sorted({annee for _spi, annee, _reponse in (*notices, *homes)})
    now = time.time()
    return {
        "identities": len(dataset.personas),
        "notices": len(data),
        "housing": sum(reponse is None for _spi, _annee, reponse in homes),
        "answers": sum(reponse is not None for _spi, _annee, reponse in (*notices, *homes)),
        "login": _login(dataset, {spi for spi, _annee in data}),
        "spi": dict(zip(("spi", "annee"), data[0], strict=True)) if data else None,
        "housing_tax": housing_tax,
        "years": years,
        "not_served": [
            annee for annee in years if not (calendar.is_served(annee, now) and calendar.is_taxed(annee, now))
        ],
        "remarks": [remark.located(LANGUAGE) for remark in dataset.remarks],
    }


def _login(dataset: Dataset, with_notice: set[str]) -> str | None:
    """Somebody to log in as: rather one who has a notice."""
    logins = [persona.login for persona in dataset.personas]
    return next((login for login in logins if login in with_notice), next(iter(logins), None))


def told(said: dict[str, Any]) -> str:
    """A summary, in sentences."""
    counts = _("{identities} identité(s), {notices} avis, {housing} logement(s), {answers} réponse(s) énoncée(s).")
    lines = [counts.format(**said)]
    lines += said["remarks"][:SHOWN]
    if (more := len(said["remarks"]) - SHOWN) > 0:
        lines.append(_("… et {more} autres.").format(more=more))
    if said["housing"] and not said["housing_tax"]:
        lines.append(
            _(
                "La taxe d'habitation a quitté l'API en 2025 : ce banc ne sert pas les logements. « unefois up --housing-tax » la sert encore."
            )
        )
    if said["not_served"]:
        years, day = ", ".join(map(str, said["not_served"])), f"{max(said['not_served']) + 1}-10-01"
        lines.append(
            _(
                "Années de revenus non servies à la date du banc : {years}. « unefois people import --today {day} … » y place son calendrier."
            ).format(years=years, day=day)
        )
    if said["login"]:
        lines.append(_("Connectez-vous sur FranceConnect avec {login}.").format(login=said["login"]))
    if said["spi"]:
        lines.append(_("Par SPI : {spi}, revenus {annee}.").format(**said["spi"]))
    return "\n".join(lines)
