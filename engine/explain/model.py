"""What an explanation is made of. Texts are messages, values are as printed; places lead into the files."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from engine.diagnostics.model import Message, Problems, Reason
from engine.language.values import Outcome
from engine.manual.checked import Provenance
from engine.record import dataclass
from engine.source import Span

Kind = Literal[
    "computed", "component", "member", "call", "branch", "row", "input", "bound", "rounding", "scale", "more"
]


@dataclass(frozen=True, slots=True)
class Part:
    """One step worth telling, and the steps inside it."""

    kind: Kind
    said: Message
    place: Span | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member that a filter dropped: which, by which test, and what was absent in that test."""

    member: str
    test: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure, how it came about, and the figures it rests on.

    `formula` and `numbers` (the same with values put in) are None for a value that is given. `digits` are more of them
    where the printed value is not exact. `said` holds what else there is to know in sentences. `below` are the figures
    it was computed from; a `brief` one is not explained further. `findings` are those about this figure.
    """

    id: str
    shown: str
    digits: str | None
    outcome: Outcome
    period: str
    brief: bool = False
    formula: str | None = None
    numbers: str | None = None
    rule: Provenance | None = None
    said: tuple[Message, ...] = ()
    parts: tuple[Part, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    reasons: tuple[Reason, ...] = ()
    sources: tuple[Span, ...] = ()
    note: str | None = None
    findings: Problems = ()
    instead: Explanation | None = None
    below: tuple[Explanation, ...] = field(default=())
