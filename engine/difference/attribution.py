"""A paket under two manuals -> every figure on both sides, and how much each change moves the figures asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from fnmatch import fnmatchcase
from fractions import Fraction

from engine.calculation import office
from engine.calculation.world import Moment
from engine.data.paket import Paket
from engine.diagnostics.model import Problems
from engine.difference import problems as problem
from engine.difference.game import Game, as_known, divided, flips, same_value
from engine.difference.hybrid import Blend
from engine.difference.model import Change
from engine.difference.nests import Nests
from engine.difference.reach import reach
from engine.difference.shares import bits
from engine.difference.sides import Sides
from engine.difference.switches import Plan, Switch, plan
from engine.difference.union import Branch, Union, union
from engine.difference.waterfall import Column, column
from engine.language import typed
from engine.language.values import Outcome
from engine.manual.checked import Manual, Unit
from engine.record import dataclass
from engine.results.display import unit_of


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure on both sides; an outcome is None where that side does not have the figure."""

    id: str
    before: Outcome | None
    after: Outcome | None
    unit: Unit | None = None

    @property
    def moves(self) -> bool:
        """Whether it is not what it was."""
        if self.before is None or self.after is None:
            return self.before is not self.after
        return not same_value(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Part:
    """Switches that are not told from each other, and what they add: the exact share, and as it is printed."""

    switches: tuple[Switch, ...]
    share: Fraction
    shown: Fraction
    label: str = ""
    """The rule, entry or branch whose changes are not divided; empty for single changes."""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A number that moves: `parts` in the order of the changes. They add up exactly; as printed, with `rounding`."""

    figure: Compared
    parts: tuple[Part, ...]
    column: Column


@dataclass(frozen=True, slots=True)
class Flip:
    """A figure that is another text, or is N/A on one side: `sets` are the smallest sets of switches that make it so
    by themselves. Empty: too many would have to be tried."""

    figure: Compared
    sets: tuple[tuple[Switch, ...], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """`figures`: every figure of both sides. `still`: switches that move none of them. `idle`: changes that no figure
    rests on. `only_before`, `only_after`: what is wrong with contract and data under one of the manuals alone."""

    paket: str
    period: str
    figures: tuple[Compared, ...]
    explained: tuple[Waterfall | Flip, ...]
    still: tuple[Switch, ...]
    idle: tuple[Change, ...]
    decimals: int
    totals: Mapping[str, str] = field(default_factory=dict)
    """How the display calls the figures that it shows at the end, by id."""
    only_before: Problems = ()
    only_after: Problems = ()

    @property
    def moved(self) -> tuple[Compared, ...]:
        """The figures that are not what they were."""
        return tuple(one for one in self.figures if one.moves)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two manuals and what is between them, for one paket after the other."""

    before: Manual
    after: Manual
    changes: tuple[Change, ...]
    plan: Plan
    blend: Blend


def pair(before: Manual, after: Manual, changes: tuple[Change, ...]) -> Pair:
    """The two manuals, their changes put together into switches."""
    made = plan(before, after, changes)
    return Pair(before, after, changes, made, Blend(before, after, changes, made.waiting))


def attribute(
    pair: Pair, paket: Paket, period: str | None = None, wanted: Iterable[str] = ()
) -> tuple[Attribution | None, Problems]:
    """How much each change moves the figures of one office. `wanted`: ids, or patterns of ids; without any, the totals
    that the manual's display shows. None for a period or a figure that there is not."""
    chosen = period or tuple(pair.after.periods)[-1]
    if chosen not in pair.before.periods or chosen not in pair.after.periods:
        return None, (problem.unknown_period(chosen, pair.before.periods, pair.after.periods),)
    switches = pair.plan.switches
    reached = reach((pair.before, pair.after), [one.all for one in switches])
    sides = Sides(pair.blend, switches, paket, reached)
    world, root = union(sides, reached)
    view = _View(world, root, chosen, pair)
    figures = view.figures()
    names = view.totals()
    patterns = tuple(wanted)
    asked = [one for one in figures if _is_asked(one.id, patterns, names)]
    if patterns and not asked:
        return None, (problem.no_such_figure(patterns[0]),)
    nests = Nests(switches, root)
    explained = tuple(view.explained(one, nests) for one in asked if one.moves and one.before and one.after)
    before, after = (sides.contract(on).problems for on in (0, sides.all))
    return (
        Attribution(
            paket.shown, chosen, figures, explained, view.still(), pair.plan.idle, view.decimals(), names,
            _without(before, after), _without(after, before),
        ),
        (),
    )  # fmt: skip


def _is_asked(id_: str, patterns: tuple[str, ...], totals: Iterable[str]) -> bool:
    return any(fnmatchcase(id_, one) for one in patterns) if patterns else id_ in totals


def _without(some: Problems, others: Problems) -> Problems:
    known = {(one.code, one.message) for one in others}
    return tuple(one for one in some if (one.code, one.message) not in known)


@dataclass(slots=True, eq=False)
class _View:
    """The union world of an office in one period."""

    world: Union
    root: Branch
    period: str
    pair: Pair
    spots: dict[str, tuple[Branch, str]] = field(default_factory=dict)

    def figures(self) -> tuple[Compared, ...]:
        """Every figure, computed or given, under no change and under all."""
        sides = [self._side(on) for on in (0, self.world.sides.all)]
        units = self.pair.after.units
        return tuple(
            Compared(
                id_,
                sides[0][id_][0] if id_ in sides[0] else None,
                sides[1][id_][0] if id_ in sides[1] else None,
                unit_of((sides[1].get(id_) or sides[0][id_])[1], units),
            )
            for id_ in dict.fromkeys((*sides[0], *sides[1]))
        )

    def _side(self, on: int) -> dict[str, tuple[Outcome, str | None]]:
        manual = self.world.sides.manual(on)
        found: dict[str, tuple[Outcome, str | None]] = {}
        for branch in self.root.every():
            self.world.turn(on)
            if not self.world.present(branch.spot):
                continue
            entry = self.world.sides.entries(on).get(branch.spot)
            given = (*manual.levels[branch.level].attributes, *(entry.variables if entry else ()))
            own = list(entry.rules) if entry else []
            for name in dict.fromkeys((*given, *office.names_of(manual, branch.level, own))):
                self.world.turn(on)
                figure = self.world.figure(branch, name, Moment(self.period))
                self.spots[figure.id] = (branch, name)
                found[figure.id] = (figure.outcome, figure.unit)
        return found

    def totals(self) -> dict[str, str]:
        """The figures that the display shows at the end, with its words."""
        displays = [one.display for one in (self.pair.before, self.pair.after) if one.display is not None]
        return {
            self.root.id(node.name): label
            for display in displays
            for label, node in display.totals
            if isinstance(node, typed.Path) and isinstance(node.object, typed.Self)
        }

    def decimals(self) -> int:
        """Those of the display."""
        display = self.pair.after.display or self.pair.before.display
        return display.decimals if display else 2

    def game(self, id_: str) -> Game:
        """One figure under any set of changes."""
        branch, name = self.spots[id_]
        moment = Moment(self.period)

        def figure(on: int) -> tuple[Outcome, int]:
            self.world.turn(on)
            found = self.world.figure(branch, name, moment)
            return found.outcome, self.world.seen

        return Game(figure, self.world.sides.all)

    def explained(self, figure: Compared, nests: Nests) -> Waterfall | Flip:
        """How much, or at least which, changes move a figure."""
        assert figure.before is not None and figure.after is not None
        first, last = figure.before.value, figure.after.value
        game = self.game(figure.id)
        if isinstance(first, Fraction) and isinstance(last, Fraction):
            return self._waterfall(figure, divided(game, nests.ways), nests, (first, last))
        same = as_known if first is None or last is None else same_value
        return Flip(figure, tuple(self._switches(one) for one in flips(game, same)))

    def _waterfall(
        self, figure: Compared, found: Mapping[int, Fraction], nests: Nests, ends: tuple[Fraction, Fraction]
    ) -> Waterfall:
        one = figure.unit.one if figure.unit else Fraction(1)
        moving = sorted((mask, share) for mask, share in found.items() if share)
        shown = column(ends[0] / one, [share / one for _, share in moving], ends[1] / one, self.decimals())
        parts = tuple(
            Part(self._switches(mask), share, part, nests.label(mask))
            for (mask, share), part in zip(moving, shown.parts, strict=True)
        )
        return Waterfall(figure, parts, shown)

    def _switches(self, mask: int) -> tuple[Switch, ...]:
        return tuple(self.pair.plan.switches[one.bit_length() - 1] for one in bits(mask))

    def still(self) -> tuple[Switch, ...]:
        """The switches without which every figure is what it is with all, and which alone move none."""
        return tuple(self._still())

    def _still(self) -> Iterator[Switch]:
        everything = self.world.sides.all
        for number, switch in enumerate(self.pair.plan.switches):
            one = 1 << number
            if not any(self._moves(spot, one, everything) for spot in self.spots.values()):
                yield switch

    def _moves(self, spot: tuple[Branch, str], one: int, everything: int) -> bool:
        branch, name = spot
        return any(
            not same_value(self._value(branch, name, on), self._value(branch, name, on ^ one))
            for on in (one, everything)
            if self._both(branch, on, on ^ one)
        )

    def _both(self, branch: Branch, one: int, other: int) -> bool:
        found = []
        for on in (one, other):
            self.world.turn(on)
            found.append(self.world.present(branch.spot))
        return all(found)

    def _value(self, branch: Branch, name: str, on: int) -> Outcome:
        self.world.turn(on)
        return self.world.figure(branch, name, Moment(self.period)).outcome
