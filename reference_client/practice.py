"""The decisions of a careful client, side by side: replace one, and you have a client with exactly that defect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.responses import Response

from reference_client import (
    annees,
    apim,
    authorization,
    callback,
    consultation,
    erreurs,
    id_token,
    impot,
    logout,
    notices,
    pages,
    recu,
    sfip,
    signed,
    token,
    userinfo,
    wire,
)
from reference_client.authorization import Pending
from reference_client.callback import Callback
from reference_client.consultation import Consult
from reference_client.discovery import Provider
from reference_client.etat_civil import EtatCivil
from reference_client.id_token import Check
from reference_client.impot import Call, Fields, Person
from reference_client.notice import Notice
from reference_client.outcome import Kind, Stop
from reference_client.patience import PATIENT, Patience
from reference_client.recu import Receipt
from reference_client.settings import Settings
from reference_client.signed import Verify
from reference_client.token import Redeem
from reference_client.userinfo import Fetch
from reference_client.visit import HEADERS, CookieLook, Visit, cookie_look, see_other


@dataclass(frozen=True, slots=True)
class Practice:
    """In the order of the journey; every default is the careful way."""

    new_state: Callable[[], str] = authorization.new_secret
    new_nonce: Callable[[], str] = authorization.new_secret
    authorization_parameters: Callable[[Settings, Pending], Mapping[str, str]] = authorization.parameters
    send_browser: Callable[[str], Response] = see_other
    pending_of: Callable[[Callback, Mapping[str, Pending], float], Pending] = callback.pending_of
    spend: Callable[[dict[str, Pending], Pending], None] = callback.spend
    check_issuer: Callable[[Callback, Provider], None] = callback.check_issuer
    code_of: Callable[[Callback], str] = callback.code_of
    redeem: Redeem = token.redeem
    signed_by: Callable[[Settings, Verify], Verify] = signed.by_published_keys
    verify_id_token: Verify = signed.verify
    id_token_checks: tuple[Check, ...] = id_token.CHECKS
    fetch_userinfo: Fetch = userinfo.fetch
    verify_userinfo: Verify = signed.verify
    userinfo_checks: tuple[Check, ...] = userinfo.CHECKS
    logged_in: Callable[[Visit], None] = Visit.logged_in
    years_to_ask: Callable[[date], tuple[int, ...]] = annees.to_ask
    leads_to_the_year_before: Callable[[Kind], bool] = annees.leads_to_the_year_before
    consult: Consult = consultation.consult
    gateway_form: Callable[[str], Mapping[str, str]] = apim.form
    gateway_token_life: Callable[[int], float] = apim.believed_for
    new_correlation_id: Callable[[], str] = impot.new_correlation_id
    api_path: Callable[[Person, int], str] = impot.path
    api_headers: Callable[[Call], Mapping[str, str]] = impot.headers
    sfip_path: Callable[[EtatCivil], str] = sfip.path
    patience: Patience = PATIENT
    token_is_stale: Callable[[int, bytes], bool] = erreurs.token_is_stale
    accepts_type: Callable[[str], bool] = wire.is_json
    read_assiette: Callable[[int, bytes], Fields] = impot.read
    read_sfip: Callable[[int, bytes], Fields] = sfip.read
    new_reference: Callable[[str, Person], str] = recu.new_reference
    receipt_address: Callable[[Person, Receipt], str] = recu.receipt_address
    explain: Callable[[Stop], Notice] = notices.explain
    printed: Callable[[str], str] = pages.as_it_is
    page_headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)
    cookie_look: CookieLook = cookie_look
    forget: Callable[[Visit], None] = Visit.left
    logout_parameters: Callable[[Settings, str, str], Mapping[str, str]] = logout.parameters
    check_logout_state: Callable[[str, str], None] = logout.check_state


CAREFUL = Practice()
