"""The parts of a run: what is measured together, the table of it, and the figures that have a limit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import localcontext
from pathlib import Path

from bench import probes
from bench.contenders import BASE, COMPILED, Field, equal_share, fields, verify
from bench.formulas import PRECISE
from bench.measure import Measured, median, ratios, seconds

AT_MOST = {"F1": 2.3, "F2": 0.65, "F3": 0.75, "F4": 0.75, "F4 whole": 0.75}
COMPILE_AT_MOST, GROWTH_AT_MOST, RIVAL_AT_MOST = 20.0, 1.1, 1.0
MAKING = "parse + check + compile + first call / ast.parse"
BENCH = Path(__file__).resolve().parent
FREE = "different denominators"
"""The sum whose exponent is only printed."""
OWN = ("compiled", "parse", "rules", "offices", "memory", "growth")
"""What is compared with an older run: names of figures that are ours begin so after their work."""


@dataclass
class Part:
    """`limits`: name of a figure -> what it may be at most."""

    title: str
    text: str
    figures: dict[str, Measured]
    limits: dict[str, float] = field(default_factory=dict)


def number(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def lines_of(headings: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(headings) + " |", "| --- |" + " ---: |" * (len(headings) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def formulas(rounds: int) -> Part:
    """F1 to F4: everyone against Python by hand with float, and what each gets wrong."""
    with localcontext(PRECISE):
        works = fields()
        found: dict[str, dict[str, Measured]] = {}
        nanoseconds = {}
        for work in works:
            verify(work)
            times = seconds({name: each.loop for name, each in work.contenders.items()}, rounds)
            found[work.name] = ratios(times, BASE)
            nanoseconds[work.name] = median(times[BASE]).value * 1e9
            print(f"{work.name} measured", file=sys.stderr)
        text = "\n\n".join(
            [
                ratio_table(works, found, nanoseconds),
                "What each makes of numbers:",
                probes.table(),
                equal_table(works),
            ]
        )
    figures = {f"{work}: {name}": one for work, each in found.items() for name, one in each.items()}
    limits = {f"{work}: {COMPILED}": most for work, most in AT_MOST.items() if COMPILED in found[work]}
    for work in works:
        fastest = fastest_rival(work, found[work.name])
        if fastest and COMPILED in found[work.name]:
            name = f"{work.name}: compiled, int / {fastest}"
            figures[name] = found[work.name][COMPILED] / found[work.name][fastest]
            limits[name] = RIVAL_AT_MOST
    return Part("Formulas", text, figures, limits)


def fastest_rival(work: Field, found: Mapping[str, Measured]) -> str | None:
    """The safe evaluator of others that is quickest."""
    rivals = [name for name, each in work.contenders.items() if each.rival]
    return min(rivals, key=lambda name: found[name].value, default=None)


def ratio_table(
    works: list[Field], found: Mapping[str, Mapping[str, Measured]], nanoseconds: Mapping[str, float]
) -> str:
    names = dict.fromkeys(name for work in works for name in work.contenders)
    rows = [
        [name, *(number(found[work.name][name].value) if name in found[work.name] else "-" for work in works)]
        for name in names
    ]
    rows.append(["one record by hand with float, ns", *(f"{nanoseconds[work.name]:,.0f}" for work in works)])
    return lines_of(["ratio to Python by hand with float", *(work.name for work in works)], rows)


def equal_table(works: list[Field]) -> str:
    """How many of the results are the exact ones, to the last digit."""
    names = [name for name, each in works[0].contenders.items() if each.read is not None]
    rows = []
    for name in names:
        cells = [
            f"{equal_share(work, name):.0%}" if name in work.contenders and work.contenders[name].read else "-"
            for work in works
        ]
        rows.append([name, *cells])
    return lines_of(["results that are exact to the last digit", *(work.name for work in works)], rows)


def plain_part(title: str, figures: dict[str, Measured], limits: dict[str, float]) -> Part:
    """One line for each figure."""
    rows = [[name, number(one.value), f"{limits[name]:g}" if name in limits else ""] for name, one in figures.items()]
    return Part(title, lines_of([title, "", "at most"], rows), figures, limits)


def compiling(rounds: int) -> Part:
    """Making 10,000 distinct formulas."""
    from bench.costs import compile_costs

    figures = {f"{MAKING}: {name}": one for name, one in compile_costs().items()}
    limits = {f"{MAKING}: {name}": COMPILE_AT_MOST for name in ("all", "first thousand", "last thousand")}
    return plain_part("Making a formula, 10,000 distinct", figures, limits)


def cold(rounds: int) -> Part:
    """What `bench/cold.py` measures, with the installation of this environment."""
    import cold as starts

    times = starts.measure(Path(sys.prefix), rounds)
    bare = [cpu for cpu, _ in times["python -c pass"]]
    figures = {
        name: median([cpu / base for (cpu, _), base in zip(runs, bare, strict=True)]) for name, runs in times.items()
    }
    limits = {name: float(most) for name, most in starts.TARGETS.items() if name in figures}
    return plain_part("Multiples of python -c pass", figures, limits)


def offices(rounds: int) -> Part:
    """What `bench/offices.py` measures, in a small process: the memory of a child is at least that of its parent."""
    many = "import json, offices; print(json.dumps([offices.measured(), offices.TARGETS]))"
    done = subprocess.run([sys.executable, "-c", many], cwd=BENCH, stdout=subprocess.PIPE, text=True, check=True)
    found, targets = json.loads(done.stdout)
    figures = {f"offices: {name}": Measured(value) for name, value in found.items()}
    limits = {f"offices: {name}": most for name, most in targets.items()}
    return plain_part("1,000 offices x 17 IKU x 4 periods, from CSV to CSV", figures, limits)


def memory(rounds: int) -> Part:
    from bench.costs import memory as measured

    return plain_part("Memory", {f"memory: {name}": one for name, one in measured().items()}, {})


def growth(rounds: int) -> Part:
    """Exponents over five sizes."""
    from bench.costs import growth as measured

    figures = {f"growth: {name}": one for name, one in measured(max(5, rounds // 3)).items()}
    limits = {name: GROWTH_AT_MOST for name in figures if FREE not in name}
    return plain_part("Exponents of cost over size", figures, limits)


def lines(rounds: int) -> Part:
    """Statement by statement: why F1 to F3 take what they take."""
    from bench.lines import text

    return Part("Where the time of a compiled formula goes", text(rounds), {})


PARTS: Mapping[str, Callable[[int], Part]] = {
    "formulas": formulas,
    "compile": compiling,
    "cold": cold,
    "offices": offices,
    "memory": memory,
    "growth": growth,
    "lines": lines,
}
"""In this order."""
