"""What a téléservice owes: families in the order of a citizen's journey. Ids are never reused."""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.duties import (
    apim,
    authorize,
    callback,
    contract,
    errors,
    headers,
    id_token,
    information,
    keeping,
    keys,
    legal,
    logout,
    minimisation,
    options,
    page,
    quota,
    sessions,
    token,
    traces,
    userinfo,
    years,
)
from rulebook.duty import Duty, Family
from rulebook.source import Text

FAMILIES: tuple[Family, ...] = (
    Family("authorize", Text("Demande d'authentification", "Authorization request"), (*authorize.ALL, *options.ALL)),
    Family("callback", Text("Retour de FranceConnect", "Callback"), callback.ALL),
    Family("token", Text("Échange du code", "Code exchange"), token.ALL),
    Family("id_token", Text("id_token", "id_token"), id_token.ALL),
    Family("userinfo", Text("userinfo", "userinfo"), userinfo.ALL),
    Family("keys", Text("Clés", "Keys"), keys.ALL),
    Family("logout", Text("Déconnexion", "Logout"), logout.ALL),
    Family("page", Text("Ce que voit le citoyen après une erreur", "What the citizen sees after an error"), page.ALL),
    Family(
        "information", Text("Information, consentement et mentions", "Information, consent, notices"), information.ALL
    ),
    Family("sessions", Text("Sessions et cookies", "Sessions and cookies"), sessions.ALL),
    Family("apim", Text("Jeton de la passerelle", "The gateway's token"), apim.ALL),
    Family("headers", Text("En-têtes des appels", "Headers of calls"), headers.ALL),
    Family("years", Text("Années de revenus", "Income years"), years.ALL),
    Family(
        "contract", Text("Contrat et minimisation", "Contract and minimisation"), (*contract.ALL, *minimisation.ALL)
    ),
    Family("errors", Text("Erreurs et relances", "Errors and retries"), errors.ALL),
    Family("quota", Text("Quota", "Quota"), quota.ALL),
    Family("data", Text("Traitement des données", "Handling of data"), (*traces.ALL, *keeping.ALL)),
    Family("legal", Text("Obligations de l'organisation", "Duties of the organisation"), legal.ALL),
)

DUTIES: Mapping[str, Duty] = MappingProxyType({duty.id: duty for family in FAMILIES for duty in family.duties})
