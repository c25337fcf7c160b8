"""The tree of a file, its comments and the roles of its texts -> the lines of its canonical form.

Every list and mapping is indented by two spaces, brackets stay if they fit on their line and hold no comment, order is
kept. An empty line stays where there is one, two become one; between rules there always is one.
"""

from __future__ import annotations

from engine.layout.breaks import STEP, TOO_LONG
from engine.layout.remarks import Remark, Remarks, after_gap
from engine.layout.roles import Roles
from engine.layout.texts import in_line, key, value
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.record import dataclass
from engine.source import Source


@dataclass(frozen=True, slots=True)
class Printer:
    """Writes the parts of one file. Comments are taken from `remarks` in the order in which they are written."""

    source: Source
    roles: Roles
    remarks: Remarks

    def file(self, root: Mapping) -> str:
        """The whole text, each line with its end."""
        end = len(self.source.text)
        return "".join(f"{row}\n" for row in self._mapping(root, 0, 0, end))

    def _mapping(self, node: Mapping, indent: int, column: int, until: int) -> list[str]:
        """The lines of a mapping. Comments up to `until`, indented by `column` or more, end it."""
        rows: list[str] = []
        stops = [*(name.span.start for name, _ in node.entries[1:]), until]
        single = False  # whether the entry before has one line
        for (name, held), stop in zip(node.entries, stops, strict=True):
            before = self.remarks.before(_lead(name, held))
            gap = not node.flow and after_gap(self.source, name.span.start)
            entry = self._entry(" " * indent + key(name) + ":", name.span.end, held, indent, column, stop)
            apart = name.span.start in self.roles.apart and not (single and len(entry) == 1)
            rows += self._chunk(before, gap, entry, indent, apart, first=not rows)
            single = len(entry) == 1
        return rows + self._ending(column, until, indent, node.flow)

    def _sequence(self, node: Sequence, indent: int, column: int, until: int) -> list[str]:
        rows: list[str] = []
        stops = [*(item.span.start for item in node.items[1:]), until]
        for item, stop in zip(node.items, stops, strict=True):
            before = self.remarks.before(_first(item))
            gap = not node.flow and after_gap(self.source, item.span.start)
            entry = self._item(" " * indent + "-", item, indent, column, stop)
            rows += self._chunk(before, gap, entry, indent, False, first=not rows)
        return rows + self._ending(column, until, indent, node.flow)

    def _entry(self, head: str, end: int, held: Node, indent: int, column: int, stop: int) -> list[str]:
        """A key with its value. `end`: where the key ends in the source."""
        whole = self._behind(head, held, indent)
        if whole is not None:
            return whole
        if _is_block(held):
            remark = self.remarks.beside(end)
        else:
            remark = "" if self.remarks.within(held.span.start, held.span.end) else self.remarks.beside(held.span.end)
        return [head + remark, *self._children(held, indent + STEP, column, stop)]

    def _item(self, head: str, held: Node, indent: int, column: int, stop: int) -> list[str]:
        whole = self._behind(head, held, indent)
        if whole is not None:
            return whole
        first, *rest = self._children(held, indent + STEP, column, stop)
        return [f"{head} {first.lstrip()}", *rest]

    def _children(self, held: Node, indent: int, outer: int, stop: int) -> list[str]:
        """A list or mapping on lines of its own. `outer` is the column of what holds it, -1 for none."""
        column, until = (0, held.span.end) if _is_flow(held) else (held.span.column - 1, stop)
        if isinstance(held, Mapping):
            return self._mapping(held, indent, column, until)
        assert isinstance(held, Sequence)
        return self._sequence(held, indent, column if held.flow else max(column, outer + 1), until)

    def _behind(self, head: str, held: Node, indent: int) -> list[str] | None:
        """What stands on the line of its key or dash; None for what needs lines of its own."""
        if isinstance(held, Scalar):
            rows = value(held, self.roles.of.get(held.span.start), indent, len(head) + 1)
            beside = self.remarks.beside(held.span.start if held.style in ("literal", "folded") else held.span.end)
            rows[0] = f"{head} {rows[0]}".rstrip()
            at = 0 if rows[0][len(head) + 1 :][:1] in ("|", ">") else -1
            rows[at] += beside
            return rows
        if not _is_flow(held):
            return None
        line = self._flow(held)
        empty = not (held.entries if isinstance(held, Mapping) else held.items)
        inside = self.remarks.within(held.span.start, held.span.end)
        if line is None or not empty and (inside or len(head) + 1 + len(line) >= TOO_LONG):
            return None
        return [f"{head} {line}{self.remarks.beside(held.span.end)}"]

    def _flow(self, node: Node) -> str | None:
        """A value as it stands in brackets, on one line; None if it cannot."""
        if isinstance(node, Scalar):
            return in_line(node, self.roles.of.get(node.span.start))
        if isinstance(node, Sequence):
            items = [self._flow(item) for item in node.items]
            return None if None in items else f"[{', '.join(map(str, items))}]"
        entries = [(key(name), self._flow(held)) for name, held in node.entries]
        pairs = [f"{name}: {line}" for name, line in entries if line is not None]
        return f"{{{', '.join(pairs)}}}" if len(pairs) == len(entries) else None

    def _chunk(
        self, before: tuple[Remark, ...], gap: bool, entry: list[str], indent: int, apart: bool, *, first: bool
    ) -> list[str]:
        """An entry with the comments before it, and the empty lines before each; none begins a block."""
        gaps = [*(remark.after_gap for remark in before), gap]
        gaps[0] = not first and (gaps[0] or (apart and not any(gaps)))
        parts = [*([" " * indent + remark.text] for remark in before), entry]
        return [row for empty, part in zip(gaps, parts, strict=True) for row in ([""] if empty else []) + part]

    def _ending(self, column: int, until: int, indent: int, flow: bool) -> list[str]:
        """The comments that end a block."""
        rows: list[str] = []
        for remark in self.remarks.ending(column, until):
            rows += [""] if remark.after_gap and not flow else []
            rows.append(" " * indent + remark.text)
        return rows


def _is_flow(node: Node) -> bool:
    return not isinstance(node, Scalar) and node.flow


def _is_block(node: Node) -> bool:
    return not isinstance(node, Scalar) and not node.flow


def _lead(name: Scalar, held: Node) -> int:
    """Up to where comments stand before an entry; those between a key and a block are the block's."""
    return name.span.start if _is_block(held) else held.span.start


def _first(node: Node) -> int:
    """Up to where comments stand before an item: those before the first entry in it can stand nowhere else."""
    while isinstance(node, Sequence) and node.items:
        node = node.items[0]
    return _lead(*node.entries[0]) if isinstance(node, Mapping) and node.entries else node.span.start
