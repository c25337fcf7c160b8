"""Ways in which figures are put together otherwise: as a plain mean, or rounded before they are added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from engine.diagnostics.model import say
from engine.language.values import Outcome
from engine.reproduction import variants
from engine.reproduction.case import Case, reading
from engine.reproduction.model import Candidate, Kind
from engine.results.display import rounded

Candidates = Iterator[Candidate | None]


def plain_mean(case: Case, kind: Kind) -> Candidates:
    """`rata-rata anggota`: of the components, of the members, of the members of the members.

    With `atribut` only these (`level.name`) are taken for members.
    """
    found: dict[str, dict[str, Outcome]] = {}
    for id in case.scope():
        node, name = case.trials.spots[id]
        rule = case.trials.rule(id)
        for _, body in variants.component_means(rule.body) if rule is not None else ():
            outcome = case.trials.worked_out(id, body, case.world, rule.period if rule else None)
            yield _replaced(case, id, outcome, "")
        for attribute, outcome in _means(case, id, kind):
            found.setdefault(f"{node.level}.{name}", {})[id] = outcome
            yield _replaced(case, id, outcome, attribute)
    for name, changes in found.items():
        if len(changes) > 1:
            what = say("every `{name}` as a plain mean", name=name)
            yield case.candidate(case.with_other(changes), what, name)


def _means(case: Case, id: str, kind: Kind) -> Iterator[tuple[str, Outcome]]:
    """The plain mean of each attribute of members that a figure rests on and that is in its unit."""
    node, _ = case.trials.spots[id]
    unit = case.trials.figure(id).unit
    groups: dict[str, list[Fraction]] = {}
    for below in case.trials.below(id):
        other, name = case.trials.spots[below]
        figure = case.trials.figure(below, case.world)
        attribute = f"{other.level}.{name}"
        wanted = attribute in kind.attributes if kind.attributes else figure.unit == unit
        if other is not node and wanted and isinstance(figure.outcome.value, Fraction):
            groups.setdefault(attribute, []).append(figure.outcome.value)
    for attribute, values in groups.items():
        if len(values) > 1:
            yield attribute, Outcome(sum(values, Fraction(0)) / len(values))


def _replaced(case: Case, id: str, outcome: Outcome, attribute: str) -> Candidate | None:
    if outcome.value is None:
        return None
    what = say("the plain mean of its components")
    if attribute:
        what = say("the plain mean of `{members}`", members=attribute)
    if id == case.id:
        return case.candidate(outcome, what, attribute or id)
    return case.candidate(case.with_other({id: outcome}), say("`{id}` as {what}", id=id, what=what), id)


def rounded_before(case: Case, kind: Kind) -> Candidates:
    """`dibulatkan dahulu`: what a figure is made of is rounded as it would be printed, and then put together."""
    unit = case.trials.figure(case.id).unit
    direct = case.trials.reads(case.id)
    same = [id for id in direct if case.trials.figure(id).unit == unit]
    what = say("worked out from rounded figures")
    for ids in (same, direct, [*case.scope()[1:], *case.feeding()]):
        yield case.candidate(case.with_other(_rounded(case, ids)), what, case.id)
    printed = {id: outcome for id in case.trials.below(case.id) for outcome in _as_printed(case, id)}
    yield case.candidate(case.with_other(printed), say("worked out from the figures as printed"), case.id)


def _rounded(case: Case, ids: Iterable[str]) -> dict[str, Outcome]:
    display = case.trials.base.manual.display
    decimals = display.decimals if display else 2
    found = {}
    for id in ids:
        value, unit = case.trials.figure(id, case.world).outcome.value, case.trials.unit(id)
        one = unit.one if unit else Fraction(1)
        if isinstance(value, Fraction):
            found[id] = Outcome(rounded(value / one, decimals) * one)
    return found


def _as_printed(case: Case, id: str) -> Iterator[Outcome]:
    """A printed figure as it is printed, if it agrees everywhere."""
    if id in case.book.agreeing and case.trials.rule(id) is not None:
        value, unit = reading(case.book.of[id][0].printed).value, case.trials.unit(id)
        if isinstance(value, Fraction):
            yield Outcome(value * (unit.one if unit else 1))
