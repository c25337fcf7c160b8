"""What random formulas are made of: units, names with their kinds and units, and what can be seen from a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias

Unit: TypeAlias = tuple[tuple[str, int], ...]
"""A product of powers of codes, in the order of the codes."""

PLAIN: Unit = ()
ANY_UNIT: Unit = (("V", 1),)
"""The unit of a parameter: whatever it is called with."""
ENTRY: Unit = (("entri", 1),)
COUNTED = ("orang", "berkas", "kegiatan")
MEASURED = ("rupiah", "hari", "bulan")
RATIOS = ("nilai", "skala_4")
HUNDREDTHS = "persen"
ORDER = ("<", "<=", ">", ">=")
DATES = ("2031-01-31", "2031-03-01", "2031-06-30", "2031-12-31")
WORDS = ("naik", "turun", "tetap", "ringan", "berat")

OR, AND, COMPARED, SUM, PRODUCT, POWER, SIGN, WHOLE = range(1, 9)
"""How tightly a formula holds together, from `or` to what needs no brackets anywhere; 0 is `if`, `for`, `some`."""


def unit(*codes: str) -> Unit:
    """`unit("rupiah", "/orang")`; persen is a plain number."""
    powers: dict[str, int] = {}
    for code in codes:
        name = code.removeprefix("/")
        if name != HUNDREDTHS:
            powers[name] = powers.get(name, 0) + (-1 if code.startswith("/") else 1)
    return _normal(powers)


def times(left: Unit, right: Unit, sign: int = 1) -> Unit:
    """The unit of a product, or with sign -1 of a quotient."""
    powers = dict(left)
    for code, power in right:
        powers[code] = powers.get(code, 0) + sign * power
    return _normal(powers)


def _normal(powers: Mapping[str, int]) -> Unit:
    """Counts whose powers add up to 0 are a ratio."""
    if sum(power for code, power in powers.items() if code in COUNTED) == 0:
        powers = {code: power for code, power in powers.items() if code not in COUNTED}
    return tuple(sorted((code, power) for code, power in powers.items() if power))


def of_ratios(of: Unit) -> bool:
    """Whether every code that is left is one of `rasio`."""
    return all(code in RATIOS for code, _ in of)


class Code(str):
    """A formula, and how tightly it holds together."""

    level: int
    __slots__ = ("level",)

    def __new__(cls, text: str, level: int = WHOLE) -> Code:
        made = super().__new__(cls, text)
        made.level = level
        return made


def fit(part: Code, level: int) -> str:
    """The part as an operand of something that holds this tightly."""
    return part if part.level >= level else f"({part})"


@dataclass(frozen=True)
class Thing:
    """A value that has a name. Kinds: number text truth date, the same with `s` for lists, `members` of a level."""

    text: str
    kind: str
    unit: Unit = PLAIN
    choices: tuple[str, ...] = ()
    whole: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    percent: bool = False
    tags: tuple[str, ...] = ()

    @property
    def code(self) -> Code:
        return Code(self.text)

    @property
    def constant(self) -> bool:
        return any(tag.startswith(("form: constant", "unit: constant")) for tag in self.tags)


@dataclass(frozen=True)
class Signature:
    """A function of the rule files. A unit may hold ANY_UNIT, which is the same in all parameters and the result."""

    name: str
    parameters: tuple[Thing, ...]
    kind: str
    unit: Unit = PLAIN
    literal: bool = False
    """The result is like a literal: that of a scale."""


@dataclass(frozen=True)
class Scope:
    """What a formula can see. `members`: the attributes of the members of each level below."""

    things: tuple[Thing, ...]
    functions: tuple[Signature, ...] = ()
    members: Mapping[str, tuple[Thing, ...]] = field(default_factory=dict)
    entity: bool = False
    depth: int = 0

    def of(self, kind: str) -> list[Thing]:
        return [one for one in self.things if one.kind == kind]

    def numbers(self, wanted: Unit) -> list[Thing]:
        return [one for one in self.things if one.kind == "number" and one.unit == wanted]

    def units(self) -> list[Unit]:
        """The units that something here has, the rarer ones as likely as the others."""
        return list(dict.fromkeys(one.unit for one in self.things if one.kind == "number"))

    def seeing(self, *things: Thing) -> Scope:
        """With these, which hide what has the same name."""
        hidden = {one.text for one in things}
        kept = tuple(one for one in self.things if one.text.split(".")[0] not in hidden)
        return replace(self, things=(*things, *kept), depth=self.depth + 1)


def put(of: Unit, actual: Unit) -> Unit:
    """The unit with ANY_UNIT replaced."""
    found = tuple(pair for pair in of if pair[0] != "V")
    for code, power in of:
        if code == "V":
            found = times(found, tuple((one, exponent * power) for one, exponent in actual))
    return found


def own(things: Iterable[Thing], variable: str, prefix: bool) -> tuple[Thing, ...]:
    """The attributes of a member: below a variable, or bare in a filter. Its own unit is not that of any other."""

    def unit_of(of: Unit) -> Unit:
        return tuple(sorted((f"entri {variable}" if code == "entri" else code, power) for code, power in of))

    return tuple(
        replace(one, text=f"{variable}.{one.text}" if prefix else one.text, unit=unit_of(one.unit)) for one in things
    )
