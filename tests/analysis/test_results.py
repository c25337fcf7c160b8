"""What a declared satuan makes of a computed one: a plain ratio becomes points, points become nothing else."""

from __future__ import annotations

import pytest

from tests.analysis.small import RULES, entry, looked_at

INPUTS = "a skor >= 1, b skor >= 1, c persen, d rupiah >= 1, e kegiatan >= 1, f orang >= 1"


@pytest.mark.parametrize(
    ("formula", "unit", "codes"),
    [
        ("a / b", "persen", set()),
        ("a / b", "skor", set()),
        ("a / b * 100", "skor", set()),
        ("e / f", "skor", set()),
        ("c", "skor", set()),
        ("a + b", "skor", set()),
        ("a * c", "skor", set()),
        ("a", "persen", {"E802"}),  # points are no percentage: 85 would be 8,500%
        ("a * c", "persen", {"E802"}),
        ("a * b", "skor", {"E802"}),
        ("c / a", "skor", {"E802"}),
        ("c / a", "persen", {"E802"}),
        ("d", "skor", {"E802"}),
        ("a / d", "skor", {"E802"}),
        ("a / b", "rupiah", {"E802"}),
    ],
)
def test_a_declared_result(formula: str, unit: str, codes: set[str]) -> None:
    text = entry(INPUTS, formula) + f"    satuan: {unit}\n"
    _, problems = looked_at(RULES, text)
    assert {one.code for one in problems if one.code not in ("W807", "W835")} == codes
