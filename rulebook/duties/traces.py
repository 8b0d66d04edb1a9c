"""Where tokens, the tax number and the notice must not show: addresses, pages, caches. All that the wire tells."""

from rulebook import documents
from rulebook.duty import ANY, API, CIVIL_STATUS, TYPED, Duty, Strength
from rulebook.source import Text

SPI_HIDDEN = Duty(
    id="API-SPI-01",
    strength=Strength.MUST,
    says=Text(
        "Le numéro fiscal (SPI) n'apparaît jamais dans une adresse du téléservice.",
        "The tax number (SPI) never appears in an address of the téléservice.",
    ),
    mend=Text(
        "Envoyez le numéro fiscal par formulaire POST et ne le remettez ni dans une redirection, ni dans un lien : les adresses restent dans les journaux, l'historique et l'en-tête `Referer`.",
        "Send the tax number through a POST form and put it back neither in a redirect nor in a link: addresses stay in logs, in the history and in the `Referer` header.",
    ),
    source=documents.terms("CGU-P §4 et §5.2 : le SPI n'est gardé que le temps de la transaction (déduit)"),
    applies=TYPED | CIVIL_STATUS,
    rows=("G.5",),
)

TOKEN_HIDDEN = Duty(
    id="API-TRACE-01",
    strength=Strength.MUST,
    says=Text(
        "Aucun jeton d'accès n'apparaît dans une adresse du téléservice.",
        "No access token appears in an address of the téléservice.",
    ),
    mend=Text(
        "Gardez les jetons côté serveur, sous la session ; une adresse reste dans les journaux, l'historique et l'en-tête `Referer`.",
        "Keep tokens on the server, under the session; an address stays in logs, in the history and in the `Referer` header.",
    ),
    source=documents.rfc6750("§5.3, et CGU §8 (règles de la RFC 6749)"),
    applies=ANY,
    rows=("G.10",),
)

TOKEN_KEPT = Duty(
    id="API-TRACE-02",
    strength=Strength.MUST,
    says=Text(
        "Les jetons d'accès restent au serveur : aucun n'est remis au navigateur du citoyen, ni reçu de lui.",
        "Access tokens stay on the server: none is handed to the citizen's browser, nor received from it.",
    ),
    mend=Text(
        "Faites l'échange du code et l'appel à l'API côté serveur ; n'écrivez le jeton ni dans une page, ni dans un cookie, ni dans une réponse JSON.",
        "Exchange the code and call the API on the server; write the token neither in a page, nor in a cookie, nor in a JSON answer.",
    ),
    source=documents.rfc6749("§10.3, et CGU §8 ; un client publié reçoit le jeton du navigateur"),
    applies=ANY,
    rows=("G.10",),
)

FIGURES_HIDDEN = Duty(
    id="API-TRACE-03",
    strength=Strength.MUST,
    says=Text(
        "Aucune donnée de l'avis (revenu, nom, adresse) n'apparaît dans une adresse du téléservice.",
        "No datum of the notice (income, name, address) appears in an address of the téléservice.",
    ),
    mend=Text(
        "Gardez le résultat sous la session et redirigez vers une adresse sans valeur (`/resultat`).",
        "Keep the result under the session and redirect to an address without values (`/resultat`).",
    ),
    source=documents.terms("CGU-P §5.2 et CGU-FC-P §5.3 : silo sécurisé, accès aux seuls agents habilités (déduit)"),
    applies=API,
    rows=("G.12",),
)

REFERRER = Duty(
    id="API-TRACE-04",
    strength=Strength.SHOULD,
    says=Text(
        "Les pages du téléservice ne laissent pas partir leur adresse entière vers d'autres sites.",
        "The pages of the téléservice do not let their whole address leave for other sites.",
    ),
    mend=Text(
        "Envoyez `Referrer-Policy: no-referrer` (ou `same-origin`) ; `unsafe-url` et `no-referrer-when-downgrade` livrent à autrui le code reçu au retour de FranceConnect.",
        "Send `Referrer-Policy: no-referrer` (or `same-origin`); `unsafe-url` and `no-referrer-when-downgrade` hand to others the code that came back from FranceConnect.",
    ),
    source=documents.good_practice("V14.4.6, Referrer-Policy ; RFC 6749 §10.5"),
    applies=ANY,
)

CACHE = Duty(
    id="API-CACHE-01",
    strength=Strength.SHOULD,
    says=Text(
        "La page du résultat n'est gardée par aucun cache.",
        "No cache keeps the page of the result.",
    ),
    mend=Text(
        "Envoyez `Cache-Control: no-store` sur toute page faite de données fiscales : sur un poste partagé, le bouton « précédent » les montrerait au suivant.",
        "Send `Cache-Control: no-store` on every page made of tax data: on a shared computer the back button would show them to the next person.",
    ),
    source=documents.good_practice("V8.2.1, données sensibles et caches"),
    applies=API,
)

ALL = (SPI_HIDDEN, TOKEN_HIDDEN, TOKEN_KEPT, FIGURES_HIDDEN, REFERRER, CACHE)
