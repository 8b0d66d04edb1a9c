"""`waivers.toml`: what a team lets pass for a time, why, who answers for it, and until when. A waived failure stays one."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from rulebook.duties import DUTIES
from rulebook.formats.reading import wrong
from rulebook.formats.record import Part, Record, Said

LONGEST = 90


class Waiver(Part):
    """One thing let pass: a duty with all its checks (FS-NONCE-03), or one check (FS-NONCE-03a), for one application."""

    id: str
    application: Said = Field(description="`id` of its habilitation.toml")
    reason: Said
    owner: Said = Field(description="who answers for it")
    expires: date = Field(description="its last day")

    @model_validator(mode="after")
    def _is_about_a_duty(self) -> Self:
        if self.duty not in DUTIES:
            raise wrong(
                f"« {self.id} » n'est ni une exigence ni un contrôle ; unefois explain les connaît",
                f'"{self.id}" is neither a duty nor a check; unefois explain knows them',
                "id",
            )
        return self

    @property
    def duty(self) -> str:
        """The duty that it is about."""
        return self.id.rstrip("abcdefghijklmnopqrstuvwxyz")

    def covers(self, check: str, duty: str) -> bool:
        """Whether it speaks of that check of that duty."""
        return self.id in {check, duty}


class Waivers(Record):
    """What one team lets pass. None lasts longer than `max_days` from the day of the run."""

    max_days: int = Field(default=LONGEST, ge=1, le=366)
    waiver: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        """A file that was emptied by mistake is not one that waives nothing, which says so."""
        if not self.model_fields_set:
            raise wrong(
                "le fichier est vide : « format = 1 » s'il n'y a aucune dérogation",
                'the file is empty: "format = 1" when there is no waiver',
            )
        return self

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> Self:
        seen: set[tuple[str, str]] = set()
        for place, one in enumerate(self.waiver):
            if (one.id, one.application) in seen:
                raise wrong(f"{one.id} : dérogation déjà donnée", f"{one.id}: waived already", "waiver", place, "id")
            seen.add((one.id, one.application))
        return self
