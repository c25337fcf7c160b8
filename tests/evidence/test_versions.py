"""Evidence of a contract that names a manual by its rumpun: everything that chose the version is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine.api as api
from tests.evidence.made import base_in, exchange

HEAD = """manual:
  kode: ukuran-{year}
  nama: Manual rekaan tahun {year}
  memakai: kep-7
  mengisi: ukuran
  berlaku: {{mulai: {year}-01-01}}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A manual of 2030, and one of 2031 that extends it and takes its place; the contract names the rumpun of both."""
    base = base_in(tmp_path)
    (base / "ukuran-2030/manual.yaml").write_text(HEAD.format(year=2030) + "  rumpun: ukuran\n")
    (base / "ukuran-2031").mkdir()
    later = HEAD.format(year=2031) + "  memperluas: ukuran-2030\n  menggantikan: ukuran-2030\n"
    (base / "ukuran-2031/manual.yaml").write_text(later)
    exchange(base / "paket/kontrak.yaml", "manual: ukuran-2030", "manual: ukuran")
    exchange(
        base / "kep-7/manual.yaml",
        "  kode | terdiri_atas | nama\n  T1   | T1           | semester satu\n  T2   | T2           | semester dua\n"
        "  Y    | T1, T2       | setahun\n",
        "  kode | terdiri_atas | nama          | mulai | akhir\n  T1   | T1           | semester satu | 01-01 | 06-30\n"
        "  T2   | T2           | semester dua  | 07-01 | 12-31\n"
        "  Y    | T1, T2       | setahun       | 01-01 | 12-31\n",
    )
    return base


def names(proof: api.Proof) -> set[str]:
    """The files of the two versions."""
    return {one["name"] for one in proof["files"] if "ukuran-" in one["name"] and "manual" in one["name"]}  # type: ignore[attr-defined]


def test_the_version_of_the_year_and_what_the_other_says_of_itself(base: Path) -> None:
    proof = api.evidence(base / "paket")
    assert proof["results"]["manuals"] == ["ukuran-2030", "kep-7"]  # type: ignore[index]
    assert names(proof) == {"rules/ukuran-2030/manual.yaml", "versions/ukuran-2031/manual.yaml"}
    (base / "bukti.json").write_bytes(proof.text)
    assert api.verify(base / "bukti.json")["holds"]


def test_a_version_with_those_that_it_extends(base: Path) -> None:
    exchange(base / "paket/kontrak.yaml", "tahun: 2030", "tahun: 2031")
    proof = api.evidence(base / "paket")
    assert proof["results"]["manuals"] == ["ukuran-2031", "kep-7"]  # type: ignore[index]
    assert names(proof) == {"rules/ukuran-2030/manual.yaml", "rules/ukuran-2031/manual.yaml"}
    (base / "bukti.json").write_bytes(proof.text)
    assert api.verify(base / "bukti.json")["holds"]


def test_the_lock_of_a_version_is_in_it(base: Path) -> None:
    (base / "ukuran-2030/kunci.yaml").write_text("kunci: rusak\n")
    proof = api.evidence(base / "paket")
    assert "rules/ukuran-2030/kunci.yaml" in [one["name"] for one in proof["files"]]  # type: ignore[attr-defined]
    (base / "bukti.json").write_bytes(proof.text)
    assert api.verify(base / "bukti.json")["holds"]
