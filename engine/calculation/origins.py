"""Where an attribute of an entity comes from: data, the rules of its entry, what is stated, the rules of its level."""

from __future__ import annotations

from engine.calculation.consolidate import own_rule, raw, result
from engine.calculation.tree import Node
from engine.calculation.world import KODE, Moment, World
from engine.language.values import Outcome
from engine.results.figure import Figure


def figure_of(world: World, node: Node, name: str, moment: Moment) -> Figure:
    """One attribute of one entity, from the nearest place that gives it."""
    entry, level = node.entry, world.manual.levels[node.level]
    if entry is not None and name in entry.variables:
        return raw(world, node, entry.variables[name], moment)
    if entry is not None and name in entry.rules:
        return own_rule(world, node, entry.rules[name], moment)
    if name == level.result:
        return result(world, node, name, moment)
    if name in level.attributes:
        return world.given(node, level.attributes[name], moment)
    if (node.level, name) in world.manual.rules:
        return world.ruled(node, world.manual.rules[node.level, name], moment)
    return world.plain(node, name, moment, Outcome(node.kode if name == KODE else node.member.nama))
