"""What formulas cost besides being called: making them, the room they take, and how both grow with their size."""

from __future__ import annotations

import ast
import gc
import re
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import count as counting
from pathlib import Path
from typing import Any

import engine
from bench.contenders import EXAMPLE
from bench.formulas import F1, F2, F3
from bench.measure import Measured, exponent, median, seconds
from bench.syntaxes import PYTHON, tree_of, written

MANY, BLOCK = 10_000, 1_000
SHAPES = (
    (F1, "90%", {"lunas_lancar": 3, "lancar": 4, "lunas_macet": 1, "macet": 2}),
    (F2, "65%", {"pelaksanaan": 33, "rencana": 30, "pemeriksaan": 32, "poin": 9, "targeting": 8}),
    (F3, "120", {"realisasi": 33, "target": 30, "polarisasi": "maximize"}),
)
TERMS = (100, 200, 400, 800, 1_600)
ANOTHER = counting()
ITEMS = (1_000, 2_000, 4_000, 8_000, 16_000)


def distinct(start: int, count: int, renamed: bool = True) -> Iterator[tuple[str, dict[str, Any]]]:
    """F1, F2 and F3 in turn, each with another constant, and a record for each. `renamed`: with names of their own as
    well, so that no program has the code of another."""
    for at in range(start, start + count):
        formula, constant, record = SHAPES[at % len(SHAPES)]
        new = f"{constant.rstrip('%')}.{at:05d}{'%' if constant.endswith('%') else ''}"
        formula = formula.replace(constant, new, 1)
        if renamed:
            formula = re.sub(rf"\b({'|'.join(record)})\b", rf"\1_{at}", formula)
            record = {f"{name}_{at}": value for name, value in record.items()}
        yield formula, record


def compile_costs(many: int = MANY, block: int = BLOCK) -> dict[str, Measured]:
    """Parse + check + compile + the first call of a formula / `ast.parse` of the same in Python, block by block."""
    blocks = [_block(distinct(start, block)) for start in range(0, many, block)]
    alike = [_block(distinct(start, block, renamed=False)) for start in range(0, 3 * block, block)]
    spent = [ours for ours, _ in blocks]
    return {
        "all": median([ours / python for ours, python in blocks]),
        "first thousand": Measured(blocks[0][0] / blocks[0][1]),
        "last thousand": Measured(blocks[-1][0] / blocks[-1][1]),
        "3,000 that differ in a number alone": median([ours / python for ours, python in alike]),
        "last / first thousand, of the time": Measured(spent[-1] / spent[0]),
        "microseconds of a formula": Measured(statistics.median(spent) / block * 1e6),
    }


def _block(made: Iterator[tuple[str, dict[str, Any]]]) -> tuple[float, float]:
    """Seconds for these formulas, ours and of `ast.parse`."""
    formulas = list(made)
    gc.collect()
    begin = time.process_time()
    for formula, record in formulas:
        engine.compile(formula)(record)
    ours = time.process_time() - begin
    python = [written(tree_of(formula), PYTHON) for formula, _ in formulas]
    begin = time.process_time()
    for text in python:
        ast.parse(text, mode="eval")
    return ours, time.process_time() - begin


def traced(make: Callable[[], Any]) -> tuple[int, int]:
    """Bytes that what is made takes, and the most that was taken while making it."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    kept = make()
    gc.collect()
    after, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return after - before, most - before


PEAK = "import engine; engine.calculate({!r}); print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
"""The most kilobytes a process had, as Linux counts them; `ru_maxrss` has those of the parent in it."""


def memory() -> dict[str, Measured]:
    """Kilobytes of a compiled formula that was called, of a contract's program, and of a process with all figures."""
    engine.compile(F1)(SHAPES[0][2])
    formulas = list(distinct(0, 120))

    def make() -> list[Any]:
        kept = [(engine.compile(formula), record) for formula, record in formulas]
        for call, record in kept:
            call(record)
        return kept

    found = {"a compiled formula, kB": Measured(traced(make)[0] / len(formulas) / 1024)}
    compile_kontrak = getattr(engine, "compile_kontrak", None)
    if compile_kontrak is not None:
        kept, most = traced(lambda: called(compile_kontrak(str(EXAMPLE))))
        found["the program of a contract, kB"] = Measured(kept / 1024)
        found["at most while it is made, kB"] = Measured(most / 1024)
    if Path("/proc/self/status").exists():
        command = [sys.executable, "-c", PEAK.format(str(EXAMPLE))]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found["a process that calculates the example, MB"] = Measured(int(done.stdout) / 1024)
    return found


def called(contract: Any) -> Any:
    """The contract after as many calls as it needs to have its program."""
    from bench.chain_records import chain_records, in_number
    from bench.contenders import plain

    for record in in_number(chain_records(10), plain):
        contract(record)
    return contract


def _weighted(count: int) -> tuple[str, dict[str, Any]]:
    """Many inputs, each with a weight, as a table of components is."""
    names = [f"x{at}" for at in range(count)]
    weights = [f"{at % 89 + 1}.{at % 7}% * {name}" for at, name in enumerate(names)]
    return " + ".join(weights), {name: at * 13 + 1 for at, name in enumerate(names)}


def _quotients(count: int) -> tuple[str, dict[str, Any]]:
    """Many quotients by one divisor, each with a bound."""
    return " + ".join(f"min((a + {at}) / b, 150%)" for at in range(count)), {"a": 7, "b": 9}


def _lists(kind: str) -> dict[str, tuple[Callable[[Any], Any], list[Any]]]:
    total = engine.compile("sum(xs)")
    of = {
        "whole numbers": lambda at: at * 7 + 1,
        "two decimals": lambda at: Decimal(at * 7 + 1).scaleb(-2),
        "different denominators": lambda at: Fraction(at + 1, 2 * (at % 300) + 3),
    }[kind]
    return {str(size): (total, [{"xs": [of(at) for at in range(size)]}]) for size in ITEMS}


def _anew(formula: str) -> Any:
    """The formula made again, with another name behind it: what was made before is remembered in parts."""
    return engine.compile(f"{formula} + own{next(ANOTHER)}")


def _slope(sizes: tuple[int, ...], loops: dict[str, tuple[Callable[[Any], Any], list[Any]]], rounds: int) -> Measured:
    for function, records in loops.values():
        assert function(records[0]).problems == ()
    return exponent(sizes, [times for times in seconds(loops, rounds).values()])


def growth(rounds: int) -> dict[str, Measured]:
    """Exponents over five sizes: of making a formula and of calling it over its terms, of a sum over its items."""
    found: dict[str, Measured] = {}
    for kind, form in (("weighted inputs", _weighted), ("quotients by one divisor", _quotients)):
        formulas = {str(count): form(count) for count in TERMS}
        making = {name: (_anew, [formula]) for name, (formula, _) in formulas.items()}
        calling = {name: (engine.compile(formula), [record]) for name, (formula, record) in formulas.items()}
        found[f"making a formula of {kind}"] = exponent(TERMS, list(seconds(making, rounds).values()))
        found[f"calling a formula of {kind}"] = _slope(TERMS, calling, rounds)
    for kind in ("whole numbers", "two decimals", "different denominators"):
        found[f"sum of a list, {kind}"] = _slope(ITEMS, _lists(kind), rounds)
    return found
