"""A run -> the lines of it that stand in README.md, and the place in a file where a run stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.measure import Measured

BEGIN, END = "<!-- bench/run.py -->", "<!-- /bench/run.py -->"
WORKS = {"F1": "short", "F2": "with bounds", "F3": "with branches", "F4": "whole contract"}
TAKEN_OUT = "compiled, int, all figures and marks taken out"
ROWS = ("by hand, float", "generated source, float", "by hand, Fraction", "compiled, int", TAKEN_OUT)
OTHERS = ("evalidate", "datalogic-py", "zen-engine", "cel-expr-python", "simpleeval")
SHOWN = {
    "compiled, int": "**`engine.compile`, `engine.compile_kontrak`, exact**",
    TAKEN_OUT: "the same, all figures of the contract taken out",
    "by hand, float": "Python by hand, float",
    "generated source, float": "generated Python without loops, float",
    "by hand, Fraction": "Python by hand, `Fraction`, exact",
}


def put_between(file: Path, text: str) -> None:
    """Between the two marks in the file, instead of what stands there."""
    whole = file.read_text(encoding="utf-8")
    before, rest = whole.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    file.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _cell(figures: Mapping[str, Measured], work: str, names: tuple[str, ...]) -> str:
    found = [figures[f"{work}: {name}"].value for name in names if f"{work}: {name}" in figures]
    if not found:
        return "-"
    return f"{min(found):.2f}" if min(found) < 10 else f"{min(found):.0f}"


def summary(head: str, figures: Mapping[str, Measured]) -> str:
    """Time for one record as a ratio to Python by hand with float: ours, the others' quickest, and by hand."""
    rows = [(SHOWN[name], (name,)) for name in ROWS] + [("the quickest other safe evaluator, float", OTHERS)]
    lines = [
        "| time for one record | " + " | ".join(WORKS.values()) + " |",
        "| --- |" + " ---: |" * len(WORKS),
        *(f"| {shown} | " + " | ".join(_cell(figures, work, names) for work in WORKS) + " |" for shown, names in rows),
    ]
    return "\n".join([*lines, "", f"{head}."])
