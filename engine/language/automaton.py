"""A text → its words and signs; these → a node, by the tables of the grammar.

An LALR automaton as every textbook has it: it shifts words onto a stack and, where a rule is complete, puts the part
that `build` makes of it in their place. It reads every word once, so a formula of any length takes its time and no
more. Rules that only pass a part on, nine of them around each number, are no steps here: `tables.Goto` knows where they
end.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from engine.language.build import Builder, Part
from engine.language.tables import END, FOREIGN, Rule, tables
from engine.record import dataclass

Words: TypeAlias = tuple[list[str], list[Part]]
"""The kind of each word, as the grammar names it, and the word."""


def words_in(text: str, at: int, end: int) -> tuple[Words, int]:
    """The words of a part of a text up to the first character that begins none, and where that stands."""
    known = tables()
    keywords = known.keywords
    kinds: list[str] = []
    words: list[Part] = []
    for match in known.word.finditer(text, at, end):
        kind = match.lastgroup
        if kind is None:
            break
        start, stop = match.span(kind)
        if kind == FOREIGN:
            return (kinds, words), start
        word = text[start:stop]
        kinds.append(keywords.get(word, kind) if kind == "NAME" else kind)
        words.append((word, start, stop, 0))
    return (kinds, words), end


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What came of reading words: a node, or how many could be read, and the states in which the next could not."""

    node: Any
    index: int
    states: list[Any]

    def accepted(self) -> frozenset[str]:
        """The kinds of words that could have stood there."""
        return frozenset(kind for kind in self.states[-1] if kind.isupper() and _goes_on(self.states, kind))


def read(words: Words, start: str, builder: Builder) -> Reading:
    """All words as a formula or a cell."""
    known = tables()
    kinds, parts = words
    row: Any = known.starts[start]
    states: list[Any] = [row]
    values: list[Any] = []
    index = 0
    for index, kind in enumerate((*kinds, END)):
        while type(action := row.get(kind)) is Rule:
            name, size, make, in_rows, _ = action
            children = values[-size:]
            del values[-size:], states[-size:]
            if in_rows:
                children = _in_one_row(children)
            values.append(make(builder, children) if make else children)
            row = states[-1][name][kind]
            states.append(row)
        if type(action) is not dict:
            break
        row = action
        states.append(row)
        values.append(parts[index])
    finished = row is known.ends[start] and index == len(kinds)
    return Reading(values[0][0] if finished else None, index, states)


def _in_one_row(children: list[Any]) -> list[Any]:
    """Rows of words and parts taken up among those that they stand between."""
    first = children[0]
    found: list[Any] = first if type(first) is list else [first]
    for child in children[1:]:
        if type(child) is list:
            found.extend(child)
        else:
            found.append(child)
    return found


def _goes_on(states: list[Any], kind: str) -> bool:
    """Whether a word of this kind can be read in these states."""
    stack = list(states)
    while isinstance(action := stack[-1].get(kind), Rule):
        del stack[-action.size :]
        stack.append(stack[-1][action.name][kind])
    return action is not None or (kind == END and stack[-1] in tables().ends.values())
