"""``make alarms``: clients that are right, judged whole, again and again. Whatever does not pass is an alarm, false until it is read.

The reference client by its whole plan, the three clients written by others by FranceConnect's. Ends with 1 when there is an alarm, whose
reports are left behind.
"""

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from judged_client import canteen
from others import sites
from ports import free_base_port

from conformance.bench import Bench
from conformance.judging import Judged, judge
from conformance.plans import PLANS
from rulebook.formats.application import Application
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.report import Result
from unefois import processes

_OURS = "reference"
_QUIET = frozenset({Result.PASS, Result.NOT_APPLICABLE})


def main() -> int:
    """A line a lap."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laps", type=int, default=10)
    parser.add_argument("--out", type=Path, default=Path("alarms"), help="where the reports of alarms go")
    parser.add_argument("client", nargs="*", default=[_OURS, *sites.COMMANDS])
    asked = parser.parse_args()
    alarms = sum(_laps(name, asked.laps, asked.out) for name in asked.client)
    print(f"alarms: {alarms}")
    return 1 if alarms else 0


def _laps(name: str, laps: int, out: Path) -> int:
    """How many of the laps of that client were not quiet."""
    plan = PLANS["fc-impot" if name == _OURS else "fc-identite"]
    port = free_base_port()
    alarms = 0
    with processes.bench(port), _client(name, port) as (application, habilitation, bench):
        for lap in range(1, laps + 1):
            with tempfile.TemporaryDirectory() as folder:
                left = Path(folder) / "report"
                start = time.monotonic()
                judged = judge(application, habilitation, bench, plan=plan, out=left)
                told = _told(judged)
                if told:
                    (out / f"{name}-{lap}").mkdir(parents=True, exist_ok=True)
                    for file in left.iterdir():
                        (out / f"{name}-{lap}" / file.name).write_bytes(file.read_bytes())
            seconds, count = time.monotonic() - start, len(judged.report.modules)
            print(f"{name:<14} {lap:>3}/{laps}  {seconds:6.1f} s  {count} modules  {told or 'quiet'}", flush=True)
            alarms += bool(told)
    return alarms


def _told(judged: Judged) -> str:
    loud = [f"{module.id} {module.result}" for module in judged.report.modules if module.result not in _QUIET]
    return ", ".join(loud) or (f"exit {judged.exit_code}" if judged.exit_code else "")


@contextlib.contextmanager
def _client(name: str, port: int) -> Iterator[tuple[Application, Habilitation, Bench]]:
    if name == _OURS:
        with canteen(port, "alarmes") as client:
            yield client.application, client.habilitation, client.bench
        return
    with tempfile.TemporaryDirectory() as data, sites.running(name, port, free_base_port(), Path(data)) as site:
        yield site.application, site.habilitation, site.bench


if __name__ == "__main__":
    sys.exit(main())
