"""Folders -> the files of a manual and of the manuals it stands on. Files are opened here alone in this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual import rule_problems as problem
from engine.manual.conform import conform
from engine.manual.files import ManualFiles as ManualFiles
from engine.manual.form_problems import unreadable_file, wrong_form
from engine.manual.model import EntryFile, RevisedEntry, RuleFile
from engine.manual.nodes import Mapping
from engine.manual.places import compose, decode
from engine.manual.shelves import Shelf, comes_along, folders, yaml_files
from engine.manual.version_problems import extends_itself
from engine.manual.versions import alone, extended
from engine.source import Source, Span

AnyFile = RuleFile | EntryFile | RevisedEntry
ReadFolder = Callable[[Path, str, Span | None], tuple[ManualFiles | None, Problems]]


def read_manuals(
    code: str, shelves: tuple[Shelf, ...], place: Span | None, read: ReadFolder | None = None
) -> tuple[tuple[ManualFiles, ...], Problems]:
    """The manual of this code and those it stands on, the lowest (the decree) first. Empty if one is not found.

    `read` is `read_folder`, or one that remembers what it has read.
    """
    found: list[Diagnostic] = []
    stack: list[ManualFiles] = []
    while code not in [files.code for files in stack]:
        files, problems = _effective(code, shelves, place, read or read_folder)
        found += problems
        if files is None:
            return (), tuple(found)
        stack.append(files)
        if files.form.memakai is None:
            break
        code, place = files.form.memakai.text, files.form.memakai.span
    else:
        found.append(problem.manuals_in_a_circle(place, [*(files.code for files in stack), code]))
    return tuple(reversed(stack)), tuple(found)


def _effective(
    code: str, shelves: tuple[Shelf, ...], place: Span | None, read: ReadFolder
) -> tuple[ManualFiles | None, Problems]:
    """The manual of this code, put together with the versions that it extends."""
    found: list[Diagnostic] = []
    chain: list[ManualFiles] = []
    while True:
        files, problems = _read_manual(code, shelves, place, read)
        found += problems
        if files is None:
            return None, tuple(found)
        chain.append(files)
        if files.form.memperluas is None:
            break
        code, place = files.form.memperluas.text, files.form.memperluas.span
        if code in [one.code for one in chain]:
            found.append(extends_itself(place, [*(one.code for one in chain), code]))
            break
    made, problems = alone(chain.pop())
    found += problems
    for version in reversed(chain):
        made, problems = extended(made, version)
        found += problems
    return made, tuple(found)


def _read_manual(
    code: str, shelves: tuple[Shelf, ...], place: Span | None, read: ReadFolder
) -> tuple[ManualFiles | None, Problems]:
    places = [where for shelf in shelves for where in folders(shelf) if where[0].name == code]
    distinct = list({folder.resolve(): (folder, shown) for folder, shown in reversed(places)}.values())[::-1]
    if not distinct:
        known = sorted({folder.name for shelf in shelves for folder, _ in folders(shelf)})
        return None, (problem.unknown_manual(place, code, known),)
    folder, shown = distinct[0]
    files, problems = read(folder, shown, place)
    doubled = tuple(_doubled(problem.found_twice(code, shown, other), path) for path, other in distinct[1:])
    return files, problems + doubled


def _doubled(found: Diagnostic, other: Path) -> Diagnostic:
    """Only a note where a person's copy of a manual that comes along is used: that is what they want."""
    return replace(found, severity="note") if comes_along(other) else found


def read_folder(folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
    """All files of a manual's folder, called `shown`, named at `place`. None if none of them says what it is."""
    found: list[Diagnostic] = []
    rules: list[RuleFile] = []
    entries: list[EntryFile] = []
    revised: list[RevisedEntry] = []
    unread: list[str] = []
    for path, name in yaml_files(folder, shown):
        form, problems = read_file(path, name)
        found += problems
        match form:
            case RuleFile():
                rules.append(form)
            case EntryFile():
                entries.append(form)
            case RevisedEntry():
                revised.append(form)
            case None:
                unread.append(path.name)
    heads = [file.manual for file in rules if file.manual is not None]
    if not heads:
        return None, (*found, problem.no_manual_key(shown, place))
    found += [problem.defined_twice(head.place, heads[0].place, "manual") for head in heads[1:]]
    if heads[0].kode.text != folder.name:
        found.append(problem.wrong_folder(heads[0].kode.span, heads[0].kode.text, folder.name))
    files = ManualFiles(folder.name, shown, heads[0], tuple(rules), tuple(entries), tuple(unread), tuple(revised))
    return files, tuple(found)


def read_file(path: Path, name: str) -> tuple[AnyFile | None, Problems]:
    """One file: an entry if it has a `kode`, changes of one if it has `menimpa` as well, otherwise rules."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (unreadable_file(name, error.strerror or type(error).__name__),)
    source, problems = decode(data, name)
    return (None, problems) if source is None else conform_file(source)


def conform_file(source: Source) -> tuple[AnyFile | None, Problems]:
    """The text of one file -> its form."""
    node, problems = compose(source)
    if node is None:
        return None, problems
    if not isinstance(node, Mapping):
        return None, (*problems, wrong_form(node.span, "mapping"))
    keys = {key.text for key, _ in node.entries}
    form: AnyFile | None
    if "kode" not in keys:
        form, more = conform(node, RuleFile)
    elif "menimpa" in keys:
        form, more = conform(node, RevisedEntry)
    else:
        form, more = conform(node, EntryFile)
    return form, (*problems, *more)
