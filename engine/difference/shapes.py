"""A difference -> plain data, as every surface gives it."""

from __future__ import annotations

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message
from engine.diagnostics.render import as_json
from engine.difference.difference import Difference
from engine.difference.matrix import Line, Text, lines
from engine.difference.model import Change, Piece
from engine.difference.named import Side
from engine.difference.sentences import Group, groups, sentence
from engine.results.shapes import SCHEMA


def of_difference(one: Difference, language: str) -> dict[str, object]:
    """`{"schema", "before", "after", "count", "groups", "problems"}`."""
    return {
        "schema": SCHEMA,
        "before": _side(one.before),
        "after": _side(one.after),
        "count": len(one.changes),
        "groups": [_group(group, language) for group in groups(one.changes, one.before.manual, one.after.manual)],
        "problems": [as_json(problem, language) for problem in one.problems],
    }


def _side(side: Side) -> dict[str, object]:
    return {"name": side.shown, "manual": side.manual.code, "paket": side.kontrak is not None}


def _group(group: Group, language: str) -> dict[str, object]:
    pairs = zip(group.changes, lines(group), strict=True)
    return {
        "heading": words(group.heading, language),
        "reasons": list(group.reasons),
        "changes": [_change(change, line, language) for change, line in pairs],
    }


def _change(change: Change, line: Line, language: str) -> dict[str, object]:
    subject = change.subject
    return {
        "kind": subject.kind,
        "owner": subject.owner,
        "name": subject.name,
        "label": subject.label,
        "also": list(subject.also),
        "part": change.part,
        "key": change.key,
        "sentence": words(sentence(change), language),
        "before": _piece(change.before),
        "after": _piece(change.after),
        "matrix": {
            "what": words(line.what, language),
            "before": said(line.before, language),
            "after": said(line.after, language),
            "article": line.article,
            "reason": line.reason,
        },
    }


def _piece(piece: Piece | None) -> dict[str, object] | None:
    if piece is None:
        return None
    place = piece.place
    return {
        "text": piece.text,
        "file": place.source.name if place else None,
        "line": place.line if place else None,
        "article": piece.article,
        "reason": piece.reason,
    }


def said(text: Text, language: str) -> list[str]:
    """The lines of a cell in this language."""
    return [words(line, language) if isinstance(line, Message) else line for line in text]
