"""Why a duty is not judged yet: the few reasons that several share."""

from rulebook.source import Text

ANONYMOUS = Text(
    "ces requêtes ne portent aucun identifiant : le journal d'un passage ne peut pas dire que c'est ce client qui les a faites",
    "these requests carry no credential: the journal of a run cannot tell that this client made them",
)
UNREADABLE = Text(
    "le texte de la page officielle n'a pas pu être lu : ce qu'il exige exactement n'est pas connu",
    "the text of the official page could not be read: what it demands exactly is not known",
)
