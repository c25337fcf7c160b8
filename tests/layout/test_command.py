"""`rules fmt`: what it writes, what it only shows, what it leaves alone."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from engine.surfaces.cli import writing
from engine.surfaces.cli.program import COMMANDS
from engine.surfaces.cli.running import run

ROOT = Path(__file__).resolve().parents[2]
LOOSE = "manual:\n    kode: m\n    nama: M\naturan:\n    a.x: {formula: a+b}\n"
TIDY = "manual:\n  kode: m\n  nama: M\n\naturan:\n  a.x: {formula: a + b}\n"
BROKEN = "aturan:\n  a.y:\n    formula: a +\n"
KONTRAK = "manual: m\nunit_kerja:   u\n"

Rules = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rules(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rules:
    """`rules("fmt", …)` in an empty folder -> (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--lang", "en"], {})
        return code, *capsys.readouterr()

    return typed


def put(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_everything_here_is_written(rules: Rules) -> None:
    files = [put("m/manual.yaml", LOOSE), put("m/inner/b.yaml", TIDY), put("p/kontrak.yaml", KONTRAK)]
    other = [put("p/other.yaml", LOOSE), put("m/x.yaml", "a:   1\n"), put("loose.yaml", LOOSE)]
    before = [path.read_bytes() for path in other[1:]]
    assert rules("fmt") == (0, "m/manual.yaml\np/kontrak.yaml\n", "files changed: 2\n")
    assert [path.read_text() for path in files] == [TIDY, TIDY, "manual: m\nunit_kerja: u\n"]
    assert [path.read_bytes() for path in other[1:]] == before
    assert rules("fmt") == (0, "", "files that need no change: 4\n")


def test_a_file_or_a_folder_is_named(rules: Rules) -> None:
    put("m/manual.yaml", LOOSE)
    put("m/a/b.yaml", LOOSE)
    put("loose.yaml", LOOSE)
    assert rules("fmt", "loose.yaml", "m/a")[:2] == (0, "loose.yaml\nm/a/b.yaml\n")
    assert Path("m/manual.yaml").read_text() == LOOSE


def test_check_lists_and_diff_shows(rules: Rules) -> None:
    path = put("m/manual.yaml", LOOSE)
    assert rules("fmt", "--check") == (1, "m/manual.yaml\n", "files that would change: 1\n")
    code, out, _ = rules("fmt", "--diff")
    assert code == 1
    assert out.startswith("--- m/manual.yaml\n+++ m/manual.yaml\n")
    assert "-    a.x: {formula: a+b}\n+  a.x: {formula: a + b}\n" in out
    assert path.read_text() == LOOSE
    put("m/manual.yaml", TIDY)
    assert rules("fmt", "--check")[:2] == (0, "")
    assert rules("fmt", "--diff")[:2] == (0, "")


def test_line_ends_and_byte_order_mark(rules: Rules) -> None:
    path = put("m/manual.yaml", b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert rules("fmt", "--check")[0] == 1
    rules("fmt")
    assert path.read_bytes() == TIDY.encode()


def test_what_cannot_be_read_is_shown_and_left(rules: Rules) -> None:
    put("m/manual.yaml", LOOSE)
    wrong = put("m/wrong.yaml", BROKEN)
    latin = put("m/latin.yaml", "catatan: é\n".encode("latin-1"))
    code, out, err = rules("fmt")
    assert (code, out) == (1, "m/manual.yaml\n")
    assert "m/wrong.yaml:3:" in err and "E211" in err and "m/latin.yaml:1:10: E101" in err
    assert err.endswith("files with mistakes, left as they are: 2\nfiles changed: 1\n")
    assert (wrong.read_text(), latin.read_bytes()) == (BROKEN, "catatan: é\n".encode("latin-1"))


def test_the_input_goes_out(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str, *options: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return rules("fmt", "-", *options)

    assert given(LOOSE) == (0, TIDY, "")
    assert given("a:   1\n") == (0, "a:   1\n", "")
    assert given(LOOSE, "--check") == (1, "", "")
    assert given(TIDY, "--check") == (0, "", "")
    assert given(LOOSE, "--diff")[1].startswith("--- <stdin>\n")
    code, out, err = given(BROKEN)
    assert (code, out) == (1, "") and "<stdin>:3:" in err
    assert rules("fmt", "-", "x")[0] == 2


def test_nothing_here_and_nothing_there(rules: Rules) -> None:
    assert rules("fmt") == (0, "", "there is no manual and no paket here\n")
    assert rules("fmt", "there")[0] == 2


def test_a_file_that_cannot_be_opened(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    put("m/manual.yaml", LOOSE)
    put("m/b.yaml", LOOSE)
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "b.yaml":
            raise PermissionError(13, "no")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    code, out, err = rules("fmt")
    assert (code, out) == (2, "m/manual.yaml\n")
    assert "`m/b.yaml` cannot be opened: you may not read or write it" in err


def test_writing_keeps_permissions_and_links(rules: Rules) -> None:
    path = put("m/manual.yaml", TIDY)
    real = put("m/inner/real.yaml", LOOSE)
    real.chmod(0o640)
    Path("m/link.yaml").symlink_to("inner/real.yaml")
    assert rules("fmt")[1] == "m/inner/real.yaml\n"
    assert (real.stat().st_mode & 0o777, real.read_text()) == (0o640, TIDY)
    assert Path("m/link.yaml").is_symlink()
    assert sorted(os.listdir("m")) == ["inner", "link.yaml", path.name]


def test_writing_is_all_or_nothing(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("m/manual.yaml", LOOSE)

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(writing.os, "fsync", full)
    code, _, err = rules("fmt")
    assert code == 2 and "there is no space left" in err
    assert path.read_text() == LOOSE and os.listdir("m") == ["manual.yaml"]


def test_an_installed_program_is_never_changed(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("lib/m/manual.yaml", LOOSE)
    monkeypatch.setattr("engine.manual.shelves.ENGINE", Path("lib").resolve())
    assert rules("fmt")[:2] == (0, "")
    said = "files of manuals that come along, which are not changed: 1\n"
    assert rules("fmt", "lib/m/manual.yaml") == (2, "", said)
    assert path.read_text() == LOOSE
    assert rules("fmt", "--check", "lib/m/manual.yaml")[:2] == (1, "lib/m/manual.yaml\n")


@pytest.mark.parametrize("named", ["m", "rules/m", "../checkout/rules/m/manual.yaml"])
def test_manuals_of_a_checkout_are_changed_only_there(
    rules: Rules, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    path = put("checkout/rules/m/manual.yaml", LOOSE).resolve()
    put("checkout/other/x.txt", "")
    monkeypatch.setattr("engine.manual.shelves.rules_folder", lambda: path.parents[1])
    monkeypatch.chdir("checkout/other")
    assert rules("fmt", named if named == "m" else str(path))[:2] == (2, "")
    assert path.read_text() == LOOSE
    monkeypatch.chdir("..")
    assert rules("fmt", named)[0] == 0
    assert path.read_text() == TIDY


FOREIGN = {
    "workflow": "name: ci\non: &a [push]\nx: *a\n---\nz:   1\n",
    "remarks": "# only\n",
    "nothing": "",
    "template": "{{- if .Values.x }}\na:   {{ x }}\n",
    "kode": "kode: 3\nsteps:   [a,   b]\n",
    "places": "kode: 61\nnama:   Kalimantan Barat\n",
    "list": "- a:   1\n",
    "utf-16": "a: 1\n".encode("utf-16"),
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_files_of_others_are_passed_over(rules: Rules, text: str | bytes) -> None:
    path = put(".github/other.yaml", text)
    before = path.read_bytes()
    assert rules("fmt", str(path)) == (0, "", "files that are none of ours, passed over: 1\n")
    assert rules("fmt", "--check", str(path))[:2] == (0, "")
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", [LOOSE, BROKEN, KONTRAK, "kode: a\nnama: A\nformula: a+b\n", "istilah:   []\n"])
def test_files_of_ours_are_known_wherever_they_lie(rules: Rules, text: str) -> None:
    path = put("draft.yaml", text)
    code, out, err = rules("fmt", "--check", str(path))
    assert code == 1 and "passed over" not in err


def test_hooks_name_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    commands = COMMANDS
    assert [hook["id"] for hook in hooks] == ["rules-check", "rules-fmt"]
    for hook in hooks:
        name, command = hook["entry"].split()
        assert name == "rules" and command in commands
        assert "yaml" in hook["types_or"] and hook["require_serial"] is True
    assert "csv" in hooks[0]["types_or"], "data are checked too"
