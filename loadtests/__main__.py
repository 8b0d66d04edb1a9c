"""``python -P -m loadtests``: a crowd of citizens at a client, for a while; says what it cost them."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

EXAMPLE = """exemple :
  python -P -m loadtests --client http://localhost:8704 --control http://localhost:8700 --users 10 --seconds 20
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="python -P -m loadtests",
        description="Une foule d'usagers fait la démarche, sans navigateur.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("--client", required=True, help="adresse du téléservice")
    arguments.add_argument("--control", required=True, help="adresse de contrôle du banc, qui donne les personas")
    arguments.add_argument("--users", type=int, default=10, help="usagers ensemble (10)")
    arguments.add_argument("--seconds", type=float, default=20, help="durée (20)")
    arguments.add_argument("--json", action="store_true", help="une ligne JSON, rien d'autre")
    return arguments


def logins(control: str) -> list[str]:
    """Who can log in on the bench: those whose démarche ends with a receipt (one notice a year, and a login that nothing disturbs)."""
    request = Request(f"{control}/control/spaces/default/personas")  # noqa: S310  (the tester's own bench)
    if token := os.environ.get("UNEFOIS_TOKEN"):
        request.add_header("Authorization", f"Bearer {token}")
    straight = build_opener(ProxyHandler({}))  # a proxy of the machine does not know the bench
    with straight.open(request, timeout=10) as answer:
        people: list[dict[str, Any]] = json.load(answer)
    return [person["login"] for person in people if _goes_through(person) and _one_notice_a_year(person)]


def _goes_through(person: dict[str, Any]) -> bool:
    return not any(person.get(name) for name in ("fault", "trouble", "deces", "idp"))


def _one_notice_a_year(person: dict[str, Any]) -> bool:
    years = [foyer["annee"] for foyer in person["foyer"]]
    return bool(years) and len(years) == len(set(years))


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every journey ended with a receipt, 1 when one failed, 2 when the bench does not answer."""
    options = parser().parse_args(argv)
    try:
        os.environ["UNEFOIS_LOGINS"] = ",".join(logins(options.control))
    except (OSError, ValueError) as error:
        print(f"Le banc ne répond pas à {options.control} : {error}", file=sys.stderr)  # noqa: T201
        return 2
    # Locust patches the standard library when imported: not before arguments are known to be good.
    from loadtests.crowd import crowd  # noqa: PLC0415

    summary = crowd(options.client, options.users, options.seconds, quiet=options.json)
    if options.json:
        print(json.dumps(summary))  # noqa: T201
    return 1 if summary["failures"] or not summary["journeys"] else 0


if __name__ == "__main__":
    sys.exit(main())
