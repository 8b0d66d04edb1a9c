"""Stories about FranceConnect: the whole démarche, then what a téléservice refuses, explains or accepts."""

from conformance.checks import (
    assiettes,
    authorize,
    callback,
    id_token,
    keys,
    options,
    page,
    sessions,
    token,
    usage,
    userinfo,
)
from conformance.modules import passive
from conformance.modules.shape import Module
from conformance.modules.told import told
from rulebook.duty import Capability
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
        keys.what_is_encrypted_is_read,
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


ELSEWHERE = Module(
    "fs-retour-d-ailleurs",
    Text(
        "Le retour de FranceConnect est ouvert dans le navigateur de quelqu'un d'autre",
        "FranceConnect's callback is opened in somebody else's browser",
    ),
    ("franceconnect",),
    (Capability.FRANCECONNECT,),
    (callback.another_browser_is_refused,),
    reaction="refuse",
    elsewhere=True,
)


# Names of the bench's own catalogue, whose notices are plain: only the identity is unusual.
UNUSUAL = Module(
    "fs-identites",
    Text("Des personnes à l'identité inhabituelle se connectent", "People with an unusual identity log in"),
    ("franceconnect",),
    _LOGIN,
    (userinfo.unusual_people_reach_the_goal,),
    reaction="accept",
    people=("noms-composes", "ne-au-maroc", "jour-de-naissance-presume", "prenom-unique"),
)


# New keys first: a client that bounds how often it reads the keys must not have spent it on keys that nobody knows.
UNDER_FAULT = tuple(
    told(row, story, ("franceconnect",), (Capability.FRANCECONNECT,))
    for row in (
        *keys.DISTURBED,
        *callback.DISTURBED,
        *id_token.DISTURBED,
        *token.DISTURBED,
        *userinfo.DISTURBED,
        *page.DISTURBED,
    )
    for story in row.stories
)
