"""Text in, record or problems with their line out: the one way into every format. Pure: opens no file."""

import difflib
import json
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import AliasChoices, BaseModel, ValidationError

from rulebook.formats.toml_places import Path, lines_of
from rulebook.formats.toml_words import in_french
from rulebook.source import Text, printable

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where: `line` counts from 1, None when the text has no such place."""

    says: Text
    line: int | None = None
    path: str = ""

    def located(self, name: str, language: str = "fr") -> str:
        """``name:line: sentence``, as an editor understands it."""
        place = f"{name}:{self.line}" if self.line else name
        where = f"{self.path} : " if self.path else ""
        return f"{place}: {printable(where + self.says.in_(language))}"


_TOO_DEEP = Problem(Text("TOML illisible : trop de niveaux imbriqués", "not valid TOML: too many nested levels"))
_NO_NUMBER = Problem(
    Text(
        "TOML illisible : nan, inf, ou un entier démesuré", "not valid TOML: nan, inf, or an integer out of all measure"
    )
)


class Unreadable(ValueError):
    """The text is not the record it should be; `problems` says all that is wrong.

    `at` is where a record's own validator found it, from the table that it validates.
    """

    def __init__(self, problems: Sequence[Problem], at: Path = ()) -> None:
        super().__init__("\n".join(problem.says.fr for problem in problems))
        self.problems = tuple(problems)
        self.at = at


def read_toml(model: type[R], text: str) -> R:
    """Read `text` as one record of `model`; raise `Unreadable` with every problem and its line."""
    # Some editors begin a file with a mark that no one sees.
    text = text.removeprefix("\ufeff")
    try:
        # No nan nor inf: no format has a place for them, and JSON would serve them as null.
        plain = json.dumps(tomllib.loads(text), default=str, allow_nan=False)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable([_broken_toml(str(error), text)]) from None
    except RecursionError:
        raise Unreadable([_TOO_DEEP]) from None
    except ValueError:
        raise Unreadable([_NO_NUMBER]) from None
    return _validated(model, plain, lines_of(text))


def read_json(model: type[R], text: str | bytes) -> R:
    """Read one JSON document (a control body, a line of JSON Lines) as a record of `model`."""
    try:
        json.loads(text, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise Unreadable([Problem(Text("JSON illisible", "not valid JSON"), line)]) from None
    return _validated(model, text, {})


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _validated(model: type[R], text: str | bytes, lines: Mapping[Path, int]) -> R:
    # JSON mode is strict without refusing what TOML and JSON cannot write otherwise (tuples, dates, enums).
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        details = error.errors(include_url=False)
        told = [detail for detail in details if not _follows(detail, details)]
        raise Unreadable([_problem(detail, model, lines) for detail in told]) from None


def _follows(detail: Any, others: Sequence[Any]) -> bool:
    """A list is "too short" for pydantic when what it holds is wrong: only that is to be told."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in others
    )


def _problem(detail: Any, model: type[BaseModel], lines: Mapping[Path, int]) -> Problem:
    """One of pydantic's errors, placed: a record's own validator may point further down than the table it validates."""
    cause = detail.get("ctx", {}).get("error")
    loc: Path = tuple(step for step in detail["loc"] if step != "[key]")
    if isinstance(cause, Unreadable):
        loc = (*loc, *cause.at)
        return Problem(cause.problems[0].says, _nearest(lines, loc), _dotted(loc))
    return Problem(_sentence(detail, model), _nearest(lines, loc), _dotted(loc))


