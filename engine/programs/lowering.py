"""Checked manual + contract + which rows there are -> lines that compute every figure, in the order of dependence.

What the evaluator's world does with values is done here with what is known of them: where an attribute comes from,
which row wins, what is absent and why stands beforehand; sums and formulas become lines. The lines of a figure stand in
front of those of the figure that needs it first. A figure that cannot be written so, and every one that needs it, is
left to the evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.calculation import office, reasons
from engine.calculation.tree import Node
from engine.calculation.world import KODE, Moment, Surroundings, World
from engine.compiling.place import OTHER, Place
from engine.compiling.ratio import Facts, Items, Known, Ratio, Shown, Text, Truth, UnfitForRatios
from engine.compiling.ratios import write
from engine.compiling.writer import Block, Writer
from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.diagnostics.model import Reason
from engine.evaluation.frame import Frame
from engine.language.values import Entity, Outcome, absent
from engine.manual.checked import Manual, Rule
from engine.programs import consolidating
from engine.programs.leaves import Asked, Row
from engine.record import dataclass

Key = tuple[int, str, Moment]


class Circle(Exception):
    """Never leaves this room: figures that need each other are for the evaluator alone."""


class LeftOut(UnfitForRatios):
    """Never leaves this room: a figure is needed that is left to the evaluator."""


class RowOutside(Exception):
    """Never leaves this room: a row of a period was asked for that was not looked for."""


@dataclass(slots=True)
class Unread(Surroundings):
    """Attributes are written, never read."""

    def attribute(self, entity: Entity, name: str) -> Outcome:
        raise AssertionError(name)


@dataclass(slots=True)
class Given:
    """What a program is given. `rows`: those that there are; `looked_for`: all that may be; `stated`, `texts`: numbers
    of the contract, and names of its members, that are not written out. `zeros`: what to do if a variable is 0.
    `asked`: figures that the evaluator has said."""

    rows: Mapping[Row, Shown]
    looked_for: frozenset[Row]
    stated: Mapping[tuple[int, str, str | None], Shown]
    texts: Mapping[tuple[int, str], Shown]
    zeros: Mapping[str, str]
    asked: Mapping[Key, Shown]


@dataclass(slots=True)
class Lowering:
    """A program being written: what is known of figures so far, and the lines."""

    manual: Manual
    kontrak: Kontrak
    root: Node
    given: Given
    writer: Writer
    facts: Facts
    world: World = field(init=False)
    block: Block = field(default_factory=Block)
    known: dict[Key, Shown | None] = field(default_factory=dict)
    open: set[Key] = field(default_factory=set)
    sums: dict[str, str] = field(default_factory=dict)
    handed_on: list[Asked] = field(default_factory=list)
    unfit: list[Asked] = field(default_factory=list)
    numbers: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {id(node): at for at, node in enumerate(self.root.all())}
        self.world, _ = office.figures_of(self.manual, self.kontrak, DataSet({}), "")

    def figure(self, node: Node, name: str, moment: Moment) -> Shown:
        """What is known of one attribute of one entity, its lines written."""
        key = (id(node), name, moment)
        if key in self.given.asked:
            return self.given.asked[key]
        if key in self.open:
            raise Circle
        if key in self.known:
            shown = self.known[key]
            if shown is None:
                raise LeftOut
            return shown
        self.open.add(key)
        self.known[key] = None
        try:
            self.known[key] = found = self._from_origin(node, name, moment)
        except LeftOut:
            raise
        except UnfitForRatios:
            self.unfit.append(self._asked(node, name, moment))
            raise LeftOut from None
        finally:
            self.open.discard(key)
        return found

    def _asked(self, node: Node, name: str, moment: Moment) -> Asked:
        return self.numbers[id(node)], name, moment.period, moment.office

    def _from_origin(self, node: Node, name: str, moment: Moment) -> Shown:
        entry, level = node.entry, self.manual.levels[node.level]
        if entry is not None and name in entry.variables:
            return consolidating.raw(self, node, entry.variables[name], moment)
        if entry is not None and name in entry.rules:
            return consolidating.own_rule(self, node, entry.rules[name], moment)
        if name == level.result:
            return consolidating.result(self, node, name, moment)
        if name in level.attributes:
            attribute = level.attributes[name]
            outcome = self.world.given(node, attribute, moment).outcome
            return self._stated(node, name, moment.period if attribute.per_period else None, outcome)
        if (node.level, name) in self.manual.rules:
            return self._ruled(node, self.manual.rules[node.level, name], moment)
        text = self.given.texts.get((id(node.member), name))
        return text or Known(Outcome(node.kode if name == KODE else node.member.nama))

    def _stated(self, node: Node, name: str, period: str | None, outcome: Outcome) -> Shown:
        return self.given.stated.get((id(node.member), name, period)) or Known(outcome)

    def _ruled(self, node: Node, rule: Rule, moment: Moment) -> Shown:
        given = node.member.given.get(rule.name) if rule.given_by == "kontrak" else None
        if given is None:
            return self.computed(node, rule, moment)
        return self._stated(node, rule.name, None, given.outcome)

    def computed(self, node: Node, rule: Rule, moment: Moment) -> Shown:
        """What a rule gives for an entity."""
        said = self.said(node, rule.name, moment)
        if said is not None:
            return said
        at = Moment(rule.period, moment.office) if rule.period else moment
        place = self.place(Frame(Unread(self.world, at), node))
        shown = self._held(write(rule.body, place), place)
        span = rule.body.span
        self.written(place, f"{node.id(rule.name)}  {span.source.name}:{span.line}", node, rule.name, moment)
        return shown

    def said(self, node: Node, name: str, moment: Moment) -> Shown | None:
        """What the evaluator has said of a figure, also of one office among several that report."""
        return self.given.asked.get((id(node), name, moment))

    def place(self, frame: Frame) -> Place:
        """Where the lines of one figure are written."""
        facts, zeros = self.facts.copy(), self.given.zeros
        return Place(self.writer, Block(), facts, sums=dict(self.sums), zeros=zeros, frame=frame, entities=self)

    def written(self, place: Place, heading: str, node: Node, name: str, moment: Moment) -> None:
        """The lines of a figure that is complete, and what was found out by them. What they cannot decide is told to
        the caller, by the number of the figure."""
        self.facts.take(place.facts)
        self.sums.update(place.sums)
        if any(OTHER in line for line in place.block.lines):
            self.handed_on.append(self._asked(node, name, moment))
            told = f"return {-len(self.handed_on)}"
            place.block.lines = [line.replace(OTHER, told) for line in place.block.lines]
        if place.block.lines:
            self.block.put(f"# {heading}")
            self.block.take(place.block, charged=False)

    def _held(self, shown: Shown, place: Place) -> Shown:
        """A truth value in a variable, so that it can be handed over."""
        if not isinstance(shown, Truth) or shown.code.isidentifier():
            return shown
        variable = self.writer.fresh("c")
        place.put(f"{variable} = {shown.code}")
        return Truth(variable, shown.under, shown.then, shown.otherwise)

    def attribute(self, entity: Entity, name: str, place: Place) -> Shown:
        """For formulas: an attribute of an entity in the period that the formula is computed for."""
        assert isinstance(entity, Node) and isinstance(place.frame.world, Unread)
        shown = self.figure(entity, name, place.frame.world.moment)
        self.known_at(shown, place)
        return shown

    def known_at(self, shown: Shown, place: Place) -> None:
        """What is known of the variables of a figure is known where it is read."""
        for variable in variables_of(shown):
            if variable in self.facts.bits:
                place.facts.bits[variable] = self.facts.bits[variable]
            for mine, own in (
                (self.facts.natural, place.facts.natural),
                (self.facts.positive, place.facts.positive),
                (self.facts.nonzero, place.facts.nonzero),
            ):
                if variable in mine:
                    own.add(variable)

    def row(self, kode: str, name: str, period: str, office_: str | None) -> Shown | None:
        """A row of the data, if there is one."""
        key = (kode, name, period, office_)
        if key not in self.given.looked_for:
            raise RowOutside
        return self.given.rows.get(key)

    def excuse(self, node: Node, moment: Moment) -> Known | None:
        """The lawful absence that excuses the absence of data, if there is one in this period."""
        follows = self.manual.levels[node.level].follows
        if follows is None:
            return None
        shown = self.figure(node, follows, Moment(moment.period))
        return shown if isinstance(shown, Known) and shown.outcome.status == "na" else None

    def missing(self, node: Node, moment: Moment, reason: Reason) -> Known:
        """Absent: lawfully where what it follows is lawfully absent, otherwise missing."""
        return self.excuse(node, moment) or Known(absent(reason))

    def not_in_manual(self, node: Node, name: str) -> Known:
        """The result of an entry that the manual does not have."""
        return Known(absent(reasons.not_in_manual(node.id(name))))


def variables_of(shown: Shown) -> tuple[str, ...]:
    """The variables in which a figure stands."""
    match shown:
        case Ratio(_, above, below):
            return above + below
        case Text(variable):
            return (variable,)
        case Truth(code, _, then, otherwise):
            return (code, *(variable for variable, _ in (*then, *otherwise)))
        case Items(members):
            return tuple(variable for member in members for variable in variables_of(member))
        case Known():
            return ()
