"""What the citizen is told, and the links to the legal notices: in the words, and the markup, of the pages that clients have."""

import pytest
from judge_journeys import CLIENT, at_client, call, journey, page, token

from conformance.checks import CHECKS
from conformance.journey import Journey
from rulebook.formats.report import Result


def result(check: str, seen: Journey) -> Result:
    """What the check says of it."""
    return CHECKS[check].judge(seen).result


# ------------------------------------------------------------------ API-MENTIONS-01
@pytest.mark.parametrize(
    "link",
    [
        "<a href='/x'>Mentions légales</a>",
        "<a href='/x'>Informations l&#233;gales</a>",
        "<a href='/x'>Vie priv&eacute;e</a>",
        "<a href='/x'>Terms of use</a>",
        "<a href='/x'>Privacy policy</a>",
        "<a href='/x'>Politique de <b>confidentialité</b></a>",
        "<a href='/x'>DONNE\u0301ES PERSONNELLES</a>",
        "<a href='/x'>Données personnelles et cookies (nouvelle fenêtre)</a>",
        "<a href='/x'>Données à caractère personnel</a>",
        "<a href='/x'>Protection de vos données</a>",
        "<a href='/x'>Conditions générales d’utilisation</a>",
        "<a href='/x'>CGU</a>",
        "<a href='/x'>Legal notices and personal data</a>",
        "<a href='/x' aria-label='Mentions légales'>§</a>",
        "<a href='/x'><img src='m.png' alt='Mentions légales'></a>",
        "<a href='/mentions-legales'>Qui sommes-nous ?</a>",
        "<a href='/x'>Modalités d'utilisation</a>",
        "<a href='/x'>Conditions d'utilisation du service en ligne</a>",
        "<a href='/x'>Conditions générales d'utilisation de l’espace famille</a>",
        "<a href='/x'>Mentions obligatoires</a>",
        "<a href='/x'>Protection des renseignements personnels</a>",
        "<a href='/x'>Vos données et vos droits</a>",
        "<a href='/x'>Informatique et libertés</a>",
    ],
)
def test_a_link_to_the_legal_notices_is_known(link: str) -> None:
    """Whatever its alphabet, its markup, and what it names besides."""
    assert result("API-MENTIONS-01a", journey(at_client(1, f"{CLIENT}/", text=f"<html>{link}</html>"))) is Result.PASS


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/aide'>Conditions d’inscription à la cantine</a>",
        "<!-- <a href='/x'>Mentions légales</a> -->",
        "<template><a href='/x'>Mentions légales</a></template>",
        "<script>'<a href=\"/x\">Mentions légales</a>'</script>",
        "<a href='/x'>Modifier mes données personnelles</a>",
        "<a href='/x'>Mes données personnelles</a>",
        "<a href='/x'>Signaler un contenu illégal</a>",
        "<a href='/x'>Représentant légal de l’enfant</a>",
        "<a href='/x'>Conditions d’utilisation de la salle des fêtes</a>",
        "<a>Mentions légales</a>",
        "<a href='http://['>Aide</a>",
        "<p>Mentions légales</p>",
        "<a href='/x'>Modalités de paiement</a>",
        "<a href='/x'>Modifier mes renseignements personnels</a>",
        "<a href='/x'>Vos droits à la cantine</a>",
        "<a href='/compte/donnees-personnelles'>Modifier</a>",
        "<a href='/donnees-personnelles'>Mes données personnelles</a>",
        "<a href='/connexion?next=/mentions-legales'>Se connecter</a>",
        "<a href='/tuteur-legal'>Votre tuteur</a>",
    ],
)
def test_a_link_that_leads_elsewhere_is_not_the_legal_notices(link: str) -> None:
    """A word that it shares with one, or one that nobody sees."""
    assert result("API-MENTIONS-01a", journey(at_client(1, f"{CLIENT}/", text=f"<html>{link}</html>"))) is Result.FAIL


