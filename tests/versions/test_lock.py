"""An established version: what breaks its lock, what does not, and how it is corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import pipeline
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.locking import lock
from tests.versions.conftest import Write

ENTRY = Path("ukuran-2030/A-2-berkas.yaml")
HEAD = Path("ukuran-2030/manual.yaml")


def codes(manual: str = "ukuran-2030") -> list[str]:
    """What is wrong with the files of a manual."""
    return [one.code for one in pipeline.manual_files(manual)[2]]


def locked(manual: str = "ukuran-2030", *, ralat: bool = False) -> int:
    return lock(Console("en"), {"arguments": (manual,), "ralat": ralat})


def exchange(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new", "broken"),
    [
        (ENTRY, "| 60%   |", "|   60% |", False),
        (ENTRY, "lengkap / diperiksa ", "lengkap/diperiksa", False),
        (ENTRY, "kode: A-2", "# catatan\nkode: A-2", False),
        (ENTRY, "satuan: persen\narah: naik", "arah: naik\nsatuan: persen", False),
        (ENTRY, "arah: naik", "arah: 'naik'", False),
        (ENTRY, "60%", "61%", True),
        (ENTRY, "Mutu berkas", "Mutu dokumen", True),
        (ENTRY, "konsolidasi: jumlah", "konsolidasi: kumulatif", True),
        (ENTRY, "arah: naik", "arah: turun", True),
        (HEAD, "sampai: 2031-01-01", "sampai: 2031-02-01", True),
        (HEAD, "memakai: kep-7", "memakai: kep-7\n  catatan: baru", True),
    ],
)
def test_what_breaks_a_lock(path: Path, old: str, new: str, broken: bool, write: Write) -> None:
    write({})
    assert locked() == 0
    exchange(path, old, new)
    assert ("E919" in codes()) is broken


def test_a_new_and_a_deleted_file_break_it(write: Write) -> None:
    write({})
    locked()
    Path("ukuran-2030/C-1-layanan.yaml").rename("ukuran-2030/lain.yaml")
    assert "E919" not in codes()
    Path("ukuran-2030/lain.yaml").unlink()
    assert codes().count("E919") == 1


def test_a_version_that_extends_is_broken_with_what_it_extends(write: Write) -> None:
    write({})
    locked("ukuran-2031")
    exchange(ENTRY, "60%", "61%")
    assert "E919" in codes("ukuran-2031")
    assert "E919" not in codes()


def test_a_correction_needs_its_reason(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write({})
    locked()
    exchange(ENTRY, "Mutu berkas", "Mutu dokumen")
    assert locked() == 1
    assert locked(ralat=True) == 1
    exchange(HEAD, "rumpun: ukuran", "rumpun: ukuran\n  ralat:\n    - {tanggal: 2031-02-01, alasan: salah ketik}")
    assert locked(ralat=True) == 0
    assert "changed: ukuran A-2" in capsys.readouterr().out
    assert "E919" not in codes()
    assert locked() == 0


def test_cases_and_locks_are_no_rules(write: Write) -> None:
    write({"ukuran-2030/contoh.uji.yaml": "kasus: apa saja\n"})
    assert locked() == 0
    assert codes() == []
    assert [one.code for one in pipeline.check(["paket"]).problems if one.severity == "error"] == []
