"""Steps of computations -> the goals that they reached.

Nothing is recorded while figures are computed: a Step holds every node that was computed and what came out, so what was
reached is read off afterwards, and only where somebody asks. A world keeps each figure with its Step, so that one that
was computed once and read often is looked through once and never missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from engine.analysis.reach import identity
from engine.cases.goals import Key, check_identity, limited
from engine.evaluation.frame import Step
from engine.language import typed
from engine.manual.checked import Check
from engine.results.figure import Figure

HOLE = "lubang_tabel"


def of_steps(steps: Iterable[Step]) -> frozenset[Key]:
    """The goals that computations reached."""
    found: set[Key] = set()
    waiting = list(steps)
    seen: set[int] = set()
    while waiting:
        step = waiting.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        reached = REACHED.get(type(step.node))
        if reached is not None:
            here = identity(step.node)
            found.update((here, word) for word in reached(step.node, step))
        if isinstance(step.node, typed.Table):
            found.update(_rows(step.node, step))
        waiting += step.parts
    return frozenset(found)


def of_figures(figures: Iterable[Figure], checks: Iterable[Check]) -> frozenset[Key]:
    """The goals that figures reached, a check being a figure whose formula is its condition."""
    steps = tuple(steps_of(figures))
    conditions = {identity(check.condition): check_identity(check) for check in checks}
    answers = {
        (conditions[identity(step.node)], "holds" if step.outcome.value else "finds")
        for step in steps
        if identity(step.node) in conditions and isinstance(step.outcome.value, bool)
    }
    return of_steps(steps) | answers


def steps_of(figures: Iterable[Figure]) -> Iterator[Step]:
    """The computations of figures, and of those that a given value replaces."""
    for figure in figures:
        one: Figure | None = figure
        while one is not None:
            if one.step is not None:
                yield one.step
            one = one.instead


def _branch(node: typed.If, step: Step) -> Iterator[str]:
    answer = step.parts[0].outcome.value
    yield "then" if answer is True else "else" if answer is False else "absent"


def _sides(node: typed.Logic, step: Step) -> Iterator[str]:
    """A side decides alone if no other one that was computed gives the answer that decides."""
    deciding = node.operator == "or"
    answers = [part.outcome.value for part in step.parts]
    alone = step.outcome.value is deciding and answers.count(deciding) == 1
    for at, answer in enumerate(answers):
        if isinstance(answer, bool):
            yield f"{at} {'true' if answer else 'false'}"
        if alone and answer is deciding:
            yield f"{at} decides"


def _rows(node: typed.Table, step: Step) -> Iterator[Key]:
    if step.row is not None:
        yield identity(step.row), "row"
        return
    computed = {identity(part.node) for part in step.parts[len(node.inputs) :]}
    yield from ((identity(row), "row") for row in node.rows if identity(row.output) in computed)
    if any(reason.code == HOLE and reason.place == node.span for reason in step.outcome.reasons):
        yield identity(node), "hole"


def _bounds(node: typed.Clamp, step: Step) -> Iterator[str]:
    values = [part.outcome.value for part in step.parts]
    if not all(isinstance(value, Fraction) for value in values):
        return
    value, bounds = values[0], iter(values[1:])
    if node.low is not None:
        low = next(bounds)
        yield "low bites" if value < low else "low idle"  # type: ignore[operator]
        value = max(value, low)  # type: ignore[type-var]
    if node.high is not None:
        yield "high bites" if value > next(bounds) else "high idle"  # type: ignore[operator]


def _lesser(node: typed.Builtin, step: Step) -> Iterator[str]:
    if limited(node) is None or not step.parts:
        return
    first, second = (part.outcome.value for part in step.parts[0].parts)
    if isinstance(first, Fraction) and isinstance(second, Fraction) and first != second:
        yield f"side {int((first > second) == (node.function.name == 'min'))}"


def _segment(node: typed.Scale, step: Step) -> Iterator[str]:
    """Between two points; on one of them nothing is said of either side."""
    value = step.parts[0].outcome.value
    if not isinstance(value, Fraction):
        return
    ends = [x for x, _ in node.points]
    if value < ends[0]:
        yield "below"
    elif value > ends[-1]:
        yield "above"
    yield from (f"segment {at}" for at in range(1, len(ends)) if ends[at - 1] < value < ends[at])


def _stated(node: typed.Absence, step: Step) -> Iterator[str]:
    yield "stated"


REACHED: Mapping[type, Callable[..., Iterator[str]]] = {
    typed.If: _branch,
    typed.Logic: _sides,
    typed.Clamp: _bounds,
    typed.Builtin: _lesser,
    typed.Scale: _segment,
    typed.Absence: _stated,
}
"""Which goals of a node one computation of it reaches; rows of tables are goals of their own."""