@pytest.mark.parametrize(
    "to",
    [
        "/donnees-personnelles", "/legal", "/legal/", "/mentions", "/privacy.html", "/mentionslegales", "/page/mentionsLegales",
        "/faces/mentionsLegales.xhtml", "/index.php?page=mentions-legales", "/?mentions", "/conditions-generales-dutilisation",
        "/conditions-utilisation", "#/mentions-legales", "/app#!/legal",
    ],
)  # fmt: skip
def test_an_address_names_the_legal_notices_when_its_link_does_not(to: str) -> None:
    """At the end of its path, in its query, or in the fragment that a script reads."""
    text = f"<html><a href='{to}'>lien</a></html>"
    assert result("API-MENTIONS-01a", journey(at_client(1, f"{CLIENT}/", text=text))) is Result.PASS


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("<a href='#'>Mentions légales</a><script src='/dsfr.js'></script>", Result.FAIL),
        ("<a href=''>Mentions légales</a>", Result.FAIL),
        ("<a href='#' id=m data-v-7ba5bd90 target='_blank'>Mentions légales</a>", Result.FAIL),
        ("<a href='#mentions'>Mentions légales</a>", Result.FAIL),
        ("<a href='#mentions'>Mentions légales</a><template><p id=mentions></template>", Result.FAIL),
        ("<a href='javascript:void(0)'>Mentions légales</a>", Result.FAIL),
        ("<a href='javascript:;'>Mentions légales</a>", Result.FAIL),
        ("<a href='#mentions'>Mentions légales</a><section id=mentions>…</section>", Result.PASS),
        ("<a href='#l%C3%A9gal'>Mentions légales</a><a name='légal'></a>", Result.PASS),
        ("<a href='#' onclick='ouvrir()'>Mentions légales</a>", Result.PASS),
        ("<a href='#' data-bs-toggle='modal' data-bs-target='#m'>Mentions légales</a>", Result.PASS),
        ("<a href='#' aria-controls='m'>Mentions légales</a>", Result.PASS),
        ("<a href='#' @click.prevent='ouvrir'>Mentions légales</a>", Result.PASS),
        ("<a href='javascript:ouvrirMentions()'>Mentions légales</a>", Result.PASS),
    ],
)
def test_a_link_to_nowhere_is_no_link_unless_it_opens_something(link: str, says: Result) -> None:
    """A place of the page, or what its own script opens: nobody knows what that shows, and it is believed."""
    assert result("API-MENTIONS-01a", journey(at_client(1, f"{CLIENT}/", text=f"<html>{link}</html>"))) is says


def test_a_page_that_only_holds_a_list_to_choose_from_is_a_screen() -> None:
    """A list that sends its form when it changes is no page that goes on by itself."""
    text = "<html><form><select onchange='this.form.submit()'></select></form><a href='/'>ici</a></html>"
    assert result("API-MENTIONS-01a", journey(at_client(1, f"{CLIENT}/", text=text))) is Result.FAIL
    script = "<html><script>f = form => form.submit()</script><a href='/'>ici</a></html>"
    assert result("API-MENTIONS-01a", journey(at_client(1, f"{CLIENT}/", text=script))) is Result.FAIL
    later = "<html><meta http-equiv=refresh content='900; url=/'></html>"
    assert result("API-MENTIONS-01a", journey(at_client(1, f"{CLIENT}/", text=later))) is Result.FAIL


# ------------------------------------------------------------------ API-INFORMATION-01
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Nous interrogeons la DGFiP.", Result.PASS),
        ("Direction générale des Finances publiques", Result.PASS),
        ("Vos données viennent des impo\u0302ts.", Result.PASS),
        ("Source : impots.gouv.fr", Result.PASS),
        ("Auprès de l’ADMINISTRATION FISCALE", Result.PASS),
        ("Your data come from the tax office.", Result.PASS),
        ("We ask the French tax administration.", Result.PASS),
        ("Vos données fiscales, récupérées auprès de l’administration.", Result.PASS),
        ("L’administration nous donne vos informations fiscales.", Result.PASS),
        ("Trésor public", Result.PASS),
        ("Source : API_Impôt", Result.PASS),
        ("api_impot_particulier", Result.PASS),
        ("Vos données fiscales restent chez vous. Administration du site", Result.FAIL),
        ("Une donnée demandée à l’administration", Result.FAIL),
        ("Payer la taxe de séjour", Result.FAIL),
        ("Saisissez votre numéro fiscal", Result.FAIL),
        ("Take a taxi", Result.FAIL),
        ("Your tax number", Result.FAIL),
        ("Une démarche qui impotente", Result.FAIL),
    ],
)
def test_the_tax_office_is_named_or_is_not(text: str, says: Result) -> None:
    """In whole words, in both languages; a tax to pay or a number to type says nothing of where data come from."""
    assert result("API-INFORMATION-01a", journey(page(1, "none", text=text), token(2), call(3))) is says


@pytest.mark.parametrize(
    ("n", "alt", "says"),
    [(1, "API Impôt particulier", Result.PASS), (4, "DGFiP", Result.FAIL), (1, "Logo", Result.FAIL)],
)
def test_a_logo_names_the_tax_office_to_who_cannot_see_it(n: int, alt: str, says: Result) -> None:
    """Before the call, as text does."""
    logo = at_client(n, f"{CLIENT}/", text=f"<html><img src='logo.svg' alt='{alt}'></html>")
    assert result("API-INFORMATION-01a", journey(logo, page(1, "none", text="Bonjour"), token(2), call(3))) is says
