"""What a téléservice owes to the userinfo before it believes it."""

from rulebook import documents
from rulebook.duty import LOGIN, Duty, Strength
from rulebook.source import Text

GRANT_LIFETIME = 30.0

SIGNATURE = Duty(
    id="FS-USERINFO-01",
    strength=Strength.MUST,
    says=Text(
        "Un userinfo dont la signature est fausse, ou qui n'est pas signé par FranceConnect, est refusé.",
        "A userinfo whose signature is wrong, or that FranceConnect did not sign, is refused.",
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
        "Un userinfo qui ne dit pas le `sub` de l'id_token (un autre, ou aucun) est refusé.",
        "A userinfo that does not say the id_token's `sub` (another, or none) is refused.",
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
    rows=("I.14",),
)

MEANT = Duty(
    id="FS-USERINFO-04",
    strength=Strength.MUST,
    says=Text(
        "Un userinfo émis par un autre serveur (`iss`) ou destiné à un autre client (`aud`) est refusé.",
        "A userinfo issued by another server (`iss`) or meant for another client (`aud`) is refused.",
    ),
    mend=Text(
        "Vérifiez `iss` et `aud` de l'userinfo comme ceux de l'id_token : signé par la bonne clé, il peut avoir été fait pour un voisin.",
        "Check the userinfo's `iss` and `aud` as you do the id_token's: signed by the right key, it may have been made for a neighbour.",
    ),
    source=documents.rfc8725("§3.8 et §3.9"),
    applies=LOGIN,
    rows=("I.4",),
)

FRESH = Duty(
    id="FS-USERINFO-05",
    strength=Strength.MUST,
    says=Text("Un userinfo périmé (`exp`) est refusé.", "An expired userinfo (`exp`) is refused."),
    mend=Text(
        "L'userinfo porte l'échéance du jeton d'accès : passée, refusez-le, à quelques secondes près.",
        "The userinfo bears the access token's end: once past, refuse it, give or take a few seconds.",
    ),
    source=documents.rfc7519("§4.1.4"),
    applies=LOGIN,
)

ALL = (SIGNATURE, SUB, HEADER, IN_TIME, IDENTITIES, MEANT, FRESH)
