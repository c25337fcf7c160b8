"""What stands in a file of evidence, key by key. Every key has to be there and no other may be.

`FORM` is the number of the newest form. A program that changes the form adds a number and keeps the older ones, so that
whatever was made once can be verified for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from engine.evidence.canonical import Json
from engine.evidence.scan import Path
from engine.record import dataclass

WHAT = "iku-rules"
FORM = 1

Kind = Literal["text", "whole", "yes_no", "any"]
Failure = Literal["missing", "unknown", "wrong"]


@dataclass(frozen=True, slots=True)
class Maybe:
    """It may be null."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Many:
    """A list of such things."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Keys:
    """An object with these keys. One that is `optional` may be left out."""

    keys: Mapping[str, Shape]
    optional: frozenset[str] = frozenset()


Shape: TypeAlias = Kind | Maybe | Many | Keys

_PLACE: dict[str, Shape] = {"file": "text", "line": "whole"}
_REASON: dict[str, Shape] = {"code": "text", "lawful": "yes_no", "input": Maybe("text")}
_PRINTED: dict[str, Shape] = {"text": "text", "status": "text"}
_FIGURE = Keys(
    {
        "id": "text",
        "value": "any",
        "exact": Maybe("text"),
        "display": "text",
        "unit": Maybe("text"),
        "status": "text",
        "type": "text",
        "reasons": Many(Keys(_REASON)),
        "rule": Maybe(Keys({**_PLACE, "text": "text"})),
        "sources": Many(Keys(_PLACE)),
        "note": Maybe("text"),
        "instead": Maybe("text"),
    }
)
_TABLE = Keys(
    {
        "title": "text",
        "headings": Many("text"),
        "lines": Many(
            Keys({"level": "text", "kode": "text", "depth": "whole", "cells": Many(Maybe(Keys(_PRINTED)))}),
        ),
        "totals": Many(Keys({"label": "text", **_PRINTED})),
    }
)
_FINDING = Keys(
    {"code": "text", "severity": "text", "file": Maybe("text"), "line": Maybe("whole"), "text": "text"},
)
_RESULTS = Keys(
    {
        "manuals": Many("text"),
        "figures": Many(_FIGURE),
        "given": Many(_FIGURE),
        "absences": Many(Keys({**_REASON, "text": "text", "figures": Many("text")})),
        "table": Maybe(_TABLE),
        "findings": Many(_FINDING),
    }
)
_FILE = Keys(
    {"name": "text", "sha256": "text", "marks": "text", "text": Many("text"), "base64": "text"},
    optional=frozenset({"marks", "text", "base64"}),
)
SHAPES: dict[int, Keys] = {
    1: Keys(
        {
            "evidence": "text",
            "form": "whole",
            "program": "text",
            "digest": Keys({"sha256": "text", "short": "text"}),
            "periode": "text",
            "results": _RESULTS,
            "files": Many(_FILE),
        }
    )
}
"""By the number of the form."""


def failures(value: Json, shape: Shape, path: Path = ()) -> Iterator[tuple[Failure, Path]]:
    """What does not have its shape, and where: a key that is missing or unknown, a value of a wrong kind."""
    match shape:
        case Maybe(inner):
            if value is not None:
                yield from failures(value, inner, path)
        case Many(inner) if isinstance(value, list):
            for at, one in enumerate(value):
                yield from failures(one, inner, (*path, at))
        case Keys() if isinstance(value, dict):
            yield from _of_keys(value, shape, path)
        case "any":
            return
        case _:
            if not _is(value, shape):
                yield "wrong", path


def _of_keys(value: dict[str, Json], shape: Keys, path: Path) -> Iterator[tuple[Failure, Path]]:
    for key in shape.keys:
        if key not in value and key not in shape.optional:
            yield "missing", (*path, key)
    for key, one in value.items():
        if key not in shape.keys:
            yield "unknown", (*path, key)
        else:
            yield from failures(one, shape.keys[key], (*path, key))


def _is(value: Json, kind: Shape) -> bool:
    match kind:
        case "text":
            return isinstance(value, str)
        case "yes_no":
            return isinstance(value, bool)
        case "whole":
            return isinstance(value, int) and not isinstance(value, bool)
    return False
