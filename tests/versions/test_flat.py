"""The whole effective manual as rule files: read again it is the same manual."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.effective.flat import flat
from engine.effective.listing import listed, named
from engine.manual.checked import Entry, Manual, Provenance, Rule
from engine.manual.files import ManualFiles
from tests.versions.asking import in_force
from tests.versions.conftest import Write

ROOT = Path(__file__).resolve().parents[2]
MANUALS = (
    "tests/versions/djbc-2024",
    "tests/golden/asing/balai-cuaca-2031",
)


def bare(about: Provenance) -> tuple[object, ...]:
    return about.name, about.citation, about.certainty


def of_rule(rule: Rule) -> tuple[object, ...]:
    return rule.name, rule.body, rule.unit, rule.given_by, rule.period, rule.limits, bare(rule.provenance)


def of_entry(entry: Entry) -> object:
    rules = {name: of_rule(rule) for name, rule in entry.rules.items()}
    result = None if entry.result is None else of_rule(entry.result)
    members = tuple(of_entry(member) for member in entry.members)
    given = {name: one.outcome for name, one in entry.attributes.items()}
    said = (entry.kode, entry.nama, entry.unit, entry.over_periods, entry.over_places, entry.limits)
    return said, given, entry.variables, result, rules, members, entry.constants


def meaning(manual: Manual) -> Mapping[str, object]:
    """What a manual says, without where it says it."""
    checks = {one.provenance.name: (one.level, one.condition, one.message, one.severity) for one in manual.checks}
    return {
        "levels": manual.levels,
        "periods": manual.periods,
        "reasons": {code: (one.message, one.lawful) for code, one in manual.reasons.items()},
        "units": manual.units,
        "constants": manual.constants,
        "definitions": manual.definitions,
        "rules": {key: of_rule(rule) for key, rule in manual.rules.items()},
        "entries": {kode: of_entry(entry) for kode, entry in manual.entries.items()},
        "checks": checks,
        "display": manual.display,
    }


def again(stack: tuple[ManualFiles, ...], folder: Path) -> Manual:
    """The manual written flat and read from there."""
    code = stack[-1].code
    for name, text in flat(stack):
        path = folder / code / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return in_force((folder / code).as_posix())[1]


@pytest.mark.parametrize("name", MANUALS)
def test_read_again_it_is_the_same(name: str, tmp_path: Path) -> None:
    stack, manual = in_force((ROOT / name).as_posix())
    for below in stack[:-1]:
        again((below,), tmp_path)
    made = meaning(again(stack, tmp_path))
    assert [key for key, one in meaning(manual).items() if one != made[key]] == []


NAMES = st.sampled_from(["A-1", "A-2", "C-1"])
WEIGHT = st.integers(0, 100)


@given(weight=WEIGHT, bound=st.integers(50, 200), gone=st.sets(NAMES, max_size=2), formula=st.sampled_from("+-*"))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_version_can_be_written_flat(weight: int, bound: int, gone: set[str], formula: str, write: Write) -> None:
    """Versions with other weights, bounds, formulas, and without some entries."""
    taken = "".join(f"    {kode}: tidak diukur lagi\n" for kode in sorted(gone))
    files = {
        "ukuran-2031/manual.yaml": "manual: {kode: ukuran-2031, nama: v, memperluas: ukuran-2030}\n"
        + (f"hapus:\n  ukuran:\n{taken}" if gone else ""),
        "ukuran-2031/rumus.yaml": "aturan:\n  dinas.skor:\n    menimpa: kep-7\n    alasan: lain\n"
        f"    formula: mean(bidang[rata != null].rata) {formula} 2\n",
    }
    write(files)
    entry = Path("ukuran-2031/A-2-berkas.yaml")
    if "A-2" in gone or weight == 60:
        entry.unlink(missing_ok=True)
    else:
        rows = f"  lengkap | {weight}% | {bound}%\n  tepat waktu | {100 - weight}% | {bound}%\n"
        entry.write_text(f"kode: A-2\nmenimpa: ukuran-2030\nalasan: a\nbaris: |\n  nama | bobot | batas_atas\n{rows}")
    stack, manual = in_force("ukuran-2031")
    with TemporaryDirectory() as folder:
        made = meaning(again(stack, Path(folder)))
    assert [key for key, one in meaning(manual).items() if one != made[key]] == []


def test_each_rule_says_where_it_comes_from(write: Write) -> None:
    write({})
    stack, _ = in_force("ukuran-2031")
    rows = {row.name: row.about for row in listed(stack)}
    found = {name: (rows[name].manual, rows[name].where.source.name) for name in ("A-1", "A-2", "dinas.skor")}
    assert found == {
        "A-1": ("ukuran-2030", "ukuran-2030/A-1-pelatihan.yaml"),
        "A-2": ("ukuran-2031", "ukuran-2031/A-2-berkas.yaml"),
        "dinas.skor": ("kep-7", "kep-7/skor.yaml"),
    }
    assert rows["A-2"].replaces == "ketepatan waktu sama pentingnya dengan kelengkapan"
    assert [row.name for row in named(listed(stack), "skor")] == ["dinas.skor"]
