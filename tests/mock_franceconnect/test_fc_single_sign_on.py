"""A second login in one browser, and what `prompt` skips."""

import pytest
from franceconnect_bench import (
    credentials,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
)


def test_a_second_authorization_skips_the_provider() -> None:
    """303 to verify, then the information page again; another téléservice profits too."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        browser = fc.browser()
        browser.log_in()
        client_id, _ = credentials(fc, "piscine")
        again = browser.authorize(client_id=client_id, scope="openid dgfip_rfr")
        assert again.status_code == 303
        assert location(again).endswith("/verify")
        consent = location(browser.get(location(again)))
        assert consent.endswith("/consent")
        assert "Revenu fiscal de référence" in browser.get(consent).text
        assert "code" in parameters(location(browser.agree(consent)))


def test_single_sign_on_stops_at_a_provider_that_the_new_client_refuses() -> None:
    """Back to the mire; and a hint is ignored under single sign-on."""
    blocked = habilitation("piscine", idp_filter={"exclude": True, "list": ("fip1-low",)})
    with federator(habilitation(), blocked) as fc:
        browser = fc.browser()
        browser.log_in()
        client_id, _ = credentials(fc, "piscine")
        verify = location(browser.authorize(client_id=client_id))
        mire = location(browser.get(verify))
        assert not mire.endswith("/consent")
        assert browser.get(mire).status_code == 200


def test_single_sign_on_ignores_a_hint() -> None:
    """Even one that would be refused."""
    with federator() as fc:
        browser = fc.browser()
        browser.log_in()
        assert location(browser.authorize(idp_hint="inconnu")).endswith("/verify")


def test_an_unfinished_login_is_no_session() -> None:
    """Somebody identified who never agreed starts again at the mire."""
    with federator() as fc:
        browser = fc.browser()
        browser.to_consent()
        assert not location(browser.authorize()).endswith("/verify")


def test_prompt_login_skips_the_information_for_who_may() -> None:
    """auto-login: 302, then 303 to the engine, then the code."""
    with federator(habilitation(allowed_prompts=("login",))) as fc:
        browser = fc.browser()
        auto = browser.to_consent(prompt="login")
        assert auto == "/api/v2/auto-login"
        resume = browser.get(auto)
        assert resume.status_code == 303
        assert "code" in parameters(location(browser.get(location(resume))))


@pytest.mark.parametrize("prompt", ["login consent", "consent", None])
def test_other_prompts_show_the_information(prompt: str | None) -> None:
    """Allowed or not, consent means the page; and auto-login cannot be forced."""
    with federator(habilitation(allowed_prompts=("login", "consent"))) as fc:
        browser = fc.browser()
        assert browser.to_consent(prompt=prompt).endswith("/consent")
        forced = browser.get("/api/v2/auto-login")
        assert (forced.status_code, error_code(forced)) == (409, "Y190004")


def test_prompt_login_is_not_enough_without_the_right() -> None:
    """A client that may not send it still shows the page."""
    with federator() as fc:
        assert fc.browser().to_consent(prompt="login").endswith("/consent")


def test_an_identity_claim_asked_alone_never_completes() -> None:
    """The engine opens another interaction, again and again."""
    with federator() as fc:
        browser = fc.browser()
        consent = browser.to_consent(claims='{"userinfo": {"given_name": null}}')
        for _ in range(2):
            again = browser.agree(consent)
            assert again.status_code == 303
            mire = location(again)
            assert mire.startswith("/api/v2/interaction/")
            verify = location(browser.get(location(browser.identify(location(browser.choose(mire))))))
            consent = location(browser.get(verify))
