"""What is asked of DataPass, read in a habilitation: one request an API, at one stage."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook import documents
from rulebook.formats.datapass import DataPass, StageName
from rulebook.formats.habilitation import Habilitation
from rulebook.source import Text

_ASKED_FIRST = ("basic_infos", "legal", "modalities", "scopes", "personal_data", "contacts")
_SAFETY = ("safety_certification", "volumetrie")
# Not a block of the form: what is ticked to send it.
SUBMISSION = "submission"


# Published: in production the blocks of the sandbox are read-only. That they are checked again on submission is ours.
AGAIN = documents.datapass.assumed(
    "config/authorization_request_forms/api_impot_particulier.yml : blocs en lecture seule ; nouvelle vérification à l'envoi supposée"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the habilitation, and the blocks that its form has.

    Those of `read_only` come from the sandbox; the form checks them again when it is sent (`AGAIN`). `first` tells whether the homologation box is ticked here.
    """

    id: StageName
    name: Text
    steps: tuple[str, ...]
    read_only: tuple[str, ...] = ()
    first: bool = True


STAGES: Mapping[StageName, Stage] = MappingProxyType(
    {
        stage.id: stage
        for stage in (
            Stage("bac_a_sable", Text("bac à sable", "sandbox"), (*_ASKED_FIRST, SUBMISSION)),
            Stage(
                "production",
                Text("production", "production"),
                ("operational_acceptance", *_SAFETY, SUBMISSION),
                read_only=_ASKED_FIRST,
                first=False,
            ),
            Stage("editeur", Text("éditeur", "publisher"), (*_ASKED_FIRST, *_SAFETY, SUBMISSION)),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Api:
    """One form: the blocks that it goes without, the paces that it offers (calls a minute), whether it wants a scope whatever happens."""

    id: str
    name: str
    offered: tuple[int, ...]
    without: tuple[str, ...] = ()
    wants_a_scope: bool = False


IMPOT_PARTICULIER = Api("api_impot_particulier", "API Impôt particulier", (50, 100, 200, 500, 750, 1000))
SFIP = Api("api_sfip", "API SFiP", IMPOT_PARTICULIER.offered, without=("modalities",), wants_a_scope=True)
R2P = Api("api_r2p", "API R2P", (50, 200, 1000), without=("modalities", "scopes"))


@dataclass(frozen=True, slots=True)
class Request:
    """The answers to one form: those of the contract, those of `[datapass]`, and the scopes that FranceConnect registered (None: not in the file).

    `resources` of the SFiP are its services.
    `stated` is the pace that `[datapass]` gives beside the contract's own; None when it answers for the SFiP, which has no other.
    """

    api: Api
    stage: Stage
    answers: DataPass
    at: str
    modalities: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    specific_requirements: tuple[str, ...] = ()
    calls: str = ""
    stated: int | None = None
    registered: tuple[str, ...] | None = None


def requests(habilitation: Habilitation, stage: Stage) -> Iterator[Request]:
    """One request for each contract of the file; the same `[datapass]` answers all of them."""
    answers, contract, sfip = habilitation.datapass, habilitation.api_impot, habilitation.sfip
    franceconnect, asked = habilitation.franceconnect, answers.volumetrie_appels_par_minute
    stated = None if sfip else asked
    if contract:
        yield Request(
            IMPOT_PARTICULIER,
            stage,
            answers,
            "api_impot",
            modalities=contract.modality,
            scopes=_once(contract.scopes),
            resources=contract.resources,
            specific_requirements=contract.specific_requirements,
            calls=contract.tier,
            stated=stated,
            registered=_once(franceconnect.scopes) if franceconnect else None,
        )
    if sfip:
        yield Request(
            SFIP,
            stage,
            answers,
            "sfip",
            scopes=_once(sfip.scopes),
            resources=sfip.services,
            specific_requirements=sfip.specific_requirements,
            calls="" if asked is None else str(asked),
        )
    if r2p := habilitation.r2p:
        yield Request(R2P, stage, answers, "r2p", calls=r2p.tier, stated=stated)


def _once(scopes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scopes))
