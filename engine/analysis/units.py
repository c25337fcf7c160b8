"""The algebra of units: what a product, a quotient, a power is measured in, and which two may be added.

A unit is a product of powers of declared codes. What a code does is told by its kind alone, which rule files declare:
a `rasio` written with `%` is the plain number itself; any other `rasio` (a scale of points) and every `ukuran` (rupiah,
menit) is a dimension of its own; `hitungan` (kegiatan, orang) divide into a ratio, whatever they count, and do not add
to each other. `entri` is one unknown unit for each entry, so that `a / b` of one entry is a ratio and `a + b` is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias

from engine.manual.checked import ENTRY_UNIT, Unit
from engine.manual.levels import factors
from engine.record import dataclass

Powers: TypeAlias = tuple[tuple[str, Fraction], ...]
"""Codes in alphabetical order, none to the power 0. Empty: a plain number."""

FREE: Final = "free"
UNKNOWN: Final = "unknown"
Measure: TypeAlias = "Powers | Literal['free', 'unknown']"
"""FREE is a number as a formula writes it, which takes the unit beside it. UNKNOWN goes with everything: what is wrong
there has been reported elsewhere."""

PLAIN: Final[Powers] = ()
REMEMBERED = 10_000


@cache
def own_unit(owner: str) -> Powers:
    """The one unknown unit of an entity: `owner` tells entities apart."""
    return ((f"{ENTRY_UNIT} {owner}", Fraction(1)),)


def is_own(code: str) -> bool:
    """Whether this code is the unknown unit of an entity."""
    return code.startswith(f"{ENTRY_UNIT} ")


@lru_cache(maxsize=REMEMBERED)
def multiplied(left: Measure, right: Measure, sign: int = 1) -> Measure:
    """`left * right`, or `left / right` where `sign` is -1. A written number is a plain number here."""
    if left == FREE and right == FREE:
        return FREE
    if UNKNOWN in (left, right):
        return UNKNOWN
    a, b = _powers(left), _powers(right)
    return a if not b else _tidied({code: power * sign for code, power in b}, a)


def raised(unit: Measure, exponent: Fraction) -> Measure:
    """`unit ** exponent`."""
    return unit if isinstance(unit, str) else _tidied({code: power * exponent for code, power in unit}, ())


def _powers(unit: Measure) -> Powers:
    return PLAIN if isinstance(unit, str) else unit


def _tidied(powers: dict[str, Fraction], others: Powers) -> Powers:
    for code, power in others:
        powers[code] = powers.get(code, Fraction(0)) + power
    return tuple(sorted((code, power) for code, power in powers.items() if power))


@dataclass(frozen=True, slots=True)
class Algebra:
    """The units of one manual."""

    units: Mapping[str, Unit]
    known: dict[Powers, Powers] = field(default_factory=dict, compare=False, repr=False)
    """What is left of units, once settled."""

    def declared(self, text: str | None, entry: Measure) -> Measure:
        """A declared satuan; `entry` is what `entri` stands for. Without one, a plain number."""
        if text is None:
            return PLAIN
        if text == ENTRY_UNIT:
            return entry
        unit = self.units.get(text)
        if unit is not None:
            return PLAIN if unit.symbol == "%" else ((text, Fraction(1)),)
        powers: dict[str, Fraction] = {}
        for code, power, _ in factors(text) or ():
            if code in self.units and self.units[code].symbol != "%":
                powers[code] = powers.get(code, Fraction(0)) + power
        return _tidied(powers, ())

    def is_percent(self, text: str | None) -> bool:
        """Whether values of this satuan are written with `%`."""
        return text is not None and text in self.units and self.units[text].symbol == "%"

    def settled(self, unit: Powers) -> Powers:
        """Counts that divide into a ratio are left out."""
        if len(unit) < 2:  # one code alone divides into nothing
            return unit
        if unit not in self.known:
            counts = [power for code, power in unit if self._kind(code) == "hitungan"]
            none = not counts or sum(counts, Fraction(0))
            self.known[unit] = unit if none else tuple(one for one in unit if self._kind(one[0]) != "hitungan")
        return self.known[unit]

    def same(self, left: Measure, right: Measure) -> bool:
        """Whether these two may be added and compared."""
        if isinstance(left, str) or isinstance(right, str):
            return True
        return left == right or self.settled(left) == self.settled(right)

    def joined(self, left: Measure, right: Measure) -> Measure:
        """The unit of what is either in `left` or in `right`, if they are the same."""
        if left == FREE or UNKNOWN in (left, right):
            return UNKNOWN if UNKNOWN in (left, right) else right
        return left if right == FREE or left == right or isinstance(left, str) else self.settled(left)

    def gives(self, computed: Measure, declared: Measure) -> bool:
        """Whether a result declared so may be computed so: the declaration alone turns a plain ratio into points."""
        if self.same(computed, declared):
            return True
        return self.is_ratio(declared) and not isinstance(computed, str) and not self.settled(computed)

    def is_ratio(self, unit: Measure) -> bool:
        """Whether nothing is left but plain numbers and `rasio`."""
        return isinstance(unit, str) or all(self._kind(code) == "rasio" for code, _ in self.settled(unit))

    def _kind(self, code: str) -> str:
        return self.units[code].kind if code in self.units else "ukuran"


def spelled(unit: Measure) -> str:
    """`rupiah/orang`, `rupiah**2`; empty for a plain number."""
    if isinstance(unit, str):
        return ""
    above = [_power(code, power) for code, power in unit if power > 0]
    below = [_power(code, -power) for code, power in unit if power < 0]
    return "/".join(["*".join(above) or "1", *below]) if unit else ""


def _power(code: str, power: Fraction) -> str:
    name = ENTRY_UNIT if is_own(code) else code
    return name if power == 1 else f"{name}**{power}"
