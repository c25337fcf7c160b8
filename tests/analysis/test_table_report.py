"""Parts of the examination that a single table with its findings does not show."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.analysis.cells import within, without
from engine.analysis.domains import Dates, Domain, Numbers, Texts, Truths, impossible
from engine.analysis.ranges import ALL, Range
from engine.analysis.table_findings import findings
from engine.analysis.table_grid import Unproven
from engine.analysis.table_report import TableReport, everywhere, examine, reaching
from engine.analysis.table_words import Notation, value_text
from engine.diagnostics.model import Edit
from tests.analysis.table_text import table

ZERO, ONE, TEN = Fraction(0), Fraction(1), Fraction(10)
WHOLE = Range(step=ONE)


def numbers(low: Fraction | None, high: Fraction | None, low_closed: bool = True, high_closed: bool = True) -> Numbers:
    return Numbers(Range(low, high, low_closed, high_closed))


@pytest.mark.parametrize(
    ("domain", "cell", "inside", "outside"),
    [
        (Numbers(), "> 0", numbers(ZERO, None, low_closed=False), numbers(None, ZERO)),
        (Numbers(), "[0..10)", numbers(ZERO, TEN, high_closed=False), Numbers(Range(nonzero=True))),
        (Numbers(), "not(0)", Numbers(Range(nonzero=True)), numbers(ZERO, ZERO)),
        (Numbers(absent=True), "not(0)", Numbers(Range(nonzero=True)), Numbers(Range(ZERO, ZERO), absent=True)),
        (Numbers(absent=True), "-", Numbers(absent=True), Numbers(Range(ONE, ZERO))),
        (Numbers(absent=True), "not(null)", Numbers(), Numbers(Range(ONE, ZERO), absent=True)),
        (Numbers(WHOLE), "> 0", Numbers(Range(ONE, None, step=ONE)), Numbers(Range(None, ZERO, step=ONE))),
        (Numbers(), "> c + 1", Numbers(), Numbers()),
        (
            Texts(("a", "b", "c"), ("a", "b", "c")),
            '"b"',
            Texts(("b",), ("a", "b", "c")),
            Texts(("a", "c"), ("a", "b", "c")),
        ),
        (Texts(), '"b", "a"', Texts(("a", "b")), Texts()),
        (Truths(), "true", Truths(false=False), Truths(true=False)),
        (Dates(), '>= @"2023-07-01"', Dates(date(2023, 7, 1)), Dates(None, date(2023, 6, 30))),
        (Dates(), '> @"2023-07-01"', Dates(date(2023, 7, 2)), Dates(None, date(2023, 7, 1))),
    ],
)
def test_within_and_without(domain: Domain, cell: str, inside: Domain, outside: Domain) -> None:
    node = table(f"c | = y\n{cell} | 1\n", {"c": domain})
    assert within(domain, node.rows[0].conditions[0]) == inside
    assert without(domain, node.rows[0].conditions[0]) == outside


def test_a_domain_without_values() -> None:
    empty: list[Domain] = [Numbers(Range(ONE, ZERO)), Texts(()), Dates(date.max, date.min), Truths(False, False)]
    assert all(map(impossible, empty))
    some: list[Domain] = [Numbers(), Texts(), Texts(("a",)), Dates(), Truths(), Truths(false=False)]
    assert not any(map(impossible, some))


def test_what_reaches_a_row_is_what_rows_above_it_leave() -> None:
    """The second row divides by `t`, and the first has taken 0."""
    node = table(
        """\
r   | t | = y
-   | 0 | 0
> 5 | - | r / t
-   | - | r
""",
        {"r": Numbers(), "t": Numbers()},
        "pertama",
    )
    rows = reaching(node.rows, "pertama", (Numbers(), Numbers(absent=True)))
    assert rows[1] == (numbers(Fraction(5), None, low_closed=False), Numbers(Range(nonzero=True), absent=True))
    assert rows[2] == (numbers(None, Fraction(5)), Numbers(Range(nonzero=True), absent=True))
    assert reaching(node.rows, "tunggal", (Numbers(), None))[1] == (numbers(Fraction(5), None, low_closed=False), None)


def test_a_place_that_nothing_reaches_has_no_findings() -> None:
    node = table("c | d | = y\n> 0 | 1 | 1\n", {"c": Numbers(), "d": Numbers()})
    assert examine(node.inputs, node.rows, "tunggal", (Numbers(Range(ONE, ZERO)), Numbers())) == TableReport()


def test_a_table_used_in_several_places() -> None:
    """What is missing in one place counts; a row is superfluous only if it is everywhere."""
    node = table('p | x | = y\n"a" | > 0 | 1\n"b" | > 5 | 2\n', {"p": Texts(), "x": Numbers()})
    a, b = (
        examine(node.inputs, node.rows, "tunggal", (Texts((text,), ("a", "b")), numbers(Fraction(low), None)))
        for text, low in (("a", 1), ("b", 4))
    )
    assert [found.row for found in a.unreached] == [1] and [found.row for found in b.unreached] == [0]
    assert a.holes == () and len(b.holes) == 1
    both = everywhere((a, b))
    assert both.unreached == () and both.holes == b.holes
    assert everywhere((b, b)) == b and everywhere(()) == TableReport()


def test_a_text_with_one_near_word_is_corrected() -> None:
    text = 'p          | = y\n"maximise" | 1\n"minimize" | 2\n"maximise" | 3\n'
    node = table(text, {"p": Texts()})
    report = examine(node.inputs, node.rows, "tunggal", (Texts(*(("maximize", "minimize"),) * 2),))
    (found,) = findings(node, report)
    assert found.code == "E827" and [edit.text for edit in found.edits] == ['"maximize"', '"maximize"']
    assert all(isinstance(edit, Edit) and edit.place.text == '"maximise"' for edit in found.edits)


def test_work_that_was_not_done_is_said() -> None:
    node = table("c | = y\n- | 1\n", {"c": Numbers()})
    (found,) = findings(node, TableReport(unproven=(Unproven("work", None),)))
    assert found.code == "W825" and found.place is not None and found.place.text == "c"


def test_no_inputs_and_no_rows() -> None:
    node = table("= y\n1\n2\n", {})
    report = examine((), node.rows, "tunggal", ())
    assert report.overlap_count == 1 and report.holes == ()
    assert findings(node, report)[0].code == "E822"
    assert examine((), (), "tunggal", ()).holes[0].cases == ((),)
    assert findings(table("= y\n", {}), examine((), (), "tunggal", ()))[0].code == "E821"


@pytest.mark.parametrize(
    ("value", "notation", "text"),
    [
        (Fraction(9, 10), Notation(Fraction(1, 100), "%"), "90%"),
        (Fraction(9, 10), Notation(), "0.9"),
        (Fraction(1, 3), Notation(Fraction(1, 100), "%"), "1/3"),
        (Fraction(-1, 3), Notation(), "-1/3"),
        ("a\n", Notation(), '"a\\n"'),
        (True, Notation(), "true"),
        (None, Notation(), "null"),
        (date(2023, 1, 2), Notation(), '@"2023-01-02"'),
    ],
)
def test_values_as_a_cell_has_them(value: Fraction | str | bool | date | None, notation: Notation, text: str) -> None:
    assert value_text(value, notation) == text


def test_percent_are_read_off_the_cells() -> None:
    node = table("c | = y\n< 90% | 1\n> 90% | 2\n", {"c": Numbers(ALL)})
    (found,) = findings(node, examine(node.inputs, node.rows, "tunggal", (Numbers(),)))
    assert found.examples == ((("c", "90%"),),)
