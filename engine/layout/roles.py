"""A file's form -> which of its texts are formulas and which are tables, and where a blank line belongs.

Nothing is listed twice: a formula is what the form declares as one. Only which of these blocks are tables, and what the
columns of each hold, is known here alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal, TypeAlias, get_args

from engine.diagnostics.model import Diagnostic
from engine.manual.conform import conform
from engine.manual.forms import Form, Many, fields
from engine.manual.leaves import Formula, Leaf, TableOrWords
from engine.manual.model import (
    BodyForm,
    CheckForm,
    ComponentSetForm,
    DisplayForm,
    Documented,
    EntryKeys,
    MemberForm,
    RowsForm,
    RuleFile,
    ScaleForm,
)
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.places import bent, formula_slice
from engine.record import dataclass

Role: TypeAlias = Literal["formula", "decision", "components", "columns", "totals", "words"]
"""`decision`: cells under a heading are tests, those under `=` are formulas. `words`: a table without formulas."""

_TABLES: dict[type[Form], dict[str, Role]] = {
    BodyForm: {"tabel": "decision"},
    ScaleForm: {"titik": "decision"},
    ComponentSetForm: {"tabel": "components"},
    DisplayForm: {"kolom": "columns", "total": "totals", "warna": "words"},
    RuleFile: {"periode": "words", "alasan": "words", "satuan": "words"},
}
NAMES = "nama"
ROWS = ("baris", "baris_baru", "baris_hapus")
_FORMULAS = {get_args(alias)[1] for alias in (Formula, TableOrWords)}
_APART = (BodyForm, ScaleForm, CheckForm)
"""Forms that a blank line parts from each other in a file of rules."""


@dataclass(frozen=True, slots=True)
class Roles:
    """By where a value stands: what it is. `apart`: where the keys stand that a blank line comes before."""

    of: dict[int, Role] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


def roles(node: Mapping, form: type[Form]) -> Roles:
    """The roles of the values of a whole file, with the problems that only nested forms show."""
    found = Roles()
    _look(node, form, found)
    if form is RuleFile:
        _set_apart(node, found)
    return found


def of_cases(node: Mapping) -> Roles:
    """The tables of a file of cases. Their cells are values and no formulas."""
    found = Roles()
    cases = next((value for key, value in node.entries if key.text == "kasus"), None)
    for case in _mappings(cases) if cases is not None else ():
        for key, value in case.entries if isinstance(case, Mapping) else ():
            if key.text == "tabel" and isinstance(value, Scalar):
                _mark(value, in_flow=False, role="words", found=found)
    return found


def _look(node: Mapping, form: type[Form], found: Roles) -> None:
    for key, value in node.entries:
        if key.text == "komponen" and issubclass(form, BodyForm):
            _components(value, node.flow, found)
            continue
        known = _field(form, key.text)
        if known is None:
            _members(value, form, found)
        elif known == "formula" and isinstance(value, Scalar):
            role = _of_rows(value) if key.text in ROWS and issubclass(form, RowsForm) else _role(key.text, form)
            _mark(value, node.flow, role, found)
        elif isinstance(known, tuple):
            for inner in _mappings(value) if known[1] else [value]:
                if isinstance(inner, Mapping):
                    _look(inner, known[0], found)


def _role(key: str, form: type[Form]) -> Role:
    return next((tables[key] for of, tables in _TABLES.items() if issubclass(form, of) and key in tables), "formula")


def _of_rows(scalar: Scalar) -> Role:
    """Rows of components are told by their names, those of decision tables by what is decided."""
    return "components" if scalar.text.lstrip().startswith(NAMES) else "decision"


def _mark(scalar: Scalar, in_flow: bool, role: Role, found: Roles) -> None:
    problem = bent(scalar, in_flow) or formula_slice(scalar)[1]
    if problem is not None:
        found.problems.append(problem)
    found.of[scalar.span.start] = role


def _components(value: Node, in_flow: bool, found: Roles) -> None:
    """One table, or several, each with a condition."""
    if isinstance(value, Scalar):
        _mark(value, in_flow, "components", found)
    for item in value.items if isinstance(value, Sequence) else ():
        if isinstance(item, Mapping):
            found.problems.extend(conform(item, ComponentSetForm)[1])
            _look(item, ComponentSetForm, found)


def _members(value: Node, form: type[Form], found: Roles) -> None:
    """What a form of an entry has besides its own keys: entries of the level below, if they are all forms."""
    inner = list(_mappings(value))
    if not issubclass(form, EntryKeys) or not inner or not all(isinstance(one, Mapping) for one in inner):
        return
    for one in inner:
        if isinstance(one, Mapping):
            found.problems.extend(conform(one, MemberForm)[1])
            _look(one, MemberForm, found)


def _mappings(value: Node) -> Iterator[Node]:
    if isinstance(value, Mapping):
        yield from (inner for _, inner in value.entries)


def _set_apart(node: Mapping, found: Roles) -> None:
    """Sections of a file of rules, and the rules in them; what is said of the whole file may stand close together."""
    for key, value in node.entries:
        if key.text not in fields(Documented):
            found.apart.add(key.span.start)
        known = _field(RuleFile, key.text)
        if isinstance(known, tuple) and known[1] and issubclass(known[0], _APART) and isinstance(value, Mapping):
            found.apart.update(inner.span.start for inner, _ in value.entries)


def _field(form: type[Form], key: str) -> tuple[type[Form], bool] | Literal["formula", "other"] | None:
    """What a form says of a key: a formula, a form (and whether there are several, by name), or neither."""
    known = fields(form).get(key)
    if known is None:
        return None
    match known.kind:
        case Leaf():
            return "formula" if known.kind in _FORMULAS else "other"
        case Many(inner):
            return (inner, True) if isinstance(inner, type) else "other"
        case inner:
            return inner, False
