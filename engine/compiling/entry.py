"""Inputs of known kinds -> the lines that take them out of a record: numbers as variables above and below the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from engine.compiling.ratio import INPUT_BITS, ONE, Facts, Known, Ratio, Shown, Text, Truth
from engine.compiling.writer import Block, Writer, identifier
from engine.evaluation.inputs import input_empty
from engine.language.literals import number
from engine.language.types import ANY, BOOLEAN, NUMBER, STRING, Type
from engine.language.values import Outcome, absent
from engine.record import dataclass

KINDS: Mapping[type, Type] = {
    int: NUMBER,
    Fraction: NUMBER,
    Decimal: NUMBER,
    str: STRING,
    bool: BOOLEAN,
    type(None): ANY,
}
"""Kinds of inputs that a body on ratios can take. What is absent may be of any kind."""

LARGE = 1 << INPUT_BITS
MOST_DIGITS = 64
"""Of decimal numbers and texts: so many are never too long."""
RESERVED = frozenset(
    "inputs other program number pair type int str bool abs Number MarkedNumber ScaledNumber Result Outcome Fraction"
    " Decimal outside decimal_ratio text_ratio half_up ROUNDINGS".split()
)
"""What generated source names: no input may take these from it."""


def decimal_text(text: str) -> Fraction | None:
    """A text that is written as a decimal number, `-12.5`, as that number."""
    digits = text.removeprefix("-")
    plain = digits.replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit()) or digits.startswith(".") or digits.endswith("."):
        return None
    value = number(digits)
    return -value if value is not None and text.startswith("-") else value


def decimal_ratio(value: Decimal) -> tuple[int, int] | None:
    """A decimal number as numerator and denominator; None for what is none, or too long for this body."""
    if not -MOST_DIGITS < value.adjusted() < MOST_DIGITS:
        return None
    try:
        above, below = value.as_integer_ratio()
    except (ValueError, OverflowError):
        return None
    return (above, below) if -LARGE < above < LARGE and below < LARGE else None


def text_ratio(text: str) -> tuple[int, int] | None:
    """The same for a decimal number that is written in a text."""
    whole, point, decimals = text.partition(".")
    digits = whole.removeprefix("-") + decimals
    if len(digits) > MOST_DIGITS or not (digits.isascii() and digits.isdigit()) or whole in ("", "-"):
        return None
    if not point:
        return int(whole), 1
    return (int(whole + decimals), 10 ** len(decimals)) if decimals else None


def outside(*numbers: int) -> bool:
    """Whether one of these is too long for this body."""
    return not all(-LARGE < one < LARGE for one in numbers)


PROVIDED: Mapping[str, object] = {
    "Decimal": Decimal,
    "Fraction": Fraction,
    "LARGE": LARGE,
    "decimal_ratio": decimal_ratio,
    "outside": outside,
    "text_ratio": text_ratio,
}
"""What the lines at the head of a body call."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a body is for: kinds of inputs by name, as what they are read, those known to be 0 (so that they need not
    be looked at), whether all other whole numbers are 0 or more, whether the function
    is a method, and whether the kinds were looked at before it is called."""

    kinds: Mapping[str, type]
    types: Mapping[str, Type]
    zeros: frozenset[str] = frozenset()
    natural: bool = False
    method: bool = False
    checked: bool = False


def write_entry(entry: Entry, block: Block, writer: Writer, facts: Facts) -> dict[str, Shown]:
    """The lines at the head of a body, and what is known of each input behind them."""
    kinds = entry.kinds
    writer.objects.update(PROVIDED)
    variables: dict[str, str] = {}
    for name in kinds:
        variable = identifier(name, RESERVED)
        while variable in writer.taken:
            variable += "_"
        variables[name] = variable
        writer.taken.add(variable)
    present = [name for name in kinds if kinds[name] is not type(None) and name not in entry.zeros]
    if entry.checked:
        for name in present:
            block.put(f"{variables[name]} = inputs[{name!r}]")
    elif present:
        _write_checks(kinds, {name: variables[name] for name in present}, block)
    found: dict[str, Shown] = dict.fromkeys(entry.zeros, Known(Outcome(Fraction(0))))
    for name in kinds:
        if name not in entry.zeros:
            found[name] = _shown(name, variables[name], entry, block, writer, facts)
    whole = [variables[name] for name in present if kinds[name] is int]
    if whole and entry.natural:
        facts.natural.update(whole)
        block.put(f"if ({' | '.join(whole)}) >> {INPUT_BITS}:", "one below 0, or very long")
        block.put("    return other(inputs)")
    elif whole:
        inside = " and ".join(f"-LARGE < {variable} < LARGE" for variable in whole)
        block.put(f"if not ({inside}):", "very long")
        block.put("    return other(inputs)")
    return found


def _write_checks(kinds: Mapping[str, type], variables: Mapping[str, str], block: Block) -> None:
    """The inputs are there and of these kinds, or else somebody else is asked."""
    block.put("try:")
    for name, variable in variables.items():
        block.put(f"    {variable} = inputs[{name!r}]")
    block.put("except KeyError:")
    block.put("    return other(inputs)")
    for kind in dict.fromkeys(kinds[name] for name in variables):
        same = " is ".join(f"type({variable})" for name, variable in variables.items() if kinds[name] is kind)
        block.put(f"if not ({same} is {kind.__name__}):")
        block.put("    return other(inputs)")


def _shown(name: str, variable: str, entry: Entry, block: Block, writer: Writer, facts: Facts) -> Shown:
    kind = entry.kinds[name]
    if kind is type(None):
        return Known(absent(input_empty(name)))
    if kind is bool:
        return Truth(variable)
    if kind is str and entry.types[name] == STRING:
        return Text(variable)
    facts.bits[variable] = INPUT_BITS
    if kind is int:
        return Ratio(ONE, (variable,))
    below = writer.fresh(f"{variable}_below")
    facts.bits[below] = INPUT_BITS
    facts.positive.add(below)
    facts.nonzero.add(below)
    if kind is Fraction:
        block.put(f"{variable}, {below} = {variable}.numerator, {variable}.denominator")
        block.put(f"if outside({variable}, {below}):")
    else:
        block.put(f"pair = {'decimal' if kind is Decimal else 'text'}_ratio({variable})")
        block.put("if pair is None:")
    block.put("    return other(inputs)")
    if kind is not Fraction:
        block.put(f"{variable}, {below} = pair")
    return Ratio(ONE, (variable,), (below,))


def inputs_of(names: Mapping[str, Shown], inputs: Iterable[str]) -> dict[str, str]:
    """Of these inputs those that are numbers here: the variable above the line -> the input."""
    shown = {name: names[name] for name in inputs}
    return {one.above[0]: name for name, one in shown.items() if isinstance(one, Ratio)}
