"""Two manuals, the contract and the data -> any mixture of the two, and the contract as that mixture reads it.

Everything is kept by the set of changes that it was asked for. The contract is read again only for changes of what a
contract or a row of data may state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from engine.data.dataset import DataSet, conform_rows
from engine.data.kontrak import Kontrak, Member, conform_kontrak
from engine.data.paket import Paket
from engine.diagnostics.model import Problems
from engine.difference.hybrid import Blend
from engine.difference.reach import Reach
from engine.difference.switches import Switch
from engine.manual.checked import Entry, Manual
from engine.record import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """A contract with its data, as one manual reads them. `members` by level and kode."""

    kontrak: Kontrak
    data: DataSet
    members: Mapping[tuple[str, str], Member]
    problems: Problems


@dataclass(slots=True, eq=False)
class Sides:
    """Sets of switches are masks: bit n is the switch n."""

    blend: Blend
    switches: tuple[Switch, ...]
    paket: Paket
    reach: Reach
    manuals: dict[int, Manual] = field(default_factory=dict)
    contracts: dict[int, Contract] = field(default_factory=dict)
    by_spot: dict[int, dict[tuple[str, str], Entry]] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """Every switch."""
        return (1 << len(self.switches)) - 1

    def manual(self, on: int) -> Manual:
        """The manual in which these changes are made."""
        if on not in self.manuals:
            taken = (change for at, one in enumerate(self.switches) if on >> at & 1 for change in one.all)
            self.manuals[on] = self.blend.manual(frozenset(taken))
        return self.manuals[on]

    def entries(self, on: int) -> Mapping[tuple[str, str], Entry]:
        """Its entries, those inside entries as well."""
        if on not in self.by_spot:
            self.by_spot[on] = dict(_spots(self.manual(on).entries.values()))
        return self.by_spot[on]

    def contract(self, on: int) -> Contract:
        """The contract and the data under it."""
        on &= self.reach.stated
        if on not in self.contracts:
            manual = self.manual(on)
            kontrak, found = conform_kontrak(self.paket.form, manual)
            data, more = conform_rows(self.paket.rows, kontrak, manual)
            members = {(one.level, one.kode): one for one in kontrak.root.all()}
            self.contracts[on] = Contract(kontrak, data, members, (*found, *more))
        return self.contracts[on]


def _spots(entries: Iterable[Entry]) -> Iterable[tuple[tuple[str, str], Entry]]:
    for entry in entries:
        yield (entry.level, entry.kode), entry
        yield from _spots(entry.members)
