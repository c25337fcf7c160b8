"""Random formulas of a wanted kind and unit, from what can be seen in their scope.

Whoever asks for a number of a unit gets one, unless a slip makes it another: slips are the mistakes that the check has
to find. Nothing here knows how the check works.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.properties.manual_conditions import TEXT_MAKERS, TRUTH_MAKERS
from tests.properties.manual_lists import LIST_MAKERS, named_list
from tests.properties.manual_numbers import COMPOSING, NUMBER_MAKERS, counts, divided
from tests.properties.manual_scope import (
    DATES,
    PLAIN,
    SIGN,
    WORDS,
    Code,
    Scope,
    Signature,
    Unit,
    put,
    times,
)


@dataclass
class Formulas:
    """Makes formulas and notes in `used` what occurs in them. `slips`: how many mistakes are still to be made."""

    chance: Random
    used: set[str]
    slips: int = 0
    likely: float = 0.04

    def use(self, *tags: str) -> None:
        self.used.update(tags)

    def slip(self, what: str, likely: float | None = None) -> bool:
        """Whether to make a mistake here."""
        if self.slips <= 0 or self.chance.random() >= (self.likely if likely is None else likely):
            return False
        self.slips -= 1
        self.use(f"mistake: {what}")
        return True

    # Numbers

    def number(self, wanted: Unit, scope: Scope, depth: int, sure: bool = False) -> Code:
        """A number of this unit. With `sure` it does not consist of literals alone, if anything here has the unit."""
        if self.slip("another kind"):
            return self.chance.choice((self.text, self.truth, self.date))(scope, depth)
        if self.slip("another unit"):
            others = [one for one in scope.units() if one != wanted] or [PLAIN]
            wanted, sure = self.chance.choice(others), True
        if depth > 0 and self.chance.random() < 0.75:
            makers = NUMBER_MAKERS if wanted == PLAIN or self.has(wanted, scope) else COMPOSING
            if wanted == PLAIN and len(counts(scope)) > 1 and self.chance.random() < 0.4:
                makers = (divided,)
            for _ in range(4):
                made = self.chance.choice(makers)(self, wanted, scope, depth - 1, sure)
                if made is not None:
                    return made
        return self.leaf(wanted, scope, sure)

    def leaf(self, wanted: Unit, scope: Scope, sure: bool = False) -> Code:
        """A name if there is one, or a literal."""
        known = scope.numbers(wanted)
        if known and (sure or self.chance.random() < 0.8):
            one = self.chance.choice(known)
            self.use(*one.tags)
            return one.code
        return self.literal(scope)

    def has(self, wanted: Unit, scope: Scope) -> bool:
        return bool(scope.numbers(wanted))

    def literal(self, scope: Scope | None = None) -> Code:
        """A number that is written out, or a constant without satuan."""
        kind = self.chance.randrange(8)
        plain = [one for one in scope.things if "unit: constant without satuan" in one.tags] if scope else []
        if plain and kind == 0:
            one = self.chance.choice(plain)
            self.use(*one.tags)
            return one.code
        if kind == 1:
            self.use("language: percent")
            return Code(self.chance.choice(("10%", "2.5%", "90%", "100%", "0%")))
        if kind == 2:
            self.use("language: negation")
            return Code(f"-{self.chance.choice((1, 5, 100))}", SIGN)
        if kind == 3:
            self.use("language: power of ten")
            return Code(self.chance.choice(("1e2", "5e-1", "2.5E1")))
        self.use("language: number")
        return Code(self.chance.choice(("0", "1", "2", "3", "10", "100", "1.5", ".5", "0.25", "12.75")))

    def list_of_numbers(self, wanted: Unit, scope: Scope, depth: int) -> Code:
        """A list of numbers of this unit."""
        if self.chance.random() < 0.6 and (made := named_list(self, wanted, scope, depth, False)) is not None:
            return made
        for _ in range(4):
            made = self.chance.choice(LIST_MAKERS)(self, wanted, scope, depth - 1, False)
            if made is not None:
                return made
        return self.written_list(wanted, scope, depth)

    def written_list(self, wanted: Unit, scope: Scope, depth: int) -> Code:
        self.use("language: list")
        count = self.chance.choice((1, 2, 2, 3))
        return Code(f"[{', '.join(self.number(wanted, scope, depth - 1, at == 0) for at in range(count))}]")

    # Truth values

    def truth(self, scope: Scope, depth: int) -> Code:
        """A condition."""
        if self.slip("no condition", 0.02):
            return self.chance.choice((self.text, self.date))(scope, depth)
        if depth > 0:
            for _ in range(4):
                made = self.chance.choice(TRUTH_MAKERS)(self, scope, depth - 1)
                if made is not None:
                    return made
        known = scope.of("truth")
        if known and self.chance.random() < 0.8:
            one = self.chance.choice(known)
            self.use(*one.tags)
            return one.code
        self.use("language: true and false")
        return Code(self.chance.choice(("true", "false")))

    # Texts, dates

    def text(self, scope: Scope, depth: int, choices: tuple[str, ...] = ()) -> Code:
        """A text, one of the `choices` if there are any."""
        known = [one for one in scope.of("text") if not choices or (one.choices and set(one.choices) <= set(choices))]
        if choices or depth <= 0 or self.chance.random() < 0.4:
            if known and self.chance.random() < 0.85:
                one = self.chance.choice(known)
                self.use(*one.tags)
                return one.code
            self.use("language: text")
            return Code(f'"{self.chance.choice(choices or WORDS)}"')
        return self.chance.choice(TEXT_MAKERS)(self, scope, depth - 1)

    def date(self, scope: Scope, depth: int) -> Code:
        """A date."""
        known = scope.of("date")
        kind = self.chance.randrange(6)
        if known and kind < 3:
            one = self.chance.choice(known)
            self.use(*one.tags)
            return one.code
        if kind == 3:
            self.use("function: date")
            return Code(f'date("{self.chance.choice(DATES)}")')
        if kind == 4 and depth > 0:
            name = self.chance.choice(("min", "max"))
            self.use(f"function: {name}", "language: min and max of dates")
            return Code(f"{name}({self.date(scope, depth - 1)}, {self.date(scope, depth - 1)})")
        self.use("language: date")
        return Code(f'@"{self.chance.choice(DATES)}"')

    def of_kind(self, kind: str, wanted: Unit, scope: Scope, depth: int) -> Code:
        """A formula of any of the four kinds."""
        match kind:
            case "number":
                return self.number(wanted, scope, depth)
            case "text":
                return self.text(scope, depth)
            case "date":
                return self.date(scope, depth)
            case "numbers":
                return self.list_of_numbers(wanted, scope, depth)
            case _:
                return self.truth(scope, depth)

    def some_unit(self, scope: Scope) -> Unit:
        """A unit that something here has; plain if nothing has any."""
        return self.chance.choice(scope.units() or [PLAIN])

    def composed(self, scope: Scope) -> Unit:
        """A unit that is there, or a product or quotient of two that are."""
        one, other = self.some_unit(scope), self.some_unit(scope)
        return one if self.chance.random() < 0.75 else times(one, other, self.chance.choice((1, -1, -1)))

    def name(self, scope: Scope) -> str:
        """A variable that is not in use."""
        return ("i", "x", "y", "z", "w", "v", "u", "t")[min(scope.depth, 7)]

    def call(self, signature: Signature, scope: Scope, depth: int, actual: Unit) -> Code | None:
        """A call in which ANY_UNIT is `actual`."""
        arguments = []
        for one in signature.parameters:
            wanted = put(one.unit, actual)
            if one.kind == "number":
                if wanted != PLAIN and not self.has(wanted, scope):
                    return None
                arguments.append(self.number(wanted, scope, depth, sure=True))
            elif one.kind == "text":
                arguments.append(self.text(scope, depth, one.choices))
            else:
                arguments.append(self.of_kind(one.kind, wanted, scope, depth))
        named = self.chance.random() < 0.2
        pairs = list(zip(signature.parameters, arguments, strict=True))
        if named:
            self.use("language: arguments by name")
            self.chance.shuffle(pairs)
        self.use("language: function of the rule files", *(["unit: function of any unit"] if actual != PLAIN else []))
        if signature.literal:
            self.use("form: named scale called", "unit: scale gives a literal")
        written = ", ".join(f"{one.text}: {value}" if named else value for one, value in pairs)
        return Code(f"{signature.name}({written})")
