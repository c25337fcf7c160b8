"""The general bodies of real rules: every figure of real offices comes out as the reference evaluator gives it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.calculation import office
from engine.calculation.world import Moment, View
from engine.compiling.formula import Body, compile_node
from engine.evaluation.frame import Frame
from engine.evaluation.reference import compute
from engine.language.typed import Typed
from tests.golden.offices import Office, read_office

ROOT = Path(__file__).resolve().parents[2]
PAKETS = (
    ROOT / "examples" / "kalbagbar-2023",
    *sorted(file.parent for file in ROOT.glob("tests/golden/*/paket*/kontrak.yaml")),
)


@cache
def body(node: Typed) -> Body:
    return compile_node(node, ())


def compare(one: Office, period: str) -> int:
    """How many figures were computed; each is computed again by a generated program."""
    world, root = office.figures_of(one.manual, one.kontrak, one.data, period)
    computed = 0
    for node in root.all():
        for name in office.names(one.manual, node):
            figure = world.figure(node, name, Moment(period))
            if figure.step is not None:
                frame = Frame(View(world, Moment(figure.period)), node)
                expected = compute(figure.step.node, frame).outcome
                assert body(figure.step.node).outcome({}, frame) == expected, figure.id
                computed += 1
    return computed


@pytest.mark.parametrize("paket", PAKETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_figure(paket: Path) -> None:
    one = read_office(paket)
    assert compare(one, list(one.manual.periods)[-1]) > 0
