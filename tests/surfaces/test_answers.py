"""`rules eval` with what it keeps from one run to the next: the same bytes and exit code, whatever has changed in
between; and nothing is kept that could be wrong."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import pipeline
from engine.keeping import program, records
from engine.keeping.footing import Footing, Look
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/diagnostics/base"
FORMULA = ["eval", "--formula", "min(a / b, 100%)", "a=1", "b=3"]
PAKETS = ("examples/kalbagbar-2023", "examples/pengganti-2027/paket", "tests/golden/konsolidasi/paket")
SHAPES = ([], ["--format", "json"], ["--periode", "T1"], ["--lang", "id"], ["--color"], ["--manual", "."])

Answer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where answers are kept; the current folder is a copy of the small paket and its manuals."""
    monkeypatch.delenv("RULES_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(BASE, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    aged()
    return tmp_path / "cache" / "iku-rules" / "answers"


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was computed and not found in the cache."""
    seen: list[str] = []
    for name in ("calculate", "evaluate"):

        def noted(what: object, *more: object, _whole: object = getattr(pipeline, name), **others: object) -> object:
            seen.append(str(what))
            return _whole(what, *more, **others)  # type: ignore[operator]

        monkeypatch.setattr(pipeline, name, noted)
    return seen


@pytest.fixture
def answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> Answer:
    """Exit code and both streams, which are the same without the cache."""

    def once(*arguments: str) -> tuple[int, str, str]:
        return run(arguments, {"LANG": "en"}), *capsys.readouterr()

    def twice(*arguments: str) -> tuple[int, str, str]:
        said = once(*arguments)
        assert said == once(*arguments, "--no-cache")
        return said

    return twice


def aged() -> None:
    """All files here were written a minute ago."""
    then = time.time() - 60
    for path in Path().rglob("*"):
        os.utime(path, (then, then))


def change(file: str, old: str, new: str) -> None:
    """Exchanges a text that stands once in a file."""
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("shape", SHAPES, ids=" ".join)
@pytest.mark.parametrize(
    "asked",
    [["eval", "paket"], ["explain", "paket", "skor"], FORMULA, ["eval", "--formula", "1 +"]],
    ids=" ".join,
)
def test_the_second_answer_is_the_first(
    answer: Answer, computed: list[str], asked: list[str], shape: list[str]
) -> None:
    if "paket" not in asked and shape and shape[0] in ("--periode", "--manual"):
        pytest.skip("these go with a paket")
    first = answer(*asked, *shape)
    computed.clear()
    assert answer(*asked, *shape) == first
    assert len(computed) == 1, "only the run without the cache has computed"


@pytest.mark.parametrize("paket", PAKETS)
@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_examples(
    paket: str, format: str, language: str, folder: Path, computed: list[str], answer: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("engine.keeping.footing.LAG", -(10**18))  # however new this checkout is
    asked = ["eval", paket, "--format", format, "--lang", language]
    first = answer(*asked)
    computed.clear()
    assert answer(*asked) == first and len(computed) == 1
    assert first[1]


def write(file: str, text: str) -> Callable[[], None]:
    def make() -> None:
        Path(file).parent.mkdir(exist_ok=True)
        Path(file).write_text(text, encoding="utf-8")

    return make


CHANGES: dict[str, Callable[[], object]] = {
    "an entry": lambda: change(
        "ukuran-2030/A-1-pelatihan.yaml", "selesai / dijadwalkan", "selesai / (dijadwalkan + 1)"
    ),
    "a rule": lambda: change("kep-7/skor.yaml", "mean(", "max("),
    "a mistake": lambda: change("kep-7/skor.yaml", "mean(", "mn("),
    "the contract": lambda: change("paket/kontrak.yaml", "A-1:\n        rencana", "A-1:\n        rancana"),
    "the data": lambda: change("paket/data.csv", "T2;A-1;selesai;44", "T2;A-1;selesai;43"),
    "a new rule file": write("kep-7/baru.yaml", "tetapan:\n  batas:\n    nilai: 1\n"),
    "a new entry": write("ukuran-2030/dalam/C-1.yaml", "kode: C-1\nnama: C\nsatuan: persen\n"),
    "published figures": write("paket/published.yaml", "angka: ["),
    "a file gone": lambda: Path("ukuran-2030/A-2-berkas.yaml").unlink(),
    "a decree nearer by": lambda: shutil.copytree("kep-7", "paket/kep-7"),
    "the decree gone": lambda: shutil.rmtree("kep-7"),
    "no text": lambda: Path("kep-7/skor.yaml").write_bytes(b"\xff\xfe"),
    "the contract gone": lambda: Path("paket/kontrak.yaml").unlink(),
    "data gone": lambda: Path("paket/data.csv").unlink(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_seen(answer: Answer, name: str) -> None:
    before = answer("eval", "paket")
    CHANGES[name]()
    aged()
    after = answer("eval", "paket")
    assert after == answer("eval", "paket")
    assert after != before


def test_a_copy_that_is_no_longer_the_same_is_seen(answer: Answer) -> None:
    shutil.copytree("kep-7", "paket/kep-7")
    aged()
    before = answer("eval", "paket", "--format", "json")
    change("kep-7/skor.yaml", "mean(", "max(")
    aged()
    assert answer("eval", "paket", "--format", "json") == before
    shutil.rmtree("kep-7")
    assert answer("eval", "paket", "--format", "json") != before


@pytest.mark.parametrize(
    "environ",
    [{"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}],
    ids=str,
)
def test_an_answer_is_for_these_surroundings(
    answer: Answer, computed: list[str], environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("eval", "paket")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    computed.clear()
    answer("eval", "paket")
    assert len(computed) == 2


def test_the_same_words_elsewhere_are_another_question(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(".", tmp_path / "there")
    first = answer("eval", "paket")
    monkeypatch.chdir(tmp_path / "there")
    change("paket/data.csv", "T2;A-1;selesai;44", "T2;A-1;selesai;43")
    aged()
    assert answer("eval", "paket") != first


@pytest.mark.parametrize(
    "arguments",
    [
        ["eval"],
        ["eval", "nowhere"],
        ["eval", "paket", "--periode", "T9"],
        ["eval", "paket", "--no-cache"],
        ["eval", "paket", "--evidence", "bukti.json"],
        ["eval", "--jsonl", "paket/data.csv"],
        ["check", "paket"],
    ],
    ids=" ".join,
)
def test_what_is_not_kept(folder: Path, arguments: list[str]) -> None:
    run(arguments, {})
    assert kept(folder) == []


def test_what_is_changed_meanwhile_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.calculate

    def slow(*given: object, **more: object) -> object:
        found = whole(*given, **more)  # type: ignore[arg-type]
        change("kep-7/skor.yaml", "mean(", "max(")
        aged()
        return found

    monkeypatch.setattr(pipeline, "calculate", slow)
    assert run(["eval", "paket"], {}) == 0
    assert kept(folder) == []


def test_what_is_as_new_as_the_run_is_not_kept(folder: Path) -> None:
    soon = time.time() + 60
    os.utime("paket/data.csv", (soon, soon))
    run(["eval", "paket"], {})
    assert kept(folder) == []


def damage(file: Path, how: str) -> None:
    data = file.read_bytes()
    plain = json.loads(data.partition(b"\n")[2])
    match how:
        case "cut":
            file.write_bytes(data[:-20])
        case "empty":
            file.write_bytes(b"")
        case "changed":
            file.write_bytes(data.replace(b"0.333", b"0.444"))
        case "foreign":
            file.chmod(0o666)
        case "older":
            records.write(str(file), {**plain, "program": "0"})
        case "of another form":
            records.write(str(file), {**plain, "heard": [["out"]]})
        case "resting on nonsense":
            records.write(str(file), {**plain, "rests_on": [["tree", 1]]})
        case "a list":
            records.write(str(file), [])
        case "a link":
            other = file.with_suffix(".other")
            shutil.move(file, other)
            file.symlink_to(other)


@pytest.mark.parametrize(
    "how",
    [
        "cut",
        "empty",
        "changed",
        "foreign",
        "older",
        "of another form",
        "resting on nonsense",
        "a list",
        "a link",
        "unchanged",
    ],
)
def test_an_answer_that_is_not_ours_is_ignored(answer: Answer, folder: Path, computed: list[str], how: str) -> None:
    first = answer(*FORMULA)
    (record,) = kept(folder)
    damage(record, how)
    computed.clear()
    assert answer(*FORMULA) == first
    assert len(computed) == (1 if how == "unchanged" else 2)
    computed.clear()
    assert answer(*FORMULA) == first and len(computed) == 1, "what was damaged is written anew"


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_answers_are_for_the_person_alone(folder: Path) -> None:
    run(FORMULA, {})
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, folder, *kept(folder))] == [
        0o700,
        0o700,
        0o600,
    ]
    folder.chmod(0o777)
    run([*FORMULA, "--format", "json"], {})
    assert len(kept(folder)) == 1, "a folder that others may write to is not used"


def test_another_program_does_not_use_it(answer: Answer, computed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    answer(*FORMULA)
    monkeypatch.setattr(program, "__version__", "0.0.0")
    computed.clear()
    answer(*FORMULA)
    assert len(computed) == 2


def test_nowhere_to_keep_it(answer: Answer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert answer(*FORMULA)[0] == 0


@pytest.mark.parametrize("name", ["replace", "open", "scandir", "makedirs"])
def test_a_full_disk_keeps_nothing_and_harms_nothing(
    answer: Answer, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = answer(*FORMULA, "--format", "json")
    before = kept(folder)

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(records.os, name, fails)
        assert run(FORMULA, {"LANG": "en"}) == 0
    assert kept(folder) == before and capsys.readouterr().out.startswith("0.333")
    assert answer(*FORMULA, "--format", "json") == first


def test_eight_at_once(folder: Path) -> None:
    """All say the same, and what is kept in the end is whole."""
    command = [sys.executable, str(ROOT / "cli.py"), "eval", "paket", "--lang", "en"]
    for _ in range(2):
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(8)]
        said = {one.communicate() for one in running}
        assert len(said) == 1 and {one.returncode for one in running} == {0}
    (record,) = kept(folder)
    assert [text.encode() for stream, text in records.read(str(record))["heard"] if stream == "out"] == [said.pop()[0]]


def test_a_second_run_loads_nothing_heavy(folder: Path) -> None:
    code = (
        "import sys; from engine.surfaces.cli.running import run; run(['eval', 'paket'], {}); "
        "sys.stderr.write(' '.join({'click', 'lark', 'yaml', 'typing', 'pathlib'} & set(sys.modules)))"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    said = [subprocess.run(command, env=environ, capture_output=True, text=True) for _ in range(2)]
    assert said[0].stdout == said[1].stdout != ""
    assert [bool(one.stderr) for one in said] == [True, False], said


def test_a_look_at_damaged_data() -> None:
    for plain in ([["tree"]], [["shelf", 3]], [[]], 7):
        with pytest.raises((LookupError, TypeError, ValueError)):
            Look().at(plain)  # type: ignore[arg-type]


def test_a_footing_that_has_sunk_does_not_hold(tmp_path: Path) -> None:
    footing = Footing()
    footing.file(tmp_path / "nothing")
    assert footing.holds(time.time_ns())
    footing.sink()
    assert not footing.holds(time.time_ns())


@pytest.mark.parametrize("asked", [["--help"], ["eval", "-h"], ["check", "--help"]], ids=" ".join)
def test_help_is_an_answer(folder: Path, capsys: pytest.CaptureFixture[str], asked: list[str]) -> None:
    said = [(run([*asked], {"LANG": language}), *capsys.readouterr()) for language in ("en", "en", "id", "id")]
    assert said[0] == said[1] != said[2] == said[3]
    assert said[0][0] == 0 and said[0][1]
    assert len(kept(folder)) == 2
