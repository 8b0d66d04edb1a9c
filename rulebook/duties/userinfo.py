"""What a téléservice owes to the userinfo before it believes it."""

from rulebook import documents
from rulebook.duty import Capability, Duty, Strength
from rulebook.source import Text

_LOGIN = frozenset({Capability.FRANCECONNECT})

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
    applies=_LOGIN,
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
    applies=_LOGIN,
)

ALL = (SIGNATURE, SUB)
