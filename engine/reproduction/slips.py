"""Ways in which the right number is printed wrong: digits, sign, decimals; and the value of a neighbour instead."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diagnostics.model import say
from engine.language.values import Outcome
from engine.reproduction import misprints
from engine.reproduction.case import Case, reading
from engine.reproduction.model import Candidate, Kind
from engine.reproduction.trials import siblings

Candidates = Iterator[Candidate | None]


def exchanged_digits(case: Case, kind: Kind) -> Candidates:
    """`angka bertukar`."""
    if isinstance(case.computed, Fraction):
        for value in misprints.exchanged(case.computed, case.reading.decimals):
            yield _printed(case, value, say("two neighbouring digits exchanged"))


def one_digit(case: Case, kind: Kind) -> Candidates:
    """`satu angka lain`."""
    if isinstance(case.computed, Fraction):
        for value in misprints.one_off(case.computed, case.reading.decimals):
            yield _printed(case, value, say("one digit is another"))


def percent_and_ratio(case: Case, kind: Kind) -> Candidates:
    """`persen dan rasio`."""
    if isinstance(case.computed, Fraction):
        for factor, what in (
            (Fraction(100), say("a hundred times the value: a ratio taken for a percentage, or a comma left out")),
            (Fraction(1, 100), say("a hundredth of the value: a percentage taken for a ratio")),
        ):
            yield _printed(case, case.computed * factor, what)


def cut_off(case: Case, kind: Kind) -> Candidates:
    """`dipotong`."""
    if isinstance(case.computed, Fraction):
        value = misprints.cut_off(case.computed, case.reading.decimals)
        yield _printed(case, value, say("further decimals cut off, not rounded"))


def _printed(case: Case, value: Fraction, what: object) -> Candidate:
    return Candidate(value, what, case.id, Outcome(value * case.one))  # type: ignore[arg-type]


def other_row(case: Case, kind: Kind) -> Candidates:
    """`baris lain`: the same attribute of another member of the level."""
    for id in siblings(case.trials, case.id):
        yield _as_it_is_printed(case, id)


def other_column(case: Case, kind: Kind) -> Candidates:
    """`kolom lain`: another of the named attributes of the same member."""
    node, name = case.trials.spots[case.id]
    for other in kind.attributes:
        id = node.id(other)
        if other != name and name in kind.attributes and id in case.trials.spots:
            yield _as_it_is_printed(case, id)


def swapped(case: Case, kind: Kind) -> Candidates:
    """`tertukar`: two attributes in each other's place, in one printed place or in the working."""
    for other in _others(case, case.id, kind):
        found = _as_it_is_printed(case, other) if _printed_there(case, other, case.id) else None
        if found is not None:
            what = say("`{one}` and `{other}` in each other's place", one=case.id, other=other)
            yield Candidate(found.value, what, other, found.exact)
    feeding = case.feeding()
    for id in feeding:
        for other in _others(case, id, kind):
            one, two = case.trials.figure(id, case.world).outcome, case.trials.figure(other, case.world).outcome
            if other in feeding and id < other and one.value is not None and two.value is not None:
                what = say("worked out with `{one}` and `{other}` in each other's place", one=id, other=other)
                yield case.candidate(case.with_other({id: two, other: one}), what, f"{id}, {other}")


def _others(case: Case, id: str, kind: Kind) -> Iterator[str]:
    """What may be exchanged with a figure: the other named attributes of the same member."""
    node, name = case.trials.spots[id]
    if name in kind.attributes:
        yield from (node.id(one) for one in kind.attributes if one != name and node.id(one) in case.trials.spots)


def last_year(case: Case, kind: Kind) -> Candidates:
    """`tahun lalu`: the value of the year before, in print or in the working."""
    for id in (case.id, *case.feeding()):
        for outcome, said in _of_last_year(case, id, kind):
            if id == case.id:
                yield case.candidate(outcome, say("the value of the year before ({where})", where=said), id)
            elif outcome.value is not None:
                what = say("worked out with `{id}` of the year before ({where})", id=id, where=said)
                yield case.candidate(case.with_other({id: outcome}), what, id)


def _of_last_year(case: Case, id: str, kind: Kind) -> Iterator[tuple[Outcome, str]]:
    """What is known of a figure in the year before: printed, or an attribute that holds it."""
    unit = case.trials.unit(id)
    for entry in case.book.past.get(id, []):
        value = reading(entry.printed).value
        if case.book.year is not None and entry.year == case.book.year - 1 and value is not None:
            number = value * (unit.one if unit else 1) if isinstance(value, Fraction) else value
            yield Outcome(number), entry.where
    node, name = case.trials.spots[id]
    if name in kind.attributes[:1]:
        for other in kind.attributes[1:]:
            before = node.id(other)
            if before in case.trials.spots:
                yield case.trials.figure(before).outcome, before


def _printed_there(case: Case, id: str, other: str) -> bool:
    """Whether in one of the places a figure is printed with the value of the other."""
    wanted = case.trials.figure(other).outcome
    unit = case.trials.unit(id)
    for entry in case.book.of.get(id, []):
        if entry.where in case.places and isinstance(wanted.value, Fraction):
            printed = reading(entry.printed)
            one = unit.one if unit else Fraction(1)
            if printed.is_hit_by(wanted.value / one):
                return True
    return False


def _as_it_is_printed(case: Case, id: str) -> Candidate | None:
    """Another figure's number as it stands in its own column, whatever its unit."""
    outcome, unit = case.trials.figure(id, case.world).outcome, case.trials.unit(id)
    if isinstance(outcome.value, Fraction) and isinstance(case.computed, Fraction):
        value = outcome.value / (unit.one if unit else 1)
        return Candidate(value, say("the value of `{id}`", id=id), id, Outcome(value * case.one))
    return case.candidate(outcome, say("the value of `{id}`", id=id), id)
