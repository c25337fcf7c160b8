"""The words of a formula -> what each stands in, and how loosely it holds on to the word before it.

A line may begin where two words hold together loosely. The looser, the sooner: first what lies less deep in brackets,
conditions and loops, then by the operator.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from engine.layout.words import Word
from engine.record import dataclass

Rank: TypeAlias = tuple[int, int]
"""How deep, then how tight."""

AFTER_COMMA, BRANCH, LATER_BRANCH, BODY, OR, AND, COMPARISON, SUM, PRODUCT, POWER, BRACKET = range(11)
_TIGHT = {"or": OR, "and": AND, "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What words stand in: the whole, a bracket, a condition, a loop. `start` is its first word."""

    kind: Literal["whole", "bracket", "if", "loop"]
    start: int
    outer: Part | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """For each word the part that a line beginning with it stands in, and the rank of a break before it, if any.

    `opened`: the part that begins with a word. `ends`: the word that closes a bracket, the `else` of a condition, the
    `return` or `satisfies` of a loop, by their first word.
    """

    within: list[Part] = field(default_factory=list)
    ranks: list[Rank | None] = field(default_factory=list)
    opened: dict[int, Part] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)


def parts(formula: tuple[Word, ...]) -> Parts:
    """What each word of a formula that can be read stands in."""
    found = Parts()
    part = Part("whole", 0)
    betweens: set[Part] = set()  # which still wait for their `and`
    for at, word in enumerate(formula):
        part = _around(found, part, at, word)
        found.within.append(part)
        found.ranks.append(_rank(formula, at, part, betweens))
        if word.text == "between":
            betweens.add(part)
        part = _after(found, part, at, formula)
    _chains(formula, found)
    return found


def _around(found: Parts, part: Part, at: int, word: Word) -> Part:
    """The part that a word belongs to, after what it ends has been left."""
    if word.kind == "close":
        part = _up(found, part, "bracket")
    elif word.text in ("then", "else"):
        part = _up(found, part, "if")
    elif word.text in ("return", "satisfies"):
        part = _up(found, part, "loop")
    elif word.text == ",":
        while part.outer is not None and (part.kind == "if" or (part.kind == "loop" and part.start in found.ends)):
            part = part.outer
    if word.kind == "close" or word.text in ("else", "return", "satisfies"):
        found.ends[part.start] = at
    return part


def _up(found: Parts, part: Part, kind: str) -> Part:
    """The innermost part of this kind that has not ended."""
    while part.outer is not None and (part.kind != kind or part.start in found.ends):
        part = part.outer
    return part


def _after(found: Parts, part: Part, at: int, formula: tuple[Word, ...]) -> Part:
    """The part that the next word stands in."""
    word = formula[at]
    if word.kind == "close":
        return part.outer or part
    if word.kind == "open":
        inner = Part("bracket", at, part, part.depth + 1)
    elif word.text in ("for", "some", "every"):
        inner = Part("loop", at, part, part.depth + 1)
    elif word.text == "if" and at and formula[at - 1].text == "else":
        inner = Part("if", at, part.outer, part.depth)
    elif word.text == "if":
        inner = Part("if", at, part, part.depth + 1)
    else:
        return part
    found.opened[at] = inner
    return inner


def _rank(formula: tuple[Word, ...], at: int, part: Part, betweens: set[Part]) -> Rank | None:
    word, before = formula[at], formula[at - 1].text if at else ""
    if word.text in ("then", "else"):
        return part.depth - 1, BRANCH
    if before in ("return", "satisfies"):
        return part.depth - 1, BODY
    if before == "," and part.kind == "bracket":
        return part.depth, AFTER_COMMA
    if not word.binary:
        return None
    if word.text == "and" and part in betweens:
        betweens.discard(part)
        return None
    return part.depth, _TIGHT.get(word.text, COMPARISON)


def _chains(formula: tuple[Word, ...], found: Parts) -> None:
    """In `if … then … else if … then …` the line of a condition holds its value too, if it can."""
    for at, word in enumerate(formula):
        if word.text != "then":
            continue
        part = found.within[at]
        following = formula[found.ends[part.start] + 1]
        if following.text == "if" or (part.start and formula[part.start - 1].text == "else"):
            found.ranks[at] = (part.depth - 1, LATER_BRANCH)
