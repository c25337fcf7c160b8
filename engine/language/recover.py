"""A formula with a mistake → all its mistakes, one message for each.

After a mistake reading goes on with what `repair` puts in its place, over all signs of the formula anew, so that the
grammar itself judges what follows. Where no repair fits, everything up to the next comma or bracket is left out, and of
that only what is wrong wherever it stands is told. What may only follow from another mistake (`follows`) is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, islice

from engine.diagnostics.model import Diagnostic, Problems
from engine.language.follows import OF_BRACKETS, Told, follows
from engine.language.limits import NESTING
from engine.language.mistake import Mistake
from engine.language.repair import Repair, Signs, Words, hole, left_out, repairs
from engine.language.signs import Read, all_signs
from engine.language.standing import fitting
from engine.language.syntax_hints import explain, explain_alone
from engine.language.syntax_words import CLOSERS
from engine.record import dataclass
from engine.source import Span

_ROUNDS = 20  # more mistakes in one formula help nobody
_WORK = 100_000  # signs that are read, again and again
_OF_A_NAME = {"E231", "E250"}
_OF_NAMES = {"E301", "E302", "E303", "E313"}
_OF_SCOPE = {"E203", "E241"}
"""With these nobody knows what the names mean, or there is no more of the formula."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of reading signs: a node, or the first sign that cannot stand there and what could.

    `problems` are those of what was read: dates that do not exist and the like.
    """

    node: object | None
    problems: Problems
    index: int
    accepted: Callable[[], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the grammar is asked, by `parse`."""

    read: Read
    words: Words
    attempt: Callable[[Signs], Attempt]


@dataclass(frozen=True, slots=True)
class Rest:
    """A formula as it was meant, as far as that is certain.

    With holes, places where something of ours stands, only its names are certain, and not what belongs together. Names
    in a `suspect` place are part of a mistake that was told.
    """

    node: object
    holes: tuple[Span, ...]
    suspect: tuple[Span, ...]

    def told(self, problem: Diagnostic) -> bool:
        """Whether a problem of this tree is one of the formula, and does not only follow from a mistake in it."""
        place = problem.place
        if place is None or (self.holes and problem.code not in _OF_NAMES):
            return False
        quiet = (*self.holes, *self.suspect)
        if any(one.start <= place.start and place.end <= one.end for one in quiet):
            return False
        return place.text not in {word for one in quiet for word in re.findall(r"\w+", one.text)}


@dataclass(slots=True)
class _Progress:
    """A formula while it is read: the signs as they were repaired so far, and what was told."""

    span: Span
    in_cell: bool
    reader: Reader
    signs: Signs
    told: Told
    certain: bool
    suspect: tuple[Span, ...] = ()


def recover(span: Span, in_cell: bool, reader: Reader) -> tuple[Problems, Rest | None]:
    """All mistakes in how the formula is written; and what it says, where that is certain."""
    found = all_signs(span, reader.read)
    told = Told(list(found.problems), found.swallowed)
    progress = _Progress(span, in_cell, reader, found.signs, told, found.swallowed is None)
    node, unread = _read_on(progress)
    problems = fitting(span, tuple(dict.fromkeys(told.problems)))
    if not found.whole:
        problems = tuple(replace(problem, edits=()) for problem in problems)
    if node is None or not progress.certain or any(problem.code in _OF_SCOPE for problem in problems):
        return problems, None
    places = (problem.place for problem in unread if problem.place)
    ours = (Span(span.source, sign.start, sign.end) for sign in progress.signs if sign.ours)
    return problems, Rest(node, (*places, *ours), progress.suspect)


def _read_on(progress: _Progress) -> tuple[object | None, Problems]:
    """Mistake after mistake; the node in the end, if there is one, and the problems of what was read for it."""
    after: Attempt | None = progress.reader.attempt(progress.signs)
    for rounds in range(_rounds(progress.signs), -1, -1):
        if after is None:
            break
        progress.told.problems.extend(after.problems)
        if after.node is not None:
            return after.node, after.problems
        after = _behind(progress, after, rounds > 0)
    return None, ()


def _rounds(signs: Signs) -> int:
    steps = ((sign.kind in CLOSERS) - (sign.kind in CLOSERS.values()) for sign in signs)
    too_deep = max(accumulate(steps), default=0) > NESTING
    return 0 if too_deep else min(_ROUNDS, _WORK // max(len(signs), 1))


def _behind(progress: _Progress, attempt: Attempt, go_on: bool) -> Attempt | None:
    """The mistake at which reading stopped is told; what comes of reading on behind it."""
    if progress.told.problems and not progress.signs:
        return None
    mistake = Mistake(progress.span, progress.in_cell, progress.signs, attempt.index, attempt.accepted())
    problem = explain(mistake)
    if not follows(mistake, problem, progress.told):
        progress.told.problems.append(problem)
    return _repaired(progress, mistake, problem) or _without(progress, mistake) if go_on else None


def _repaired(progress: _Progress, mistake: Mistake, problem: Diagnostic) -> Attempt | None:
    """What comes of the first repair with which reading goes on."""
    for repair in repairs(mistake, problem, progress.reader.words):
        attempt = progress.reader.attempt(repair.signs)
        if _goes_on(attempt, repair):
            progress.signs = repair.signs
            if problem.code in _OF_A_NAME and problem.place is not None:
                before = min(mistake.before.start, problem.place.start)
                progress.suspect += (Span(progress.span.source, before, problem.place.end),)
            progress.certain &= problem.code not in OF_BRACKETS or _only_closed(mistake)
            return attempt
    return None


def _goes_on(attempt: Attempt, repair: Repair) -> bool:
    return attempt.node is not None or attempt.index > repair.through or attempt.index == len(repair.signs)


def _only_closed(mistake: Mistake) -> bool:
    """A round bracket is missing at the very end: names mean the same inside and outside of it."""
    return mistake.sign.kind == "END" and all(sign.kind == "LPAR" for sign in mistake.open)


def _without(progress: _Progress, mistake: Mistake) -> Attempt | None:
    """What comes of reading on behind the next comma or bracket, if anything does."""
    low, high = left_out(mistake)
    signs, told = mistake.signs, progress.told
    alone = (explain_alone(mistake.moved(index)) for index in range(mistake.index + 2, high))
    separated = any(problem.code == "E226" for problem in told.problems)
    more = (problem for problem in alone if problem is not None and not (separated and problem.code == "E226"))
    told.problems.extend(islice(more, _ROUNDS))
    put = hole(mistake.at(low).start, max(mistake.at(high - 1).end, mistake.at(low).start))
    attempt = progress.reader.attempt((*signs[:low], put, *signs[high:]))
    if attempt.node is None and attempt.index <= low + 1:
        return None
    iterators = any(mistake.at(index).kind in {"FOR", "SOME", "EVERY"} for index in mistake.level)
    end = mistake.level_end if iterators else high  # their commas are others
    told.vague, told.until = put.start, mistake.at(end).start
    progress.signs, progress.certain = (*signs[:low], put, *signs[high:]), False
    return attempt
