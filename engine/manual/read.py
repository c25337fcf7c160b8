"""Folders -> the files of a manual and of the manuals it stands on. Files are opened here alone in this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual import rule_problems as problem
from engine.manual.conform import conform
from engine.manual.form_problems import wrong_form
from engine.manual.model import EntryFile, ManualForm, RuleFile
from engine.manual.nodes import Mapping
from engine.manual.places import compose, decode
from engine.record import dataclass
from engine.source import Source, Span


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder in which manuals lie, each in a folder of its own; `shown` is how the person knows it."""

    folder: Path
    shown: str


@dataclass(frozen=True, slots=True)
class ManualFiles:
    """One manual as read: what it is, its rule files and its entries. `unread`: names of unreadable files."""

    code: str
    shown: str
    form: ManualForm
    rules: tuple[RuleFile, ...]
    entries: tuple[EntryFile, ...]
    unread: tuple[str, ...] = ()


def read_manuals(code: str, shelves: tuple[Shelf, ...], place: Span | None) -> tuple[tuple[ManualFiles, ...], Problems]:
    """The manual of this code and those it stands on, the lowest (the decree) first. Empty if one is not found."""
    found: list[Diagnostic] = []
    stack: list[ManualFiles] = []
    while code not in [files.code for files in stack]:
        files, problems = _read_manual(code, shelves, place)
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


def _read_manual(code: str, shelves: tuple[Shelf, ...], place: Span | None) -> tuple[ManualFiles | None, Problems]:
    places = [where for shelf in shelves for where in _folders(shelf) if where[0].name == code]
    distinct = list({folder.resolve(): (folder, shown) for folder, shown in reversed(places)}.values())[::-1]
    if not distinct:
        known = sorted({folder.name for shelf in shelves for folder, _ in _folders(shelf)})
        return None, (problem.unknown_manual(place, code, known),)
    folder, shown = distinct[0]
    files, problems = _read_folder(folder, shown, place)
    doubled = tuple(problem.found_twice(code, shown, other) for _, other in distinct[1:])
    return files, problems + doubled


def _folders(shelf: Shelf) -> list[tuple[Path, str]]:
    """The folders of manuals on a shelf; a shelf may be such a folder itself."""
    if (shelf.folder / "manual.yaml").is_file():
        return [(shelf.folder.resolve(), shelf.shown)]
    if not shelf.folder.is_dir():
        return []
    inner = (one for one in sorted(shelf.folder.iterdir()) if (one / "manual.yaml").is_file())
    return [(one, f"{shelf.shown}/{one.name}".removeprefix("./")) for one in inner]


def _read_folder(folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
    found: list[Diagnostic] = []
    rules: list[RuleFile] = []
    entries: list[EntryFile] = []
    unread: list[str] = []
    for path, name in _yaml_files(folder, shown):
        form, problems = read_file(path, name)
        found += problems
        match form:
            case RuleFile():
                rules.append(form)
            case EntryFile():
                entries.append(form)
            case None:
                unread.append(path.name)
    heads = [file.manual for file in rules if file.manual is not None]
    if not heads:
        return None, (*found, problem.no_manual_key(shown, place))
    found += [problem.defined_twice(head.place, heads[0].place, "manual") for head in heads[1:]]
    if heads[0].kode.text != folder.name:
        found.append(problem.wrong_folder(heads[0].kode.span, heads[0].kode.text, folder.name))
    files = ManualFiles(folder.name, shown, heads[0], tuple(rules), tuple(entries), tuple(unread))
    return files, tuple(found)


def _yaml_files(folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.yaml")):
        if path.resolve().is_relative_to(folder.resolve()):
            yield path, f"{shown}/{path.relative_to(folder).as_posix()}"


def read_file(path: Path, name: str) -> tuple[RuleFile | EntryFile | None, Problems]:
    """One file: an entry if it has a `kode`, otherwise rules."""
    source, problems = decode(path.read_bytes(), name)
    return (None, problems) if source is None else conform_file(source)


def conform_file(source: Source) -> tuple[RuleFile | EntryFile | None, Problems]:
    """The text of one file -> its form."""
    node, problems = compose(source)
    if node is None:
        return None, problems
    if not isinstance(node, Mapping):
        return None, (*problems, wrong_form(node.span, "mapping"))
    is_entry = any(key.text == "kode" for key, _ in node.entries)
    form, more = conform(node, EntryFile) if is_entry else conform(node, RuleFile)
    return form, (*problems, *more)


def shelves(paket: Path, manual: Path | None) -> tuple[Shelf, ...]:
    """Where manuals are looked for: in the folder named, in and beside the paket, among the shipped ones."""
    from engine.home import rules_folder

    named = (Shelf(manual, manual.as_posix()),) if manual else ()
    beside = (Shelf(paket, paket.as_posix()), Shelf(paket.parent, paket.parent.as_posix()))
    return (*named, *beside, Shelf(rules_folder(), "rules"))
