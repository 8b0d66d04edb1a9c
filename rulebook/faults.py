"""Names of the faults that a tester may order. What each one does lives in the simulator that owns its stage.

A fault is a named deviation, ordered for one client and one journey (`rulebook.formats.control.FaultOrder`), never globally.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rulebook.source import Text


class Stage(StrEnum):
    """Where in the making of an answer a fault acts, in that order."""

    PARAMS = "params"  # parameters of a redirect to the client
    CLAIMS = "claims"  # claims of a token, before it is signed
    HEADER = "header"  # alg, kid of a token
    SIGNING = "signing"  # key, or signature, of a token
    RESPONSE = "response"  # status, body, media type
    TRANSPORT = "transport"  # delay, cut


@dataclass(frozen=True, slots=True)
class Fault:
    """One deviation: `by` and `endpoint` say whose answer it alters ("*": the one that the order names)."""

    name: str
    stage: Stage
    by: str
    endpoint: str
    says: Text
    parameters: tuple[str, ...] = ()


_ALL = (
    Fault(
        "callback.state.forged",
        Stage.PARAMS,
        "franceconnect",
        "authorize_resume",
        Text("le `state` rendu au client n'est pas celui qu'il a envoyé", "the `state` returned is not the one sent"),
    ),
    Fault(
        "callback.iss.foreign",
        Stage.PARAMS,
        "franceconnect",
        "authorize_resume",
        Text("le `iss` du retour est celui d'un autre serveur", "the `iss` of the callback is another server's"),
    ),
    Fault(
        "id_token.nonce.foreign",
        Stage.CLAIMS,
        "franceconnect",
        "token",
        Text("le `nonce` de l'id_token est celui d'un autre", "the id_token carries somebody else's `nonce`"),
    ),
    Fault(
        "id_token.iss.foreign",
        Stage.CLAIMS,
        "franceconnect",
        "token",
        Text("le `iss` de l'id_token est celui d'un autre serveur", "the id_token's `iss` is another server's"),
    ),
    Fault(
        "id_token.aud.foreign",
        Stage.CLAIMS,
        "franceconnect",
        "token",
        Text("l'id_token est destiné à un autre client", "the id_token is meant for another client"),
    ),
    Fault(
        "id_token.exp.past",
        Stage.CLAIMS,
        "franceconnect",
        "token",
        Text("l'id_token est périmé depuis une heure", "the id_token expired an hour ago"),
    ),
    Fault(
        "id_token.alg.none",
        Stage.HEADER,
        "franceconnect",
        "token",
        Text("l'id_token se dit non signé (`alg: none`)", "the id_token says that it is not signed (`alg: none`)"),
    ),
    Fault(
        "id_token.signature.broken",
        Stage.SIGNING,
        "franceconnect",
        "token",
        Text("la signature de l'id_token n'est pas la bonne", "the id_token's signature is wrong"),
    ),
    Fault(
        "userinfo.sub.foreign",
        Stage.CLAIMS,
        "franceconnect",
        "userinfo",
        Text("l'userinfo parle d'un autre `sub`", "the userinfo is about another `sub`"),
    ),
    Fault(
        "userinfo.signature.broken",
        Stage.SIGNING,
        "franceconnect",
        "userinfo",
        Text("la signature de l'userinfo n'est pas la bonne", "the userinfo's signature is wrong"),
    ),
    Fault(
        "assiettes.response.500",
        Stage.RESPONSE,
        "dgfip",
        "assiettes",
        Text("l'API Impôt particulier répond 500", "the tax API answers 500"),
    ),
    Fault(
        "assiettes.token.revoked",
        Stage.RESPONSE,
        "dgfip",
        "assiettes",
        Text(
            "la passerelle dit le jeton d'accès invalide avant son terme (401, 900901)",
            "the gateway calls the access token invalid before its time (401, 900901)",
        ),
    ),
    Fault(
        "transport.delay",
        Stage.TRANSPORT,
        "*",
        "*",
        Text("la réponse attend `seconds` secondes", "the answer waits for `seconds` seconds"),
        parameters=("seconds",),
    ),
    Fault(
        "transport.cut",
        Stage.TRANSPORT,
        "*",
        "*",
        Text("la connexion est coupée au milieu de la réponse", "the connection is cut in the middle of the answer"),
    ),
)

FAULTS: Mapping[str, Fault] = MappingProxyType({fault.name: fault for fault in _ALL})

# Endpoints whose requests carry no credential: a fault there needs a lease that holds the whole space.
UNBOUND_ENDPOINTS = frozenset({"discovery", "jwks"})
