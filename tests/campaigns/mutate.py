"""Random formulas and damaged files: whatever comes in, nothing may raise, and one formula may not take a second."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from engine import evaluate, pipeline
from engine.diagnostics.render import render
from engine.results import shapes

ROOT = Path(__file__).resolve().parents[2]
INPUTS = {"xs": [1, None, "a", [2], {"a": 3}], "k": {"a": 1, "b": None}, "d": {"date": "2023-05-05"}, "x": 3, "n": None}
ATOMS = '1 2.5 "a" null true xs k k.a d x n item 0 -1 90% 1e30 [1..3] [1,2,3] {a:1} @"2023-01-01"'.split()
OPERATORS = "+ - * / ** = != < >= and or in".split()
FUNCTIONS = (
    "not,sum,count,min,mean,sqrt,exp,log,string,number,append,union,flatten,all,any,median,stddev,mode,index of,date,"
    "list contains,round half up,substring,string join,modulo,decimal,distinct values,sublist,remove,insert before,"
    "tidak tersedia,concatenate,product"
).split(",")
SIGNS = "| : - { } [ ] \" ' % 0 # ( ) = > &a *a !x ? , ; é 1e9 ** null kode formula: if then return".split()
WORDS = [*SIGNS, "- ", "\t", "\n", ": ", "for i in "]
SECOND = 1.0


def formula(chance: random.Random, depth: int) -> str:
    """A formula that is often right in form and seldom in meaning."""
    if depth == 0 or chance.random() < 0.25:
        return chance.choice(ATOMS)

    def part() -> str:
        return formula(chance, depth - 1)

    kinds: tuple[Callable[[], str], ...] = (
        lambda: f"{part()} {chance.choice(OPERATORS)} {part()}",
        lambda: f"({part()})",
        lambda: f"(if {part()} then {part()} else {part()})",
        lambda: f"(for i in {part()} return {part()})",
        lambda: f"(some i in {part()} satisfies {part()})",
        lambda: f"{part()}[{part()}]",
        lambda: f"[{part()}, {part()}]",
        lambda: f"{chance.choice(FUNCTIONS)}({', '.join(part() for _ in range(chance.choice((1, 1, 2, 3))))})",
    )
    return chance.choice(kinds)()


def formulas(chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """Formulas without end, each with what to do with it."""
    while True:
        words = " ".join(chance.choice(ATOMS + WORDS) for _ in range(chance.randrange(1, 9)))
        text = formula(chance, chance.choice((2, 3, 4))) if chance.random() < 0.85 else words
        yield text, lambda text=text: evaluate(text, INPUTS)


def damaged(text: str, chance: random.Random) -> str:
    """The text with one small damage."""
    at, lines = chance.randrange(len(text) or 1), text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            return text[:at] + text[at + chance.choice((1, 1, 3, 10, 40)) :]
        case 1:
            return text[:at] + chance.choice(WORDS) + text[at:]
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            del lines[one : one + chance.choice((1, 2, 5))]
    return "\n".join(lines)


def files(chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """Damaged copies of decree, manual and example without end."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("rules/kmk-300-2022", "rules/djbc-2023", "examples/kalbagbar-2023"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        whole = {file: file.read_text("utf-8") for file in Path(folder).rglob("*") if file.suffix in (".yaml", ".csv")}
        while True:
            file = chance.choice(list(whole))
            text = whole[file]
            for _ in range(chance.choice((1, 1, 2, 4))):
                text = damaged(text, chance)
            file.write_text(text, "utf-8")
            yield f"{file}\n{text}", lambda: shown(Path(folder))
            file.write_text(whole[file], "utf-8")


def shown(folder: Path) -> None:
    """Everything that is shown of the example."""
    result, problems = pipeline.calculate(folder / "examples/kalbagbar-2023", manual=folder / "rules")
    render(problems, "id", colour=False)
    if result is not None:
        render(result.findings, "en", colour=False)
        shapes.calculation(result, "id")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("formulas", "files"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    end, tried, bad = time.perf_counter() + options.seconds, 0, 0
    source = {"formulas": formulas, "files": files}[options.kind](random.Random(options.seed))
    for text, run in source:
        start = time.perf_counter()
        if start > end:
            break
        tried += 1
        try:
            run()
        except Exception as error:
            bad += 1
            print(f"raised {error!r}:\n{text}")
        if options.kind == "formulas" and time.perf_counter() - start > SECOND:
            bad += 1
            print(f"took over a second:\n{text}")
    print(f"{options.kind}: {tried} tried with seed {options.seed}, {bad} bad")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
