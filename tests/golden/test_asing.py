"""The manual of a made-up weather agency: other levels, periods, directions, tables and words, in rule files alone.

What it shows is that the engine knows no decree. `asing/expected.json` holds every figure of every period; the tests
below compute some of them again, by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from engine.api import calculate
from engine.language.values import Outcome
from engine.results import shapes
from engine.results.calculation import Calculation
from engine.results.display import displayed, unit_of
from engine.results.figure import Figure
from engine.surfaces.cli.running import run
from tests.golden.offices import missing

HERE = Path(__file__).parent / "asing"
PERIODS = ("C1", "C2", "C3", "TH")
Golden = Callable[[Path, str], None]


@cache
def calculated(period: str) -> Calculation:
    """Everything of one period."""
    result = calculate(HERE / "paket", periode=period).calculation
    assert result is not None
    return result


def outcome(period: str, id: str) -> Outcome:
    return calculated(period).all[id].outcome


def exact(period: str, id: str) -> Fraction:
    """A value that must be an exact number."""
    found = outcome(period, id)
    assert isinstance(found.value, Fraction) and not found.rounded, found
    return found.value


def root(value: Fraction, degree: int) -> Fraction:
    """A root to 60 digits, by halving: computed with whole numbers alone."""
    scale = 10**60
    low, high = 0, max(1, int(value) + 1) * scale
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if Fraction(middle, scale) ** degree <= value else (low, middle)
    return Fraction(low, scale)


def is_near(found: Outcome, wanted: Fraction) -> bool:
    """An irrational number, right to 33 of its 34 digits, and said to be rounded."""
    assert isinstance(found.value, Fraction) and found.rounded, found
    return abs(found.value / wanted - 1) < Fraction(1, 10**33)


def test_every_figure(golden: Golden) -> None:
    periods = (f'"{period}": {_of_period(calculated(period))}' for period in PERIODS)
    golden(HERE / "expected.json", "{\n" + ",\n".join(periods) + "\n}\n")


def _of_period(calculation: Calculation) -> str:
    """One line for each figure and each finding, so that a change reads as a line that has changed."""
    figures = [f"    {_line(one.id)}: {_line(_shape(one, calculation))}" for one in calculation.figures]
    findings = [f"    {_line(f'{one.code} {one.message.text}')}" for one in calculation.findings]
    return '{\n  "figures": {\n' + ",\n".join(figures) + '\n  },\n  "findings": [\n' + ",\n".join(findings) + "\n  ]}"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shape(one: Figure, calculation: Calculation) -> dict[str, object]:
    whole = shapes.figure(one, calculation, "id")
    reasons = [f"{reason['code']} {reason['input']}" for reason in shapes.reasons(one.outcome, "id")]
    kept = ("value", "exact", "display", "status")
    return {name: whole[name] for name in kept} | ({"reasons": reasons} if reasons else {})


def test_what_the_command_prints(
    golden: Golden, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Title, columns, totals, reasons and findings are those of the manual; provisional figures say that they are."""
    monkeypatch.chdir(HERE)
    codes = [run(["eval", "paket", "--periode", period, "--lang", "id"], {}) for period in PERIODS]
    assert codes == [0, 1, 0, 0]
    golden(HERE / "printed.txt", capsys.readouterr().out)


def test_nothing_is_wrong_with_the_files() -> None:
    for period in PERIODS:
        assert calculated(period).problems == ()


def test_levels_periods_and_colours_are_those_of_the_manual() -> None:
    calculation = calculated("TH")
    assert calculation.manual.under == ("perka-7-2030",)
    assert list(calculation.manual.levels) == ["balai", "bidang", "program", "ukuran", "rincian"]
    assert list(calculation.manual.periods) == list(PERIODS)
    assert calculation.table is not None
    assert calculation.table.colours == {"aman": "green", "waspada": "yellow", "awas": "red", "kosong": "blue"}
    assert calculate(HERE / "paket").calculation is not None
    assert calculated("TH").figures[0].id == "nilai_akhir"


