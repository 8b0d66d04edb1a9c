"""What a téléservice owes when it asks the DGFiP for a tax notice: headers, contract, years, errors, the SPI."""

from rulebook import documents
from rulebook.constraint import UUID
from rulebook.duty import Capability, Duty, Strength
from rulebook.source import Text

_API = frozenset({Capability.API_FRANCECONNECT, Capability.API_SPI})
_CONSENT = frozenset({Capability.API_FRANCECONNECT})
_TYPED = frozenset({Capability.API_SPI})

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
    source=documents.openapi("en-tête X-Correlation-ID (obligatoire, motif UUID)"),
    applies=_API,
    parameter="X-Correlation-ID",
    constraint=UUID,
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
    applies=_API,
    parameter="X-Correlation-ID",
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
    source=documents.presentation("§5.4, et CGU-P §4"),
    applies=_API,
    parameter="ID_Teleservice",
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
    applies=_CONSENT,
    parameter="X-FranceConnect-OAuth",
)

RESOURCE = Duty(
    id="API-RESSOURCE-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice n'appelle que les ressources de son habilitation.",
        "The téléservice calls only the resources of its habilitation.",
    ),
    mend=Text(
        "N'appelez que les ressources inscrites dans l'habilitation, ou faites-la modifier dans DataPass avant.",
        "Call only the resources written in the habilitation, or have it changed in DataPass first.",
    ),
    source=documents.terms("CGU §1, CGU-P §3.1 et §5.2"),
    applies=_API,
)

YEAR = Duty(
    id="API-ANNEE-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice ne demande que les années de revenus de son habilitation.",
        "The téléservice asks only for the income years of its habilitation.",
    ),
    mend=Text(
        "Calculez l'année à partir de la date du jour et du contrat (`dgfip_annee_n_moins_…`) ; n'écrivez aucune année en dur. L'année demandée est celle des revenus, non celle de l'avis.",
        "Compute the year from today's date and the contract (`dgfip_annee_n_moins_…`); hard-code no year. The year asked is that of the income, not of the notice.",
    ),
    source=documents.terms("CGU §4 : droits contrôlés par année"),
    applies=_API,
)

YEAR_FALLBACK = Duty(
    id="API-ANNEE-02",
    strength=Strength.MUST,
    says=Text(
        "Quand la dernière année n'est pas encore taxée, le téléservice se replie sur la précédente.",
        "When the last year is not taxed yet, the téléservice falls back on the previous one.",
    ),
    mend=Text(
        "Sur 410 (code 4101), refaites l'appel avec l'année précédente si l'habilitation la donne, et dites au citoyen quelle année a servi. Ne codez pas le calendrier en dur : il change chaque été.",
        "On 410 (code 4101), call again with the previous year if the habilitation gives it, and tell the citizen which year was used. Do not hard-code the calendar: it changes every summer.",
    ),
    source=documents.presentation("§6.3.1"),
    applies=_API,
)

ERROR = Duty(
    id="API-ERREUR-01",
    strength=Strength.MUST,
    says=Text(
        "Une panne de l'API est expliquée au citoyen, jamais prise pour une absence de revenus.",
        'A failure of the API is explained to the citizen, never taken for "no income".',
    ),
    mend=Text(
        "Hors d'une réponse 200 complète, ne calculez rien : dites que les impôts n'ont pas répondu et proposez de réessayer ou de fournir l'avis autrement. N'avalez pas les exceptions pour en faire un zéro.",
        "Without a complete 200 answer, compute nothing: say that the tax office did not answer and offer to try again or to provide the notice otherwise. Do not swallow exceptions and turn them into a zero.",
    ),
    source=documents.presentation("§6.3 et §6.4, et CGU §4 (arrêt sur refus, déduit)"),
    applies=_API,
)

TOKEN_RENEWED = Duty(
    id="API-JETON-01",
    strength=Strength.SHOULD,
    says=Text(
        "Un jeton de passerelle révoqué avant son terme est renouvelé, et le même appel refait.",
        "A gateway token revoked before its time is renewed, and the same call made again.",
    ),
    mend=Text(
        "Sur 401 (900901), demandez un nouveau jeton à `/token` et refaites l'appel une fois, une seule. Garder le jeton est bien ; le croire éternel ne l'est pas.",
        "On 401 (900901), ask `/token` for a new token and make the call again once, only once. Keeping the token is good; believing it eternal is not.",
    ),
    source=documents.gateway("code 900901, clients publics observés"),
    applies=_API,
)

SPI_HIDDEN = Duty(
    id="API-SPI-01",
    strength=Strength.MUST,
    says=Text(
        "Le numéro fiscal (SPI) n'apparaît jamais dans une adresse du téléservice.",
        "The tax number (SPI) never appears in an address of the téléservice.",
    ),
    mend=Text(
        "Envoyez le numéro fiscal par formulaire POST et ne le remettez ni dans une redirection, ni dans un lien : les adresses restent dans les journaux, l'historique et l'en-tête `Referer`.",
        "Send the tax number through a POST form and put it back neither in a redirect nor in a link: addresses stay in logs, in the history and in the `Referer` header.",
    ),
    source=documents.terms("CGU-P §4 et §5.2 : le SPI n'est gardé que le temps de la transaction (déduit)"),
    applies=_TYPED,
)

ALL = (
    CORRELATION,
    CORRELATION_FRESH,
    TELESERVICE,
    CONSENT_TOKEN,
    RESOURCE,
    YEAR,
    YEAR_FALLBACK,
    ERROR,
    TOKEN_RENEWED,
    SPI_HIDDEN,
)
