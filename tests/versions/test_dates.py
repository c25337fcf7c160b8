"""Which version holds: by the last day of the period, closed-open, unless the contract names one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from engine import pipeline
from engine.checking.model import Checked
from engine.manual.checked import Period
from engine.manual.dates import When, days
from tests.versions.asking import calculation, codes
from tests.versions.conftest import Write

CALENDAR = {
    "T1": Period("T1", ("T1",), "satu", (1, 1), (6, 30)),
    "T2": Period("T2", ("T2",), "dua", (7, 1), (12, 31)),
    "Y": Period("Y", ("T1", "T2"), "setahun", (1, 1), (12, 31)),
}
FISCAL = {
    "T1": Period("T1", ("T1",), "satu", (10, 1), (2, 29)),
    "T2": Period("T2", ("T2",), "dua", (3, 1), (9, 30)),
    "Y": Period("Y", ("T1", "T2"), "setahun", (10, 1), (9, 30)),
}
HEAD = """\
manual:
  kode: {kode}
  nama: Manual rekaan
  {base}
  berlaku: {{{dates}}}
"""
FIRST = "memakai: kep-7\n  mengisi: ukuran\n  rumpun: ukuran"
NEXT = "memperluas: ukuran-2030\n  menggantikan: ukuran-2030"


@pytest.mark.parametrize(
    ("calendar", "year", "period", "first", "last"),
    [
        (CALENDAR, 2031, "T1", date(2031, 1, 1), date(2031, 6, 30)),
        (CALENDAR, 2031, None, date(2031, 1, 1), date(2031, 12, 31)),
        (FISCAL, 2031, "T1", date(2031, 10, 1), date(2032, 2, 29)),
        (FISCAL, 2030, "T1", date(2030, 10, 1), date(2031, 2, 28)),
        (FISCAL, 2031, "T2", date(2032, 3, 1), date(2032, 9, 30)),
        (FISCAL, 2031, "Y", date(2031, 10, 1), date(2032, 9, 30)),
    ],
)
def test_the_days_of_a_period(
    calendar: dict[str, Period], year: int, period: str | None, first: date, last: date
) -> None:
    assert days(calendar, When(year, period)) == (first, last)


def put(write: Write, since: str, until: str | None = None, year: int = 2031) -> None:
    """Two versions, the second of which begins on a day."""
    kontrak = Path("paket/kontrak.yaml")
    old = HEAD.format(kode="ukuran-2030", base=FIRST, dates=f"mulai: 2030-01-01{f', sampai: {until}' if until else ''}")
    new = HEAD.format(kode="ukuran-2031", base=NEXT, dates=f"mulai: {since}")
    write({"ukuran-2030/manual.yaml": old, "ukuran-2031/manual.yaml": new})
    kontrak.write_text(kontrak.read_text(encoding="utf-8").replace("tahun: 2031", f"tahun: {year}"), "utf-8")


@pytest.mark.parametrize(
    ("since", "period", "version", "told"),
    [
        ("2031-01-01", "Y", "ukuran-2031", []),
        ("2031-12-31", "Y", "ukuran-2031", ["W900"]),
        ("2032-01-01", "Y", "ukuran-2030", []),
        ("2031-06-30", "T1", "ukuran-2031", ["W900"]),
        ("2031-07-01", "T1", "ukuran-2030", []),
        ("2031-07-01", "T2", "ukuran-2031", []),
        ("2031-07-01", "Y", "ukuran-2031", ["W900"]),
    ],
)
def test_the_version_of_the_last_day_holds(
    since: str, period: str, version: str, told: list[str], write: Write
) -> None:
    """The older version has no end of its own: it ends where the newer one begins."""
    put(write, since)
    found = calculation(period)
    code, problems = found.manual.code, [one.code for one in found.problems if one.code[1] == "9"]
    assert (code, problems) == (version, told)


def test_the_warning_names_both_and_the_day(write: Write) -> None:
    put(write, "2031-04-01")
    [warning] = [one for one in calculation("Y").problems if one.code == "W900"]
    assert dict(warning.message.values) == {
        "period": "Y", "before": "ukuran-2030", "used": "ukuran-2031", "day": "2031-04-01",
    }  # fmt: skip


def test_a_version_that_is_named_holds(write: Write) -> None:
    put(write, "2031-01-01")
    kontrak = Path("paket/kontrak.yaml")
    kontrak.write_text(kontrak.read_text(encoding="utf-8").replace("manual: ukuran", "manual: ukuran-2030"), "utf-8")
    assert calculation("Y").manual.code == "ukuran-2030"


def test_no_version_holds(write: Write) -> None:
    put(write, "2031-01-01", year=2029)
    assert codes("Y") == ["E916"]


def test_a_decree_may_be_named_by_its_rumpun(write: Write) -> None:
    """The second decree gives another score from the middle of the year on."""
    decree = Path("kep-7/manual.yaml")
    put(write, "2031-01-01")
    text = decree.read_text(encoding="utf-8")
    first = text.replace("  kode: kep-7\n", "  kode: kep-7\n  rumpun: kep\n  berlaku: {mulai: 2020-01-01}\n", 1)
    second = """\
manual:
  kode: kep-8
  nama: Keputusan penerus
  memperluas: kep-7
  menggantikan: kep-7
  berlaku: {mulai: 2031-07-01}
tetapan:
  batas: {menimpa: kep-7, alasan: dinaikkan, nilai: 150}
"""
    manual = Path("ukuran-2030/manual.yaml").read_text(encoding="utf-8").replace("memakai: kep-7", "memakai: kep")
    write({"kep-7/manual.yaml": first, "kep-8/manual.yaml": second, "ukuran-2030/manual.yaml": manual})
    assert [calculation(period).manual.under for period in ("T1", "T2")] == [("kep-7",), ("kep-8",)]


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [("2031-01-01", "2031-01-01", None), ("2031-01-02", "2031-01-01", "E913"), ("2030-12-31", "2031-01-01", "E914")],
)
def test_dates_of_a_chain(since: str, until: str, code: str | None, write: Write) -> None:
    put(write, since, until)
    assert [one.code for one in checked("ukuran-2031").problems if one.code[1] == "9"] == ([code] if code else [])


def checked(name: str) -> Checked:
    return pipeline.check([name])


def test_every_day_has_just_one_version(write: Write) -> None:
    """Whatever the day of the change: on each day around it one version holds, and never two."""
    from engine.manual.read import read_versions
    from engine.manual.shelves import Shelf

    for since in ("2031-01-01", "2032-02-29", "2031-12-31"):
        put(write, since)
        versions = read_versions((Shelf(Path.cwd(), "."),))
        middle = date.fromisoformat(since)
        around = [middle + timedelta(days=away) for away in range(-3, 4)]
        assert [len(versions.holding("ukuran", day)) for day in around] == [1] * 7


def test_a_change_of_another_head_reaches_the_cache(write: Write, tmp_path: Path) -> None:
    """A result that rests on a version before it is looked for again when that changes."""
    put(write, "2031-01-01", "2031-01-01")
    folder = tmp_path / "cache"
    assert [one.code for one in pipeline.check(["ukuran-2031"], cache=folder).problems if one.code[1] == "9"] == []
    put(write, "2031-01-01", "2030-06-01")
    assert "E913" in [one.code for one in pipeline.check(["ukuran-2031"], cache=folder).problems]
