"""What a client asks FranceConnect for and is not registered for: the parameter at fault, and what to mend."""

from collections.abc import Mapping
from types import MappingProxyType

from conformance.journey import location, parameter, query
from rulebook.formats.exchange import Exchange
from rulebook.refusals import REFUSALS, authorize
from rulebook.source import Text

_LETTER = Text(
    "donnez-lui, lettre pour lettre, une de celles de l'habilitation",
    "give it, letter by letter, one of the habilitation's",
)
_ADDRESS = Text(
    f"FranceConnect refuse la redirect_uri du client, {{seen}} ({{code}}) : il y faut {{wanted}} ; {_LETTER.fr}.",
    f"FranceConnect refuses the client's redirect_uri, {{seen}} ({{code}}): it wants {{wanted}}; {_LETTER.en}.",
)
# What was refused → what to mend.
_MEND: Mapping[str, Text] = MappingProxyType(
    {
        authorize.REDIRECT_URI.id: _ADDRESS,
        authorize.REDIRECT_URI_STRICT.id: _ADDRESS,
        authorize.TWO_FAULTS.id: Text(
            f"FranceConnect ne connaît pas la redirect_uri du client, {{seen}}, et refuse aussi le reste de sa demande ({{code}}) : {_LETTER.fr}.",
            f"FranceConnect does not know the client's redirect_uri, {{seen}}, and refuses the rest of its request too ({{code}}): {_LETTER.en}.",
        ),
        authorize.SCOPE_NOT_ALLOWED.id: Text(
            "FranceConnect refuse le scope {seen}, que l'habilitation ne donne pas ({code}) : ne le demandez pas, ou, s'il est accordé, "
            "ajoutez-le à [franceconnect].scopes.",
            "FranceConnect refuses the scope {seen}, which the habilitation does not give ({code}): do not ask for it, or, if it is "
            "granted, add it to [franceconnect].scopes.",
        ),
    }
)


def unregistered(exchange: Exchange) -> Text | None:
    """What to mend in the client's settings, or in its registration; None when it is another matter, or when nothing was asked for."""
    refusal = REFUSALS.get(exchange.refused_by or "")
    if refusal is None or refusal.id not in _MEND or refusal.parameter is None:
        return None
    answered = dict(query(location(exchange) or ""))  # of all the scopes, it names the one that is too many
    if not (seen := answered.get(refusal.parameter) or parameter(refusal.parameter)(exchange)):
        return None
    wanted, said = refusal.constraint.explain() if refusal.constraint else Text("", ""), _MEND[refusal.id]
    return Text(
        said.fr.format(seen=seen, code=refusal.code, wanted=wanted.fr),
        said.en.format(seen=seen, code=refusal.code, wanted=wanted.en),
    )
