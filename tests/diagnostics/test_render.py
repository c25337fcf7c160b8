"""What a person sees of a diagnostic, to the character."""

from __future__ import annotations

import pytest

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.render import as_json, render
from engine.source import Source, Span


def problem(place: Span | None, text: str = "this is wrong") -> Diagnostic:
    return Diagnostic("E999", "error", say(text), place)


def snippet(text: str, start: int, end: int) -> list[str]:
    """The lines below the heading, without the empty one."""
    lines = render([problem(Source("a.yaml", text).span(start, end))], "en", False).splitlines()
    return lines[2:]


def test_the_whole() -> None:
    source = Source("a.yaml", "a: 1\nb: 2\na: 3\n")
    found = Diagnostic(
        "E105",
        "error",
        say("the key `{key}` stands here a second time", key="a"),
        source.span(10, 11),
        ((say("the first time"), source.span(0, 1)),),
        say("write `{near}`", near="c"),
    )
    assert render([found, problem(None)], "en", False) == (
        "a.yaml:3:1: E105 error: the key `a` stands here a second time\n"
        "  |\n"
        "3 | a: 3\n"
        "  | ^\n"
        "a.yaml:1:1: the first time\n"
        "  |\n"
        "1 | a: 1\n"
        "  | -\n"
        "  = help: write `c`\n"
        "\n"
        "E999 error: this is wrong\n"
    )
    assert render([], "en", False) == ""


def test_indonesian() -> None:
    place = Source("a.yaml", "a: 1\na: 2\n").span(5, 6)
    found = Diagnostic("W105", "warning", say("the key `{key}` stands here a second time", key="a"), place)
    assert render([found], "id", False).startswith("a.yaml:2:1: W105 peringatan: ")


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("\ta: b", 4, 5, ["1 |     a: b", "  |        ^"]),
        ("ab\tc: d", 3, 4, ["1 | ab  c: d", "  |     ^"]),
        ("漢字: b", 4, 5, ["1 | 漢字: b", "  |       ^"]),
        ("漢字: b", 1, 2, ["1 | 漢字: b", "  |   ^^"]),
        ("e\u0301: b", 4, 5, ["1 | e\u0301: b", "  |    ^"]),
        ("a: b\r\nc: d\r\n", 9, 10, ["2 | c: d", "  |    ^"]),
        ("a: b\r\nc: d\r\n", 3, 6, ["1 | a: b", "  |    ^"]),
        ("a: b\nc: d", 4, 5, ["1 | a: b", "  |     ^"]),
        ("a: b", 4, 4, ["1 | a: b", "  |     ^"]),
        ("a: b\n", 5, 5, ["2 |", "  | ^"]),
        ("", 0, 0, ["1 |", "  | ^"]),
        ("a: b\n\n", 5, 6, ["2 |", "  | ^"]),
        ("a: b\rc: d", 8, 9, ["2 | c: d", "  |    ^"]),
        ("a: b +\n  c\n", 3, 10, ["1 | a: b +", "  |    ^^^", "2 |   c", "  |   ^"]),
    ],
)
def test_marks(text: str, start: int, end: int, expected: list[str]) -> None:
    assert snippet(text, start, end) == expected


def test_many_lines_are_cut() -> None:
    text = "".join(f"line {number}\n" for number in range(1, 21))
    assert snippet(text, 14, len(text)) == [
        " 3 | line 3",
        "   | ^^^^^^",
        " 4 | line 4",
        "   | ^^^^^^",
        " … |",
        "20 | line 20",
        "   | ^^^^^^^",
    ]


@pytest.mark.parametrize("at", [0, 40, 300, 495])
def test_long_lines_are_cut_around_the_mark(at: int) -> None:
    text = "x" * at + "@" + "y" * (499 - at)
    line, marks = snippet(text, at, at + 1)
    assert len(line) <= 170
    assert line[marks.index("^")] == "@"
    assert line.endswith("…") or at > 400


def test_a_place_longer_than_the_window() -> None:
    line, marks = snippet("a: " + "x" * 1000, 3, 1003)
    assert len(marks) <= 170 and marks.count("^") > 100


def test_a_text_cannot_steer_the_terminal() -> None:
    shown = render([problem(Source("a\x1b.yaml", "a: \x1b[31m\u202e\n").span(0, 1), "not \x1b[0m")], "en", False)
    assert not any(character in shown for character in "\x1b\u202e")
    assert "not ␛[0m" in shown


def test_colour_only_adds_to_the_words() -> None:
    found = [problem(Source("a.yaml", "a: b\n").span(0, 1))]
    coloured = render(found, "en", True)
    assert "\x1b[31mE999 error\x1b[0m" in coloured
    for style in ("31", "33", "36", "1", "2", "32", "0"):
        coloured = coloured.replace(f"\x1b[{style}m", "")
    assert coloured == render(found, "en", False)


def test_json() -> None:
    source = Source("a.yaml", "a: 1\nb: 2")
    found = Diagnostic("E1", "note", say("x"), source.span(8, 9), ((say("y"), source.span(0, 4)),), say("z"))
    assert as_json(found, "en") == {
        "code": "E1",
        "severity": "note",
        "file": "a.yaml",
        "line": 2,
        "column": 4,
        "end": {"line": 2, "column": 5},
        "message": "x",
        "other": [{"file": "a.yaml", "line": 1, "column": 1, "end": {"line": 1, "column": 5}, "message": "y"}],
        "fix": "z",
        "examples": [],
    }
    assert as_json(problem(None), "en")["line"] is None
