"""Evaluators -> what each makes of three exact sums, of what is absent, of a divisor of 0 and of long numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import engine
from bench.formulas import PRECISE
from bench.peers import PEERS

RECEIVABLES = "90% * penyelesaian_lancar / piutang_lancar + 10% * penyelesaian_macet / piutang_macet = 9/10"
"""6a-N of the example in the order in which the report prints it."""
DATA = {
    "penyelesaian_lancar": 10787102036,
    "piutang_lancar": 10787102036,
    "penyelesaian_macet": 0,
    "piutang_macet": 1294236000,
}
EXACT = {
    "6a-N = 9/10": (RECEIVABLES, DATA),
    "1/3\\*300 >= 100": ("1 / 3 * 300 >= 100", {}),
    "0.1 + 0.2 = 0.3": ("0.1 + 0.2 = 0.3", {}),
}
BAD: Mapping[str, Mapping[str, Any]] = {
    "something absent": {"a": None, "b": 3},
    "divisor 0": {"a": 1, "b": 0},
    "beyond 64 bits": {"a": 2**70, "b": 2**69},
}

Row = tuple[str, list[str]]


def shown(value: Any) -> str:
    return {True: "yes", False: "**no**"}.get(value, "error" if value is None else str(value))


def attempt(function: Callable[[Any], Any], data: Mapping[str, Any], whole: bool = False) -> str:
    """What comes out, in a word. An error is what a program has to catch."""
    try:
        value = function(dict(data))
    except Exception as error:
        return f"error ({type(error).__name__})"
    if isinstance(value, str) and not isinstance(value, bool):
        return "error"
    return "no value" if value is None else f"{float(value):g}"


def peer_rows() -> list[Row]:
    """Exactness and the rest, of every evaluator that is here."""
    rows = []
    for peer in PEERS:
        if not peer.installed():
            continue
        cells = []
        for formula, data in EXACT.values():
            floats = {name: float(value) for name, value in data.items()}
            cells.append(shown(peer.program(formula, tuple(data))(floats)))
        cells += [attempt(peer.program("a / b", ("a", "b")), data) for data in BAD.values()]
        rows.append((peer.name, cells))
    return rows


def by_hand(number: Callable[[Any], Any]) -> list[str]:
    """The three sums in a kind of number."""
    a, b, c, d = (number(value) for value in DATA.values())
    with localcontext(PRECISE):
        return [
            shown(number("0.9") * a / b + number("0.1") * c / d == number("9") / number("10")),
            shown(number("1") / number("3") * number("300") >= 100),
            shown(number("0.1") + number("0.2") == number("0.3")),
        ]


def rows() -> list[Row]:
    found: list[Row] = [
        (f"by hand, {name}", [*by_hand(number), "-", "-", "-"])
        for name, number in (("float", float), ("Decimal(34)", Decimal), ("Fraction", Fraction))
    ]
    sums = [shown(engine.compile(formula)(data).value) for formula, data in EXACT.values()]
    quotient = engine.compile("a / b")
    bad = []
    for data in BAD.values():
        result = quotient(data)
        reasons = ", ".join(reason.code or "reason" for reason in result.reasons)
        bad.append(f"{float(result.value):g}" if result.value is not None else f"no value, reason: {reasons}")
    found.append(("compiled", [*sums, *bad]))
    return found + peer_rows()


def table() -> str:
    """All of them."""
    headings = [*EXACT, *BAD]
    lines = ["| | " + " | ".join(headings) + " |", "| --- |" + " --- |" * len(headings)]
    return "\n".join([*lines, *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows())])
