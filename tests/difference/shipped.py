"""The shipped manuals in memory: read once, with single files exchanged, checked, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from engine.diagnostics.edits import edited
from engine.difference.changes import changes
from engine.difference.model import Change
from engine.difference.stated import stated
from engine.manual.check import check_manual
from engine.manual.checked import ENTRY_UNIT, Manual
from engine.manual.files import ManualFiles
from engine.manual.read import conform_file, read_manuals
from engine.manual.shelves import Shelf
from engine.mutation.edited import with_file
from engine.mutation.operators import OPERATORS, Known, Mutant
from engine.mutation.texts import File
from engine.pipeline import _make_room
from engine.record import names_of
from engine.source import Source, Span

ROOT = Path(__file__).resolve().parents[2]
Stack = tuple[ManualFiles, ...]


@dataclass(frozen=True)
class Side:
    """A manual as it is read, and as it is checked."""

    stack: Stack
    manual: Manual
    errors: int

    @cached_property
    def meaning(self) -> object:
        """What it says, without places."""
        return meaning(self.manual)


@cache
def side(code: str = "djbc-2023", folder: str = "rules") -> Side:
    """A manual as it lies there."""
    _make_room()
    shelf = Shelf(ROOT / folder, folder)
    stack, problems = read_manuals(code, (shelf, Shelf(ROOT / "rules", "rules")), None)
    assert not problems
    return checked(stack)


def checked(stack: Stack) -> Side:
    """A stack, checked."""
    manual, problems = check_manual(stack)
    assert manual is not None
    return Side(stack, manual, sum(one.severity == "error" for one in problems))


def between(before: Side, after: Side) -> tuple[Change, ...]:
    """The changes, with all that the files say."""
    return changes(before.manual, after.manual, stated(before.stack, before.manual), stated(after.stack, after.manual))


def files(stack: Stack) -> Iterator[File]:
    """The files of every version of every manual."""
    for one in (version for files in stack for version in files.chain):
        yield from (*one.rules, *one.entries, *one.revised)


def source_of(file: File) -> Source:
    return file.place.source


def exchanged(stack: Stack, texts: Mapping[str, str]) -> Stack | None:
    """The stack with other texts of these files, by their name. None if one cannot be read."""
    for name, text in texts.items():
        form, problems = conform_file(Source(name, text))
        if form is None or problems:
            return None
        stack, problems = with_file(stack, name, form)
        if problems:
            return None
    return stack


def edited_side(before: Side, edit: Callable[[str, str], str]) -> Side:
    """The manual with every text as `edit(name, text)` gives it."""
    texts = {source_of(file).name: source_of(file).text for file in files(before.stack)}
    new = {name: edit(name, text) for name, text in texts.items()}
    stack = exchanged(before.stack, {name: text for name, text in new.items() if text != texts[name]})
    assert stack is not None
    return checked(stack)


def mutants(before: Side) -> Iterator[tuple[File, Mutant]]:
    """Every wrong edit of every file."""
    known = known_of(before.manual)
    for file in files(before.stack):
        for operator in OPERATORS.values():
            yield from ((file, mutant) for mutant in operator(file, known))


def mutated(before: Side, file: File, mutant: Mutant) -> Side | None:
    """The manual with this edit; None if it does not check any more."""
    stack = exchanged(before.stack, {source_of(file).name: edited(source_of(file), mutant.edits)})
    after = None if stack is None else checked(stack)
    return after if after is not None and after.errors == before.errors else None


def known_of(manual: Manual) -> Known:
    """What the operators need to know of a manual."""
    plain = frozenset(code for code, unit in manual.units.items() if unit.symbol == "%")
    rules = {rule.name: frozenset({rule.unit or ""}) for rule in manual.rules.values()}
    return Known(tuple(manual.units), plain, ENTRY_UNIT, rules)


def meaning(value: object) -> object:
    """Everything in a checked manual but places, as tuples; the order of mappings does not count."""
    match value:
        case Span() | Source():
            return None
        case Mapping():
            return frozenset((key, meaning(one)) for key, one in value.items())
        case tuple() | list():
            return tuple(meaning(one) for one in value)
        case frozenset():
            return value
        case bool():
            return ("bool", value)
    if hasattr(value, "_names"):
        return (type(value).__name__, *(meaning(getattr(value, name)) for name in names_of(value)))
    return value


def told(change: Change) -> tuple[object, ...]:
    """A change without the names that differ between the sides."""
    return (change.subject.kind, change.part, change.key, change.before, change.after)


def wrong_in(before: Side, file: File, mutant: Mutant) -> list[str]:
    """What is wrong with the difference that one wrong edit makes; nothing for one that does not check any more."""
    after = mutated(before, file, mutant)
    if after is None:
        return []
    found = between(before, after)
    places = [piece.place for change in found for piece in (change.before, change.after) if piece and piece.place]
    last = max(edit.place.line for edit in mutant.edits)
    laws = {
        "shown if and only if the meaning is another one": bool(found) == (meaning(after.manual) != before.meaning),
        "no more changes than edits": len(found) <= len(mutant.edits),
        "in the file of the edit": all(place.source.name == source_of(file).name for place in places),
        "not behind the edit": all(place.line <= last for place in places),
        "the same the other way round": Counter(map(told, found))
        == Counter(told(one.swapped) for one in between(after, before)),
    }
    return [law for law, holds in laws.items() if not holds]
