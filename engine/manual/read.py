"""Folders -> the files of a manual and of the manuals it stands on. Files are opened here alone in this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from engine.diagnostics.model import Diagnostic, Problems
from engine.manual import rule_problems as problem
from engine.manual.conform import conform
from engine.manual.dates import Version, Versions, When, days, straddling
from engine.manual.dates import span as spelled
from engine.manual.declared import Declared
from engine.manual.files import ManualFiles as ManualFiles
from engine.manual.form_problems import unreadable_file, wrong_form
from engine.manual.lock import corrections, lock_problems
from engine.manual.model import EntryFile, LockFile, RevisedEntry, RuleFile
from engine.manual.nodes import Mapping
from engine.manual.places import compose, decode
from engine.manual.shelves import LOCK, MANUAL, Shelf, alike, comes_along, folders, yaml_files
from engine.manual.version_problems import extends_itself, no_day, no_version, several_versions
from engine.manual.versions import alone, extended
from engine.record import dataclass
from engine.source import Source, Span

ROUNDS = 3
REMEMBERED = 1_000
MADE = 32
AnyFile = RuleFile | EntryFile | RevisedEntry
ReadFolder = Callable[[Path, str, Span | None], tuple[ManualFiles | None, Problems]]


def read_manuals(
    code: str,
    shelves: tuple[Shelf, ...],
    place: Span | None,
    read: ReadFolder | None = None,
    when: When | None = None,
) -> tuple[tuple[ManualFiles, ...], Problems]:
    """The manual of this code and those it stands on, the lowest (the decree) first. Empty if one is not found.

    `code` and each `memakai` may also name a rumpun: then the version is used that holds on the last day of the period
    computed, `when`; without it, on the last day on which the manual itself holds. `read` is `read_folder`, or one that
    remembers what it has read.
    """
    reading = Reading(shelves, read or read_folder, strict=when is None)
    stack, found = reading.stack(code, place, None if when is None or when.year is None else date(when.year, 12, 31))
    if not stack or not reading.resolved or when is None:
        return stack, found
    reading.strict = True
    for _ in range(ROUNDS):  # the calendar, which says what the last day is, comes from the version found
        period = days(Declared(stack).codes.periods, when)
        if period is None:
            return (), (*found, no_day(place, reading.resolved[0]))
        again, found = reading.stack(code, place, period[1])
        same = [files.code for files in again] == [files.code for files in stack]
        stack = again
        if same or not stack:
            break
    if not stack:
        return (), found
    used = [files.code for files in stack if reading.versions.family(files.code) in reading.resolved]
    code_of_period = when.period or tuple(Declared(stack).codes.periods)[-1]
    warned = straddling(used, reading.versions, code_of_period, period[0], place) if period else ()
    return stack, (*found, *warned)


@dataclass(slots=True)
class Reading:
    """Manuals out of these shelves. `resolved`: each rumpun for which a version was looked for. Not `strict`: the
    nearest version will do, as long as only its calendar is wanted."""

    shelves: tuple[Shelf, ...]
    opened: ReadFolder
    strict: bool
    folders: dict[Path, tuple[ManualFiles | None, Problems]] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)
    known: Versions | None = None

    @property
    def versions(self) -> Versions:
        """What there is, looked at when first needed."""
        if self.known is None:
            self.known = read_versions(self.shelves)
        return self.known

    def read(self, folder: Path, shown: str, place: Span | None) -> tuple[ManualFiles | None, Problems]:
        """A folder, read once."""
        if folder not in self.folders:
            self.folders[folder] = self.opened(folder, shown, place)
        return self.folders[folder]

    def stack(self, code: str, place: Span | None, day: date | None) -> tuple[tuple[ManualFiles, ...], Problems]:
        """A manual and those it stands on; of each rumpun the version that holds on this day."""
        found: list[Diagnostic] = []
        stack: list[ManualFiles] = []
        self.resolved.clear()
        while True:
            version, problems = self.chosen(code, place, day)
            found += problems
            code = version or code
            if version is None or code in [files.code for files in stack]:
                break
            files, problems = _effective(code, self.shelves, place, self.read)
            found += problems
            if files is None:
                return (), tuple(found)
            stack.append(files)
            if files.form.memakai is None:
                return tuple(reversed(stack)), tuple(found)
            day = day or _last_day(files)
            code, place = files.form.memakai.text, files.form.memakai.span
        if version is None:
            return (), tuple(found)
        found.append(problem.manuals_in_a_circle(place, [*(files.code for files in stack), code]))
        return tuple(reversed(stack)), tuple(found)

    def chosen(self, code: str, place: Span | None, day: date | None) -> tuple[str | None, Problems]:
        """The code itself if there is such a manual, or no such rumpun; else the version of the rumpun."""
        if any(folder.name == code for shelf in self.shelves for folder, _ in folders(shelf)):
            return code, ()
        members = self.versions.members(code)
        if not members:
            return code, ()
        self.resolved.append(code)
        if day is None:
            return members[-1].code, ()
        holding = self.versions.holding(code, day)
        if len(holding) == 1 or not self.strict:
            return (holding or self.versions.nearest(code, day))[0].code, ()
        if holding:
            return None, (several_versions(place, code, day, [one.code for one in holding]),)
        near = [spelled(one, self.versions) for one in self.versions.nearest(code, day)]
        return None, (no_version(place, code, day, near),)


def _last_day(files: ManualFiles) -> date | None:
    """The last day on which a manual holds; None if that is not known."""
    until = files.form.berlaku.sampai if files.form.berlaku else None
    return None if until is None else until - timedelta(days=1)


def read_versions(shelves: tuple[Shelf, ...]) -> Versions:
    """What the manuals on these shelves say of themselves. A manual that is there twice is the first."""
    found: dict[str, Version] = {}
    for shelf in shelves:
        for folder, shown in folders(shelf):
            if folder.name not in found:
                form, _ = read_file(folder / MANUAL, f"{shown}/{MANUAL}")
                if isinstance(form, RuleFile) and form.manual is not None:
                    found[folder.name] = Version(folder.name, folder, shown, form.manual)
    return Versions(found)


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
    made, problems = _put_together(tuple(map(_Same, reversed(chain))))
    return made, (*found, *problems)


class _Same:
    """Files that are equal to themselves alone, so that they can be looked up without a look into them."""

    __slots__ = ("files",)

    def __init__(self, files: ManualFiles) -> None:
        self.files = files

    def __hash__(self) -> int:
        return id(self.files)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.files is other.files


@lru_cache(maxsize=MADE)
def _put_together(chain: tuple[_Same, ...]) -> tuple[ManualFiles, Problems]:
    """Versions as they were read, the oldest first -> one manual. Who reads folders once has each made once."""
    if len(chain) == 1:
        made, problems = alone(chain[0].files)
        return made, (*problems, *lock_problems(made))
    base, found = _put_together(chain[:-1])
    made, problems = extended(base, chain[-1].files)
    return made, (*found, *problems, *lock_problems(made))


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
    others = [one for one in distinct[1:] if not (comes_along(one[0]) and alike(folder, one[0]))]
    return files, problems + tuple(_doubled(problem.found_twice(code, shown, other), path) for path, other in others)


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
    lock, problems = _lock(folder / LOCK, f"{shown}/{LOCK}")
    found += [*problems, *corrections(heads[0])[1]]
    made = ManualFiles(folder.name, shown, heads[0], tuple(rules), tuple(entries), tuple(unread), tuple(revised))
    return replace(made, lock=lock), tuple(found)


def _lock(path: Path, name: str) -> tuple[LockFile | None, Problems]:
    """The lock of an established version, if there is one."""
    if not path.is_file():
        return None, ()
    source, problems = _source(path, name)
    node, more = (None, ()) if source is None else compose(source)
    if not isinstance(node, Mapping):
        return None, (*problems, *more, *((wrong_form(node.span, "mapping"),) if node is not None else ()))
    form, found = conform(node, LockFile)
    return form, (*problems, *more, *found)


def read_file(path: Path, name: str) -> tuple[AnyFile | None, Problems]:
    """One file: an entry if it has a `kode`, changes of one if it has `menimpa` as well, otherwise rules."""
    source, problems = _source(path, name)
    return (None, problems) if source is None else _read(source.name, source.text)


@lru_cache(maxsize=REMEMBERED)
def _read(name: str, text: str) -> tuple[AnyFile | None, Problems]:
    """The same text under the same name is read once: many offices stand under one manual."""
    return conform_file(Source(name, text))


def _source(path: Path, name: str) -> tuple[Source | None, Problems]:
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (unreadable_file(name, error.strerror or type(error).__name__),)
    return decode(data, name)


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
