"""The tree of a rule file before anything is known about its keys: texts, mappings and sequences, each at its place."""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine.record import dataclass
from engine.source import Span

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `span` is all of it as it stands in the file, quotes included.

    `slice` is the raw characters that are the value, so that each is at its place: inside the quotes, or the lines of a
    `|` block below its first. None where the value was changed on reading: a `>` block, quotes in quotes, `\\`, a value
    without quotes over several lines.
    """

    text: str
    span: Span
    style: Style
    slice: Span | None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order written; `flow`: written with `{ }` (or inside brackets)."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span
    flow: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `flow`: written with `[ ]`."""

    items: tuple[Node, ...]
    span: Span
    flow: bool


Node: TypeAlias = "Scalar | Mapping | Sequence"
