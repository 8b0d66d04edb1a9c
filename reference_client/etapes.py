"""The démarche with FranceConnect: log in, read what will be asked, agree, read the receipt, and leave."""

from starlette.responses import Response

from reference_client import callback
from reference_client.authorization import Purpose
from reference_client.franceconnect import Login
from reference_client.impot import Consent
from reference_client.outcome import BadCallback, Declined, Kind, Refused, Trouble
from reference_client.session import Session
from reference_client.site import Site
from reference_client.visit import Visit, see_other


async def connexion(site: Site, visit: Visit) -> Response:
    """The button: send the browser to FranceConnect, for the identity only."""
    return await _authorize(site, visit.opened(), Purpose.IDENTITY)


async def retour(site: Site, visit: Visit) -> Response:
    """The browser is back from FranceConnect."""
    back = callback.read(visit.request.query_params.multi_items())
    pendings = visit.session.pendings if visit.session else {}
    pending = site.franceconnect.pending_of(back, pendings)
    site.practice.spend(pendings, pending)
    login = await site.franceconnect.finish(back, pending)
    if pending.purpose is Purpose.IDENTITY:
        return await _welcome(site, visit, login)
    return await _decide(site, visit.opened(), login)


async def identite(site: Site, visit: Visit) -> Response:
    """Who we believe is there."""
    if visit.session is None or visit.session.citizen is None:
        return see_other("/")
    return site.pages.show("identite.html", visit, citizen=visit.session.citizen)


async def information(site: Site, visit: Visit) -> Response:
    """What will be asked, from whom, why, and for how long it is kept: read before anything is asked."""
    if visit.session is None or visit.session.citizen is None:
        return see_other("/")
    return _information(site, visit)


async def donnees(site: Site, visit: Visit) -> Response:
    """The citizen agrees: a second authorization, now for the tax data."""
    form = await visit.form()
    if visit.session is None or visit.session.citizen is None:
        raise Trouble(Kind.STALE_FORM)
    if form.get("consentement") != "oui":
        return _information(site, visit, status=422, problem="consentement")
    return await _authorize(site, visit.session, Purpose.TAXES)


async def refus(site: Site, visit: Visit) -> Response:
    """The citizen would rather not."""
    del site, visit
    raise Declined


async def resultat(site: Site, visit: Visit) -> Response:
    """The receipt."""
    if visit.session is None or visit.session.receipt is None:
        return see_other("/")
    return site.pages.show("resultat.html", visit, receipt=visit.session.receipt)


async def deconnexion(site: Site, visit: Visit) -> Response:
    """Forget everything about this browser, then close FranceConnect's session too."""
    await visit.form()
    id_token = visit.session.id_token if visit.session else ""
    site.practice.forget(visit)
    if not id_token:
        return see_other("/")
    try:
        state, address = await site.franceconnect.leave(id_token)
    except Trouble:
        raise Trouble(Kind.FC_OPEN) from None
    visit.opened().leaving = state
    return see_other(address)


async def sortie(site: Site, visit: Visit) -> Response:
    """The browser is back from FranceConnect's logout."""
    expected = visit.session.leaving if visit.session else ""
    site.practice.check_logout_state(visit.request.query_params.get("state", ""), expected)
    site.practice.forget(visit)
    return see_other("/deconnecte")


async def deconnecte(site: Site, visit: Visit) -> Response:
    """Nobody is logged in any more, here or there."""
    return site.pages.show("deconnecte.html", visit)


async def _authorize(site: Site, session: Session, purpose: Purpose) -> Response:
    pending, address = await site.franceconnect.begin(purpose)
    session.remember(pending)
    return site.practice.send_browser(address)


async def _welcome(site: Site, visit: Visit, login: Login) -> Response:
    session = visit.opened()
    session.citizen = await site.franceconnect.citizen(login)
    session.account = session.receipt = None
    session.id_token = login.id_token
    site.practice.logged_in(visit)
    return see_other("/identite")


async def _decide(site: Site, session: Session, login: Login) -> Response:
    """The access token lives 60 seconds: the tax API is called now, in the callback, not on a later page."""
    if session.citizen is None:
        raise BadCallback("callback.somebody_is_logged_in")
    if session.citizen.subject != login.subject:
        raise Refused("id_token.same_person_as_before")
    session.id_token, session.receipt = login.id_token, None
    person = Consent(login.access_token)
    session.receipt = await site.receipt(person)
    return see_other(site.practice.receipt_address(person, session.receipt))


def _information(site: Site, visit: Visit, status: int = 200, problem: str = "") -> Response:
    years = site.practice.years_to_ask(site.today())
    return site.pages.show("information.html", visit, status, years=years, problem=problem)
