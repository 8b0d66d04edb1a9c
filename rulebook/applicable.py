"""Whether a duty is about this application: what it declares, the stage of its habilitation, what its contract says. Pure."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from rulebook import resources, sfip
from rulebook.datapass.request import STAGES
from rulebook.duty import Capability, Duty, Profile
from rulebook.formats.habilitation import Habilitation
from rulebook.source import Text

# Profile → what the contract must say.
_HOLDS: Mapping[Profile, Callable[[Habilitation], bool]] = MappingProxyType(
    {
        Profile.PLUS: lambda one: one.franceconnect is not None and one.franceconnect.platform == "high",
        Profile.LEP: lambda one: (
            (one.api_impot is not None and resources.LEP.scope in one.api_impot.resources)
            or (one.sfip is not None and sfip.LEP.code in one.sfip.services)
        ),
    }
)
PROFILES: Mapping[Profile, Text] = MappingProxyType(
    {
        Profile.PLUS: Text("inscrit à FranceConnect+", "registered on FranceConnect+"),
        Profile.LEP: Text("banque qui interroge le LEP", "bank that asks about the LEP"),
    }
)


def why_not(duty: Duty, declared: Iterable[Capability], habilitation: Habilitation | None = None) -> Text | None:
    """Why the duty does not apply; None when it does. Without a habilitation, only what is declared counts."""
    said = ", ".join(sorted(declared))
    if not duty.applies & frozenset(declared):
        return Text(f"le client déclare : {said}", f"the client declares: {said}")
    if habilitation is None:
        return None
    stage = STAGES[habilitation.datapass.stage]
    if duty.stages and stage.id not in duty.stages:
        return Text(f"l'habilitation en est à : {stage.name.fr}", f"the habilitation is at: {stage.name.en}")
    if duty.profile is not None and not _HOLDS[duty.profile](habilitation):
        name = PROFILES[duty.profile]
        return Text(f"ne vaut que pour : {name.fr}", f"only for: {name.en}")
    return None


def conditions(duty: Duty) -> Text:
    """When it applies, beyond its capabilities; empty when always."""
    said = [stage.name for stage in STAGES.values() if stage.id in duty.stages]
    if duty.profile is not None:
        said.append(PROFILES[duty.profile])
    return Text(", ".join(one.fr for one in said), ", ".join(one.en for one in said))
