"""How long the command takes from a cold start, as multiples of a bare `python -c pass`.

    python bench/cold.py [--rounds 15] [--venv FOLDER]

Installs the checkout into a fresh virtual environment (or uses the one in FOLDER, which must have it installed), then
runs every command in turn, round by round, so that a machine that slows down slows all of them. What counts is
processor time of the child (user and system), the median over all rounds; elapsed time stands beside it. The program
keeps no cache: the tables of the grammar are part of the installation, and everything else is read anew in each run.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "kalbagbar-2023"
TARGETS = {"rules eval": 35.0}


def commands(venv: Path) -> dict[str, list[str]]:
    """What is measured, by name."""
    python, rules = str(venv / "bin" / "python"), str(venv / "bin" / "rules")
    return {
        "python -c pass": [python, "-c", "pass"],
        "rules --version": [rules, "--version"],
        "rules --help": [rules, "--help"],
        "rules eval --formula": [rules, "eval", "--formula", "1/3*300 >= 100"],
        "rules eval": [rules, "eval", str(EXAMPLE)],
        "rules explain": [rules, "explain", str(EXAMPLE), "iku/9b-N.realisasi"],
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


def run(command: list[str]) -> tuple[float, float]:
    """Processor and elapsed seconds of one run. A command that fails stops the measurement."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, elapsed


def measure(venv: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Every command in turn, round by round; the first run of each is not counted."""
    table = commands(venv)
    for name, command in table.items():
        print(f"first run of {name}: {run(command)[1] * 1000:.0f} ms elapsed")
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in table}
    for _ in range(rounds):
        for name, command in table.items():
            times[name].append(run(command))
    return times


def report(times: dict[str, list[tuple[float, float]]]) -> bool:
    """Prints medians and ratios round by round; whether all targets are met."""
    bare = [cpu for cpu, _ in times["python -c pass"]]
    print(f"\n{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{'command':<22} {'cpu ms':>8} {'elapsed ms':>11} {'ratio':>7} {'at most':>8}")
    good = True
    for name, runs in times.items():
        ratio = statistics.median(cpu / base for (cpu, _), base in zip(runs, bare, strict=True))
        cpu, elapsed = (statistics.median(column) * 1000 for column in zip(*runs, strict=True))
        target = TARGETS.get(name)
        good = good and (target is None or ratio < target)
        print(f"{name:<22} {cpu:8.1f} {elapsed:11.1f} {ratio:7.1f} {target or '':>8}")
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
