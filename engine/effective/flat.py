"""The effective rules of a manual -> rule files that say the same without extending anything.

Read again they give the same checked manual. What a version takes from its own file for all rules in it (citation,
certainty) is written out, since the files of several versions become those of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from engine.layout.format import canonical
from engine.manual.checked import Citation
from engine.manual.collect import Collected, Origin, citation, collect
from engine.manual.conform import conform
from engine.manual.files import ManualFiles
from engine.manual.forms import Form, fields
from engine.manual.leaves import Held
from engine.manual.model import (
    Documented,
    EntryFile,
    EntryKeys,
    ManualForm,
    MemberForm,
    OverrideForm,
    RuleFile,
)
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.record import dataclass
from engine.results.shapes import dedented
from engine.source import Source, Span

SECTIONS = ("tingkat", "tetapan", "fungsi", "skala", "aturan", "pemeriksaan", "keparahan")
CODES = ("periode", "alasan", "satuan")
INDENT = "  "
OF_HEAD = ("memperluas", "ralat")
FIRST = ("kode", "nama")
_PLAIN = re.compile(r"[A-Za-z][\w./-]*(?: [\w./]+)*")


@dataclass(slots=True)
class Flat:
    """A manual that is being written out. `lower`: what the manuals that it stands on define."""

    files: ManualFiles
    lower: Collected
    collected: Collected = field(init=False)

    def __post_init__(self) -> None:
        self.collected = collect((self.files,), lambda _: None)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each file: its name and what stands in it."""
        head = {"manual": self.head(self.files.form)}
        yield "manual.yaml", laid_out(head)
        for source, keys in self.by_file().items():
            if len(keys) > len(self.of_file(source)):
                yield self.name(source), laid_out(keys)
        level = self.files.form.mengisi.text if self.files.form.mengisi else "entri"
        for entry in self.files.entries:
            yield f"{level}/{entry.kode.text}.yaml", laid_out(self.entry(entry))

    def head(self, form: ManualForm) -> dict[str, Any]:
        """What the manual says of itself."""
        return {name: one for name, one in stated(form).items() if name not in OF_HEAD}

    def name(self, source: Source) -> str:
        """The name of a file of rules: that of the version that wrote it, and its own."""
        code = self.files.writer(source).code
        return f"{code}-{PurePosixPath(source.name).name}"

    def of_file(self, source: Source) -> dict[str, Any]:
        """What holds for all rules of a file."""
        origin = self.collected.origins[source]
        found: dict[str, Any] = {}
        if origin.citation is not None:
            found["dasar_hukum"] = cited(origin.citation)
        if origin.certainty is not None:
            found["keyakinan"] = origin.certainty
        if origin.note is not None:
            found["catatan"] = Words(origin.note)
        return found

    def by_file(self) -> dict[Source, dict[str, Any]]:
        """The rules by the file in which they stand, whatever version it belongs to."""
        found = {file.extent.source: self.of_file(file.extent.source) for file in self.files.rules}
        for file in self.files.rules:
            self._blocks(file, found)
            for section in SECTIONS:
                for name, form in getattr(file, section).items():
                    keys = found[form.extent.source].setdefault(section, {})
                    keys[str(name)] = self.rule(form, self._lower(section, str(name)))
        return found

    def _blocks(self, file: RuleFile, found: dict[Source, dict[str, Any]]) -> None:
        for section in CODES:
            block = getattr(file, section)
            if block is not None:
                found[file.extent.source][section] = block
        if file.tampilan is not None:
            found[file.tampilan.extent.source]["tampilan"] = self.rule(file.tampilan, None)

    def _lower(self, section: str, name: str) -> Origin | None:
        """Where a name of the manuals below comes from."""
        known: dict[str, dict[str, Any]] = {
            "tingkat": self.lower.levels,
            "tetapan": self.lower.constants,
            "fungsi": self.lower.functions,
            "skala": self.lower.scales,
            "aturan": self.lower.rules,
            "pemeriksaan": self.lower.checks,
        }
        item = known.get(section, {}).get(name)
        return None if item is None else item.origin

    def rule(self, form: Form, below: Origin | None) -> dict[str, Any]:
        """A rule. It overrides only what a manual below has."""
        keys = stated(form)
        named = getattr(form, "menimpa", None)
        if named is not None and named.text in self.files.codes:
            keys.pop("menimpa")
            if below is not None:
                keys["menimpa"] = below.versions[-1]
            elif isinstance(form, OverrideForm):
                keys.pop("alasan", None)
        return keys

    def entry(self, form: EntryFile) -> dict[str, Any]:
        """An entry, with the citation and the certainty that its version has."""
        level = self.files.form.mengisi.text if self.files.form.mengisi else ""
        return self._entry(form, level, self.collected.origin(form))

    def _entry(self, form: EntryKeys, level: str, outer: Origin) -> dict[str, Any]:
        keys = {**stated(form), **self._resolved(form, outer)}
        for name in ("menimpa", "alasan"):
            keys.pop(name, None)
        if form.aturan:
            keys["aturan"] = {
                str(name): {
                    **self.rule(rule, self._lower("aturan", f"{level}.{name}")),
                    **self._resolved(rule, self.collected.origin(rule)),
                }
                for name, rule in form.aturan.items()
            }
        for name, held in form.extra.items():
            members = self._members(held, name, outer)
            keys[name] = held if members is None else members
        return keys

    def _members(self, held: Held, level: str, outer: Origin) -> dict[str, Any] | None:
        """The members of an entry by kode; None for an attribute."""
        if not isinstance(held.node, Mapping):
            return None
        found: dict[str, Any] = {}
        for key, node in held.node.entries:
            member = conform(node, MemberForm)[0] if isinstance(node, Mapping) else None
            if member is None:
                return None
            origin = self.collected.origins.get(member.extent.source, outer)
            found[key.text] = self._entry(member, level, origin)
        return found

    def _resolved(self, form: Documented, origin: Origin) -> dict[str, Any]:
        source, certainty = citation(form.dasar_hukum, origin.citation), form.keyakinan or origin.certainty
        found: dict[str, Any] = {} if source is None else {"dasar_hukum": cited(source)}
        return found if certainty is None else {**found, "keyakinan": certainty}


