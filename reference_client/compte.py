"""The démarche with a town account: the citizen types a tax number, which is used once and forgotten."""

import hmac
import re

from starlette.responses import Response

from reference_client.impot import Spi
from reference_client.outcome import Kind, Trouble
from reference_client.site import Site
from reference_client.visit import Visit, see_other

# The only account of the demonstration, shown on the page itself. A town plugs in its own directory here.
DEMO = ("demo", "demo")


def spi_of(typed: str) -> str | None:
    """The 13 digits that were typed, spaces forgiven; None when it is anything else."""
    digits = re.sub(r"[ \u00a0\u202f]", "", typed)
    return digits if re.fullmatch(r"[0-9]{13}", digits) else None


async def ouverture(site: Site, visit: Visit) -> Response:
    """The login form, or the tax number form for somebody already logged in."""
    if visit.opened().account is None:
        return site.pages.show("compte.html", visit)
    return _numero(site, visit)


async def connexion(site: Site, visit: Visit) -> Response:
    """The local account opens."""
    form = await visit.form()
    typed = f"{form.get('identifiant', '')}\n{form.get('mot_de_passe', '')}"
    if not hmac.compare_digest(typed.encode(), "\n".join(DEMO).encode()):
        return site.pages.show("compte.html", visit, 403, problem="compte")
    session = visit.opened()
    session.account, session.citizen, session.receipt, session.id_token = DEMO[0], None, None, ""
    visit.logged_in()
    return see_other("/compte")


async def quotient(site: Site, visit: Visit) -> Response:
    """The tax number is checked, used, and gone when the answer is there; it is never sent back to the page."""
    form = await visit.form()
    session = visit.opened()
    if session.account is None:
        raise Trouble(Kind.STALE_FORM)
    number = spi_of(form.get("spi", ""))
    if number is None:
        return _numero(site, visit, 422, "spi")
    if form.get("consentement") != "oui":
        return _numero(site, visit, 422, "consentement")
    person = Spi(number)
    session.receipt = await site.price(person)
    return see_other(site.practice.receipt_address(person))


def _numero(site: Site, visit: Visit, status: int = 200, problem: str = "") -> Response:
    years = site.practice.years_to_ask(site.today())
    return site.pages.show("numero.html", visit, status, years=years, problem=problem)
