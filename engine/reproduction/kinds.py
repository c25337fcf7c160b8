"""The files of a manual -> the kinds of explanation that it lists (`penjelasan`).

A manual that lists none is looked at with every way that needs no names of its own.
"""

from __future__ import annotations

from engine.manual.leaves import WAYS
from engine.manual.read import ManualFiles
from engine.reproduction.model import Kind
from engine.source import Span

NAMED = ("tertukar", "kolom lain", "set lain")
"""Ways that need to be told which attributes are meant."""


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
                )
    if found:
        return tuple(found.values())
    return tuple(Kind(way.replace(" ", "_").replace("-", "_"), way) for way in WAYS if way not in NAMED)


def versions_of(stack: tuple[ManualFiles, ...]) -> tuple[tuple[str, Span], ...]:
    """The other versions by whose rules a report may have been worked out: those named, and the predecessors."""
    found: dict[str, Span] = {}
    for files in stack:
        before = files.form.menggantikan
        if before is not None:
            found.setdefault(before.text, before.span)
        for file in files.rules:
            for form in file.penjelasan.values():
                found.update({one.text: one.span for one in form.manual if one.text not in found})
    return tuple((code, place) for code, place in found.items() if code != stack[-1].code)
