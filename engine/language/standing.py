"""Corrections that would end the value in its file, taken away: a quote between quotes, a comma between `{ }`.

A formula knows only its place in a file. What stands around it there says how it is written: in quotes, or without.
"""

from __future__ import annotations

import re
from dataclasses import replace

from engine.diagnostics.model import Edit, Problems
from engine.source import Span

_BEGINNING = re.compile(r"(.*[{\[,]\s*)?(?:[^|]*:|\s*-)\s+")
"""What stands on the line before a value without quotes; a group is there if it lies between brackets."""
_CANNOT_BEGIN = tuple("[]{}>|*&!%#`@\"',?")
_ENDS_VALUE = re.compile(r":\s|\s#")
_ENDS_IN_BRACKETS = re.compile(r"[,\[\]{}:#?]")


def fitting(span: Span, problems: Problems) -> Problems:
    """The problems of a formula, without edits after which the file could not be read."""
    return tuple(
        problem if not problem.edits or _fits(span, problem.edits) else replace(problem, edits=())
        for problem in problems
    )


def _fits(span: Span, edits: tuple[Edit, ...]) -> bool:
    if not all(edit.place.source is span.source and span.start <= edit.place.start <= span.end for edit in edits):
        return True
    text, added = span.source.text, "".join(edit.text for edit in edits)
    quotes = text[max(span.start - 1, 0) : span.start] + text[span.end : span.end + 1]
    if quotes == '""':
        return '"' not in added and "\\" not in added
    if quotes == "''":
        return "'" not in added
    before = _BEGINNING.fullmatch(text[text.rfind("\n", 0, span.start) + 1 : span.start])
    if before is None:
        return True
    after = edited(span, edits)
    ends = _ENDS_VALUE.search(after) or (before[1] and _ENDS_IN_BRACKETS.search(after))
    return not after.startswith(_CANNOT_BEGIN) and not ends


def edited(span: Span, edits: tuple[Edit, ...]) -> str:
    """The text of a span with the edits that lie in it."""
    text = span.text
    for edit in sorted(edits, key=lambda edit: edit.place.start, reverse=True):
        start, end = edit.place.start - span.start, edit.place.end - span.start
        text = text[:start] + edit.text + text[end:]
    return text
