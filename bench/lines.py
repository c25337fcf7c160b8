"""A compiled formula -> how many nanoseconds each statement of its generated Python takes.

The function is made again with ever more of its statements, and what one adds is the difference: so it is told where
the time of a function goes that calls nothing. All records are such as go through to the end.
"""

from __future__ import annotations

import ast
from types import MethodType
from typing import Any

import engine
from bench.formulas import WORKS, Record, Work
from bench.measure import Loop, seconds

WIDTH = 90


def plain(work: Work) -> list[Record]:
    """Records of whole numbers above 0 that fit a machine word: the usual case."""
    return [
        record
        for record in work.records()
        if all(isinstance(value, str) or (value is not None and 0 < value < 2**63) for value in record.values())
    ]


def _until(function: ast.FunctionDef, count: int, space: dict[str, Any], program: Any) -> Any:
    """The function with so many of its statements, bound to the program it belongs to."""
    kept = [*function.body[:count], *ast.parse("return None").body]
    short = ast.FunctionDef(function.name, function.args, kept, [])
    made = dict(space)
    tree = ast.fix_missing_locations(ast.Module([short], []))
    exec(compile(tree, "<lines>", "exec"), made)
    return MethodType(made[function.name], program)


def statements(work: Work, rounds: int) -> list[tuple[str, float]]:
    """Each statement and its nanoseconds, in the quickest round; before them what the call itself takes."""
    records = plain(work)
    call = engine.compile(work.formula)
    source = next(iter(call.program.sources.values()))
    function = next(one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef))
    space = call.__func__.__globals__  # type: ignore[attr-defined]
    loops: dict[str, Loop] = {
        str(count): (_until(function, count, space, call.program), records) for count in range(len(function.body) + 1)
    }
    spent = {int(name): min(times) * 1e9 for name, times in seconds(loops, rounds).items()}
    names = ["(the loop and the call)", *(ast.unparse(one).splitlines()[0] for one in function.body)]
    return [(name, spent[at] - (spent[at - 1] if at else 0.0)) for at, name in enumerate(names)]


def text(rounds: int) -> str:
    """F1 to F3, as blocks of lines."""
    blocks = []
    for work in WORKS:
        found = statements(work, rounds)
        lines = [f"{spent:7.0f}  {name[:WIDTH]}" for name, spent in found]
        total = sum(spent for _, spent in found)
        blocks.append(
            "\n".join([f"{work.name}, nanoseconds of a call:", "", "```text", *lines, f"{total:7.0f}", "```"])
        )
    return "\n\n".join(blocks)
