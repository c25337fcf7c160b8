"""A printed figure that differs -> every candidate of every kind, those that hit the printed digits, and how many hits
were to be expected by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from engine.record import dataclass, replace
from engine.reproduction import averages, slips, workings
from engine.reproduction.case import Case, distinct
from engine.reproduction.model import Candidate, Hit, Kind, Shown, Verdict

Way = Callable[[Case, Kind], Iterator[Candidate | None]]

WAYS: Mapping[str, Way] = {
    "angka bertukar": slips.exchanged_digits,
    "satu angka lain": slips.one_digit,
    "persen dan rasio": slips.percent_and_ratio,
    "dipotong": slips.cut_off,
    "tertukar": slips.swapped,
    "kolom lain": slips.other_column,
    "baris lain": slips.other_row,
    "tahun lalu": slips.last_year,
    "set lain": workings.other_set,
    "cabang lain": workings.other_branch,
    "aturan lain": workings.other_rule,
    "batas lain": workings.other_bounds,
    "rata-rata anggota": averages.plain_mean,
    "dibulatkan dahulu": averages.rounded_before,
    "bagian hilang": workings.part_missing,
    "bagian rumus": workings.stopped_halfway,
}
"""What each `cara` of the rule files tries."""
IN_PRINT = ("angka bertukar", "satu angka lain", "persen dan rasio", "dipotong", "tertukar", "kolom lain", "baris lain")
"""Ways that concern what is printed; the figure itself may have been right, and what rests on it as well."""
CLOSED = "cabang lain"
"""The way whose words come from a list that is known to the end."""
MOST_BY_CHANCE = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, the best first, with how many candidates were tried and how many hits chance would give."""

    hits: tuple[Hit, ...]
    tried: int
    expected: Fraction

    @property
    def verdict(self) -> Verdict:
        """A cause is the only explanation, and more than chance."""
        if not self.hits:
            return "unknown"
        alone = len(self.hits) == 1 and len({one.id for one in self.hits[0].candidates}) == 1
        return "cause" if alone and self.expected <= MOST_BY_CHANCE else "perhaps"


def explain(case: Case, kinds: tuple[Kind, ...]) -> Found:
    """Everything that may have made this figure what is printed."""
    hits: list[Hit] = []
    tried, expected = 0, Fraction(0)
    for kind in kinds:
        candidates = distinct(WAYS[kind.way](case, kind), case)
        values = {one.value for one in candidates}
        tried += len(values)
        expected += by_chance(values, case.computed, case.reading.value, case.reading.decimals, kind)
        good = tuple(one for one in candidates if case.reading.is_hit_by(one.value))
        if good:
            hits.append(_with_consequences(Hit(kind, good, len(values)), case))
    return Found(ranked(hits), tried, expected)


def by_chance(values: set[Shown], computed: Shown | None, printed: Shown | None, decimals: int, kind: Kind) -> Fraction:
    """How many of these candidates a number would hit that lies anywhere among them: each takes one unit of the last
    digit printed out of their whole spread. A kind that does not reach as far as the printed number cannot hit it."""
    numbers = [one for one in (*values, computed) if isinstance(one, Fraction)]
    if not values or not isinstance(printed, Fraction) or not numbers:
        return Fraction(len(values), len(values) + 1) if values and kind.way == CLOSED else Fraction(0)
    step = Fraction(1, 10**decimals)
    low, high = min(numbers), max(numbers)
    if not low - step < printed < high + step:
        return Fraction(0)
    return len(values) * step / max(high - low, step)


def ranked(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """First what explains most besides, then what had the fewest candidates to hit with."""
    found = tuple(hits)
    if any(hit.kind.way == "tertukar" for hit in found):
        found = tuple(hit for hit in found if hit.kind.way != "kolom lain")
    return tuple(sorted(found, key=_weight))


def _weight(hit: Hit) -> tuple[int, int]:
    return len(hit.broken) - len(hit.mended) - len(hit.shared), hit.tried


def _with_consequences(hit: Hit, case: Case) -> Hit:
    """Which other printed figures agree, or no longer do, if this is what happened and was worked on from."""
    exact = hit.candidates[0].exact
    if exact is None:
        return hit
    world = case.trials.changed({case.id: exact}, case.world)
    mended, broken = [], []
    for id in case.book.of:
        if id != case.id and id in case.trials.rests_on(case.id):
            before, after = agreement(case, id, case.trials.base), agreement(case, id, world)
            if after and not before:
                mended.append(id)
            elif before and not after:
                broken.append(id)
    if hit.kind.way in IN_PRINT and not mended:
        broken = []
    return replace(hit, mended=tuple(mended), broken=tuple(broken))


def agreement(case: Case, id: str, world: object) -> bool:
    """Whether a figure is printed somewhere as it is in this world."""
    figure, unit = case.trials.figure(id, world), case.trials.unit(id)  # type: ignore[arg-type]
    value = figure.outcome.value
    shown = value / (unit.one if unit else 1) if isinstance(value, Fraction) else value
    return any(isinstance(shown, Fraction | str) and reading.is_hit_by(shown) for reading in case.book.readings(id))
