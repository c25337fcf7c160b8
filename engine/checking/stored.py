"""Results <-> plain data for JSON. What stands there is data and never code, and shows the same as a fresh look.

Places are (number of the text, start, end). A text that can be had from its file is not kept a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.checking.find import Subject
from engine.checking.model import Result
from engine.diagnostics.model import Diagnostic, Edit, Message, Problems
from engine.source import Source, Span

Sources = dict[tuple[str, str, int], int]
"""The number of each text: its name, what it says, and how many lines of its file stand before it."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def to_data(result: Result) -> dict[str, Any]:
    """A result as data, without its subject."""
    sources: Sources = {}
    opened = _problems(result.opened, sources)
    found = None if result.found is None else _problems(result.found, sources)
    return {
        "manuals": result.manuals,
        "files": {name: str(path) for name, path in result.files.items()},
        "folders": {name: str(path) for name, path in result.folders.items()},
        "covers": result.covers,
        "whole": result.whole,
        "opened": opened,
        "found": found,
        "texts": [
            [name, None if _text_of(result.files.get(name)) == text else text, before] for name, text, before in sources
        ],
    }


def from_data(data: Mapping[str, Any], subject: Subject) -> Result:
    """The result of a subject. Raises what reading damaged data raises."""
    files = {name: Path(path) for name, path in data["files"].items()}
    sources = [
        Source(name, _known(_text_of(files[name])) if text is None else text, before=before)
        for name, text, before in data["texts"]
    ]
    return Result(
        subject,
        {name: tuple(inside) for name, inside in data["manuals"].items()},
        files,
        _read_problems(data["opened"], sources),
        None if data["found"] is None else _read_problems(data["found"], sources),
        tuple(data["covers"]),
        {name: Path(path) for name, path in data["folders"].items()},
        bool(data["whole"]),
    )


def _text_of(path: Path | None) -> str | None:
    """The text of a file in UTF-8; None if it is not written so."""
    if path is None:
        return None
    try:
        return path.read_bytes().removeprefix(BYTE_ORDER_MARK).decode()
    except (OSError, UnicodeDecodeError):
        return None


def _known(text: str | None) -> str:
    if text is None:
        raise ValueError
    return text


# ---- to data


def _problems(problems: Problems, sources: Sources) -> list[Any]:
    def place(span: Span | None) -> list[int] | None:
        if span is None:
            return None
        source = span.source
        number = sources.setdefault((source.name, source.text, source.before), len(sources))
        return [number, span.start, span.end]

    return [
        [
            one.code,
            one.severity,
            _message(one.message),
            place(one.place),
            [[_message(message), place(other)] for message, other in one.others],
            None if one.fix is None else _message(one.fix),
            [[place(edit.place), edit.text] for edit in one.edits],
            one.examples,
            place(one.cause),
        ]
        for one in problems
    ]


def _message(message: Message) -> list[Any]:
    values = ((name, _message(value) if isinstance(value, Message) else value) for name, value in message.values)
    return [message.text, *values]


# ---- from data


def _read_problems(data: Any, sources: list[Source]) -> Problems:
    def place(at: list[int]) -> Span:
        number, start, end = at
        return Span(sources[number], start, end)

    return tuple(
        Diagnostic(
            code,
            severity,
            _read_message(message),
            None if at is None else place(at),
            tuple((_read_message(text), place(other)) for text, other in others),
            None if fix is None else _read_message(fix),
            tuple(Edit(place(where), text) for where, text in edits),
            tuple(tuple((heading, value) for heading, value in example) for example in examples),
            None if cause is None else place(cause),
        )
        for code, severity, message, at, others, fix, edits, examples, cause in data
    )


def _read_message(data: Any) -> Message:
    text, *values = data
    return Message(
        text, tuple((name, _read_message(value) if isinstance(value, list) else value) for name, value in values)
    )
