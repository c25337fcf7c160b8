"""Reading a rule file into placed nodes: what the tree is, where everything stands, what each mistake says."""

from __future__ import annotations

import random

import pytest

from engine.diagnostics.model import Problems, in_order
from engine.manual.places import (
    FILE_BYTES,
    NESTING,
    Mapping,
    Node,
    Scalar,
    Sequence,
    bent,
    compose,
    decode,
    formula_slice,
)
from engine.source import Source


def tree(text: str) -> Node:
    """The tree of a text without problems."""
    node, problems = compose(Source("a.yaml", text))
    assert problems == ()
    assert node is not None
    return node


def plain(node: Node) -> object:
    """Texts, lists and pairs only."""
    match node:
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}


def value(text: str) -> Scalar:
    """The only value of a text with one key."""
    node = tree(text)
    assert isinstance(node, Mapping)
    found = node.entries[0][1]
    assert isinstance(found, Scalar)
    return found


def problems(text: str) -> Problems:
    """What is wrong with a text, the same with both loaders."""
    source = Source("a.yaml", text)
    fast = compose(source)
    assert fast == compose(source, "pure")
    return fast[1]


def shown(found: Problems) -> list[tuple[str, str]]:
    return [(problem.code, "" if problem.place is None else problem.place.text) for problem in found]


def test_every_value_is_text() -> None:
    text = "a: no\nb: 012\nc: 12:30\nd: 1e3\ne: ~\nf: null\ng: 2023-12-31\nh: 1_000\ni: \n"
    assert plain(tree(text)) == {
        "a": "no",
        "b": "012",
        "c": "12:30",
        "d": "1e3",
        "e": "~",
        "f": "null",
        "g": "2023-12-31",
        "h": "1_000",
        "i": "",
    }


def test_forms_of_collections() -> None:
    assert plain(tree("a: [x, {b: c}]\nd:\n- e\n- f: g\n  h: i\n")) == {
        "a": ["x", {"b": "c"}],
        "d": ["e", {"f": "g", "h": "i"}],
    }
    node = tree("a: {b: c}")
    assert isinstance(node, Mapping) and not node.flow
    inner = node.entries[0][1]
    assert isinstance(inner, Mapping) and inner.flow and inner.span.text == "{b: c}"


def test_a_block_ends_with_its_last_value() -> None:
    node = tree("a:\n  b: 1\n  c: 2\n\n# note\nd: 3\n")
    assert isinstance(node, Mapping)
    assert node.entries[0][1].span.text == "b: 1\n  c: 2"


@pytest.mark.parametrize(
    ("text", "style", "span", "slice_"),
    [
        ("a: b + c", "plain", "b + c", "b + c"),
        ("a: b + c   # not this", "plain", "b + c", "b + c"),
        ("a: 'b + c'", "single", "'b + c'", "b + c"),
        ('a: "b + c"', "double", '"b + c"', "b + c"),
        ('a: ""', "double", '""', ""),
        ("a:", "plain", "", ""),
        ("a: {b: , c: d}", "plain", "", ""),
        ("a: |\n  b +\n    c\n\n# no\nd: e", "literal", "|\n  b +\n    c", "  b +\n    c"),
        ("a: |- # note\n  b\n", "literal", "|- # note\n  b", "  b"),
        ("a: |\r\n  b\r\n  c\r\n", "literal", "|\r\n  b\r\n  c", "  b\r\n  c"),
        ("a: |\n\n  b\n", "literal", "|\n\n  b", "\n  b"),
        ("a: >\n  b\n  c\n", "folded", ">\n  b\n  c", None),
        ('a: "b \\" c"', "double", '"b \\" c"', None),
        ("a: 'b '' c'", "single", "'b '' c'", None),
        ('a: "b\n  c"', "double", '"b\n  c"', None),
        ("a: b\n  c", "plain", "b\n  c", None),
        ("a: é + 漢  # 😀", "plain", "é + 漢", "é + 漢"),
        ("a: |\n  é\t😀 + 漢\n", "literal", "|\n  é\t😀 + 漢", "  é\t😀 + 漢"),
        ("a: 'b\tc'", "single", "'b\tc'", "b\tc"),
    ],
)
def test_styles_and_slices(text: str, style: str, span: str, slice_: str | None) -> None:
    node = tree(text)
    assert isinstance(node, Mapping)
    found = node.entries[0][1]
    if isinstance(found, Mapping):
        found = found.entries[0][1]
    assert isinstance(found, Scalar)
    assert (found.style, found.span.text) == (style, span)
    assert (None if found.slice is None else found.slice.text) == slice_


