"""Ways in which a figure is worked out otherwise: another set, branch or rule, other bounds, a part left out, the
working stopped halfway."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.data.numbers import printed_number
from engine.diagnostics.model import Message, Reason, say
from engine.evaluation.frame import Step
from engine.language import typed
from engine.language.values import Outcome
from engine.manual.checked import Rule
from engine.reproduction import variants
from engine.reproduction.case import Case
from engine.reproduction.model import Candidate, Kind

Candidates = Iterator[Candidate | None]
LEFT_OUT = Outcome(None, (Reason("dibuang", say("left out as a trial"), lawful=True),))
COMPUTING = (typed.Arithmetic, typed.Builtin, typed.Power, typed.Apply, typed.Scale, typed.Clamp)
TOLD_ONE_BY_ONE = (typed.For, typed.Filter, typed.Quantified)


def other_set(case: Case, kind: Kind) -> Candidates:
    """`set lain`: another of the values that an attribute may have, such as the name of a set of weights."""
    for attribute in kind.attributes:
        level, _, name = attribute.rpartition(".")
        for node in case.trials.root.all():
            id = node.id(name)
            if node.level != level or id not in case.trials.below(case.id):
                continue
            now = case.trials.figure(id, case.world).outcome.value
            for choice in case.trials.base.manual.levels[level].attributes[name].quantity.choices:
                if choice != now:
                    what = say("with `{id}` = {value}", id=id, value=choice)
                    yield case.candidate(case.with_other({id: Outcome(choice)}), what, f"{id} = {choice}")


def other_branch(case: Case, kind: Kind) -> Candidates:
    """`cabang lain`: the answer of another row of the table, or the other way of a condition."""
    rule = case.trials.rule(case.id)
    for text, body in variants.other_branches(rule.body) if rule is not None else ():
        what = say("another row or branch of its rule: {text}", text=text)
        yield case.candidate(_worked_out(case, case.id, rule, body), what, case.id)


def other_rule(case: Case, kind: Kind) -> Candidates:
    """`aturan lain`: the rule that the entry's own replaces, or that of another version."""
    for id in case.scope():
        node, name = case.trials.spots[id]
        general = case.trials.base.manual.rules.get((node.level, name))
        if general is not None and general is not case.trials.rule(id):
            what = say("the rule of {manual}, which is replaced here", manual=general.provenance.manual)
            yield _of(case, id, _worked_out(case, id, general, general.body), what)
        for code in kind.manuals or case.others:
            outcome = case.others.get(code, {}).get(id)
            if outcome is not None:
                yield _of(case, id, outcome, say("by the rules of {manual}", manual=code))


def other_bounds(case: Case, kind: Kind) -> Candidates:
    """`batas lain`: without a bound, or with one of the named bounds where there is none."""
    for id in case.scope():
        rule, unit = case.trials.rule(id), case.trials.unit(id)
        if rule is None:
            continue
        for text, body in variants.unbounded(rule.body):
            what = say("without its bounds") if not text else say("without the bound of `{part}`", part=text)
            yield _of(case, id, _worked_out(case, id, rule, body), what)
        for value in kind.values:
            number = printed_number(value.replace(".", ","))
            if number is None or number[2] != (unit is not None and unit.symbol == "%"):
                continue
            for text, body in variants.bounded(rule.body, number[0] * (unit.one if unit else 1)):
                what = say("cut at {bound}", bound=value)
                if text:
                    what = say("`{part}` cut at {bound}", part=text, bound=value)
                yield _of(case, id, _worked_out(case, id, rule, body), what)


def part_missing(case: Case, kind: Kind) -> Candidates:
    """`bagian hilang`: one of what is added up left out, or counted as nothing."""
    for id in case.scope():
        rule = case.trials.rule(id)
        if rule is None:
            continue
        for text, body in variants.without_a_part(rule.body):
            yield _of(case, id, _worked_out(case, id, rule, body), say("without `{part}`", part=text))
        for part in _parts_of(case, id):
            for outcome, what in (
                (LEFT_OUT, say("without `{part}`", part=part)),
                (Outcome(Fraction(0)), say("with `{part}` counted as 0", part=part)),
            ):
                yield case.candidate(case.with_other({part: outcome}), what, part)


def _parts_of(case: Case, id: str) -> Iterator[str]:
    """What of a lower level is put together in a figure: numbers in the same unit."""
    node, _ = case.trials.spots[id]
    unit = case.trials.figure(id).unit
    for part in case.trials.reads(id):
        figure = case.trials.figure(part, case.world)
        if (
            case.trials.spots[part][0] is not node
            and figure.unit == unit
            and isinstance(figure.outcome.value, Fraction)
        ):
            yield part


def stopped_halfway(case: Case, kind: Kind) -> Candidates:
    """`bagian rumus`: a part of the formula for the whole, as a number or as its hundredths."""
    figure = case.trials.figure(case.id, case.world)
    rule = case.trials.rule(case.id)
    step = figure.by_rule.step
    if step is None or rule is None:
        return
    for text, outcome in _inner(case, rule, step):
        what = say("only `{part}`", part=" ".join(text.split()))
        yield case.candidate(outcome, what, case.id)
        if isinstance(outcome.value, Fraction) and case.one != 1:
            yield case.candidate(Outcome(outcome.value * case.one), what, case.id)


def _inner(case: Case, rule: Rule, step: Step) -> Iterator[tuple[str, Outcome]]:
    for part in step.parts:
        if isinstance(part.node, COMPUTING):
            yield part.node.span.text, part.outcome
        if not isinstance(part.node, TOLD_ONE_BY_ONE):
            yield from _inner(case, rule, part)
    node = step.node
    if isinstance(node, typed.Arithmetic) and len(node.operands) > 2:
        for count in range(2, len(node.operands)):
            begun = typed.Arithmetic(node.operands[:count], node.operators[: count - 1], type=node.type, span=node.span)
            yield f"{node.span.text} …", _worked_out(case, case.id, rule, begun)


def _of(case: Case, id: str, outcome: Outcome, what: Message) -> Candidate | None:
    """The figure where this one, itself or one below it, is otherwise."""
    if id == case.id:
        return case.candidate(outcome, what, id)
    if outcome.value is None:
        return None
    return case.candidate(case.with_other({id: outcome}), say("`{id}` {what}", id=id, what=what), id)


def _worked_out(case: Case, id: str, rule: Rule | None, body: typed.Typed) -> Outcome:
    return case.trials.worked_out(id, body, case.world, rule.period if rule else None)
