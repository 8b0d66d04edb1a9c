"""What a téléservice owes when FranceConnect sends the citizen back."""

from rulebook import documents
from rulebook.duty import LOGIN, Duty, Strength
from rulebook.source import Text

STATE_FORGED = Duty(
    id="FS-STATE-03",
    strength=Strength.MUST,
    says=Text(
        "Un retour dont le `state` n'est pas celui de la session est refusé : le code n'est pas échangé.",
        "A callback whose `state` is not the session's is refused: the code is not exchanged.",
    ),
    mend=Text(
        "Au retour, comparez le `state` reçu à celui gardé en session, avant tout échange, et arrêtez-vous s'ils diffèrent ou si la session n'en a pas. Montrez une page qui invite à recommencer.",
        "On return, compare the `state` received with the one kept in the session, before any exchange, and stop if they differ or if the session has none. Show a page that invites to start again.",
    ),
    source=documents.rfc6749("§10.12"),
    applies=LOGIN,
    rows=("I.3",),
)

ISS_FOREIGN = Duty(
    id="FS-ISS-01",
    strength=Strength.MUST,
    says=Text(
        "Un retour dont le `iss` n'est pas celui de FranceConnect est refusé : le code n'est pas échangé.",
        "A callback whose `iss` is not FranceConnect's is refused: the code is not exchanged.",
    ),
    mend=Text(
        "FranceConnect ajoute toujours `iss` au retour et l'annonce (`authorization_response_iss_parameter_supported`). Comparez-le, lettre pour lettre, à l'`issuer` du document de découverte.",
        "FranceConnect always adds `iss` to the callback and announces it (`authorization_response_iss_parameter_supported`). Compare it, letter by letter, with the `issuer` of the discovery document.",
    ),
    source=documents.rfc9207("§2.4"),
    applies=LOGIN,
    rows=("I.10",),
)

REFUSED = Duty(
    id="FS-REFUS-01",
    strength=Strength.MUST,
    says=Text(
        "Quand le citoyen renonce (`access_denied`), le téléservice le lui explique et n'échange rien.",
        "When the citizen gives up (`access_denied`), the téléservice explains it and exchanges nothing.",
    ),
    mend=Text(
        "Traitez `error` au retour avant de chercher `code` : dites au citoyen que la connexion n'a pas abouti et comment faire autrement (recommencer, guichet, papier). Ni page blanche, ni trace technique.",
        "Handle `error` on return before you look for `code`: tell the citizen that the login did not complete and what else to do (again, counter, paper). No blank page, no stack trace.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : erreurs rendues au fournisseur de service"),
    applies=LOGIN,
    rows=("I.9",),
)

STATE_SPENT = Duty(
    id="FS-STATE-04",
    strength=Strength.MUST,
    says=Text(
        "Un `state` qui a servi ne sert plus : le même retour, présenté deux fois, n'échange rien la seconde.",
        "A `state` that has served serves no more: the same callback, presented twice, exchanges nothing the second time.",
    ),
    mend=Text(
        "Détruisez le `state` de la session avant l'échange, non après ; montrez au second retour une page qui invite à recommencer.",
        "Destroy the session's `state` before the exchange, not after; show the second callback a page that invites to start again.",
    ),
    source=documents.rfc6749("§10.12, et §10.5 (code à usage unique)"),
    applies=LOGIN,
    rows=("I.3", "I.11"),
)

ISS_MISSING = Duty(
    id="FS-ISS-03",
    strength=Strength.SHOULD,
    says=Text(
        "Un retour sans `iss` est refusé, puisque FranceConnect l'annonce et l'ajoute toujours.",
        "A callback without `iss` is refused, since FranceConnect announces it and always adds it.",
    ),
    mend=Text(
        "Traitez un `iss` absent comme un `iss` faux : le texte l'exige de qui parle à plusieurs serveurs, et nul retour de FranceConnect n'en manque.",
        "Treat a missing `iss` as a wrong one: the text demands it of whoever talks to several servers, and no callback of FranceConnect lacks it.",
    ),
    source=documents.rfc9207("§2.4 : exigé de qui parle aussi à des serveurs sans `iss`"),
    applies=LOGIN,
    rows=("I.10",),
)

INCOMPLETE = Duty(
    id="FS-RETOUR-01",
    strength=Strength.SHOULD,
    says=Text(
        "Un retour qui n'est ni une réponse ni une erreur entières (sans `code`, ou avec un `code` et une `error`) ne connecte personne, et s'explique.",
        "A callback that is neither a whole answer nor a whole error (without a `code`, or with both a `code` and an `error`) connects nobody, and is explained.",
    ),
    mend=Text(
        "Lisez `error` avant `code`, et traitez l'absence des deux comme un échec : une page qui invite à recommencer, non une exception.",
        "Read `error` before `code`, and treat the absence of both as a failure: a page that invites to start again, not an exception.",
    ),
    source=documents.good_practice("une réponse incomplète est un échec, et se dit"),
    applies=LOGIN,
    rows=("I.9",),
)

ALL = (STATE_FORGED, ISS_FOREIGN, REFUSED, STATE_SPENT, ISS_MISSING, INCOMPLETE)
