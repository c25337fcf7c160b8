"""`rules diff` as it is typed: what it compares, its formats, its exit codes; versions in git, and git itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.surfaces.cli.running import run
from tests.difference.edits import make

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/diagnostics/base"
Said = tuple[int, str, str]
Rules = Callable[..., Said]
WEIGHTS = """\
+++ ukuran-2030/A-2-berkas.yaml
-  lengkap     | 60%   | lengkap / diperiksa     | 100%
-  tepat waktu | 40%   | tepat_waktu / diperiksa | 100%
+  lengkap     | 50%   | lengkap / diperiksa     | 100%
+  tepat waktu | 50%   | tepat_waktu / diperiksa | 100%
"""
SAID = """\
ukuran A-2: Mutu berkas
  the weight of `lengkap` changes from `60%` to `50%`
  the weight of `tepat waktu` changes from `40%` to `50%`

2 changes
"""


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rules:
    """`rules("diff", …)` where the small paket lies twice, the second time with other weights."""
    for name in ("lama", "baru"):
        shutil.copytree(BASE, tmp_path / name)
    make(tmp_path / "baru", WEIGHTS.splitlines())
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str) -> Said:
        spoken = () if "--lang" in arguments else ("--lang", "en")
        code = run([*arguments, *spoken], {})
        return code, *capsys.readouterr()

    return typed


def git(*arguments: str) -> str:
    """git in the current folder."""
    named = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *named, *arguments], check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout


def test_two_manuals(rules: Rules) -> None:
    assert rules("diff", "lama/ukuran-2030", "baru/ukuran-2030") == (1, SAID, "")


def test_two_pakets_with_their_manuals(rules: Rules) -> None:
    assert rules("diff", "lama/paket", "baru/paket") == (1, SAID, "")


def test_nothing_changed(rules: Rules) -> None:
    assert rules("diff", "lama/ukuran-2030", "lama/ukuran-2030/A-1-pelatihan.yaml") == (0, "no change\n", "")


WRONG = [
    ((), "compares two things"),
    (("lama/paket",), "compares two things"),
    (("lama/paket", "baru/ukuran-2030"), "E951"),
    (("lama/paket", "baru/tidak-ada"), "E663"),
    (("lama", "baru/paket"), "E952"),
    (("lepas.yaml", "baru/paket"), "E955"),
    (("HEAD:lama/paket", "baru/paket"), "E953"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_wrong_use(rules: Rules, arguments: tuple[str, ...], said: str) -> None:
    Path("lepas.yaml").write_text("tetapan: {penuh: {nilai: 100}}\n")
    code, out, complaints = rules("diff", *arguments)
    assert (code, out) == (2, "") and said in complaints


def test_a_side_with_a_mistake_is_said_and_the_rest_compared(rules: Rules) -> None:
    file = Path("baru/kep-7/skor.yaml")
    file.write_text(file.read_text().replace("mean(bidang", "mena(bidang"))
    code, out, complaints = rules("diff", "lama/ukuran-2030", "baru/ukuran-2030")
    assert code == 1 and "E950" in complaints and "`lengkap` changes from `60%` to `50%`" in out


def test_the_matrix(rules: Rules) -> None:
    out = rules("diff", "lama/ukuran-2030", "baru/ukuran-2030", "--matrix", "--lang", "id")[1]
    assert [line.split() for line in out.splitlines()] == [
        ["Bagian", "Semula", "Menjadi", "Dasar", "hukum", "Alasan"],
        [],
        ["ukuran", "A-2:", "Mutu", "berkas"],
        ["bobot", "`lengkap`", "60%", "50%"],
        ["bobot", "`tepat", "waktu`", "40%", "50%"],
    ]


def test_json(rules: Rules) -> None:
    code, out, _ = rules("diff", "lama/ukuran-2030", "baru/ukuran-2030", "--format", "json")
    found = json.loads(out)
    assert code == 1 and found["count"] == 2 and found["problems"] == []
    first = found["groups"][0]["changes"][0]
    assert (first["label"], first["part"], first["key"]) == ("ukuran/A-2.capaian", "weight", "lengkap")
    assert first["before"] == {
        "text": "60%", "file": "lama/ukuran-2030/A-2-berkas.yaml", "line": 17, "article": "", "reason": "",
    }  # fmt: skip
    assert first["matrix"]["after"] == ["50%"]


# ---- the page


class Outline(HTMLParser):
    """The elements of a page, balanced, and its text."""

    EMPTY = ("meta", "br")

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone_and_can_be_read_aloud(rules: Rules) -> None:
    code, out, complaints = rules(
        "diff", "lama/paket", "baru/paket", "--format", "html", "--output", "x.html", "--lang", "id"
    )
    assert (code, out, complaints) == (1, "", "ditulis: x.html\n")
    page = Outline(Path("x.html").read_text(encoding="utf-8"))
    names = [name for name, _ in page.elements]
    assert ("html", {"lang": "id"}) in page.elements
    assert names.count("h1") == names.count("main") == names.count("title") == names.count("caption") == 1
    levels = [int(name[1]) for name in names if name in ("h1", "h2", "h3")]
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert {"script", "link", "img", "iframe", "object"} & set(names) == set()
    assert not any(name in ("src", "href") or name.startswith("on") for _, held in page.elements for name in held)
    assert all(held.get("scope") for name, held in page.elements if name == "th")
    assert "bobot lengkap berubah dari 60% menjadi 50%" in page.text and "@media print" in page.text


HOSTILE = """<script>alert("1")</script> & <b>"tebal"</b> ' `"""


