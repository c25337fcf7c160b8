"""Evidence of the small paket of `tests/diagnostics/base`, made once for all tests, and changes of it."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import engine.api as api
from engine.evidence.canonical import digest_of

BASE = Path(__file__).parents[1] / "diagnostics" / "base"
ROOT = Path(__file__).parents[2]
PUBLISHED = "entri:\n  - {id: skor, tercetak: '100,00', di: Bab I, catatan: salah cetak}\n"
EXAMPLE = ROOT / "examples" / "kalbagbar-2023"


@cache
def text() -> bytes:
    """What `rules eval paket --evidence` writes."""
    with tempfile.TemporaryDirectory() as folder:
        return api.evidence(base_in(Path(folder)) / "paket").text


def document() -> dict[str, Any]:
    """A copy of it that a test may change."""
    return json.loads(text())


def sealed(changed: dict[str, Any]) -> dict[str, Any]:
    """The same with a digest that fits: what somebody makes who wants a change not to be seen."""
    return {**changed, "digest": digest_of(changed)}


def written(folder: Path, changed: dict[str, Any], name: str = "evidence.json") -> Path:
    """A file that holds these data."""
    file = folder / name
    file.write_text(json.dumps(changed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def base_in(folder: Path) -> Path:
    """The small paket and its manuals in a folder of its own. One value is missing, so that figures are provisional;
    one figure was published otherwise; and one data file is not in UTF-8."""
    base = Path(shutil.copytree(BASE, folder / "base"))
    exchange(base / "paket/data.csv", "B-1;capaian;18;;", "B-1;capaian;;alat_rusak;")
    exchange(base / "paket/data.csv", "Dinas Uji;T1;A-1;selesai;20;;\n", "")
    lines = "unit_kerja;periode;kode;variabel;nilai;alasan;keterangan\nDinas Uji;T1;A-1;selesai;20;;sumber: ©\n"
    (base / "paket/lama").mkdir()
    (base / "paket/lama/t1.csv").write_bytes(lines.encode("cp1252"))
    exchange(
        base / "paket/kontrak.yaml",
        "data:\n",
        'data:\n  - {berkas: lama/t1.csv, pemisah: ";", desimal: ",", pengodean: cp1252}\n',
    )
    (base / "paket/published.yaml").write_text(PUBLISHED, encoding="utf-8")
    return base


def exchange(path: Path, old: str, new: str) -> None:
    """Text that stands in a file once is exchanged."""
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8", newline="\n")


def figure(of: dict[str, Any], id_: str) -> dict[str, Any]:
    """A computed figure or a datum."""
    results = of["results"]
    return next(one for one in (*results["figures"], *results["given"]) if one["id"] == id_)


def file(of: dict[str, Any], name: str) -> dict[str, Any]:
    """A file that the evidence holds."""
    return next(one for one in of["files"] if one["name"] == name)
