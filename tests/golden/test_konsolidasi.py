"""Every way of putting periods and places together, on a made-up manual that has one entry for each."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest

from engine.diagnostics.model import Diagnostic, Message
from engine.language.values import Outcome
from engine.results.figure import Figure
from tests.golden.offices import differences, missing, read_office, read_rows

HERE = Path(__file__).parent / "konsolidasi"
PAKET = HERE / "paket"
EXPECTED = read_rows(HERE / "expected.csv")
PERIODS = ("T1", "T2", "S", "T3", "Y")


def figures(period: str) -> dict[str, Figure]:
    return read_office(PAKET).figures(period)[0]


def warned(problems: Iterable[Diagnostic]) -> set[tuple[str, str]]:
    """The code of each warning, and the place it stands at: `T2;kode;variable`."""
    places = ((one.code, one.place.source.line(one.place.line) if one.place else "") for one in problems)
    return {(code, ";".join(line.split(";")[1:4])) for code, line in places}


@pytest.mark.parametrize("period", PERIODS)
def test_every_way(period: str) -> None:
    rows = [row for row in EXPECTED if row["periode"] == period]
    assert rows
    assert differences(rows, figures(period)) == []


def test_every_entry_is_expected() -> None:
    kodes = set(read_office(PAKET).manual.entries)
    assert {row["id"].rpartition(".")[0].partition("/")[2] for row in EXPECTED} == kodes


def test_a_value_entered_for_a_period_wins_and_both_are_shown() -> None:
    year = figures("Y")
    for id, entered, parts in (("ukur/masuk-beda.x", 45, 40), ("ukur/d-masuk.hasil", 10, 9)):
        assert year[id].outcome == Outcome(Fraction(entered))
        other = year[id].instead
        assert other is not None and other.outcome == Outcome(Fraction(parts))
    assert year["ukur/masuk-beda.x"].note == "angka audit"


def test_the_same_value_entered_is_no_difference() -> None:
    assert figures("Y")["ukur/masuk-sama.x"].instead is None


def test_warnings_of_the_year() -> None:
    assert warned(read_office(PAKET).figures("Y")[1]) == {
        ("W601", "T1;lama-terakhir;x"),
        ("W601", "T2;h-terakhir-lama;b"),
        ("W601", "T2;d-terakhir;hasil"),
        ("W602", "Y;masuk-beda;x"),
        ("W602", "Y;d-masuk;hasil"),
    }


def test_a_value_that_differs_points_at_both_sides() -> None:
    found = next(one for one in read_office(PAKET).figures("Y")[1] if one.code == "W602")
    (message, place), *_ = found.others
    assert message == Message("the base periods give another value")
    assert ";T3;" in place.source.line(place.line)


def test_a_fall_of_what_only_grows_is_warned_of() -> None:
    assert warned(read_office(PAKET).problems) == {("W553", "T2;turun-kumulatif;x")}


@pytest.mark.parametrize(
    ("id", "periods", "inputs"),
    [
        ("ukur/kurang-jumlah.hasil", ("S", "Y"), {"ukur/kurang-jumlah.x"}),
        ("ukur/kurang-rata.hasil", ("S", "Y"), {"ukur/kurang-rata.x"}),
        ("ukur/kurang-kumulatif.hasil", ("T3", "Y"), {"ukur/kurang-kumulatif.x"}),
        ("ukur/h-kurang.hasil", ("T3", "Y"), {"ukur/h-kurang.a", "ukur/h-kurang.b"}),
        ("ukur/l-kurang.hasil", ("T1", "Y"), {"ukur/l-kurang.a", "ukur/l-kurang.b"}),
        ("ukur/l-kurang-mentah.hasil", ("T1", "Y"), {"ukur/l-kurang-mentah.a"}),
        ("ukur/tanpa-cara.hasil", ("S",), {"ukur/tanpa-cara.x"}),
    ],
)
def test_what_is_lacking_is_named(id: str, periods: tuple[str, ...], inputs: set[str]) -> None:
    for period in periods:
        assert missing(figures(period)[id].outcome) == inputs
