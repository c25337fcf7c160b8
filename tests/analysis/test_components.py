"""Components of a sum in different units: one message at the component that is unlike the others."""

from __future__ import annotations

from tests.analysis.small import RULES, looked_at

ENTRY = """\
kode: U1
nama: Ukuran
satuan: persen
dasar_hukum: {dokumen: Peraturan 1}
data_mentah:
  rencana: {satuan: RENCANA, konsolidasi: nilai terakhir, minimal: 1}
  selesai: {satuan: kegiatan, konsolidasi: nilai terakhir, minimal: 1}
  tepat: {satuan: kegiatan, konsolidasi: nilai terakhir, minimal: 0}
komponen: |
  nama    | bobot | nilai             | batas_atas
  selesai | 40%   | selesai / rencana | 100%
  tepat   | 30%   | tepat / selesai   | 100%
  teratur | 30%   | tepat / selesai   | 100%
"""


def test_the_unlike_component_is_told_and_nothing_that_follows() -> None:
    (found,) = looked_at(RULES, ENTRY.replace("RENCANA", "rupiah"))[1]
    assert found.code == "E801"
    assert found.place is not None
    assert found.place.tight.text == "selesai / rencana"
    assert sorted(place.text for _, place in found.others) == ["kegiatan", "rupiah"]


def test_a_sign_of_percent_beside_a_number_with_a_unit() -> None:
    wrong = ENTRY.replace("RENCANA", "kegiatan").replace(
        "komponen: |", "aturan:\n  x: {formula: selesai > 90%}\nkomponen: |"
    )
    assert "W820" in [one.code for one in looked_at(RULES, wrong)[1]]


def test_components_of_one_unit() -> None:
    assert looked_at(RULES, ENTRY.replace("RENCANA", "kegiatan"))[1] == ()
