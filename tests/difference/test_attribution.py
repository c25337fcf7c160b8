"""How much each change moves a figure: what a policy officer would change, and the laws over random versions."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest

from engine.analysis.analyse import analyse
from engine.calculation import office
from engine.data.dataset import conform_rows
from engine.data.kontrak import conform_kontrak
from engine.data.paket import Paket, read_paket
from engine.difference import game
from engine.difference.attribution import Attribution, Flip, Pair, Waterfall, pair
from engine.difference.game import same_value
from engine.difference.hybrid import hybrid
from engine.manual.checked import Manual
from engine.pipeline import compare
from engine.results.figure import Figure
from tests.difference.shipped import side
from tests.difference.test_cases import CASES, begun
from tests.difference.versions import (
    explained,
    manual_of,
    office_of,
    pair_of,
    paket_of,
    version,
    waterfall,
    with_texts,
)

DJBC = "djbc-2023"
PATROLI, ANGGARAN = "djbc-2022/iku/9b-N-patroli-laut.yaml", "djbc-2023/iku/12a-N-pelaksanaan-anggaran.yaml"
WEIGHTS = (
    (PATROLI, "pelaksanaan | 65% ", "pelaksanaan | 55% "),
    (PATROLI, "pemeriksaan | 10% ", "pemeriksaan | 20% "),
)
CAP = ("indeks_capaian.yaml", "batas_atas: 120", "batas_atas: 115")
SET = (
    ("nko.yaml", '"30-20-25-25"        | "stakeholder"          | 30%', '"30-20-25-25"        | "stakeholder" | 25%'),
    ("nko.yaml", '"30-20-25-25"        | "customer"             | 20%', '"30-20-25-25"        | "customer"    | 25%'),
    ("nko.yaml", '"25-15-30-30"        | "stakeholder"          | 25%', '"25-15-30-30"        | "stakeholder" | 20%'),
    ("nko.yaml", '"25-15-30-30"        | "customer"             | 15%', '"25-15-30-30"        | "customer"    | 20%'),
)


def after(*texts: tuple[str, str, str]) -> Pair:
    return pair_of(manual_of(DJBC), with_texts(DJBC, *texts))


def sizes(both: Pair) -> list[tuple[str, int]]:
    return [(one.owner, len(one.all)) for one in both.plan.switches]


def test_weights_of_one_set_move_together_and_sets_alone() -> None:
    assert sizes(after(*WEIGHTS, CAP, *SET)) == [
        ("perspektif.bobot", 2),
        ("perspektif.bobot", 2),
        ("iku.indeks_capaian", 1),
        ("iku/9b-N", 2),
    ]


def test_a_weight_set_that_nobody_chose_moves_nothing() -> None:
    found = explained(after(*WEIGHTS, *SET), paket_of(DJBC))
    assert [[change.key for change in one.changes] for one in found.still] == [
        ['"25-15-30-30" | "customer"', '"25-15-30-30" | "stakeholder"']
    ]
    assert [one.switches[0].owner for one in waterfall(found, "nko").parts] == ["perspektif.bobot", "iku/9b-N"]


def test_one_change_alone_is_the_whole_difference() -> None:
    found = waterfall(explained(after(CAP), paket_of(DJBC)), "nko")
    assert found.figure.before is not None and found.figure.after is not None
    assert [one.share for one in found.parts] == [found.figure.after.value - found.figure.before.value]  # type: ignore[operator]


NEW_DATUM = """tetapan:
  ambang:
    nilai: '2'
data_mentah:
  cuaca:
    satuan: kegiatan
    konsolidasi: kumulatif
    uraian: Hari cuaca buruk
