"""The files of several manuals -> one collection of named rules, the decree's first. A name is defined once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any, Generic, TypeVar

from engine.diagnostics.model import Diagnostic
from engine.manual import rule_problems as problem
from engine.manual.checked import Citation, Provenance
from engine.manual.files import ManualFiles
from engine.manual.forms import Form
from engine.manual.leaves import Key
from engine.manual.model import (
    AttributeForm,
    CheckForm,
    CitationForm,
    ConstantForm,
    DisplayForm,
    Documented,
    EntryFile,
    FunctionForm,
    LevelForm,
    NamedScaleForm,
    OverrideForm,
    RuleFile,
    RuleForm,
)
from engine.manual.patches import overridden, states_rows
from engine.record import dataclass
from engine.source import Source, Span

F = TypeVar("F", bound=Form)
V = TypeVar("V", bound=OverrideForm)
Sink = Callable[[Diagnostic], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """The manual that a rule comes from, and what its file says for all its rules. `versions`: of a manual that extends
    others, the codes of all of them: what one of them replaces of another has been judged where they were put together.
    """

    manual: str
    citation: Citation | None = None
    certainty: str | None = None
    note: str | None = None
    versions: tuple[str, ...] = ()

    def is_called(self, code: str) -> bool:
        """Whether `menimpa` may name it so: the version that wrote it, or the manual that it is part of."""
        return code in (self.manual, *self.versions[-1:])


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
    scales: dict[str, Item[NamedScaleForm]] = field(default_factory=dict)
    rules: dict[str, Item[RuleForm]] = field(default_factory=dict)
    checks: dict[str, Item[CheckForm]] = field(default_factory=dict)
    periods: list[Span] = field(default_factory=list)
    reasons: list[Span] = field(default_factory=list)
    units: list[Span] = field(default_factory=list)
    displays: list[Item[DisplayForm]] = field(default_factory=list)
    entries: list[tuple[EntryFile, Origin, str | None]] = field(default_factory=list)
    filled: dict[str, Span] = field(default_factory=dict)
    """The levels that manuals say they fill, each where that is said."""
    origins: dict[Source, Origin] = field(default_factory=dict)
    """What holds for the rules of each file."""

    def origin(self, form: Form) -> Origin:
        """Where a form comes from."""
        return self.origins[form.extent.source]


def collect(stack: tuple[ManualFiles, ...], sink: Sink) -> Collected:
    """All rules of these manuals."""
    result = Collected()
    for files in stack:
        result.origins |= dict(_origins(files))
        for file in files.rules:
            _add(result, file, sink)
        level = files.form.mengisi.text if files.form.mengisi else None
        if files.form.mengisi:
            result.filled.setdefault(files.form.mengisi.text, files.form.mengisi.span)
        result.entries += [(entry, result.origin(entry), level) for entry in files.entries]
    return result


def _origins(files: ManualFiles) -> Iterator[tuple[Source, Origin]]:
    """What holds for the rules of each file, and for each entry."""
    for one in files.chain:
        head = citation(one.form.dasar_hukum, None)
        for file in one.rules:
            cited, note = citation(file.dasar_hukum, head), file.catatan.text if file.catatan else None
            yield file.extent.source, Origin(one.code, cited, file.keyakinan, note, files.codes)
        for entry in (*one.entries, *one.revised):
            yield entry.extent.source, Origin(one.code, head, one.form.keyakinan, None, files.codes)


def _add(result: Collected, file: RuleFile, sink: Sink) -> None:
    sections: tuple[tuple[Any, Any], ...] = (
        (result.levels, file.tingkat),
        (result.constants, file.tetapan),
        (result.functions, file.fungsi),
        (result.scales, file.skala),
        (result.checks, file.pemeriksaan),
    )
    for known, forms in sections:
        for key, form in forms.items():
            _define(known, key, Item(str(key), form, result.origin(form)), sink)
    for key, rule in file.aturan.items():
        _define_rule(result.rules, key, Item(str(key), rule, result.origin(rule)), sink)
    for blocks, block in ((result.periods, file.periode), (result.reasons, file.alasan), (result.units, file.satuan)):
        if block is not None:
            blocks.append(block)
    if file.tampilan is not None:
        result.displays.append(Item("tampilan", file.tampilan, result.origin(file.tampilan)))


def _define(known: dict[str, Item[V]], key: Key, item: Item[V], sink: Sink) -> None:
    """A name of a lower manual may be defined anew, if that is said and why."""
    before, named = known.get(key), getattr(item.form, "menimpa", None)
    if before is not None and (named is None or before.origin.versions == item.origin.versions):
        sink(problem.defined_twice(key.span, before.form.place, key))
        return
    judge_override(key, item.form, before, item.origin, sink)
    known[str(key)] = item


def _define_rule(known: dict[str, Item[RuleForm]], key: Key, item: Item[RuleForm], sink: Sink) -> None:
    """A rule may replace that of another manual, if it says so and why, or change rows of its table."""
    before = known.get(key)
    if before is not None and before.origin.versions == item.origin.versions:
        sink(problem.defined_twice(key.span, before.form.place, key))
    elif judge_override(key, item.form, before, item.origin, sink):
        changes = before is not None and states_rows(item.form)
        form = overridden(before.form, item.form, str(key), sink) if before and changes else item.form
        known[str(key)] = Item(item.name, form, item.origin)


def judge_override(key: Key, form: OverrideForm, before: Item[Any] | None, origin: Origin, sink: Sink) -> bool:
    """Whether a form may stand where another of a lower manual stands, or none. What versions of one manual replace of
    each other has been judged where they were put together."""
    named = form.menimpa
    if named is not None and named.text in origin.versions:
        return True
    if before is None:
        if named is not None:
            sink(problem.overrides_nothing(named.span, key, named.text))
        return True
    if named is None or not before.origin.is_called(named.text):
        sink(problem.hidden_override(key.span, before.form.place, key, before.origin.versions[-1]))
        return False
    if form.alasan is None:
        sink(problem.without_reason(named.span, key))
    return True


def citation(form: CitationForm | None, default: Citation | None) -> Citation | None:
    """What a rule cites; the document of the file where it names only the place in it."""
    if form is None:
        return default
    document = form.dokumen.text if form.dokumen else (default.document if default else "")
    return Citation(document, form.rujukan.text if form.rujukan else "")


def provenance(name: str, form: Documented | AttributeForm, origin: Origin, source: Span | None) -> Provenance:
    """Where a rule stands and what it rests on."""
    named, reason = getattr(form, "menimpa", None), getattr(form, "alasan", None)
    replaces = reason.text if named is not None and reason is not None else None
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
