"""An established version -> its lock: each part with the digest of what it says; and what was changed since.

What is read is locked, not the bytes: layout, comments, the order of rules and the files in which they stand say
nothing. Of a version that extends others, what those say is a part of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from engine.diagnostics.model import Diagnostic, Problems, say
from engine.manual import form_problems
from engine.manual.conform import conform
from engine.manual.content import content, plain, table
from engine.manual.files import ManualFiles
from engine.manual.forms import Form
from engine.manual.model import CorrectionForm, EntryFile, LockFile, ManualForm, RevisedEntry, RuleFile
from engine.manual.nodes import Mapping as MappingNode
from engine.manual.nodes import Sequence
from engine.manual.texttable import read_table
from engine.manual.version_problems import established
from engine.record import dataclass
from engine.source import Span

SECTIONS = ("tingkat", "tetapan", "fungsi", "skala", "aturan", "pemeriksaan", "keparahan")
OF_FILE = ("dasar_hukum", "keyakinan", "catatan")
HEAD = "manual"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a manual: what it says as a digest, and where it stands."""

    digest: str
    place: Span


def parts(files: ManualFiles) -> dict[str, Part]:
    """The parts of the version itself, and those before it as one part each."""
    *before, own = files.chain
    found = {f"memperluas {one.code}": Part(_digest_of(one), own.form.place) for one in before}
    for name, part in _own(own):
        known = found.get(name)
        found[name] = part if known is None else Part(_digest([known.digest, part.digest]), known.place)
    return found


def _digest_of(files: ManualFiles) -> str:
    return _digest(sorted((name, part.digest) for name, part in _own(files)))


def _digest(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _own(files: ManualFiles) -> Iterator[tuple[str, Part]]:
    for file in files.rules:
        yield from _of_file(file)
    level = files.form.mengisi.text if files.form.mengisi else "entri"
    forms: list[EntryFile | RevisedEntry] = [*files.entries, *files.revised]
    for form in forms:
        yield f"{level} {form.kode.text}", Part(_digest(content(form)), form.kode.span)


def _of_file(file: RuleFile) -> Iterator[tuple[str, Part]]:
    for_all = {name: value for name, value in content(file).items() if name in OF_FILE}
    if file.manual is not None:
        yield HEAD, Part(_digest(_head(file.manual)), file.manual.place)
    for section in SECTIONS:
        for key, form in getattr(file, section).items():
            yield f"{section} {key}", Part(_digest([content(form), for_all]), key.span)
    if file.tampilan is not None:
        yield "tampilan", Part(_digest(content(file.tampilan)), file.tampilan.place)
    if file.periode is not None:
        yield "periode", Part(_digest(table(file.periode)), file.periode.tight)
    for name, block in (("alasan", file.alasan), ("satuan", file.satuan)):
        yield from _rows(name, block)
    for section, names in file.hapus.items():
        for key, reason in names.items():
            yield f"hapus {section} {key}", Part(_digest(" ".join(reason.text.split())), key.span)


def _head(form: ManualForm) -> object:
    """What a manual says of itself, without the list of its corrections."""
    return {name: value for name, value in content(form).items() if name != "ralat"}


def _rows(name: str, block: Span | None) -> Iterator[tuple[str, Part]]:
    read = None if block is None else read_table(block)[0]
    if read is None:
        return
    for row in read.rows:
        cells = {head.text: plain(cell.text) for head, cell in zip(read.header, row, strict=True)}
        yield f"{name} {cells.get('kode', row[0].text)}", Part(_digest(cells), row[0])


def written(files: ManualFiles) -> str:
    """The text of the lock file."""
    known = parts(files)
    width = max(map(len, known))
    rows = "".join(f"  {name:<{width}} | {known[name].digest}\n" for name in sorted(known))
    head = "# Ditulis oleh `rules lock`. Jangan diubah dengan tangan.\n"
    count = len(corrections(files.form)[0])
    return f"{head}kode: {files.code}\nralat: {count}\nisi: |\n  {'bagian':<{width}} | sha256\n{rows}"


def locked(lock: LockFile) -> dict[str, str]:
    """The digests of a lock, by part."""
    read, _ = read_table(lock.isi)
    return {} if read is None else {row[0].text: row[-1].text for row in read.rows}


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed since a version was locked."""

    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.new or self.gone)


def changes(files: ManualFiles, lock: LockFile) -> Changed:
    """The parts that say something else, are new, or are no more."""
    now: Mapping[str, Part] = parts(files)
    before = locked(lock)
    return Changed(
        tuple(sorted(name for name in now if name in before and now[name].digest != before[name])),
        tuple(sorted(name for name in now if name not in before)),
        tuple(sorted(name for name in before if name not in now)),
    )


def lock_problems(files: ManualFiles) -> Problems:
    """What was changed in an established version."""
    lock = files.chain[-1].lock
    if lock is None:
        return ()
    found, now = changes(files, lock), parts(files)
    said = [(now[name].place, say("`{name}` says something else", name=name)) for name in found.changed]
    said += [(now[name].place, say("`{name}` is new", name=name)) for name in found.new]
    said += [(files.form.place, say("`{name}` is gone", name=name)) for name in found.gone]
    return tuple(established(place, files.code, what) for place, what in said)


def corrections(head: ManualForm) -> tuple[tuple[CorrectionForm, ...], Problems]:
    """The corrections of a version, in the order written."""
    if head.ralat is None:
        return (), ()
    node = head.ralat.node
    if not isinstance(node, Sequence):
        return (), (form_problems.wrong_form(head.ralat.span, "list"),)
    forms: list[Form] = []
    found: list[Diagnostic] = []
    for item in node.items:
        if not isinstance(item, MappingNode):
            found.append(form_problems.wrong_form(item.span, "mapping"))
            continue
        form, problems = conform(item, CorrectionForm)
        found += problems
        forms += [] if form is None else [form]
    return tuple(one for one in forms if isinstance(one, CorrectionForm)), tuple(found)
