"""Why a figure is what it is: whole explanations of the example, and the shape of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine import pipeline
from engine.explain.explanation import explain
from engine.explain.model import Explanation, Part
from engine.explain.shapes import explained
from engine.explain.text import explanation_lines
from engine.results.calculation import Calculation

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/djbc-2023/kalbagbar-2023"
IDS = (
    "nko",
    "predikat",
    "k3",
    "perspektif/customer.nilai",
    "ss/9.nss",
    "iku/9b-N.realisasi",
    "iku/9b-N.bobot_tertimbang",
    "iku/6a-N.indeks_mentah",
    "iku/11a-N.realisasi",
    "iku/12a-N.indeks_capaian",
    "iku/4a-CP.target",
    "sub_iku/4a-CP.1.realisasi",
    "iku/9b-N.rencana",
)


@pytest.fixture(scope="module")
def periods() -> Callable[[str | None], Calculation]:
    """The example in a period, computed once."""
    known: dict[str | None, Calculation] = {}

    def of(period: str | None) -> Calculation:
        if period not in known:
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(ROOT)
                calculation, problems = pipeline.calculate(Path("examples/kalbagbar-2023"), period=period)
            assert calculation is not None, problems
            known[period] = calculation
        return known[period]

    return of


Periods = Callable[[str | None], Calculation]


def found(calculation: Calculation, id_: str, depth: int = 1) -> Explanation:
    explanation = explain(calculation, id_, depth)
    assert explanation is not None
    return explanation


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("id_", IDS)
def test_the_year(periods: Periods, golden: Callable[[Path, str], None], id_: str, language: str) -> None:
    lines = explanation_lines(found(periods(None), id_), language)
    name = re.sub(r"[^A-Za-z0-9.-]", "_", id_)
    golden(GOLDEN / "explain" / f"{name}.{language}.txt", "".join(f"{line}\n" for line in lines))


def test_half_a_year_tells_what_is_missing(periods: Periods, golden: Callable[[Path, str], None]) -> None:
    lines = explanation_lines(found(periods("S1"), "ss/9.nss"), "en")
    golden(GOLDEN / "explain" / "S1.ss_9.nss.en.txt", "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("period", [None, "S1", "Q1"])
def test_everything_can_be_explained(periods: Periods, period: str | None) -> None:
    calculation = periods(period)
    for id_ in calculation.all:
        one = found(calculation, id_, depth=0)
        assert list(explanation_lines(one, "id"))
        shape = explained(one, calculation, "en")
        assert shape["explanation"]["id"] == id_  # type: ignore[index]
        assert one.rule is not None or one.formula is None


def test_depth(periods: Periods) -> None:
    calculation = periods(None)

    def deepest(one: Explanation) -> int:
        return 0 if one.brief else 1 + max((deepest(below) for below in one.below), default=0)

    assert [deepest(found(calculation, "nko", depth)) for depth in (0, 1, 2)] == [1, 2, 3]


def test_a_value_that_replaces_another_shows_both(periods: Periods) -> None:
    one = found(periods(None), "iku/11a-N.realisasi")
    assert one.instead is not None
    assert (one.shown, one.instead.shown, one.instead.digits) == ("97,78 %", "103,65 %", "103,6453125 %")
    assert one.note and one.instead.rule is not None


def test_numbers_are_put_in(periods: Periods) -> None:
    one = found(periods(None), "nko")
    assert one.numbers == "sum([116,15 * 30,00 %; 111,29 * 20,00 %; 117,39 * 25,00 %; 119,32 * 25,00 %])"
    assert [part.kind for part in one.parts] == ["member"] * 4


def test_a_bound_that_bit_is_told(periods: Periods) -> None:
    def kinds(parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            yield part.kind
            yield from kinds(part.parts)

    one = found(periods(None), "iku/9b-N.realisasi")
    assert list(kinds(one.parts)).count("component") == 4
    assert list(kinds(one.parts)).count("bound") == 1
    assert [place.source.name for below in one.below for place in below.sources] == [
        "examples/kalbagbar-2023/data.csv"
    ] * 5


def test_what_is_left_out_says_why(periods: Periods) -> None:
    out = found(periods("S1"), "ss/9.nss").left_out
    assert [one.member for one in out] == ["iku/9a-N", "iku/9b-N"]
    assert out[0].reasons[0].input == "iku/9a-N.realisasi" and not out[0].reasons[0].lawful


def test_an_unknown_id(periods: Periods) -> None:
    assert explain(periods(None), "nowhere") is None