@dataclass(frozen=True, slots=True)
class Words:
    """A free text."""

    text: str


def cited(source: Citation) -> dict[str, Any]:
    """A citation as keys."""
    known = {"dokumen": source.document, "rujukan": source.reference}
    return {name: Words(text) for name, text in known.items() if text}


def flat(stack: tuple[ManualFiles, ...]) -> tuple[tuple[str, str], ...]:
    """The files of the manual on top, each with its name and its text."""
    return tuple(Flat(stack[-1], collect(stack[:-1], lambda _: None)).texts())


def stated(form: Form) -> dict[str, Any]:
    """The keys of a form that say something, and their values as they were read."""
    found: dict[str, Any] = {}
    for name, known in fields(form).items():
        value = getattr(form, name)
        if value != known.default:
            found[name] = value
    first = {name: found.pop(name) for name in FIRST if name in found}
    return {**first, **found, **form.extra}


# ---- writing


def laid_out(keys: dict[str, Any]) -> str:
    """The canonical text of a file with these keys."""
    text = written(keys)
    made, _ = canonical(Source("<flat>", text))
    return made if made is not None else text


def written(keys: dict[str, Any]) -> str:
    """These keys as they stand in a file."""
    return "".join(_pairs(keys, ""))


def _pairs(keys: dict[str, Any], indent: str) -> Iterator[str]:
    for name, value in keys.items():
        yield f"{indent}{_key(name)}:{_value(name, value, indent)}"


def _key(name: str) -> str:
    return (
        name
        if name.replace("_", "").replace(".", "").replace("-", "").isalnum() and not name[0].isdigit()
        else _single(name)
    )


def _value(name: str, value: Any, indent: str) -> str:
    match value:
        case Span():
            return _block(dedented(value), indent)
        case Scalar() | Words():
            return _text(value.text, indent)
        case Held():
            return _node(value.node, indent, table=name == "komponen")
        case Form():
            return _mapping(stated(value), indent)
        case dict():
            return _mapping({str(key): one for key, one in value.items()}, indent)
        case tuple():
            return " [" + ", ".join(_single(one.text) for one in value) + "]\n"
        case bool():
            return f" {'ya' if value else 'tidak'}\n"
        case date():
            return f" {value.isoformat()}\n"
    return f" {_single(str(value))}\n"


def _mapping(keys: dict[str, Any], indent: str) -> str:
    return "\n" + "".join(_pairs(keys, indent + INDENT)) if keys else " {}\n"


def _node(node: Node, indent: str, *, table: bool) -> str:
    """A value that only the manual knows: an attribute, members, components."""
    match node:
        case Scalar():
            return _block(dedented(node.slice), indent) if table and node.slice else _text(node.text, indent)
        case Mapping():
            return "\n" + "".join(
                f"{indent}{INDENT}{_key(key.text)}:{_node(one, indent + INDENT, table=_is_table(key.text, one))}"
                for key, one in node.entries
            )
        case Sequence():
            if all(isinstance(item, Scalar) for item in node.items):
                return " [" + ", ".join(_single(item.text) for item in node.items if isinstance(item, Scalar)) + "]\n"
            inner = indent + INDENT
            return "\n" + "".join(f"{inner}-{_item(item, inner)}" for item in node.items)


def _item(item: Node, indent: str) -> str:
    """A set of components, its first key behind the dash."""
    return " " + _node(item, indent, table=False).lstrip("\n").removeprefix(indent + INDENT)


def _is_table(key: str, node: Node) -> bool:
    return isinstance(node, Scalar) and node.slice is not None and ("\n" in node.slice.text or key in ("tabel", "bila"))


def _text(text: str, indent: str) -> str:
    if "\n" in text.strip():
        return _block(text, indent)
    plain = text.strip()
    return f" {_single(plain)}\n" if "'" not in plain else f" {json.dumps(plain, ensure_ascii=False)}\n"


def _single(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _block(text: str, indent: str) -> str:
    lines = text.strip().splitlines()
    return " |\n" + "".join(f"{indent}{INDENT}{line}".rstrip() + "\n" for line in lines)
