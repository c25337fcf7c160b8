"""The reader of JSON: what it takes it reads as Python's own does, and what has two meanings it does not take."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from engine.evidence.scan import DEPTH, pointer, scan
from engine.source import Source
from tests.evidence.made import text

VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(10**17), 10**17)
    | some.text(some.characters(exclude_categories=["Cs"])),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=40)
@given(VALUES, some.booleans(), some.sampled_from([None, 0, 1, "\t"]))
def test_it_reads_what_is_written(value: object, ascii_only: bool, indent: int | str | None) -> None:
    written = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    scanned = scan(Source("x", f" {written}\n"))
    assert scanned.wrong is None and scanned.value == value


@settings(max_examples=40)
@given(some.text('{}[]",:0123456789.-+eE truefalsnNI\\u', max_size=14))
def test_it_takes_nothing_that_is_no_json(text: str) -> None:
    scanned = scan(Source("x", text))
    if scanned.wrong is None:
        assert json.loads(text) == scanned.value


@pytest.mark.parametrize(
    ("text", "wrong", "at"),
    [
        ("", "end", ""),
        ("[1, 2", "end", "2"),
        ('["abc', "end", '"'),
        ("[1 2]", "sign", "2"),
        ("[1,]", "sign", "]"),
        ('{"a": 1, "a": 2}', "key_twice", '"a"'),
        ('{"a": {"b": 1, "\\u0062": 2}}', "key_twice", '"\\u0062"'),
        ("[NaN]", "number", "NaN"),
        ("[-Infinity]", "number", "-Infinity"),
        ("[1.0]", "number", "1.0"),
        ("[1e3]", "number", "1e3"),
        ("[01]", "number", "01"),
        ("[-0]", "number", "-0"),
        (f"[{'9' * 19}]", "number", "9" * 19),
        ('["\\udc00"]', "half", '"\\udc00"'),
        ("[1] [2]", "more", "["),
        ("[" * (DEPTH + 1), "deep", "["),
        ("[None]", "sign", "None"),
        ('["\t"]', "sign", '"'),
    ],
)
def test_what_has_no_meaning_or_two(text: str, wrong: str, at: str) -> None:
    found = scan(Source("x", text)).wrong
    assert found is not None and (found[0], found[1].text) == (wrong, at)


def test_the_places_of_values() -> None:
    source = Source("x", '{"a": [1, {"b/c": "x"}], "d": null}')
    paths = (("a", 0), ("a", 1, "b/c"), ("a", 1), ("d",), ())
    places = scan(source, paths).places
    assert [places[path].text if path in places else None for path in paths[:4]] == ["1", '"x"', '{"b/c": "x"}', "null"]
    assert pointer(("a", 1, "b/c", "~")) == "/a/1/b~1c/~0"


def test_a_whole_file() -> None:
    scanned = scan(Source("x", text().decode()))
    assert scanned.value == json.loads(text())
