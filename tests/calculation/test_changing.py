"""A calculation with other rows is what a full run with those rows gives, and computes only what rests on them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import engine
from engine import pipeline
from engine.calculation.changing import Changing, changing
from engine.data.dataset import Datum, Key, accepted
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.render import as_json
from engine.language.values import Outcome, absent
from engine.record import replace
from engine.results import shapes
from engine.results.calculation import Calculation, Table
from engine.results.figure import Figure
from engine.source import Source

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden"
PAKETS = {
    "example": (ROOT / "examples/kalbagbar-2023", "Y"),
    "part of a year": (ROOT / "examples/kalbagbar-2023", "S1"),
    "consolidation": (GOLDEN / "konsolidasi/paket", "Y"),
    "other manual": (GOLDEN / "asing/paket", None),
    "edges": (GOLDEN / "tepi/paket", None),
}
PLACE = Source("<rows>", "").span()


@cache
def begun(name: str) -> Changing:
    folder, period = PAKETS[name]
    calculation, problems = pipeline.calculate(folder, period=period)
    assert calculation is not None, problems
    return changing(calculation)


@cache
def keys(name: str) -> tuple[Key, ...]:
    """Every row that the data of an office may have."""
    calculation = begun(name).calculation
    inputs = calculation.inputs
    assert inputs is not None
    return tuple(
        (member.entry.kode, variable, period, office)
        for member in inputs.kontrak.root.all()
        if member.entry is not None
        for variable in accepted(member.entry, calculation.manual)
        for period in calculation.manual.periods
        for office in (inputs.kontrak.reporters if member.entry.over_places else (inputs.kontrak.unit_kerja,))
    )


def told(problems: Iterable[Diagnostic]) -> list[str]:
    return sorted(str(as_json(one, "en")) for one in problems)


def of_figure(figure: Figure | None) -> object:
    """What a figure is, without its entities, which are others in another run."""
    if figure is None:
        return None
    value = shapes.value(figure.outcome)
    reasons = figure.outcome.reasons, figure.outcome.carried, figure.outcome.rounded
    others = figure.unit, figure.rule, figure.sources, figure.note, figure.reads, of_figure(figure.instead)
    return figure.id, figure.period, str(value), reasons, others


def of_table(table: Table | None) -> object:
    lines = () if table is None else table.lines
    totals = () if table is None else table.totals
    return [[of_figure(cell) for cell in line.cells] for line in lines], [of_figure(figure) for _, figure in totals]


def same(one: Calculation, other: Calculation) -> bool:
    """Figures, the table, everything that is said."""
    all_of = [[of_figure(figure) for figure in calculation.all.values()] for calculation in (one, other)]
    figures = all_of[0] == all_of[1] and of_table(one.table) == of_table(other.table)
    return figures and told(one.findings) == told(other.findings) and told(one.problems) == told(other.problems)


def in_full(changed: Calculation) -> Calculation:
    """The same inputs, all computed anew."""
    return changing(replace(changed)).calculation


@pytest.mark.parametrize("name", PAKETS)
def test_it_begins_with_the_same_calculation(name: str) -> None:
    folder, period = PAKETS[name]
    calculation, _ = pipeline.calculate(folder, period=period)
    assert calculation is not None
    found = begun(name).calculation
    assert [one.outcome for one in found.figures] == [one.outcome for one in calculation.figures]
    assert told(found.problems) == told(calculation.problems) and told(found.findings) == told(calculation.findings)


@pytest.mark.parametrize("name", PAKETS)
@given(data=st.data())
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_a_changed_calculation_is_that_of_a_full_run(name: str, data: st.DataObject) -> None:
    now = begun(name)
    calculation = now.calculation
    reason = next((one for one in calculation.manual.reasons.values() if one.lawful), None)
    values = [None, *map(Fraction, (0, 1, "7/10", 40, "1e24"))]
    for _ in range(data.draw(st.integers(1, 3))):
        chosen = data.draw(st.lists(st.sampled_from(keys(name)), min_size=1, max_size=4, unique=True))
        rows: dict[Key, Datum | None] = {}
        for key in chosen:
            value = data.draw(st.sampled_from([*values, "alasan"]))
            outcome = absent(reason) if value == "alasan" and reason is not None else None
            if isinstance(value, Fraction):
                outcome = Outcome(value)
            rows[key] = None if outcome is None else Datum(outcome, PLACE)
        now = now.change(rows)
        full = in_full(now.calculation)
        equal = same(now.calculation, full)
        assert equal
    untouched = same(begun(name).calculation, calculation)
    assert untouched


def test_only_what_rests_on_the_row_is_computed() -> None:
    whole = begun("example")
    office = whole.world.kontrak.unit_kerja
    one = whole.change({("9b-N", "rencana", "Q4", office): Datum(Outcome(Fraction(31)), PLACE)})
    assert 0 < one.computed < whole.computed / 4
    none = whole.change({("9b-N", "rencana", "Q1", office): None})
    assert none.computed <= one.computed


def test_a_report_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = engine.calculate("examples/kalbagbar-2023", lang="en")
    changed = report.change({"iku/9b-N.rencana@Q4": 66, "iku/5a-N.realisasi@Q4": None})

    def shown(one: engine.Report, id_: str) -> object:
        return next(figure["display"] for figure in one["figures"] if figure["id"] == id_)  # type: ignore[attr-defined]

    assert shown(report, "iku/9b-N.realisasi") != shown(changed, "iku/9b-N.realisasi")
    assert shown(changed, "iku/5a-N.realisasi") == "N/A"
    assert shown(report, "iku/5a-N.realisasi") == "4,76"
    back = changed.change({"iku/9b-N.rencana@Q4": 30, "iku/5a-N.realisasi@Q4": "4.76"})
    assert shown(back, "nko") == shown(report, "nko")


def test_what_is_wrong_with_a_row_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = engine.calculate("examples/kalbagbar-2023", lang="en")
    rows = {"iku/9b-N.rencna@Q4": 33, "iku/9b-N.rencana@Q4": {"alasan": "lupa"}, "iku/5a-N.realisasi@Q4": 1.5}
    wrong = report.change(rows)
    assert {"E987", "E988"} < {one.code for one in wrong.problems}
    assert wrong["figures"] == report["figures"]
