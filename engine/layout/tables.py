"""A table of a rule file -> its rows with the columns aligned, the cells spaced as formulas are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from engine.layout.roles import Role
from engine.layout.words import spaced, words
from engine.manual.texttable import TextTable, read_table, trimmed
from engine.source import Span

Cell = Literal["test", "formula", "words"]
NOTHING = "-"
_COMPONENT_FORMULAS = ("bobot", "nilai", "batas_bawah", "batas_atas")
_HEADING = "judul"


def kinds(role: Role, header: tuple[Span, ...]) -> tuple[Cell, ...]:
    """What the cells of each column hold."""
    return tuple(_kind(role, cell.text) for cell in header)


def _kind(role: Role, heading: str) -> Cell:
    if role == "words" or heading.startswith("#"):
        return "words"
    if role == "decision":
        return "formula" if heading.startswith("=") else "test"
    if role == "components":
        return "formula" if heading in _COMPONENT_FORMULAS else "words"
    return "words" if heading == _HEADING else "formula"


def laid_out(block: Span, role: Role) -> list[str]:
    """The lines of a table that can be read. One empty line between two rows stays."""
    table, _ = read_table(block)
    assert table is not None
    rows = list(_texts(table, role))
    widths = [max(width(row[at]) for row in rows) for at in range(len(table.header))]
    return ["" if row is None else _line(row, widths) for row in _with_gaps(block, rows)]


def _texts(table: TextTable, role: Role) -> Iterator[list[str]]:
    columns = kinds(role, table.header)
    yield [_heading(cell.text, role) for cell in table.header]
    for row in table.rows:
        yield [cell.text if kind == "words" else _spaced(cell.text) for cell, kind in zip(row, columns, strict=True)]


def _heading(text: str, role: Role) -> str:
    if text.startswith(("=", "#")):
        return f"{text[0]} {text[1:].strip()}".rstrip()
    return _spaced(text) if role == "decision" else text


@lru_cache(4096)
def _spaced(cell: str) -> str:
    found = words(cell)
    return cell if found is None else spaced(found)


def _with_gaps(block: Span, rows: list[list[str]]) -> Iterator[list[str] | None]:
    """The rows, and None for an empty line between two of them."""
    following = iter(rows)
    gap = False
    for line in trimmed(block).text.splitlines():
        if line.strip():
            yield from [None] if gap else []
            yield next(following)
        gap = not line.strip()


def _line(row: list[str], widths: list[int]) -> str:
    padded = [text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)]
    return " | ".join([*padded[:-1], row[-1]])


def width(text: str) -> int:
    """How many columns of a screen a text takes."""
    if text.isascii():
        return len(text)
    marks = sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(letter) in ("W", "F") for letter in text)
