"""Names in a case -> what they stand for in its manual: a member and one of its attributes, or a parameter.

A name is an id as everywhere (`level/kode.name`, at the root just `name`), or the bare name of an attribute of the
member that the case is about (`tentang`), or, in a case of a function, one of its parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field

from engine.calculation.tree import Node
from engine.calculation.world import KODE, NAMA
from engine.cases import problems as problem
from engine.cases.model import Case, Meant, Said
from engine.data.tree import defined_levels
from engine.diagnostics.model import Diagnostic, say
from engine.language.typed import Definition
from engine.manual.checked import Check, Entry, Level, Manual
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping, Scalar
from engine.record import dataclass
from engine.source import Span

Sink = Callable[[Diagnostic], None]
Named = tuple[Meant, Scalar, Held]
"""A meant, the name as it is written, and what is said of it."""

UNDER, UNIT, RESULT = "di", "satuan", "hasil"
"""The member above one; the unit of a member that no manual has; what a function gives."""


@dataclass(slots=True)
class Looked:
    """What a manual has, for all cases that are about it: its entries, and every name that a member has."""

    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    names: dict[tuple[str, str | None], tuple[str, ...]] = field(default_factory=dict)
    kodes: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    """By level; None where there may be any."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of one case mean. `root`: the tree of its paket, if it has one."""

    manual: Manual
    case: Case
    sink: Sink
    root: Node | None = None
    looked: Looked = field(default_factory=Looked)
    """What was looked up in the manual for an earlier case."""

    @property
    def top(self) -> Level:
        """The level at the root of the tree."""
        return next(iter(self.manual.levels.values()))

    def function(self) -> Definition | None:
        """The function that the case is about."""
        scalar = self.case.function
        if scalar is None:
            return None
        found = self.manual.definitions.get(scalar.text)
        if found is None:
            where = say("among the functions and scales of the manual")
            self.sink(problem.unknown_name(scalar.span, scalar.text, self.manual.definitions, where))
        return found

    def subject(self) -> Meant | None:
        """The member that the case is about; the name is empty."""
        scalar = self.case.about
        if scalar is None:
            return None
        level, slash, kode = scalar.text.partition("/")
        if not slash and level == self.top.name:
            return Meant(level, None, "")
        known = self._level(level, scalar.span) and self._member(level, kode, scalar.span)
        return Meant(level, kode, "") if known else None

    def given(self, definition: Definition | None) -> Iterator[Named]:
        """The inputs of the case."""
        for said in self.case.given:
            yield from self._meant(said, definition.parameters if definition else None)

    def expected(self, definition: Definition | None) -> Iterator[Named]:
        """What the case expects."""
        for said in self.case.expected:
            yield from self._meant(said, (RESULT,) if definition else None)

    def _meant(self, said: Said, of_function: tuple[str, ...] | None) -> Iterator[Named]:
        key, text = said.key, said.key.text
        if of_function is not None:
            if text in of_function:
                yield Meant(None, None, text), key, said.held
            else:
                where = say("in the function `{name}`", name=self.case.function.text if self.case.function else "")
                self.sink(problem.unknown_name(key.span, text, of_function, where))
            return
        if "/" not in text:
            meant = self._bare(text, key.span)
            if meant is not None:
                yield meant, key, said.held
            return
        level, _, rest = text.partition("/")
        if not self._level(level, key.span):
            return
        kode, dot, name = rest.rpartition(".")
        if dot and name in self.known(level, kode):
            if self._member(level, kode, key.span):
                yield Meant(level, kode, name), key, said.held
        elif isinstance(said.held.node, Mapping):
            if self._member(level, rest, key.span):
                yield from self._inside(level, rest, said.held.node)
        elif dot and self._member(level, kode, key.span):
            self._unknown(key.span, text, name, level, kode)
        elif not dot:
            where = say("without the name of an attribute: write `{id}.name`", id=text)
            self.sink(problem.unknown_name(key.span, text, (), where))

    def _inside(self, level: str, kode: str, node: Mapping) -> Iterator[Named]:
        """The attributes of a member, which stand under its id."""
        known = self.known(level, kode)
        for key, value in node.entries:
            if key.text in known:
                yield Meant(level, kode, key.text), key, Held(value, key.span, node.flow)
            else:
                self._unknown(key.span, key.text, key.text, level, kode)

    def _bare(self, name: str, place: Span) -> Meant | None:
        """A bare name is an attribute of the subject, or of the root."""
        subject = self.subject()
        if subject is not None and name in self.known(str(subject.level), subject.kode):
            return Meant(subject.level, subject.kode, name)
        if name in self.known(self.top.name, None):
            return Meant(self.top.name, None, name)
        level, kode = (str(subject.level), subject.kode) if subject else (self.top.name, None)
        if self.case.about is None or subject is not None:
            self._unknown(place, name, name, level, kode)
        return None

    def _unknown(self, place: Span, text: str, name: str, level: str, kode: str | None) -> None:
        member = level if kode is None else f"{level}/{kode}"
        prefix = text[: len(text) - len(name)]
        known = [prefix + one for one in self.known(level, kode)]
        self.sink(problem.unknown_name(place, text, known, say("of {member}", member=member)))

    def _level(self, level: str, place: Span) -> bool:
        if level not in self.manual.levels or level == self.top.name:
            below = [name for name in self.manual.levels if name != self.top.name]
            self.sink(problem.unknown_name(place, level, below, say("among the levels of the tree")))
            return False
        return True

    def _member(self, level: str, kode: str, place: Span) -> bool:
        """Whether there is such a member: in the paket, in the manual, or anywhere if the manual has none."""
        if self.root is not None:
            known: tuple[str, ...] | None = tuple(node.kode for node in self.root.all() if node.level == level)
        else:
            if level not in self.looked.kodes:
                self.looked.kodes[level] = self._kodes(level)
            known = self.looked.kodes[level]
        if known is None or kode in known:
            return True
        self.sink(problem.unknown_member(place, kode, level, known))
        return False

    def _kodes(self, level: str) -> tuple[str, ...] | None:
        if level in defined_levels(self.manual):
            return tuple(entry.kode for entry in entries_of(self.manual, level))
        codes = self.manual.levels[level].codes
        return tuple(codes) if codes else None

    def entry(self, level: str, kode: str | None) -> Entry | None:
        """The entry of the manual that a member is."""
        if kode is None:
            return None
        entries = self.looked.entries
        if not entries:
            for one in _all_entries(self.manual):
                entries.setdefault((one.level, one.kode), one)
        return entries.get((level, kode))

    def check(self, meant: Meant) -> Check | None:
        """The `pemeriksaan` that a meant is."""
        checks = (one for one in self.manual.checks if one.level == meant.level)
        return next((one for one in checks if one.provenance.name.rpartition(".")[2] == meant.name), None)

    def is_check(self, meant: Meant) -> bool:
        """Whether a meant is a `pemeriksaan`; a rule of the same name comes first."""
        entry = self.entry(str(meant.level), meant.kode)
        is_rule = (meant.level, meant.name) in self.manual.rules or (entry is not None and meant.name in entry.rules)
        return not is_rule and self.check(meant) is not None

    def known(self, level: str, kode: str | None) -> tuple[str, ...]:
        """Every name that a member of this level has."""
        if (level, kode) not in self.looked.names:
            self.looked.names[level, kode] = self._known(level, kode)
        return self.looked.names[level, kode]

    def _known(self, level: str, kode: str | None) -> tuple[str, ...]:
        about, entry = self.manual.levels[level], self.entry(level, kode)
        names = [*about.attributes, *((about.result,) if about.result else ())]
        names += [name for owner, name in self.manual.rules if owner == level]
        names += [*entry.variables, *entry.rules] if entry else []
        names += [one.provenance.name.rpartition(".")[2] for one in self.manual.checks if one.level == level]
        return tuple(dict.fromkeys((*names, NAMA, KODE, UNDER, UNIT)))


def entries_of(manual: Manual, level: str) -> Iterator[Entry]:
    """The entries on a level, members of entries among them."""
    return (entry for entry in _all_entries(manual) if entry.level == level)


def _all_entries(manual: Manual) -> Iterator[Entry]:
    waiting = list(manual.entries.values())
    while waiting:
        entry = waiting.pop(0)
        yield entry
        waiting += entry.members
