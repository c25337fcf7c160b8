"""The cases that come along: each says its source and passes, and a wrong edit of a rule is caught by one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from engine import pipeline
from engine.cases.ground import Ground, Stack
from engine.cases.model import Origin
from engine.cases.suite import Loaded, Suites
from engine.cases.text import failure_lines
from engine.checking.find import find
from engine.manual.forms import Form
from engine.manual.read import conform_file
from engine.mutation.edited import with_file
from engine.source import Source

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("rules", "examples")


@cache
def loaded() -> tuple[Loaded, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return Suites().load(find(NAMES)[0], lambda shown: None)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("name", [one.source.name for one in loaded()])
def test_every_case_passes(name: str) -> None:
    one = next(one for one in loaded() if one.source.name == name)
    assert one.cases and one.ground is not None and one.problems == ()
    runs = [pipeline.run_case(case, one.ground) for case in one.cases]
    assert [line for run in runs if not run.passes for line in (run.case.name, *failure_lines(run, "en"))] == []


def test_every_case_is_confirmed_and_says_where_its_figures_come_from() -> None:
    cases = [case for one in loaded() for case in one.cases]
    assert len(cases) > 300
    assert [case.id for case in cases if not case.confirmed or case.origin == Origin()] == []


EDITS = [
    ("kmk-300-2022/nko.yaml", '"30-20-25-25"        | "internal"             | 25%', "26%", "bobot perspektif / 2"),
    ("kmk-300-2022/predikat.yaml", "[90..100)", "(90..100)", "predikat / 4"),
    ("kmk-300-2022/indeks_capaian.yaml", "batas_atas: 120", "121", "batas indeks capaian / lewat batas"),
    ("kmk-300-2022/k3.yaml", "  and riwayat", "  or riwayat", "poin IKU lama / tahun lalu saja"),
    ("kmk-300-2022/pemeriksaan.yaml", "floor(count(iku) * 20%)\n", "floor(count(iku) * 25%)\n",
     "kuota konversi, satu dari empat"),
    ("djbc-2022/iku/9b-N-patroli-laut.yaml", "penindakan  | 10%   | poin_penindakan / pelaksanaan      | 100%", "-",
     "batas 100% setiap bagian / semuanya"),
    ("djbc-2023/iku/11a-N-kompetensi-pegawai.yaml", "lo_self_assessment != null and", "lo_self_assessment != null or",
     "tanpa komponen 3 / tanpa survei"),
    ("djbc-2023/iku/6a-N-piutang.yaml", "konsolidasi: kumulatif", "jumlah", "angka pokok"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "caught_by"), EDITS)
def test_a_wrong_edit_is_caught(file: str, old: str, new: str, caught_by: str) -> None:
    """`new` takes the place of the last word of `old`, or of all of it where it has several words itself."""
    code = file.partition("/")[0]
    one, case = next(
        (one, case)
        for one in loaded()
        for case in one.cases
        if case.name == caught_by and one.ground is not None and one.ground.stack[-1].code == code
    )
    assert one.ground is not None
    ground = Ground(edited(one.ground.stack, f"rules/{file}", old, new), (), one.ground.pakets)
    assert not pipeline.run_case(case, ground).passes


def edited(stack: Stack, name: str, old: str, new: str) -> Stack:
    """The same files with other text in one of them."""
    (text,) = {one.extent.source.text for one in forms(stack) if one.extent.source.name == name}
    assert old in text
    whole = new if " " in new or "\n" in new or len(old.split()) == 1 else old[: old.rindex(old.split()[-1])] + new
    form, problems = conform_file(Source(name, text.replace(old, whole)))
    assert form is not None and problems == ()
    made, problems = with_file(stack, name, form)
    assert problems == ()
    return made


def forms(stack: Stack) -> Iterator[Form]:
    for manual in (version for files in stack for version in files.chain):
        yield from (*manual.rules, *manual.entries, *manual.revised)
