"""What a téléservice that declares what it uses owes to its own declaration.

Minimisation itself is a MUST that people attest (`contract.MINIMISED`): a datum may be necessary and never shown, as a proof that
is kept. What a machine can say of it rests on the declaration, `[usage]` of application.toml, which no text demands: hence SHOULD.
"""

from rulebook import documents
from rulebook.duty import LOGIN, NOTICE, Duty, Strength
from rulebook.source import Text

_MINIMISED = "CGU §1, CGU-P §3.1 et §5.2 : données strictement nécessaires"

SCOPES = Duty(
    id="API-MINIMISATION-02",
    strength=Strength.SHOULD,
    says=Text(
        "Chaque scope fiscal du contrat ouvre une donnée que la démarche déclare utiliser.",
        "Each tax scope of the contract opens a datum that the démarche declares to use.",
    ),
    mend=Text(
        "Faites retirer du contrat, et retirez de `scope`, les scopes dont la démarche n'emploie rien ; si l'un d'eux sert, ajoutez ce qu'il ouvre à `[usage].fields` d'application.toml.",
        "Have the scopes of which the démarche uses nothing taken out of the contract, and take them out of `scope`; if one of them serves, add what it opens to `[usage].fields` in application.toml.",
    ),
    source=documents.terms(f"{_MINIMISED} (appliqué à la déclaration du téléservice, déduit)"),
    applies=NOTICE,
    rows=("G.4",),
)

IDENTITY = Duty(
    id="FS-MINIMISATION-01",
    strength=Strength.SHOULD,
    says=Text(
        "Chaque scope d'identité demandé à FranceConnect donne un attribut que la démarche déclare utiliser.",
        "Each identity scope asked of FranceConnect gives a claim that the démarche declares to use.",
    ),
    mend=Text(
        "Retirez de `scope` les scopes d'identité dont la démarche n'emploie rien ; si l'un d'eux sert, ajoutez son attribut à `[usage].claims` d'application.toml.",
        "Take the identity scopes of which the démarche uses nothing out of `scope`; if one of them serves, add its claim to `[usage].claims` in application.toml.",
    ),
    source=documents.partners.assumed(
        "scopes : aucune page lue ne l'écrit ; la minimisation que la DGFiP demande pour ses données est étendue à l'identité"
    ),
    applies=LOGIN,
)

TRUE_FIELDS = Duty(
    id="API-MINIMISATION-03",
    strength=Strength.SHOULD,
    says=Text(
        "Une donnée fiscale que la démarche ne déclare pas utiliser peut manquer sans que le citoyen voie rien changer.",
        "A tax datum that the démarche does not declare to use may be missing without the citizen seeing anything change.",
    ),
    mend=Text(
        "La page change quand cette donnée manque : le téléservice s'en sert. Ajoutez-la à `[usage].fields` d'application.toml si la démarche en a besoin ; sinon cessez de la lire, et faites-la retirer du contrat.",
        "The page changes when this datum is missing: the téléservice uses it. Add it to `[usage].fields` in application.toml if the démarche needs it; otherwise stop reading it, and have it taken out of the contract.",
    ),
    source=documents.terms.assumed(
        "aucun texte ne demande de déclarer l'usage ; ce banc vérifie que la déclaration, facultative, est vraie"
    ),
    applies=NOTICE,
)

TRUE_CLAIMS = Duty(
    id="FS-MINIMISATION-02",
    strength=Strength.SHOULD,
    says=Text(
        "Un attribut d'identité que la démarche ne déclare pas utiliser peut manquer sans que le citoyen voie rien changer.",
        "An identity claim that the démarche does not declare to use may be missing without the citizen seeing anything change.",
    ),
    mend=Text(
        "La page change quand cet attribut manque : le téléservice s'en sert. Ajoutez-le à `[usage].claims` d'application.toml si la démarche en a besoin ; sinon cessez de le lire, et de demander son scope.",
        "The page changes when this claim is missing: the téléservice uses it. Add it to `[usage].claims` in application.toml if the démarche needs it; otherwise stop reading it, and asking for its scope.",
    ),
    source=documents.partners.assumed(
        "aucun texte ne demande de déclarer l'usage ; ce banc vérifie que la déclaration, facultative, est vraie"
    ),
    applies=LOGIN,
)

ALL = (SCOPES, IDENTITY, TRUE_FIELDS, TRUE_CLAIMS)
