"""Many offices in tables: each has the figures and problems of a paket of its own, and what is wrong is said."""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine import pipeline
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.render import as_json
from engine.manual.checked import Unit
from engine.manual.written import NumberFormat, read_number
from engine.offices.cells import line_of, quoted, text
from engine.offices.folders import Many
from engine.offices.grounds import Grounds
from engine.offices.model import Office
from engine.offices.periods import Periods
from engine.offices.tables import Table, read_table
from engine.offices.taken import plain_number

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "bench"))

import offices as generated  # noqa: E402

PERIODS = "Q2,Q4,Y"


def read(*folders: Path, period: str = PERIODS) -> list[Office]:
    return list(pipeline.each_office(folders, lambda one: one, period=period))


def told(problems: Iterable[Diagnostic]) -> list[tuple[object, ...]]:
    """Without files and lines, which differ between a table and a paket."""
    shapes = [as_json(one, "en") for one in problems]
    return sorted((one["code"], one["message"], one["fix"]) for one in shapes)  # type: ignore[type-var]


def alone(table: Path, folder: Path, name: str) -> Path:
    """The same office as a paket of its own: its targets written into the contract, its rows alone in the data."""
    folder.mkdir()
    contract = (table / "kontrak.yaml").read_text(encoding="utf-8")
    own = contract.replace(generated.TABLES, "data:\n").replace("Kanwil DJBC Kalimantan Bagian Barat", name)
    rows = [line.split(";") for line in (table / "kantor.csv").read_text(encoding="utf-8").splitlines()]
    targets: dict[str, list[str]] = {}
    for office, id_, period, value in rows[1:]:
        if office == name:
            targets.setdefault(id_, []).append(f"{period}: {value.replace(',', '.')}")
    lines, kode = [], ""
    for line in own.splitlines(keepends=True):
        words = line.strip()
        kode = words[:-1] if words.endswith(("-N:", "-CP:")) else kode
        if words.startswith("target: {") and f"iku/{kode}.target" in targets:
            line = f"{line[: line.index('t')]}target: {{{', '.join(targets.pop(f'iku/{kode}.target'))}}}\n"
        lines.append(line)
    assert not targets
    (folder / "kontrak.yaml").write_text("".join(lines), encoding="utf-8")
    data = (table / "data.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in data[1:] if line.startswith(f"{name};")]
    (folder / "data.csv").write_text(data[0] + "".join(kept), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some offices, of which one has no row at all for one entry, one a 0, one a value that jumps, one a wrong one."""
    folder = tmp_path_factory.mktemp("many")
    generated.write(folder, 7)
    data = folder / "data.csv"
    changed = []
    for line in data.read_text(encoding="utf-8").splitlines(keepends=True):
        cells = line.split(";")
        if cells[0].endswith("2") and cells[2] == "9b-N":
            continue
        if cells[0].endswith("3") and cells[3] == "realisasi_penerimaan":
            cells[4] = "0"
        if cells[0].endswith("4") and cells[3] == "poin_pelaksanaan" and cells[1] == "Q3":
            cells[4] = "99999,5"
        if cells[0].endswith("5") and cells[2] == "1a-N" and cells[1] == "Q2":
            cells[4] = "0,5"
        changed.append(";".join(cells))
    data.write_text("".join(changed), encoding="utf-8")
    return folder


def test_an_office_in_a_table_is_the_office_alone(table: Path, tmp_path: Path) -> None:
    found = read(table)
    assert [office.unit_kerja for office in found] == [f"Kantor Pelayanan {n:05d}" for n in range(1, 8)]
    folders = [alone(table, tmp_path / str(at), office.unit_kerja) for at, office in enumerate(found)]
    seen = set()
    for office, own in zip(found, read(*folders), strict=True):
        for period in office.periods:
            assert list(office.figures(period)) == list(own.figures(period))
            for id_, value in office.figures(period).items():
                assert value.outcome == own.figures(period)[id_].outcome, (office.unit_kerja, period, id_)
        assert told(office.problems) == told(own.problems)
        seen |= {one.code for one in office.problems}
    print(sorted(seen))
    assert {"W553"} <= seen


def test_lines_are_those_of_the_figures(table: Path) -> None:
    for office in read(table):
        begin = quoted(text(office.unit_kerja))
        for period in office.periods:
            lines = [
                f"{begin};{period};{id_};{line_of(one.outcome, unit, 2)}" for id_, unit, one in office.rows(period)
            ]
            assert office.lines(period) == "".join(lines)


def test_the_order_of_the_rows_says_nothing(table: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed"
    shutil.copytree(table, mixed)
    for name in ("kantor.csv", "data.csv"):
        head, *rows = (mixed / name).read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(1).shuffle(rows)
        (mixed / name).write_text(head + "".join(rows), encoding="utf-8")
    expected = {office.unit_kerja: office for office in read(table, period="Q4")}
    found = read(mixed, period="Q4")
    assert len(found) == len(expected)
    for office in found:
        same = expected[office.unit_kerja]
        assert office.lines("Q4") == same.lines("Q4")
        assert told(office.problems) == told(same.problems)


def test_places_are_those_of_the_file(table: Path) -> None:
    lines = (table / "data.csv").read_text(encoding="utf-8").splitlines()
    office = read(table, period="Q4")[4]
    problems = [one for one in office.problems if one.place and one.place.source.name.endswith("data.csv")]
    assert problems
    for one in problems:
        assert one.place is not None
        shape = as_json(one, "en")
        line, column = shape["line"], shape["column"]
        assert isinstance(line, int)
        assert isinstance(column, int)
        assert lines[line - 1].startswith(f"{office.unit_kerja};")
        assert lines[line - 1][column - 1 :].startswith(one.place.tight.text.split("\n")[0])


def opened(folder: Path) -> Table:
    made, problems = read_table(folder, "t", Periods(("Q4",)), Grounds())
    assert made is not None, problems
    return made


def test_a_number_is_read_quickly_or_not_at_all() -> None:
    percent, rupiah = Unit("persen", "rasio", "%"), Unit("rupiah", "ukuran")
    for written in ("1.234,50", "0", "12,5", "100%", "97,834%", "1234", "0,001"):
        unit = percent if written.endswith("%") else rupiah
        value = plain_number(written, NumberFormat(",", "."), unit)
        assert value == read_number(written, NumberFormat(",", "."), unit.symbol) and value is not None


@given(st.text("0123456789.,%- ", max_size=9), st.sampled_from([None, "%", "Rp"]))
@settings(max_examples=400)
def test_what_is_read_quickly_is_read_right(written: str, symbol: str | None) -> None:
    format = NumberFormat(",", ".")
    value = plain_number(written, format, Unit("x", "ukuran", symbol))
    assert value is None or value == read_number(written, format, symbol)
    assert value is None or isinstance(value, Fraction)


def test_rows_that_are_plain_give_what_every_cell_gives(table: Path) -> None:
    """The quick reading and the one that looks at each cell."""
    made = opened(table)
    quick = 0
    for name in made.names:
        (sheet,) = made.sheets.values()
        kontrak, _ = sheet.contract.of(name, made.contracts)
        texts = [(text, one) for one in made.data for text, _ in one.texts(name) if text is not None]
        plain = sheet.data.plain(name, texts)
        closely, problems = sheet.data.closely(kontrak, texts, ())
        if plain is not None:
            quick += 1
            assert problems == ()
            assert plain == dict(closely.data)
            shown = {key: json.dumps(datum.place.tight.text) for key, datum in plain.items()}
            assert shown == {key: json.dumps(datum.place.tight.text) for key, datum in closely.data.items()}
    assert 2 <= quick < len(made.names)


def test_a_table_is_read_once(table: Path) -> None:
    many = Many(Periods(("Q4",)), Grounds())
    wanted = list(many.each([table]))
    first = many.latest
    offices = [many.office(one) for one in wanted]
    assert len(offices) == 7
    assert many.latest is first


def test_the_check_looks_at_every_office(table: Path) -> None:
    checked = pipeline.check([table.as_posix()])
    computed = [one for office in read(table, period="Q4") for one in office.problems]
    found = {one.code for one in checked.problems}
    assert {"E451", "W553"} <= found
    assert {one.code for one in computed} <= found
    assert any(name.endswith("kantor.csv") for name in checked.files)


def test_offices_in_python(table: Path) -> None:
    offices = engine.calculate_many(table, periode="Q2,Q4")
    first = next(offices)
    assert first.periods == ("Q2", "Q4")
    assert 0 < first.figures("Q4")["nko"].value <= 120  # type: ignore[operator]
    assert [office.unit_kerja for office in offices][-1] == "Kantor Pelayanan 00007"
