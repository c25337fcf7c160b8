"""The comments of a file, in order, and where they belong: before what follows them, or behind what they stand beside.

A comment on a line of its own between two values belongs to the innermost list or mapping that it is indented into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from engine.manual.nodes import Mapping, Node, Scalar
from engine.record import dataclass
from engine.source import Source

_REMARK = re.compile(r"#[^\r\n]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(?P<remark>#[^\r\n]*)")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment. `alone`: nothing else stands on its line. `after_gap`: the line before is empty."""

    text: str
    start: int
    column: int
    alone: bool
    after_gap: bool


@dataclass(slots=True)
class Remarks:
    """The comments of a file; each is taken once, in order."""

    source: Source
    waiting: list[Remark] = field(default_factory=list)

    def before(self, offset: int) -> list[Remark]:
        """All that stand before this place and have not been taken."""
        taken = [remark for remark in self.waiting if remark.start < offset]
        del self.waiting[: len(taken)]
        return taken

    def beside(self, offset: int) -> str:
        """The comment on the line of what ends here, with two spaces before it; or nothing."""
        first = self.waiting[0] if self.waiting else None
        if first is None or first.alone or first.start < offset:
            return ""
        if _LINE_END.search(self.source.text, offset, first.start):
            return ""
        del self.waiting[0]
        return f"  {first.text}"

    def ending(self, column: int, offset: int) -> list[Remark]:
        """Those before this place that are indented into what ends here."""
        taken = []
        for remark in self.waiting:
            if remark.start >= offset or (remark.alone and remark.column < column):
                break
            taken.append(remark)
        del self.waiting[: len(taken)]
        return taken

    def within(self, start: int, end: int) -> bool:
        """Whether the next comment stands between these places."""
        return bool(self.waiting) and start <= self.waiting[0].start < end


def remarks(source: Source, root: Node) -> Remarks:
    """The comments of a file."""
    return Remarks(source, list(_found(source, root)))


def _found(source: Source, root: Node) -> Iterator[Remark]:
    at = 0
    for scalar in scalars(root):
        yield from _between(source, at, scalar.span.start)
        at = max(at, scalar.span.end)
        header = _BLOCK_HEADER.match(source.text, scalar.span.start, at)
        if header and scalar.style in ("literal", "folded"):
            yield Remark(header["remark"].rstrip(), header.start("remark"), 0, False, False)
    yield from _between(source, at, len(source.text))


def scalars(node: Node) -> Iterator[Scalar]:
    """All texts of a tree, keys too, in the order written."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from scalars(value)
    else:
        for item in node.items:
            yield from scalars(item)


def _between(source: Source, start: int, end: int) -> Iterator[Remark]:
    for match in _REMARK.finditer(source.text, start, end):
        column = source.position(match.start())[1] - 1
        alone = not source.text[match.start() - column : match.start()].strip()
        yield Remark(match.group().rstrip(), match.start(), column, alone, alone and after_gap(source, match.start()))


def after_gap(source: Source, offset: int) -> bool:
    """Whether the line before that of this place is empty."""
    number = source.position(offset)[0]
    return number > 1 and not source.text[source.starts[number - 2] : source.starts[number - 1]].strip()
