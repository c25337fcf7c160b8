"""What is written: the same bytes wherever the files lie, all that they need, and a digest that anybody can compute."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import engine.api as api
from engine.evidence.canonical import canonical, is_quoted_from, short
from engine.evidence.files import File, content, is_safe, shape
from tests.evidence.made import base_in, document, exchange, figure, file, text

VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(10**17), 10**17)
    | some.text(some.characters(exclude_categories=["Cs"])),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text("abcé", max_size=3), inner, max_size=4),
    max_leaves=8,
)


def test_the_same_files_give_the_same_bytes_wherever_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = base_in(tmp_path)
    absolute = api.evidence(base / "paket").text
    monkeypatch.chdir(base / "paket")
    (tmp_path / "elsewhere").mkdir()
    for code in ("kep-7", "ukuran-2030"):
        shutil.move(base / code, tmp_path / "elsewhere" / code)
    relative = api.evidence(".", manual=tmp_path / "elsewhere").text
    assert absolute == relative == text()
    assert tmp_path.as_posix() not in absolute.decode() and str(Path.cwd()) not in absolute.decode()


def test_a_period_is_part_of_it(tmp_path: Path) -> None:
    proof = api.evidence(base_in(tmp_path) / "paket", periode="T1")
    assert proof["periode"] == "T1" and proof.digest != document()["digest"]["sha256"]


def test_what_it_says() -> None:
    whole = document()
    one = figure(whole, "bidang/A.rata")
    assert one["exact"] == "195/2" and one["display"] == "97,50" and one["status"] == "final"
    assert one["rule"]["file"] == "rules/kep-7/skor.yaml"
    missing = figure(whole, "ukuran/B-1.capaian")
    assert missing["value"] is None and missing["status"] == "provisional"
    assert missing["reasons"] == [{"code": "alat_rusak", "lawful": False, "input": "ukuran/B-1.capaian"}]
    assert [one["code"] for one in whole["results"]["findings"]] == ["N701"]
    assert [one["text"] for one in whole["results"]["table"]["totals"]] == ["97,50"]


def test_every_file_is_in_it_byte_by_byte(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    for held in document()["files"]:
        below = held["name"].removeprefix("rules/")
        data = (base / below).read_bytes()
        assert content(held) == data and held["sha256"] == hashlib.sha256(data).hexdigest()
    names = [held["name"] for held in document()["files"]]
    assert names == sorted(names)
    assert "paket/lama/t1.csv" in names and "base64" in file(document(), "paket/lama/t1.csv")


def test_a_data_file_that_is_not_there_is_not_in_it(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    (base / "paket/lama/t1.csv").unlink()
    (tmp_path / "outside.csv").write_text("x")
    exchange(base / "paket/kontrak.yaml", "lama/t1.csv", "../../outside.csv")
    proof = api.evidence(base / "paket")
    assert not any("csv" in held["name"] and "data" not in held["name"] for held in proof["files"])  # type: ignore[attr-defined]
    kept = tmp_path / "evidence.json"
    kept.write_bytes(proof.text)
    assert api.verify(kept)["holds"]


def test_an_unreadable_paket_gives_none(tmp_path: Path) -> None:
    proof = api.evidence(tmp_path / "nowhere")
    assert proof == {} and proof.text == b"" and [one.code for one in proof.problems] == ["E516"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = base_in(tmp_path)
    read, times = Path.read_bytes, []

    def reading(path: Path) -> bytes:
        data = read(path)
        if path.name == "data.csv" and not times:
            times.append(path)
            path.write_bytes(data.replace(b";44;", b";45;"))
        return data

    monkeypatch.setattr(Path, "read_bytes", reading)
    with pytest.raises(OSError, match="changed while it was read"):
        api.evidence(base / "paket")


# ---- the digest


@settings(max_examples=30)
@given(VALUES, VALUES)
def test_two_values_have_one_text_only_if_they_are_the_same(one: object, other: object) -> None:
    same = canonical(one) == canonical(other)  # type: ignore[arg-type]
    assert same == (json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True))
    assert json.loads(canonical(one)) == one  # type: ignore[arg-type]


def test_the_text_is_that_of_rfc_8785() -> None:
    value = {"b": ["é", '"', "\\", "\n", "\x01", "/"], "a": {"z": -1, "y": None, "x": True}}
    written = r'{"a":{"x":true,"y":null,"z":-1},"b":["é","\"","\\","\n","\u0001","/"]}'
    assert canonical(value).decode() == written  # type: ignore[arg-type]


def test_the_short_form_is_the_beginning_in_groups() -> None:
    full = "3f2a9c0177b052de8a4106fb" + "0" * 40
    assert short(full) == "3f2a-9c01-77b0-52de-8a41-06fb"
    for quoted in (short(full), full, "3F2A 9C01 77B0 52DE 8A41 06FB", full[:40]):
        assert is_quoted_from(quoted, full)
    for quoted in ("", "3f2a", "3f2a-9c01-77b0-52de-8a41-06f", short(full) + "1", "x" * 24):
        assert not is_quoted_from(quoted, full)


def test_anybody_can_compute_the_digest(tmp_path: Path) -> None:
    kept = tmp_path / "evidence.json"
    kept.write_bytes(text())
    recipe = (
        "import hashlib, json; d = json.load(open('evidence.json', encoding='utf-8')); d.pop('digest');"
        " t = json.dumps(d, sort_keys=True, separators=(',', ':'), ensure_ascii=False);"
        " print(hashlib.sha256(t.encode()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", recipe], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == document()["digest"]["sha256"]
    if shutil.which("jq") and shutil.which("sha256sum"):
        command = "jq -cSj 'del(.digest)' evidence.json | sha256sum"
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.split()[0] == document()["digest"]["sha256"]


# ---- files as plain data


@given(some.binary(max_size=60) | some.text("ab\r\n\ufeff;é").map(str.encode))
def test_a_file_comes_back_byte_by_byte(data: bytes) -> None:
    held = shape(File("paket/x", data))
    assert content(json.loads(json.dumps(held))) == data
    if "text" in held:
        assert len(str(held["marks"])) == 6 * len(held["text"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("paket/kontrak.yaml", True),
        ("paket/data/q 1.csv", True),
        ("rules/kep-7/manual.yaml", True),
        ("rules/kep-7/iku/é.yaml", True),
        ("rules/manual.yaml", False),
        ("paket", False),
        ("other/x", False),
        ("paket/../x", False),
        ("/paket/x", False),
        ("paket//x", False),
        ("./paket/x", False),
        ("paket/x/", False),
        ("paket\\x", False),
        ("paket/a: b.csv", True),
        ("C:/paket/x", False),
        ("paket/x\x00", False),
        ("paket/x\n", False),
        ("", False),
    ],
)
def test_names_that_a_file_may_have(name: str, safe: bool) -> None:
    assert is_safe(name) is safe


def test_no_number_is_a_float_and_exact_values_are_fractions() -> None:
    assert re.search(r"[-:\s]\d+\.\d+[,\s]*$", re.sub(r'"(?:[^"\\]|\\.)*"', '""', text().decode()), re.M) is None
    exact = [one["exact"] for one in document()["results"]["figures"] if one["exact"] is not None]
    assert len(exact) > 5 and all(str(Fraction(value)) == value for value in exact)
