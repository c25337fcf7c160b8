"""Manuals with several random edits at once: what a next version might be, made in memory."""

from __future__ import annotations

from functools import cache
from random import Random

from engine.data.paket import Paket, read_paket
from engine.diagnostics.edits import edited
from engine.diagnostics.model import Edit
from engine.difference.attribution import Attribution, Pair, Waterfall, attribute, pair
from engine.difference.changes import changes
from engine.manual.checked import Manual
from engine.mutation.operators import Mutant
from engine.record import replace
from engine.source import Span
from tests.difference.shipped import ROOT, Side, checked, exchanged, files, mutants, side, source_of

GOLDEN = "tests/golden"
CASES = {
    "djbc-2023": ("rules", "examples/kalbagbar-2023"),
    "balai-cuaca-2031": (f"{GOLDEN}/asing", f"{GOLDEN}/asing/paket"),
    "manual-uji": (f"{GOLDEN}/k3", f"{GOLDEN}/k3/paket"),
    "manual-konsolidasi": (f"{GOLDEN}/konsolidasi", f"{GOLDEN}/konsolidasi/paket"),
    "manual-tepi": (f"{GOLDEN}/tepi", f"{GOLDEN}/tepi/paket"),
}


def side_of(code: str) -> Side:
    """The manual as it lies there."""
    return side(code, CASES[code][0])


def manual_of(code: str) -> Manual:
    """The manual, checked."""
    return side_of(code).manual


@cache
def paket_of(code: str) -> Paket:
    """An office that has a contract under the manual."""
    paket, problems = read_paket(ROOT / CASES[code][1])
    assert paket is not None, problems
    return paket


def office_of(code: str, seed: int) -> Paket:
    """The office with some of its rows gone, at random."""
    random, paket = Random(f"{code} rows {seed}"), paket_of(code)
    return replace(paket, rows=tuple(row for row in paket.rows if random.random() < 0.9))


def version(code: str, seed: int, count: int) -> Manual:
    """The manual with at most so many random edits, such that it still checks."""
    random = Random(f"{code} {seed}")
    while True:
        edits: dict[str, list[Edit]] = {}
        for _ in range(count):
            mutant = random.choice(mutants_of(code))
            mine = edits.setdefault(mutant.place.source.name, [])
            if not any(_meet(one.place, other.place) for one in mine for other in mutant.edits):
                mine.extend(mutant.edits)
        found = with_edits(code, edits)
        if found is not None:
            return found


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def with_edits(code: str, edits: dict[str, list[Edit]]) -> Manual | None:
    """The manual with these edits of its files; None if it does not check then."""
    before = side_of(code)
    sources = {source_of(file).name: source_of(file) for file in files(before.stack)}
    stack = exchanged(before.stack, {name: edited(sources[name], tuple(some)) for name, some in edits.items()})
    after = None if stack is None else checked(stack)
    return after.manual if after is not None and after.errors == before.errors else None


def with_texts(code: str, *texts: tuple[str, str, str]) -> Manual:
    """The manual in whose file (found by the end of its name) one text stands for another."""
    before, new = side_of(code), {}
    for end, old, text in texts:
        source = next(source_of(file) for file in files(before.stack) if source_of(file).name.endswith(end))
        known = new.get(source.name, source.text)
        assert known.count(old) == 1, (end, old)
        new[source.name] = known.replace(old, text)
    stack = exchanged(before.stack, new)
    assert stack is not None
    return checked(stack).manual


@cache
def mutants_of(code: str) -> tuple[Mutant, ...]:
    """Every single edit that the operators know of."""
    return tuple(mutant for _, mutant in mutants(side_of(code)))


def pair_of(before: Manual, after: Manual) -> Pair:
    """Two manuals, with the changes between them."""
    return pair(before, after, changes(before, after))


def explained(both: Pair, paket: Paket, *wanted: str, period: str | None = None) -> Attribution:
    """An attribution that there is."""
    found, problems = attribute(both, paket, period, wanted)
    assert found is not None, problems
    return found


def waterfall(found: Attribution, id_: str) -> Waterfall:
    """The waterfall of a figure."""
    one = next(one for one in found.explained if one.figure.id == id_)
    assert isinstance(one, Waterfall)
    return one