def test_places_with_byte_order_mark_and_windows_lines() -> None:
    source, found = decode("\ufeffé: 1\r\nb: '漢'\r\n".encode(), "a.yaml")
    assert source is not None and found == ()
    node, found = compose(source)
    assert isinstance(node, Mapping) and found == ()
    last = node.entries[1][1]
    assert (last.span.line, last.span.column, last.span.text) == (2, 4, "'漢'")


CASES = [
    ("", [("E104", "")]),
    ("# only a note\n", [("E104", "")]),
    ("---\n", [("E104", "")]),
    ("a: 1\nb: 2\n'a': 3\na: 4", [("E105", "'a'"), ("E105", "a")]),
    ("a: !!python/object:os.system x", [("E106", "!!python/object:os.system")]),
    ("a: != 5", [("E106", "!=")]),
    ("a: &m x", [("E107", "&m")]),
    ("a: &m [x]\nb: *m\nc: *m", [("E107", "&m"), ("E108", "*m"), ("E108", "*m")]),
    ("<<: {a: 1}", [("E109", "<<")]),
    ("a: 1\n---\nb: 2", [("E111", "---")]),
    ("? [a]\n: b", [("E112", "[a]")]),
    ("a: {{x}}", [("E112", "{x}")]),
    ("{: a}", [("E112", ":")]),
    (": a", [("E112", ":")]),
    ("{formula: min(a, b)}", [("E113", "min(a, b)")]),
    ("{formula: min(a, b, c), satuan: persen}", [("E113", "min(a, b, c)")]),
    ("{formula: min(a, max(b: c, d)), x: y}", [("E113", "min(a, max(b: c, d))")]),
    ("{nama: Pelayanan, pengawasan, satuan: persen}", [("E113", "Pelayanan, pengawasan")]),
    ("{formula: f(string: s, start position: 2), b: c}", [("E113", "f(string: s, start position: 2)")]),
    ("{formula: xs[1], b: c}", [("E113", "xs[1]")]),
    ("{a: benar?, b: c}", [("E113", "benar?")]),
    ("a: [min(b, c), d]", [("E113", "min(b, c)")]),
    ("a: [xs[1], b]", [("E113", "xs[1]")]),
    ("{a, b: 1}", [("E114", "a")]),
    ("{a # b: c\n}", [("E114", "a")]),
    ('{a: "x", b}', [("E114", "b")]),
    ("? a", [("E114", "a")]),
    ("%a\nb: c", [("E118", "%")]),
    ("%YAML 1.2\n---\na: b", [("E118", "%")]),
    ("a:\n\tb: 1", [("E120", "\t")]),
    ("a:\n  b: 1\n  \tc: 2", [("E120", "\t")]),
    ("a:\tb", [("E120", "\t")]),
    ("a: b\tc", [("E120", "\t")]),
    ("a:\n    b: 1\n  c: 2", [("E121", "c: 2")]),
    ("a: 1\n  b: 2", [("E121", "b: 2")]),
    ("a: 1\n- b", [("E121", "- b")]),
    ("- a\nb: c", [("E121", "b: c")]),
    ("a: 1\nb 5\nc: 2", [("E122", "b 5")]),
    ("a:1\nc: 2", [("E122", "a:1")]),
    ('a: "x\nb: 1', [("E123", '"')]),
    ('a: "x\nb: "y"\nc: 1', [("E123", '"')]),
    ("a: 'it's'\n", [("E126", "s'")]),
    ("{formula: [90..100)}", [("E124", "[")]),
    ("a: [90..100)\nb: 1", [("E124", "[")]),
    ("a: {b: 1\nc: 2", [("E124", "{")]),
    ("a: [", [("E124", "[")]),
    ("a: [[[1, 2]", [("E124", "[")]),
    ("a: b: c", [("E125", "b: c")]),
    ('a: "b" + c', [("E126", "+ c")]),
    ('{a: "b" + c}', [("E126", "+ c}")]),
    ('a: @"2023-12-31"', [("E127", "@")]),
    ("a: %x", [("E127", "%")]),
    ("a: * 5", [("E127", "*")]),
    ("a: ]", [("E127", "]")]),
    ("a: ? b", [("E127", "?")]),
    ("a: - b", [("E128", "-")]),
    ("a: -", [("E128", "-")]),
    ("{a: 1}\nb: 2", [("E129", "b: 2")]),
    ("[a, , b]", [("E129", ",")]),
    ('a: "\\q"', [("E130", "\\q")]),
    ("a: >= 5", [("E131", ">= 5")]),
    ("a: | b", [("E131", "| b")]),
    ("a: {b: 1}}", [("E132", "}")]),
    ("a: [1]]", [("E132", "]")]),
    ("a: 1\u202e", [("E103", "\u202e")]),
    ("a: \x00", [("E103", "\x00")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_mistakes(text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(problems(text)) == expected


def test_the_reading_goes_on_after_a_mistake() -> None:
    text = "a: 1\na: 2\nb: {formula: min(c, d)}\ne: != 5\n"
    node, found = compose(Source("a.yaml", text))
    assert [problem.code for problem in found] == ["E113", "E106", "E105"]
    assert node is not None
    assert plain(node) == {"a": "1", "b": {"formula": "min(c, d)"}, "e": "!= 5"}


def test_duplicate_keys_show_both_places() -> None:
    (found,) = problems("a: 1\nb:\n  c: 1\n  c: 2\n")
    assert found.place is not None and found.place.line == 4
    assert [place.line for _, place in found.others] == [3]


@pytest.mark.parametrize(
    "text",
    ["[" * 10**6, "a: " + "{a: " * 10**5, "- " * 10**5, "\n".join(" " * depth + "a:" for depth in range(200))],
    ids=["brackets", "groups", "dashes", "blocks"],
)
def test_depth_is_bounded(text: str) -> None:
    node, found = compose(Source("a.yaml", text))
    assert node is None
    assert [problem.code for problem in found] == ["E110"]


def test_large_files_are_read_to_their_end() -> None:
    source = Source("a.yaml", "a: |\n" + "  some line of a table\n" * 15_000 + "b: c\n")
    fast, pure = compose(source), compose(source, "pure")
    assert isinstance(fast[0], Mapping) and [key.text for key, _ in fast[0].entries] == ["a", "b"]
    assert fast == pure


def test_deep_but_not_too_deep() -> None:
    assert problems("[" * NESTING + "]" * NESTING) == ()
    assert [problem.code for problem in problems("[" * (NESTING + 1) + "]" * (NESTING + 1))] == ["E110"]


@pytest.mark.parametrize(
    ("text", "in_flow", "expected"),
    [
        ("a: b + c", False, None),
        ("a: 'b' # note", False, None),
        ("a:  # note", False, None),
        ("a: b # c", False, ("E115", "b")),
        ("a: b\n  c", False, ("E116", "b\n  c")),
        ("a: b#c:d", False, None),
        ("{a: b:c}", True, ("E113", "b:c")),
        ("{a: b#c}", True, ("E113", "b#c")),
        ("{a: 'b, c'}", True, None),
        ("{a: b, c: d}", True, None),
        ("{a: b # c\n}", True, ("E115", "b")),
    ],
)
def test_bent(text: str, in_flow: bool, expected: tuple[str, str] | None) -> None:
    found = bent(value(text), in_flow)
    assert (None if found is None else shown((found,))[0]) == expected


def test_a_cut_value_is_reported_once() -> None:
    node, found = compose(Source("a.yaml", "{formula: min(a, b)}"))
    assert isinstance(node, Mapping)
    scalar = node.entries[0][1]
    assert isinstance(scalar, Scalar)
    again = bent(scalar, node.flow)
    assert again is not None and in_order([*found, again]) == found
    assert formula_slice(scalar) == (scalar.span, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a: >\n  b\n", "E117"), ('a: "b \\" c"', "E117"), ("a: 'b '' c'", "E117"), ("a: b\n  c", "E116")],
)
def test_formula_slice_refuses(text: str, expected: str) -> None:
    place, found = formula_slice(value(text))
    assert place is None and found is not None and found.code == expected


def test_decode() -> None:
    source, found = decode(b"a: 1\nb: caf\xe9\n", "a.yaml")
    assert source is None
    assert found[0].code == "E101" and found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == (2, 7)
    assert shown(decode(b"a\x00b\xe2\x80\xae", "a.csv")[1]) == [("E103", "\x00"), ("E103", "\u202e")]
    assert [problem.code for problem in decode(b" " * (FILE_BYTES + 1), "a.csv")[1]] == ["E102"]
    source, found = decode(b"\xef\xbb\xbfa;b\r\n", "a.csv")
    assert source is not None and source.text == "a;b\r\n" and found == ()


PIECES = (
    *("a", "b", "x: ", "y:", " ", "  ", "\n", "\n  ", "\r\n", "- ", "[", "]", "{", "}", ",", ", ", '"', "'", ">", "#"),
    *(
        " # c",
        "é",
        "漢",
        "(",
        ")",
        "!t ",
        "&a ",
        "*a",
        "\t",
        "%",
        "?",
        "? ",
        "<<: ",
        "---",
        "\\",
        "''",
        ">\n  ",
        "|-\n  ",
    ),
    *("@", ": ", "~", "|"),
)


@pytest.mark.parametrize("seed", range(8))
def test_both_loaders_give_the_same(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        source = Source("a.yaml", text)
        assert compose(source) == compose(source, "pure"), repr(text)
