"""Measures everything, beside hand-written Python and other evaluators, and prints tables with ratios.

    python bench/run.py                                # all of it, in an environment of its own
    python bench/run.py --only formulas,growth --rounds 9
    python bench/run.py --save run.json
    python bench/run.py --compare run.json             # ends with 1 if a ratio has become worse beyond noise
    python bench/run.py --publish                      # writes the tables into bench/README.md and README.md
    python bench/run.py --here                         # with this Python and the evaluators that it has

The environment is made from `bench/requirements.txt` the first time; `bench/environment.py` says where. The checkout is
installed into it. Every result is compared with Fraction before anything is measured; what counts is processor time,
medians over all rounds, in which everyone is measured in turn.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from bench.measure import Measured  # noqa: E402

NAMES = ("formulas", "compile", "cold", "offices", "memory", "growth", "lines")
"""The parts, as `bench/parts.py` has them. (That imports the engine, which is not there outside the environment.)"""


def machine() -> str:
    """Date, Python, processors."""
    today = datetime.date.today().isoformat()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{today}, {python}, {os.cpu_count()} processors, {platform.machine()}"


def limits_table(figures: dict[str, Measured], limits: dict[str, float]) -> str:
    """What has a limit, and whether it is kept."""
    lines = ["| figure | at most | found | |", "| --- | ---: | ---: | --- |"]
    for name, most in limits.items():
        found = figures[name].value
        miss = "" if found <= most else f"missed by {found / most - 1:.0%}"
        lines.append(f"| {name} | {most:g} | {found:.2f} | {miss} |")
    return "\n".join(lines)


def saved(figures: dict[str, Measured], rounds: int) -> dict[str, Any]:
    values = {name: {"value": one.value, "spread": one.spread} for name, one in figures.items()}
    return {"machine": machine(), "rounds": rounds, "figures": values}


def worse(figures: dict[str, Measured], old: dict[str, Any]) -> list[str]:
    """Figures of ours that have become worse by more than both runs spread."""
    from bench.parts import OWN

    found = []
    for name, one in figures.items():
        before = old["figures"].get(name)
        ours = name.rsplit(": ", 1)[-1].startswith(OWN) or name.startswith(OWN)
        if before is not None and ours and one.worse_than(Measured(**before)):
            found.append(f"{name}: {before['value']:.2f} -> {one.value:.2f}")
    return found


def measured(
    names: list[str], rounds: int, save: Path | None = None
) -> tuple[dict[str, Measured], dict[str, float], list[str]]:
    """Runs these parts, printing each, and saves what there is after each. Figures, limits, and what was printed."""
    from bench.parts import PARTS

    figures: dict[str, Measured] = {}
    limits: dict[str, float] = {}
    texts: list[str] = []
    for name in names:
        part = PARTS[name](rounds)
        texts.append(f"### {part.title}\n\n{part.text}")
        print(f"\n{texts[-1]}", flush=True)
        figures.update(part.figures)
        limits.update(part.limits)
        if save is not None:
            text = json.dumps(saved(figures, rounds), indent=1, sort_keys=True)
            save.write_text(text + "\n", encoding="utf-8")
    return figures, limits, texts


def publish(head: str, figures: dict[str, Measured], texts: list[str]) -> None:
    """Writes the run where it is read: all tables into bench/README.md, the ratios into README.md."""
    from bench.published import put_between, summary

    put_between(ROOT / "bench" / "README.md", "\n\n".join([f"{head}.", *texts]))
    put_between(ROOT / "README.md", summary(head, figures))


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=31, help="rounds, of which the medians are taken")
    parser.add_argument("--only", default=",".join(NAMES), help=f"parts, of {','.join(NAMES)}")
    parser.add_argument("--save", type=Path, help="write the run as JSON")
    parser.add_argument("--compare", type=Path, help="an older run: 1 if a ratio has become worse beyond noise")
    parser.add_argument("--publish", action="store_true", help="write the tables into bench/README.md and README.md")
    parser.add_argument("--here", action="store_true", help="measure with this Python, without an environment")
    options = parser.parse_args(given)
    options.parts = options.only.split(",")
    unknown = [name for name in options.parts if name not in NAMES]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}")
    return options


def main() -> int:
    from bench import environment

    options = arguments()
    if not options.here and not environment.inside():
        return environment.again(Path(__file__).resolve(), sys.argv[1:])
    head = f"{machine()}; medians of {options.rounds} interleaved rounds"
    print(head)
    figures, limits, texts = measured(options.parts, options.rounds, options.save)
    texts.append(f"### Limits\n\n{limits_table(figures, limits)}")
    print(f"\n{texts[-1]}")
    if options.publish:
        publish(head, figures, texts)
    if options.compare:
        found = worse(figures, json.loads(options.compare.read_text(encoding="utf-8")))
        print("\n".join(["\nworse:", *found]) if found else "\nnothing has become worse")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
