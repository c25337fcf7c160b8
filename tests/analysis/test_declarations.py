"""Declarations that cannot be meant: limits and bounds turned round, texts that would be added up."""

from __future__ import annotations

import pytest

from tests.analysis.small import RULES, entry, looked_at

PLAIN = entry("a kegiatan", "a")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    konsolidasi: nilai terakhir\n", "    konsolidasi: jumlah\n    jenis: teks\n", "E461"),
        ("    satuan: kegiatan\n", "    satuan: kegiatan\n    minimal: 9\n    maksimal: 3\n", "E462"),
        ("    formula: |\n      a\n", "    formula: a\n    batas_bawah: 9\n    batas_atas: 3\n", "E819"),
        ("    konsolidasi: nilai terakhir\n", "", ""),
    ],
)
def test_what_cannot_be_meant(old: str, new: str, code: str) -> None:
    assert old in PLAIN
    _, found = looked_at(RULES, PLAIN.replace(old, new))
    assert [one.code for one in found if one.severity == "error"] == ([code] if code else [])
