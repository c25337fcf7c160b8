"""Diagnostics -> workflow commands of GitHub, which shows them beside the lines of a change.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.render import as_json

_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def as_github(problem: Diagnostic, language: str) -> str:
    """One line: `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=E301::message`, without its line end."""
    at = as_json(problem, language)
    end = at["end"] if isinstance(at["end"], dict) else {}
    places = {
        "file": at["file"], "line": at["line"], "col": at["column"],
        "endLine": end.get("line"), "endColumn": end.get("column"), "title": problem.code,
    }  # fmt: skip
    known = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in places.items() if value is not None)
    return f"::{_COMMAND[problem.severity]} {known}::{_escaped(chr(10).join(_lines(problem, language)), _IN_MESSAGE)}"


def _lines(problem: Diagnostic, language: str) -> Iterator[str]:
    """The message, the other places, and what to do: all that a reader of the change sees."""
    yield words(problem.message, language)
    for message, place in problem.others:
        yield f"{words(message, language)}: {place.source.name}:{place.line}:{place.column}"
    for example in problem.examples:
        yield ", ".join(f"{heading} = {value}" for heading, value in example)
    if problem.fix is not None:
        yield words(problem.fix, language)


def _escaped(value: object, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in str(value))
