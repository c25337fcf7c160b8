"""Ways to group more changes than can be held against each other one by one: by rule or entry, by branch of the tree.

A group is what is written in one place: the changes of one rule, of one entry. Groups stand in groups again, entries in
the branch of the contract to which they belong, rules with those of their level. Names decide, never an order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from engine.calculation.tree import Node
from engine.difference.changes import entry_of
from engine.difference.shares import Tree, bits, mask
from engine.difference.switches import Switch

Path = tuple[str, ...]


class Nests:
    """Where each switch belongs: branch, branch inside it, rule or entry."""

    def __init__(self, switches: Sequence[Switch], root: Node) -> None:
        branches = dict(_branches(root))
        self.paths = {1 << at: _path(one, branches) for at, one in enumerate(switches)}

    def ways(self, blocks: tuple[int, ...]) -> list[tuple[Tree, ...]]:
        """Groups of these changes, the finest first."""
        by_owner = self._grouped(blocks, lambda path: path[-1:])
        nested = self._nested(blocks, 0)
        whole = tuple(mask(one) for one in by_owner)
        return [
            by_owner,
            self._two(blocks),
            nested,
            whole,
            self._two(whole),
            tuple(mask(one) for one in self._two(blocks)),
        ]

    def _two(self, blocks: tuple[int, ...]) -> tuple[Tree, ...]:
        """Branches, and the groups of rules or entries in each."""
        found = self._by(blocks, lambda path: path[:1])
        return tuple(_tree(self._grouped(group, lambda path: path[-1:])) for group in found.values())

    def _nested(self, blocks: tuple[int, ...], depth: int) -> tuple[Tree, ...]:
        """Branches in branches, down to single changes."""
        found = self._by(blocks, lambda path: path[: depth + 1])
        if len(found) == len(blocks) or depth > 3:
            return blocks
        return tuple(_tree(self._nested(group, depth + 1)) for group in found.values())

    def _grouped(self, blocks: tuple[int, ...], key: Callable[[Path], Path]) -> tuple[Tree, ...]:
        return tuple(_tree(group) for group in self._by(blocks, key).values())

    def _by(self, blocks: Iterable[int], key: Callable[[Path], Path]) -> dict[Path, tuple[int, ...]]:
        found: dict[Path, tuple[int, ...]] = {}
        for block in blocks:
            path = key(self.paths[bits(block)[0]])
            found[path] = (*found.get(path, ()), block)
        return found

    def label(self, block: int) -> str:
        """What changes that are not divided have in common; empty for a single one."""
        paths = [self.paths[one] for one in bits(block)]
        if len(paths) == 1:
            return ""
        own = {path[-1] for path in paths}
        return own.pop() if len(own) == 1 else ", ".join(sorted({path[0] for path in paths}))


def _tree(group: tuple[Tree, ...]) -> Tree:
    return group[0] if len(group) == 1 else group


def _path(switch: Switch, branches: dict[str, Path]) -> Path:
    subject = switch.changes[0].subject
    label = entry_of(subject)
    if label:
        return (*branches.get(label, (label.partition("/")[0],)), label)
    return (subject.owner or subject.kind, subject.label)


def _branches(node: Node) -> Iterable[tuple[str, Path]]:
    """The branches above each entity, from the top: not the root, not the entity itself."""
    for member in node.members:
        yield f"{member.level}/{member.kode}", ()
        for label, path in _branches(member):
            yield label, (f"{member.level}/{member.kode}", *path)
