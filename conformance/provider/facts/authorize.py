"""What /authorize refuses, on a page or by a redirect, and what it takes."""

import json
from typing import Any

from conformance.provider.ask import STATE, Ask, changed
from conformance.provider.fact import Fact, Known, Material, Setting, exactly, just
from conformance.provider.facts.refusing import Trial, at_the_edges, refused, refuses_in, seen
from conformance.provider.readers import as_said, path_of, shape
from rulebook import differences, documents
from rulebook.refusals import authorize as refusals
from rulebook.refusals import interaction
from rulebook.source import Source, Text

SCENE = "authorize"
# Parameters that other providers know, and that this one refuses for being unknown.
FOREIGN = (
    "code_challenge",
    "response_mode",
    "login_hint",
    "max_age",
    "display",
    "id_token_hint",
    "request",
    "request_uri",
    "inconnu",
)
_IN_FRAGMENT = ("id_token", "id_token token", "code id_token", "code token")
_WHITELIST = documents.published_code("core-fcp, dto/authorize-params.dto.ts")
_ENGINE = documents.engine("authorize")


def _authorize(**changes: str | None) -> Ask:
    return changed("authorize", **changes)


def _claims(value: object) -> Ask:
    return _authorize(claims=json.dumps(value))


_refused = refuses_in(SCENE)


def _forbidden(setting: Setting) -> str:
    return next((scope for scope in setting.platform.scopes if scope not in setting.scopes), "")


def _scope_refused(setting: Setting) -> Any:
    return as_said(refusals.SCOPE_NOT_ALLOWED, state=STATE, scope=_forbidden(setting))(setting)


_ALONE: tuple[Trial, ...] = (
    _refused(
        refusals.UNKNOWN,
        "tout paramètre hors de sa liste",
        "any parameter outside its list",
        *(Ask("authorize", more=((name, "x"),)) for name in FOREIGN),
    ),
    _refused(refusals.TWICE, "un paramètre répété", "a repeated parameter", Ask("authorize", more=(("state", STATE),))),
    _refused(
        refusals.ACR_VALUES_TWICE,
        "acr_values répété",
        "a repeated acr_values",
        Ask("authorize", more=(("acr_values", "eidas1"),)),
    ),
    _refused(refusals.CLIENT, "un client inconnu", "an unknown client", _authorize(client_id="inconnu")),
    _refused(
        refusals.REDIRECT_URI_UNREGISTERED,
        "une redirect_uri non déclarée",
        "an unregistered redirect_uri",
        _authorize(redirect_uri="https://ailleurs.example.org/retour"),
        _authorize(redirect_uri="{redirect_uri}/"),
    ),
    _refused(
        refusals.TWO_FAULTS,
        "deux fautes dont une redirect_uri non déclarée",
        "two faults, one being an unregistered redirect_uri",
        _authorize(redirect_uri="https://ailleurs.example.org/retour", scope="email"),
        _authorize(redirect_uri="https://ailleurs.example.org/retour", response_type="inconnu"),
    ),
    refused(
        SCENE,
        refusals.SCOPE_NOT_ALLOWED,
        Text("un scope hors de l'habilitation", "a scope outside the habilitation"),
        _authorize(scope="openid {forbidden}"),
        wants=_scope_refused,
    ),
    _refused(refusals.CLAIMS_JSON, "des claims illisibles", "unreadable claims", _authorize(claims="{")),
    _refused(refusals.CLAIMS_OBJECT, "des claims qui ne sont pas un objet", "claims that are no object", _claims([])),
    _refused(refusals.CLAIMS_EMPTY, "des claims sans destination", "claims for nowhere", _claims({})),
    _refused(
        refusals.CLAIMS_USERINFO, "claims.userinfo mal formé", "a malformed claims.userinfo", _claims({"userinfo": 1})
    ),
    _refused(
        refusals.CLAIMS_ID_TOKEN, "claims.id_token mal formé", "a malformed claims.id_token", _claims({"id_token": 1})
    ),
    refused(
        SCENE,
        refusals.IDP_HINT,
        Text("un idp_hint hors de la liste, et y perd le state", "an idp_hint outside the list, losing the state"),
        _authorize(idp_hint="inconnu"),
        wants=as_said(refusals.IDP_HINT, state="undefined"),
    ),
    refused(
        SCENE,
        refusals.RESPONSE_TYPE_UNSUPPORTED,
        Text("un response_type implicite, dans le fragment", "an implicit response_type, in the fragment"),
        *(_authorize(response_type=value) for value in _IN_FRAGMENT),
        wants=as_said(refusals.RESPONSE_TYPE_UNSUPPORTED, state=STATE, where="fragment"),
        id_="OP-AUTHORIZE-RESPONSE-TYPE-FRAGMENT",
    ),
    _refused(refusals.POST_CRASH, "tout envoi par POST", "anything sent by POST", Ask("authorize", method="POST")),
    _refused(
        refusals.POST_CLIENT,
        "un POST d'un client inconnu",
        "a POST by an unknown client",
        Ask("authorize", (("client_id", "inconnu"),), method="POST"),
    ),
    refused(
        SCENE,
        refusals.REDIRECT_URI_STRICT,
        Text("une redirect_uri en http sur localhost", "an http redirect_uri on localhost"),
        _authorize(redirect_uri="http://localhost:8704/inconnue"),
        known=(Known(differences.LOCALHOST, exactly({"status": 400, "channel": "page", "code": "Y04C013C"})),),
        id_="OP-AUTHORIZE-LOCALHOST",
    ),
)
# One request each, as the téléservice of the run, whose answer is the refusal.
TRIALS: tuple[Trial, ...] = (
    *at_the_edges(SCENE, "authorize", refusals.ALL, skip=(refusals.REDIRECT_URI_STRICT,)),
    *_ALONE,
)

