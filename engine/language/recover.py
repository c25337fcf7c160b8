"""A formula with a mistake → all its mistakes, one message for each.

After a mistake reading goes on with what `repair` puts in its place, over all signs of the formula anew, so that the
grammar itself judges what follows. Where no repair fits, everything up to the next comma or bracket is left out, and of
that only what is wrong wherever it stands is told. What may only follow from another mistake is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from itertools import accumulate

from engine.diagnostics.model import Diagnostic, Problems
from engine.language.limits import NESTING
from engine.language.mistake import Mistake
from engine.language.repair import Repair, Signs, Words, hole, left_out, repairs
from engine.language.signs import Read, all_signs
from engine.language.syntax_hints import explain, explain_alone
from engine.language.syntax_words import CLOSERS
from engine.record import dataclass
from engine.source import Span

_SPELLING = {"E220", "E222", "E226", "E227", "E250", "E251", "E252"}
"""What is wrong wherever it stands."""
_SIDE_BY_SIDE = {"E228", "E229", "E230", "E231"}
_OF_SCOPE = {"E241"}
"""With these nobody knows what the names mean."""
_NEAR = 2  # signs: so close to a mistake another is none of its own
_WORK = 200_000  # signs read again and again
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of reading signs: a node, or the first sign that cannot stand there and what could."""

    node: object | None
    problems: Problems
    index: int
    accepted: Callable[[], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What Lark does for us."""

    read: Read
    words: Words
    attempt: Callable[[Signs], Attempt]


@dataclass(frozen=True, slots=True)
class Rest:
    """A formula as it was meant, as far as that is certain, with a name of ours in each of the `holes`."""

    node: object
    holes: tuple[Span, ...]

    def told(self, problem: Diagnostic) -> bool:
        """Whether a problem of this tree is one of the formula, and does not only follow from a mistake in it."""
        place = problem.place
        if place is None or any(hole.start <= place.start and place.end <= hole.end for hole in self.holes):
            return False
        return place.text not in {word for hole in self.holes for word in re.findall(r"\w+", hole.text)}


@dataclass(slots=True)
class _Progress:
    """What was found so far. Behind `vague` (a sign's place) only what is wrong in itself is told, up to `until`."""

    signs: Signs
    problems: list[Diagnostic]
    certain: bool = True
    vague: int | None = None
    until: int | None = None
    told: set[tuple[str, int]] = field(default_factory=set)


def recover(span: Span, in_cell: bool, reader: Reader) -> tuple[Problems, Rest | None]:
    """All mistakes in how the formula is written; and what it says, where that is certain."""
    found = all_signs(span, reader.read)
    progress = _Progress(found.signs, list(found.problems), found.swallowed is None, found.swallowed)
    attempt, work = reader.attempt(found.signs), 0
    for _ in range(_ROUNDS):
        if (
            attempt.node is not None
            or (progress.problems and not progress.signs)
            or work > _WORK
            or _depth(found.signs) > NESTING
            and progress.problems
        ):
            break
        mistake = Mistake(span, in_cell, progress.signs, attempt.index, attempt.accepted())
        problem = explain(mistake)
        _tell(progress, mistake, problem)
        after = _repaired(reader, progress, mistake, problem) or _without(reader, progress, mistake)
        work += 3 * len(found.signs)
        if after is None:
            break
        attempt = after
    problems = (*progress.problems, *attempt.problems)
    if attempt.node is None or not progress.certain or any(problem.code in _OF_SCOPE for problem in problems):
        return problems, None
    places = (problem.place for problem in attempt.problems if problem.place)
    ours = (Span(span.source, sign.start, sign.end) for sign in progress.signs if sign.ours)
    return problems, Rest(attempt.node, (*places, *ours))


def _depth(signs: Signs) -> int:
    steps = ((sign.kind in CLOSERS) - (sign.kind in CLOSERS.values()) for sign in signs)
    return max(accumulate(steps), default=0)


def _tell(progress: _Progress, mistake: Mistake, problem: Diagnostic) -> None:
    """The problem is told if it does not only follow from one that was."""
    opener = problem.others[0][1].start if problem.others else -1
    if not _follows(progress, mistake, problem) and (opener < 0 or (problem.code, opener) not in progress.told):
        progress.problems.append(problem)
    progress.told.add((problem.code, opener))


def _follows(progress: _Progress, mistake: Mistake, problem: Diagnostic) -> bool:
    if problem.code in _SPELLING:
        return False
    if any(mistake.at(index).ours for index in range(max(mistake.index - _NEAR, 0), mistake.index + 1)):
        return True
    start = mistake.sign.start
    vague = progress.vague is not None and progress.vague <= start < (progress.until or start + 1)
    if vague and problem.code not in _SIDE_BY_SIDE:
        return True
    side_by_side = any(code in _SIDE_BY_SIDE for code, _ in progress.told)
    return problem.code in {"E214", "E236"} and side_by_side


def _repaired(reader: Reader, progress: _Progress, mistake: Mistake, problem: Diagnostic) -> Attempt | None:
    """The first repair with which reading goes on."""
    for repair in repairs(mistake, problem, reader.words):
        attempt = reader.attempt(repair.signs)
        if _goes_on(attempt, repair):
            progress.signs = repair.signs
            progress.certain &= problem.code not in {"E213", "E214", "E215"} or _only_closed(mistake)
            return attempt
    return None


def _goes_on(attempt: Attempt, repair: Repair) -> bool:
    return attempt.node is not None or attempt.index > repair.through or attempt.index == len(repair.signs)


def _only_closed(mistake: Mistake) -> bool:
    """A round bracket is missing at the very end: names mean the same inside and outside of it."""
    return mistake.sign.kind == "END" and all(sign.kind == "LPAR" for sign in mistake.open)


def _without(reader: Reader, progress: _Progress, mistake: Mistake) -> Attempt | None:
    """Reading goes on behind the next comma or bracket, if it does."""
    low, high = left_out(mistake)
    signs = mistake.signs
    _tell_of_rest(progress, mistake, high)
    put = hole(mistake.at(low).start, max(mistake.at(high - 1).end, mistake.at(low).start))
    attempt = reader.attempt((*signs[:low], put, *signs[high:]))
    if attempt.node is None and attempt.index <= low + 1:
        return None
    closer = mistake.level[-1] + 1 if mistake.level else high
    progress.signs = (*signs[:low], put, *signs[high:])
    progress.certain, progress.vague, progress.until = False, put.start, mistake.at(closer).start
    return attempt


def _tell_of_rest(progress: _Progress, mistake: Mistake, high: int) -> None:
    """What is wrong in itself between the mistake and what is read again."""
    for index in range(mistake.index + 2, high):
        other = Mistake(mistake.span, mistake.in_cell, mistake.signs, index, frozenset())
        problem = explain_alone(other)
        if problem is not None:
            progress.problems.append(problem)
