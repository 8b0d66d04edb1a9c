"""Faults that no module orders, and why: each is what another one already shows, or nothing that the journal of a run can judge."""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.duties.unjudged import OF_THE_SPACE
from rulebook.source import Text

_WHICH = Text(
    "aucun texte ne dit laquelle des deux valeurs croire : lire la bonne et tout refuser se valent",
    "no text says which of two values to believe: reading the right one and refusing both are as good",
)
_FORM = Text(
    "la valeur est la bonne sous une autre forme : la lire et refuser se valent",
    "the value is right in another form: reading it and refusing are as good",
)
_NOT_DEMANDED = Text(
    "OpenID Connect laisse le client juge de cette valeur, et FranceConnect n'en dit rien : l'accepter et la refuser se valent",
    "OpenID Connect leaves this value to the client, and FranceConnect says nothing of it: accepting and refusing it are as good",
)
_CLOCKS = Text(
    "une tolérance d'horloge est permise, non exigée, et nul texte n'en donne la mesure",
    "a clock tolerance is allowed, not demanded, and no text gives its measure",
)
_KID = Text(
    "la signature est bonne : sans `kid`, essayer les clés et refuser sont permis tous deux",
    "the signature is right: without `kid`, trying the keys and refusing are both allowed",
)
_NEVER_SAID = Text(
    "FranceConnect ne dit jamais cela d'une personne, et un client peut ne pas lire ce membre : s'en passer et refuser se valent",
    "FranceConnect never says that of a person, and a client may not read this member: doing without it and refusing are as good",
)
_UNSEEN = Text(
    "ce que le client en fait (un courriel, un tableur, un journal) ne se voit ni sur le réseau ni sur ses pages",
    "what the client makes of it (a mail, a spreadsheet, a log) shows neither on the wire nor on its pages",
)
_LIKE_503 = Text(
    "pour un client, 502 et 503 sont une seule panne : 503 est ordonnée",
    "to a client, 502 and 503 are one failure: 503 is ordered",
)
_WAITS = Text(
    "une attente coûte des secondes à chaque passage : `token.transport.delay` est ordonnée, et dit si les appels sont bornés",
    "a wait costs seconds at each run: `token.transport.delay` is ordered, and tells whether calls are bounded",
)

_DOCUMENTS = (
    *(f"discovery.response.{how}" for how in ("500", "503", "html", "empty", "truncated", "huge")),
    *("discovery.issuer.foreign", "discovery.issuer.missing", "discovery.token_endpoint.foreign"),
    "discovery.jwks_uri.missing",
    *(f"jwks.response.{how}" for how in ("500", "503", "html", "empty", "truncated", "huge")),
    *("jwks.keys.empty", "jwks.keys.foreign", "jwks.keys.extra", "jwks.kid.missing"),
    *(
        f"{what}.transport.{how}"
        for what in ("discovery", "jwks")
        for how in ("delay", "drip", "cut", "silence", "reset")
    ),
)

FRANCECONNECT: Mapping[str, Text] = MappingProxyType(
    {
        "callback.state.duplicated": _WHICH,
        "callback.iss.duplicated": _WHICH,
        "callback.code.duplicated": _WHICH,
        "callback.response.fragment": Text(
            "un navigateur n'envoie pas le fragment : le serveur reçoit ce que donne `callback.response.empty`, qui est ordonnée",
            "a browser does not send the fragment: the server gets what `callback.response.empty` gives, which is ordered",
        ),
        "id_token.aud.several": Text(
            "OpenID Connect laisse refuser une `aud` de plus, ou l'accepter si l'on s'y fie",
            "OpenID Connect lets a client refuse one more `aud`, or accept it if it trusts it",
        ),
        "id_token.azp.foreign": _NOT_DEMANDED,
        "id_token.exp.text": _FORM,
        "id_token.iat.future": _NOT_DEMANDED,
        "id_token.iat.missing": _NOT_DEMANDED,
        "id_token.iat.text": _FORM,
        "id_token.clock.skewed": _CLOCKS,
        "id_token.auth_time.missing": _NOT_DEMANDED,
        "id_token.auth_time.old": _NOT_DEMANDED,
        "id_token.auth_time.future": _NOT_DEMANDED,
        "id_token.kid.missing": _KID,
        "userinfo.kid.missing": _KID,
        "userinfo.alg.none_disguised": Text(
            "qui s'y trompe se trompe à l'id_token, que lit le même code : `id_token.alg.none_disguised` est ordonnée",
            "whoever is deceived by it is so by the id_token, which the same code reads: `id_token.alg.none_disguised` is ordered",
        ),
        "userinfo.clock.skewed": _CLOCKS,
        **dict.fromkeys(
            (
                *(f"userinfo.given_name.{how}" for how in ("object", "number", "null", "empty", "huge")),
                "userinfo.family_name.list",
                *(f"userinfo.birthdate.{how}" for how in ("impossible", "text")),
                "userinfo.gender.unknown",
            ),
            _NEVER_SAID,
        ),
        "userinfo.family_name.control": _UNSEEN,
        "userinfo.family_name.formula": _UNSEEN,
        "userinfo.email.markup": _UNSEEN,
        "userinfo.response.type": _FORM,
        "userinfo.response.502": _LIKE_503,
        "token.response.502": _LIKE_503,
        "token.response.type": _FORM,
        "token.expires_in.text": _FORM,
        "token.access_token.foreign": Text(
            "l'userinfo le refuse, et le client reçoit ce que donne `userinfo.response.401`, qui est ordonnée",
            "the userinfo refuses it, and the client gets what `userinfo.response.401` gives, which is ordered",
        ),
        "token.transport.drip": _WAITS,
        "userinfo.transport.delay": _WAITS,
        "userinfo.transport.drip": _WAITS,
        **dict.fromkeys(_DOCUMENTS, OF_THE_SPACE),
    }
)
_NO_ANSWER = Text(
    "pour un client, la même chose que `transport.cut` : aucune réponse entière, d'où la même explication",
    "the same to a client as `transport.cut`: no whole answer, hence the same explanation",
)
# The tax API and its gateway; of the bare faults of the connection, those that are not ordered there.
DGFIP: Mapping[str, Text] = MappingProxyType(
    {
        "transport.silence": _NO_ANSWER,
        "transport.reset": _NO_ANSWER,
        "transport.drip": Text(
            "pour un client, la même chose que `transport.delay` : une réponse qui tarde, que borne la même limite",
            "the same to a client as `transport.delay`: an answer that is late, which the same limit bounds",
        ),
    }
)

UNORDERED: Mapping[str, Text] = MappingProxyType({**FRANCECONNECT, **DGFIP})
