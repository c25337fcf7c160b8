"""A name and a new one -> the files as they would be, or why that cannot be done.

Every place of the name is known, so the change itself is simple. What it could break is not: the new name may be hidden
by a variable, or hide another name. So the change is tried before it is offered. The changed files are read again, and
each name in them must still mean what it meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from engine.diagnostics.edits import edited
from engine.diagnostics.model import Diagnostic, Edit, Problems
from engine.home import ENGINE
from engine.language.syntax_words import KEYWORDS
from engine.manual.leaves import IDENTIFIER
from engine.record import dataclass
from engine.references import problems as problem
from engine.references.files import Files
from engine.references.index import Survey, survey
from engine.references.model import CODES, Index, Symbol
from engine.references.taken import is_kept, taken
from engine.source import Source, Span

CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?")
ENCODINGS = ("utf-8", "cp1252")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Meaning: TypeAlias = "tuple[str, int, str, str, int]"
"""A name in a file, and where what it means is defined: comparable between two readings."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that changes: what was read of it, its new text, and its bytes before and after.

    `moved`: its new path, if its name changes too, and how the person knows that.
    """

    path: Path
    source: Source
    text: str
    before: bytes
    after: bytes
    moved: tuple[Path, str] | None = None


def rename(whole: Survey, symbol: Symbol, new: str) -> tuple[tuple[Change, ...], Problems]:
    """The changed files, and warnings; no files, and at least one problem, where it cannot be done."""
    found = tuple(_refused(whole, symbol, new))
    if found:
        return (), found
    edits = _by_source(use.place for use in whole.index.of(symbol))
    changes = tuple(_changed(whole.files, source, places, symbol, new) for source, places in edits.items())
    blocked = tuple(problem.already_there(one.moved[1]) for one in changes if one.moved and one.moved[0].exists())
    found = blocked or tuple(_other_meanings(whole, symbol, new, changes, edits))
    return ((), found) if found else (changes, tuple(_perhaps(whole, symbol)))


def _refused(whole: Survey, symbol: Symbol, new: str) -> Iterator[Diagnostic]:
    """What speaks against it before anything is tried."""
    code = symbol.kind in CODES
    if not (CODE if code else IDENTIFIER).fullmatch(new) or (new in KEYWORDS and not code):
        yield problem.no_valid_name(new, code)
        return
    if symbol.kind == "manual":
        yield problem.not_renamed(symbol)
        return
    looks = [whole.looks[folder] for folder in whole.seeing(symbol)]
    other = next((one for look in looks if (one := taken(look.known, symbol, new)) is not None), None)
    if other is not None:
        yield problem.taken(new, other)
    elif is_kept(symbol, new):
        yield problem.kept_word(new)
    mistakes = [one for look in looks for one in look.problems if one.severity == "error"]
    if mistakes:
        yield problem.wrong_files(mistakes[0], len(set(mistakes)))
    for use in whole.index.of(symbol):
        if use.place.text != symbol.name or _encoding(whole.files, use.place.source) is None:
            yield problem.not_as_it_reads(symbol.name, use.place)
    yield from _foreign(whole, symbol)


def _foreign(whole: Survey, symbol: Symbol) -> Iterator[Diagnostic]:
    """The first place in a manual of the program: one that is installed, or not below the folder of the person."""
    place, along = whole.files.place, whole.files.place.along.folder.resolve()
    theirs = along.is_relative_to(place.base) and not along.is_relative_to(ENGINE)
    for use in whole.index.of(symbol):
        if not theirs and whole.files.path(use.place.source).is_relative_to(along):
            yield problem.not_yours(symbol.name, use.place)
            return


# ---- the change itself


def _by_source(spans: Iterable[Span]) -> dict[Source, list[Span]]:
    found: dict[Source, list[Span]] = {}
    for span in sorted(set(spans), key=lambda one: (one.source.name, one.start)):
        found.setdefault(span.source, []).append(span)
    return found


def _changed(files: Files, source: Source, spans: list[Span], symbol: Symbol, new: str) -> Change:
    path = files.path(source)
    text = edited(source, [Edit(span, new) for span in spans])
    moved = _moved(path, symbol, new) if source is symbol.place.source else None
    named = None if moved is None else (moved, files.place.shown(moved))
    before, encoding = files.raw[path], _encoding(files, source) or ENCODINGS[0]
    mark = BYTE_ORDER_MARK if before.startswith(BYTE_ORDER_MARK) else b""
    return Change(path, source, text, before, mark + text.encode(encoding), named)


def _moved(path: Path, symbol: Symbol, new: str) -> Path | None:
    """An entry's file is called `<kode>-<slug>.yaml`."""
    rest = path.name.removeprefix(symbol.name)
    own = symbol.kind == "entry" and rest != path.name and rest[:1] in ("-", ".")
    return path.with_name(new + rest) if own else None


