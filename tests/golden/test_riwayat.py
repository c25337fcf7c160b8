"""Years 2020 to 2022 as the report of 2023 prints them: computed under the version of their year, or not computable."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from engine.api import calculate
from engine.results.calculation import Calculation

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
YEARS = Path(__file__).resolve().parent / "riwayat"
UNKNOWN = "aturan_belum_diketahui"

# Recomputed by hand from the printed raw data; what the report only prints as a result is that result.
FIGURES = {
    2020: {
        "iku/3a-CP.realisasi": F(755_200_329_554, 465_619_517_000),
        "sub_iku/4a-CP.2.realisasi": F("0.9806"),
        "iku/7b-N.realisasi": F("3.76"),
        "iku/9a-N.realisasi": F("0.9390"),
        "iku/9b-N.realisasi": F("0.8932"),
    },
    2021: {
        "iku/3a-CP.realisasi": F(1_790_515_355_500, 338_416_567_000),
        "sub_iku/4a-CP.2.realisasi": F("0.9802"),
        "iku/7b-N.realisasi": F("3.8"),
        "iku/8a-N.realisasi": F("89.12"),
        "iku/9a-N.realisasi": F("0.9272"),
        "iku/9b-N.realisasi": F("0.9862"),
    },
    2022: {
        "iku/3a-CP.realisasi": F(1_838_638_331_664, 1_709_978_580_000),
        "iku/3a-CP.indeks_capaian": F(1_838_638_331_664, 1_709_978_580_000) * 100,
        "sub_iku/4a-CP.2.realisasi": F("1.0033"),
        "iku/7b-N.realisasi": F("3.63"),
        "iku/7b-N.indeks_capaian": F("3.63") / F("3.2") * 100,
        "iku/8a-N.realisasi": F("95.91"),
        "iku/9a-N.realisasi": F("0.9249"),
        "iku/9b-N.realisasi": F("0.65") + F("0.10") + F("0.10") * 14 / 33 + F("0.15") * 7 / 33,
    },
}
NOT_COMPUTABLE = {2020: [], 2021: [], 2022: ["iku/12a-N.realisasi"]}


def calculated(paket: Path) -> Calculation:
    """The whole year of an office."""
    result = calculate(paket).calculation
    assert result is not None
    return result


@pytest.mark.parametrize("year", FIGURES)
def test_a_figure_of_the_past_is_that_of_its_year(year: int) -> None:
    known = calculated(YEARS / f"kalbagbar-{year}").all
    assert {id_: known[id_].outcome.value for id_ in FIGURES[year]} == FIGURES[year]


@pytest.mark.parametrize("year", FIGURES)
def test_what_was_published_then_agrees_or_says_why_not(year: int) -> None:
    findings = [one for one in calculated(YEARS / f"kalbagbar-{year}").findings if "published.yaml" in str(one.place)]
    assert [one.severity for one in findings] == ["note"] * len(NOT_COMPUTABLE[year])
    named = [value for one in findings for value in dict(one.message.values).values() if "." in str(value)]
    assert all(id_ in named for id_ in NOT_COMPUTABLE[year])


@pytest.mark.parametrize("year", [2020, 2021])
def test_rules_that_are_not_known_give_no_figures(year: int) -> None:
    result = calculated(YEARS / f"kalbagbar-{year}")
    for name in ("nko", "predikat", "perspektif/stakeholder.nilai", "iku/3a-CP.indeks_capaian"):
        assert [reason.code for reason in result.all[name].outcome.reasons] == [UNKNOWN]
    assert result.all["perspektif/stakeholder.bobot"].outcome.value == F(1, 4)


def test_another_regime_is_rule_files_alone() -> None:
    known = calculated(EXAMPLES / "pengganti-2027/paket").all

    def scale(ratio: F) -> F:
        """0 → 0, 80% → 60, 100% → 100, 120% → 110, level outside."""
        if ratio <= F(8, 10):
            return ratio * 75
        return 60 + (ratio - F(8, 10)) * 200 if ratio <= 1 else min(100 + (ratio - 1) * 50, F(110))

    revenue = scale(F(409_602_824_000, 378_943_790_000))
    budget = scale(F("0.9783") / F("0.9562"))
    assert known["perspektif/stakeholder.nilai"].outcome.value == revenue
    assert known["perspektif/learning.nilai"].outcome.value == budget
    customer = scale(F(90, 81))
    study = (scale(F("98.56") / 80) + scale(F("3.59") / F("3.25"))) / 2
    patrols = F("0.65") + F("0.10") * 32 / 33 + F("0.10") * F("9.2") / 33 + F("0.15") * 8 / 33
    control = (scale(F(100, 84)) + scale(F("96.68") / 80)) / 2
    internal = min(study, (scale(F("97.72") / 75) + scale(patrols / F("0.74"))) / 2, control)
    assert known["perspektif/internal.nilai"].outcome.value == internal
    assert known["nko"].outcome.value == (revenue * 40 + customer * 10 + internal * 25 + budget * 25) / 100
    assert known["predikat"].outcome.value == "Baik"


@pytest.mark.parametrize(
    ("period", "decree", "straddles"),
    [("Q1", "kmk-467-2014", False), ("S1", "kmk-467-2014", False), ("Q3", "kmk-300-2022", True)]
    + [("Q4", "kmk-300-2022", False), ("Y", "kmk-300-2022", True)],
)
def test_the_decree_of_the_last_day_holds(period: str, decree: str, *, straddles: bool) -> None:
    result = calculate(YEARS / "kalbagbar-2022", periode=period).calculation
    assert result is not None and result.manual.under == (decree,)
    told = [dict(one.message.values) for one in result.problems if one.code == "W900"]
    both = {"kmk-467-2014", "kmk-300-2022", "2022-07-28"}
    assert [both <= {str(value) for value in one.values()} for one in told] == [True] * straddles
