"""Why a driver cannot go on. Neither ever passes, and neither is the judge's own fault."""

from rulebook.formats.report import Limit
from rulebook.source import Text


class Trouble(Exception):
    """The client did not answer as a web site does: no answer, too slow, too long, endless redirects.

    `dead`: nothing answered at all. `limit`: the time that ran out, if it was too slow. `bench`: it was not the client but the bench,
    which is our own trouble.
    """

    def __init__(self, fr: str, en: str, *, dead: bool = False, limit: Limit | None = None) -> None:
        super().__init__(fr)
        self.says = Text(fr, en)
        self.dead = dead
        self.limit = limit
        self.bench = False


class Stuck(Exception):
    """The client answered, but there is no going on: no place for the recipe's next gesture, or a third party's site."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(fr)
        self.says = Text(fr, en)