def _encoding(files: Files, source: Source) -> str | None:
    """The encoding of a file; None if its text is not all that it holds."""
    data = files.raw[files.path(source)].removeprefix(BYTE_ORDER_MARK)
    return next((one for one in ENCODINGS if source.text.encode(one, "replace") == data), None)


# ---- what names mean before and after


def _other_meanings(
    whole: Survey, symbol: Symbol, new: str, changes: tuple[Change, ...], edits: Mapping[Source, list[Span]]
) -> Iterator[Diagnostic]:
    """The first place at which the changed files would mean something else."""
    after = {change.path: change.after for change in changes}
    seen = whole.seeing(symbol)
    files = Files(whole.files.place, lambda path: after[path] if path in after else whole.files.opened(path))
    tried = survey(files, only=seen)
    shifts = {source.name: (places, len(new) - len(symbol.name)) for source, places in edits.items()}
    old, now = _meanings(whole, seen, shifts), _meanings(tried, seen, {})
    different = old.keys() ^ now.keys()
    if different:
        first = min(different)
        place = old.get(first) or now[first]
        yield problem.other_meaning(new, place, symbol.name if place.text in (new, symbol.name) else place.text)
        return
    for folder, look in tried.looks.items():
        errors = [one for one in look.problems if one.severity == "error"]
        if errors and not any(one.severity == "error" for one in whole.looks[folder].problems):
            yield errors[0]
            return


def _meanings(
    whole: Survey, folders: Iterable[Path], shifts: Mapping[str, tuple[list[Span], int]]
) -> dict[Meaning, Span]:
    """Every name and what it means, at the places that they have once the edits are made."""
    index = Index()
    for folder in folders:
        index.merge(whole.looks[folder].known.index)

    def at(place: Span) -> int:
        before, by = shifts.get(place.source.name, ([], 0))
        return place.start + by * sum(one.start < place.start for one in before)

    found: dict[Meaning, Span] = {}
    for symbol, uses in index.uses.items():
        for use in uses:
            spot, home = use.place, symbol.place
            found[spot.source.name, at(spot), symbol.kind, home.source.name, at(home)] = spot
    for spot in index.variables:
        found[spot.source.name, at(spot), "variable", "", 0] = spot
    return found


def _perhaps(whole: Survey, symbol: Symbol) -> Iterator[Diagnostic]:
    """Texts in rule files that read as a renamed code, and are not known to mean it."""
    if symbol.kind not in CODES:
        return
    known = {use.place for use in whole.index.of(symbol)}
    folders = {home for folder in whole.seeing(symbol) for home, _ in whole.files.stack(folder)}
    for path, source in sorted(whole.files.sources.items()):
        if path.suffix == ".yaml" and any(path.is_relative_to(folder) for folder in folders):
            for match in re.finditer(rf'"({re.escape(symbol.name)})"', source.text):
                place = source.span(*match.span(1))
                if place not in known:
                    yield problem.perhaps_meant(symbol.name, place)
