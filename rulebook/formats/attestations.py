"""`attestations.toml`: what no exchange shows, and a person states: what, who, when. Never a machine's verdict."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from rulebook.duties import DUTIES
from rulebook.formats.reading import wrong
from rulebook.formats.record import Part, Record, Said


class Attestation(Part):
    """One person's answer to the question of one duty. Without `when` it is a draft: the duty stays to be reviewed."""

    duty: str
    statement: Said = Field(description="what is so, and where it can be read")
    who: Said = Field(description="name and office of who states it")
    when: date | None = None

    @model_validator(mode="after")
    def _is_about_a_duty(self) -> Self:
        if self.duty not in DUTIES:
            raise wrong(
                f"« {self.duty} » n'est pas une exigence ; unefois explain les connaît",
                f'"{self.duty}" is not a duty; unefois explain knows them',
                "duty",
            )
        return self


class Attestations(Record):
    """What is stated of one application."""

    application: Said = Field(description="`id` of its habilitation.toml")
    attestation: tuple[Attestation, ...] = ()

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> Self:
        seen: set[str] = set()
        for place, one in enumerate(self.attestation):
            if one.duty in seen:
                raise wrong(
                    f"{one.duty} : attestée deux fois", f"{one.duty}: attested twice", "attestation", place, "duty"
                )
            seen.add(one.duty)
        return self