def test_a_term_without_anything_irrational() -> None:
    """Term I: every geometric mean is rational, so every figure is exact, the total 9 included."""
    assert exact("C1", "program/P1.skor") == Fraction(10)  # the root of 10 * 10
    assert exact("C1", "program/P3.skor") == Fraction(8)  # the root of 8 * 8
    assert exact("C1", "program/P5.skor") == Fraction(8)
    assert exact("C1", "bidang/prakiraan.skor") == Fraction(8)  # P4 is not due, and left out
    assert exact("C1", "nilai_akhir") == Fraction(1, 2) * 10 + Fraction(3, 10) * 8 + Fraction(1, 5) * 8
    assert outcome("C1", "cuaca").value == "Cerah"


def test_a_geometric_mean_is_irrational_in_general() -> None:
    first, second = Fraction(36, 5), Fraction(8)
    assert is_near(outcome("C2", "program/P1.skor"), root(first * second, 2))
    line = shapes.figure(calculated("C2").all["program/P1.skor"], calculated("C2"), "id")
    assert line["exact"] is None
    assert line["value"] == str(Context(34).sqrt(Decimal("57.6")))
    ten = root(Fraction(90), 2)
    assert is_near(outcome("TH", "bidang/pengamatan.skor"), root(ten * Fraction(79, 8), 2))


def test_the_year_by_hand() -> None:
    hujan, lebat = Fraction(80 + 96 + 70, 100 + 120 + 80), Fraction(4 + 0 + 3, 5 + 0 + 4)
    ketepatan = Fraction(3, 5) * hujan + Fraction(2, 5) * lebat
    selang = (Fraction(1200, 32) + Fraction(1125, 30) + 40) / 3
    assert exact("TH", "ukuran/K1.capaian") == ketepatan
    assert exact("TH", "ukuran/K1.skor") == ketepatan * 10
    assert exact("TH", "ukuran/K2.capaian") == selang
    assert exact("TH", "ukuran/K2.skor") == 30 / selang * 10
    assert exact("TH", "ukuran/K3.skor") == 10
    pengamatan = root(root(Fraction(10 * 9), 2) * Fraction(79, 8), 2)
    prakiraan = root(root(ketepatan * 10 * 30 / selang * 10, 2) * 10, 2)
    layanan = root(Fraction(9 * 8), 2)
    total = Fraction(2, 5) * pengamatan + Fraction(2, 5) * prakiraan + Fraction(1, 5) * layanan
    assert is_near(outcome("TH", "nilai_akhir"), total)


@pytest.mark.parametrize(
    ("period", "capaian", "skor"),
    [
        ("C1", "27.3", Fraction(10)),
        ("C2", "28.7", 10 - Fraction(7, 10) / 2 / Fraction(1, 2) * 4),
        ("C3", "25.3", 10 - Fraction(7, 10) / 2 / Fraction(1, 2) * 4),
        ("TH", "27.1", Fraction(10)),
    ],
)
def test_a_fourth_direction_is_best_inside_a_range(period: str, capaian: str, skor: Fraction) -> None:
    """Between 26 and 28 degrees; outside, a named scale of the distance in widths of the range."""
    assert exact(period, "ukuran/S1.capaian") == Fraction(capaian)
    assert exact(period, "ukuran/S1.skor") == skor


def test_weights_by_term() -> None:
    kodes = ("pengamatan", "prakiraan", "layanan")
    weights = [[exact(period, f"bidang/{kode}.bobot") for kode in kodes] for period in PERIODS]
    tenths = [[5, 3, 2], [4, 4, 2], [4, 3, 3], [4, 4, 2]]
    assert weights == [[Fraction(one, 10) for one in row] for row in tenths]


