"""How long the command takes from a cold start, as multiples of a bare `python -c pass`.

    python bench/cold.py [--rounds 15] [--venv FOLDER]

Installs the checkout into a fresh virtual environment (or uses the one in FOLDER, which must have it installed), then
runs every command in turn, round by round, so that a machine that slows down slows all of them. What counts is
processor time of the child (user and system), the median over all rounds; elapsed time stands beside it.

`first`: with an empty cache, which is filled. `again`: given before, nothing changed. `other data`: the contract has
changed since, the manual has not.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "kalbagbar-2023"
PAKET = "kalbagbar-2023"
CACHE = "XDG_CACHE_HOME"
TARGETS = {
    "rules --version": 4.2,
    "rules --help, first": 4.7,
    "rules --help, again": 4.7,
    "rules eval --formula, again": 5.0,
    "rules eval, first": 28.0,
    "rules eval, again": 7.0,
}
Kind = Literal["first", "again", "other data"]


@dataclass(frozen=True)
class Start:
    """A command, and what is known of it before."""

    command: list[str]
    kind: Kind = "again"


def commands(venv: Path) -> dict[str, Start]:
    """What is measured, by name. The current folder holds a copy of the example."""
    python, rules = str(venv / "bin" / "python"), str(venv / "bin" / "rules")
    shown, formula = [rules, "--help"], [rules, "eval", "--formula", "1/3*300 >= 100"]
    paket = [rules, "eval", PAKET]
    return {
        "python -c pass": Start([python, "-c", "pass"]),
        "rules --version": Start([rules, "--version"]),
        "rules --help, first": Start(shown, "first"),
        "rules --help, again": Start(shown),
        "rules eval --formula, first": Start(formula, "first"),
        "rules eval --formula, again": Start(formula),
        "rules eval, first": Start(paket, "first"),
        "rules eval, again": Start(paket),
        "rules eval, other data": Start(paket, "other data"),
        "rules explain, first": Start([rules, "explain", PAKET, "iku/9b-N.realisasi"], "first"),
    }


def installed(folder: Path) -> Path:
    """A virtual environment with this checkout in it, as the README installs it."""
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run([str(venv / "bin" / "pip"), "install", "--quiet", str(ROOT)], check=True, env=environment())
    return venv


def environment() -> dict[str, str]:
    """Compiled modules are kept, as on any person's machine."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: list[str], folder: Path | None = None, **more: str) -> tuple[float, float]:
    """Processor and elapsed seconds of one run. A command that fails stops the measurement."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**environment(), **more}, cwd=folder
    )
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, elapsed


@contextmanager
def place() -> Iterator[Path]:
    """A folder with a copy of the example, and room for a cache."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(EXAMPLE, Path(name) / PAKET)
        age(Path(name) / PAKET / "kontrak.yaml")
        yield Path(name)


def age(file: Path) -> None:
    """Written a minute ago: nothing is kept of what is as new as the run that reads it."""
    then = time.time() - 60
    os.utime(file, (then, then))


def once(start: Start, folder: Path) -> tuple[float, float]:
    """One run of a command, with what has to be there or not there before."""
    kept = folder / "cache"
    if start.kind == "first":
        kept = folder / "empty"
        shutil.rmtree(kept, ignore_errors=True)
    elif start.kind == "other data":
        contract = folder / PAKET / "kontrak.yaml"
        with contract.open("a", encoding="utf-8") as opened:
            opened.write("# another\n")
        age(contract)
    took = run(start.command, folder, **{CACHE: str(kept)})
    if start.kind == "other data":  # and it is known again
        shutil.copy2(EXAMPLE / "kontrak.yaml", folder / PAKET / "kontrak.yaml")
        age(folder / PAKET / "kontrak.yaml")
        run(start.command, folder, **{CACHE: str(kept)})
    return took


def measure(venv: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Every command in turn, round by round; the first run of each is not counted."""
    table = commands(venv)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in table}
    with place() as folder:
        for start in table.values():
            once(start, folder)
        for _ in range(rounds):
            for name, start in table.items():
                times[name].append(once(start, folder))
    return times


def report(times: dict[str, list[tuple[float, float]]]) -> bool:
    """Prints medians and ratios round by round; whether all targets are met."""
    bare = [cpu for cpu, _ in times["python -c pass"]]
    print(f"\n{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{'command':<28} {'cpu ms':>8} {'elapsed ms':>11} {'ratio':>7} {'at most':>8}")
    good = True
    for name, runs in times.items():
        ratio = statistics.median(cpu / base for (cpu, _), base in zip(runs, bare, strict=True))
        cpu, elapsed = (statistics.median(column) * 1000 for column in zip(*runs, strict=True))
        target = TARGETS.get(name)
        good = good and (target is None or ratio <= target)
        print(f"{name:<28} {cpu:8.1f} {elapsed:11.1f} {ratio:7.1f} {target or '':>8}")
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--venv", type=Path, help="a virtual environment that has the program installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        venv = options.venv or installed(Path(folder))
        sys.exit(0 if report(measure(venv.resolve(), options.rounds)) else 1)


if __name__ == "__main__":
    main()
