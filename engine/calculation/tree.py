"""The contract's tree as entities: each knows the one above and its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from engine.data.kontrak import Member
from engine.manual.checked import Entry
from engine.record import dataclass
from engine.results.figure import figure_id


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A member of the tree. `above` is None for the root."""

    member: Member
    above: Node | None = None
    members: list[Node] = field(default_factory=list)

    @property
    def level(self) -> str:
        return self.member.level

    @property
    def kode(self) -> str:
        return self.member.kode

    @property
    def entry(self) -> Entry | None:
        return self.member.entry

    def id(self, name: str) -> str:
        """The id of one of its attributes."""
        return figure_id(self.level if self.above else None, self.kode, name)

    def up(self, level: str) -> Node:
        """The entity of a level above."""
        node = self
        while node.level != level:
            assert node.above is not None
            node = node.above
        return node

    def down(self, level: str) -> Iterator[Node]:
        """The members on a level below, in the order of the contract."""
        for member in self.members:
            if member.level == level:
                yield member
            else:
                yield from member.down(level)

    def all(self) -> Iterator[Node]:
        """This entity and everything below it."""
        yield self
        for member in self.members:
            yield from member.all()


def grow(member: Member, above: Node | None = None) -> Node:
    """The tree of a contract."""
    node = Node(member, above)
    node.members.extend(grow(one, node) for one in member.members)
    return node


def entry_of(node: Node) -> Entry:
    """The entry of a member that the manual has."""
    assert node.entry is not None
    return node.entry
