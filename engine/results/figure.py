"""A figure: a value and how it came about."""

from __future__ import annotations

from engine.evaluation.frame import Step
from engine.language.values import Outcome
from engine.manual.checked import Provenance
from engine.record import dataclass
from engine.source import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """One attribute of one entity in one period.

    `step` and `rule` tell how it was computed; both are None for a value that is given. `sources` are the places of
    the data, contract and rule files that it read itself. `note` stands beside a given value. `instead` is the figure
    that a given value has replaced.
    """

    id: str
    period: str
    outcome: Outcome
    unit: str | None = None
    step: Step | None = None
    rule: Provenance | None = None
    sources: tuple[Span, ...] = ()
    note: str | None = None
    instead: Figure | None = None
    reads: tuple[str, ...] = ()
    """The ids of the figures it was computed from."""

    @property
    def by_rule(self) -> Figure:
        """What its rule gives, also where a value is given instead; itself where there is no rule."""
        return (self.instead or self) if self.step is None else self


def figure_id(level: str | None, kode: str, name: str) -> str:
    """`level/kode.name`; a figure of the root (level None) is just `name`."""
    return name if level is None else f"{level}/{kode}.{name}"
