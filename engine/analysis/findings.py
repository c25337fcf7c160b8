"""Where findings are put while a manual is looked at.

Some findings hold as soon as they hold once (two units under one `+`). Others only if they hold each time a place is
looked at: a comparison inside a function is always true if it is for every call. So both are counted by place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from engine.diagnostics.model import Diagnostic, Problems, in_order, say
from engine.record import dataclass, replace
from engine.source import Span

Key = tuple[str, str, int, int]


@dataclass(slots=True)
class Claim:
    """How often a place was looked at, how often something held there, and what to say if it always did."""

    visits: int = 0
    held: int = 0
    diagnostic: Diagnostic | None = None
    answers: frozenset[bool] = frozenset()
    """What it held to be: always true and never true are two things."""

    @property
    def always(self) -> bool:
        """Whether it held each time, and the same each time."""
        return self.held == self.visits and len(self.answers) <= 1


@dataclass(slots=True)
class Findings:
    """What was found so far. `own_unit`: whether a finding rests on the unit of an entry not being known."""

    once: dict[Key, Diagnostic] = field(default_factory=dict)
    claims: dict[Key, Claim] = field(default_factory=dict)
    own_unit: bool = False

    def found(self, diagnostic: Diagnostic, calls: tuple[Span, ...] = ()) -> None:
        """Something that is wrong as soon as it is once; inside a function, with the call as the other place."""
        if calls:
            others = (*diagnostic.others, (say("in this call"), calls[-1]))
            diagnostic = replace(diagnostic, others=others, cause=diagnostic.cause or calls[-1])
        if diagnostic.place is not None:
            self.once.setdefault(key(diagnostic.code, diagnostic.place), diagnostic)

    def claim(
        self, code: str, place: Span, holds: bool, make: Callable[[], Diagnostic], answer: bool | None = None
    ) -> None:
        """Something that is a finding only if it holds each time, with the same `answer`."""
        claim = self.claims.setdefault(key(code, place), Claim())
        claim.visits += 1
        if holds:
            claim.held += 1
            claim.diagnostic = claim.diagnostic or make()
            claim.answers |= frozenset(() if answer is None else (answer,))

    def withdraw(self, code: str, place: Span) -> None:
        """Takes back what was found inside this place and only follows from another mistake."""
        inside = [
            key for key in self.once if key[:2] == (code, place.source.name) and place.start <= key[2] < place.end
        ]
        for name in inside:
            del self.once[name]

    def always(self, code: str, place: Span) -> bool:
        """Whether a claim has held each time so far."""
        claim = self.claims.get(key(code, place))
        return claim is not None and claim.always

    def add(self, others: Findings) -> None:
        """Takes over what is wrong in a function that is called."""
        for name, diagnostic in others.once.items():
            self.once.setdefault(name, diagnostic)
        self.own_unit = self.own_unit or others.own_unit

    def join(self, others: Findings) -> None:
        """Takes over what is claimed by one call of a function."""
        for name, claim in others.claims.items():
            known = self.claims.setdefault(name, Claim())
            known.visits += claim.visits
            known.held += claim.held
            known.answers |= claim.answers
            known.diagnostic = known.diagnostic or claim.diagnostic

    def all(self) -> Problems:
        """Everything found, in order."""
        always = [claim.diagnostic for claim in self.claims.values() if claim.always]
        return in_order((*self.once.values(), *(one for one in always if one is not None)))


def key(code: str, place: Span) -> Key:
    """A finding of this code at this place, reported once."""
    return code, place.source.name, place.start, place.end
