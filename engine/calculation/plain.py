"""A world that computes the rules of levels plainly where nothing is absent: for figures that nobody asks how they came
about. Results of entries are computed as always, since warnings name the rows that they read."""

from __future__ import annotations

from engine.calculation.origins import figure_of
from engine.calculation.tree import Node, grow
from engine.calculation.world import Moment, View, World
from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.evaluation.plainly import quickly
from engine.manual.checked import Manual, Rule
from engine.record import dataclass, replace
from engine.results.figure import Figure


@dataclass(slots=True)
class PlainWorld(World):
    """Outcomes and warnings are those of every other world."""

    def ruled(self, node: Node, rule: Rule, moment: Moment) -> Figure:
        """A rule of a level, without the steps where it can be computed plainly."""
        if rule.given_by == "kontrak" and rule.name in node.member.given:
            return World.ruled(self, node, rule, moment)
        at = replace(moment, period=rule.period) if rule.period else moment
        outcome = quickly(rule.body, View(self, at), node)
        if outcome is None:
            return World.ruled(self, node, rule, moment)
        return Figure(node.id(rule.name), at.period, outcome, self.unit(node, rule.unit))


def plain_figures_of(manual: Manual, kontrak: Kontrak, data: DataSet) -> tuple[World, Node]:
    """The world of an office and its root, to be asked for outcomes alone."""
    return PlainWorld(manual, kontrak, data, figure_of), grow(kontrak.root)
