"""Files of manuals + a wrong edit -> the files with that edit, and what differs between two checked manuals.

Only what can differ has to be computed again: the attributes of which a rule or an entry has changed. If none of those
differs, nothing that is computed from them does.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics.edits import edited
from engine.diagnostics.model import Problems
from engine.manual.checked import Entry, Manual
from engine.manual.files import ManualFiles
from engine.manual.model import EntryFile, RevisedEntry, RuleFile
from engine.manual.read import conform_file
from engine.manual.versions import alone, extended
from engine.mutation.operators import OPERATORS, Known, Mutant
from engine.mutation.texts import File
from engine.record import dataclass, replace
from engine.source import Source

Stack = tuple[ManualFiles, ...]


def mutants_of(files: ManualFiles, known: Known) -> Iterator[Mutant]:
    """Every mutant of the files of one manual; of one that extends others, of its own."""
    own = files.chain[-1]
    every: tuple[File, ...] = (*own.rules, *own.entries, *own.revised)
    for file in every:
        for operator in OPERATORS.values():
            # What came into the table of a file from another one is edited there.
            source = file.place.source
            yield from (one for one in operator(file, known) if all(edit.place.source is source for edit in one.edits))


def with_mutant(stack: Stack, mutant: Mutant) -> tuple[Stack, Problems]:
    """The files with a wrong edit, and what reading the edited one finds."""
    source = mutant.place.source
    form, found = conform_file(Source(source.name, edited(source, mutant.edits)))
    made, more = with_file(stack, source.name, form)
    return made, (*found, *more)


def with_file(stack: Stack, name: str, new: File | None) -> tuple[Stack, Problems]:
    """The stack with the file of this name exchanged, or without it where it cannot be read; and what putting its
    versions together finds."""
    pairs = [_exchanged(files, name, new) for files in stack]
    return tuple(files for files, _ in pairs), tuple(one for _, found in pairs for one in found)


def _exchanged(files: ManualFiles, name: str, new: File | None) -> tuple[ManualFiles, Problems]:
    if not any(source.name == name for one in files.chain for source in one.sources):
        return files, ()
    first, *others = (_with_file(one, name, new) for one in files.chain)
    made, found = alone(first)
    for one in others:
        made, more = extended(made, one)
        found += more
    return made, found


def _with_file(files: ManualFiles, name: str, new: File | None) -> ManualFiles:
    every: tuple[File, ...] = (*files.rules, *files.entries, *files.revised)
    there = [new if one.place.source.name == name else one for one in every]
    rules = tuple(one for one in there if isinstance(one, RuleFile))
    head = next((file.manual for file in rules if file.manual), files.form)
    entries = tuple(one for one in there if isinstance(one, EntryFile))
    revised = tuple(one for one in there if isinstance(one, RevisedEntry))
    return replace(files, rules=rules, entries=entries, revised=revised, form=head)


@dataclass(frozen=True, slots=True)
class Touched:
    """What differs between two manuals: rules by level and name, functions by name, entries by level and kode.
    `everything`: more than these."""

    rules: frozenset[tuple[str, str]] = frozenset()
    entries: frozenset[tuple[str, str]] = frozenset()
    definitions: frozenset[str] = frozenset()
    checks: bool = False
    everything: bool = False


def touched(old: Manual, new: Manual) -> Touched:
    """What differs between a manual and its edited copy."""
    if (old.levels, old.periods, old.reasons, old.units) != (new.levels, new.periods, new.reasons, new.units):
        return Touched(everything=True, checks=True)
    before, after = entries_of(old), entries_of(new)
    if before.keys() != after.keys():
        return Touched(everything=True, checks=True)
    rules = {key for key in old.rules.keys() | new.rules.keys() if old.rules.get(key) != new.rules.get(key)}
    entries = {key for key in before if before[key] != after[key]}
    names = old.definitions.keys() | new.definitions.keys()
    definitions = {name for name in names if old.definitions.get(name) != new.definitions.get(name)}
    return Touched(frozenset(rules), frozenset(entries), frozenset(definitions), old.checks != new.checks)


def entries_of(manual: Manual) -> dict[tuple[str, str], Entry]:
    """Every entry and the members inside entries, by level and kode."""
    found: dict[tuple[str, str], Entry] = {}
    waiting = list(manual.entries.values())
    while waiting:
        entry = waiting.pop()
        found[entry.level, entry.kode] = entry
        waiting += entry.members
    return found
