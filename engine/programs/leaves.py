"""What a program is given: numbers of rows and of the contract, each of a kind that is known while it is written.

A number comes as one whole number in a variable (as it is, or in millionths) or as two. What kind a row has is part of
the shape that a program is for; a row that is no number (a text, an absence with its reason) is part of it as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from engine.compiling.entry import RESERVED
from engine.compiling.ratio import Facts, Known, Ratio, Shown
from engine.compiling.writer import Block, Writer, identifier
from engine.diagnostics.model import Reason
from engine.language.values import Outcome
from engine.record import dataclass, replace

Row: TypeAlias = "tuple[str, str, str, str | None]"
"""kode, variable, period, office; None for the office of the contract."""
Stated: TypeAlias = "tuple[int, str, str | None]"
"""A number of the contract: which member, counted from the root down; the attribute; the period, if it has one."""
Kind: TypeAlias = "int | Outcome | None"
"""Of a number, the sum of these; of anything else what it is; None where there is no row."""
Asked: TypeAlias = "tuple[int, str, str, str | None]"
"""A figure that the evaluator is asked for: which member, which attribute, in which period, of which office."""
AskedKind: TypeAlias = "tuple[int | Outcome, tuple[Reason, ...]]"
"""The kind of what it said, and what lies under it if that is a number."""
WHOLE, MILLIONTHS, PAIR, SIGNED, ZERO = 1, 2, 3, 4, 8
MILLION = 10**6
BITS = 80
"""Longer numbers, above or below the line, are left to the evaluator."""
LARGE = 1 << BITS


def kind_of(value: Fraction) -> int:
    """The narrowest kind that a number fits; 0 for one that is too long for any."""
    above, below = value.as_integer_ratio()
    kind = WHOLE if below == 1 else PAIR if MILLION % below else MILLIONTHS
    if not -LARGE < above * (MILLION if kind == MILLIONTHS else 1) < LARGE or below >= LARGE:
        return 0
    return kind | (SIGNED if above < 0 else 0)


def widened(value: Fraction) -> int:
    """The kind of a number where it might have had some decimals."""
    kind = kind_of(value)
    fits = kind & 3 == WHOLE and -LARGE < value.numerator * MILLION < LARGE
    return kind & ~3 | MILLIONTHS if fits else kind


def wider(one: int, other: int) -> int:
    """The narrowest kind that both fit."""
    return max(one & 3, other & 3) | ((one | other) & SIGNED)


def numbers_of(value: Fraction, kind: int) -> tuple[int, ...]:
    """The whole numbers that stand for a value of a kind."""
    above, below = value.as_integer_ratio()
    size = kind & 3
    return (above,) if size == WHOLE else (above * (MILLION // below),) if size == MILLIONTHS else (above, below)


def literal(outcome: Outcome) -> Outcome:
    """The same outcome at no place: one program is for many files."""
    return replace(
        outcome, reasons=tuple(map(_nowhere, outcome.reasons)), carried=tuple(map(_nowhere, outcome.carried))
    )


def _nowhere(reason: Reason) -> Reason:
    return replace(reason, place=None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One number: its variables in the source, in the order in which they are handed over."""

    variables: tuple[str, ...]
    kind: int
    shown: Shown


def leaf(name: str, kind: int, writer: Writer, facts: Facts, *, nonzero: bool) -> Leaf:
    """A number under a name that reads like it, and what is known of its variables. `nonzero`: one that is 0 is of
    another kind."""
    if kind == ZERO:
        return Leaf((), kind, Known(Outcome(Fraction(0))))
    plain = identifier(name, RESERVED)
    variable = plain if plain not in writer.taken else writer.fresh(f"{plain}_")
    writer.taken.add(variable)
    facts.bits[variable] = BITS
    if not kind & SIGNED:
        facts.natural.add(variable)
    if nonzero:
        facts.learn(((variable, not kind & SIGNED),))
    match kind & 3:
        case 1:
            return Leaf((variable,), kind, Ratio(Fraction(1), (variable,)))
        case 2:
            return Leaf((variable,), kind, Ratio(Fraction(1, MILLION), (variable,)))
    below = writer.fresh(f"{variable}_below")
    writer.taken.add(below)
    facts.bits[below] = BITS
    for known in (facts.natural, facts.positive, facts.nonzero):
        known.add(below)
    return Leaf((variable, below), kind, Ratio(Fraction(1), (variable,), (below,)))


def write_bounds(leaves: Sequence[Leaf], block: Block) -> None:
    """Lines that give up where a number is longer, or of another sign, than its kind says."""
    natural = [one for leaf_ in leaves if not leaf_.kind & SIGNED for one in leaf_.variables]
    signed = [one for leaf_ in leaves if leaf_.kind & SIGNED for one in leaf_.variables]
    if natural:
        listed("if (", [f"{one} |" for one in natural[:-1]] + natural[-1:], f") >> {BITS}:", block)
        block.put("    return None", "one below 0, or very long")
    if signed:
        listed("if not (", [f"-LARGE < {one} < LARGE and" for one in signed] + ["True"], "):", block)
        block.put("    return None", "very long")


WIDTH = 100


def listed(head: str, parts: Sequence[str], tail: str, block: Block) -> None:
    """Many parts between brackets, on as many lines as they need."""
    if len(head) + sum(len(part) + 1 for part in parts) + len(tail) < WIDTH:
        block.put(head + " ".join(parts) + tail)
        return
    block.put(head)
    line = ""
    for part in parts:
        if line and len(line) + len(part) >= WIDTH:
            block.put(f"    {line}")
            line = ""
        line = f"{line} {part}" if line else part
    block.put(f"    {line}")
    block.put(tail)
