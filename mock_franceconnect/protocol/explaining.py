"""What an error page tells the citizen, in words of our own: what happened, then one of two things to do.

Source: `documents.published_code`, back/_doc/erreurs.md: the real messages are of two families, "technical error, contact us" and "close the tab and reconnect".
"""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.refusal import Refusal
from rulebook.refusals import identity, interaction
from rulebook.source import Text

_NOT_FOUND = Text(
    "Le registre des identités ne retrouve pas cette identité telle quelle. Elle se corrige chez le fournisseur d’identité.",
    "The register of identities does not find this identity as it stands. It is corrected at the identity provider.",
)
_REGISTER = Text(
    "Le registre des identités n’a pas répondu comme il le devait.",
    "The register of identities did not answer as it should.",
)
_PROVIDER = Text(
    "Le fournisseur d’identité n’a pas répondu comme il le devait.",
    "The identity provider did not answer as it should.",
)
_LEVEL = Text(
    "Le fournisseur d’identité n’a pas donné le niveau de garantie attendu.",
    "The identity provider did not give the level of assurance that was expected.",
)
_CLOSED = Text(
    "Ce fournisseur d’identité ne peut pas servir à cette connexion. Choisissez-en un autre.",
    "This identity provider cannot be used for this login. Choose another one.",
)
_TOLD: tuple[tuple[Text, tuple[Refusal, ...]], ...] = (
    (
        _NOT_FOUND,
        (identity.ONE_ECHO, identity.SEVERAL_ECHOES, identity.MARRIED_NAME, identity.NO_ECHO, identity.REJECTED),
    ),
    (_REGISTER, (identity.RNIPP_SLOW, identity.RNIPP_DOWN, identity.RNIPP_GARBLED)),
    (
        Text(
            "D’après le registre des identités, cette personne est décédée.",
            "According to the register of identities, this person is deceased.",
        ),
        (identity.DECEASED,),
    ),
    (_PROVIDER, (identity.TOKEN_CALL, identity.USERINFO, identity.NO_SUB, identity.TOKEN_SET)),
    (_CLOSED, (interaction.PROVIDER_DISABLED, interaction.PROVIDER_UNKNOWN, interaction.PROVIDER_FILTERED)),
    (_LEVEL, (identity.LEVEL_LOW, identity.LEVEL_NOT_ALLOWED)),
    (
        Text(
            "Cette personne a bloqué ce fournisseur d’identité dans ses préférences.",
            "This person blocked this identity provider in their preferences.",
        ),
        (identity.PROVIDER_BLOCKED,),
    ),
    (Text("Cette personne a désactivé son accès.", "This person disabled their access."), (identity.BLOCKED,)),
    (
        Text(
            "Le fournisseur d’identité a transmis une identité incomplète ou mal formée.",
            "The identity provider passed on an incomplete or malformed identity.",
        ),
        identity.CLAIMS,
    ),
)
# By code: refusals that share one say the same.
_SAID: Mapping[str, Text] = MappingProxyType({refusal.code: text for text, all_ in _TOLD for refusal in all_})
# Beginnings of codes after which a new start is enough: sessions, steps, tokens of a form.
_RECONNECT = ("Y19", "Y42", "Y47", "Y030025", "Y04D5AB7", "Y04CAB72")


def said(refusal: Refusal) -> Text | None:
    """What happened, when the code says it better than the page's general words."""
    return _SAID.get(refusal.code)


def reconnect(refusal: Refusal) -> bool:
    """Whether the citizen is told to close the tab and begin again, rather than to report the error."""
    return refusal.code.startswith(_RECONNECT)
