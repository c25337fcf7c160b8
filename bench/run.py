"""Measures compiled formulas against Python written by hand, interleaved, and prints ratios.

    python bench/run.py                      # the table
    python bench/run.py --save run.json
    python bench/run.py --compare run.json   # ends with 1 if a ratio has become worse beyond noise

Every result is compared with Fraction before anything is measured.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal, localcontext
from pathlib import Path
from timeit import Timer
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import engine  # noqa: E402
from bench.formulas import BY_HAND, PRECISE, WORKS, Record, Work, in_kind  # noqa: E402

BASE = "by hand, float"
COMPILED = "compiled, int"
TARGETS = {("F1", COMPILED): 2.3, ("F2", COMPILED): 0.65, ("F3", COMPILED): 0.75}
NOISE = 1.15

Contender = tuple[Callable[[Record], Any], list[Record]]


def contenders(work: Work) -> dict[str, Contender]:
    """Who computes, and the records in the kind of number that each is at home in."""
    records = work.records()
    found: dict[str, Contender] = {}
    for name, number in BY_HAND.items():
        found[f"by hand, {name}"] = work.by_hand(number), in_kind(records, number)
    found[COMPILED] = engine.compile(work.formula), records
    found["compiled, Decimal"] = engine.compile(work.formula), in_kind(records, Decimal)
    found["compiled, text"] = engine.compile(work.formula), in_kind(records, str)
    found["reference"] = lambda record: engine.evaluate(work.formula, record), records[:5]
    return found


def verify(work: Work, found: dict[str, Contender]) -> None:
    """Every result against Fraction; exact ones must be equal."""
    function, records = found["by hand, Fraction"]
    expected = [function(record) for record in records]
    for name in (COMPILED, "compiled, Decimal", "compiled, text"):
        function, own = found[name]
        results = [function(record).value for record in own]
        wrong = [at for at, (one, other) in enumerate(zip(results, expected, strict=True)) if one != other]
        assert not wrong, f"{work.name}, {name}: record {wrong[0]} {own[wrong[0]]}"


def timer(function: Callable[[Record], Any], records: list[Record]) -> Timer:
    """All records once. Each has a loop of its own, which Python can make quick for what is called in it."""
    return Timer("for record in records: function(record)", globals={"function": function, "records": records})


def measured(work: Work, rounds: int) -> dict[str, float]:
    """The median ratio to Python written by hand with float, and with `ns` the median time of that."""
    found = contenders(work)
    verify(work, found)
    timers = {name: timer(*contender) for name, contender in found.items()}
    sizes = {name: len(records) for name, (_, records) in found.items()}
    ratios: dict[str, list[float]] = {name: [] for name in found}
    base: list[float] = []
    for _ in range(rounds):
        took = {name: one.timeit(5) / (5 * sizes[name]) for name, one in timers.items()}
        base.append(took[BASE])
        for name, seconds in took.items():
            ratios[name].append(seconds / took[BASE])
    return {**{name: statistics.median(each) for name, each in ratios.items()}, "ns": statistics.median(base) * 1e9}


def compile_cost(rounds: int) -> float:
    """Parse, check and compile one formula / `ast.parse` of the equivalent Python; distinct formulas."""
    import ast

    ratios = []
    for at in range(rounds):
        formulas = [f"{at}.{n}% * (a / b) + {n} * min(c / d, 100%)" for n in range(1, 11)]
        python = [text.replace("%", "/100") for text in formulas]
        begin = time.perf_counter()
        for text in formulas:
            engine.compile(text)
        middle = time.perf_counter()
        for text in python:
            ast.parse(text, mode="eval")
        ratios.append((middle - begin) / (time.perf_counter() - middle))
    return statistics.median(ratios)


def table(results: dict[str, dict[str, float]]) -> str:
    names = [name for name in next(iter(results.values())) if name != "ns"]
    lines = [
        "| ratio to Python by hand with float | " + " | ".join(results) + " |",
        "| --- |" + " ---: |" * len(results),
    ]
    for name in names:
        cells = []
        for work, ratios in results.items():
            target = TARGETS.get((work, name))
            shown = f"{ratios[name]:.2f}" if ratios[name] < 100 else f"{ratios[name]:.0f}"
            cells.append(shown + (f" (at most {target})" if target else ""))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines.append(
        "| one record by hand with float, ns | " + " | ".join(f"{one['ns']:.0f}" for one in results.values()) + " |"
    )
    return "\n".join(lines)


def worse(results: dict[str, dict[str, float]], old: dict[str, dict[str, float]]) -> list[str]:
    """Ratios of compiled formulas that have become worse beyond noise."""
    return [
        f"{work}, {name}: {old[work][name]:.2f} -> {ratio:.2f}"
        for work, ratios in results.items()
        for name, ratio in ratios.items()
        if name.startswith("compiled") and ratio > old.get(work, {}).get(name, ratio) * NOISE
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=31, help="rounds, of which the medians are taken")
    parser.add_argument("--save", type=Path, help="write the run as JSON")
    parser.add_argument("--compare", type=Path, help="an older run: 1 if a ratio has become worse beyond noise")
    given = parser.parse_args()
    with localcontext(PRECISE):
        results = {work.name: measured(work, given.rounds) for work in WORKS}
    print(f"Python {platform.python_version()}, {platform.machine()}; medians of {given.rounds} interleaved rounds\n")
    print(table(results))
    print(f"\nparse + check + compile / ast.parse: {compile_cost(given.rounds):.0f}")
    if given.save:
        given.save.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if given.compare:
        found = worse(results, json.loads(given.compare.read_text(encoding="utf-8")))
        print("\n".join(["", *found]) if found else "\nno ratio has become worse")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
