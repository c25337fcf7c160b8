"""Diagnostics -> what a person sees in a terminal, or a dictionary for JSON.

A problem is shown as compilers do it: the place, a code, one sentence on what is wrong, the line with marks under the
characters meant, the other side of a contradiction in the same way, and what to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from engine.diagnostics.catalogue import words
from engine.diagnostics.grouping import Group
from engine.diagnostics.model import Diagnostic, Severity, say
from engine.source import Source, Span

WIDTH = 160  # longer lines are cut around the mark
TAB = 4
ALSO = 20  # places that are named under a problem
LINES = 4  # of a place over more lines only the first two and the last are shown

_SEVERITY = {"error": say("error"), "warning": say("warning"), "note": say("note")}
_HELP = say("help")
_EXAMPLE = say("for example")
_ALSO = say("also at")
_COLOUR = {"error": "31", "warning": "33", "note": "36", "place": "1", "faint": "2", "help": "32"}
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def render(problems: Iterable[Diagnostic], language: str, colour: bool) -> str:
    """The problems in the order given, a blank line between two, with a line end after the last; empty for none."""
    return "\n".join("\n".join(_problem(problem, (), language, colour)) + "\n" for problem in problems)


def render_groups(groups: Iterable[Group], language: str, colour: bool) -> str:
    """As `render`: the first of each group, and under it where the others are."""
    shown = (_problem(group.first, group.also, language, colour) for group in groups)
    return "\n".join("\n".join(lines) + "\n" for lines in shown)


def as_json(problem: Diagnostic, language: str) -> dict[str, object]:
    """{code, severity, file, line, column, end: {line, column}, message, other: […], fix, examples: [{column: value}]}.

    Lines and columns count from 1. Without a place `file`, `line`, `column` and `end` are None. `end` is behind the
    last character.
    """
    return {
        "code": problem.code,
        "severity": problem.severity,
        **_json_place(problem.place),
        "message": words(problem.message, language),
        "other": [{**_json_place(place), "message": words(message, language)} for message, place in problem.others],
        "fix": None if problem.fix is None else words(problem.fix, language),
        "examples": [dict(example) for example in problem.examples],
    }


def _json_place(place: Span | None) -> dict[str, object]:
    if place is None:
        return {"file": None, "line": None, "column": None, "end": None}
    place = place.tight
    line, column = _position(place.source, place.start)
    end_line, end_column = _position(place.source, place.end)
    end = {"line": end_line, "column": end_column}
    return {"file": place.source.name, "line": line, "column": column, "end": end}


def _problem(problem: Diagnostic, also: tuple[Span, ...], language: str, colour: bool) -> Iterator[str]:
    places = [place for place in (problem.place, *(place for _, place in problem.others)) if place is not None]
    margin = max((len(str(_position(place.source, place.end)[0])) for place in places), default=1)
    severity = words(_SEVERITY[problem.severity], language)
    code = _painted(f"{problem.code} {severity}", problem.severity, colour)
    head = f"{code}: {_visible(words(problem.message, language))}"
    if problem.place is None:
        yield head
    else:
        yield f"{_painted(_address(problem.place), 'place', colour)}: {head}"
        yield from _snippet(problem.place, margin, "^", problem.severity, colour)
    for message, place in problem.others:
        yield f"{_painted(_address(place), 'place', colour)}: {_visible(words(message, language))}"
        yield from _snippet(place, margin, "-", "note", colour)
    for label, text in _notes(problem, also, language):
        yield f"{' ' * margin} = {_painted(label, 'help', colour)}: {_visible(text, margin + 5)}"


def _notes(problem: Diagnostic, also: tuple[Span, ...], language: str) -> Iterator[tuple[str, str]]:
    """What stands under the places, line by line, each with its label."""
    for example in problem.examples:
        yield words(_EXAMPLE, language), ", ".join(f"{heading} = {value}" for heading, value in example)
    if problem.fix is not None:
        yield words(_HELP, language), words(problem.fix, language)
    for place in also[:ALSO]:
        yield words(_ALSO, language), _address(place)
    if len(also) > ALSO:
        yield words(_ALSO, language), words(say("{count} more places", count=len(also) - ALSO), language)


def _snippet(place: Span, margin: int, mark: str, style: Severity, colour: bool) -> Iterator[str]:
    """The lines of a place with marks under its characters."""
    place = place.tight
    source = place.source
    first, last = _position(source, place.start)[0], _position(source, max(place.end - 1, place.start))[0]
    empty = _painted(f"{' ' * margin} |", "faint", colour)
    yield empty
    for number in range(first, last + 1):
        if last - first >= LINES and first + 1 < number < last:
            if number == last - 1:
                yield _painted(f"{'…':>{margin}} |", "faint", colour)
            continue
        text, start = _line(source, number)
        begin = max(place.start - start, 0) if number == first else len(text) - len(text.lstrip())
        end = min(place.end - start, len(text.rstrip()))
        shown, marks = _drawn(text, min(begin, len(text)), end, mark)
        yield f"{_painted(f'{number:>{margin}} |', 'faint', colour)} {shown}".rstrip()
        yield f"{empty} {_painted(marks, style, colour)}"


def _drawn(text: str, begin: int, end: int, mark: str) -> tuple[str, str]:
    """A line and the marks below it, both cut to a window if the line is too long."""
    cells, columns = _cells(text)
    low, high = _window(columns, begin, end)
    dots = "…" if low else ""
    shown = dots + "".join(cells[low:high]) + ("…" if high < len(cells) else "")
    before = columns[begin] - columns[low] + len(dots)
    marked = columns[min(max(end, begin), high)] - columns[begin]
    return shown, " " * before + mark * max(marked, 1)


def _window(columns: Sequence[int], begin: int, end: int) -> tuple[int, int]:
    """The part of a long line to show: from a third of the width before the place on."""
    size = len(columns) - 1
    if columns[size] <= WIDTH:
        return 0, size
    low = begin
    while low > 0 and columns[begin] - columns[low - 1] <= WIDTH // 3:
        low -= 1
    if columns[end] <= WIDTH - WIDTH // 3:
        low = 0
    high = low
    while high < size and columns[high + 1] - columns[low] <= WIDTH:
        high += 1
    return low, high


def _cells(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Each character as it is shown, and the column at which each begins and the last ends.

    Most lines are plain, and then there is nothing to look up: a line may have a million characters.
    """
    if text.isascii() and text.isprintable():
        return text, range(len(text) + 1)
    cells, columns = [], [0]
    for character in text:
        shown, width = _cell(character, columns[-1])
        cells.append(shown)
        columns.append(columns[-1] + width)
    return cells, columns


