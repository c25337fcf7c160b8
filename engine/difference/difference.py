"""Two sides -> the whole difference: what the manuals and, of two pakets, the contracts change."""

from __future__ import annotations

from engine.diagnostics.model import Problems
from engine.difference import difference_problems as problem
from engine.difference.changes import between, changes_and_names, in_order
from engine.difference.contracts import contract_things
from engine.difference.model import Change
from engine.difference.named import Side, mistakes
from engine.difference.renames import Renames
from engine.difference.stated import lower_heads, stated
from engine.difference.things import Things
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """What `after` changes against `before`. `problems`: why it may not be all."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    problems: Problems


def difference(before: Side, after: Side) -> tuple[Difference | None, Problems]:
    """Everything that is not the same on both sides. None for a manual against a paket."""
    if (before.kontrak is None) != (after.kontrak is None):
        paket, manual = (before, after) if after.kontrak is None else (after, before)
        return None, (problem.unlike_sides(paket.shown, manual.shown),)
    said = stated(before.stack, before.manual), stated(after.stack, after.manual)
    changed, renamed = changes_and_names(before.manual, after.manual, *said)
    found = (*changed, *_heads(before, after), *_contracts(before, after, renamed))
    levels = tuple(dict.fromkeys((*after.manual.levels, *before.manual.levels)))
    problems = (*mistakes(before), *mistakes(after))
    return Difference(before, after, in_order(found, levels), problems), problems


def _heads(before: Side, after: Side) -> tuple[Change, ...]:
    """What the decrees of the same code say of themselves."""
    old: Things = {thing.subject: thing for thing in lower_heads(before.stack)}
    new: Things = {thing.subject: thing for thing in lower_heads(after.stack)}
    both = old.keys() & new.keys()
    return between({one: old[one] for one in old if one in both}, {one: new[one] for one in new if one in both}, ())


def _contracts(before: Side, after: Side, renamed: Renames) -> tuple[Change, ...]:
    if before.kontrak is None or after.kontrak is None or before.form is None or after.form is None:
        return ()
    old = contract_things(before.form, before.kontrak, before.manual, renamed)
    new = contract_things(after.form, after.kontrak, after.manual, Renames())
    return between(old, new, tuple(dict.fromkeys((*after.manual.levels, *before.manual.levels))))
