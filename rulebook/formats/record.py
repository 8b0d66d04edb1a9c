"""The base of every file format: strict, frozen, and it knows its own version."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

# Income year → the instant from which it is served. Without its zone, an instant would be another one on another machine.
Taxation = dict[Annotated[str, Field(pattern=r"^\d{4}$")], AwareDatetime]

# SPI → income year → the instant from which that person has a notice: later than everybody's, or earlier.
Emissions = dict[Annotated[str, Field(pattern=r"^\d{13}$")], Taxation]

# What somebody states in words: not blank.
Said = Annotated[str, Field(pattern=r"\S")]


class Part(BaseModel):
    """A table of a record: an unknown key is an error, nothing is coerced, nothing changes after reading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


class Record(Part):
    """A whole file or line: carries `format`, the version of its shape."""

    format: Literal[1] = 1
