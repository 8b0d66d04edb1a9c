"""What a téléservice writes in the headers of each call to the tax API."""

from rulebook import documents
from rulebook.constraint import UUID
from rulebook.duty import API, CONSENT, Duty, Strength
from rulebook.source import Text

TOKEN_LIFETIME = 60.0

CORRELATION = Duty(
    id="API-CORRELATION-01",
    strength=Strength.MUST,
    says=Text(
        "Chaque appel à l'API porte un UUID dans `X-Correlation-ID`.",
        "Each call to the API carries a UUID in `X-Correlation-ID`.",
    ),
    mend=Text(
        "Ajoutez `X-Correlation-ID` avec un UUID (8-4-4-4-12 chiffres hexadécimaux) : sans lui la passerelle répond 910000.",
        "Add `X-Correlation-ID` with a UUID (8-4-4-4-12 hexadecimal digits): without it the gateway answers 910000.",
    ),
    source=documents.openapi("en-tête X-Correlation-ID (obligatoire, motif UUID) ; SFiP : de même"),
    applies=API,
    parameter="X-Correlation-ID",
    constraint=UUID,
    rows=("G.9",),
)

CORRELATION_FRESH = Duty(
    id="API-CORRELATION-02",
    strength=Strength.MUST,
    says=Text(
        "Chaque appel à l'API a son propre `X-Correlation-ID`.",
        "Each call to the API has its own `X-Correlation-ID`.",
    ),
    mend=Text(
        "Tirez un UUID à chaque appel, relances comprises, et notez-le dans vos journaux : c'est lui que la DGFiP vous demandera en cas d'incident.",
        "Draw a UUID for each call, retries included, and write it in your logs: it is what the DGFiP will ask you for after an incident.",
    ),
    source=documents.openapi("en-tête X-Correlation-ID (corrélation de bout en bout ; unicité déduite)"),
    applies=API,
    parameter="X-Correlation-ID",
    rows=("G.9",),
)

TELESERVICE = Duty(
    id="API-TELESERVICE-01",
    strength=Strength.MUST,
    says=Text(
        "Chaque appel à l'API porte l'`ID_Teleservice` de l'habilitation.",
        "Each call to the API carries the habilitation's `ID_Teleservice`.",
    ),
    mend=Text(
        "Ajoutez l'en-tête `ID_Teleservice` (tiret bas compris) avec la valeur reçue de la DGFiP ; vérifiez que votre mandataire (nginx par défaut) ne supprime pas les en-têtes à tiret bas.",
        "Add the header `ID_Teleservice` (underscore included) with the value received from the DGFiP; check that your proxy (nginx by default) does not drop headers with an underscore.",
    ),
    source=documents.presentation("§5.4, et CGU-P §4 ; obligatoire dans l'OpenAPI du SFiP"),
    applies=API,
    parameter="ID_Teleservice",
    rows=("G.8",),
)

ONE_USE_CASE = Duty(
    id="API-TELESERVICE-02",
    strength=Strength.MUST,
    says=Text(
        "Un `ID_Teleservice` sert un seul cas d'usage.",
        "An `ID_Teleservice` serves one use case only.",
    ),
    mend=Text(
        "Demandez un identifiant par démarche (une habilitation par cas d'usage) et ne prêtez pas celui de la cantine au stationnement.",
        "Ask for one identifier a démarche (one habilitation a use case), and do not lend the canteen's to the parking.",
    ),
    source=documents.presentation("§5.4"),
    applies=API,
    attestation=Text(
        "L'identifiant de téléservice employé ne sert-il qu'au cas d'usage décrit dans l'habilitation ?",
        "Is the téléservice identifier used for the use case described in the habilitation only?",
    ),
    rows=("G.8",),
)

CONSENT_TOKEN = Duty(
    id="API-JETON-FC-01",
    strength=Strength.MUST,
    says=Text(
        "`X-FranceConnect-OAuth` est le jeton d'accès FranceConnect du citoyen, nu, sans « Bearer ».",
        '`X-FranceConnect-OAuth` is the citizen\'s FranceConnect access token, raw, without "Bearer".',
    ),
    mend=Text(
        "Mettez dans `X-FranceConnect-OAuth` la valeur de `access_token` reçue de FranceConnect, telle quelle : ni « Bearer », ni id_token, ni jeton de la passerelle (celui-ci va dans `Authorization`).",
        'Put in `X-FranceConnect-OAuth` the value of `access_token` received from FranceConnect, as it is: no "Bearer", no id_token, not the gateway\'s token (that one goes into `Authorization`).',
    ),
    source=documents.openapi("en-tête X-FranceConnect-OAuth, « FranceConnect consent token »"),
    applies=CONSENT,
    parameter="X-FranceConnect-OAuth",
)


IN_TIME = Duty(
    id="API-JETON-FC-02",
    strength=Strength.MUST,
    says=Text(
        "L'API est appelée pendant que le jeton FranceConnect vit : 60 secondes après l'échange du code.",
        "The API is called while the FranceConnect token lives: 60 seconds after the exchange of the code.",
    ),
    mend=Text(
        "Appelez l'API dans la requête du retour ; si le citoyen doit lire d'abord, redemandez une authentification après sa lecture au lieu de garder le jeton.",
        "Call the API in the request of the callback; if the citizen must read first, ask for another authentication after that instead of keeping the token.",
    ),
    source=documents.published_code("config/oidc-provider.ts, ttl.AccessToken = 60"),
    applies=CONSENT,
    rows=("I.11",),
)

ALL = (CORRELATION, CORRELATION_FRESH, TELESERVICE, ONE_USE_CASE, CONSENT_TOKEN, IN_TIME)
