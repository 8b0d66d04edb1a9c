"""What a téléservice owes to the parameters of the authorization request that have a list of values, most of them optional."""

from rulebook import documents
from rulebook.constraint import OneWordOf
from rulebook.duty import LOGIN, Duty, Strength
from rulebook.source import Text

LEVEL = Duty(
    id="FS-ACR-02",
    strength=Strength.SHOULD,
    says=Text(
        "Le niveau demandé est un de ceux de la plateforme : `eidas1` sur FranceConnect, `eidas2` ou `eidas3` sur FranceConnect+.",
        "The level asked is one of the platform's: `eidas1` on FranceConnect, `eidas2` or `eidas3` on FranceConnect+.",
    ),
    mend=Text(
        "Ne demandez qu'un niveau, celui de la plateforme : FranceConnect retient le plus bas des niveaux connus, et rend `invalid_acr` s'il n'est pas le sien.",
        "Ask for one level, the platform's: FranceConnect takes the lowest known level, and returns `invalid_acr` if it is not its own.",
    ),
    source=documents.published_code("core-acr.service.ts, config/oidc-acr.ts"),
    applies=LOGIN,
    parameter="acr_values",
    rows=("I.2",),
)

PROMPT = Duty(
    id="FS-PROMPT-01",
    strength=Strength.MUST,
    says=Text(
        "S'il est envoyé, `prompt` contient `login` ou `consent`.",
        "When it is sent, `prompt` contains `login` or `consent`.",
    ),
    mend=Text(
        "Retirez `prompt`, ou envoyez `login` : `none`, `select_account` et la valeur vide donnent la page d'erreur Y030007.",
        "Remove `prompt`, or send `login`: `none`, `select_account` and the empty value give the error page Y030007.",
    ),
    source=documents.published_code("core-fcp, authorize-params.dto.ts (prompt)"),
    applies=LOGIN,
    parameter="prompt",
    constraint=OneWordOf(("login", "consent"), 64),
    rows=("I.2",),
)

CLAIMS = Duty(
    id="FS-CLAIMS-01",
    strength=Strength.MUST,
    says=Text(
        "Le paramètre `claims` ne demande que `amr` (ou `rep_scope` pour Aidants Connect), jamais un attribut d'identité.",
        "The parameter `claims` asks only for `amr` (or `rep_scope` for Aidants Connect), never for an identity attribute.",
    ),
    mend=Text(
        "Demandez l'identité par les scopes : demandée par `claims`, elle fait boucler le consentement sans fin.",
        "Ask for the identity by scopes: asked by `claims`, it makes the consent loop for ever.",
    ),
    source=documents.engine("`claims` sur un attribut d'identité : la demande n'aboutit jamais"),
    applies=LOGIN,
    parameter="claims",
    rows=("I.2", "I.13"),
)

HINT = Duty(
    id="FS-HINT-01",
    strength=Strength.MUST,
    says=Text(
        "S'il est envoyé, `idp_hint` nomme un fournisseur d'identité que l'habilitation permet de viser.",
        "When it is sent, `idp_hint` names an identity provider that the habilitation allows to aim at.",
    ),
    mend=Text(
        "Faites inscrire le fournisseur visé, ou retirez `idp_hint` : refusé, il revient avec `invalid_idp_hint` et un `state` perdu.",
        "Have the provider registered, or remove `idp_hint`: refused, it comes back with `invalid_idp_hint` and a lost `state`.",
    ),
    source=documents.published_code("oidc-provider-redirect-exception.filter.ts, connexion-idp_hint.feature"),
    applies=LOGIN,
    parameter="idp_hint",
    rows=("I.9",),
)

ALL = (LEVEL, PROMPT, CLAIMS, HINT)
