"""`rules rename`: the changes are shown first, and written only if somebody wants them."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.surfaces.cli import renaming
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/references/small"
Said = tuple[int, str, str]
Rules = Callable[..., Said]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def rules(
    tmp_path: Path, few_come_along: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Rules:
    """`rules("rename", …)` in a copy of the small workplace."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def typed(*arguments: str) -> Said:
        spoken = () if "--lang" in arguments else ("--lang", "en")
        code = run([*arguments, *spoken], {})
        return code, *capsys.readouterr()

    return typed


def contents() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path(".").rglob("*.*")) if path.is_file()}


def test_without_a_terminal_nothing_is_written(rules: Rules) -> None:
    before = contents()
    code, out, err = rules("rename", "huruf", "angka_mutu")
    assert code == 1 and out.startswith("--- kep-1/skor.yaml\n+++ kep-1/skor.yaml\n@@ ")
    assert "-  huruf:\n+  angka_mutu:\n" in out
    assert err == "nothing was changed; with --yes the changes are made\n"
    assert contents() == before


def test_yes(rules: Rules) -> None:
    before = contents()
    code, out, err = rules("rename", "A-1.selesai", "tuntas", "--yes")
    assert (code, err) == (0, "files changed: 3\n")
    changed = {name for name, data in contents().items() if data != before[name]}
    assert changed == {"paket/data.csv", "paket/published.yaml", "ukur-2030/ukuran/A-1-pelatihan.yaml"}
    assert rules("uses", "A-1.tuntas")[0] == 0
    assert [path for path in Path(".").rglob(".*")] == []  # nothing is left behind


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("ya\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_a_person_is_asked(rules: Rules, monkeypatch: pytest.MonkeyPatch, answer: str, code: int) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    before = contents()
    done, _, err = rules("rename", "huruf", "angka_mutu")
    assert done == code and err.startswith("make these changes? [y/N] ")
    assert (contents() == before) == (code == 1)


def test_the_file_of_an_entry_is_renamed(rules: Rules) -> None:
    code, out, _ = rules("rename", "A-1", "A-7", "--yes")
    assert code == 0
    moved = "rename from ukur-2030/ukuran/A-1-pelatihan.yaml\nrename to ukur-2030/ukuran/A-7-pelatihan.yaml\n"
    assert moved in out
    assert not Path("ukur-2030/ukuran/A-1-pelatihan.yaml").exists()
    assert Path("ukur-2030/ukuran/A-7-pelatihan.yaml").read_bytes().startswith(b"\xef\xbb\xbfkode: A-7\n")
    assert rules("eval", "paket")[0] in (0, 1)


def test_a_file_that_changes_meanwhile_stops_everything(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(console: object) -> bool:
        Path("paket/data.csv").write_bytes(Path("paket/data.csv").read_bytes() + b"\r\n")
        return True

    monkeypatch.setattr(renaming, "agreed", slow)
    rule = Path("ukur-2030/ukuran/A-1-pelatihan.yaml").read_bytes()
    code, _, err = rules("rename", "A-1.selesai", "tuntas")
    assert (code, err) == (1, "`paket/data.csv` has been changed meanwhile, and is left as it is\n")
    assert Path("ukur-2030/ukuran/A-1-pelatihan.yaml").read_bytes() == rule


def test_several_meanings(rules: Rules) -> None:
    code, out, err = rules("rename", "selesai", "tuntas", "--yes")
    assert (code, out) == (1, "")
    assert err.startswith("E670 error: `selesai` stands for several things\n")
    assert err.endswith("= help: write one of: ukuran/A-1.selesai, ukuran/B-1.selesai, bagian/B-1.a.selesai\n")
    assert "ukur-2030/ukuran/B-1-keluhan.yaml:7:3: `ukuran/B-1.selesai` is defined here\n" in err


def test_folders_say_which_manual_is_meant(rules: Rules) -> None:
    shutil.copytree("kep-1", "kep-2")
    file = Path("kep-2/manual.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("kode: kep-1", "kode: kep-2"), encoding="utf-8")
    code, _, err = rules("rename", "huruf", "angka_mutu", "--yes")
    assert code == 1 and "name the folder of the manual or paket that is meant" in err
    before = contents()
    assert rules("rename", "huruf", "angka_mutu", "paket", "--yes")[0] == 0
    assert {name for name, data in contents().items() if data != before[name]} == {"kep-1/skor.yaml"}


def test_refused(rules: Rules) -> None:
    before = contents()
    for arguments, code in ((("huruf", "sum"), "E673"), (("tidak_ada", "ada"), "E662"), (("batas", "b"), "E677")):
        done, out, err = rules("rename", *arguments, "--yes")
        assert (done, out) == (1, "") and f"{code} error: " in err
    assert contents() == before


def test_wrong_use(rules: Rules) -> None:
    for arguments, said in (
        ((), "NAME is missing"),
        (("batas",), "NEW is missing"),
        (("batas", "batas"), "both names are the same"),
    ):
        code, out, err = rules("rename", *arguments)
        assert (code, out) == (2, "") and err.startswith(f"rules rename: {said}; ")
    assert rules("rename", "batas", "ambang_atas", "tidak-ada")[0] == 2
