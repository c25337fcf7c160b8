"""The comments of a file, in order, and where they belong: before what follows them, or behind what they stand beside.

A comment on a line of its own between two values belongs to the innermost list or mapping that it is indented into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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
    """The comments of a file; each is taken once, in order. `taken`: how many were."""

    source: Source
    all: tuple[Remark, ...]
    taken: int = 0

    def before(self, offset: int) -> tuple[Remark, ...]:
        """All that stand before this place and have not been taken."""
        return self._take(lambda remark: remark.start < offset)

    def beside(self, offset: int) -> str:
        """The comment on the line of what ends here, with two spaces before it; or nothing."""
        following = self._next()
        if following is None or following.alone or following.start < offset:
            return ""
        if _LINE_END.search(self.source.text, offset, following.start):
            return ""
        self.taken += 1
        return f"  {following.text}"

    def ending(self, column: int, offset: int) -> tuple[Remark, ...]:
        """Those before this place that are indented into what ends here."""
        return self._take(lambda remark: remark.start < offset and not (remark.alone and remark.column < column))

    def within(self, start: int, end: int) -> bool:
        """Whether the next comment stands between these places."""
        following = self._next()
        return following is not None and start <= following.start < end

    def _next(self) -> Remark | None:
        return self.all[self.taken] if self.taken < len(self.all) else None

    def _take(self, wanted: Callable[[Remark], bool]) -> tuple[Remark, ...]:
        begin = self.taken
        while self.taken < len(self.all) and wanted(self.all[self.taken]):
            self.taken += 1
        return self.all[begin : self.taken]


def remarks(source: Source, root: Node) -> Remarks:
    """The comments of a file."""
    return Remarks(source, tuple(_found(source, root)))


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
