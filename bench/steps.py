"""F4 as formulas: one for each figure and each mark, in the order in which they are computed.

The same contract as in `chain.py`, unrolled as an evaluator of single formulas needs it. Of this are made the float
program that has no loops any more, and what other evaluators get. Marks are true where nothing is missing under a
figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bench.chain import CONTRACT, IKPA, SET, SETS, SMART, Iku, Ss


@dataclass(frozen=True)
class Step:
    """`formula` is whole; `plain` is enough where nothing is absent and no divisor is 0."""

    name: str
    formula: str
    plain: str


def name_of(id: str) -> str:
    """The id of a figure, or the name of a row, as a name that any language takes."""
    return re.sub(r"\W", "_", id)


def mark_of(id: str) -> str:
    return f"known_{name_of(id)}"


def guarded(needed: tuple[str, ...], divisors: tuple[str, ...], plain: str) -> str:
    """The formula where all that it needs is there; else null."""
    tests = [*(f"{name} = null" for name in needed), *(f"{name} = 0" for name in divisors)]
    return f"if {' or '.join(tests)} then null else {plain}"


def _guarded(name: str, needed: tuple[str, ...], divisors: tuple[str, ...], plain: str) -> Step:
    return Step(name, guarded(needed, divisors, plain), plain)


def _either(*choices: str) -> str:
    """A sum of parts that may be absent: each of them as 0 then."""
    return " + ".join(f"(if {test} = null then 0 else {part})" for test, part in map(lambda c: c.split("|"), choices))


def _row(iku: str, name: str) -> str:
    return name_of(f"{iku}.{name}@Q4")


def _weighted(iku: str, parts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], str]:
    names = tuple(_row(iku, name) for name, _ in parts)
    return names, " + ".join(f"{weight} * {name}" for name, (_, weight) in zip(names, parts, strict=True))


def _revenue() -> Iterator[Step]:
    made, wanted = _row("iku/3a-CP", "realisasi_penerimaan"), _row("iku/3a-CP", "target_penerimaan")
    yield _guarded("iku_3a_CP_realisasi", (made, wanted), (wanted,), f"{made} / {wanted}")


def _excise() -> Iterator[Step]:
    a, b, c, d = (
        _row("sub_iku/4a-CP.2", name)
        for name in ("poin_pelaksanaan", "pelaksanaan", "poin_tindak_lanjut", "jumlah_bap")
    )
    plain = f"30% * ({a} / {b}) + 70% * min({c} / {d}, 100%)"
    yield _guarded("sub_iku_4a_CP_2_realisasi", (a, b, c, d), (b, d), plain)


def _enforcement() -> Iterator[Step]:
    both = ("sub_iku_4a_CP_1_realisasi", "sub_iku_4a_CP_2_realisasi")
    yield _guarded("iku_4a_CP_realisasi", both, (), f"({' + '.join(both)}) / 2")


def _receivables() -> Iterator[Step]:
    a, b, c, d = (
        _row("iku/6a-N", name)
        for name in ("penyelesaian_lancar", "piutang_lancar", "penyelesaian_macet", "piutang_macet")
    )
    yield _guarded("iku_6a_N_realisasi", (a, b, c, d), (b, d), f"90% * ({a} / {b}) + 10% * ({c} / {d})")


def _patrols() -> Iterator[Step]:
    names = ("pelaksanaan", "rencana", "pemeriksaan_sarana", "poin_penindakan", "penindakan_targeting")
    done, planned, *parts = (_row("iku/9b-N", name) for name in names)
    plain = f"65% * min({done} / {planned}, 100%)" + "".join(
        f" + {weight} * min({part} / {done}, 100%)" for weight, part in zip(("10%", "10%", "15%"), parts, strict=True)
    )
    yield _guarded("iku_9b_N_realisasi", (done, planned, *parts), (done, planned), plain)


def _competence() -> Iterator[Step]:
    own, survey, pkp, skj, given = (
        _row("iku/11a-N", name)
        for name in ("lo_self_assessment", "lo_survei", "efektivitas_pkp", "pemenuhan_skj", "realisasi")
    )
    lo, both = "iku_11a_N_implementasi_lo", f"if {pkp} = null or {skj} = null then null else "
    yield _guarded(lo, (own, survey), (), f"(0.5 * {own} + 0.5 * {survey}) / 80")
    yield Step(mark_of("iku/11a-N.implementasi_lo"), f"{lo} != null", "true")
    yield Step(
        "iku_11a_N_realisasi",
        f"if {given} != null then {given} else if {lo} = null then ({both}60% * {pkp} + 40% * {skj}) "
        f"else ({both}40% * {pkp} + 30% * {skj} + 30% * {lo})",
        f"{given} + 0",
    )
    yield Step(mark_of("iku/11a-N"), f"{given} != null or ({lo} != null and {pkp} != null and {skj} != null)", "true")


def _budget() -> Iterator[Step]:
    parts = []
    for name, weights in (("ikpa", IKPA), ("smart", SMART)):
        needed, plain = _weighted("iku/12a-N", weights)
        parts.append(f"iku_12a_N_{name}")
        yield _guarded(parts[-1], needed, (), plain)
        yield Step(mark_of(f"iku/12a-N.{name}"), f"{parts[-1]} != null", "true")
    plain = f"floor((0.5 * {parts[0]} + 0.5 * {parts[1]}) * 10000 + 0.5) / 10000"
    yield _guarded("iku_12a_N_realisasi", tuple(parts), (), plain)


_RESULTS = {
    "iku/3a-CP": _revenue,
    "iku/4a-CP": _enforcement,
    "sub_iku/4a-CP.2": _excise,
    "iku/6a-N": _receivables,
    "iku/9b-N": _patrols,
    "iku/11a-N": _competence,
    "iku/12a-N": _budget,
}


def _iku(iku: Iku) -> Iterator[Step]:
    """Result, its mark, index and status; the contract of the example has maximize and targets above 0 alone."""
    for part in iku.parts:
        yield from _iku(part)
    name = name_of(iku.id)
    realisasi, raw, index = (f"{name}_{each}" for each in ("realisasi", "indeks_mentah", "indeks_capaian"))
    if iku.id in _RESULTS:
        yield from _RESULTS[iku.id]()
    else:
        given = _row(iku.id, "realisasi")
        yield Step(realisasi, given, f"{given} + 0")
    if iku.id != "iku/11a-N":
        yield Step(mark_of(iku.id), f"{realisasi} != null", "true")
    of = f"{realisasi} / {iku.target} * 100" if iku.id != "iku/12a-N" else f"100 + ({realisasi} - 0.955) * 800"
    yield _guarded(raw, (realisasi,), (), of)
    yield _guarded(index, (raw,), (), f"max(0, min(120, {raw}))")
    status = f'if {index} >= 100 then "hijau" else if {index} >= 80 then "kuning" else "merah"'
    yield Step(f"{name}_status", f'if {index} = null then "abu-abu" else {status}', status)


def _ss(ss: Ss) -> Iterator[Step]:
    """NSS: shares of those IKU that have an index."""
    for iku in ss.iku:
        yield from _iku(iku)
    names = [name_of(iku.id) for iku in ss.iku]
    weight, nss, mark = f"weight_{ss.kode}", f"ss_{ss.kode}_nss", mark_of(f"ss/{ss.kode}")
    yield Step(weight, _either(*(f"{name}_indeks_capaian|1" for name in names)), str(len(names)))
    for name in names:
        yield _guarded(f"{name}_bobot_tertimbang", (f"{name}_indeks_capaian",), (), f"1 / {weight}")
    products = [f"{name}_indeks_capaian * {name}_bobot_tertimbang" for name in names]
    parts = _either(*(f"{name}_indeks_capaian|{product}" for name, product in zip(names, products, strict=True)))
    yield Step(nss, f"if {weight} = 0 then null else {parts}", " + ".join(products))
    yield Step(mark, " and ".join(mark_of(iku.id) for iku in ss.iku), "true")


def _perspektif(kode: str, members: tuple[Ss, ...]) -> Iterator[Step]:
    """The mean of those SS that have a score."""
    for ss in members:
        yield from _ss(ss)
    names = [f"ss_{ss.kode}_nss" for ss in members]
    count, nilai = f"count_{kode}", f"perspektif_{kode}_nilai"
    yield Step(count, _either(*(f"{name}|1" for name in names)), str(len(names)))
    total = _either(*(f"{name}|{name}" for name in names))
    yield Step(nilai, f"if {count} = 0 then null else ({total}) / {count}", f"({' + '.join(names)}) / {count}")
    yield Step(mark_of(f"perspektif/{kode}"), " and ".join(mark_of(f"ss/{ss.kode}") for ss in members), "true")
    yield Step(f"perspektif_{kode}_bobot", SETS[SET][kode], SETS[SET][kode])


def _total() -> Iterator[Step]:
    """NKO and rating."""
    names = [f"perspektif_{kode}" for kode in CONTRACT]
    yield Step(
        "weights", _either(*(f"{name}_nilai|{name}_bobot" for name in names)), " + ".join(f"{n}_bobot" for n in names)
    )
    for name in names:
        yield _guarded(f"{name}_bobot_tertimbang", (f"{name}_nilai",), (), f"{name}_bobot / weights")
    products = [f"{name}_nilai * {name}_bobot_tertimbang" for name in names]
    parts = _either(*(f"{name}_nilai|{product}" for name, product in zip(names, products, strict=True)))
    yield Step("nko", f"if weights = 0 then null else {parts}", " + ".join(products))
    yield Step(mark_of("nko"), " and ".join(mark_of(f"perspektif/{kode}") for kode in CONTRACT), "true")
    ratings = (
        'if nko >= 100 then "Istimewa" else if nko >= 90 then "Baik" else if nko >= 70 then "Butuh Perbaikan" '
        'else if nko >= 50 then "Kurang" else "Sangat Kurang"'
    )
    yield Step("predikat", f"if nko = null then null else {ratings}", ratings)


STEPS = (*(step for kode, members in CONTRACT.items() for step in _perspektif(kode, members)), *_total())


def mark_for(id: str) -> str | None:
    """The name of the step that marks this figure; None where it is always final."""
    names = {step.name for step in STEPS}
    owner = id.rsplit(".", 1)[0]
    if id.endswith(".bobot"):
        return None
    if id in ("nko", "predikat") or id.startswith("perspektif/") and id.endswith("bobot_tertimbang"):
        return mark_of("nko")
    if id.startswith("iku/") and id.endswith("bobot_tertimbang"):
        return mark_of(
            next(f"ss/{ss.kode}" for all in CONTRACT.values() for ss in all for i in ss.iku if i.id == owner)
        )
    return mark_of(id) if mark_of(id) in names else mark_of(owner)