# Requests that are right, if unusual → why they pass.
TAKEN: tuple[tuple[Ask, Source, str, str], ...] = (
    (_authorize(nonce="n" * 22), _WHITELIST, "un nonce de 22 caractères", "a nonce of 22 characters"),
    (_authorize(state=""), _WHITELIST, "un state vide", "an empty state"),
    (_authorize(prompt="none login"), _WHITELIST, "`prompt=none login`", "`prompt=none login`"),
    (
        _authorize(acr_values="inconnu {acr}"),
        _ENGINE,
        "un niveau inconnu à côté du bon",
        "an unknown level beside the right one",
    ),
    (_authorize(scope="openid inconnu"), _ENGINE, "un scope inconnu", "an unknown scope"),
    (_authorize(ui_locales="fr"), _WHITELIST, "ui_locales", "ui_locales"),
    (_claims({"id_token": {"acr": None}}), _ENGINE, "des claims bien formés", "well-formed claims"),
    (
        _authorize(redirect_uri="{REDIRECT_URI}"),
        _ENGINE,
        "l'hôte de la redirect_uri en capitales",
        "the redirect_uri's host in capitals",
    ),
)


def _takes(place: int, source: Source, fr: str, en: str) -> Fact:
    name = f"{SCENE}.taken-{place}"

    def read(material: Material) -> object:
        answer = material[name]
        path = path_of(material.setting.issuer, answer.location)
        return "/interaction" if answer.status == 303 and path.startswith("/interaction/") else shape(answer)

    says = Text(f"/authorize prend {fr}", f"/authorize takes {en}")
    return Fact(f"OP-AUTHORIZE-TAKES-{place:02}", says, source, read, just("/interaction"))


def _wrong_level(setting: Setting) -> Any:
    served = ",".join(setting.platform.acr)
    return as_said(interaction.ACR, state=STATE, expected=served, got=foreign_level(setting.platform.acr))(setting)


def foreign_level(served: tuple[str, ...]) -> str:
    """A level that the platform does not serve."""
    return next(level for level in ("eidas1", "eidas2", "eidas3") if level not in served)


ALL: tuple[Fact, ...] = (
    *(trial.fact for trial in TRIALS),
    *(_takes(place, source, fr, en) for place, (_, source, fr, en) in enumerate(TAKEN, 1)),
    # Seen at the address to which /authorize sends the citizen; then as a téléservice that is not entitled to amr.
    seen(
        "OP-INTERACTION-ACR",
        interaction.ACR,
        Text("un niveau que la plateforme ne sert pas", "a level that the platform does not serve"),
        "level.interaction",
        wants=_wrong_level,
    ),
    seen(
        "OP-AUTHORIZE-CLAIMS-AMR",
        refusals.CLAIMS_AMR,
        Text("le claim amr à qui n'y a pas droit", "the amr claim to who has no right to it"),
        "unentitled.authorize",
    ),
)
