"""The same file, written less tidily: spaces, empty lines, line ends, indentation. What it says does not change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from engine.layout.reading import Placed, read
from engine.layout.tables import kinds
from engine.layout.words import words
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.texttable import read_table
from engine.source import Source, Span

Edit = tuple[int, int, str]


def placed(text: str, name: str = "<file>") -> Placed:
    """A file that can be read."""
    file, problems = read(Source(name, text))
    assert file is not None, problems
    return file


def mangled(text: str, chance: Random) -> str:
    """Another way to write this file, whose indentation is even and whose texts have none of their own."""
    file = placed(text)
    edits = sorted({edit[0]: edit for edit in _edits(file, chance)}.values(), reverse=True)
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    lines = text.split("\n")
    factor = chance.choice((1, 1, 2, 3))
    lines = [_deeper(line, factor) for line in lines]
    lines = [line + " " * chance.choice((0, 0, 0, 1, 3)) for line in _with_gaps(lines, chance)]
    ends = chance.choice(("\n", "\n", "\r\n"))
    return ends.join(lines) + chance.choice(("", ends, ends * 3)) * (not text.endswith('"'))


def _deeper(line: str, factor: int) -> str:
    """The indentation so many times; a dash counts as its two characters."""
    inner = line.lstrip(" -") if line.lstrip(" ").startswith("- ") else line.lstrip(" ")
    head = line[: len(line) - len(inner)]
    return "".join(sign + " " * (factor - 1) for sign in head) + inner


def _with_gaps(lines: list[str], chance: Random) -> Iterator[str]:
    """More empty lines where there is one."""
    yield from [""] * chance.choice((0, 0, 2))
    for line in lines:
        yield from [line] if line.strip() else [""] * chance.choice((1, 1, 2, 3))


def _edits(file: Placed, chance: Random) -> Iterator[Edit]:
    yield from _in(file.root, file, chance)
    text = file.source.text
    for start in file.roles.apart:  # the empty line between two rules may be missing
        if text[: start - (file.source.position(start)[1] - 1)].endswith("\n\n") and chance.random() < 0.3:
            at = start - file.source.position(start)[1]
            yield at, at + 1, ""


def _in(node: Node, file: Placed, chance: Random) -> Iterator[Edit]:
    match node:
        case Mapping():
            for key, value in node.entries:
                if chance.random() < 0.3 and file.source.text[key.span.end : key.span.end + 2] == ": ":
                    yield key.span.end + 1, key.span.end + 1, " " * chance.randint(1, 3)
                if node.flow and chance.random() < 0.3:
                    yield _loose(key.span, file, chance)
                yield from _in(value, file, chance)
        case Sequence():
            for item in node.items:
                if node.flow and chance.random() < 0.3:
                    yield _loose(item.span, file, chance)
                yield from _in(item, file, chance)
        case Scalar():
            role = file.roles.of.get(node.span.start)
            if role == "formula" and node.slice is not None:
                yield from _formula(node.slice, chance, plain=node.style == "plain")
            elif role is not None and node.slice is not None:
                yield from _table(node.slice, role, chance)


def _loose(span: Span, file: Placed, chance: Random) -> Edit:
    """Space before something in brackets, or a new line."""
    margin = " " * (file.source.position(span.start)[1] + 1)
    return span.start, span.start, chance.choice((" ", "  ", f"\n{margin}"))


def _formula(span: Span, chance: Random, *, plain: bool) -> Iterator[Edit]:
    """Spaces between the words, more or none; where something else would be read then, they stay."""
    found = words(span.text)
    if found is None:
        return
    at = 0
    for before, word in zip(found, found[1:], strict=False):
        at = span.text.index(before.text, at) + len(before.text)
        gap = re.match(r"\s*", span.text[at:]).group()  # type: ignore[union-attr]
        new = chance.choice((gap, gap, "", " ", "   ", " "))
        if "\n" in gap or (plain and (word.text == ":" or before.text == ":" or "[" in word.text)):
            continue
        if words(before.text + new + word.text) == words(before.text + gap + word.text) and _tells(before.text, new):
            yield span.start + at, span.start + at + len(gap), new


def _tells(before: str, gap: str) -> bool:
    """Whether the words stay as they are: a comment sign or a longer number would arise elsewhere."""
    return bool(gap) or before not in ("/", "*", "..", "-")


def _table(block: Span, role: object, chance: Random) -> Iterator[Edit]:
    table, _ = read_table(block)
    assert table is not None
    columns = kinds(role, table.header)  # type: ignore[arg-type]
    for row in (table.header, *table.rows):
        for at, cell in enumerate(row):
            if columns[at] != "words" and row is not table.header:
                yield from _formula(cell, chance, plain=False)
            if at and chance.random() < 0.5:
                yield row[at - 1].end, cell.start, " " * chance.randint(0, 5) + "|" + " " * chance.randint(0, 5)