def test_conditional_components() -> None:
    """Without heavy rain the first set does not hold, and ordinary rain counts alone."""
    assert exact("C2", "ukuran/K1.capaian") == Fraction(96, 120)
    assert exact("C3", "ukuran/K1.capaian") == Fraction(3, 5) * Fraction(70, 80) + Fraction(2, 5) * Fraction(3, 4)


def test_first_and_collect_policies() -> None:
    assert outcome("C1", "program/P1.golongan").value == "A"
    assert outcome("C1", "program/P4.golongan").value == "-"
    collected = outcome("C3", "pesan_kepala").value
    assert isinstance(collected, tuple)
    assert [one.value for one in collected] == [
        "laporan caturwulan III",
        "nilai akhir di bawah 9",
        "ada ukuran berstatus awas",
        "ukuran pokok di bawah 9: S1, K1, K2",
    ]


def test_overrides_say_why() -> None:
    own = calculated("C2").all["ukuran/K3.skor"]
    assert own.outcome == Outcome(5 + (Fraction(37, 50) - Fraction(1, 2)) / Fraction(4, 10) * 5)
    assert own.rule is not None
    assert own.rule.replaces == "Kekeringan dinilai dengan skala tersendiri, bukan capaian dibagi ambang"
    everywhere = calculated("C2").all["program/P1.golongan"]
    assert everywhere.rule is not None
    assert everywhere.rule.replaces == "Tahun 2031 golongan A mulai 8,5 karena pos baru"


def test_given_values_win_and_show_what_they_replace() -> None:
    given = calculated("C3").all["ukuran/K2.capaian"]
    assert (given.outcome, given.note) == (Outcome(Fraction(40)), "sepuluh peringatan dicabut kembali")
    assert given.instead is not None and given.instead.outcome == Outcome(Fraction(50))
    factor = calculated("C3").all["ukuran/L2.faktor"]
    assert (factor.outcome, factor.note) == (Outcome(Fraction(4, 5)), "Pemancar lama, seperlima pesan diulang")
    assert factor.instead is not None and factor.instead.outcome == Outcome(Fraction(1))


def test_a_lawful_absence_drops_out_and_an_unlawful_one_makes_provisional() -> None:
    assert outcome("C1", "ukuran/K3.skor").status == "na"
    assert outcome("C1", "nilai_akhir").status == "final"
    assert outcome("C2", "ukuran/L1.skor").status == "provisional"
    assert outcome("C2", "nilai_akhir").status == "provisional"
    assert missing(outcome("C2", "nilai_akhir")) == {"ukuran/L1.capaian"}
    assert missing(outcome("C2", "cuaca")) == {"ukuran/L1.capaian"}
    assert outcome("C2", "bidang/prakiraan.skor").status == "final"
    assert outcome("TH", "nilai_akhir").status == "final"


def test_checks_of_the_manual() -> None:
    found = {period: [(one.code, one.message.text) for one in calculated(period).findings] for period in PERIODS}
    assert found == {
        "C1": [],
        "C2": [("T701", "skor 12.5 jauh di atas 10: naikkan ambang caturwulan II")],
        "C3": [("W701", "Pesan cuaca yang diterima nelayan berstatus awas")],
        "TH": [],
    }
    assert [calculated(period).clean for period in PERIODS] == [True, False, True, True]


def test_numbers_dates_and_lists_are_shown_in_their_units() -> None:
    calculation = calculated("TH")
    shown = {
        id: displayed(one.outcome, unit_of(one.unit, calculation.manual.units), 3)
        for id, one in calculation.all.items()
    }
    assert shown["ukuran/S2.capaian"] == "88,200 %"
    assert shown["rincian/S1.a.selisih"] == "0,100"
    assert shown["ukuran/L2.capaian"] == "3.000"
    assert shown["pos_utama"] == "[Natuna; Sabang; Tarempa]"
    assert shown["ukuran/H1.alat_dipasang"] == "2024-02-29"
    assert shown["ukuran/S1.alat_tua"] == "ya"
