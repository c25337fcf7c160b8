"""What can be wrong with printed tables (E940, E941, E942) and with the list of explanations (W940)."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.data.published import read_published
from engine.source import Source

HEAD = """\
tabel:
  - nama: pagu
    di: halaman 2
    isi: |
      belanja | pagu | serapan
      barang  | 40   | 95%
      modal   | 60   | -
      total   | 100  | -
"""

TRIED = [
    ("    jumlah_dari:\n      total: [barang, modal]\n", []),
    ('    jumlah_dari:\n      "100": [barang, modal]\n', []),
    ("    jumlah_dari:\n      total: [barang, modall]\n", ["E940"]),
    ("    jumlah_dari:\n      seluruhnya: [barang, modal]\n", ["E940"]),
    ("    rumus:\n      serapan: pagu / 40\n", []),
    ("    rumus:\n      serapann: pagu / 40\n", ["E941"]),
    ("    rumus:\n      serapan: pagu / pagi\n", ["E301"]),
    ("    rumus:\n      serapan: serapan / 40\n", ["E301"]),
    ("  - nama: pagu\n    di: halaman 3\n    isi: |\n      a | b\n      c | 1\n", ["E942"]),
    ("    isinya: 3\n", ["E403"]),
]


@pytest.mark.parametrize(("more", "codes"), TRIED)
def test_printed_tables(more: str, codes: list[str]) -> None:
    published, problems = read_published(Source("published.yaml", HEAD + more))
    assert [one.code for one in problems] == codes
    assert len(published.tables) == 1


def test_cells_that_say_nothing() -> None:
    published, _ = read_published(Source("published.yaml", HEAD))
    (table,) = published.tables
    assert (table.columns, table.rows) == (("pagu", "serapan"), ("barang", "modal", "total"))
    assert {key: text for key, text in table.cells.items() if key[1] == "serapan"} == {("barang", "serapan"): "95%"}


def test_figures_of_other_years(tmp_path: Path) -> None:
    text = 'entri:\n  - {id: a/b.c, tercetak: "3", di: tabel, tahun: 2022}\n  - {id: a/b.c, tercetak: "4", di: tabel}\n'
    published, problems = read_published(Source("published.yaml", text))
    assert problems == () and [one.year for one in published.entries] == [2022, None]