"""


def test_a_formula_moves_with_the_raw_datum_and_the_constant_that_it_newly_needs() -> None:
    both = after(
        (PATROLI, "data_mentah:\n", NEW_DATUM),
        (PATROLI, "pelaksanaan / rencana              | 100%", "pelaksanaan / (rencana - cuaca / ambang) | 100%"),
    )
    assert [[(one.part, one.subject.name) for one in switch.all] for switch in both.plan.switches] == [
        [("component_value", "realisasi"), ("added", "ambang"), ("added", "cuaca")]
    ]


def test_rows_that_exchange_their_values_move_together_and_others_alone() -> None:
    both = after(
        ("status.yaml", "[80..100)", "[75..100)"),
        ("status.yaml", "< 80 ", "< 75 "),
        ("status.yaml", '"abu-abu"', '"kelabu"'),
    )
    assert sizes(both) == [("iku.status", 1), ("iku.status", 2)]


HEAD = (
    "parameter: [polarisasi, perbandingan]\n    dasar_hukum:\n      rujukan: B.2.b.I, tabel maximize dan tabel"
    " minimize, kolom R"
)
ROW = '      polarisasi | perbandingan | = poin\n      "maximize" | < 0.95       | 1\n'


def test_rows_of_a_function_whose_parameters_are_called_otherwise_move_together() -> None:
    both = after(
        ("k3.yaml", HEAD, HEAD.replace("polarisasi", "arah")),
        ("k3.yaml", ROW, ROW.replace("polarisasi", "arah").replace("| 1", "| 2")),
        ("k3.yaml", '"minimize" | > 1.10       | 1', '"minimize" | > 1.10       | if arah = "minimize" then 2 else 1'),
    )
    assert [one.owner for one in both.plan.switches] == ["poin_kolom_r"]
    explained(both, paket_of(DJBC), "*.poin_target")


def test_a_constant_reaches_what_calls_the_function_that_uses_it() -> None:
    both = after(("k3.yaml", "nilai: '125%'", "nilai: '110%'"))
    found = explained(both, paket_of(DJBC))
    assert [one.owner for one in found.still] == ["batas_riwayat"]


def test_a_text_that_is_another_one_is_told_by_the_smallest_sets() -> None:
    """The patrols have 109,62. With green from 109 on, or with other weights (109,21), they are green; with green from
    109,5 on and other weights they are not."""
    both = after(("status.yaml", ">= 100 ", ">= 109.5 "), ("status.yaml", "[80..100)", "[80..109.5)"), *WEIGHTS)
    (flip,) = explained(both, paket_of(DJBC), "iku/9b-N.status").explained
    assert isinstance(flip, Flip)
    assert [sorted(switch.owner for switch in some) for some in flip.sets] == [["iku.status", "iku/9b-N"]]


def test_a_figure_that_loses_its_value_names_the_change_that_takes_it() -> None:
    both = after(("nko.yaml", "mean(ss[nss != null].nss)", "mean(ss[nss > 200].nss)"), CAP)
    found = explained(both, paket_of(DJBC), "perspektif/learning.nilai")
    (flip,) = found.explained
    assert isinstance(flip, Flip)
    assert [[switch.owner for switch in some] for some in flip.sets] == [["perspektif.nilai"]]


def test_an_entry_that_only_one_side_has_is_a_figure_of_that_side() -> None:
    both = after(("10a-N-tindak-lanjut-apf.yaml", "kode: 10a-N", "kode: 10c-N"))
    found = explained(both, paket_of(DJBC))
    moved = {one.id: one for one in found.moved}
    assert "iku/10a-N.realisasi" in moved and not any(id_.startswith("iku/10c-N") for id_ in moved)


# Laws over random versions

VERSIONS = [(code, seed) for code in ("balai-cuaca-2031", "manual-tepi") for seed in range(2)]


KINDS = [case for case in CASES if not case.stem.startswith("paket")]


def plain(manual: Manual, paket: Paket, period: str) -> dict[str, Figure]:
    """Every figure under one manual, without anything of differences."""
    kontrak, _ = conform_kontrak(paket.form, manual)
    data, _ = conform_rows(paket.rows, kontrak, manual)
    world, root = office.figures_of(manual, kontrak, data, period)
    known = (*office.given(world, root, period), *office.computed(world, root, period))
    return {one.id: one for one in known if one.id.rpartition(".")[2] != "nama"}  # a name is no figure that moves


def _ends_are_right(found: Attribution, before: Manual, later: Manual, paket: Paket) -> None:
    sides = [plain(manual, paket, found.period) for manual in (before, later)]
    assert {one.id for one in found.figures} == {*sides[0], *sides[1]}
    for one in found.figures:
        for outcome, figures in zip((one.before, one.after), sides, strict=True):
            assert (outcome is None) == (one.id not in figures), one.id
            if outcome is not None:
                assert same_value(outcome, figures[one.id].outcome), one.id
                assert outcome.status == figures[one.id].outcome.status, one.id


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case.stem)
def test_every_kind_of_change(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that `rules diff` knows, from one side and from the other."""
    begun(tmp_path, case.read_text(encoding="utf-8").partition("\n== ")[0] + "\n")
    monkeypatch.chdir(tmp_path)
    told, _ = compare("lama/ukuran-2030", "baru/ukuran-2030")
    paket, _ = read_paket(Path("lama/paket"))
    assert told is not None and paket is not None
    for before, later in ((told.before.manual, told.after.manual), (told.after.manual, told.before.manual)):
        found = explained(pair_of(before, later), paket, "*")
        _ends_are_right(found, before, later, paket)
        _adds_up(found)


