"""What a téléservice owes when FranceConnect sends the citizen back."""

from rulebook import documents
from rulebook.duty import Capability, Duty, Strength
from rulebook.source import Text

_LOGIN = frozenset({Capability.FRANCECONNECT})

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
    applies=_LOGIN,
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
    applies=_LOGIN,
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
    applies=_LOGIN,
)

ALL = (STATE_FORGED, ISS_FOREIGN, REFUSED)
