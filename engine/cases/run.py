"""A case on its ground -> what came out, beside what was expected.

Only what a case expects is computed, and what that needs; so a case reaches just the rules that its figures rest on.
"""

from __future__ import annotations

from engine.calculation.tree import Node
from engine.calculation.world import Moment, View, World
from engine.cases.ground import Ground
from engine.cases.judge import judged
from engine.cases.model import Case, CaseRun, Verdict, Wanted
from engine.cases.prepare import Prepared, prepare
from engine.diagnostics.model import Problems
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language.typed import Definition
from engine.manual.checked import Check
from engine.record import dataclass
from engine.results.calculation import Calculation
from engine.results.display import unit_of
from engine.results.figure import Figure


@dataclass(frozen=True, slots=True)
class _Made:
    """A case with its world and the root of the tree in it."""

    read: Prepared
    world: World
    root: Node


def run_case(case: Case, ground: Ground) -> CaseRun:
    """What a case gives on a ground. Whatever is wrong with it is in `problems`; then nothing is expected of it."""
    read, problems = prepare(case, ground)
    return CaseRun(case, problems) if read is None else _run(case, _Made(read, *read.world()), problems)


def _run(case: Case, made: _Made, problems: Problems) -> CaseRun:
    manual = made.world.manual
    verdicts: list[Verdict] = []
    own: dict[str, Figure] = {}
    for wanted in made.read.wanted:
        figure = _figure(wanted, made)
        if made.read.definition is not None or _check(wanted, made) is not None:
            own[figure.id] = figure
        verdicts.append(judged(wanted, figure, unit_of(figure.unit, manual.units)))
    now = Moment(made.read.period)
    here = {one.id: one for (_, _, moment), one in made.world.known.items() if moment == now} | own
    calculation = Calculation("", made.read.period, manual, (), tuple(here.values()), here, None, (), ())
    figures = (*made.world.known.values(), *own.values())
    return CaseRun(case, problems, tuple(verdicts), figures, manual, calculation)


def _figure(wanted: Wanted, made: _Made) -> Figure:
    """The figure that is asked for; a function and a check give one as well."""
    if made.read.definition is not None:
        return _of_function(made, made.read.definition)
    nodes = {(node.level, node.kode if node.above else None): node for node in made.root.all()}
    node = nodes[str(wanted.meant.level), wanted.meant.kode]
    check = _check(wanted, made)
    if check is not None:
        return _of_check(check, node, made)
    return made.world.figure(node, wanted.meant.name, Moment(made.read.period))


def _check(wanted: Wanted, made: _Made) -> Check | None:
    """The `pemeriksaan` that is asked for; a figure of the same name comes first."""
    if made.read.definition is not None or not made.read.names.is_check(wanted.meant):
        return None
    return made.read.names.check(wanted.meant)


def _of_function(made: _Made, definition: Definition) -> Figure:
    frame = Frame(View(made.world, Moment(made.read.period)), None, made.read.arguments)
    step = compute(definition.body, frame)
    return Figure(definition.name, made.read.period, step.outcome, definition.unit, step)


def _of_check(check: Check, node: Node, made: _Made) -> Figure:
    """A check as if it were a figure: whether its condition holds; `note` is the text of what it finds."""
    view = View(made.world, Moment(made.read.period))
    step = compute(check.condition, Frame(view, node))
    note = None
    if step.outcome.value is False:
        text = compute(check.message, Frame(view, node)).outcome.value
        note = str(text) if text is not None else None
    reads = tuple(dict.fromkeys(figure.id for figure in view.reads))
    name = check.provenance.name.rpartition(".")[2]
    return Figure(node.id(name), made.read.period, step.outcome, None, step, check.provenance, note=note, reads=reads)
