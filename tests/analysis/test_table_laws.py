"""What is said of a table is so: tables of all kinds of cells, compared with the evaluator point by point.

The points are one of each sort that the cells can tell apart: every value they name, one between each two and beyond
the ends, absence. So a table without findings answers everywhere, and every finding can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.cells import within, without
from engine.analysis.columns import between
from engine.analysis.domains import Dates, Domain, Numbers, Texts, Truths, values_of
from engine.analysis.ranges import Range
from engine.analysis.table_report import TableReport, examine, reaching, study
from engine.analysis.table_words import cell_text, ready_rows, value_text, wordings
from engine.language import typed
from engine.language.values import Outcome
from tests.amounts import tries
from tests.analysis.table_text import Value, rows_hit, table

NUMBERS = tuple(Fraction(number) for number in (-1, 0, 1, 2, 3)) + (Fraction(1, 3), Fraction(5, 2), Fraction("0.13"))
DAYS = tuple(date(2023, 12, 30) + timedelta(days=step) for step in range(5))
WORDS = ("a", "b", "c")
STEPS = (None, Fraction(1), Fraction(1, 2), Fraction("0.01"))
CONSTANTS = {
    "satu": Outcome(Fraction(1)),
    "huruf": Outcome("a"),
    "dua": Outcome((Outcome(Fraction(2)), Outcome(Fraction(3)))),
}
POLICIES: tuple[typed.Policy, ...] = ("tunggal", "pertama", "semua")
thorough = settings(max_examples=tries(40, 1_000), deadline=None, derandomize=True)


@st.composite
def domains(draw: st.DrawFn) -> Domain:
    """What an input can be."""
    may_be_absent = draw(st.booleans())
    match draw(st.sampled_from(("numbers", "numbers", "texts", "dates", "truths"))):
        case "numbers":
            low, high = (draw(st.none() | st.sampled_from(NUMBERS)) for _ in range(2))
            low, high = (high, low) if low is not None and high is not None and low > high else (low, high)
            open_ = [draw(st.booleans()) for _ in range(3)]
            range_ = Range(low, high, open_[0], open_[1], nonzero=open_[2], step=draw(st.sampled_from(STEPS)))
            return Numbers(range_, may_be_absent)
        case "texts":
            listed = draw(st.none() | st.lists(st.sampled_from(WORDS), min_size=1, unique=True).map(tuple))
            return Texts(listed, None, may_be_absent)
        case "dates":
            ends = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
            return Dates(*draw(st.sampled_from(((None, None), (ends[0], None), (ends[0], ends[1])))), may_be_absent)
    return Truths(absent=may_be_absent)


def constants(domain: Domain) -> st.SearchStrategy[str]:
    """Constants of a column as they are written."""
    match domain:
        case Numbers():
            return st.sampled_from(tuple(map(value_text, NUMBERS)) + ("satu", "1 + satu", "13%", "-1"))
        case Texts():
            return st.sampled_from(('"a"', '"b"', '"c"', "huruf"))
        case Dates():
            return st.sampled_from(tuple(map(value_text, DAYS)) + ('date("2024-01-01")',))
    return st.sampled_from(("true", "false"))


@st.composite
def cells(draw: st.DrawFn, domain: Domain) -> str:
    """A cell of any form."""
    some = constants(domain)
    ordered = isinstance(domain, Numbers | Dates) or (isinstance(domain, Texts) and domain.listed is not None)
    forms = [
        "{0}",
        "{0}",
        "-",
        "-",
        "null",
        "{0}, {1}",
        "not({0})",
        "not(null)",
        "not({0}, {1})",
        "{0}, null",
        "!= {0}",
    ]
    forms += [
        "[{0}, {1}]",
        "? in ({0}, {1})",
        "not(? in [{0}])",
        "? = {0} or ? = null",
        "[{0}, null]",
        "not([null, {0}])",
    ]
    if ordered:
        forms += ["> {0}", "<= {0}", "[{0}..{1})", "({0}..{1}]", "< {0}, >= {1}", "? between {0} and {1}", "not(> {0})"]
        forms += ["? > {0} and ? != {1}", "{0} < ?", "not([{0}..{1}])", "[[{0}..{1}], {2}]", "not(? in [({0}..{1})])"]
    if isinstance(domain, Numbers):
        forms += ["dua", "not(dua)"]
    form = draw(st.sampled_from(forms))
    written = [draw(some) for _ in range(3)]
    # A range that is written the wrong way round is refused, and is no table to look at.
    return form.format(*(sorted(written[:2], key=size) if ".." in form else written[:2]), written[2])


def size(written: str) -> Fraction:
    """By what constants are put in order: numbers by their value, days by their date; texts as they come."""
    known = {value_text(number): number for number in NUMBERS}
    known |= {"satu": Fraction(1), "1 + satu": Fraction(2), "13%": Fraction(13, 100), "-1": Fraction(-1)}
    digits = "".join(sign for sign in written if sign.isdigit())
    return known.get(written) or Fraction(digits or sum(map(ord, written)) if written not in known else 0)


def pieces(domain: Domain) -> list[str]:
    """Cells that leave nothing out and do not meet, absence apart."""
    match domain:
        case Numbers():
            return ["< 0", "0", "(0..1/3)", "[1/3..1]", "(1..2.5]", "> 2.5"]
        case Texts():
            return ['"a"', '"b"', '"c"', '? != "a" and not(? in ("b", "c"))']
        case Dates():
            return [
                f"<= {value_text(DAYS[0])}",
                f"({value_text(DAYS[0])}..{value_text(DAYS[3])}]",
                f"> {value_text(DAYS[3])}",
            ]
    return ["true", "false"]


@st.composite
def partitions(draw: st.DrawFn) -> tuple[typed.Table, dict[str, Domain]]:
    """A table that is whole, made by splitting rows, with at most one slip: a row dropped, or one made wider."""
    columns = {f"c{at}": replace(draw(domains()), absent=False) for at in range(draw(st.integers(1, 3)))}
    every = [pieces(domain) for domain in columns.values()]
    rows = [[list(lane) for lane in every]]
    for _ in range(draw(st.integers(0, 6))):
        row = rows.pop(draw(st.integers(0, len(rows) - 1)))
        at = draw(st.integers(0, len(row) - 1))
        cut = draw(st.integers(1, len(row[at])))
        parts = [[*row[:at], part, *row[at + 1 :]] for part in (row[at][:cut], row[at][cut:])]
        rows += [part for part in parts if all(part)]
    slip = draw(st.sampled_from(("none", "none", "dropped", "wider")))
    if slip == "dropped":
        rows.pop(draw(st.integers(0, len(rows) - 1)))
    if slip == "wider":
        row, at = draw(st.sampled_from(rows)), draw(st.integers(0, len(every) - 1))
        row[at] = [piece for piece in every[at] if piece in row[at] or draw(st.booleans())]
    lines = [" | ".join((*columns, "= y"))]
    for row in rows:
        cells_ = ["-" if lane == whole else ", ".join(lane) for lane, whole in zip(row, every, strict=True)]
        lines.append(" | ".join((*cells_, draw(st.sampled_from("12")))))
    return table("\n".join(lines) + "\n", columns, draw(st.sampled_from(POLICIES[:2])), CONSTANTS), columns


@st.composite
def any_tables(draw: st.DrawFn, policy: typed.Policy | None = None) -> tuple[typed.Table, dict[str, Domain]]:
    """A table of a few columns and rows, its cells of all forms."""
    columns = {f"c{at}": draw(domains()) for at in range(draw(st.integers(1, 3)))}
    rows = draw(st.lists(st.tuples(*(cells(domain) for domain in columns.values())), max_size=5))
    outputs = [draw(st.sampled_from("123")) for _ in rows]
    lines = [" | ".join((*columns, "= y")), *(" | ".join((*row, y)) for row, y in zip(rows, outputs, strict=True))]
    chosen = draw(st.sampled_from(POLICIES if policy is None else (policy,)))
    return table("\n".join(lines) + "\n", columns, chosen, CONSTANTS), columns


def tables() -> st.SearchStrategy[tuple[typed.Table, dict[str, Domain]]]:
    return any_tables() | partitions()


def samples(domain: Domain) -> list[Value]:
    """One value of each sort that cells can tell apart."""
    absent: list[Value] = [None] if domain.absent else []
    return [value for value in _candidates(domain) if value in values_of(domain)] + absent


def _candidates(domain: Domain) -> Iterable[Value]:
    match domain:
        case Numbers(range_) if range_.step is not None:
            near = {int(number / range_.step) + step for number in NUMBERS for step in (-1, 0, 1)}
            return [range_.step * number for number in sorted(near | {int(4 / range_.step), int(-3 / range_.step)})]
        case Numbers():
            named = sorted(NUMBERS)
            gaps = [between(a, b) for a, b in zip(named, named[1:], strict=False)]
            return [*named, *gaps, named[0] - 1, named[-1] + 1]
        case Texts():
            return [*WORDS, "lain"]
        case Dates():
            return [DAYS[0] - timedelta(days=2), DAYS[0] - timedelta(days=1), *DAYS, DAYS[-1] + timedelta(days=1)]
    return [True, False]


def points(node: typed.Table, columns: dict[str, Domain]) -> list[tuple[dict[str, Value], list[int]]]:
    """All combinations, each with the rows that hold."""
    lanes = [_thinned(samples(domain), node, at) for at, domain in enumerate(columns.values())]
    combined = [dict(zip(columns, values, strict=True)) for values in product(*lanes)]
    return [(point, rows_hit(node, point)) for point in combined]


def _thinned(values: list[Value], node: typed.Table, at: int) -> list[Value]:
    """Of values that hold in the same rows one is enough."""
    found: dict[tuple[object, ...], Value] = {}
    for value in values:
        lane = tuple(replace(row, conditions=(row.conditions[at],)) for row in node.rows)
        alone = replace(node, inputs=(typed.Local("c", type=node.inputs[at].type, span=node.span),), rows=lane)
        found.setdefault((value is None, *rows_hit(alone, {"c": value})), value)
    return list(found.values())


def examined(node: typed.Table, columns: dict[str, Domain]) -> TableReport:
    return examine(node.inputs, node.rows, node.policy, tuple(columns.values()))


@thorough
@given(tables())
def test_findings_are_what_the_evaluator_does(drawn: tuple[typed.Table, dict[str, Domain]]) -> None:
    node, columns = drawn
    report, seen = examined(node, columns), points(node, columns)
    assert report.unproven == ()
    present = [rows for point, rows in seen if None not in point.values()]
    if node.policy != "semua":
        assert bool(report.holes) == any(not rows for rows in present)
    else:
        assert not report.holes and not report.overlaps
    pairs = {(a, b) for _, rows in seen for a in rows for b in rows if a < b}
    assert report.overlap_count == (len(pairs) if node.policy == "tunggal" else 0)
    if seen:
        reached = {row for _, rows in seen for row in (rows[:1] if node.policy == "pertama" else rows)}
        assert {found.row for found in report.unreached} == set(range(len(node.rows))) - reached


@thorough
@given(tables())
def test_every_case_shows_its_finding(drawn: tuple[typed.Table, dict[str, Domain]]) -> None:
    node, columns = drawn
    report = examined(node, columns)
    for hole in report.holes:
        for case in hole.cases:
            assert _belongs(case, columns)
            assert rows_hit(node, dict(zip(columns, case, strict=True))) == []
    for overlap in report.overlaps:
        assert _belongs(overlap.case, columns)
        assert {overlap.first, overlap.second} <= set(rows_hit(node, dict(zip(columns, overlap.case, strict=True))))


def _belongs(case: Iterable[Value], columns: dict[str, Domain]) -> bool:
    for value, domain in zip(case, columns.values(), strict=True):
        if value is None:
            if not domain.absent:
                return False
        elif value not in values_of(domain):
            return False
        elif isinstance(domain, Numbers) and domain.range.step and (value / domain.range.step).denominator != 1:  # type: ignore[operator]
            return False
    return True


@thorough
@given(any_tables("tunggal"))
def test_ready_rows_fill_just_the_holes(drawn: tuple[typed.Table, dict[str, Domain]]) -> None:
    node, columns = drawn
    before = examined(node, columns)
    words = wordings(node, ())
    rows = [[cell_text(cell, word) for cell, word in zip(hole.cells, words, strict=True)] for hole in before.holes]
    if not rows or before.more_holes:
        return
    text = node.span.text + ready_rows(node, rows) + "\n"
    after = examined(table(text, columns, "tunggal", CONSTANTS), columns)
    assert after.holes == () and after.overlap_count == before.overlap_count
    assert after.unreached == before.unreached


@thorough
@given(tables())
def test_a_row_is_reached_only_with_what_is_said(drawn: tuple[typed.Table, dict[str, Domain]]) -> None:
    node, columns = drawn
    said = reaching(node.rows, node.policy, tuple(columns.values()))
    assert study(node.inputs, node.rows, node.policy, tuple(columns.values()))[1] == said
    for point, rows in points(node, columns):
        for row in rows[:1] if node.policy == "pertama" else rows:
            for value, domain in zip(point.values(), said[row], strict=True):
                assert domain is not None and (domain.absent if value is None else value in values_of(domain))


@thorough
@given(any_tables("tunggal"))
def test_within_and_without_leave_nothing_out(drawn: tuple[typed.Table, dict[str, Domain]]) -> None:
    node, columns = drawn
    for row in node.rows:
        for at, domain in enumerate(columns.values()):
            alone = replace(node, inputs=(node.inputs[at],), rows=(replace(row, conditions=(row.conditions[at],)),))
            for value in samples(domain):
                hit = bool(rows_hit(alone, {f"c{at}": value}))
                side = within(domain, row.conditions[at]) if hit else without(domain, row.conditions[at])
                assert side.absent if value is None else value in values_of(side)


@thorough
@given(tables())
def test_merged_rows_say_the_same(drawn: tuple[typed.Table, dict[str, Domain]]) -> None:
    node, columns = drawn
    words = wordings(node, ())
    for merge in examined(node, columns).merges:
        lines = node.span.text.splitlines()
        cells_ = lines[1 + merge.first].split(" | ")
        cells_[merge.column] = cell_text(merge.cell, words[merge.column])
        merged = [*lines[: 1 + merge.first], " | ".join(cells_), *lines[2 + merge.last :]]
        after = table("\n".join(merged) + "\n", columns, node.policy, CONSTANTS)
        assert {node.rows[row].output for row in range(merge.first, merge.last + 1)} == {node.rows[merge.first].output}
        for point, rows in points(node, columns):
            old = {node.rows[row].output for row in rows}
            assert {after.rows[row].output for row in rows_hit(after, point)} == old
