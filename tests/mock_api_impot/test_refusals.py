"""Each refusal of the gateway and of the tax service, at the edges of its own record."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import httpx2
import pytest
from gateway_bench import CONTRACT, SPI, Gateway, foyer, habilitation, persona

from rulebook.formats.persona import Reponse
from rulebook.refusal import Channel, Refusal
from rulebook.refusals import REFUSALS, assiettes, stated, th
from rulebook.refusals import gateway as records

Example = Callable[[Gateway], httpx2.Response]


def _down(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("nobody there", request=request)


def _form(gateway: Gateway, *pairs: str) -> httpx2.Response:
    """A form as it is typed, so that a parameter may come twice."""
    headers = {"content-type": "application/x-www-form-urlencoded", "authorization": gateway.basic()}
    return gateway.client.post("/token", content="&".join(pairs), headers=headers)


def _unsubscribed(gateway: Gateway) -> httpx2.Response:
    token = gateway.token()
    gateway.world.register(habilitation(contract=None))
    return gateway.by_spi(authorization=f"Bearer {token}")


def _out_of_contract(gateway: Gateway) -> httpx2.Response:
    token = gateway.token()
    gateway.contract(resources=("RessourceIFI",))
    return gateway.by_spi(authorization=f"Bearer {token}")


def _foreign(gateway: Gateway) -> httpx2.Response:
    gateway.world.register(habilitation("autre", id_teleservice="AUTRE"))
    return gateway.by_spi(ID_Teleservice="AUTRE")


def _without_scope(gateway: Gateway) -> httpx2.Response:
    token = gateway.ask_token({"grant_type": "client_credentials"}).json()["access_token"]
    return gateway.by_spi(authorization=f"Bearer {token}")


def _once_too_often(gateway: Gateway) -> httpx2.Response:
    token = f"Bearer {gateway.token()}"
    return [gateway.by_spi(authorization=token) for _ in range(51)][-1]


def _by_spi_under(**contract: object) -> Example:
    def call(gateway: Gateway) -> httpx2.Response:
        gateway.contract(**contract)
        return gateway.by_spi()

    return call


def _consented(*scopes: str, **changes: str) -> Example:
    def call(gateway: Gateway) -> httpx2.Response:
        gateway.double.consents(*scopes)
        gateway.double.introspection |= changes
        return gateway.by_franceconnect()

    return call


def _ended(gateway: Gateway) -> httpx2.Response:
    gateway.double.introspection = {"active": False}
    return gateway.by_franceconnect()


def _unreachable(gateway: Gateway) -> httpx2.Response:
    gateway.double.instead = _down
    return gateway.by_franceconnect()


def _twins(gateway: Gateway) -> httpx2.Response:
    gateway.world.add(persona("0123456789790"))
    return gateway.by_franceconnect()


def _with_notices(*foyers: object) -> Example:
    def call(gateway: Gateway) -> httpx2.Response:
        stated = persona(SPI, None, foyer(2023)).model_copy(update={"foyer": foyers})
        gateway.world.add(stated)
        return gateway.by_spi()

    return call


def _no_housing(gateway: Gateway) -> httpx2.Response:
    gateway.contract(
        resources=("RessourceTHPrincipale",), scopes=("dgfip_locaux_th", "dgfip_annee_n_moins_1", "dgfip_rfr")
    )
    return gateway.th(SPI)


def _under(fault: str) -> Example:
    def call(gateway: Gateway) -> httpx2.Response:
        gateway.order(gateway.lease(), fault)
        return gateway.by_spi()

    return call


# Ordered, under a lease: no fault of the client's.
ORDERED = (assiettes.TECHNICAL_ERROR, assiettes.VALUE_NOT_ALLOWED, assiettes.NOT_FOUND, records.SUSPENDED)


EXAMPLES: dict[Refusal, Example] = {
    records.TOKEN_NOT_A_FORM: lambda gateway: gateway.client.post("/token", json={"grant_type": "client_credentials"}),
    records.TOKEN_REPEATED: lambda gateway: _form(gateway, "grant_type=client_credentials", "scope=a", "scope=b"),
    records.TOKEN_TWO_METHODS: lambda gateway: _form(gateway, "grant_type=client_credentials", "client_secret=x"),
    records.TOKEN_NO_CLIENT: lambda gateway: gateway.ask_token(accept="*/*"),
    records.TOKEN_UNKNOWN_CLIENT: lambda gateway: gateway.ask_token(
        authorization="Basic " + b64encode(b"nobody:secret").decode()
    ),
    records.TOKEN_WRONG_SECRET: lambda gateway: gateway.ask_token(authorization=gateway.basic(secret="x")),
    records.TOKEN_NO_GRANT_TYPE: lambda gateway: gateway.ask_token({"scope": "RessourceIR"}),
    records.TOKEN_GRANT_TYPE: lambda gateway: gateway.ask_token({"grant_type": "password"}),
    records.TOKEN_SCOPE: lambda gateway: gateway.ask_token({"grant_type": "client_credentials", "scope": 'a"b'}),
    records.NO_RESOURCE: lambda gateway: gateway.client.get("/impotparticulier/1.0/rien"),
    records.WRONG_METHOD: lambda gateway: gateway.client.get("/token"),
    records.NO_CREDENTIALS: lambda gateway: gateway.by_spi(authorization=None),
    records.INVALID_CREDENTIALS: lambda gateway: gateway.by_spi(authorization="Bearer x"),
    records.NO_SUBSCRIPTION: _unsubscribed,
    records.SCOPE_LACKING: _without_scope,
    records.NO_CERTIFICATE: _by_spi_under(client_certificate=True),
    records.QUOTA_EXCEEDED: _once_too_often,
    records.NO_CORRELATION: lambda gateway: gateway.by_spi(x_correlation_id=None),
    records.BAD_CORRELATION: lambda gateway: gateway.by_spi(x_correlation_id="1"),
    assiettes.NO_TELESERVICE: lambda gateway: gateway.by_spi(ID_Teleservice=None),
    assiettes.UNKNOWN_TELESERVICE: lambda gateway: gateway.by_spi(ID_Teleservice="INCONNU"),
    assiettes.FOREIGN_TELESERVICE: _foreign,
    assiettes.RESOURCE_NOT_CONTRACTED: _out_of_contract,
    assiettes.MODALITY_NOT_CONTRACTED: _by_spi_under(modality=("with_france_connect",)),
    assiettes.NO_CONSENT_TOKEN: lambda gateway: gateway.by_franceconnect(x_franceconnect_oauth=None),
    assiettes.BAD_SPI: lambda gateway: gateway.by_spi("123"),
    assiettes.BAD_YEAR: lambda gateway: gateway.by_spi(annee="deux"),
    assiettes.FRANCECONNECT_UNAVAILABLE: _unreachable,
    assiettes.CONSENT_ENDED: _ended,
    assiettes.CONSENT_OF_ANOTHER: _consented(*CONTRACT.scopes, aud="another"),
    assiettes.NOTHING_CONSENTED: _consented("openid", "email"),
    assiettes.UNKNOWN_SPI: lambda gateway: gateway.by_spi("0123456789790"),
    assiettes.UNKNOWN_IDENTITY: _consented(*CONTRACT.scopes, family_name="Personne"),
    assiettes.AMBIGUOUS_IDENTITY: _twins,
    assiettes.NOT_TAXED_YET: lambda gateway: gateway.by_spi(annee="2025"),
    assiettes.TOO_OLD: lambda gateway: gateway.by_spi(annee="2020"),
    assiettes.YEAR_NOT_CONTRACTED: _by_spi_under(scopes=("dgfip_rfr", "dgfip_annee_n_moins_2")),
    assiettes.NO_FIELD_CONTRACTED: _by_spi_under(scopes=("dgfip_indiIFI", "dgfip_annee_n_moins_1")),
    assiettes.NO_NOTICE: _with_notices(),
    assiettes.TWO_NOTICES: _with_notices(foyer(2024, fin=date(2024, 3, 1)), foyer(2024, debut=date(2024, 3, 2))),
    assiettes.TECHNICAL_ERROR: _under("assiettes.response.500"),
    assiettes.VALUE_NOT_ALLOWED: _under("assiettes.response.400"),
    assiettes.NOT_FOUND: _under("assiettes.response.404"),
    records.SUSPENDED: _under("assiettes.response.503"),
    th.NO_HOUSING: _no_housing,
    stated.STATED: _with_notices(foyer(2024, avis={}, reponse=Reponse(http=404, codeapp="4041"))),
}


def test_every_refusal_has_an_example() -> None:
    """A refusal that nobody has seen refuse does not exist, and ids are never used twice."""
    mine = (*records.ALL, *assiettes.ALL, *th.ALL, *stated.ALL)
    assert set(EXAMPLES) == set(mine)
    assert len({refusal.id for refusal in mine}) == len(mine)
    assert all(REFUSALS[refusal.id] is refusal for refusal in mine)


def _says(answer: httpx2.Response, refusal: Refusal) -> bool:
    if refusal.channel is Channel.EMPTY:
        return answer.content == b"" and "content-type" not in answer.headers
    body = answer.json()
    if refusal.channel is Channel.JSON:
        return bool(body == {"error": refusal.error, "error_description": refusal.description})
    return bool((body["erreur"]["code"], body["erreur"]["message"]) == (refusal.code, refusal.description))


@pytest.mark.parametrize("refusal", EXAMPLES, ids=lambda refusal: refusal.id)
def test_a_refusal_is_served_and_named(gateway: Gateway, refusal: Refusal) -> None:
    """The status, the words and the journal are those of the record."""
    answer = EXAMPLES[refusal](gateway)
    assert (answer.status_code, _says(answer, refusal)) == (refusal.status, True), answer.text
    assert ("www-authenticate" in answer.headers) == (refusal.status == 401)
    if refusal not in ORDERED:
        assert gateway.exchanges()[-1].refused_by == refusal.id


def _grant_type(gateway: Gateway, value: str | None) -> httpx2.Response:
    return gateway.ask_token({"scope": "RessourceIR"} | ({} if value is None else {"grant_type": value}))


AT_EDGE: dict[Refusal, Callable[[Gateway, str | None], httpx2.Response]] = {
    records.NO_CORRELATION: lambda gateway, value: gateway.by_spi(x_correlation_id=value),
    records.BAD_CORRELATION: lambda gateway, value: gateway.by_spi(x_correlation_id=value),
    assiettes.NO_TELESERVICE: lambda gateway, value: gateway.by_spi(ID_Teleservice=value),
    assiettes.NO_CONSENT_TOKEN: lambda gateway, value: gateway.by_franceconnect(x_franceconnect_oauth=value),
    assiettes.BAD_SPI: lambda gateway, value: gateway.by_spi(quote(value or "")),
    assiettes.BAD_YEAR: lambda gateway, value: gateway.by_spi(annee=quote(value or "")),
    records.TOKEN_NO_GRANT_TYPE: _grant_type,
    records.TOKEN_GRANT_TYPE: _grant_type,
}
# What a value that is not even there meets first.
FIRST = {
    assiettes.BAD_SPI: records.NO_RESOURCE,
    assiettes.BAD_YEAR: records.NO_RESOURCE,
    records.BAD_CORRELATION: records.NO_CORRELATION,
    records.TOKEN_GRANT_TYPE: records.TOKEN_NO_GRANT_TYPE,
}


def test_every_constraint_is_walked() -> None:
    """A refusal with a constraint is tried on both sides of it."""
    assert {refusal for refusal in EXAMPLES if refusal.constraint} == set(AT_EDGE)


EDGES = [
    pytest.param(refusal, value, id=f"{refusal.id}-{number}")
    for refusal in AT_EDGE
    if refusal.constraint
    for number, value in enumerate(refusal.constraint.edges())
]


@pytest.mark.parametrize(("refusal", "value"), EDGES)
def test_refused_exactly_when_the_constraint_is_broken(gateway: Gateway, refusal: Refusal, value: str | None) -> None:
    """On either side of the line, the gateway and the record agree."""
    assert refusal.constraint is not None
    answer = AT_EDGE[refusal](gateway, value)
    expected = refusal if value else FIRST.get(refusal, refusal)
    assert _says_at_all(answer, expected) == (not refusal.constraint.accepts(value)), answer.text


def _says_at_all(answer: httpx2.Response, refusal: Refusal) -> bool:
    return answer.status_code == refusal.status and answer.status_code != 200 and _says(answer, refusal)