# ------------------------------------------------------------------ sentences
_SENTENCES: Mapping[str, Text] = {
    "missing": Text("clé obligatoire absente", "required key missing"),
    "extra_forbidden": Text("clé inconnue", "unknown key"),
    "unexpected_keyword_argument": Text("clé inconnue", "unknown key"),
    "string_type": Text("un texte est attendu", "a text is expected"),
    "int_type": Text("un entier est attendu", "an integer is expected"),
    "int_from_float": Text("un entier est attendu", "an integer is expected"),
    "float_type": Text("un nombre est attendu", "a number is expected"),
    "bool_type": Text("true ou false est attendu", "true or false is expected"),
    "tuple_type": Text("une liste est attendue", "a list is expected"),
    "dict_type": Text("une table est attendue", "a table is expected"),
    "model_type": Text("une table est attendue", "a table is expected"),
    "model_attributes_type": Text("une table est attendue", "a table is expected"),
    "date_from_datetime_parsing": Text("une date AAAA-MM-JJ est attendue", "a date YYYY-MM-DD is expected"),
    "date_parsing": Text("une date AAAA-MM-JJ est attendue", "a date YYYY-MM-DD is expected"),
    "date_type": Text("une date AAAA-MM-JJ est attendue", "a date YYYY-MM-DD is expected"),
    "datetime_type": Text("un instant ISO 8601 est attendu", "an ISO 8601 instant is expected"),
    "datetime_from_date_parsing": Text("un instant ISO 8601 est attendu", "an ISO 8601 instant is expected"),
    "datetime_parsing": Text("un instant ISO 8601 est attendu", "an ISO 8601 instant is expected"),
    "timezone_aware": Text("un instant avec son fuseau est attendu", "an instant with its time zone is expected"),
    "string_pattern_mismatch": Text("la forme attendue est {pattern}", "the expected shape is {pattern}"),
    "string_too_short": Text("au moins {min_length} caractère(s)", "at least {min_length} character(s)"),
    "string_too_long": Text("au plus {max_length} caractère(s)", "at most {max_length} character(s)"),
    "too_short": Text("au moins {min_length} élément(s)", "at least {min_length} element(s)"),
    "greater_than_equal": Text("au moins {ge}", "at least {ge}"),
    "less_than_equal": Text("au plus {le}", "at most {le}"),
    "json_invalid": Text("JSON illisible", "not valid JSON"),
}


def _sentence(detail: Any, model: type[BaseModel]) -> Text:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in {"literal_error", "enum"}:
        expected = context["expected"].replace(" or ", ", ")
        return Text(f"une de ces valeurs est attendue : {expected}", f"one of these is expected: {expected}")
    if kind not in _SENTENCES:
        return Text(detail["msg"], detail["msg"])
    if kind == "extra_forbidden" and (newer := _newer(detail["loc"], model)):
        older = detail["loc"][-1]
        return Text(
            f"c'est l'ancien nom de {newer}, qui est donné aussi : retirez {older}",
            f"this is the older name of {newer}, which is given too: remove {older}",
        )
    known = Text(*(said.format(**context) for said in (_SENTENCES[kind].fr, _SENTENCES[kind].en)))
    if kind == "extra_forbidden" and (near := _near(detail["loc"], model)):
        return Text(f"{known.fr} (vouliez-vous « {near} » ?)", f'{known.en} (did you mean "{near}"?)')
    return known


def _near(loc: Path, model: type[BaseModel]) -> str | None:
    table = _table_at(model, loc[:-1])
    known = list(table.model_fields) if table else []
    return next(iter(difflib.get_close_matches(str(loc[-1]), known, n=1)), None)


def _newer(loc: Path, model: type[BaseModel]) -> str | None:
    """The key whose older name that is: it is unknown only when both are given."""
    table = _table_at(model, loc[:-1])
    for name, field in table.model_fields.items() if table else ():
        names = field.validation_alias
        if isinstance(names, AliasChoices) and loc[-1] in names.choices:
            return name
    return None


def _table_at(model: Any, loc: Path) -> type[BaseModel] | None:
    """The record that a table at `loc` holds; None when it is free."""
    for step in loc:
        if isinstance(step, int) or not (isinstance(model, type) and issubclass(model, BaseModel)):
            continue
        field = model.model_fields.get(step)
        model = _model_in(field.annotation) if field else None
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def wrong(fr: str, en: str, *at: str | int) -> Unreadable:
    """What a record's own validator raises: a sentence in both languages, and the key `at` which it points."""
    return Unreadable([Problem(Text(fr, en))], at)


def unwelcome(fr: str, en: str, *at: str) -> Unreadable:
    """What refuses a record that was well read, for who is there already: the sentence, and the key `at` which it points."""
    return Unreadable([Problem(Text(fr, en), path=_dotted(at))])


# ------------------------------------------------------------------ where in the text
def _nearest(lines: Mapping[Path, int], loc: Path) -> int | None:
    for length in range(len(loc), 0, -1):
        if under := [line for path, line in lines.items() if path[:length] == loc[:length]]:
            return min(under)  # of a table that only its sub-tables name, the first of them
    return 1 if lines else None


def _dotted(loc: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in loc)


def _broken_toml(message: str, text: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(found[1]) if found else len(text.splitlines())
    reason = re.sub(r"\s*\(at .*\)$", "", message)
    french = in_french(reason)
    return Problem(
        Text(f"TOML illisible : {french}" if french else "TOML illisible", f"not valid TOML: {reason}"), line
    )
