"""What is known of a value while source is generated: a ratio of products of variables, a text, a truth value, a value.

A `Ratio` stands for `scale * above / below`: a constant factor, the variables multiplied above the line, and those
below it, which are never 0. Multiplying and dividing ratios writes no source at all, scale factors are folded, and what
stands above and below the line cancels out. Whole numbers of the source are bounded in bits, so that nothing has to be
looked at while computing: what could get too long is not for this body.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from typing import TypeAlias

from engine.compiling.writer import number_code
from engine.diagnostics.model import Reason
from engine.language.arithmetic import MOST_BITS
from engine.language.values import Outcome
from engine.record import dataclass

Reasons = tuple[Reason, ...]
Variables = tuple[str, ...]
ONE = Fraction(1)
INPUT_BITS = 256
"""Inputs above or below the line with more bits than this go to the general body."""

MOST_FACTOR_BITS = 4096
"""Longer constants are not for source: Python refuses to write them."""
LONGEST_CONDITION = 400
"""Characters; longer ones are kept in variables, since Python reads only so many brackets in brackets."""


class UnfitForRatios(Exception):
    """Never leaves this room: the formula can do something that this body cannot; the general one is taken."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """`scale * above / below`, not a constant; `under`: what is absent and known to lie under it."""

    scale: Fraction
    above: Variables
    below: Variables = ()
    under: Reasons = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a variable."""

    variable: str
    under: Reasons = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """An expression of Python that is true or false. `then`, `otherwise`: variables whose sign it tells, if so or not:
    `(variable, whether it is positive)`, and in any case not 0."""

    code: str
    under: Reasons = ()
    then: tuple[tuple[str, bool], ...] = ()
    otherwise: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An outcome known beforehand: a constant, or N/A."""

    outcome: Outcome

    @property
    def under(self) -> Reasons:
        return self.outcome.carried


@dataclass(frozen=True, slots=True)
class Items:
    """A list whose members are known beforehand, though not what all of them are worth."""

    members: tuple[Shown, ...]
    under: Reasons = ()


Shown: TypeAlias = "Ratio | Text | Truth | Known | Items"


@dataclass(slots=True)
class Facts:
    """What is known of variables at a place: their bits, which are positive, which are not 0, which not below 0."""

    bits: dict[str, int] = field(default_factory=dict)
    natural: set[str] = field(default_factory=set)
    positive: set[str] = field(default_factory=set)
    nonzero: set[str] = field(default_factory=set)

    def learn(self, signs: tuple[tuple[str, bool], ...]) -> None:
        """What a condition told."""
        for variable, positive in signs:
            self.nonzero.add(variable)
            if positive or variable in self.natural:
                self.positive.add(variable)

    def all_positive(self, variables: Iterable[str]) -> bool:
        """Whether a product of these is more than 0."""
        return self.positive.issuperset(variables)

    def all_natural(self, variables: Iterable[str]) -> bool:
        """Whether a product of these is 0 or more."""
        return all(variable in self.natural or variable in self.positive for variable in variables)

    def product(self, name: str, factor: int, variables: Variables) -> None:
        """What is known of a variable that is such a product."""
        if factor >= 0 and self.all_natural(variables):
            self.natural.add(name)
        if factor > 0 and self.all_positive(variables):
            self.positive.add(name)
            self.nonzero.add(name)

    def take(self, other: Facts) -> None:
        """All that is known at another place is known here."""
        self.bits.update(other.bits)
        self.natural |= other.natural
        self.positive |= other.positive
        self.nonzero |= other.nonzero

    def copy(self) -> Facts:
        """For a branch, in which more may become known."""
        return Facts(dict(self.bits), set(self.natural), set(self.positive), set(self.nonzero))


def placeholder(shown: Shown) -> Outcome:
    """An outcome that is absent, carries and is rounded where this is; its value, if not known, is any."""
    match shown:
        case Known(outcome):
            return outcome
        case Ratio():
            return Outcome(Fraction(1), (), shown.under)
        case Text():
            return Outcome("", (), shown.under)
        case Truth():
            return Outcome(True, (), shown.under)
        case Items(members):
            return Outcome(tuple(map(placeholder, members)), (), shown.under)


def listed(members: Iterable[Shown], under: Reasons = ()) -> Items | Known:
    """A list of these members; an outcome, if all of them are."""
    shown = tuple(members)
    known = tuple(one.outcome for one in shown if isinstance(one, Known))
    return Known(Outcome(known, (), under)) if len(known) == len(shown) else Items(shown, under)


def is_list(shown: Shown) -> bool:
    """Whether this is a list."""
    return isinstance(shown, Items) or (isinstance(shown, Known) and isinstance(shown.outcome.value, tuple))


def members_of(shown: Shown) -> tuple[Shown, ...]:
    """The members of a list; of anything else there are none known."""
    match shown:
        case Items(members):
            return members
        case Known(outcome) if isinstance(outcome.value, tuple):
            return tuple(map(Known, outcome.value))
    raise UnfitForRatios


def ratio(scale: Fraction, above: Variables, below: Variables, under: Reasons, facts: Facts) -> Ratio | Known:
    """`scale * above / below` with what is on both sides left out."""
    if not scale:
        return Known(Outcome(scale, (), under))
    both = common(above, below)
    if both:
        above, below = without(above, both), without(below, both)
    if not above and not below:
        return Known(Outcome(scale, (), under))
    fits(scale.numerator.bit_length() + product_bits(above, facts))
    fits(scale.denominator.bit_length() + product_bits(below, facts))
    return Ratio(scale, above, below, under)


def fits(bits: int) -> int:
    """So many bits, if no number of so many can be too long."""
    if bits >= MOST_BITS:
        raise UnfitForRatios
    return bits


def product_bits(variables: Iterable[str], facts: Facts) -> int:
    """The most bits that the product of these variables can have."""
    return sum([facts.bits[variable] for variable in variables])


def without(variables: Variables, some: Variables) -> Variables:
    """The variables without as many of each."""
    if not some:
        return variables
    kept = list(variables)
    for variable in some:
        if variable in kept:
            kept.remove(variable)
    return tuple(kept)


def common(some: Variables, others: Variables) -> Variables:
    """The variables that are on both sides, as many of each as are on both."""
    return without(some, without(some, others)) if some and others else ()


def plain_ratios(given: Iterable[Shown]) -> tuple[Ratio, ...] | None:
    """Numbers that are there, with nothing under them and not all of them constants; else None."""
    found: list[Ratio] = []
    constants = True
    for one in given:
        if type(one) is Ratio and not one.under:
            found.append(one)
            constants = False
        elif type(one) is Known and isinstance(value := one.outcome.value, Fraction):
            if one.outcome.carried or one.outcome.rounded:
                return None
            found.append(Ratio(value, ()))
        else:
            return None
    return None if constants else tuple(found)


def as_ratio(shown: Shown) -> Ratio:
    """A number that is there, as a ratio, even if it is a constant."""
    match shown:
        case Ratio():
            return shown
        case Known(outcome) if isinstance(outcome.value, Fraction) and not outcome.rounded:
            return Ratio(outcome.value, (), (), outcome.carried)
    raise UnfitForRatios


def product_code(factor: int, variables: Variables) -> str:
    """`6 * a * b`; `a`; `-a`; `1`."""
    if factor.bit_length() > MOST_FACTOR_BITS:
        raise UnfitForRatios
    if not variables:
        return number_code(factor)
    product = " * ".join(variables)
    return product if factor == 1 else f"-{product}" if factor == -1 else f"{number_code(factor)} * {product}"


def common_below(ratios: Iterable[Ratio]) -> Variables:
    """The variables that stand below the line of a sum: of each as many as any summand needs."""
    found: dict[str, int] = {}
    for one in ratios:
        for variable in one.below:
            found[variable] = max(found.get(variable, 0), one.below.count(variable))
    return tuple([variable for variable, times in found.items() for _ in range(times)])


@dataclass(frozen=True, slots=True)
class Summed:
    """A sum over one line: `scale * code / below`; the products in it, and the bits of `code`."""

    scale: Fraction
    code: str
    parts: tuple[Variables, ...]
    below: Variables
    bits: int
    natural: bool
    positive: bool


def summed(summands: tuple[Ratio, ...], facts: Facts) -> Summed | None:
    """The code of a sum, like products taken together, its common factor taken out. None for 0."""
    below = common_below(summands)
    whole = math.lcm(*[one.scale.denominator for one in summands])
    parts: dict[Variables, int] = {}
    for one in summands:
        product = tuple(sorted((*one.above, *without(below, one.below))))
        parts[product] = parts.get(product, 0) + one.scale.numerator * (whole // one.scale.denominator)
    parts = {product: factor for product, factor in parts.items() if factor}
    if not parts:
        return None
    shared = math.gcd(*parts.values()) if len(parts) > 1 else next(iter(parts.values()))
    terms = {product: factor // shared for product, factor in parts.items()}
    bits = max([factor.bit_length() + product_bits(product, facts) for product, factor in terms.items()]) + len(terms)
    # The common factor is positive: the sign is that of what is left.
    natural = all([factor > 0 and facts.all_natural(product) for product, factor in terms.items()])
    positive = natural and any([facts.all_positive(product) for product in terms])
    return Summed(Fraction(shared, whole), _sum_code(terms), tuple(parts), below, fits(bits), natural, positive)


def _sum_code(terms: Mapping[Variables, int]) -> str:
    """`13 * a * b + c * (2 * d + 3 * e)`: a variable that stands in several products is multiplied once."""
    often: dict[str, int] = {}
    for product in terms:
        for variable in dict.fromkeys(product):
            often[variable] = often.get(variable, 0) + 1
    times = max(often.values(), default=0)
    if times < 2:
        return _joined(_by_factor(terms))
    variable = next(name for name, number in often.items() if number == times)
    inside = {without(product, (variable,)): factor for product, factor in terms.items() if variable in product}
    rest = {product: factor for product, factor in terms.items() if variable not in product}
    shared = math.gcd(*inside.values())
    taken = f"{product_code(shared, (variable,))} * ({_sum_code({part: by // shared for part, by in inside.items()})})"
    return _joined([taken, _sum_code(rest)]) if rest else taken


def _by_factor(terms: Mapping[Variables, int]) -> list[str]:
    """`2 * (a + b)`, `3 * c`: what has the same factor is multiplied by it once."""
    products: dict[int, list[Variables]] = {}
    for product, factor in terms.items():
        products.setdefault(factor, []).append(product)
    return [code for factor, alike in products.items() for code in _alike(factor, alike)]


def _alike(factor: int, products: list[Variables]) -> list[str]:
    if len(products) == 1 or abs(factor) == 1:
        return [product_code(factor, product) for product in products]
    return [f"{number_code(factor)} * ({' + '.join([product_code(1, product) for product in products])})"]


def _joined(terms: list[str]) -> str:
    return " + ".join(terms).replace("+ -", "- ")


def compared(operator: str, left: Ratio, right: Ratio, facts: Facts) -> str:
    """The code of a comparison, multiplied across the lines; a variable whose sign is open is multiplied in twice."""
    shared = common(left.below, right.below)
    own, other = without(left.below, shared), without(right.below, shared)
    # Multiplied by all that stands below, which may be negative: then by what has an open sign once more.
    times = (*shared, *own, *other)
    open_signs = (one for one in dict.fromkeys(times) if times.count(one) % 2 and one not in facts.positive)
    more = tuple(open_signs) if operator not in ("==", "!=") else ()
    lines = []
    both = math.gcd(left.scale.denominator, right.scale.denominator)
    for one, across in ((left, (other, right.scale)), (right, (own, left.scale))):
        variables, scale = across
        factor = one.scale.numerator * (scale.denominator // both)
        lines.append((factor, (*one.above, *variables, *more)))
    reduced = math.gcd(lines[0][0], lines[1][0]) or 1
    for factor, variables in lines:
        fits((factor // reduced).bit_length() + product_bits(variables, facts))
    first, second = (product_code(factor // reduced, variables) if factor else "0" for factor, variables in lines)
    return f"{first} {operator} {second}"


SIGNS = {">": (True, None), "<": (False, None), "==": (None, False), "!=": (False, None), "<=": (None, True)}
"""Compared with 0: what is known of the left side if it is so, and if not: positive (True), not 0 (False), nothing."""


def sign_told(operator: str, left: Ratio, right: Ratio, code: str, under: Reasons) -> Truth:
    """A comparison, with what it tells of a single variable that is compared with 0."""
    alone = len(left.above) == 1 and not left.below and left.scale > 0
    if not alone or right.scale or operator not in SIGNS:
        return Truth(code, under)
    then, otherwise = (() if told is None else ((left.above[0], told),) for told in SIGNS[operator])
    return Truth(code, under, then, otherwise)
