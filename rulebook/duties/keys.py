"""What a téléservice owes to FranceConnect's keys, and, on FranceConnect+, to its own."""

from rulebook import documents
from rulebook.duties.unjudged import ANONYMOUS
from rulebook.duty import LOGIN, Duty, Profile, Strength
from rulebook.source import Text

REFETCHED = Duty(
    id="FS-CLES-01",
    strength=Strength.MUST,
    says=Text(
        "Quand une clé gardée ne suffit plus, le téléservice relit le JWKS et réessaie au lieu d'échouer devant le citoyen.",
        "When a cached key no longer does, the téléservice reads the JWKS again and retries instead of failing in front of the citizen.",
    ),
    mend=Text(
        "Sur un `kid` inconnu, relisez le JWKS une fois, puis vérifiez de nouveau ; bornez ces relectures pour qu'un faux jeton ne vous en fasse pas faire mille.",
        "On an unknown `kid`, read the JWKS once, then verify again; bound these readings, so that a false token does not make you do a thousand.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : relire les clés et réessayer"),
    applies=LOGIN,
    rows=("I.5",),
)

CACHED = Duty(
    id="FS-CLES-02",
    strength=Strength.SHOULD,
    says=Text(
        "La découverte et le JWKS sont gardés, et relus régulièrement, non à chaque connexion.",
        "Discovery and JWKS are kept and read again regularly, not at each login.",
    ),
    mend=Text(
        "Respectez `cache-control: max-age=600` : dix minutes de garde, puis une relecture.",
        "Keep to `cache-control: max-age=600`: ten minutes, then another reading.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : relire les clés régulièrement"),
    applies=LOGIN,
    untested_because=ANONYMOUS,
    rows=("I.5",),
)

OWN_KEYS = Duty(
    id="FS-CLES-03",
    strength=Strength.MUST,
    says=Text(
        "Sur FranceConnect+, le téléservice publie ses clés (`use=enc`, `alg`) et déchiffre ce qu'il reçoit.",
        "On FranceConnect+, the téléservice publishes its keys (`use=enc`, `alg`) and decrypts what it receives.",
    ),
    mend=Text(
        "Publiez à `jwks_uri` une clé publique avec `use=enc` et l'`alg` déclaré, gardez l'ancienne le temps des échanges en cours, et vérifiez la signature après avoir déchiffré.",
        "Publish at `jwks_uri` a public key with `use=enc` and the declared `alg`, keep the old one while exchanges are under way, and verify the signature after decrypting.",
    ),
    source=documents.quoted("FranceConnect+ : clés du fournisseur de service et chiffrement"),
    applies=LOGIN,
    profile=Profile.PLUS,
    rows=("I.16",),
)

ALL = (REFETCHED, CACHED, OWN_KEYS)
