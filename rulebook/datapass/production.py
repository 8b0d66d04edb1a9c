"""Groups 12 to 14: what opens the production."""

from collections.abc import Iterator

from rulebook import documents
from rulebook.datapass.answers import blank, missing, shown, unfit
from rulebook.datapass.request import IMPOT_PARTICULIER, R2P, Api, Request
from rulebook.datapass.rule import Complaint, Rule
from rulebook.source import Text

_CERTIFICATE = "safety_certification_document"
_CERTIFIED = tuple(
    f"safety_certification_{name}"
    for name in ("document", "authority_name", "authority_function", "begin_date", "end_date")
)


def _accepted(request: Request) -> Iterator[Complaint]:
    if not request.answers.operational_acceptance_done:
        yield Complaint(
            Text("la recette fonctionnelle n'est pas attestée", "the functional acceptance is not attested"),
            "datapass.operational_acceptance_done",
        )


def _certified(request: Request) -> Iterator[Complaint]:
    answers = request.answers
    yield from missing(blank(answers, *_CERTIFIED))
    if answers.safety_certification_document:
        yield from unfit(_CERTIFICATE, [answers.safety_certification_document], (".pdf",))
    begin, end = answers.safety_certification_begin_date, answers.safety_certification_end_date
    if begin and end and end <= begin:
        yield Complaint(
            Text(
                f"la fin de l'homologation ({end}) ne suit pas son début ({begin})",
                f"the end of the homologation ({end}) does not come after its beginning ({begin})",
            ),
            "datapass.safety_certification_end_date",
        )


def _listed(api: Api, last: str) -> str:
    """The paces that it offers, `last` before the last one."""
    *others, end = map(str, api.offered)
    return f"{', '.join(others)}{last}{end}"


def _paced(request: Request) -> Iterator[Complaint]:
    api, answers = request.api, request.answers
    offered, stated = _listed(api, ", "), "datapass.volumetrie_appels_par_minute"
    contracted = f"{request.at}.tier"
    at = stated if request.at == "sfip" else contracted
    if request.stated is not None and str(request.stated) != request.calls:
        yield Complaint(
            Text(
                f"deux débits se contredisent : {stated} dit {request.stated}, {contracted} dit {request.calls}",
                f"two paces contradict each other: {stated} says {request.stated}, {contracted} says {request.calls}",
            ),
            stated,
        )
    elif not request.calls:
        yield from missing(["volumetrie_appels_par_minute"])
    elif request.calls not in map(str, api.offered):
        said = shown(request.calls)
        yield Complaint(
            Text(
                f"le débit « {said} » n'est pas proposé ({offered} appels par minute)",
                f'the pace "{said}" is not offered ({offered} calls a minute)',
            ),
            at,
        )
    elif int(request.calls) > api.offered[0] and blank(answers, "volumetrie_justification"):
        yield Complaint(
            Text(
                f"plus de {api.offered[0]} appels par minute demandent une justification",
                f"more than {api.offered[0]} calls a minute take a justification",
            ),
            "datapass.volumetrie_justification",
        )


ACCEPTED = Rule(
    "DP-12",
    12,
    "operational_acceptance",
    Text(
        "La recette fonctionnelle et la qualification du téléservice sont attestées.",
        "The functional acceptance and the qualification of the téléservice are attested.",
    ),
    Text(
        "Faites la recette au bac à sable, gardez-en la preuve, puis mettez operational_acceptance_done à true.",
        "Do the acceptance in the sandbox, keep its proof, then set operational_acceptance_done to true.",
    ),
    documents.datapass("authorization_extensions/operational_acceptance.rb"),
    _accepted,
)
CERTIFIED = Rule(
    "DP-13",
    13,
    "safety_certification",
    Text(
        "La décision d'homologation est jointe en PDF (moins de 10 Mo), avec le nom et la fonction de l'autorité, son début, et sa fin qui le suit.",
        "The homologation decision is joined as a PDF (under 10 MB), with the authority's name and function, its beginning, and its end which comes after.",
    ),
    Text(
        "Remplissez les cinq clés safety_certification_… d'après la décision signée.",
        "Fill the five safety_certification_… keys from the signed decision.",
    ),
    documents.datapass("authorization_extensions/safety_certification.rb"),
    _certified,
)
PACED = Rule(
    "DP-14",
    14,
    "volumetrie",
    Text(
        f"Le débit est l'un de ceux du formulaire : {_listed(IMPOT_PARTICULIER, ' ou ')} appels par minute (R2P : {_listed(R2P, ' ou ')}) ; au-delà de {IMPOT_PARTICULIER.offered[0]}, une justification.",
        f"The pace is one of the form's: {_listed(IMPOT_PARTICULIER, ' or ')} calls a minute (R2P: {_listed(R2P, ' or ')}); beyond {IMPOT_PARTICULIER.offered[0]}, a justification.",
    ),
    Text(
        "Prenez un débit proposé (tier du contrat ; volumetrie_appels_par_minute pour SFiP), le même s'il est donné deux fois, et au-delà de 50 remplissez volumetrie_justification.",
        "Take a pace that is offered (the contract's tier; volumetrie_appels_par_minute for SFiP), the same if it is given twice, and beyond 50 fill volumetrie_justification.",
    ),
    documents.datapass("authorization_extensions/volumetrie.rb ; api_impot_particulier.rb, VOLUMETRIES"),
    _paced,
)
