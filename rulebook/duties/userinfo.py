"""What a téléservice owes to the userinfo before it believes it."""

from rulebook import documents
from rulebook.duty import LOGIN, Duty, Strength
from rulebook.source import Text

GRANT_LIFETIME = 30.0

SIGNATURE = Duty(
    id="FS-USERINFO-01",
    strength=Strength.MUST,
    says=Text(
        "Un userinfo dont la signature est fausse est refusé.",
        "A userinfo whose signature is wrong is refused.",
    ),
    mend=Text(
        "L'userinfo de FranceConnect v2 est un JWT signé, non du JSON nu : vérifiez sa signature avec le JWKS, comme celle de l'id_token.",
        "FranceConnect v2's userinfo is a signed JWT, not bare JSON: verify its signature with the JWKS, as you do for the id_token.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : vérification des signatures"),
    applies=LOGIN,
    rows=("I.4",),
)

SUB = Duty(
    id="FS-SUB-01",
    strength=Strength.MUST,
    says=Text(
        "Un userinfo qui parle d'un autre `sub` que l'id_token est refusé.",
        "A userinfo about another `sub` than the id_token's is refused.",
    ),
    mend=Text(
        "Comparez le `sub` de l'userinfo à celui de l'id_token avant de lire le moindre nom ; s'ils diffèrent, arrêtez-vous.",
        "Compare the userinfo's `sub` with the id_token's before you read any name; if they differ, stop.",
    ),
    source=documents.oidc("§5.3.2"),
    applies=LOGIN,
)

HEADER = Duty(
    id="FS-USERINFO-02",
    strength=Strength.SHOULD,
    says=Text(
        "L'userinfo est demandé avec le jeton dans l'en-tête `Authorization: Bearer`, non dans l'adresse.",
        "The userinfo is asked for with the token in the header `Authorization: Bearer`, not in the address.",
    ),
    mend=Text(
        "Passez le jeton dans l'en-tête : FranceConnect le tolère dans l'adresse, mais les journaux de tous les mandataires le garderaient.",
        "Pass the token in the header: FranceConnect tolerates it in the address, but the logs of every proxy would keep it.",
    ),
    source=documents.rfc6750("§2.1 et §2.3"),
    applies=LOGIN,
)

IN_TIME = Duty(
    id="FS-USERINFO-03",
    strength=Strength.MUST,
    says=Text(
        "L'userinfo est demandé aussitôt : 30 secondes après le consentement, FranceConnect ne le donne plus.",
        "The userinfo is asked for at once: 30 seconds after the consent, FranceConnect no longer gives it.",
    ),
    mend=Text(
        "Demandez l'userinfo dans la requête du retour, juste après l'échange, et gardez ce qu'il dit sous la session.",
        "Ask for the userinfo in the request of the callback, just after the exchange, and keep what it says under the session.",
    ),
    source=documents.engine("Grant de 30 s, jeton de 60 s : « grant not found » ensuite"),
    applies=LOGIN,
    rows=("I.11",),
)

IDENTITIES = Duty(
    id="FS-IDENTITE-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice accepte les identités qui existent : sans nom d'usage, née à l'étranger (`birthplace` vide), plusieurs prénoms, date déclarée incomplète.",
        "The téléservice accepts the identities that exist: no usage name, born abroad (empty `birthplace`), several given names, incomplete declared date.",
    ),
    mend=Text(
        "Ne rendez obligatoires que `sub` et ce dont la démarche se sert ; gardez les prénoms dans l'ordre, espaces compris ; ne lisez pas `idp_birthdate` comme une date.",
        "Make only `sub` and what the démarche uses mandatory; keep given names in order, spaces included; do not parse `idp_birthdate` as a date.",
    ),
    source=documents.published_code("userinfo, api-userinfo.feature ; identités de test publiées"),
    applies=LOGIN,
    untested_because=Text(
        "les personas existent, mais aucun module du plan ne les fait passer un à un devant le client",
        "the personas exist, but no module of the plan leads them past the client one by one",
    ),
    rows=("I.14",),
)

ALL = (SIGNATURE, SUB, HEADER, IN_TIME, IDENTITIES)
