"""Every operator on a small rule file and a small entry: the edits that it makes, one row for each."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from engine.diagnostics.edits import edited
from engine.manual.model import EntryFile, RuleFile
from engine.manual.places import compose
from engine.manual.read import conform_file
from engine.mutation.contracts import swap_values
from engine.mutation.operators import OPERATORS, Known, Mutant
from engine.source import Source

HERE = Path(__file__).parent
KNOWN = Known(
    units=("persen", "skor", "rupiah"),
    plain=frozenset({"persen"}),
    own="entri",
    names={"capaian": frozenset({"entri"}), "target": frozenset({"entri"}), "penuh": frozenset({"skor"})},
)
KONTRAK = """\
ukuran:
  A: {target: {C1: 5, C2: 7, TH: 7}}
  B: {target: {C1: 5, C2: 9}}
"""


def read(name: str) -> RuleFile | EntryFile:
    form, problems = conform_file(Source(name, (HERE / name).read_text(encoding="utf-8")))
    assert form is not None and not problems
    return form


FILES = {name: read(name) for name in ("aturan.yaml", "U1-ukuran.yaml")}
TEXT = (HERE / "edits.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TEXT.splitlines(), delimiter=";", quoting=csv.QUOTE_NONE))


def mutants(operator: str) -> Iterator[tuple[str, Mutant]]:
    for name, file in FILES.items():
        yield from ((name, mutant) for mutant in OPERATORS[operator](file, KNOWN))


def row(operator: str, name: str, mutant: Mutant) -> dict[str, str]:
    """What is expected of a mutant: its place, the texts before and after, and whether the check must see it."""
    edits = [f"{edit.place.text.strip()} -> {edit.text.strip()}" for edit in mutant.edits]
    line = str(mutant.place.line)
    complete = "ya" if mutant.complete else "-"
    return {"operator": operator, "berkas": name, "baris": line, "perubahan": " & ".join(edits), "lengkap": complete}


@pytest.mark.parametrize("operator", OPERATORS)
def test_edits(operator: str) -> None:
    found = [row(operator, name, mutant) for name, mutant in mutants(operator)]
    assert found == [one for one in ROWS if one["operator"] == operator]


def test_every_operator_has_rows() -> None:
    assert {one["operator"] for one in ROWS} == set(OPERATORS)


@pytest.mark.parametrize("operator", OPERATORS)
def test_an_edited_file_is_another_one_that_can_be_read(operator: str) -> None:
    for name, mutant in mutants(operator):
        before = FILES[name].place.source
        after = edited(before, mutant.edits)
        assert after != before.text
        assert yaml.safe_load(after) is not None
        form, problems = conform_file(Source(name, after))
        assert form is not None and not problems, after


def test_values_of_a_contract() -> None:
    """Of one member in two periods, and of two members in one; equal values do not change places."""
    node, _ = compose(Source("kontrak.yaml", KONTRAK))
    assert node is not None
    edits = [tuple(edit.text for edit in mutant.edits) for mutant in swap_values(node, ("C1", "C2", "TH"))]
    assert edits == [("7", "5"), ("7", "5"), ("9", "5"), ("9", "7")]
