"""The decisions of a careful client, side by side: replace one, and you have a client with exactly that defect."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from reference_client import (
    annees,
    authorization,
    callback,
    erreurs,
    id_token,
    impot,
    logout,
    notices,
    recu,
    sfip,
    signed,
    token,
    userinfo,
    wire,
)
from reference_client.authorization import Pending
from reference_client.callback import Callback
from reference_client.discovery import Provider
from reference_client.etat_civil import EtatCivil
from reference_client.id_token import Check
from reference_client.impot import Call, Fields, Person
from reference_client.notice import Notice
from reference_client.outcome import Kind, Stop
from reference_client.patience import PATIENT, Patience
from reference_client.settings import Settings
from reference_client.signed import Verify
from reference_client.token import Redeem
from reference_client.visit import Visit


@dataclass(frozen=True, slots=True)
class Practice:
    """In the order of the journey; every default is the careful way."""

    new_state: Callable[[], str] = authorization.new_secret
    new_nonce: Callable[[], str] = authorization.new_secret
    authorization_parameters: Callable[[Settings, Pending], Mapping[str, str]] = authorization.parameters
    pending_of: Callable[[Callback, Mapping[str, Pending], float], Pending] = callback.pending_of
    check_issuer: Callable[[Callback, Provider], None] = callback.check_issuer
    code_of: Callable[[Callback], str] = callback.code_of
    redeem: Redeem = token.redeem
    verify_id_token: Verify = signed.verify
    id_token_checks: tuple[Check, ...] = id_token.CHECKS
    verify_userinfo: Verify = signed.verify
    userinfo_checks: tuple[Check, ...] = userinfo.CHECKS
    years_to_ask: Callable[[date], tuple[int, ...]] = annees.to_ask
    leads_to_the_year_before: Callable[[Kind], bool] = annees.leads_to_the_year_before
    new_correlation_id: Callable[[], str] = impot.new_correlation_id
    api_path: Callable[[Person, int], str] = impot.path
    api_headers: Callable[[Call], Mapping[str, str]] = impot.headers
    sfip_path: Callable[[EtatCivil], str] = sfip.path
    patience: Patience = PATIENT
    token_is_stale: Callable[[int, bytes], bool] = erreurs.token_is_stale
    accepts_type: Callable[[str], bool] = wire.is_json
    read_assiette: Callable[[int, bytes], Fields] = impot.read
    read_sfip: Callable[[int, bytes], Fields] = sfip.read
    receipt_address: Callable[[Person], str] = recu.receipt_address
    explain: Callable[[Stop], Notice] = notices.explain
    forget: Callable[[Visit], None] = Visit.left
    logout_parameters: Callable[[Settings, str, str], Mapping[str, str]] = logout.parameters


CAREFUL = Practice()
