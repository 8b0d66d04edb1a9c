"""Figures of the world on one core: what a souche costs, forwards and backwards, and what the world weighs.

Rates are given as such, and as multiples of one keyed hash measured in the same run, which a slower machine slows as much.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scenarios.population.population import Population
from scenarios.population.tirage import cle_de, des

T = TypeVar("T")
_ANNEE = 2023
_BEST_OF = 3
_EXPORTED = 100_000
_WEIGH = """
import resource, sys
from scenarios.population.habitant import notice
from scenarios.population.population import Population
rss = lambda: int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
before = rss()
world = Population(0)
for souche in range(0, world.souches, world.souches // 2000):
    for avis in world.foyers(souche, 2023):
        notice(world, avis)
    world.numero_de_spi(world.individu(2 * souche).spi)
print(rss() - before)
"""


def main() -> None:
    """Every figure that the world promises."""
    world = Population(0)
    souches = list(range(0, world.souches, world.souches // 20_000))
    people = [individu for souche in souches if (individu := world.individu(2 * souche))]
    pivots = [individu.pivot for individu in people[:5_000]]
    cle = cle_de(0)
    hashed = _cost(lambda souche: des(cle, b"yardstick", souche), souches)
    print(f"one keyed hash                     {hashed * 1e6:8.2f} µs (the yardstick)")
    _rate("identities", 100_000, _cost(lambda souche: world.individu(2 * souche), souches), hashed)
    notices = sum(len(world.foyers(souche, _ANNEE)) for souche in souches[:5_000])
    _rate("notices, without lines", 3_000, _cost(_notices(world), souches[:5_000]) * 5_000 / notices, hashed)
    _rate("notices, with lines", 1_500, _cost(_lines(world), souches[:5_000]) * 5_000 / notices, hashed)
    _rate("souches, three years", 1_000, _cost(_three_years(world), souches[:2_000]), hashed)
    _back("SPI back to its person", _cost(lambda one: world.numero_de_spi(one.spi), people[:5_000]), hashed)
    _back("identity back to its person", _cost(world.retrouver, pivots), hashed)
    print(f"memory of the world above import   {_weight():8.1f} MB (goal: at most 20)")
    print(f"import scenarios.worlds            {_import():8.2f} s  (goal: at most 0.30)")
    _export()


def _notices(world: Population) -> Callable[[int], object]:
    return lambda souche: [world.avis(avis) for avis in world.foyers(souche, _ANNEE)]


def _lines(world: Population) -> Callable[[int], object]:
    return lambda souche: [(world.avis(avis), world.facture(avis)) for avis in world.foyers(souche, _ANNEE)]


def _three_years(world: Population) -> Callable[[int], object]:
    years = (_ANNEE - 1, _ANNEE, _ANNEE + 1)
    return lambda souche: [world.avis(avis) for annee in years for avis in world.foyers(souche, annee)]


def _cost(work: Callable[[T], object], over: list[T]) -> float:
    """Seconds that one `work` takes, at best."""
    return min(_timed(work, over) for _ in range(_BEST_OF)) / len(over)


def _timed(work: Callable[[T], object], over: list[T]) -> float:
    start = time.perf_counter()
    for one in over:
        work(one)
    return time.perf_counter() - start


def _rate(what: str, goal: int, cost: float, hashed: float) -> None:
    print(f"{what:<34} {1 / cost:8,.0f} /s {cost / hashed:8.1f} × the hash (goal: {goal:,}/s)")


def _back(what: str, cost: float, hashed: float) -> None:
    print(f"{what:<34} {cost * 1e6:8.1f} µs {cost / hashed:8.1f} × the hash (goal: at most 100 µs)")


def _weight() -> float:
    """Megabytes that a process gains when it visits 2 000 souches all over the world."""
    done = subprocess.run([sys.executable, "-P", "-c", _WEIGH], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _import() -> float:
    """What importing costs above starting Python."""
    bare, whole = (min(_started(code) for _ in range(_BEST_OF)) for code in ("", "import scenarios.worlds"))
    return whole - bare


def _started(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-P", "-c", code], check=True)
    return time.perf_counter() - start


def _export() -> None:
    """A tenth of the million, and the memory at its highest, which must not follow the number of people."""
    with tempfile.TemporaryDirectory() as folder:
        small, _ = _exported(Path(folder) / "small.csv", _EXPORTED // 10)
        large, seconds = _exported(Path(folder) / "large.csv", _EXPORTED)
    million = seconds * 1_000_000 / _EXPORTED
    print(f"export of {_EXPORTED:,} people            {seconds:8.1f} s  (a million: {million:.0f} s; goal: 300 s)")
    print(f"  memory at its highest            {large:8.1f} MB ({large / small:.2f} × that of a tenth of it)")


def _exported(out: Path, count: int) -> tuple[float, float]:
    """Highest resident memory in MB, and seconds."""
    code = (
        "import resource, sys; from unefois.__main__ import cli\n"
        f"cli(['people', '--count', '{count}', '--format', 'csv', '--out', {str(out)!r}], standalone_mode=False)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1]), time.perf_counter() - start


if __name__ == "__main__":
    main()
