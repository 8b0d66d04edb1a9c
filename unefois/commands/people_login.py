"""What a login as somebody runs into, as the list of people and `unefois people show` tell it."""

from collections.abc import Iterator

from rulebook.faults import FAULTS
from rulebook.formats.persona import Persona
from rulebook.troubles import TROUBLES
from unefois.language import LANGUAGE, _


def told(persona: Persona) -> Iterator[str]:
    """A line for each thing out of the ordinary; nothing of somebody who simply logs in."""
    if persona.deces:
        yield _("Connexion : décès le {jour}, connu du RNIPP, qui la refuse ensuite.").format(jour=persona.deces)
    if persona.trouble:
        trouble = TROUBLES[persona.trouble]
        yield _("Connexion : {code} — {says}").format(code=trouble.refusal.code, says=trouble.says.in_(LANGUAGE))
    if persona.fault:
        yield _("Connexion : apporte l'anomalie {fault} — {says}").format(
            fault=persona.fault, says=FAULTS[persona.fault].says.in_(LANGUAGE)
        )
    if stated := persona.idp.model_dump(exclude_unset=True):
        claims = ", ".join(f"{name} = {value or '∅'}" for name, value in stated.items())
        yield _("Connexion : le fournisseur d'identité dit {claims}").format(claims=claims)
