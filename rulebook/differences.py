"""Where our simulators deliberately do not what the real services do. `DIFFERENCES` finds any of them by id; an id is never reused.

What no source gives is another matter: an assumption, said by `Basis.ASSUMPTION` beside the fact itself. A difference that shows over
HTTP is seen by a check of the provider plan, which passes and names it; a check that sees one that is not here fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook import documents
from rulebook.source import Source, Text


@dataclass(frozen=True, slots=True)
class Difference:
    """One deviation: what the real one does (`source` says so), what ours does instead, why, and how anybody may see it."""

    id: str
    by: str
    real: Text
    ours: Text
    why: Text
    how: Text
    source: Source


_WRAPPER = documents.published_code("main.ts (helmet), configuration des cookies et des sessions")
_ROUTES = documents.published_code("core-fcp, contrôleurs : la liste des routes")
_DTO = documents.published_code("core-fcp, dto/authorize-params.dto.ts, URL_REQUIRE_TLD")
_RNIPP = documents.published_code("libs/rnipp")
_SESSIONS = documents.engine_code("models/session.js, actions/end_session.js")
_NOT_SEEN = Text(
    "aucun échange avec le téléservice ne le montre",
    "no exchange with the téléservice shows it",
)
_FC = "franceconnect"
_DGFIP = "dgfip"

HTTP = Difference(
    "SIM-HTTP",
    _FC,
    Text("tout est servi en https, et chaque cookie porte Secure", "all is served over https, every cookie is Secure"),
    Text(
        "http sur la machine locale, et Secure suit l'adresse publique ; HSTS est envoyé quand même",
        "plain http on the local machine, Secure follows the public address; HSTS is sent all the same",
    ),
    Text("aucun certificat à fabriquer pour un premier essai", "no certificate to make for a first try"),
    Text("l'attribut Secure des cookies de /authorize", "the Secure attribute of /authorize's cookies"),
    _WRAPPER,
)
LOCALHOST = Difference(
    "SIM-LOCALHOST",
    _FC,
    Text(
        "en production et sur FranceConnect+, une redirect_uri en http ou sur localhost est refusée (Y030007)",
        "in production and on FranceConnect+, a redirect_uri in http or on localhost is refused (Y030007)",
    ),
    Text(
        "http://localhost est accepté comme dans le bac à sable, sauf dans un espace `strict_urls = true`",
        "http://localhost is accepted as in the sandbox, except in a space with `strict_urls = true`",
    ),
    Text("un téléservice en développement tourne sur localhost", "a téléservice being developed runs on localhost"),
    Text(
        "une redirect_uri http://localhost inconnue reçoit Y04C013C, et non Y030007",
        "an unknown http://localhost redirect_uri gets Y04C013C, not Y030007",
    ),
    _DTO,
)
IDP_PAGES = Difference(
    "SIM-IDP-PAGES",
    _FC,
    Text(
        "le citoyen part sur le site du fournisseur d'identité, que FranceConnect interroge ensuite par le canal arrière",
        "the citizen leaves for the identity provider's site, which FranceConnect then calls over the back channel",
    ),
    Text(
        "les fournisseurs d'identité sont des pages du simulateur, sous /fi/ ; aucun canal arrière n'existe",
        "identity providers are pages of the simulator, under /fi/; there is no back channel",
    ),
    Text("un téléservice ne peut pas voir ce détour", "a téléservice cannot see that hop"),
    Text("la redirection qui suit le choix du fournisseur", "the redirect that follows the choice of a provider"),
    documents.published_code("libs/oidc-client"),
)
MIRE = Difference(
    "SIM-MIRE",
    _FC,
    Text(
        "la mire montre les fournisseurs réels, leurs logos et leurs avertissements",
        "the mire shows the real providers, their logos and notices",
    ),
    Text(
        "la mire montre des fournisseurs de démonstration, sans logo",
        "the mire shows demonstration providers, without logos",
    ),
    Text("logos et marques de l'État lui sont réservés", "the State's logos and marks are reserved to it"),
    Text("la page de choix", "the page of choice"),
    documents.published_code("libs/identity-provider-adapter-mongo"),
)
PAGES = Difference(
    "SIM-PAGES",
    _FC,
    Text(
        "les pages ont l'apparence, les textes et le support de FranceConnect",
        "pages have FranceConnect's look, texts and support links",
    ),
    Text(
        "même code, même statut, un identifiant d'occurrence, mais nos mots, la règle en cause, et le bandeau « SIMULATEUR »",
        'same code, same status, an occurrence id, but our own words, the rule at stake, and the banner "SIMULATEUR"',
    ),
    Text("ne jamais passer pour un service de l'État", "never to pass for a service of the State"),
    Text("le bandeau de toute page HTML", "the banner of any HTML page"),
    documents.published_code("views/error.ejs"),
)
LANGUAGE = Difference(
    "SIM-LANGUAGE",
    _FC,
    Text(
        "ui_locales est accepté et reste sans effet : pages en français",
        "ui_locales is accepted and ignored: pages are in French",
    ),
    Text("ui_locales=en donne des pages en anglais", "ui_locales=en gives pages in English"),
    Text("un testeur ne lit pas toujours le français", "not every tester reads French"),
    Text("l'attribut lang de la mire", "the mire's lang attribute"),
    documents.published_code("scénario de recette api-authorize, ui_locales"),
)
CSP_UPGRADE = Difference(
    "SIM-CSP-UPGRADE",
    _FC,
    Text(
        "la Content-Security-Policy finit par upgrade-insecure-requests",
        "the Content-Security-Policy ends with upgrade-insecure-requests",
    ),
    Text(
        "la Content-Security-Policy n'a pas upgrade-insecure-requests",
        "the Content-Security-Policy lacks upgrade-insecure-requests",
    ),
    Text("elle casserait un banc servi en http", "it would break a bench served over plain http"),
    Text("l'en-tête Content-Security-Policy", "the Content-Security-Policy header"),
    _WRAPPER,
)
CSP_ASSETS = Difference(
    "SIM-CSP-ASSETS",
    _FC,
    Text(
        "styles, scripts, polices et images viennent d'un hôte d'actifs, que la CSP nomme",
        "styles, scripts, fonts and images come from an assets host, which the CSP names",
    ),
    Text("tout vient du simulateur ('self')", "all comes from the simulator ('self')"),
    Text("le banc marche sans internet", "the bench works without the internet"),
    Text("les directives style-src et font-src", "the style-src and font-src directives"),
    _WRAPPER,
)
ASSETS = Difference(
    "SIM-ASSETS",
    _FC,
    Text("hors de la liste des routes, tout est 404 Y000404", "outside the list of routes, all is 404 Y000404"),
    Text("/simulateur.css, /suite.js et /fi/… répondent", "/simulateur.css, /suite.js and /fi/… answer"),
    Text("les pages du simulateur ont besoin de leur style", "the simulator's pages need their style"),
    Text("GET /simulateur.css à la racine de l'hôte", "GET /simulateur.css at the root of the host"),
    _ROUTES,
)
KEY_IDS = Difference(
    "SIM-KEY-IDS",
    _FC,
    Text("les kid nomment le boîtier de signature (pkcs11:…)", "kids name the signing device (pkcs11:…)"),
    Text(
        "les kid commencent par « simulateur: » et changent à chaque démarrage ; les clés sont logicielles",
        'kids begin with "simulateur:" and change at each start; keys are software keys',
    ),
    Text(
        "des clés factices doivent se voir, et celles d'un autre passage ne pas servir",
        "fake keys must be seen as such, and those of another run must not serve",
    ),
    Text("les kid du JWKS", "the kids of the JWKS"),
    documents.published_code("docker/compose, .env de core-fcp ; scénarios de recette api-token"),
)
COOKIE_SIGNED = Difference(
    "SIM-COOKIE-SIGNED",
    _FC,
    Text(
        "fc_session_id est signé, et chaque cookie du moteur a un jumeau `.sig`",
        "fc_session_id is signed, and each cookie of the engine has a `.sig` twin",
    ),
    Text("aucun cookie n'est signé", "no cookie is signed"),
    Text(
        "leur valeur est opaque et tirée au sort : la signature ne protégerait rien ici",
        "their values are opaque and random: a signature would protect nothing here",
    ),
    Text("les noms des cookies que pose /authorize", "the names of the cookies that /authorize sets"),
    _WRAPPER,
)
COOKIE_DOMAIN = Difference(
    "SIM-COOKIE-DOMAIN",
    _FC,
    Text("fc_session_id porte Domain=<hôte de FranceConnect>", "fc_session_id carries Domain=<FranceConnect's host>"),
    Text("aucun cookie ne porte Domain", "no cookie carries Domain"),
    Text("les navigateurs refusent Domain=localhost", "browsers refuse Domain=localhost"),
    Text("l'attribut Domain de fc_session_id", "the Domain attribute of fc_session_id"),
    _WRAPPER,
)
COOKIE_NAMES = Difference(
    "SIM-COOKIE-NAMES",
    _FC,
    Text("les cookies ont toujours les mêmes noms, sur le chemin /", "cookies always have the same names, on path /"),
    Text(
        "hors de l'espace default et sur FranceConnect+, leurs noms portent plateforme et espace, et leur chemin est celui de l'espace",
        "outside the default space and on FranceConnect+, their names carry platform and space, and their path is the space's",
    ),
    Text("les ports d'un même hôte partagent leurs cookies", "ports of one host share their cookies"),
    Text(
        "les cookies de /authorize dans un autre espace que default",
        "/authorize's cookies in another space than default",
    ),
    documents.published_code("config/session.ts"),
)
TRUSTED_DEVICE = Difference(
    "SIM-TRUSTED-DEVICE",
    _FC,
    Text(
        "un appareil connu est retenu 90 jours (cookie trustedDevice), un appareil nouveau vaut un courriel au citoyen",
        "a known device is remembered for 90 days (cookie trustedDevice), a new one earns the citizen an e-mail",
    ),
    Text("ni cookie, ni courriel", "neither cookie nor e-mail"),
    Text(
        "cela ne concerne pas le téléservice, et rien ne doit quitter le banc",
        "it is no business of the téléservice, and nothing may leave the bench",
    ),
    Text("les cookies d'une connexion entière", "the cookies of a whole login"),
    _WRAPPER,
)
RNIPP = Difference(
    "SIM-RNIPP",
    _FC,
    Text("chaque connexion interroge le RNIPP", "each login asks the RNIPP (national identity register)"),
    Text(
        "la réponse du RNIPP est celle que l'identité de la personne entraîne, calculée sur place",
        "the RNIPP's answer is the one that the person's identity brings about, computed on the spot",
    ),
    Text("aucune donnée réelle, aucun appel dehors", "no real data, no call outside"),
    _NOT_SEEN,
    _RNIPP,
)
EIDAS = Difference(
    "SIM-EIDAS",
    _FC,
    Text(
        "le nœud eIDAS mène le citoyen européen jusqu'à son pays",
        "the eIDAS node takes the European citizen to their country",
    ),
    Text(
        "le pont eIDAS est une page du simulateur parmi les fournisseurs d'identité",
        "the eIDAS bridge is a page of the simulator among the identity providers",
    ),
    Text("même raison que pour tout fournisseur d'identité", "same reason as for any identity provider"),
    Text("le choix du pont, sur FranceConnect+", "choosing the bridge, on FranceConnect+"),
    documents.published_code("libs/cryptography-eidas, core-fcp-eidas-verify.handler.ts"),
)
SUB_STORED = Difference(
    "SIM-SUB-STORED",
    _FC,
    Text(
        "un compte garde le sub qu'il a déjà pour une entité, même si l'identité est rectifiée ensuite",
        "an account keeps the sub that it has for an entity, even once the identity is rectified",
    ),
    Text("le sub est recalculé à chaque connexion", "the sub is computed anew at each login"),
    Text("un monde calculé n'a pas de comptes", "a computed world has no accounts"),
    Text(
        "changer l'identité d'une personne ajoutée, puis la reconnecter",
        "change the identity of an added person, then log them in again",
    ),
    documents.published_code("core-fcp, computeSub et collection account"),
)
EMPTY_SESSION = Difference(
    "SIM-EMPTY-SESSION",
    _FC,
    Text(
        "après la déconnexion, le moteur garde une session vide sous un nouvel identifiant",
        "after logout the engine keeps an empty session under a new id",
    ),
    Text("la session du moteur est supprimée", "the engine's session is deleted"),
    Text("personne ne peut le voir, et la mémoire s'en remplirait", "nobody can tell, and memory would fill with them"),
    _NOT_SEEN,
    _SESSIONS,
)
LIMITS = Difference(
    "SIM-LIMITS",
    _FC,
    Text(
        "pare-feu, débit et filtrage des adresses protègent le service ; leurs seuils ne sont pas publiés",
        "firewall, rate limits and address filtering protect the service; their thresholds are not published",
    ),
    Text(
        "seul un corps de plus de 128 Kio est refusé (413) ; aucune limite de débit",
        "only a body of more than 128 KiB is refused (413); no rate limit",
    ),
    Text("aucune source ; une foule de test doit passer", "no source; a test crowd must get through"),
    Text("POST /token avec un corps de plus de 128 Kio", "POST /token with a body of more than 128 KiB"),
    documents.published_code("IPServerAddressesAndRanges : enregistré, jamais lu"),
)
BACK_CHANNEL = Difference(
    "SIM-BACK-CHANNEL",
    _FC,
    Text(
        "la découverte donne toutes ses adresses sous l'émetteur", "discovery gives all its addresses under the issuer"
    ),
    Text(
        "avec une adresse pour serveurs (conteneurs), jwks, token, userinfo et revocation y sont",
        "with an address for servers (containers), jwks, token, userinfo and revocation are there",
    ),
    Text("un conteneur n'atteint pas le localhost du navigateur", "a container does not reach the browser's localhost"),
    Text(
        "les adresses de la découverte, quand cette option sert", "the addresses of discovery, when that option is used"
    ),
    documents.engine("discovery"),
)
VERSION_1 = Difference(
    "SIM-V1",
    _FC,
    Text(
        "la première version (/api/v1) a eu ses propres règles, jusqu'à son retrait",
        "the first version (/api/v1) had rules of its own, until it was retired",
    ),
    Text("/api/v1 n'existe pas", "there is no /api/v1"),
    Text("un téléservice nouveau ne peut plus s'en servir", "no new téléservice may use it"),
    Text("GET /api/v1/authorize", "GET /api/v1/authorize"),
    documents.partners("migration de la v1 à la v2"),
)
AIDANTS = Difference(
    "SIM-AIDANTS",
    _FC,
    Text(
        "un mandat Aidants Connect est vérifié (Y600020 quand il manque un thème)",
        "an Aidants Connect mandate is checked (Y600020 when it lacks a theme)",
    ),
    Text("aucun fournisseur d'identité du banc ne rend de mandat", "no identity provider of the bench gives a mandate"),
    Text("hors du périmètre du banc", "outside the bench's perimeter"),
    Text("un téléservice inscrit avec rep_scope", "a téléservice registered with rep_scope"),
    documents.published_code("core-fcp, rep_scope"),
)
FAILURES = Difference(
    "SIM-FAILURES",
    _FC,
    Text(
        "stockage, boîtier de signature, courriel ou configuration peuvent manquer (Y0300xx, Y1700xx, Y1900xx, Y2700xx…)",
        "storage, signing device, mail or configuration may fail (Y0300xx, Y1700xx, Y1900xx, Y2700xx…)",
    ),
    Text(
        "ces pannes n'arrivent que commandées, comme réponses 5xx",
        "these failures only come when ordered, as 5xx answers",
    ),
    Text("un banc n'a pas cette infrastructure", "a bench has no such infrastructure"),
    Text("les anomalies de l'étape `response`", "faults of the stage `response`"),
    documents.published_code("back/_doc/erreurs.md"),
)
REGISTRATION = Difference(
    "SIM-REGISTRATION",
    _FC,
    Text(
        "un enregistrement incomplet, un entityId ou un secret court, un téléservice désactivé sont écartés par l'espace partenaires",
        "an incomplete record, a short entityId or secret, a deactivated téléservice are put aside by the partners' back office",
    ),
    Text(
        "habilitation.toml suffit, et un téléservice est connu ou ne l'est pas",
        "habilitation.toml is enough, and a téléservice is known or it is not",
    ),
    Text("le banc ne rejoue pas l'espace partenaires", "the bench does not play the back office"),
    Text("un entity_id de moins de 32 caractères", "an entity_id of less than 32 characters"),
    documents.published_code("service-provider-adapter-mongo"),
)
CHECKTOKEN_HIGH = Difference(
    "SIM-CHECKTOKEN-HIGH",
    _FC,
    Text(
        "sur FranceConnect+, la signature de checktoken est cassée depuis une version, disent ses propres scénarios",
        "on FranceConnect+, checktoken's signature has been broken since some release, its own scenarios say",
    ),
    Text(
        "FranceConnect+ signe comme FranceConnect, en ES256", "FranceConnect+ signs as FranceConnect does, with ES256"
    ),
    Text("la panne d'une version n'est pas une règle", "one release's bug is no rule"),
    Text(
        "/checktoken de FranceConnect+, par un fournisseur de données",
        "FranceConnect+'s /checktoken, called by a data provider",
    ),
    documents.published_code("scénario de recette api-checktoken, étiquettes"),
)
SPACES = Difference(
    "SIM-SPACES",
    _FC,
    Text("un seul émetteur par plateforme, à la racine de l'hôte", "one issuer per platform, at the root of the host"),
    Text("autant d'émetteurs que d'espaces, sous /s/{espace}", "as many issuers as spaces, under /s/{space}"),
    Text("des essais menés de front ne se gênent pas", "trials run side by side do not disturb each other"),
    Text("l'issuer d'un espace créé par un testeur", "the issuer of a space that a tester made"),
    _ROUTES,
)
SECRETS = Difference(
    "SIM-SECRETS",
    _FC,
    Text(
        "identifiants et secrets sont attribués par FranceConnect, et secrets",
        "ids and secrets are given by FranceConnect, and secret",
    ),
    Text(
        "identifiants et secrets découlent de la graine et du nom de l'habilitation",
        "ids and secrets follow from the seed and the habilitation's name",
    ),
    Text("stables d'un passage à l'autre, sans rien à garder", "stable from run to run, with nothing to keep"),
    Text("deux bancs de même graine", "two benches of the same seed"),
    documents.partners("espace partenaires"),
)
PEOPLE = Difference(
    "SIM-PEOPLE",
    _DGFIP,
    Text(
        "les contribuables existent, ou sont les jeux fictifs du bac à sable",
        "taxpayers exist, or are the sandbox's fictitious sets",
    ),
    Text(
        "personne n'existe : SPI dont les trois derniers chiffres vont de 511 à 999, revenus tirés, impôt calculé par nous",
        "nobody exists: SPIs end in 511 to 999, incomes are drawn, tax is computed by us",
    ),
    Text("aucune donnée personnelle sur un banc", "no personal data on a bench"),
    Text("les trois derniers chiffres d'un SPI", "the last three digits of an SPI"),
    documents.data_sets("clé du SPI"),
)
SEARCH = Difference(
    "SIM-SEARCH",
    _DGFIP,
    Text(
        "le SFiP et le R2P cherchent dans tout le référentiel, fût-ce par un seul prénom",
        "the SFiP and the R2P search the whole register, be it by one given name",
    ),
    Text(
        "une personne nommée se trouve par un ou plusieurs de ses prénoms, un habitant tiré par tous les siens seulement ; "
        "le conjoint d'une persona qui n'en est pas une, et le numéro d'une ligne sans identité, ne se trouvent pas",
        "a named person is found by one or more of their given names, a drawn inhabitant by all of theirs only; "
        "a persona's spouse who is none, and the number of a row without an identity, are not found",
    ),
    Text(
        "quarante millions de souches ne sont pas rangées mais calculées : les noms entiers portent leur numéro",
        "forty million souches are not stored but computed: whole names carry their number",
    ),
    Text(
        "404 pour un habitant demandé par son premier prénom, 200 par tous",
        "404 for an inhabitant asked for by their first given name, 200 by all",
    ),
    documents.sibling_openapi("SFiP, R2P : prenom"),
)
STREETS = Difference(
    "SIM-STREETS",
    _DGFIP,
    Text(
        "une adresse a un code de voie (adrCodeVoie, cdVoie), qui la désigne",
        "an address has a street code (adrCodeVoie, cdVoie), which names it",
    ),
    Text(
        "le code de voie est lu pour sa forme, ne départage personne et n'est jamais rendu",
        "a street code is read for its shape, tells nobody apart and is never given back",
    ),
    Text("les voies sont inventées : aucune n'a de code", "streets are invented: none has a code"),
    Text("une recherche par adrCodeVoie, une adresse du R2P", "a search by adrCodeVoie, an address of the R2P"),
    documents.sibling_openapi("SFiP : adrCodeVoie ; R2P : cdVoie"),
)
QUOTA = Difference(
    "SIM-QUOTA",
    _DGFIP,
    Text("tout contrat a un quota d'appels par minute", "every contract has a quota of calls a minute"),
    Text('`tier = "none"` le lève', '`tier = "none"` lifts it'),
    Text("mesurer un téléservice, pas le quota", "to measure a téléservice, not the quota"),
    Text('un contrat `tier = "none"`', 'a contract with `tier = "none"`'),
    documents.terms("quotas"),
)
EMISSIONS = Difference(
    "SIM-EMISSIONS",
    _DGFIP,
    Text("les avis paraissent au rythme de la campagne", "notices come out at the campaign's pace"),
    Text(
        "un testeur déplace la date où une année est servie, pour un espace, un bail ou un contrat",
        "a tester moves the day from which a year is served, for a space, a lease or a contract",
    ),
    Text("« pas encore imposé » doit pouvoir s'essayer en toute saison", '"not taxed yet" must be had in any season'),
    Text("PUT calendar de l'API de contrôle", "PUT calendar of the control API"),
    documents.presentation("calendrier de mise à disposition"),
)
CALLER_IP = Difference(
    "SIM-CALLER-IP",
    _DGFIP,
    Text(
        "l'adresse IP de l'appelant est contrôlée, avec son certificat (CGU-P §4)",
        "the caller's IP address is controlled, with their certificate (CGU-P §4)",
    ),
    Text(
        "aucune adresse n'est refusée ; le certificat est une option du contrat",
        "no address is refused; the certificate is an option of the contract",
    ),
    Text(
        "sur une machine, tous les appelants ont la même adresse",
        "on one machine every caller has the same address",
    ),
    Text("un appel d'une autre adresse est servi", "a call from another address is served"),
    documents.terms("CGU-P §4"),
)
FAULTS = Difference(
    "SIM-FAULTS",
    f"{_FC}, {_DGFIP}",
    Text("les services ne se trompent pas exprès", "the services do not err on purpose"),
    Text(
        "une anomalie commandée pour une application pendant un bail est servie",
        "a fault ordered for an application during a lease is served",
    ),
    Text(
        "un client qui ne survit qu'à la bienveillance n'est pas conforme",
        "a client that only survives kindness is not conformant",
    ),
    Text(
        "POST leases/{id}/faults, ou une persona qui en porte une",
        "POST leases/{id}/faults, or a persona that carries one",
    ),
    documents.rfc8725("§3"),
)
CONTROL = Difference(
    "SIM-CONTROL",
    f"{_FC}, {_DGFIP}",
    Text(
        "nul ne vieillit un code ni n'ouvre une session à la place d'un autre",
        "nobody ages a code, or opens a session in somebody's place",
    ),
    Text(
        "l'API de contrôle vieillit ce qui est gardé (elapse), inscrit des applications, ajoute des personnes",
        "the control API ages what is stored (elapse), registers applications, adds people",
    ),
    Text("un test ne peut pas attendre 30 s chaque fois", "a test cannot wait 30 s each time"),
    Text("le port de contrôle", "the control port"),
    _ROUTES,
)

ALL: tuple[Difference, ...] = (
    HTTP,
    LOCALHOST,
    IDP_PAGES,
    MIRE,
    PAGES,
    LANGUAGE,
    CSP_UPGRADE,
    CSP_ASSETS,
    ASSETS,
    KEY_IDS,
    COOKIE_SIGNED,
    COOKIE_DOMAIN,
    COOKIE_NAMES,
    TRUSTED_DEVICE,
    RNIPP,
    EIDAS,
    SUB_STORED,
    EMPTY_SESSION,
    LIMITS,
    BACK_CHANNEL,
    VERSION_1,
    AIDANTS,
    FAILURES,
    REGISTRATION,
    CHECKTOKEN_HIGH,
    SPACES,
    SECRETS,
    PEOPLE,
    SEARCH,
    STREETS,
    QUOTA,
    EMISSIONS,
    CALLER_IP,
    FAULTS,
    CONTROL,
)

DIFFERENCES: Mapping[str, Difference] = MappingProxyType({difference.id: difference for difference in ALL})
