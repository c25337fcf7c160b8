"""How long it takes to prove decision tables of 1,000 rows and 6 columns, as multiples of a bare `python -c pass`.

    python bench/tables.py [--rounds 5]

Tables of three shapes, each whole and with one row removed, under `tunggal` and `pertama`: a product grid; a partition
cut again and again at places of its own; and random boxes that overlap (half of the cells `-`, a last row for all
else), beside the same partition with rows made wider at random. The table is read and checked before the clock starts.
What counts is processor time, the median over all rounds; "not proven" says that the budget of work was spent.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.analysis.domains import Numbers  # noqa: E402
from engine.analysis.table_report import TableReport, examine  # noqa: E402
from engine.language import typed  # noqa: E402
from tests.analysis.table_text import table  # noqa: E402

ROWS, COLUMNS, TOP = 1000, 6, 10**6
TARGETS = {"tunggal": 0.2, "pertama": 3.0}
Box = list[tuple[int, int]]


def grid() -> list[Box]:
    """Every combination of pieces: 5 x 5 x 5 x 2 x 2 x 2."""
    lanes = [[(TOP * at // parts, TOP * (at + 1) // parts) for at in range(parts)] for parts in (5, 5, 5, 2, 2, 2)]
    return [list(box) for box in product(*lanes)]


def nested(chance: random.Random) -> list[Box]:
    """A box cut in two, one of the two again, and so on, each time at a place of its own."""
    boxes: list[Box] = [[(0, TOP)] * COLUMNS]
    used: set[tuple[int, int]] = set()
    while len(boxes) < ROWS:
        at, column = chance.randrange(len(boxes)), chance.randrange(COLUMNS)
        low, high = boxes[at][column]
        cut = chance.randrange(low, high)
        if cut == low or (column, cut) in used:
            continue
        used.add((column, cut))
        upper = list(boxes[at])
        boxes[at][column], upper[column] = (low, cut), (cut, high)
        boxes.append(upper)
    chance.shuffle(boxes)
    return boxes


def widened(chance: random.Random) -> list[Box]:
    """The same, a third of all ends moved outwards: neighbours overlap."""

    def wider(low: int, high: int) -> tuple[int, int]:
        size = high - low
        low = max(0, low - chance.randint(1, size)) if chance.random() < 0.3 else low
        return low, min(TOP, high + chance.randint(1, size)) if chance.random() < 0.3 else high

    return [[wider(*ends) for ends in box] for box in nested(chance)]


def overlapping(chance: random.Random) -> list[Box]:
    """Boxes anywhere, half of their cells `-`, and a last row for all else."""

    def anywhere() -> tuple[int, int]:
        low, high = sorted(chance.sample(range(TOP + 1), 2))
        return (0, TOP) if chance.random() < 0.5 else (low, high)

    return [*([anywhere() for _ in range(COLUMNS)] for _ in range(ROWS - 1)), [(0, TOP)] * COLUMNS]


SHAPES: dict[str, Callable[[], list[Box]]] = {
    "product grid": grid,
    "nested partition": lambda: nested(random.Random(1)),
    "nested partition, widened": lambda: widened(random.Random(1)),
    "random overlaps": lambda: overlapping(random.Random(1)),
}


def as_table(boxes: list[Box], policy: str) -> typed.Table:
    """The checked table, read from its text."""
    names = [f"x{at}" for at in range(COLUMNS)]
    lines = [" | ".join([*names, "= y"])]
    lines += [" | ".join([*map(cell, box), str(number)]) for number, box in enumerate(boxes)]
    return table("\n".join(lines) + "\n", {name: Numbers() for name in names}, cast("typed.Policy", policy))


def cell(ends: tuple[int, int]) -> str:
    """`-`, `< 5`, `>= 5` or `[5..10)`, in hundredths."""
    low, high = (format(float(Fraction(end, 100)), ".2f") for end in ends)
    if ends == (0, TOP):
        return "-"
    if ends[0] == 0:
        return f"< {high}"
    return f">= {low}" if ends[1] == TOP else f"[{low}..{high})"


def measured(node: typed.Table, rounds: int) -> tuple[float, TableReport]:
    """Processor seconds of one examination."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        report = examine(node.inputs, node.rows, node.policy, (Numbers(),) * COLUMNS)
        times.append(time.process_time() - start)
    return statistics.median(times), report


def bare(rounds: int) -> float:
    """Processor seconds of `python -c pass`."""
    times = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def found(report: TableReport) -> str:
    """What was found, in a few words."""
    parts = [f"{len(report.holes)}{'+' if report.more_holes else ''} holes"] if report.holes else []
    parts += [f"{report.overlap_count} overlaps"] if report.overlap_count else []
    parts += [f"{len(report.unreached)} rows never reached"] if report.unreached else []
    parts += ["not proven"] if report.unproven else []
    return ", ".join(parts) or "nothing"


def main() -> int:
    """Prints a table; 1 if a target is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    unit, missed = bare(rounds), False
    print(f"python -c pass: {unit * 1000:.0f} ms of processor time\n")
    print(f"{'table':<40} {'policy':<8} {'seconds':>8} {'multiple':>9} {'at most':>8}  found")
    for name, shape in SHAPES.items():
        boxes = shape()
        for suffix, rows in (("", boxes), (", one row removed", boxes[: ROWS // 2] + boxes[ROWS // 2 + 1 :])):
            for policy, most in TARGETS.items():
                seconds, report = measured(as_table(rows, policy), rounds)
                missed |= seconds > most
                line = f"{name + suffix:<40} {policy:<8} {seconds:>8.3f} {seconds / unit:>9.1f} {most:>8.1f}"
                print(f"{line}  {found(report)}", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
