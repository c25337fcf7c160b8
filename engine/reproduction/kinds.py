"""The files of a manual -> the kinds of explanation that it lists (`penjelasan`).

A manual that lists none is looked at with every way that needs no names of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics.model import Problems
from engine.manual.checked import Entry, Manual
from engine.manual.leaves import WAYS
from engine.manual.read import ManualFiles
from engine.reproduction.model import Kind
from engine.reproduction.problems import unknown_attribute
from engine.source import Span

NAMED = ("tertukar", "kolom lain", "set lain")
"""Ways that need to be told which attributes are meant."""
WITH_LEVEL = ("set lain", "rata-rata anggota")
"""Ways whose attributes are named with their level, as rules are."""


def kinds_of(stack: tuple[ManualFiles, ...]) -> tuple[Kind, ...]:
    """The kinds of all manuals of a stack; one of the same name in a later manual takes the place of the earlier."""
    found: dict[str, Kind] = {}
    for files in stack:
        for file in files.rules:
            for key, form in file.penjelasan.items():
                name = str(key)
                found[name] = Kind(
                    name,
                    form.cara,
                    form.uraian.text.strip() if form.uraian else None,
                    tuple(one.text for one in form.atribut),
                    tuple(one.text for one in form.nilai),
                    tuple(one.text for one in form.manual),
                    tuple(one.span for one in form.atribut),
                )
    if found:
        return tuple(found.values())
    return tuple(Kind(way.replace(" ", "_").replace("-", "_"), way) for way in WAYS if way not in NAMED)


def kind_problems(kinds: tuple[Kind, ...], manual: Manual) -> Problems:
    """The attributes that explanations name and that no level has."""
    known = {level: set(names) for level, names in _known(manual).items()}
    every = {name for names in known.values() for name in names}
    found = []
    for kind in kinds:
        for attribute, place in zip(kind.attributes, kind.places, strict=True):
            level, _, name = attribute.rpartition(".")
            options = every if not level else {f"{one}.{each}" for one, names in known.items() for each in names}
            if attribute not in options or (kind.way in WITH_LEVEL) != bool(level):
                found.append(unknown_attribute(place, attribute, kind.name, level_needed=kind.way in WITH_LEVEL))
    return tuple(found)


def _known(manual: Manual) -> dict[str, tuple[str, ...]]:
    """The names of every level: given, computed, results, raw data."""
    found: dict[str, tuple[str, ...]] = {}
    for name, level in manual.levels.items():
        rules = tuple(rule for owner, rule in manual.rules if owner == name)
        result = (level.result,) if level.result else ()
        found[name] = (*level.attributes, *rules, *result)
    for entry in _entries(tuple(manual.entries.values())):
        found[entry.level] = (*found.get(entry.level, ()), *entry.rules, *entry.variables)
    return found


def _entries(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _entries(entry.members)


def versions_of(stack: tuple[ManualFiles, ...]) -> tuple[tuple[str, Span], ...]:
    """The other versions by whose rules a report may have been worked out: those named, and those that
    the manual supersedes or extends."""
    own = stack[-1].form
    found = {one.text: one.span for one in (own.menggantikan, own.memperluas) if one is not None}
    for files in stack:
        for file in files.rules:
            for form in file.penjelasan.values():
                found.update({one.text: one.span for one in form.manual if one.text not in found})
    return tuple((code, place) for code, place in found.items() if code != stack[-1].code)
