"""Why a duty is not judged yet: the few reasons that several share."""

from rulebook.source import Text

ANONYMOUS = Text(
    "ces requêtes ne portent aucun identifiant : seul un bail exclusif les recueille, celles de toutes les applications de l'espace mêlées",
    "these requests carry no credential: an exclusive lease alone gathers them, those of all the applications of the space together",
)
OF_THE_SPACE = Text(
    "un client garde la découverte, et ne relit les clés que devant un `kid` inconnu : l'anomalie pourrait n'atteindre personne. Ces lectures sont sans identifiant : "
    "seul un bail exclusif les vise, qui la servirait à toutes les applications de l'espace et ferait attendre les passages voisins",
    "a client keeps the discovery, and reads the keys again for an unknown `kid` only: the fault might reach nobody. These readings carry no credential: an exclusive "
    "lease alone aims at them, which would serve it to all the applications of the space and make neighbouring runs wait",
)
UNREADABLE = Text(
    "le texte de la page officielle n'a pas pu être lu : ce qu'il exige exactement n'est pas connu",
    "the text of the official page could not be read: what it demands exactly is not known",
)
