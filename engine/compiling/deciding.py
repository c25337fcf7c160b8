"""Answers of which some are known beforehand -> one answer, where something absent or provisional is among them.

What is carried may depend on how the others turn out. There are few of them: every combination is put before the rules
of three-valued logic while source is generated. Where all of them carry the same, the answer is Python's own `and` or
`or`; combinations that leave it open are handed on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from engine.compiling.place import OTHER, Place
from engine.compiling.ratio import Known, Reasons, Truth, UnfitForRatios
from engine.evaluation import combine
from engine.language.values import Outcome, merged
from engine.record import dataclass

Answer = Truth | Known
Outcomes = tuple[Outcome, ...]
MOST_OPEN = 6
"""Answers that are not known beforehand; each doubles the combinations."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`answer`: where it can be told. `open`: the code of where it cannot, if there is any such case. `told`: all that
    is absent or carried in the answer."""

    answer: Answer
    open: str
    told: Reasons


def in_turn(deciding: bool) -> Callable[[Outcomes], Outcome]:
    """The rule of `or` (deciding: True) and `and`: the first that decides for certain ends it."""

    def rule(answers: Outcomes) -> Outcome:
        ends = (at for at, one in enumerate(answers, 1) if one.value is deciding and one.status == "final")
        until = answers[: next(ends, len(answers))]
        return combine.any_of(until) if deciding else combine.all_of(until)

    return rule


def decided(answers: Sequence[Answer], rule: Callable[[Outcomes], Outcome], operator: str) -> Decision:
    """What comes out of answers by a rule; `operator` is how the open ones are joined."""
    open_ = [one for one in answers if isinstance(one, Truth)]
    if not open_:
        result = rule(tuple([one.outcome for one in answers if isinstance(one, Known)]))
        return Decision(Known(result), "", merged((result.reasons, result.carried)))
    if len(open_) > MOST_OPEN:
        raise UnfitForRatios
    results = {}
    for values in product((True, False), repeat=len(open_)):
        turn = iter(values)
        outcomes = (one.outcome if isinstance(one, Known) else Outcome(next(turn), (), one.under) for one in answers)
        results[values] = rule(tuple(outcomes))
    present = [result for result in results.values() if result.value is not None]
    told = {merged((result.reasons, result.carried)) for result in present or results.values()}
    if len(told) > 1:
        raise UnfitForRatios
    if not present:
        return Decision(Known(next(iter(results.values()))), "", next(iter(told)))
    left_open = [_case(open_, values) for values, result in results.items() if result.value is None]
    guard = " or ".join(left_open)
    if len({result.value for result in present}) == 1:
        return Decision(Known(present[0]), guard, next(iter(told)))
    return Decision(Truth(_together(open_, operator), present[0].carried), guard, next(iter(told)))


def handed_on(decision: Decision, place: Place) -> Answer:
    """The answer, behind a line that hands on the cases which leave it open."""
    if decision.open:
        place.put(f"if {decision.open}:")
        place.put(f"    {OTHER}")
    return decision.answer


def _case(open_: list[Truth], values: tuple[bool, ...]) -> str:
    return " and ".join(
        f"({one.code})" if value else f"not ({one.code})" for one, value in zip(open_, values, strict=True)
    )


def _together(open_: list[Truth], operator: str) -> str:
    return open_[0].code if len(open_) == 1 else f" {operator} ".join(f"({one.code})" for one in open_)
