"""`rules check` with what it keeps from one run to the next: the same bytes, whatever has changed in between."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.checking import units
from engine.checking.find import Subject
from engine.checking.model import Result
from engine.checking.stored import from_data, to_data
from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.keeping import program
from engine.keeping import records as kept
from engine.source import Source
from engine.surfaces.cli.caching import cache_folder
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/diagnostics/base"
ALONG = ("kep-1", "ukur-2030")
"""Small manuals of `tests/references/small`, which stand for those that come along."""
KEPT = ("paket", ".", "kep-7", "kep-7/skor.yaml", "paket/data.csv")
SHAPES = ([], ["--all"], ["--format", "json"], ["--strict", "--format", "github", "--lang", "id"])

Check = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where records are kept; the current folder is a copy of the small paket and its manuals."""
    monkeypatch.delenv("RULES_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(BASE, tmp_path / "here", ignore=shutil.ignore_patterns("kantor"))
    for one in ALONG:
        shutil.copytree(ROOT / "tests/references/small" / one, tmp_path / "along" / one)
    monkeypatch.setattr("engine.manual.shelves.rules_folder", lambda: tmp_path / "along")
    monkeypatch.chdir(tmp_path / "here")
    aged()
    return tmp_path / "cache" / "iku-rules"


@pytest.fixture
def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """`check("paket", …)` -> exit code and output, which are the same without the cache."""

    def once(*arguments: str) -> str:
        code = run(["check", *arguments, *(() if "--lang" in arguments else ("--lang", "en"))], {})
        out, err = capsys.readouterr()
        assert err == ""
        return f"{code}\n{out}"

    def twice(*arguments: str) -> str:
        said = once(*arguments)
        assert said == once(*arguments, "--no-cache")
        return said

    return twice


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been read since, with the cache or without."""
    seen: list[str] = []
    whole = units.open_subject

    def noted(target: Subject, *more: object) -> units.Opened:
        seen.append(target.shown)
        return whole(target, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(units, "open_subject", noted)
    return seen


def aged() -> None:
    """All files here, and those that come along, were written a minute ago."""
    then = time.time() - 60
    for path in (*Path().rglob("*"), *Path("../along").rglob("*")):
        os.utime(path, (then, then))


def change(file: str, old: str, new: str) -> None:
    """Exchanges a text that stands once in a file."""
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), encoding="utf-8")
    aged()


@pytest.mark.parametrize("shape", SHAPES, ids=" ".join)
def test_a_second_run_reads_nothing_and_says_the_same(check: Check, opened: list[str], shape: list[str]) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    change("paket/data.csv", "T2;A-1;selesai;44", "T2;A-1;selesai;44,5")
    first = check(".", *shape)
    opened.clear()
    assert check(".", *shape) == first
    assert sorted(opened) == ["kep-7", "paket", "ukuran-2030"], "only the run without the cache has read"


def write(file: str, text: str) -> Callable[[], None]:
    def make() -> None:
        Path(file).parent.mkdir(exist_ok=True)
        Path(file).write_text(text, encoding="utf-8")

    return make


def second_decree() -> None:
    shutil.copytree("kep-7", "paket/kep-7")


CHANGES: dict[str, Callable[[], None]] = {
    "an entry": lambda: change("ukuran-2030/A-1-pelatihan.yaml", "selesai / dijadwalkan", "selesai / dijadwal"),
    "a rule": lambda: change("kep-7/skor.yaml", "mean(", "mn("),
    "the contract": lambda: change("paket/kontrak.yaml", "A-1:\n        rencana", "A-1:\n        rancana"),
    "the data": lambda: change("paket/data.csv", "T1;A-1;selesai;20", "T3;A-1;selesai;20"),
    "a new rule file": write("kep-7/baru.yaml", "tetapan:\n  batas:\n    nilai: 1\n"),
    "a new entry": write("ukuran-2030/dalam/C-1.yaml", "kode: C-1\nnama: C\nsatuan: persen\n"),
    "published figures": write("paket/published.yaml", "angka: ["),
    "a file gone": lambda: Path("ukuran-2030/A-2-berkas.yaml").unlink(),
    "data gone": lambda: Path("paket/data.csv").unlink(),
    "a decree nearer by": second_decree,
    "the decree gone": lambda: shutil.rmtree("kep-7"),
    "another decree": lambda: change("ukuran-2030/manual.yaml", "memakai: kep-7", "memakai: kep-1"),
    "an unreadable file": write("kep-7/baru.yaml", "a: [\n"),
    "no text": lambda: Path("kep-7/skor.yaml").write_bytes(b"\xff\xfe"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("argument", [".", "paket/data.csv"])
def test_every_change_is_seen(check: Check, name: str, argument: str) -> None:
    before = check(argument)
    CHANGES[name]()
    aged()
    after = check(argument)
    assert after == check(argument)
    if argument == ".":
        assert (after != before) or name == "another decree"


def test_a_long_story(check: Check) -> None:
    """Any changes in any order, and any part of it looked at."""
    chance = random.Random(7)
    for _ in range(25):
        if chance.random() < 0.3:
            for inner in Path().iterdir():
                shutil.rmtree(inner)
            shutil.copytree(BASE, Path(), dirs_exist_ok=True, ignore=shutil.ignore_patterns("kantor"))
        try:
            chance.choice(list(CHANGES.values()))()
        except (AssertionError, OSError):
            pass  # it was made before
        aged()
        names = [name for name in (*KEPT, "ukuran-2030", "ukur-2030") if Path(name).exists() or name == "ukur-2030"]
        check(*chance.sample(names, k=chance.randint(1, 3)))


def test_manuals_of_another_current_folder_are_others(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far").mkdir()
    shutil.move("paket", tmp_path / "far/paket")
    shutil.copytree(".", tmp_path / "there")
    with (tmp_path / "there/kep-7/huruf.yaml").open("a") as opened:
        opened.write("x: 1\n")
    for folder in ("here", "there", "far"):
        monkeypatch.chdir(tmp_path / folder)
        aged()
    monkeypatch.chdir(tmp_path / "here")
    paket = (tmp_path / "far/paket").as_posix()
    assert check(paket).startswith("0\n")
    monkeypatch.chdir(tmp_path / "there")
    assert check(paket).startswith("1\n")
    monkeypatch.chdir(tmp_path / "here")
    assert check(paket).startswith("0\n")


def test_that_not_all_could_be_looked_at_is_kept(check: Check) -> None:
    with Path("kep-7/manual.yaml").open("a") as opened:
        opened.write("x: [\n")
    aged()
    for name in ("paket/data.csv", "ukuran-2030/A-1-pelatihan.yaml"):
        assert "E666" in check(name)
    assert "only when they are corrected" in check("paket")


def test_a_decree_is_known_alone_and_below_a_manual(check: Check) -> None:
    for names in (["ukur-2030", "kep-1"], ["kep-1"], ["kep-1", "ukur-2030"], ["ukur-2030"]):
        assert check(*names) == check(*names)


def records(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def damage(file: Path, how: str) -> None:
    data = file.read_bytes()
    match how:
        case "cut":
            file.write_bytes(data[:-20])
        case "empty":
            file.write_bytes(b"")
        case "changed":
            file.write_bytes(data.replace(b"E302", b"E303"))
        case "foreign":
            file.chmod(0o666)
        case "older":
            write_record(file, {**json.loads(data.partition(b"\n")[2]), "program": "0"})
        case "of another form":
            write_record(file, {**json.loads(data.partition(b"\n")[2]), "result": {"files": []}})
        case "a list":
            write_record(file, [])
        case "a link":
            other = file.with_suffix(".other")
            shutil.move(file, other)
            file.symlink_to(other)


def write_record(file: Path, data: object) -> None:
    kept.write(str(file), data)


@pytest.mark.parametrize(
    "how", ["cut", "empty", "changed", "foreign", "older", "of another form", "a list", "a link", "unchanged"]
)
def test_a_record_that_is_not_ours_is_ignored(check: Check, folder: Path, opened: list[str], how: str) -> None:
    change("kep-7/skor.yaml", "mean(", "mn(")
    first = check("kep-7")
    (record,) = records(folder)
    damage(record, how)
    opened.clear()
    assert check("kep-7") == first
    assert opened == (["kep-7"] if how == "unchanged" else ["kep-7", "kep-7"])


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_records_are_for_the_person_alone(check: Check, folder: Path) -> None:
    check("paket")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, *records(folder))] == [0o700, 0o600]
    folder.chmod(0o777)
    check("kep-7")
    assert len(records(folder)) == 1, "a folder that others may write to is not used"


def test_what_is_changed_while_it_is_read_is_not_kept(check: Check, folder: Path) -> None:
    soon = time.time() + 60
    os.utime("kep-7/skor.yaml", (soon, soon))
    check("kep-7")
    assert records(folder) == []


def test_a_file_that_is_not_there_is_not_kept(check: Check, folder: Path) -> None:
    Path("paket/data.csv").unlink()
    check("paket")
    assert records(folder) == []


def test_there_are_never_too_many(check: Check, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_RECORDS", 10)
    check("paket")
    for number in range(20):
        (folder / f"{number}.json").touch()
        os.utime(folder / f"{number}.json", (number, number))
    check("kep-7")
    assert len(records(folder)) < 22


def test_another_program_is_told_from_this_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "engine/checking", tmp_path / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(program, "ENGINE", str(tmp_path / "engine"))
    before = program.program()
    assert program.program() == before
    with (tmp_path / "engine" / "find.py").open("a") as file:
        file.write("#")
    assert program.program() != before


def test_everything_of_a_problem_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2")
    source, other = Source("a.yaml", "a: 1\r\nb: 2"), Source("data.csv", "\xe9\ud800", before=7)
    message = Message("x {a} {b} {c}", (("a", 1), ("b", "y"), ("c", say("z {d}", d=say("w")))))
    found = Diagnostic(
        "W811", "warning", message, source.span(0, 2), ((say("other"), other.span(0, 1)),), say("fix"),
        (Edit(source.span(1, 2), "é"),), ((("kolom", "1"), ("lain", '"a"')),), source.span(4, 5),
    )  # fmt: skip
    bare = Diagnostic("E1", "error", say("bare"))
    target = Subject("manual", tmp_path, "here")
    result = Result(target, {"here": ("a.yaml",)}, {"a.yaml": file}, (bare,), (found,), (1,), {"here": tmp_path})
    data = json.loads(json.dumps(to_data(result)))
    assert data["texts"] == [["a.yaml", None, 0], ["data.csv", "\xe9\ud800", 7]]
    again = from_data(data, target)
    assert repr(again) == repr(result)
    assert [place.line for _, place in again.found[0].others] == [8] if again.found else False
    assert to_data(from_data(data, target)) == to_data(result)


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({}, None),
        ({"HOME": "/home/a"}, "/home/a/.cache/iku-rules"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/c"}, "/c/iku-rules"),
        ({"HOME": "/home/a", "RULES_NO_CACHE": "1"}, None),
        ({"HOME": "a"}, None),
    ],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these are the folders of other systems")
def test_the_folder_of_the_system(environ: dict[str, str], folder: str | None) -> None:
    assert cache_folder(environ) == folder


def test_a_second_run_loads_nothing_heavy(folder: Path) -> None:
    code = (
        "import sys; from engine.surfaces.cli.running import run; run(['check', '.'], {}); "
        "sys.stderr.write(' '.join({'lark', 'yaml'} & set(sys.modules)))"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = [subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True) for _ in range(2)]
    assert said[0].stdout == said[1].stdout != ""
    assert [bool(one.stderr) for one in said] == [True, False], said
