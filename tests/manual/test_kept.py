"""Checked manuals that are kept: what is loaded is what was checked, to the place of each word, and gives the same."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine import pipeline
from engine.calculation.kept import Cached
from engine.data.paket import read_paket
from engine.explain.explanation import explain
from engine.explain.shapes import explained
from engine.keeping import records
from engine.language.functions import Function
from engine.language.types import NUMBER
from engine.manual.check import check_manual
from engine.manual.checked import Manual
from engine.manual.dates import When
from engine.manual.kept import KeptManual
from engine.manual.read import read_manuals
from engine.manual.shelves import Shelf, shelves
from engine.manual.stored import from_data, to_data
from engine.results.shapes import calculation as shaped
from engine.source import Source
from tests.house.test_imports import ROOT

PAKETS = sorted(
    path.parent.relative_to(ROOT).as_posix()
    for home in ("examples", "tests/golden")
    for path in (ROOT / home).rglob("kontrak.yaml")
)


def manual_of(paket: Path) -> Manual:
    """The manual of a paket, read and checked."""
    pipeline._make_room()
    read, _ = read_paket(paket)
    assert read is not None
    form = read.form
    own = Shelf(paket, paket.as_posix())
    stack, found = read_manuals(form.manual.text, shelves(own, None), form.manual.span, None, When(form.tahun))
    manual, _ = check_manual(stack, found)
    assert manual is not None
    return manual


def walked(value: Any, known: dict[int, int]) -> Iterator[object]:
    """Everything that a value holds, in order, places as well; what is one and the same only once."""
    if isinstance(value, str | int | None):
        yield value
        return
    if id(value) in known:
        yield known[id(value)]
        return
    known[id(value)] = len(known)
    kind = type(value)
    yield kind.__name__
    if isinstance(value, Source):
        yield from (value.name, value.text, value.starts)
        yield from walked(value.pieces, known)
    elif isinstance(value, frozenset):
        yield sorted(map(repr, value))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from walked(part, known)
    elif isinstance(value, dict):
        for pair in value.items():
            yield from walked(pair[0], known)
            yield from walked(pair[1], known)
    elif isinstance(value, Function):
        yield value.name
    elif hasattr(kind, "_names"):
        for name in kind._names:
            yield name
            yield from walked(getattr(value, name), known)
    else:
        yield value


@pytest.mark.parametrize("paket", PAKETS)
def test_what_is_loaded_is_what_was_checked(paket: str) -> None:
    manual = manual_of(ROOT / paket)
    loaded = from_data(json.loads(json.dumps(to_data(manual))))
    assert list(walked(loaded, {})) == list(walked(manual, {}))


@pytest.mark.parametrize("paket", PAKETS)
def test_the_figures_are_the_same(paket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("engine.keeping.footing.LAG", -(10**18))  # however new this checkout is
    periods = [None, *list(manual_of(ROOT / paket).periods)[:2]]
    for period in periods:
        fresh, _ = pipeline.calculate(Path(paket), period=period)
        for _ in range(2):
            found, _ = pipeline.calculate(Path(paket), period=period, cache=Cached(str(tmp_path)))
            assert found is not None and fresh is not None
            assert shaped(found, "id") == shaped(fresh, "id")
            for figure in list(fresh.all)[::41]:
                one, other = explain(found, figure, 2), explain(fresh, figure, 2)
                assert one is not None and other is not None
                assert explained(one, found, "id") == explained(other, fresh, "id")


BASE = ROOT / "tests/diagnostics/base"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where manuals are kept; the current folder is a copy of the small paket and its manuals."""
    shutil.copytree(BASE, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    aged()
    return tmp_path / "manuals"


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which manuals were checked since."""
    seen: list[str] = []

    def noted(stack: Any, *more: Any) -> Any:
        seen.append(stack[-1].code)
        return check_manual(stack, *more)

    monkeypatch.setattr("engine.manual.check.check_manual", noted)
    return seen


def aged() -> None:
    """All files here were written a minute ago."""
    then = time.time() - 60
    for path in Path().rglob("*"):
        os.utime(path, (then, then))


def change(file: str, old: str, new: str) -> None:
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    aged()


def figures(folder: Path) -> dict[str, Any]:
    """The figures, which are the same without what is kept."""
    fresh, problems = pipeline.calculate(Path("paket"))
    found, same = pipeline.calculate(Path("paket"), cache=Cached(str(folder)))
    assert [one.code for one in same] == [one.code for one in problems]
    assert (found is None) == (fresh is None)
    if found is not None and fresh is not None:
        assert shaped(found, "id") == shaped(fresh, "id")
        return shaped(found, "id")
    return {}


def test_other_data_do_not_need_another_check(folder: Path, checks: list[str]) -> None:
    first = figures(folder)
    checks.clear()
    change("paket/data.csv", "T2;A-1;selesai;44", "T2;A-1;selesai;43")
    assert figures(folder) != first
    assert len(checks) == 1, "only the calculation without the cache has checked"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("kep-7/skor.yaml", "mean(", "max("),
        ("kep-7/skor.yaml", "mean(", "mn("),
        ("ukuran-2030/A-1-pelatihan.yaml", "selesai / dijadwalkan", "selesai / (dijadwalkan + 1)"),
        ("ukuran-2030/manual.yaml", "memakai: kep-7", "memakai: kmk-300-2022"),
    ],
)
def test_other_rules_do(folder: Path, checks: list[str], file: str, old: str, new: str) -> None:
    figures(folder)
    change(file, old, new)
    checks.clear()
    for count in (2, 3, 4):
        figures(folder)
        assert len(checks) in (count, 2 * (count - 1)), "twice, and then as often as there is something to say"


def test_a_nearer_manual_is_used(folder: Path) -> None:
    first = figures(folder)
    shutil.copytree("kep-7", "paket/kep-7")
    change("paket/kep-7/skor.yaml", "mean(", "max(")
    assert figures(folder) != first


def test_a_manual_with_problems_is_not_kept(folder: Path) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    figures(folder)
    assert not folder.exists()


@pytest.mark.parametrize("how", ["plain", "made", "kind", "program", "manual", "folders"])
def test_what_is_damaged_is_ignored(folder: Path, checks: list[str], how: str) -> None:
    figures(folder)
    (record,) = folder.iterdir()
    data = records.read(str(record))
    match how:
        case "plain":
            data["manual"]["plain"] = data["manual"]["plain"][:3]
        case "made":
            data["manual"]["made"][-1] = data["manual"]["made"][-1][:3]
        case "kind":
            data["manual"]["made"][0][0] = "eval"
        case "manual":
            data["manual"]["made"] = data["manual"]["made"][:-1]
        case _:
            del data[how]
    records.write(str(record), data)
    checks.clear()
    figures(folder)
    assert len(checks) == 2
    figures(folder)
    assert len(checks) == 3, "it is kept anew"


def test_only_what_a_manual_is_made_of_is_stored() -> None:
    manual = manual_of(ROOT / "tests/diagnostics/base/paket")
    object.__setattr__(manual, "unread", (open,))
    with pytest.raises(TypeError):
        to_data(manual)


def test_types_are_the_ones_of_the_language() -> None:
    manual = manual_of(ROOT / "tests/diagnostics/base/paket")
    loaded = from_data(to_data(manual))
    found = [rule.body.type for rule in loaded.rules.values() if rule.body is not None and rule.body.type == NUMBER]
    assert found and all(one is NUMBER for one in found)


def test_a_record_is_of_this_folder_and_period(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = (Shelf(tmp_path, "x"),)
    files = {KeptManual("f", "a", shelf, When(2030, period)).file for period in (None, "T1")}
    files |= {KeptManual("f", "b", shelf, When(2030)).file, KeptManual("f", "a", (), When(2030)).file}
    monkeypatch.chdir(tmp_path)
    files.add(KeptManual("f", "a", shelf, When(2030)).file)
    assert len(files) == 5
