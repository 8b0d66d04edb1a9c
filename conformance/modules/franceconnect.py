"""Stories about FranceConnect: the whole démarche, then each thing that a téléservice must refuse."""

from conformance.checks import (
    Check,
    assiettes,
    authorize,
    callback,
    id_token,
    options,
    sessions,
    token,
    usage,
    userinfo,
)
from conformance.modules import passive
from conformance.modules.shape import Module
from rulebook.duty import Capability
from rulebook.formats.control import FaultOrder
from rulebook.source import Text

_LOGIN = (Capability.FRANCECONNECT, Capability.API_FRANCECONNECT)

PARCOURS = Module(
    "fs-parcours",
    Text("Le citoyen se connecte par FranceConnect et obtient son résultat", "The citizen logs in and gets a result"),
    ("franceconnect",),
    _LOGIN,
    (
        authorize.response_type_is_code,
        authorize.no_foreign_parameter,
        authorize.nonce_cannot_be_guessed,
        authorize.nonce_is_new_each_time,
        authorize.state_cannot_be_guessed,
        authorize.state_is_new_each_time,
        authorize.openid_is_asked,
        authorize.scopes_stay_within_the_habilitation,
        authorize.acr_is_sent,
        authorize.redirect_uri_is_registered,
        authorize.redirect_uri_is_https,
        authorize.request_is_a_get,
        options.acr_is_the_platforms,
        options.prompt_is_allowed,
        options.claims_ask_no_identity,
        options.hint_is_allowed,
        token.code_is_exchanged_once,
        token.code_is_exchanged_in_time,
        token.code_is_posted_as_a_form,
        token.redirect_uri_is_repeated,
        token.grant_is_a_code,
        token.secret_stays_on_the_server,
        token.secret_is_posted,
        id_token.tokens_are_signed_by_key,
        userinfo.token_goes_in_the_header,
        userinfo.userinfo_is_asked_in_time,
        sessions.session_changes_at_login,
        assiettes.consent_token_is_raw,
        assiettes.api_is_called_in_time,
        assiettes.announced_data_are_those_of_the_contract,
        usage.identity_scopes_are_used,
        *passive.BROWSER,
        *passive.NOTICE,
    ),
    laps=2,
)

GIVES_UP = Module(
    "fs-refus-usager",
    Text("Le citoyen renonce sur la page de FranceConnect", "The citizen gives up on FranceConnect's page"),
    ("franceconnect",),
    (Capability.FRANCECONNECT,),
    (callback.giving_up_is_explained,),
    reaction="explain",
    gives_up=True,
)


def _refuse(id_: str, title: Text, check: Check) -> Module:
    """The démarche with one false object, which the téléservice must refuse."""
    orders = (FaultOrder(fault=check.under),) if check.under else ()
    return Module(
        id_, title, ("franceconnect",), (Capability.FRANCECONNECT,), (check,), reaction="refuse", orders=orders
    )


REFUSALS = (
    _refuse(
        "fs-state-contrefait", Text("Retour au `state` contrefait", "Forged `state`"), callback.forged_state_is_refused
    ),
    _refuse(
        "fs-retour-iss-etranger", Text("Retour venu d'ailleurs", "Foreign callback"), callback.foreign_iss_is_refused
    ),
    _refuse(
        "fs-signature-fausse",
        Text("Signature de l'id_token fausse", "Wrong id_token signature"),
        id_token.broken_signature_is_refused,
    ),
    _refuse("fs-alg-none", Text("id_token non signé", "Unsigned id_token"), id_token.unsigned_token_is_refused),
    _refuse(
        "fs-nonce-etranger",
        Text("`nonce` de quelqu'un d'autre", "Somebody else's `nonce`"),
        id_token.foreign_nonce_is_refused,
    ),
    _refuse(
        "fs-iss-etranger", Text("id_token d'un autre serveur", "Foreign issuer"), id_token.foreign_issuer_is_refused
    ),
    _refuse(
        "fs-aud-etranger", Text("id_token destiné à un autre", "Foreign audience"), id_token.foreign_audience_is_refused
    ),
    _refuse("fs-exp-depasse", Text("id_token périmé", "Expired id_token"), id_token.expired_token_is_refused),
    _refuse(
        "fs-userinfo-signature-fausse",
        Text("Signature de l'userinfo fausse", "Wrong userinfo signature"),
        userinfo.broken_signature_is_refused,
    ),
    _refuse(
        "fs-userinfo-sub-etranger",
        Text("userinfo de quelqu'un d'autre", "Somebody else's userinfo"),
        userinfo.foreign_sub_is_refused,
    ),
)
