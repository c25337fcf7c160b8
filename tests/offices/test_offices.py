"""Each of many offices has the figures and problems that it has alone, and what is read for all is read once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from engine import pipeline
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.render import as_json
from engine.manual import check
from engine.offices.model import Office
from engine.results import shapes

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden"
PAKETS = (
    "examples/kalbagbar-2023",
    "examples/pengganti-2027/paket",
    *(path.parent.relative_to(ROOT).as_posix() for path in sorted(GOLDEN.rglob("kontrak.yaml"))),
)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def offices(*pakets: str, period: str | None = "all") -> Iterator[Office]:
    return pipeline.each_office(map(Path, pakets), lambda one: one, period=period)


def told(problems: Iterable[Diagnostic]) -> set[str]:
    return {json.dumps(as_json(one, "en")) for one in problems}


@pytest.mark.parametrize("paket", PAKETS)
def test_figures_and_problems_are_those_of_the_paket_alone(paket: str) -> None:
    (office,) = offices(paket)
    assert office.periods
    problems = told(one for ground in office.grounds for one in ground.problems) | told(office.problems)
    alone: set[str] = set()
    for period in office.periods:
        expected, _ = pipeline.calculate(Path(paket), period=period)
        assert expected is not None
        assert [id_ for id_, _ in office.headings(period)] == [figure.id for figure in expected.figures]
        for figure, (id_, unit, value) in zip(expected.figures, office.rows(period), strict=True):
            assert value.outcome == figure.outcome, id_
            if figure.outcome.value is not None:
                assert unit == (expected.manual.units.get(figure.unit) if figure.unit else None), id_
        same = shapes.calculation(office.calculation(period), "en") == shapes.calculation(expected, "en")
        assert same
        alone |= told((*expected.problems, *expected.findings))
    assert problems == alone


def test_a_manual_is_read_and_checked_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []
    once = check.check_manual
    monkeypatch.setattr(check, "check_manual", lambda *given: checked.append(given) or once(*given))
    found = list(offices(*["examples/kalbagbar-2023"] * 3, period="Q1,Y"))
    assert len(checked) == 1
    assert len({id(ground) for office in found for ground in office.grounds}) == 1


def test_a_manual_of_its_own_is_not_that_of_the_others(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        paket = tmp_path / name
        (paket / "m-1").mkdir(parents=True)
        (paket / "m-1/manual.yaml").write_text(MANUAL.replace("NILAI", "1" if name == "a" else "2"), encoding="utf-8")
        (paket / "kontrak.yaml").write_text(f"manual: m-1\nunit_kerja: {name}\n", encoding="utf-8")
        made.append(paket.as_posix())
    values = [office.figures("Y")["isi"].outcome.value for office in offices(*made)]
    assert values == [1, 2]


MANUAL = """\
manual: {kode: m-1, nama: M}
tingkat:
  kantor: {}
periode: |
  kode | terdiri_atas | nama
  Y    | Y            | setahun
aturan:
  kantor.isi: {formula: NILAI}
"""


def test_what_is_said_of_a_name_is_said_of_each_contract_that_has_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        text = f"manual: tidak-ada\nunit_kerja: {name}\n"
        (tmp_path / name / "kontrak.yaml").write_text(text, encoding="utf-8")
    found = list(offices((tmp_path / "a").as_posix(), (tmp_path / "b").as_posix()))
    assert [office.unit_kerja for office in found] == ["a", "b"]
    for office in found:
        (problem,) = office.problems
        assert problem.place is not None
        assert problem.place.source.name == f"{office.shown}/kontrak.yaml"
        assert problem.place.text == "tidak-ada"
