# ruff: noqa: E501 (whole messages stand in these tables)
"""A whole paket from its folder, and the figures of its published report."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.data.paket import read_paket
from engine.data.published import Printed, read_published
from engine.source import Source
from tests.data.small import HEADER, TREE, told

DATA = 'data: [{berkas: data.csv, pemisah: ";", desimal: ","}]\n'


def test_a_paket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kantor"
    folder.mkdir()
    (folder / "kontrak.yaml").write_text(TREE + DATA)
    (folder / "data.csv").write_text(HEADER + "Kantor Satu;T1;A;rencana;5;;\n")
    (folder / "published.yaml").write_text("laporan: L\nentri: [{id: ukur/A.hasil, tercetak: 83%, di: Bab 1}]\n")
    monkeypatch.chdir(tmp_path)
    paket, problems = read_paket(Path("kantor"))
    assert paket is not None and problems == ()
    assert (paket.shown, len(paket.rows), [one.id for one in paket.published]) == ("kantor", 1, ["ukur/A.hasil"])
    assert paket.rows[0].place.source.name == "kantor/data.csv"
    assert paket.form.manual.span.source.name == "kantor/kontrak.yaml"


def test_what_can_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(read_paket(Path("no/where"))[1]) == [
        "0:0 E516 there is no folder `no/where` | give the folder in which `kontrak.yaml` lies"
    ]
    (tmp_path / "kosong").mkdir()
    monkeypatch.chdir(tmp_path)
    assert told(read_paket(Path("kosong"))[1]) == [
        "0:0 E501 there is no file `kosong/kontrak.yaml` | put the file there, or correct its name"
    ]
    (tmp_path / "kontrak.yaml").write_bytes(b"manual: \xff\n")
    paket, problems = read_paket(tmp_path)
    assert paket is None and [one.code for one in problems] == ["E101"]
    (tmp_path / "kontrak.yaml").write_text(TREE + DATA)
    paket, problems = read_paket(tmp_path)
    assert paket is not None and [one.code for one in problems] == ["E501"] and paket.rows == ()


def test_a_contract_from_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "paket").mkdir()
    (tmp_path / "kontrak.yaml").write_text(TREE)
    (tmp_path / "paket" / "kontrak.yaml").symlink_to(tmp_path / "kontrak.yaml")
    assert [one.code for one in read_paket(tmp_path / "paket")[1]] == ["E503"]


def test_published() -> None:
    text = (
        "laporan: Laporan Kinerja\nentri:\n"
        '  - {id: iku/7b-N.indeks, tercetak: "100,46", di: "Bab III, tabel", catatan: salah cetak}\n'
        "  - {id: nko, tercetak: 116, di: Bab I}\n"
    )
    published, problems = read_published(Source("published.yaml", text))
    found = published.entries
    assert problems == ()
    place = found[0].place
    assert found[0] == Printed("iku/7b-N.indeks", "100,46", "Bab III, tabel", "salah cetak", place)
    assert (place.line, place.text, found[1].note) == (3, '"100,46"', None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("entri: 3\n", ["1:8 E401 here must stand a list such as `[a, b]`"]),
        ("entri: [a]\n", ["1:9 E401 here must stand keys with values"]),
        ("entri: [{id: a, tercetak: 1}]\n", ["1:9 E404 the key `di` is missing here | add `di: …`"]),
        (
            "entri: [{id: a, tercetak: 1, di: x, catatn: y}]\n",
            ["1:37 E403 there is no key `catatn` here | write `catatan`"],
        ),
        ("entries: []\n", ["1:1 E403 there is no key `entries` here | write `entri`"]),
    ],
)
def test_published_mistakes(text: str, expected: list[str]) -> None:
    assert told(read_published(Source("published.yaml", text))[1]) == expected
