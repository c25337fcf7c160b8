"""One formula and its inputs -> an answer: parse, check with the kinds of the inputs, compute."""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagnostics.model import Diagnostic, Problems, in_order
from engine.evaluation.frame import Frame, Step
from engine.evaluation.inputs import read_inputs
from engine.evaluation.reference import compute
from engine.language.check import check_formula
from engine.language.parse import parse_source
from engine.language.rest import check_rest
from engine.language.scope import Scope, Variable
from engine.language.types import ANY, Type, type_of
from engine.language.values import Outcome
from engine.record import dataclass
from engine.source import Source

LIMITS = ("terlalu_besar", "terlalu_banyak_langkah")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`step` is None where the formula or an input is wrong; then `problems` says how."""

    source: Source
    step: Step | None
    problems: Problems

    @property
    def outcome(self) -> Outcome:
        return self.step.outcome if self.step else Outcome(None)


def evaluate_formula(formula: str, inputs: Mapping[str, object]) -> Evaluation:
    """The value of a formula. Inputs are int, Fraction, Decimal, str, bool, date, None, lists and dicts of these."""
    source = Source("<formula>", formula)
    outcomes, problems = read_inputs(inputs)
    expr, found = parse_source(source)
    # An input that is absent may be of any kind: only a `null` written in the formula is known to be none.
    scope = Scope().bind(*(Variable(name, kind_of(outcome)) for name, outcome in outcomes.items()))
    if expr is None and not problems:
        return Evaluation(source, None, in_order((*found, *check_rest(source.span(), scope))))
    if expr is None or problems:
        return Evaluation(source, None, (*problems, *found))
    node, found = check_formula(expr, scope)
    if node is None:
        return Evaluation(source, None, in_order(found))
    step = compute(node, Frame(locals=outcomes))
    return Evaluation(source, step, limits(step.outcome))


def kind_of(outcome: Outcome) -> Type:
    """The type of an input; one that is absent may be of any."""
    return ANY if outcome.value is None else type_of(outcome)


def limits(outcome: Outcome) -> Problems:
    """A limit that was reached is a diagnostic as well as the reason of an absence."""
    reached = [reason for reason in (*outcome.reasons, *outcome.carried) if reason.code in LIMITS]
    return tuple(Diagnostic("E610", "error", reason.message, reason.place) for reason in reached)
