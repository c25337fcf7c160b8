"""Other evaluators of formulas, each used as its own documentation does: compiled once, called for each record.

They get the formulas in their own language, with a look at what is absent and at divisors of 0 first, which not all of
them survive, and the records in the numbers that they are quickest with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from math import floor
from typing import Any

from bench.formulas import Record
from bench.steps import STEPS
from bench.syntaxes import CEL, PYTHON, ZEN, json_logic, tree_of, written

Program = Callable[[Record], Any]


@dataclass(frozen=True)
class Peer:
    """`program(formula, names)` compiles a formula of our language in its own. `chain`: F4 as a function of a record
    with plain names that gives all figures by name. `distribution` is None for Python itself."""

    name: str
    distribution: str | None
    program: Callable[[str, tuple[str, ...]], Program]
    chain: Callable[[tuple[str, ...]], Program]
    safe: bool = True

    def installed(self) -> str | None:
        """Its version, if it is here."""
        try:
            return version(self.distribution) if self.distribution else "-"
        except PackageNotFoundError:
            return None


def _evalidate(formula: str, names: tuple[str, ...]) -> Program:
    from evalidate import base_eval_model

    model = base_eval_model.clone()
    model.nodes.extend(["Mult", "Call"])
    model.imported_functions.update(min=min, max=max, floor=floor)
    evaluate: Program = model.expr(written(tree_of(formula), PYTHON)).eval
    return evaluate


def _simpleeval(formula: str, names: tuple[str, ...]) -> Program:
    from simpleeval import SimpleEval

    text = written(tree_of(formula), PYTHON)
    evaluator = SimpleEval(functions={"min": min, "max": max, "floor": floor})
    parsed = evaluator.parse(text)

    def evaluate(record: Record) -> Any:
        evaluator.names = record
        return evaluator.eval(text, previously_parsed=parsed)

    return evaluate


def _eval(formula: str, names: tuple[str, ...]) -> Program:
    code = compile(written(tree_of(formula), PYTHON), "<formula>", "eval")
    known = {"min": min, "max": max, "floor": floor}
    return lambda record: eval(code, known, record)


def _datalogic(formula: str, names: tuple[str, ...]) -> Program:
    from datalogic_py import Engine

    engine = Engine()
    rule, session = engine.compile(json_logic(tree_of(formula))), engine.session()
    return lambda record: session.evaluate(rule, record)


def _zen(formula: str, names: tuple[str, ...]) -> Program:
    import zen

    evaluate: Program = zen.compile_expression(written(tree_of(formula), ZEN)).evaluate
    return evaluate


def _cel(formula: str, names: tuple[str, ...]) -> Program:
    from cel_expr_python import cel
    from cel_expr_python.ext import ext_math

    environment = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DYN), extensions=[ext_math.ExtMath()])
    expression = environment.compile(written(tree_of(formula), CEL))
    return lambda record: expression.eval(data=record).value()


def _in_steps(program: Callable[[str, tuple[str, ...]], Program]) -> Callable[[tuple[str, ...]], Program]:
    """F4 by one call for each figure and mark, of which the next ones see the results: who has no name for a result
    that further formulas use, or for few of them, knows no other way."""

    def chain(names: tuple[str, ...]) -> Program:
        every = (*names, *(step.name for step in STEPS))
        steps = [(step.name, program(step.formula, every)) for step in STEPS]

        def evaluate(record: Record) -> Record:
            known = dict(record)
            for name, one in steps:
                known[name] = one(known)
            return known

        return evaluate

    return chain


def _zen_chain(names: tuple[str, ...]) -> Program:
    """F4 as a decision of one expression node, in which later expressions refer to earlier ones by `$`."""
    import json

    import zen

    done = {step.name for step in STEPS}
    expressions = [{"id": step.name, "key": step.name, "value": _referring(step.formula, done)} for step in STEPS]
    place = {"position": {"x": 0, "y": 0}}
    content = {"expressions": expressions, "passThrough": False, "executionMode": "single"}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", **place},
        {"id": "do", "type": "expressionNode", "name": "do", "content": content, **place},
        {"id": "out", "type": "outputNode", "name": "out", **place},
    ]
    edges = [
        {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
        for one, other in (("in", "do"), ("do", "out"))
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda record: decision.evaluate(record)["result"]


def _referring(formula: str, done: set[str]) -> str:
    import re

    return re.sub(r"\b[a-z]\w*\b", lambda found: f"$.{found[0]}" if found[0] in done else found[0], _zen_text(formula))


def _zen_text(formula: str) -> str:
    return written(tree_of(formula), ZEN)


PEERS = (
    Peer("evalidate", "evalidate", _evalidate, _in_steps(_evalidate)),
    Peer("datalogic-py", "datalogic-py", _datalogic, _in_steps(_datalogic)),
    Peer("zen-engine", "zen-engine", _zen, _zen_chain),
    Peer("cel-expr-python", "cel-expr-python", _cel, _in_steps(_cel)),
    Peer("simpleeval", "simpleeval", _simpleeval, _in_steps(_simpleeval)),
    Peer("Python `eval` (not safe)", None, _eval, _in_steps(_eval), safe=False),
)