def _cell(character: str, column: int) -> tuple[str, int]:
    """A character as it is shown at this column, and how many columns it takes."""
    if character == "\t":
        width = TAB - column % TAB
        return " " * width, width
    if _INVISIBLE.match(character):
        return _visible(character), 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _visible(text: str, indent: int = 4) -> str:
    """Text that cannot steer a terminal; lines after the first are indented."""

    def picture(match: re.Match[str]) -> str:
        code = ord(match.group())
        if code == 10:
            return "\n" + " " * indent
        return chr(0x2400 + code) if code < 32 else "�"

    return _INVISIBLE.sub(picture, text)


def _address(place: Span) -> str:
    line, column = _position(place.source, place.tight.start)
    return f"{_visible(place.source.name)}:{line}:{column}"


def _position(source: Source, offset: int) -> tuple[int, int]:
    """As `Source.position`; the end of a text without a last line end belongs to its last line."""
    if 0 < offset == len(source.text) and source.text[-1] not in "\r\n":
        line, column = source.position(offset - 1)
        return line, column + 1
    return source.position(offset)


def _line(source: Source, number: int) -> tuple[str, int]:
    """The text of a line without its end, and the offset at which it begins."""
    number -= source.before
    start = source.starts[number - 1]
    end = source.starts[number] if number < len(source.starts) else len(source.text)
    return source.text[start:end].rstrip("\r\n"), start


def _painted(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{_COLOUR[style]}m{text}\x1b[0m" if colour else text
