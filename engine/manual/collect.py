"""The files of several manuals -> one collection of named rules, the decree's first. A name is defined once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any, Generic, TypeVar

from engine.diagnostics.model import Diagnostic
from engine.manual import rule_problems as problem
from engine.manual.checked import Citation, Provenance
from engine.manual.leaves import Key
from engine.manual.model import (
    AttributeForm,
    CheckForm,
    CitationForm,
    ConstantForm,
    DisplayForm,
    Documented,
    EntryFile,
    Form,
    FunctionForm,
    LevelForm,
    RuleFile,
    RuleForm,
    ScaleForm,
)
from engine.manual.read import ManualFiles
from engine.record import dataclass
from engine.source import Span

F = TypeVar("F", bound=Form)
Sink = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """The manual that a rule comes from, and what its file says for all its rules."""

    manual: str
    citation: Citation | None = None
    certainty: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Item(Generic[F]):
    name: str
    form: F
    origin: Origin


@dataclass(slots=True)
class Collected:
    """Everything by name, in the order read."""

    levels: dict[str, Item[LevelForm]] = field(default_factory=dict)
    constants: dict[str, Item[ConstantForm]] = field(default_factory=dict)
    functions: dict[str, Item[FunctionForm]] = field(default_factory=dict)
    scales: dict[str, Item[ScaleForm]] = field(default_factory=dict)
    rules: dict[str, Item[RuleForm]] = field(default_factory=dict)
    checks: dict[str, Item[CheckForm]] = field(default_factory=dict)
    periods: list[Span] = field(default_factory=list)
    reasons: list[Span] = field(default_factory=list)
    units: list[Span] = field(default_factory=list)
    displays: list[Item[DisplayForm]] = field(default_factory=list)
    entries: list[tuple[EntryFile, Origin, str | None]] = field(default_factory=list)
    filled: dict[str, Span] = field(default_factory=dict)
    """The levels that manuals say they fill, each where that is said."""


def collect(stack: tuple[ManualFiles, ...], sink: Sink) -> Collected:
    """All rules of these manuals."""
    result = Collected()
    for files in stack:
        for file in files.rules:
            _add(result, file, _origin(files, file), sink)
        level = files.form.mengisi.text if files.form.mengisi else None
        if files.form.mengisi:
            result.filled.setdefault(files.form.mengisi.text, files.form.mengisi.span)
        plain = Origin(files.code, citation(files.form.dasar_hukum, None), files.form.keyakinan)
        result.entries += [(entry, plain, level) for entry in files.entries]
    return result


def _origin(files: ManualFiles, file: RuleFile) -> Origin:
    cited = citation(file.dasar_hukum, citation(files.form.dasar_hukum, None))
    return Origin(files.code, cited, file.keyakinan, file.catatan.text if file.catatan else None)


def _add(result: Collected, file: RuleFile, origin: Origin, sink: Sink) -> None:
    sections: tuple[tuple[Any, Any], ...] = (
        (result.levels, file.tingkat),
        (result.constants, file.tetapan),
        (result.functions, file.fungsi),
        (result.scales, file.skala),
        (result.checks, file.pemeriksaan),
    )
    for known, forms in sections:
        for key, form in forms.items():
            _define(known, key, Item(str(key), form, origin), sink)
    for key, rule in file.aturan.items():
        _define_rule(result.rules, key, Item(str(key), rule, origin), sink)
    for blocks, block in ((result.periods, file.periode), (result.reasons, file.alasan), (result.units, file.satuan)):
        if block is not None:
            blocks.append(block)
    if file.tampilan is not None:
        result.displays.append(Item("tampilan", file.tampilan, origin))


def _define(known: dict[str, Item[F]], key: Key, item: Item[F], sink: Sink) -> None:
    if key in known:
        sink(problem.defined_twice(key.span, known[key].form.place, key))
    else:
        known[str(key)] = item


def _define_rule(known: dict[str, Item[RuleForm]], key: Key, item: Item[RuleForm], sink: Sink) -> None:
    """A rule may replace that of another manual, if it says so and why."""
    before, form = known.get(key), item.form
    if before is None:
        if form.menimpa is not None:
            sink(problem.overrides_nothing(form.menimpa.span, key, form.menimpa.text))
        known[str(key)] = item
    elif before.origin.manual == item.origin.manual:
        sink(problem.defined_twice(key.span, before.form.place, key))
    elif form.menimpa is None or form.menimpa.text != before.origin.manual:
        sink(problem.hidden_override(key.span, before.form.place, key, before.origin.manual))
    else:
        if form.alasan is None:
            sink(problem.without_reason(form.menimpa.span, key))
        known[str(key)] = item


def citation(form: CitationForm | None, default: Citation | None) -> Citation | None:
    """What a rule cites; the document of the file where it names only the place in it."""
    if form is None:
        return default
    document = form.dokumen.text if form.dokumen else (default.document if default else "")
    return Citation(document, form.rujukan.text if form.rujukan else "")


def provenance(name: str, form: Documented | AttributeForm, origin: Origin, source: Span | None) -> Provenance:
    """Where a rule stands and what it rests on."""
    replaces = form.alasan.text if isinstance(form, RuleForm) and form.menimpa and form.alasan else None
    return Provenance(
        name,
        origin.manual,
        form.place,
        source,
        citation(form.dasar_hukum, origin.citation),
        form.keyakinan or origin.certainty,
        form.catatan.text if form.catatan else None,
        replaces,
    )


def rule_key(key: str) -> tuple[str, str] | None:
    """`level.name`."""
    level, dot, name = key.partition(".")
    return (level, name) if dot and level and name else None


def attributes(item: Item[LevelForm], known: dict[str, Item[LevelForm]]) -> Iterator[tuple[str, AttributeForm]]:
    """The attributes of a level, those of the level it is like (`seperti`) first."""
    like = item.form.seperti
    if like is not None and like.text in known and like.text != item.name:
        yield from attributes(known[like.text], known)
    for key, form in item.form.atribut.items():
        yield str(key), form
