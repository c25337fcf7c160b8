"""Checked manual -> goals: everything in its formulas that an example could reach, each at its place.

A goal is a branch of `if`, a side of `and` or `or`, a row of a table, a bound, a part of a scale, a stated reason, or
an answer of a check. A formula that holds for several levels is one formula. What the check of the manual proves to be
out of reach is no goal, since no example could show it; nor is anything in the text of a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from typing import Literal, TypeAlias

from engine.analysis.ranges import Range
from engine.analysis.reach import Identity, Reach, identity, reach
from engine.analysis.table_words import Notation, value_text
from engine.diagnostics.model import Message, say
from engine.language import typed
from engine.manual.checked import Check, Entry, Manual, Rule
from engine.record import dataclass, names_of
from engine.source import Span

Kind = Literal["branch", "side", "row", "hole", "bound", "segment", "reason", "check"]
KINDS: tuple[Kind, ...] = ("branch", "side", "row", "hole", "bound", "segment", "reason", "check")
Key: TypeAlias = "tuple[Identity, str]"
"""A node and which of its goals: what a computation is looked through for."""
Found: TypeAlias = "Iterator[Goal]"

WIDE = 100
"""Characters of a formula that are quoted."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What is computed or asked for by a formula: the `name` of a rule, function or check, or the kode of an entry."""

    kind: Literal["rule", "entry", "function", "check"]
    name: str
    level: str | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing that an example could reach."""

    key: Key
    kind: Kind
    owner: Owner
    place: Span = field(compare=False, repr=False)
    what: Message = field(compare=False)

    @property
    def file(self) -> str:
        return self.place.source.name


def goals(manual: Manual) -> tuple[Goal, ...]:
    """Every goal of a manual and those it stands on, by file and place."""
    within = reach(manual)
    found: dict[Key, Goal] = {}
    for owner, body in formulas(manual):
        for goal in _in_formula(body, owner, within):
            found.setdefault(goal.key, goal)
    for check in manual.checks:
        for goal in _of_check(check, within):
            found.setdefault(goal.key, goal)
    return tuple(sorted(found.values(), key=lambda goal: (goal.file, goal.place.start, goal.place.end)))


def formulas(manual: Manual) -> Iterator[tuple[Owner, typed.Typed]]:
    """Every formula that gives a value, with what it is the formula of."""
    for definition in manual.definitions.values():
        yield Owner("function", definition.name), definition.body
    for (level, name), rule in manual.rules.items():
        yield Owner("rule", f"{level}.{name}", level), rule.body
    waiting = list(manual.entries.values())
    while waiting:
        entry = waiting.pop(0)
        waiting[:0] = entry.members
        yield from ((owner, rule.body) for owner, rule in of_entry(entry))


def of_entry(entry: Entry) -> Iterator[tuple[Owner, Rule]]:
    """The rules that an entry has itself, its result first."""
    if entry.result is not None:
        yield Owner("entry", entry.kode, entry.level, entry.kode), entry.result
    for name, rule in entry.rules.items():
        yield Owner("entry", f"{entry.kode}.{name}", entry.level, entry.kode), rule


def _of_check(check: Check, within: Reach) -> Found:
    owner = Owner("check", check.provenance.name, check.level)
    for word, what in (
        ("holds", say("the check finds nothing")),
        ("finds", say("the check finds something")),
    ):
        truth = within.truth(check.condition)
        if truth.true if word == "holds" else truth.false:
            yield Goal((check_identity(check), word), "check", owner, check.condition.span.tight, what)
    yield from _in_formula(check.condition, owner, within)


def check_identity(check: Check) -> Identity:
    """A check as a node of its own: its condition may be anything."""
    span = check.condition.span
    return "Check", span.source.name, span.start, span.end


def _in_formula(body: typed.Typed, owner: Owner, within: Reach) -> Found:
    for node in parts(body):
        make = GOALS.get(type(node))
        if make is not None and within.reached(node):
            yield from make(node, owner, within)


def parts(body: typed.Typed) -> Iterator[typed.Typed]:
    """A formula and everything in it, cells of tables left out: of those their rows say all."""
    waiting: list[object] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += reversed(node)
        elif isinstance(node, typed.Table):
            yield node
            waiting += [tuple(row.output for row in node.rows), node.inputs]
        elif isinstance(node, typed.Node | typed.Iterator):
            if isinstance(node, typed.Node):
                yield node  # type: ignore[misc]
            waiting += [getattr(node, name) for name in reversed(names_of(node)) if name != "type"]


def quoted(span: Span) -> str:
    """A formula in one line, cut where it is long."""
    text = " ".join(span.text.split())
    return text if len(text) <= WIDE else f"{text[: WIDE - 1].rstrip()}…"


def limited(node: typed.Builtin) -> tuple[typed.Typed, typed.Typed] | None:
    """Both sides of `min(a, b)` or `max(a, b)`, where one is a bound of the other."""
    if node.function.name not in ("min", "max") or len(node.arguments) != 1:
        return None
    listed = node.arguments[0]
    return listed.items if isinstance(listed, typed.ListOf) and len(listed.items) == 2 else None


def _branches(node: typed.If, owner: Owner, within: Reach) -> Found:
    condition, truth = quoted(node.condition.span), within.truth(node.condition)
    here, place = identity(node), node.condition.span.tight
    if truth.true:
        yield Goal((here, "then"), "branch", owner, place, say("where `{condition}` holds", condition=condition))
    if truth.false:
        what = say("where `{condition}` does not hold", condition=condition)
        yield Goal((here, "else"), "branch", owner, place, what)
    if truth.absent:
        yield Goal((here, "absent"), "branch", owner, place, say("where `{condition}` is N/A", condition=condition))


def _sides(node: typed.Logic, owner: Owner, within: Reach) -> Found:
    here, either, whole = identity(node), node.operator == "or", quoted(node.span)
    for at, side in enumerate(node.operands):
        truth, place, text = within.truth(side), side.span.tight, quoted(side.span)
        if not within.reached(side):
            continue
        if truth.true:
            what = say("`{side}` is true in `{whole}`", side=text, whole=whole)
            yield Goal((here, f"{at} true"), "side", owner, place, what)
        if truth.false:
            what = say("`{side}` is false in `{whole}`", side=text, whole=whole)
            yield Goal((here, f"{at} false"), "side", owner, place, what)
        if truth.true if either else truth.false:
            what = say("`{side}` alone decides `{whole}`", side=text, whole=whole)
            yield Goal((here, f"{at} decides"), "side", owner, place, what)


def _rows(node: typed.Table, owner: Owner, within: Reach) -> Found:
    for row in node.rows:
        if within.reached(row.output):
            what = say("the row `{row}`", row=quoted(row.span))
            yield Goal((identity(row), "row"), "row", owner, row.span, what)
    if node.policy != "semua" and node.span in within.holes:
        place = node.inputs[0].span if node.inputs else node.span
        yield Goal((identity(node), "hole"), "hole", owner, place, say("values for which no row of the table holds"))


def _bounds(node: typed.Clamp, owner: Owner, within: Reach) -> Found:
    here, values = identity(node), within.range(node.operand)
    for word, bound in (("low", node.low), ("high", node.high)):
        if bound is None:
            continue
        limit, place = within.range(bound), bound.span.tight
        if _may_pass(values, limit, below=word == "low"):
            what = say("the bound {bound} changes the value", bound=quoted(bound.span))
            yield Goal((here, f"{word} bites"), "bound", owner, place, what)
        what = say("the bound {bound} leaves the value as it is", bound=quoted(bound.span))
        yield Goal((here, f"{word} idle"), "bound", owner, place, what)


def _may_pass(values: Range, limit: Range, *, below: bool) -> bool:
    """Whether some value can lie beyond a limit."""
    if below:
        return values.low is None or limit.high is None or values.low < limit.high
    return values.high is None or limit.low is None or values.high > limit.low


def _lesser(node: typed.Builtin, owner: Owner, within: Reach) -> Found:
    """`min(a, 100%)` is a bound that is written as a function."""
    for at, side in enumerate(limited(node) or ()):
        what = say("`{side}` decides `{whole}`", side=quoted(side.span), whole=quoted(node.span))
        yield Goal((identity(node), f"side {at}"), "bound", owner, side.span.tight, what)


def _segments(node: typed.Scale, owner: Owner, within: Reach) -> Found:
    here, values = identity(node), within.range(node.input)
    notation = _notation(node)
    texts = [value_text(x, notation) for x, _ in node.points]
    ends = [x for x, _ in node.points]
    if not values.above(ends[0]) and values.low != ends[0]:
        what = say("a value below {value} on the scale", value=texts[0])
        yield Goal((here, "below"), "segment", owner, node.span.tight, what)
    for at in range(1, len(ends)):
        if _overlaps(values, ends[at - 1], ends[at]):
            what = say("a value between {low} and {high} on the scale", low=texts[at - 1], high=texts[at])
            yield Goal((here, f"segment {at}"), "segment", owner, node.span.tight, what)
    if not values.below(ends[-1]) and values.high != ends[-1]:
        what = say("a value above {value} on the scale", value=texts[-1])
        yield Goal((here, "above"), "segment", owner, node.span.tight, what)


def _notation(node: typed.Scale) -> Notation:
    percent = "%" in node.span.text
    return Notation(Fraction(1, 100), "%") if percent else Notation()


def _overlaps(values: Range, low: Fraction, high: Fraction) -> bool:
    return (values.high is None or values.high > low) and (values.low is None or values.low < high)


def _stated(node: typed.Absence, owner: Owner, within: Reach) -> Found:
    yield Goal(
        (identity(node), "stated"), "reason", owner, node.span.tight, say("`{reason}`", reason=quoted(node.span))
    )


GOALS: Mapping[type, Callable[..., Found]] = {
    typed.If: _branches,
    typed.Logic: _sides,
    typed.Table: _rows,
    typed.Clamp: _bounds,
    typed.Builtin: _lesser,
    typed.Scale: _segments,
    typed.Absence: _stated,
}
"""What each kind of node has to be reached in."""


def identities(body: typed.Typed) -> Iterator[Identity]:
    """Every node of a formula, and the rows of its tables."""
    for node in parts(body):
        yield identity(node)
        if isinstance(node, typed.Table):
            yield from (identity(row) for row in node.rows)
