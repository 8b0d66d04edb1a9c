"""The id_token: header, claims, signature; nothing of what other providers add."""

import re
from collections.abc import Callable
from typing import Any

from conformance.provider.answer import unreadable
from conformance.provider.ask import NONCE
from conformance.provider.fact import NO, YES, Fact, Material, Read, Setting, Wanted, just
from conformance.provider.facts.jwks import published
from conformance.provider.tokens import genuine, parts, seconds
from rulebook import documents
from rulebook.source import Text

_SOURCE = documents.engine("id_token")
_CLAIMS = ["acr", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"]
_SUB = re.compile(r"[0-9a-f]{64}v1")


Part = dict[str, Any]


def _compact(material: Material, name: str) -> str:
    compact = material[name].word("id_token")
    if not compact:
        raise unreadable("pas d'id_token", "no id_token")
    return compact


def _said(material: Material, name: str) -> tuple[Part, Part]:
    """Header and claims of the id_token of that answer."""
    header, claims = parts(_compact(material, name))
    if not header:
        raise unreadable("l'id_token n'est pas un jeton signé", "the id_token is no signed token")
    return header, claims


def _token(read: Callable[[Part, Part], Any], name: str = "token.success") -> Read:
    """What `read` says of header and claims."""
    return lambda material: read(*_said(material, name))


def _claim(name: str) -> Read:
    return _token(lambda _, claims: claims.get(name))


def _signed(name: str, role: str = "") -> Read:
    """Whether the token of that answer was signed by a published key, or by the téléservice's secret."""

    def read(material: Material) -> bool:
        secret = material.setting.secrets.get(role, "")
        return genuine(_compact(material, name), {"keys": published(material)}, secret)

    return read


def _algorithm(name: str) -> Read:
    return _token(lambda header, _: header.get("alg"), name)


def _subs(first: str, second: str) -> Read:
    """Whether two tokens are about the same sub."""

    def read(material: Material) -> bool:
        said = [_said(material, name)[1].get("sub") for name in (first, second)]
        if not all(isinstance(sub, str) for sub in said):
            raise unreadable("un sub n'est pas un texte", "a sub is no text")
        return bool(said[0] == said[1])

    return read


def _amr(header: Part, claims: Part) -> bool:
    del header
    said = claims.get("amr")
    return isinstance(said, list) and bool(said) and all(isinstance(one, str) for one in said)


def _kid(material: Material) -> bool:
    kid = _said(material, "token.success")[0].get("kid")
    return isinstance(kid, str) and kid in [key.get("kid") for key in published(material)]


def _main_algorithm(setting: Setting) -> str:
    return setting.algorithm


def _low(id_: str, fr: str, en: str, read: Read, wants: Wanted) -> Fact:
    return Fact(id_, Text(fr, en), _SOURCE, read, wants, platforms=("low",))


ALL: tuple[Fact, ...] = (
    Fact(
        "OP-ID-TOKEN-01",
        Text("Son en-tête a alg et kid, sans typ", "Its header has alg and kid, no typ"),
        _SOURCE,
        _token(lambda header, _: sorted(header)),
        just(["alg", "kid"]),
    ),
    Fact(
        "OP-ID-TOKEN-02",
        Text("alg est celui du téléservice", "alg is the téléservice's"),
        _SOURCE,
        _algorithm("token.success"),
        _main_algorithm,
    ),
    Fact("OP-ID-TOKEN-03", Text("kid est une clé publiée", "kid is a published key"), _SOURCE, _kid, YES),
    Fact(
        "OP-ID-TOKEN-04",
        Text("La signature est celle d'une clé publiée", "The signature is a published key's"),
        _SOURCE,
        _signed("token.success"),
        YES,
    ),
    Fact(
        "OP-ID-TOKEN-05",
        Text("Il a ces huit claims : ni at_hash, ni sid, ni azp", "It has these eight claims: no at_hash, sid or azp"),
        _SOURCE,
        _token(lambda _, claims: sorted(claims)),
        just(_CLAIMS),
    ),
    Fact(
        "OP-ID-TOKEN-06",
        Text("aud est le client_id, une chaîne", "aud is the client_id, a string"),
        _SOURCE,
        _claim("aud"),
        lambda setting: setting.client_id,
    ),
    Fact(
        "OP-ID-TOKEN-07",
        Text("iss est l'émetteur", "iss is the issuer"),
        _SOURCE,
        _claim("iss"),
        lambda setting: setting.issuer,
    ),
    Fact(
        "OP-ID-TOKEN-08",
        Text("nonce est celui de la demande", "nonce is the request's"),
        _SOURCE,
        _claim("nonce"),
        just(NONCE),
    ),
    Fact(
        "OP-ID-TOKEN-09",
        Text("acr est un niveau de la plateforme", "acr is a level of the platform"),
        _SOURCE,
        _claim("acr"),
        lambda setting: setting.platform.acr[0],
    ),
    Fact(
        "OP-ID-TOKEN-10",
        Text("Il vaut 60 s", "It is good for 60 s"),
        _SOURCE,
        _token(lambda _, claims: seconds(claims, "exp") - seconds(claims, "iat")),
        just(60),
    ),
    Fact(
        "OP-ID-TOKEN-11",
        Text("sub a 64 chiffres hexadécimaux et le suffixe v1", "sub has 64 hexadecimal digits and the suffix v1"),
        documents.published_code("libs/cryptography-fcp"),
        _token(lambda _, claims: bool(_SUB.fullmatch(str(claims.get("sub"))))),
        YES,
    ),
    Fact(
        "OP-ID-TOKEN-12",
        Text("auth_time précède iat", "auth_time comes before iat"),
        _SOURCE,
        _token(lambda _, claims: seconds(claims, "auth_time") <= seconds(claims, "iat")),
        YES,
    ),
    Fact(
        "OP-ID-TOKEN-13",
        Text("Le sub est le même à la connexion suivante", "The sub is the same at the next login"),
        _SOURCE,
        _subs("token.success", "amr.token"),
        YES,
    ),
    Fact(
        "OP-ID-TOKEN-14",
        Text("Deux téléservices d'une entité partagent le sub", "Two téléservices of one entity share the sub"),
        documents.published_code("scénario de recette connexion-sub"),
        _subs("token.success", "twin.token"),
        YES,
    ),
    Fact(
        "OP-ID-TOKEN-15",
        Text("Deux entités ne partagent pas le sub", "Two entities do not share the sub"),
        documents.published_code("scénario de recette connexion-sub"),
        _subs("token.success", "other.token"),
        NO,
    ),
    Fact(
        "OP-ID-TOKEN-16",
        Text("amr, demandé par claims, s'ajoute en liste", "amr, asked by claims, comes as a list"),
        _SOURCE,
        _token(_amr, "amr.token"),
        YES,
    ),
    Fact(
        "OP-ID-TOKEN-17",
        Text("et c'est le neuvième claim", "and it is the ninth claim"),
        _SOURCE,
        _token(lambda _, claims: sorted(claims), "amr.token"),
        just(sorted([*_CLAIMS, "amr"])),
    ),
    Fact(
        "OP-ID-TOKEN-18",
        Text("Le scope amr n'y met pas amr", "The scope amr does not put amr there"),
        _SOURCE,
        _token(lambda _, claims: "amr" in claims, "full.token"),
        NO,
    ),
    _low(
        "OP-ID-TOKEN-20",
        "Un client RS256 reçoit RS256",
        "An RS256 client gets RS256",
        _algorithm("rs256.token"),
        just("RS256"),
    ),
    _low("OP-ID-TOKEN-21", "signé d'une clé publiée", "signed with a published key", _signed("rs256.token"), YES),
    _low(
        "OP-ID-TOKEN-22",
        "Un client HS256 reçoit HS256",
        "An HS256 client gets HS256",
        _algorithm("hs256.token"),
        just("HS256"),
    ),
    _low("OP-ID-TOKEN-23", "signé de son secret", "signed with its secret", _signed("hs256.token", "hs256"), YES),
)
