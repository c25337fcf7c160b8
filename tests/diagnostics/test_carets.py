"""The mark stands under the wrong characters, however a formula is written in its file and whatever is before it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from engine.diagnostics.model import Diagnostic, say
from engine.diagnostics.render import render
from engine.language.parse import parse_cell, parse_formula
from engine.manual.nodes import Mapping, Node, Scalar
from engine.manual.places import bent, compose, decode, formula_slice
from engine.manual.texttable import read_table
from engine.source import Span

# How a formula is written; `@` is the formula.
STYLES = {
    "plain": "a: @",
    "plain with spaces": "a:    @   \nb: c",
    "plain below other keys": "é: 漢\nb:\n  - c\n  - a: @\n",
    "between braces, quoted": '{b: 1, a: "@"}',
    "single": "a: '@'",
    "double": 'a: "@"',
    "block": "a: |\n  @\nb: c",
    "block with a remark": "a: |-  # remark\n    @\n\n# remark\nb: c",
    "second line of a block": "a: |\n  nama +\n    @\n",
}
REFUSED = {"folded": "a: >\n  @\n", "folded and cut": "a: >-\n  @\n", "over two lines": "a: nama +\n  @\n"}
PLAIN = [style for name, style in (STYLES | REFUSED).items() if name.startswith(("plain", "over"))]
LINE_ENDS = {"unix": "\n", "windows": "\r\n", "old mac": "\r"}
# What stands before the mistake, in a remark of the formula.
CHARACTERS = {
    "letters": "abc",
    "tab": "a\tb",
    "tabs": "\t\t",
    "accent": "é",
    "combining": "e\N{COMBINING ACUTE ACCENT}a\N{COMBINING DIAERESIS}",
    "wide": "漢字",
    "emoji": "😀",
    "all": "é\t漢e\N{COMBINING ACUTE ACCENT}😀\tx",
}
WRONG = "=="


def formula(characters: str) -> str:
    """A formula with a remark of these characters, and a mistake behind it."""
    return f"nama /* {characters} */ {WRONG} 5"


def file(style: str, line_end: str, written: str) -> bytes:
    return style.replace("@", written).replace("\n", line_end).encode()


def scalar(data: bytes) -> tuple[Scalar, bool]:
    """The value of the key `a`, and whether it stands between braces."""
    source, problems = decode(data, "a.yaml")
    assert source is not None and problems == ()
    node, problems = compose(source)
    assert node is not None and problems == ()
    return next(values(node))


def values(node: Node) -> Iterator[tuple[Scalar, bool]]:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text == "a" and isinstance(value, Scalar):
                yield value, node.flow
            yield from values(value)
    elif not isinstance(node, Scalar):
        for item in node.items:
            yield from values(item)


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def assert_tab_refused(data: bytes) -> None:
    """Without quotes no tab can stand in a value: that is said, at the tab."""
    source, _ = decode(data, "a.yaml")
    assert source is not None
    node, (problem,) = compose(source)
    assert node is None and problem.code == "E120" and problem.place is not None
    lines = re.split("\r\n|\r|\n", data.decode())
    line = next(number for number, line in enumerate(lines) if "\t" in line)
    assert (problem.place.line, problem.place.column) == (line + 1, lines[line].index("\t") + 1)
    shown = render([problem], "en", colour=False).splitlines()
    before = lines[line][: lines[line].index("\t")]
    assert shown[3].index("^") == width(f"{line + 1} | {before}")


def assert_marked(problem: Diagnostic, data: bytes) -> None:
    """The place is that of the mistake in the file, and its mark is drawn below it."""
    lines = re.split("\r\n|\r|\n", data.decode())
    line = next(number for number, line in enumerate(lines) if WRONG in line)
    place = problem.place
    assert place is not None and place.text == WRONG
    assert (place.line, place.column) == (line + 1, lines[line].index(WRONG) + 1)
    shown = render([problem], "en", colour=False).splitlines()
    at = next(number for number, row in enumerate(shown) if number and WRONG in row)
    assert width(shown[at][: shown[at].index(WRONG)]) == shown[at + 1].index("^")
    assert shown[at + 1].count("^") == len(WRONG)


@pytest.mark.parametrize("characters", CHARACTERS.values(), ids=CHARACTERS)
@pytest.mark.parametrize("line_end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_formula(style: str, line_end: str, characters: str) -> None:
    data = file(style, line_end, formula(characters))
    if "\t" in characters and style in PLAIN:
        return assert_tab_refused(data)
    value, in_flow = scalar(data)
    assert bent(value, in_flow) is None
    span, problem = formula_slice(value)
    assert span is not None and problem is None
    _, problems = parse_formula(span)
    assert [problem.code for problem in problems] == ["E220"]
    assert_marked(problems[0], data)


@pytest.mark.parametrize("characters", CHARACTERS.values(), ids=CHARACTERS)
@pytest.mark.parametrize("line_end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize("style", REFUSED.values(), ids=REFUSED)
def test_formula_that_is_not_in_the_file_as_it_is(style: str, line_end: str, characters: str) -> None:
    data = file(style, line_end, formula(characters))
    if "\t" in characters and style in PLAIN:
        return assert_tab_refused(data)
    value, in_flow = scalar(data)
    problem = bent(value, in_flow) or formula_slice(value)[1]
    assert problem is not None and problem.fix is not None and "`|`" in problem.fix.text
    assert problem.code == ("E116" if style.startswith("a: nama") else "E117")


@pytest.mark.parametrize("line_end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize(
    "written",
    ['"nama = \\"é\\" == 5"', '"nama\\t== 5"', '"nama \\u003d= 5"', "'nama = ''é'' == 5'", '"nama\\\\n == 5"'],
)
def test_formula_between_quotes_with_signs_written_otherwise(written: str, line_end: str) -> None:
    value, in_flow = scalar(file("a: @\nb: c", line_end, written))
    assert bent(value, in_flow) is None
    span, problem = formula_slice(value)
    assert span is None and problem is not None and problem.code == "E117"
    assert problem.place is not None and problem.place.text == written


@pytest.mark.parametrize("characters", CHARACTERS.values(), ids=CHARACTERS)
@pytest.mark.parametrize("line_end", LINE_ENDS.values(), ids=LINE_ENDS)
def test_table_cell(line_end: str, characters: str) -> None:
    table = f'a: |\n  nama | nilai | = hasil\n  "{characters}" | {WRONG} 5 | 1\n  "b" | > 5 | 2\n'
    data = file(table, line_end, "")
    span, _ = formula_slice(scalar(data)[0])
    assert span is not None
    read, problems = read_table(span)
    assert read is not None and problems == ()
    _, problems = parse_cell(read.rows[0][1])
    assert [problem.code for problem in problems] == ["E220"]
    assert_marked(problems[0], data)


def test_a_mark_over_several_lines_ends_with_each_line() -> None:
    data = b"a: |\r\n  nama +\r\n    \t5\r\n"
    span, _ = formula_slice(scalar(data)[0])
    assert span is not None
    first, last = span.text.index("nama"), span.text.index("5") + 1
    place = Span(span.source, span.start + first, span.start + last)
    shown = render([Diagnostic("E000", "error", say("error"), place)], "en", colour=False).splitlines()
    assert shown[2:] == ["2 |   nama +", "  |   ^^^^^^", "3 |         5", "  |         ^"]
