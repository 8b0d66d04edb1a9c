"""With which key an exchange is hidden when it leaves the bench."""

import secrets

from rulebook.redaction import Redactor


class Redactors:
    """One for each application's latest run, whose key it brought; one of the bench's own for whatever nobody was judged on.

    The run's key also hides what its application does once the lease is over, so that the run still recognises its codes and tokens.
    """

    def __init__(self) -> None:
        self._own = Redactor(secrets.token_bytes(32))
        self._latest: dict[tuple[str, str], tuple[str, Redactor]] = {}

    def of_run(self, space: str, application: str, key: str) -> Redactor:
        """That of the run that brought `key` (hexadecimal), from now on the application's."""
        known = self._latest.get((space, application))
        if known is None or known[0] != key:
            known = self._latest[space, application] = key, Redactor(bytes.fromhex(key))
        return known[1]

    def of_application(self, space: str, application: str | None) -> Redactor:
        """That of the application's latest run."""
        known = self._latest.get((space, application or ""))
        return known[1] if known else self._own
