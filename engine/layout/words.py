"""Formula text -> its words and signs, and the space between two of them.

The words themselves are never changed, so that a literal stays as it was spelt and brackets that only help the reader
stay. Names of several words need no list: two names stand side by side nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from engine.language.syntax_words import FORM_WORDS
from engine.record import dataclass

Kind = Literal["value", "joint", "operator", "open", "close", "mark"]
"""`joint` is a word like `then`; `operator` stands between two values, or before one; `mark` is `, : . ..`."""

_WORD = re.compile(
    r"(?P<remark>//[^\n\r]*|/\*[\s\S]*?\*/)"
    r'|(?P<text>@?"(?:[^"\\\n\r]|\\[^\n\r])*")'
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\.\.(?!\.)|\*\*|!=|<=|>=|\S)"
)
_OPERATORS = {"and", "or", "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">="}
_JOINTS = (FORM_WORDS | {"not", "between"}) - _OPERATORS


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a formula. `binary`: an operator with a value before it; `fresh`: first on its line."""

    text: str
    kind: Kind
    binary: bool = False
    fresh: bool = False


def words(formula: str) -> tuple[Word, ...] | None:
    """The words of a formula in order; None for one that holds a remark, which has no place of its own."""
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(formula):
        if match.lastgroup == "remark":
            return None
        fresh = "\n" in formula[before : match.start()] or "\r" in formula[before : match.start()]
        found.append(_word(match.group(), match.lastgroup or "", found[-1] if found else None, fresh))
        before = match.end()
    return tuple(found)


def _word(text: str, group: str, previous: Word | None, fresh: bool) -> Word:
    if text in _OPERATORS:
        return Word(text, "operator", previous is not None and previous.kind in ("value", "close"), fresh)
    if text in _JOINTS:
        return Word(text, "joint", fresh=fresh)
    if group in ("text", "number", "name") or text == "?":
        return Word(text, "value", fresh=fresh)
    return Word(text, "open" if text in "([{" else "close" if text in ")]}" else "mark", fresh=fresh)


def spaced(line: tuple[Word, ...]) -> str:
    """The words on one line, with one space or none between two."""
    return "".join(_spaced(line))


def _spaced(line: tuple[Word, ...]) -> Iterator[str]:
    unary = False
    for at, word in enumerate(line):
        if at and not unary and _apart(line[at - 1], word):
            yield " "
        yield word.text
        unary = word.text == "-" and word.kind == "operator" and not word.binary


def _apart(left: Word, right: Word) -> bool:
    """Whether a space stands between two words; a minus in front of one value is no concern of this."""
    if left.text == ".." and right.text.startswith("."):
        return True  # `1.. .5`: three points would be something else
    if left.kind == "open" or left.text in (".", "..") or right.kind == "close" or right.kind == "mark":
        return False
    if right.text == "(":
        return left.text != "not" and not _is_name(left)
    if right.text == "[":
        return left.kind not in ("value", "close")
    return True


def _is_name(word: Word) -> bool:
    return word.kind == "value" and (word.text[0].isalpha() or word.text[0] == "_")
