"""A name exchanged everywhere: every other byte and every figure stay, and what would change a meaning is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine import pipeline
from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Problems
from engine.references.find import meanings
from engine.references.index import Survey
from engine.references.model import Kind, Symbol
from engine.references.rename import Change, rename
from engine.results.calculation import Calculation
from tests.references.conftest import SMALL, calculated, own, surveyed

ROOT = Path(__file__).resolve().parents[2]
NAMED: tuple[Kind, ...] = ("attribute", "result", "rule", "raw", "own_rule")
NEW: dict[Kind, str] = {"entry": "Z-9", "member": "z9"}
Figures = dict[str, tuple[object, str, str | None]]
Exchanged = tuple[Symbol, str, tuple[Change, ...], Problems]


def one(whole: Survey, text: str) -> Symbol:
    """The only thing of this name under the current folder."""
    found = [symbol for symbol in meanings(whole.index, text) if symbol in own(whole)]
    assert len(found) == 1, found
    return found[0]


def written(changes: tuple[Change, ...]) -> None:
    for change in changes:
        assert change.path.read_bytes() == change.before
        change.path.write_bytes(change.after)
        if change.moved is not None:
            change.path.rename(change.moved[0])


def undone(changes: tuple[Change, ...]) -> None:
    for change in changes:
        if change.moved is not None:
            change.moved[0].rename(change.path)
        change.path.write_bytes(change.before)


def figures(calculation: Calculation, symbol: Symbol | None = None, new: str = "") -> Figures:
    """Every figure by its id; what has a new name by the old one."""
    back = Back(symbol, new)
    return {
        back.id(figure.id): (back.text(figure.outcome.value), figure.outcome.status, back.unit(figure.unit))
        for figure in (*calculation.figures, *calculation.all.values())
    }


@dataclass(frozen=True)
class Back:
    """The old name for the new one."""

    symbol: Symbol | None
    new: str

    def id(self, id_: str) -> str:
        """`level/kode.name`, or just the name."""
        if self.symbol is None:
            return id_
        kind, old = self.symbol.kind, self.symbol.name
        head, slash, rest = id_.partition("/")
        kode, dot, name = rest.rpartition(".") if slash else ("", "", head)
        head = old if head == self.new and kind == "level" else head
        kode = old if kode == self.new and kind in ("entry", "member") else kode
        if name == self.new and kind in NAMED and (not slash or {head, f"{head}/{kode}"} & self.owners):
            name = old
        return f"{head}/{kode}{dot}{name}" if slash else name

    @property
    def owners(self) -> set[str]:
        return {self.symbol.owner, *self.symbol.levels} if self.symbol is not None else set()

    def text(self, value: object) -> object:
        """A kode may be a figure itself."""
        return self.symbol.name if self.symbol is not None and value == self.new else value

    def unit(self, unit: str | None) -> str | None:
        known = self.symbol is not None and self.symbol.kind == "unit" and unit is not None
        return re.sub(rf"\b{self.new}\b", self.symbol.name, unit) if known else unit


def renamings(whole: Survey) -> Iterator[tuple[Symbol, str]]:
    for symbol in own(whole):
        if symbol.kind != "manual":
            yield symbol, NEW.get(symbol.kind, "nama_baru")


@dataclass(frozen=True)
class Place:
    """A folder, and the names and figures of what lies in it; every test leaves the files as they were."""

    folder: Path
    whole: Survey
    calculation: Calculation


def placed(folder: Path, paket: str) -> Place:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return Place(folder, surveyed(), calculated(paket))


@pytest.fixture(scope="module")
def small_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("untouched") / "small"
    shutil.copytree(SMALL, folder)
    return placed(folder, "paket")


@pytest.fixture
def untouched(small_place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The small workplace as the current folder."""
    monkeypatch.chdir(small_place.folder)
    return small_place


