"""Every single change of evidence is found: each value changed, each key taken away, each item dropped, doubled, moved.

First as they are made by accident or by hand: the digest tells each. Then with a digest that was made to fit, as
somebody would who wants to hide a change: hashes, the form, and computing again tell each but the name of the version
that the file says it was made by. What a report quotes tells that one, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import engine.api as api
from engine.evidence.canonical import digest_of
from engine.evidence.compare import compare
from engine.evidence.examine import contradictions, files_of
from engine.evidence.files import source_of
from engine.evidence.form import SHAPES, Keys, Many, Maybe, Shape, failures
from engine.evidence.model import Evidence
from tests.evidence.made import document, sealed, written

Document = dict[str, Any]
Where = tuple[str | int, ...]
CLAIM = ("program",)
"""The only thing that is not computed again."""


def changes(holder: Any, above: Where = ()) -> Iterator[tuple[Where, bool]]:
    """Makes each change in place, one after another, and takes it back: where it is, and whether the form stays."""
    for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
        where, value = (*above, key), holder[key]
        if isinstance(value, dict | list):
            yield from changes(value, where)
        else:
            holder[key] = changed(value)
            yield where, value is not None
            holder[key] = value
        if isinstance(holder, dict):
            yield from taken_away(holder, key, where)
        else:
            yield from moved(holder, key, where)


def changed(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value[:-1] + ("x" if value[-1:] != "x" else "y")
    return 0


def taken_away(holder: Document, key: str, where: Where) -> Iterator[tuple[Where, bool]]:
    before = dict(holder)
    del holder[key]
    yield where, False
    holder[key + "x"] = before[key]
    yield where, False
    holder.clear()
    holder.update(before)


def moved(holder: list[Any], at: int, where: Where) -> Iterator[tuple[Where, bool]]:
    """An item that is gone, is there twice, or stands behind the next one."""
    item = holder.pop(at)
    yield where, True
    holder[at:at] = [item, item]
    yield where, True
    del holder[at]
    if at + 1 < len(holder) and holder[at] != holder[at + 1]:
        holder[at], holder[at + 1] = holder[at + 1], holder[at]
        yield where, True
        holder[at], holder[at + 1] = holder[at + 1], holder[at]


def test_the_evidence_of_the_tests_has_everything_that_there_is() -> None:
    results = document()["results"]
    assert all(results[key] for key in results)
    assert {one["status"] for one in results["figures"]} == {"final", "provisional"}
    assert {"base64", "text"} <= {key for file in document()["files"] for key in file}


def test_the_digest_tells_every_change() -> None:
    whole, count = document(), 0
    known = whole["digest"]
    for where, _ in changes(whole):
        assert whole.get("digest") != known or digest_of(whole) != known, where
        count += 1
    assert count > 2_500 and whole == document(), "all changes were taken back"


def test_the_digest_tells_changes_in_a_long_file() -> None:
    whole = json.loads((Path(__file__).parent / "releases/0.1.0.json").read_bytes())
    known = whole["digest"]
    for where, _ in islice(changes(whole), 700, None, 3_701):
        assert whole.get("digest") != known or digest_of(whole) != known, where


@pytest.mark.parametrize("part", ["evidence", "form", "program", "digest", "periode", "results", "files"])
def test_a_change_that_is_hidden_behind_a_new_digest_is_found(part: str, tmp_path: Path) -> None:
    whole, found = document(), document()["results"]
    files, _ = files_of(whole)
    sources = {file.name: source_of(file) for file in files}
    for where, keeps_form in changes(whole):
        if where[0] == part and where != CLAIM:
            differs = not keeps_form and has_another_form(whole, where[:-1])
            if not differs and part == "results":
                differs = bool(compare(whole["results"], found, sources, same_program=True))
            elif not differs and part == "files":
                inside = [whole["files"][where[1]]] if len(where) > 2 else whole["files"]
                differs = contradicts_itself({**whole, "files": inside})
            assert differs or is_told(tmp_path, whole if part == "digest" else sealed(whole)), where


def has_another_form(whole: Document, where: Where) -> bool:
    """Whether the object or list that was changed has not its shape."""
    value: Any = whole
    shape: Shape = SHAPES[1]
    for step in where:
        shape = shape.shape if isinstance(shape, Maybe) else shape
        shape = shape.keys[str(step)] if isinstance(shape, Keys) else shape.shape if isinstance(shape, Many) else "any"
        value = value[step]
    return next(failures(value, shape), None) is not None


def contradicts_itself(whole: Document) -> bool:
    """Whether a file can be none, or is not what its hash says."""
    files, failed = files_of(whole)
    return bool(failed) or any(one.kind != "digest" for one in contradictions(Evidence(whole), files, None))


def is_told(folder: Path, whole: Document) -> bool:
    """Whether the whole program tells it."""
    return not api.verify(written(folder, whole))["holds"]


def test_what_a_report_quotes_tells_another_version(tmp_path: Path) -> None:
    whole = document()
    quoted = whole["digest"]["short"]
    file = written(tmp_path, sealed({**whole, "program": "0.0.1"}))
    assert api.verify(file)["holds"]
    assert [one["kind"] for one in api.verify(file, digest=quoted)["differences"]] == ["quoted"]
