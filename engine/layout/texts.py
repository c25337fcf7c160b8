"""One value of a file -> its lines: a formula spaced and broken, a table aligned, any other text as it stands.

How a value is quoted stays, unless the quotes cannot hold it any more.
"""

from __future__ import annotations

import json
import re
from textwrap import dedent

from engine.language.limits import FORMULA_BYTES
from engine.layout.breaks import STEP, TOO_LONG, lines
from engine.layout.roles import Role
from engine.layout.tables import laid_out
from engine.layout.words import spaced, words
from engine.manual.nodes import Scalar

_QUOTES = {"plain": "", "single": "'", "double": '"'}
_HEADER = re.compile(r"(?P<style>[|>])(?P<marks>[-+0-9]*)")
_MEANS_MORE = re.compile(r":(\s|$)|\s#|^[-?:](\s|$)|^[,\[\]{}#&*!|>'\"%@`]")
"""In a value without quotes these would be read as something else."""


def key(scalar: Scalar) -> str:
    """A key as it stands; one that does not stand on one line is written in quotes."""
    raw = scalar.span.text
    one_line = scalar.style in _QUOTES and "\n" not in raw and "\r" not in raw
    return raw if one_line else json.dumps(scalar.text, ensure_ascii=False)


def value(scalar: Scalar, role: Role | None, indent: int, used: int) -> list[str]:
    """The lines of a value in a block; the first stands behind `used` characters, the others hold their own spaces."""
    if role is None or scalar.slice is None:
        return _text(scalar, indent)
    if scalar.style == "literal":
        return ["|", *_inner(scalar, role, indent + STEP)]
    one = in_line(scalar, role)
    if one is not None and (used + len(one) < TOO_LONG or _too_long_anyway(scalar, role, indent)):
        return [one]
    return ["|", *_inner(scalar, role, indent + STEP)]


def in_line(scalar: Scalar, role: Role | None) -> str | None:
    """The value on one line, as it would stand in brackets too; None if it cannot."""
    raw = scalar.span.text
    if scalar.style not in _QUOTES or "\n" in raw or "\r" in raw:
        return None
    if role is None or scalar.slice is None:
        return raw
    if role == "formula":
        found = words(scalar.slice.text)
        inner = scalar.slice.text if found is None else spaced(found)
    else:
        inner = laid_out(scalar.slice, role)[0]
    if scalar.style == "plain" and _MEANS_MORE.search(inner):
        return None if "'" in inner else f"'{inner}'"
    quote = _QUOTES[scalar.style]
    return f"{quote}{inner}{quote}"


def _inner(scalar: Scalar, role: Role, indent: int) -> list[str]:
    """The lines of a formula or table in a block of its own."""
    assert scalar.slice is not None
    if role != "formula":
        return [(" " * indent + line).rstrip() for line in laid_out(scalar.slice, role)]
    found = words(scalar.slice.text)
    rows = [] if found is None else lines(found, indent)
    if found is None or sum(len(row.encode()) + 1 for row in rows) > FORMULA_BYTES:
        return [(" " * indent + row).rstrip() for row in _as_it_stands(scalar.text)]
    return rows


def _as_it_stands(formula: str) -> list[str]:
    """A formula with remarks, or at the very limit of its length: as the person laid it out."""
    return dedent("\n".join(row.rstrip() for row in formula.splitlines())).strip().splitlines()


def _too_long_anyway(scalar: Scalar, role: Role, indent: int) -> bool:
    """Whether a block would be no gain: it has one line as well, and that is too long there too."""
    inner = _inner(scalar, role, indent + STEP)
    return len(inner) == 1 and len(inner[0]) >= TOO_LONG


def _text(scalar: Scalar, indent: int) -> list[str]:
    if scalar.style in ("literal", "folded"):
        return _block(scalar, indent + STEP)
    first, *rest = scalar.span.text.splitlines() or [""]
    margin = " " * (indent + STEP)
    return [_without_end(first) if rest else first, *(_without_end(margin + row.lstrip(" \t")) for row in rest)]


def _without_end(line: str) -> str:
    """Without the spaces at its end; one behind a backslash is part of the text."""
    short = line.rstrip(" \t")
    return line if short.endswith("\\") else short


def _block(scalar: Scalar, indent: int) -> list[str]:
    """A `|` or `>` block. Its lines keep their places to each other; empty lines at its end are no part of it."""
    header = _HEADER.match(scalar.span.text)
    assert header is not None
    style, rows = header["style"], [row.rstrip() for row in scalar.span.text.splitlines()[1:]]
    first = next((row.lstrip(" ") for row in rows if row), "")
    if style == "|" or first.startswith("\t") or header["marks"].strip("-+"):
        style, rows = "|", [row.rstrip() for row in scalar.text.rstrip().split("\n")]
    rows = dedent("\n".join(rows)).split("\n") if style == ">" else rows
    first = next((row for row in rows if row), "")
    digit = str(STEP) if first.startswith((" ", "\t")) else ""
    strip = "-" if "-" in header["marks"] else ""
    return [style + digit + strip, *((" " * indent + row if row else "") for row in rows if first)]
