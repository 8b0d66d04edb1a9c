"""What /userinfo says, and refuses, and until when."""

from collections.abc import Callable
from typing import Any

from conformance.provider.answer import Answer, unreadable
from conformance.provider.fact import YES, Fact, Material, Read, Setting, just
from conformance.provider.facts.jwks import published
from conformance.provider.facts.userinfo_refusals import TRIALS, WITH_TOKEN
from conformance.provider.readers import header, of, status
from conformance.provider.tokens import genuine, parts, seconds
from rulebook import documents
from rulebook.source import Text

_SOURCE = documents.engine("userinfo")
_OK = "token.userinfo"
_PIVOT = ("openid", "identite_pivot", "email")
_STAMPS = ("aud", "exp", "iat", "iss")
_OPTIONAL = frozenset({"preferred_username"})


def _jwt(read: Callable[[dict[str, Any], dict[str, Any]], Any], name: str = _OK) -> Read:
    return of(name, lambda answer: read(*_said(answer)))


def _said(answer: Answer) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a body that is a token."""
    header, claims = parts(answer.text)
    if not header:
        raise unreadable("pas un jeton", "not a token")
    return header, claims


def _claim(name: str) -> Read:
    return _jwt(lambda _, claims: claims.get(name))


def _signed(name: str, role: str = "") -> Read:
    """Whether a published key signed it, or the téléservice's secret."""

    def read(material: Material) -> bool:
        secret = material.setting.secrets.get(role, "")
        return genuine(material[name].text, {"keys": published(material)}, secret)

    return read


def _names(scopes: tuple[str, ...]) -> Callable[[Setting], list[str]]:
    return lambda setting: sorted({"sub", *setting.platform.claims_of(scopes), *_STAMPS})


def _everything(setting: Setting) -> list[str]:
    """Every claim of identity; what a person may lack apart."""
    claims = setting.platform.claims_of(setting.platform.scopes)
    return sorted({*claims, *_STAMPS} - _OPTIONAL - {"amr"})


def _all_but_optional(header: dict[str, Any], claims: dict[str, Any]) -> list[str]:
    del header
    return sorted(set(claims) - _OPTIONAL)


def _same_sub(material: Material) -> bool:
    told = _said(material[_OK])[1].get("sub")
    _, claimed = parts(material["token.success"].word("id_token"))
    return isinstance(told, str) and told == claimed.get("sub")


def _ends_with_the_token(material: Material) -> bool:
    """The access token is as old, to a second, as the id_token that came with it."""
    _, claims = _said(material[_OK])
    answer = material["token.success"]
    _, beside = parts(answer.word("id_token"))
    end = seconds(beside, "iat") + seconds(answer.members, "expires_in")
    exp = seconds(claims, "exp")
    return abs(exp - end) <= 1 and 0 < exp - seconds(claims, "iat") <= 60


ALL: tuple[Fact, ...] = (
    Fact("OP-USERINFO-01", Text("Un jeton donne 200", "A token gives 200"), _SOURCE, status(_OK), just(200)),
    Fact(
        "OP-USERINFO-02",
        Text("La réponse est un JWT", "The answer is a JWT"),
        _SOURCE,
        header(_OK, "content-type"),
        just("application/jwt; charset=utf-8"),
    ),
    Fact(
        "OP-USERINFO-03",
        Text("Elle ne se garde pas", "It may not be kept"),
        _SOURCE,
        header(_OK, "cache-control"),
        just("no-store"),
    ),
    Fact(
        "OP-USERINFO-04",
        Text("Son en-tête a alg et kid", "Its header has alg and kid"),
        _SOURCE,
        _jwt(lambda header, _: sorted(header)),
        just(["alg", "kid"]),
    ),
    Fact("OP-USERINFO-05", Text("Une clé publiée l'a signée", "A published key signed it"), _SOURCE, _signed(_OK), YES),
    Fact(
        "OP-USERINFO-06",
        Text(
            "Elle a les claims des scopes demandés, et pas d'autre", "It has the claims of the scopes asked, no other"
        ),
        _SOURCE,
        _jwt(lambda _, claims: sorted(claims)),
        _names(_PIVOT),
    ),
    Fact(
        "OP-USERINFO-07",
        Text("aud est le client_id", "aud is the client_id"),
        _SOURCE,
        _claim("aud"),
        lambda setting: setting.client_id,
    ),
    Fact(
        "OP-USERINFO-08",
        Text("iss est l'émetteur", "iss is the issuer"),
        _SOURCE,
        _claim("iss"),
        lambda setting: setting.issuer,
    ),
    Fact(
        "OP-USERINFO-09",
        Text(
            "exp est, à une seconde près, la fin du jeton d'accès (60 s au plus)",
            "exp is, to a second, the end of the access token (60 s at most)",
        ),
        _SOURCE,
        _ends_with_the_token,
        YES,
    ),
    Fact(
        "OP-USERINFO-10",
        Text("Le sub est celui de l'id_token", "The sub is the id_token's"),
        documents.oidc("5.3.2"),
        _same_sub,
        YES,
    ),
    Fact(
        "OP-USERINFO-11",
        Text("Tous les scopes donnent toute l'identité", "All scopes give all the identity"),
        _SOURCE,
        _jwt(_all_but_optional, "full.userinfo"),
        _everything,
    ),
    Fact(
        "OP-USERINFO-12",
        Text("Aucune donnée d'un fournisseur de données n'y est", "No data of a data provider is there"),
        _SOURCE,
        _jwt(
            lambda _, claims: [name for name in claims if name.startswith(("dgfip_", "cnam_", "cnous_"))],
            "full.userinfo",
        ),
        just([]),
    ),
    Fact(
        "OP-USERINFO-13",
        Text("Le jeton passe aussi dans l'adresse", "The token may come in the address too"),
        _SOURCE,
        status("userinfo.by_query"),
        just(200),
    ),
    Fact(
        "OP-USERINFO-14",
        Text("?scope= restreint les claims", "?scope= narrows the claims"),
        _SOURCE,
        _jwt(lambda _, claims: sorted(claims), "userinfo.narrowed"),
        _names(("openid",)),
    ),
    Fact(
        "OP-USERINFO-15",
        Text("Sans jeton, le défi nomme Bearer et DPoP", "Without token, the challenge names Bearer and DPoP"),
        _SOURCE,
        header("userinfo.OP-USERINFO-NO-TOKEN-1", "www-authenticate"),
        lambda setting: (
            f'Bearer realm="{setting.issuer}", DPoP realm="{setting.issuer}", algs="{" ".join(setting.platform.asymmetric)}"'
        ),
    ),
    Fact(
        "OP-USERINFO-16",
        Text("Le seul scope openid ne donne que le sub", "The scope openid alone gives the sub only"),
        _SOURCE,
        _jwt(lambda _, claims: sorted(claims), "anonymous.userinfo"),
        _names(("openid",)),
    ),
    *(
        Fact(
            f"OP-USERINFO-{number}",
            Text(
                f"Celui d'un client {role.upper()} est signé en {role.upper()}",
                f"That of an {role.upper()} client is signed so",
            ),
            _SOURCE,
            _signed(f"{role}.userinfo", role),
            YES,
            platforms=("low",),
        )
        for number, role in ((20, "rs256"), (21, "hs256"))
    ),
    *(trial.fact for trial in (*TRIALS, *WITH_TOKEN)),
)
