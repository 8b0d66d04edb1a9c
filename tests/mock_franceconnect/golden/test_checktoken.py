"""Section F of the register of facts: whose key a data provider is answered with, and whom it hears of."""

from typing import Any

from franceconnect_bench import HOST, Browser, Federator, decoded, federator
from joserfc import jwe
from joserfc.jwk import ECKey

from rulebook.formats.data_provider import DataProvider
from scenarios.data_providers import DataProvider as Account

KEYS = f"https://{HOST}/cles.json"


def registered(fc: Federator, **changes: Any) -> Account:
    """A second data provider, with a record of its own."""
    record = {"uid": "fd-essai", "title": "Fournisseur d’essai", "scopes": ("dgfip_rfr",), "jwks_uri": KEYS} | changes
    return fc.bench.worlds.of(fc.bench.place("default").space).data_providers.register(DataProvider(**record))


def asked(browser: Browser, account: Account, token: str) -> Any:
    """The answer to its question."""
    data = {"token": token, "client_id": account.client_id, "client_secret": account.client_secret}
    return browser.post("/api/v2/checktoken", data=data)


def test_the_first_key_for_this_use_is_taken_and_asked_for_each_time() -> None:
    """use=enc and the right alg; nothing is kept from one call to the next."""
    signing = ECKey.generate_key("P-256", {"use": "sig", "alg": "ECDH-ES"})
    other = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES+A256KW"})
    first, second = (ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES"}) for _ in range(2))
    with federator() as fc:
        account = registered(fc)
        browser = fc.browser()
        for keys, good in (((signing, other, first, second), first), ((second,), second)):
            fc.publish(KEYS, {"keys": [key.as_dict(private=False) for key in keys]})
            answer = asked(browser, account, "x" * 43)
            assert jwe.decrypt_compact(answer.text, good, algorithms=["ECDH-ES", "A256GCM"]).plaintext
        assert fc.fetched.count(KEYS) == 2


def test_the_sub_is_its_own() -> None:
    """Two data providers know the same citizen under two names, and the téléservice under a third."""
    own = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES"})
    with federator() as fc:
        browser = fc.browser()
        fc.publish(KEYS, {"keys": [own.as_dict(private=False)]})
        tokens = browser.tokens()
        subs = {decoded(tokens["id_token"])[1]["sub"]}
        for uid in ("fd-essai", "fd-autre"):
            answer = asked(browser, registered(fc, uid=uid), tokens["access_token"])
            opened = jwe.decrypt_compact(answer.text, own, algorithms=["ECDH-ES", "A256GCM"]).plaintext
            assert opened
            subs.add(decoded(opened.decode())[1]["token_introspection"]["sub"])
        assert len(subs) == 3
