"""What a téléservice owes to a citizen who leaves."""

from rulebook import documents
from rulebook.duty import Capability, Duty, Strength
from rulebook.source import Text

_LEAVES = frozenset({Capability.LOGOUT})

HINT = Duty(
    id="FS-LOGOUT-01",
    strength=Strength.MUST,
    says=Text(
        "La déconnexion envoie le navigateur à `/session/end` avec `id_token_hint`.",
        "Logging out sends the browser to `/session/end` with `id_token_hint`.",
    ),
    mend=Text(
        "Gardez l'id_token en session et envoyez-le, déchiffré, dans `id_token_hint` : périmé, il convient encore ; absent, FranceConnect refuse (Y000400).",
        "Keep the id_token in the session and send it, decrypted, as `id_token_hint`: expired it still does; absent, FranceConnect refuses (Y000400).",
    ),
    source=documents.published_code("core-fcp, logout-params.dto.ts"),
    applies=_LEAVES,
    rows=("I.15",),
)

REGISTERED = Duty(
    id="FS-LOGOUT-02",
    strength=Strength.MUST,
    says=Text(
        "L'adresse de retour de la déconnexion est une de celles de l'habilitation.",
        "The address to come back to after logout is one of the habilitation's.",
    ),
    mend=Text(
        "Enregistrez `post_logout_redirect_uri` à la lettre auprès de FranceConnect, une par environnement.",
        "Register `post_logout_redirect_uri` to the letter with FranceConnect, one for each environment.",
    ),
    source=documents.engine("déconnexion, « post_logout_redirect_uri not registered » (Y04CFAEF)"),
    applies=_LEAVES,
    rows=("I.15",),
)

STATE = Duty(
    id="FS-LOGOUT-03",
    strength=Strength.SHOULD,
    says=Text(
        "Au retour de la déconnexion, le `state` est celui qui a été envoyé.",
        "On the return from logout, the `state` is the one that was sent.",
    ),
    mend=Text(
        "Tirez un `state` pour la déconnexion aussi, et comparez-le au retour.",
        "Draw a `state` for the logout too, and compare it on return.",
    ),
    source=documents.oidc_logout("§2 et §3, state"),
    applies=_LEAVES,
    rows=("I.15",),
)

BOTH = Duty(
    id="FS-LOGOUT-04",
    strength=Strength.MUST,
    says=Text(
        "Se déconnecter ferme la session du téléservice et celle de FranceConnect.",
        "Logging out closes the session of the téléservice and FranceConnect's.",
    ),
    mend=Text(
        "Détruisez la session locale avant de rediriger, puis laissez FranceConnect fermer la sienne : sur un poste partagé, le citoyen suivant ne doit retrouver ni l'une ni l'autre.",
        "Destroy the local session before you redirect, then let FranceConnect close its own: on a shared computer the next citizen must find neither.",
    ),
    source=documents.partners("fs-technique-endpoints : déconnexion par le navigateur"),
    applies=_LEAVES,
    rows=("I.15",),
)

ALL = (HINT, REGISTERED, STATE, BOTH)
