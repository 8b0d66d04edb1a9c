"""What a téléservice owes to the gateway that it shows its own credentials to."""

from rulebook import documents
from rulebook.duty import API, Duty, Strength
from rulebook.source import Text

# Once is enough; a client that first sends the old token again is let off. Assumption: no source gives a number.
RETRIES = 2

TOKEN_RENEWED = Duty(
    id="API-JETON-01",
    strength=Strength.SHOULD,
    says=Text(
        "Un jeton de passerelle révoqué avant son terme est renouvelé, et le même appel refait.",
        "A gateway token revoked before its time is renewed, and the same call made again.",
    ),
    mend=Text(
        f"Sur 401 (900901), demandez un nouveau jeton à `/token` et refaites l'appel : une fois suffit, {RETRIES} au plus. Garder le jeton est bien ; le croire éternel ne l'est pas.",
        f"On 401 (900901), ask `/token` for a new token and make the call again: once is enough, {RETRIES} times at most. Keeping the token is good; believing it eternal is not.",
    ),
    source=documents.gateway("code 900901, clients publics observés"),
    applies=API,
)

KEPT = Duty(
    id="API-JETON-02",
    strength=Strength.SHOULD,
    says=Text(
        "Le jeton de la passerelle est gardé et sert jusqu'à la fin de sa vie : pas un nouveau à chaque citoyen.",
        "The gateway's token is kept and serves until the end of its life: not a new one for each citizen.",
    ),
    mend=Text(
        "Gardez `access_token` côté serveur pendant `expires_in` moins une marge, pour tous les citoyens : il dit qui vous êtes, non qui ils sont. Si plusieurs processus servent le téléservice, partagez-le entre eux : vu du banc, un jeton par processus ressemble à un jeton par citoyen.",
        "Keep `access_token` on the server for `expires_in` less a margin, for all citizens: it says who you are, not who they are. If several processes serve the téléservice, share it among them: seen from the bench, a token for each process looks like a token for each citizen.",
    ),
    source=documents.clients("DossierFacile demande un jeton par appel, et le note à corriger"),
    applies=API,
)

GRANT = Duty(
    id="API-JETON-03",
    strength=Strength.MUST,
    says=Text(
        "Le jeton de la passerelle se demande par formulaire POST avec `grant_type=client_credentials`.",
        "The gateway's token is asked by POST form with `grant_type=client_credentials`.",
    ),
    mend=Text(
        "Envoyez `grant_type=client_credentials` en `application/x-www-form-urlencoded` ; la clé et le secret vont dans l'en-tête Basic ou dans le corps, jamais dans l'adresse.",
        "Send `grant_type=client_credentials` as `application/x-www-form-urlencoded`; key and secret go into the Basic header or the body, never into the address.",
    ),
    source=documents.rfc6749("§4.4.2, seule autorisation ouverte par la passerelle"),
    applies=API,
    parameter="grant_type",
)

SCOPE = Duty(
    id="API-JETON-04",
    strength=Strength.MUST,
    says=Text(
        "Le jeton de la passerelle est demandé pour les seules ressources du contrat.",
        "The gateway's token is asked for the resources of the contract only.",
    ),
    mend=Text(
        "Mettez dans `scope` les `Ressource…` de votre souscription, et elles seules.",
        "Put in `scope` the `Ressource…` of your subscription, and no others.",
    ),
    source=documents.openapi("schémas de sécurité, une portée par ressource"),
    applies=API,
    parameter="scope",
    rows=("G.4",),
)

CERTIFICATE = Duty(
    id="API-CERTIFICAT-01",
    strength=Strength.MUST,
    says=Text(
        "Les appels présentent le certificat et partent des adresses IP déclarés à la DGFiP.",
        "Calls present the certificate and leave from the IP addresses that were declared to the DGFiP.",
    ),
    mend=Text(
        "Déclarez les adresses de sortie de production et de secours, installez le certificat client sur chacune, et surveillez sa date de fin.",
        "Declare the outgoing addresses of production and of its spare, install the client certificate on each, and watch its end date.",
    ),
    source=documents.terms("CGU-P §4 et CGU-FC-P §4"),
    applies=API,
    attestation=Text(
        "Tous les appels partent-ils d'adresses IP déclarées, avec le certificat attendu ?",
        "Do all calls leave from declared IP addresses, with the expected certificate?",
    ),
    rows=("G.11",),
)

ALL = (KEPT, GRANT, SCOPE, TOKEN_RENEWED, CERTIFICATE)