@pytest.fixture(scope="module")
def exchanged(small_place: Place) -> list[Exchanged]:
    """Each of its names, another one for it, and what would change."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small_place.folder)
        names = renamings(small_place.whole)
        return [(symbol, new, *rename(small_place.whole, symbol, new)) for symbol, new in names]


def test_every_name_can_be_exchanged_and_no_figure_changes(untouched: Place, exchanged: list[Exchanged]) -> None:
    calculation = untouched.calculation
    figures_before, findings = figures(calculation), [found.code for found in calculation.findings]
    done = 0
    for symbol, new, changes, problems in exchanged:
        assert changes and problems == (), (symbol.full, [words(problem.message, "en") for problem in problems])
        written(changes)
        now = calculated("paket")
        assert figures(now, symbol, new) == figures_before, symbol.full
        assert ([found.code for found in now.findings], now.problems) == (findings, calculation.problems), symbol.full
        undone(changes)
        done += 1
    assert done > 50


def test_only_the_name_changes(untouched: Place, exchanged: list[Exchanged]) -> None:
    """Line ends, the mark at the beginning, quotes, remarks and columns stay, byte for byte."""
    for symbol, new, changes, _ in exchanged:
        for change in changes:
            places = sorted(
                use.place.start for use in untouched.whole.index.of(symbol) if use.place.source is change.source
            )
            old = change.before.decode().removeprefix("\ufeff")
            pieces = [
                old[start + len(symbol.name) : end] for start, end in zip(places, [*places[1:], len(old)], strict=True)
            ]
            assert change.after.decode().removeprefix("\ufeff") == old[: places[0]] + "".join(
                new + piece for piece in pieces
            )
            assert change.after.startswith(b"\xef\xbb\xbf") == change.before.startswith(b"\xef\xbb\xbf")


def test_there_and_back_is_the_same(small: Path) -> None:
    before_all = {path: path.read_bytes() for path in small.rglob("*.*")}
    for text, new in (("ukuran.bobot", "bobot_baru"), ("A-1", "A-9"), ("T1", "S1"), ("dikali.n", "kali_n")):
        changes, _ = rename(whole := surveyed(), one(whole, text), new)
        written(changes)
        back = surveyed()
        changes, _ = rename(
            back, one(back, f"{text.rpartition('.')[0]}.{new}".removeprefix(".")), one(whole, text).name
        )
        written(changes)
        assert {path: path.read_bytes() for path in small.rglob("*.*")} == before_all


def test_the_file_of_an_entry_is_called_by_its_kode(small: Path) -> None:
    changes, _ = rename(whole := surveyed(), one(whole, "A-1"), "A-7")
    moved = [change.moved for change in changes if change.moved is not None]
    assert moved == [(small / "ukur-2030/ukuran/A-7-pelatihan.yaml", "ukur-2030/ukuran/A-7-pelatihan.yaml")]
    changes, _ = rename(whole, one(whole, "B-1.a"), "B-1.z")  # a member has no file of its own
    assert [change.moved for change in changes if change.moved is not None] == []


def test_other_encodings_stay(small: Path) -> None:
    contract, data = small / "paket/kontrak.yaml", small / "paket/data.csv"
    contract.write_text(contract.read_text().replace('ribuan: "."', 'ribuan: ".", pengodean: cp1252'), encoding="utf-8")
    data.write_bytes(data.read_bytes().replace(b"selesai T1", "séptième".encode("cp1252")))
    changes, _ = rename(whole := surveyed(), one(whole, "A-1.selesai"), "tuntas")
    written(changes)
    assert b"A-1;tuntas;20;;" + "séptième".encode("cp1252") in data.read_bytes()


REFUSED = [
    ("ukuran.bobot", "indeks", "E672"),  # another rule of the level
    ("ukuran.bobot", "batas", "E672"),  # a constant
    ("ukuran.bobot", "bagian", "E672"),  # a level
    ("ukuran.bobot", "jadwal", "E672"),  # a raw datum of an entry of the level
    ("ukuran.bobot", "huruf", "E672"),  # a scale
    ("batas", "selesai", "E672"),  # a raw datum, which would hide it in its entry
    ("batas", "dikali", "E672"),
    ("A-1.selesai", "jadwal", "E672"),
    ("A-1.selesai", "batas_lama", "E672"),
    ("A-1.selesai", "mutu", "E672"),
    ("A-1.kali", "bobot", "E672"),
    ("dikali.x", "n", "E672"),
    ("dikali.x", "batas", "E672"),
    ("T1", "T2", "E672"),
    ("persen", "nilai", "E672"),
    ("alat_rusak", "belum_waktu", "E672"),
    ("A-1", "B-1.a", "E672"),
    ("pelayanan", "umum", "E672"),
    ("batas", "b", "E677"),  # the variable of a `for` in which it is used
    ("ukuran.mutu", "ambang", "E677"),  # would hide what a filter looks up further out
    ("dinas.ambang", "mutu", "E677"),  # would be hidden by the attribute of what the filter looks at
    ("dinas.ambang", "arah", "E677"),
    ("dikali.x", "skala baru", "E671"),
    ("batas", "1batas", "E671"),
    ("batas", "if", "E671"),
    ("batas", "dua-batas", "E671"),
    ("A-1", "A 1", "E671"),
    ("A-1", "-A", "E671"),
    ("persen", "per|sen", "E671"),
    ("nisbah", "sum", "E673"),
    ("ukuran.mutu", "satuan", "E673"),
    ("ukuran.bobot", "nama", "E673"),
    ("batas", "periode", "E673"),
    ("persen", "entri", "E673"),
    ("T1", "catatan", "E673"),
    ("ukur-2030", "ukur-2031", "E674"),
]


@pytest.mark.parametrize(("old", "new", "code"), REFUSED, ids=lambda value: value)
def test_refused(untouched: Place, old: str, new: str, code: str) -> None:
    changes, problems = rename(untouched.whole, one(untouched.whole, old), new)
    assert (changes, [problem.code for problem in problems]) == ((), [code])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A-1.selesai", "masuk"),  # of another entry
        ("ukuran.mutu", "rata"),  # of another level, and no filter looks for it
        ("ukuran.indeks", "i"),  # a variable that stands before the point, not where the name does
        ("batas", "x"),  # a parameter of a function that does not use it
        ("A-1", "A-1.b"),
        ("persen", "persen_baru"),
    ],
)
def test_allowed(small: Path, old: str, new: str) -> None:
    changes, problems = rename(whole := surveyed(), one(whole, old), new)
    assert changes and problems == ()
    before_all = figures(calculated("paket"))
    written(changes)
    assert figures(calculated("paket"), one(whole, old), new) == before_all


def test_a_manual_of_the_program_is_not_touched(small: Path, few_come_along: Path) -> None:
    whole, _ = pipeline.survey(())
    symbol = next(one for one in whole.index.uses if one not in own(whole) and one.kind == "rule")
    changes, problems = rename(whole, symbol, "nama_baru")
    assert (changes, [problem.code for problem in problems]) == ((), ["E675"])


def test_files_with_mistakes_come_first(small: Path) -> None:
    file = small / "kep-1/skor.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("x * n + 0", "x * n + + 0"), encoding="utf-8")
    changes, problems = rename(whole := surveyed(), one(whole, "A-1.selesai"), "tuntas")
    assert (changes, [problem.code for problem in problems]) == ((), ["E676"])


def test_a_name_that_is_not_written_as_it_reads(small: Path) -> None:
    file = small / "paket/kontrak.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  A-1:", '  "A\\u002d1":'), encoding="utf-8")
    changes, problems = rename(whole := surveyed(), one(whole, "A-1"), "A-7")
    assert (changes, [problem.code for problem in problems]) == ((), ["E678"])


def test_a_file_in_the_way(small: Path) -> None:
    shutil.copy(small / "ukur-2030/manual.yaml", small / "ukur-2030/ukuran/A-7-pelatihan.yaml")
    (small / "ukur-2030/ukuran/A-7-pelatihan.yaml").write_text("catatan: kosong\n", encoding="utf-8")
    changes, problems = rename(whole := surveyed(), one(whole, "A-1"), "A-7")
    assert (changes, [problem.code for problem in problems]) == ((), ["E679"])


def test_a_text_that_may_be_meant_is_shown(small: Path) -> None:
    file = small / "kep-1/skor.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "banyak:", 'kode_lain:\n    formula: kode + "A-1"\n\n  bidang.banyak:'
    )
    file.write_text(text, encoding="utf-8")
    changes, problems = rename(whole := surveyed(), one(whole, "A-1"), "A-7")
    assert changes and [(problem.code, problem.severity) for problem in problems] == [("W661", "warning")]


SHIPPED = ("iku.bobot", "9b-N.pelaksanaan", "persen", "organisasi.set_bobot")
"""A few; all of them take minutes."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The manuals that come along and the example that stands on them."""
    folder = tmp_path_factory.mktemp("shipped")
    manuals = (ROOT / "rules" / code for code in ("kmk-300-2022", *(f"djbc-{year}" for year in range(2020, 2024))))
    for one in (*manuals, ROOT / "examples/kalbagbar-2023"):
        shutil.copytree(one, folder / one.name)
    return placed(folder, "kalbagbar-2023")


@pytest.mark.parametrize("text", SHIPPED)
def test_the_shipped_manuals(shipped: Place, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(shipped.folder)
    whole, calculation = shipped.whole, shipped.calculation
    symbol = one(whole, text)
    new = NEW.get(symbol.kind, "nama_baru")
    changes, problems = rename(whole, symbol, new)
    assert changes and problems == ()
    written(changes)
    now = calculated("kalbagbar-2023")
    undone(changes)
    assert figures(now, symbol, new) == figures(calculation)
    # A renamed copy is no longer the same to the byte as the manual that comes along.
    assert [one.code for one in now.problems if one.code != "W441"] == [one.code for one in calculation.problems]
    assert [one.code for one in now.findings] == [one.code for one in calculation.findings]
