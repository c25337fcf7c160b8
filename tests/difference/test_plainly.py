"""The quick way of computing has no meaning of its own: wherever it gives something, the reference gives the same."""

from __future__ import annotations

import pytest

from engine.calculation import office
from engine.calculation.world import Moment, View
from engine.data.dataset import conform_rows
from engine.data.kontrak import conform_kontrak
from engine.evaluation.frame import Frame
from engine.evaluation.plainly import quickly
from engine.evaluation.reference import compute
from tests.difference.versions import CASES, manual_of, office_of


@pytest.mark.parametrize("code", CASES)
def test_the_reference_gives_the_same(code: str) -> None:
    manual, paket, plain = manual_of(code), office_of(code, 1), 0
    kontrak, _ = conform_kontrak(paket.form, manual)
    data, _ = conform_rows(paket.rows, kontrak, manual)
    period = tuple(manual.periods)[-1]
    world, root = office.figures_of(manual, kontrak, data, period)
    for node in root.all():
        own = [*node.entry.rules.values(), node.entry.result] if node.entry else []
        ruled = [rule for (level, _), rule in manual.rules.items() if level == node.level]
        for rule in (one for one in (*ruled, *own) if one is not None):
            view = View(world, Moment(rule.period or period))
            found = quickly(rule.body, view, node)
            if found is not None:
                plain += 1
                assert found == compute(rule.body, Frame(view, node)).outcome, rule.provenance.name
    assert plain > 5