def test_what_stands_in_files_is_only_text_on_the_page(rules: Rules) -> None:
    file = Path("baru/ukuran-2030/A-2-berkas.yaml")
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    file.write_text(file.read_text().replace("nama: Mutu berkas", f"nama: {quoted}\ncatatan: {quoted}"))
    out = rules("diff", "lama/ukuran-2030", "baru/ukuran-2030", "--format", "html")[1]
    assert {"script", "b"} & {name for name, _ in Outline(out).elements} == set()


def test_the_same_bytes_each_time(rules: Rules) -> None:
    once, again = (rules("diff", "lama/paket", "baru/paket", "--format", "json")[1] for _ in range(2))
    assert once == again and str(Path.cwd()) not in once


# ---- git


@pytest.fixture
def versions(rules: Rules) -> Rules:
    """The folder `lama` is managed by git; what `baru` has is not yet in a version."""
    git("init", "-q")
    git("add", "lama")
    git("commit", "-q", "-m", "awal")
    shutil.copytree("baru", "lama", dirs_exist_ok=True)
    shutil.rmtree("baru")
    return rules


def test_a_version_in_git_against_what_lies_there(versions: Rules) -> None:
    before = git("status", "--porcelain")
    assert versions("diff", "HEAD:lama/ukuran-2030", "lama/ukuran-2030") == (1, SAID, "")
    assert versions("diff", "HEAD:lama/paket", "lama/paket") == (1, SAID, "")
    assert git("status", "--porcelain") == before


def test_two_versions_in_git(versions: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    git("commit", "-q", "-a", "-m", "bobot")
    assert versions("diff", "HEAD~1:lama/ukuran-2030", "HEAD:lama/ukuran-2030") == (1, SAID, "")
    assert versions("diff", "HEAD:lama/kep-7", "HEAD~1:lama/kep-7")[:2] == (0, "no change\n")
    monkeypatch.chdir("lama")
    assert versions("diff", "HEAD~1:./ukuran-2030", "ukuran-2030") == (1, SAID, "")


def test_what_a_version_does_not_have(versions: Rules) -> None:
    for name, code in (("HEAD~9:lama/paket", "E953"), ("--output=x:lama", "E953"), ("HEAD:tidak-ada", "E954")):
        found = versions("diff", "--lang", "en", "--", name, "lama/paket")
        assert found[0] == 2 and code in found[2], found


def test_git_shows_rule_files_in_sentences(versions: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".gitattributes").write_text("*.yaml diff=rules\n")
    git("config", "diff.rules.command", f"'{sys.executable}' '{ROOT / 'cli.py'}' diff --git --lang en")
    monkeypatch.setenv("NO_COLOR", "1")
    file = Path("lama/kep-7/skor.yaml")
    file.write_text("# ditulis lain\n" + file.read_text())
    Path("lama/catatan.yaml").write_text("rapat: besok\n")
    git("add", "-N", "lama/catatan.yaml")
    sentences = "".join(f"  {line}\n" if line else "\n" for line in SAID.splitlines())
    assert git("diff") == (
        f"lama/catatan.yaml\n@@ -0,0 +1 @@\n+rapat: besok\n"
        "lama/kep-7/skor.yaml\n  says the same as before, written otherwise\n"
        f"lama/ukuran-2030/A-2-berkas.yaml\n{sentences}"
    )


def test_a_file_that_is_new_or_gone_in_git(versions: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    file = "lama/ukuran-2030/B-1-keluhan.yaml"
    given = (file, "0" * 7, "100644")
    gone = versions("diff", "--git", file, file, *given[1:], "/dev/null", ".", ".")
    assert gone[0] == 0 and "`ukuran B-1` is gone" in gone[1]
    new = versions("diff", "--git", file, "/dev/null", ".", ".", *given)
    assert new[0] == 0 and "`ukuran B-1` is new" in new[1]
    assert versions("diff", "--git", file) == (0, f"{file}: not merged yet\n", "")
    assert versions("diff", "--git", "a", "b")[0] == 2