def wanted(code: str) -> str:
    return "*" if code != DJBC else "*/*-N.*"


@pytest.mark.parametrize(("code", "seed"), VERSIONS)
def test_both_ends_are_the_figures_of_the_manuals_and_waterfalls_add_up(code: str, seed: int) -> None:
    before, later, paket = manual_of(code), version(code, seed, 4), office_of(code, seed)
    found = explained(pair_of(before, later), paket, wanted(code))
    _ends_are_right(found, before, later, paket)
    _adds_up(found)


def _adds_up(found: Attribution) -> None:
    for one in found.explained:
        if isinstance(one, Waterfall):
            assert one.figure.before is not None and one.figure.after is not None
            first, last = one.figure.before.value, one.figure.after.value
            assert isinstance(first, F) and isinstance(last, F)
            assert sum((part.share for part in one.parts), F(0)) == last - first
            assert one.column.first + sum(one.column.parts) + one.column.rounding == one.column.last


@pytest.mark.parametrize(("code", "seed"), VERSIONS[1:3])
def test_the_other_way_round_every_share_has_the_other_sign(code: str, seed: int) -> None:
    later = version(code, seed, 3)
    there = explained(pair_of(manual_of(code), later), paket_of(code), "*")
    back = explained(pair_of(later, manual_of(code)), paket_of(code), "*")
    for one in there.explained:
        if isinstance(one, Waterfall) and all(len(part.switches) == 1 for part in one.parts):
            other = waterfall(back, one.figure.id)
            assert sorted(part.share for part in one.parts) == sorted(-part.share for part in other.parts)


def test_the_order_of_changes_does_not_matter() -> None:
    later = with_texts(DJBC, *WEIGHTS, CAP, *SET)
    both = pair_of(manual_of(DJBC), later)
    turned = pair(both.before, both.after, both.changes[::-1])
    shares = [
        {one.switches[0].owner: one.share for one in waterfall(explained(each, paket_of(DJBC)), "nko").parts}
        for each in (both, turned)
    ]
    assert shares[0] == shares[1]


def test_every_set_of_switches_leaves_a_manual_that_checks() -> None:
    both = after(*WEIGHTS, *SET, ("status.yaml", "[80..100)", "[75..100)"), ("status.yaml", "< 80 ", "< 75 "), CAP)
    stack = side().stack
    known = {one.code for one in analyse(both.before, stack, ()) if one.severity == "error"}
    for on in range(1, 1 << len(both.plan.switches)):
        taken = frozenset(change for at, one in enumerate(both.plan.switches) if on >> at & 1 for change in one.all)
        found = hybrid(both.before, both.after, both.changes, taken)
        if on.bit_count() in (1, len(both.plan.switches) - 1):
            assert {one.code for one in analyse(found, stack, ()) if one.severity == "error"} <= known


def test_all_changes_together_are_the_other_manual() -> None:
    both = after(*WEIGHTS, *SET, CAP)
    found = hybrid(both.before, both.after, both.changes, frozenset(both.changes))
    assert {key: rule.body for key, rule in found.rules.items()} == {
        key: rule.body for key, rule in both.after.rules.items()
    }
    assert found.entries["9b-N"].result == both.after.entries["9b-N"].result
    assert hybrid(both.before, both.after, both.changes, frozenset()) is both.before


def test_more_changes_than_can_be_held_against_each_other_are_grouped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule and each entry shares as a whole, then what is in it."""
    monkeypatch.setattr(game, "MOST", 3)
    texts = (
        *WEIGHTS,
        *SET,
        CAP,
        (ANGGARAN, "95.5%   | 100", "95%     | 100"),
        (ANGGARAN, "pembulatan: 2", "pembulatan: 1"),
    )
    one_by_one = waterfall(explained(after(*texts), paket_of(DJBC)), "nko")
    monkeypatch.setattr(game, "MOST", 12)
    whole = waterfall(explained(after(*texts), paket_of(DJBC)), "nko")
    for found in (one_by_one, whole):
        assert sum((part.share for part in found.parts), F(0)) == sum((part.share for part in whole.parts), F(0))
    assert [part.switches for part in one_by_one.parts] == [part.switches for part in whole.parts]
