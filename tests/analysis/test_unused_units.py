"""Units that nothing is measured in; those of a manual without entries are for manuals that stand on it."""

from __future__ import annotations

from engine.analysis.analyse import analyse
from engine.manual.check import check_manual
from engine.manual.read import ManualFiles
from tests.analysis.small import RULES, entry, files

ENTRY = entry("a rupiah, b kegiatan >= 1, c poin/orang", "a / b * c")


def unused(*stack: ManualFiles) -> list[str]:
    manual, problems = check_manual(stack)
    assert manual is not None
    found = analyse(manual, stack, problems)
    return [one.place.text for one in found if one.code == "W836" and one.place is not None]


def test_units_are_used_by_data_results_constants_and_in_products() -> None:
    """persen is that of the entry, rupiah and kegiatan of its data, poin and orang of a product, hari of a constant."""
    assert unused(files(RULES, ENTRY)) == ["skor"]


def test_a_rule_uses_its_unit() -> None:
    assert unused(files(RULES, f"{ENTRY}    satuan: skor\n")) == []


def test_a_manual_without_entries_declares_for_others() -> None:
    assert unused(files(RULES)) == []


def test_a_manual_in_which_something_is_wrong_is_not_asked() -> None:
    assert unused(files(RULES, ENTRY.replace("a / b", "a / beda"))) == []
