"""What a téléservice owes to the pace of its contract: no more calls than it says, and none for nothing."""

from rulebook import documents
from rulebook.duty import API, Duty, Strength
from rulebook.source import Text

PACE = Duty(
    id="API-QUOTA-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice ne fait pas plus d'appels par minute que son contrat n'en ouvre.",
        "The téléservice makes no more calls a minute than its contract opens.",
    ),
    mend=Text(
        "Comptez vos appels sur une minute glissante, tous serveurs ensemble, et faites patienter au-delà ; ou demandez un palier plus haut dans DataPass.",
        "Count your calls over a sliding minute, all servers together, and make the rest wait; or ask for a higher tier in DataPass.",
    ),
    source=documents.terms("CGU-P §9.2 ; présentation fonctionnelle §4 (50 appels par minute par défaut)"),
    applies=API,
    rows=("G.17",),
)

USELESS = Duty(
    id="API-QUOTA-02",
    strength=Strength.SHOULD,
    says=Text(
        "Un appel qui a eu sa réponse n'est pas refait pour le même citoyen dans le même parcours.",
        "A call that was answered is not made again for the same citizen in the same journey.",
    ),
    mend=Text(
        "Gardez la réponse sous la session le temps du parcours au lieu de rappeler à chaque page.",
        "Keep the answer under the session for the length of the journey, instead of calling again on each page.",
    ),
    source=documents.presentation("§5.3 : un appel, une année, un foyer (sobriété déduite)"),
    applies=API,
)

CROWD = Duty(
    id="API-QUOTA-03",
    strength=Strength.SHOULD,
    says=Text(
        "Sous la foule, le téléservice étale ses appels au lieu de recevoir des 429.",
        "Under a crowd, the téléservice spreads its calls instead of receiving 429s.",
    ),
    mend=Text(
        "Mettez une file devant l'API, et dites au citoyen qu'il attend.",
        "Put a queue in front of the API, and tell the citizen that they are waiting.",
    ),
    source=documents.gateway("code 900804, quota par souscription"),
    applies=API,
    untested_because=Text(
        "un passage du juge fait quelques parcours à la fois ; la charge s'essaie avec `unefois load`",
        "a run of the judge makes a few journeys at a time; load is tried with `unefois load`",
    ),
    rows=("G.17",),
)

ALL = (PACE, USELESS, CROWD)
