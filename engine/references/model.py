"""What a name stands for, and the places where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from engine.record import dataclass
from engine.source import Span

Kind = Literal[
    "manual", "level", "attribute", "result", "rule", "raw", "own_rule", "constant", "own_constant", "function",
    "scale", "parameter", "check", "period", "reason", "unit", "entry", "member",
]  # fmt: skip
"""`attribute`: given by contract or manual; `raw`, `own_rule`, `own_constant`: of one entry alone; `member`:
a kode of a level without entries."""

CODES: frozenset[Kind] = frozenset({"manual", "period", "reason", "unit", "entry", "member"})
"""Kinds whose names are codes: any sign may stand in them that is no space."""

Role = Literal["defined", "overridden", "used"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something that has a name. `place` is the name where it is defined first; `manual` the code of that manual.

    `owner`: the level of an attribute, `level/kode` of an entry's own name, the function of a parameter. `levels`: the
    levels that have the attribute, its own first.
    """

    kind: Kind
    owner: str
    name: str
    place: Span
    manual: str = field(compare=False)
    about: str = field(compare=False, default="")
    levels: tuple[str, ...] = field(compare=False, default=())

    def names(self) -> Iterator[str]:
        """All that a person may call it: the name alone, or with its owner before it."""
        yield self.name
        owners = (self.owner, *self.levels, self.owner.partition("/")[2])
        yield from (f"{owner}.{self.name}" for owner in dict.fromkeys(owners) if owner)
        if self.kind in ("entry", "member"):
            yield f"{self.owner}/{self.name}"

    @property
    def full(self) -> str:
        """Its name with its owner."""
        if self.kind in ("entry", "member"):
            return f"{self.owner}/{self.name}"
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a name is written: nothing but the name, as it stands in the file."""

    place: Span
    role: Role = "used"

    @property
    def order(self) -> tuple[str, int]:
        """For sorting: by file, then by place."""
        return self.place.source.name, self.place.start


@dataclass(slots=True)
class Index:
    """Every name of a workplace with its places. `variables`: names in formulas that stand for local variables."""

    uses: dict[Symbol, dict[Use, None]] = field(default_factory=dict)
    variables: dict[Span, str] = field(default_factory=dict)

    def add(self, symbol: Symbol, use: Use | None = None) -> None:
        """A symbol, and one of its places."""
        known = self.uses.setdefault(symbol, {})
        if use is not None:
            known[use] = None

    def merge(self, other: Index) -> None:
        """Takes up what another index knows."""
        for symbol, uses in other.uses.items():
            self.uses.setdefault(symbol, {}).update(uses)
        self.variables.update(other.variables)

    def of(self, symbol: Symbol) -> list[Use]:
        """Its places: definitions first, then by file and line."""
        return sorted(self.uses[symbol], key=lambda use: (use.role == "used", *use.order))
