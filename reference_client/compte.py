"""The démarche with a town account: the citizen types a tax number or a civil status, which is used once and forgotten."""

import hmac
import re
from collections.abc import Mapping

from starlette.responses import Response

from reference_client import etat_civil as civil
from reference_client.impot import Person, Spi
from reference_client.outcome import Kind, Trouble
from reference_client.site import Site
from reference_client.visit import Visit, see_other

# The only account of the demonstration, shown on the page itself. A town plugs in its own directory here.
# It is tied to nobody: a town ties its accounts to people, and here only the number of misses keeps one from guessing.
DEMO = ("demo", "demo")
MISSES = 5
# Answers that tell a guesser to go on guessing.
NOBODY = frozenset({Kind.BAD_SPI, Kind.UNKNOWN_TAXPAYER, Kind.NO_YEAR, Kind.NOT_FOUND_BY_NAME, Kind.NO_TAXATION})


def spi_of(typed: str) -> str | None:
    """The 13 digits that were typed, spaces forgiven; None when it is anything else."""
    digits = re.sub(r"[ \u00a0\u202f]", "", typed)
    return digits if re.fullmatch(r"[0-9]{13}", digits) else None


async def ouverture(site: Site, visit: Visit) -> Response:
    """The login form, or the tax number form for somebody already logged in."""
    if visit.opened().account is None:
        return site.pages.show("compte.html", visit)
    _account_is_open(visit)
    return _numero(site, visit)


async def connexion(site: Site, visit: Visit) -> Response:
    """The local account opens."""
    form = await visit.form()
    typed = f"{form.get('identifiant', '')}\n{form.get('mot_de_passe', '')}"
    if not hmac.compare_digest(typed.encode(), "\n".join(DEMO).encode()):
        return site.pages.show("compte.html", visit, 403, problem="compte")
    session = visit.opened()
    session.account, session.citizen, session.receipt, session.id_token = DEMO[0], None, None, ""
    site.practice.logged_in(visit)
    return see_other("/compte")


async def numero(site: Site, visit: Visit) -> Response:
    """The tax number is checked, used, and gone when the answer is there; it is never sent back to the page."""
    form = await visit.form()
    _account_is_open(visit)
    number = spi_of(form.get("spi", ""))
    if number is None:
        return _numero(site, visit, 422, "spi")
    if form.get("consentement") != "oui":
        return _numero(site, visit, 422, "consentement")
    return await _decide(site, visit, Spi(number))


async def naissance(site: Site, visit: Visit) -> Response:
    """The civil status form, for who has no tax number at hand."""
    _civil_status_is_offered(site)
    if visit.opened().account is None:
        return see_other("/compte")
    _account_is_open(visit)
    return _naissance(site, visit)


async def etat_civil(site: Site, visit: Visit) -> Response:
    """The civil status is checked, used, and gone; only a form with something to correct shows it again, to who typed it."""
    _civil_status_is_offered(site)
    form = await visit.form()
    _account_is_open(visit)
    if wrong := civil.wrong_fields(form, site.today()):
        return _naissance(site, visit, 422, wrong, form)
    if form.get("consentement") != "oui":
        return _naissance(site, visit, 422, ("consentement",), form)
    return await _decide(site, visit, civil.read(form))


def _account_is_open(visit: Visit) -> None:
    if visit.session is None or visit.session.account is None:
        raise Trouble(Kind.STALE_FORM)
    if visit.session.misses >= MISSES:
        raise Trouble(Kind.TOO_MANY_MISSES)


def _civil_status_is_offered(site: Site) -> None:
    if not site.settings.sfip_id_teleservice:
        raise Trouble(Kind.NOT_FOUND)


async def _decide(site: Site, visit: Visit, person: Person) -> Response:
    session = visit.opened()
    session.receipt = None
    # Counted before the answer is there: questions put together are as many as questions put in turn.
    session.misses += 1
    try:
        session.receipt = await site.receipt(person)
    except Trouble as trouble:
        session.misses -= trouble.kind not in NOBODY
        raise
    session.misses -= 1
    return see_other(site.practice.receipt_address(person, session.receipt))


def _naissance(
    site: Site, visit: Visit, status: int = 200, wrong: tuple[str, ...] = (), typed: Mapping[str, str] | None = None
) -> Response:
    typed = typed or {"pays": civil.FRANCE}
    problem = "consentement" if wrong == ("consentement",) else ""
    return site.pages.show("etat_civil.html", visit, status, problem, years=(), wrong=wrong, typed=typed)


def _numero(site: Site, visit: Visit, status: int = 200, problem: str = "") -> Response:
    years = site.practice.years_to_ask(site.today())
    return site.pages.show("numero.html", visit, status, years=years, problem=problem)
