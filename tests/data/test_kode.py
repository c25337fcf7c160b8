"""A level that lists the kodes of its members takes no others; a near one is corrected where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from engine.data.kontrak import conform_kontrak, read_kontrak
from engine.manual.checked import Manual
from engine.source import Source
from tests.data.small import HEAD, told

SASARAN = ("pelayanan", "keuangan", "umum")


@pytest.fixture
def manual(manual: Manual) -> Manual:
    codes = {"sasaran": SASARAN, "ukur": ("A", "B")}
    levels = {name: replace(level, codes=codes.get(name, ())) for name, level in manual.levels.items()}
    return replace(manual, levels=levels)


def corrected(text: str, manual: Manual) -> tuple[list[str], str]:
    """What is said of a contract, and its text with all corrections."""
    form, problems = read_kontrak(Source("paket/kontrak.yaml", text))
    assert form is not None
    _, more = conform_kontrak(form, manual)
    edits = sorted((edit for one in more for edit in one.edits), key=lambda edit: -edit.place.start)
    for edit in edits:
        text = text[: edit.place.start] + edit.text + text[edit.place.end :]
    return told((*problems, *more)), text


@pytest.mark.parametrize(
    ("written", "correct", "fix"),
    [
        ("pelayanan", "pelayanan", None),
        ("pelayanam", "pelayanan", "write `pelayanan`"),
        ('"pelayanam"', '"pelayanan"', "write `pelayanan`"),
        ("'Umum'", "'umum'", "write `umum`"),
        ("lain", "lain", "write one of: pelayanan, keuangan, umum"),
    ],
)
def test_kode(manual: Manual, written: str, correct: str, fix: str | None) -> None:
    tree = HEAD + "sasaran:\n  {}:\n    nama: Satu\n    ukur: {{A: {{}}}}\n"
    kode = written.strip("\"'")
    expected = [] if fix is None else [f"5:3 E535 no sasaran may have the kode `{kode}` | {fix}"]
    assert corrected(tree.format(written), manual) == (expected, tree.format(correct))


def test_an_entry_that_the_manual_lacks_is_told_once(manual: Manual) -> None:
    tree = HEAD + "sasaran:\n  umum:\n    nama: Satu\n    ukur: {Z: {}}\n"
    assert [one.split()[1] for one in corrected(tree, manual)[0]] == ["E520"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ({}, ["2:13 E404 the key `kode` is missing here | add `kode: …`"]),
        ({"kode": "pusat"}, []),
        ({"kode": "pust"}, ["4:7 E535 no kantor may have the kode `pust` | write `pusat`"]),
    ],
)
def test_the_top(manual: Manual, head: Mapping[str, str], expected: list[str]) -> None:
    levels = {**manual.levels, "kantor": replace(manual.levels["kantor"], codes=("pusat", "daerah"))}
    text = HEAD + "".join(f"{key}: {value}\n" for key, value in head.items())
    assert corrected(text, replace(manual, levels=levels))[0] == expected
