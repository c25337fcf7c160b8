"""A rule or an entry of a version, and what a later one states of it -> the rule or entry that is in force."""

from __future__ import annotations

from typing import Any, TypeVar

from engine.manual import rows
from engine.manual import version_problems as problem
from engine.manual.content import plain
from engine.manual.forms import Form, fields
from engine.manual.leaves import Held, Key
from engine.manual.model import BodyForm, EntryFile, RevisedEntry
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.places import formula_slice
from engine.manual.rows import Changes, Sink
from engine.source import Span

B = TypeVar("B", bound=BodyForm)
BODIES = ("formula", "tabel", "skala", "komponen")
ROWS = ("baris", "baris_baru", "baris_hapus")
OF_TABLES = ("kebijakan", "berjumlah")
CONDITION = "bila"
GIVEN = "hasil_diberikan"
BY_NAME = ("data_mentah", "tetapan", "aturan")
NOT_STATED = ("place", "extent", "hapus", *ROWS)


def states_rows(form: BodyForm) -> bool:
    """Whether rows of a table are changed."""
    return any(getattr(form, key) is not None for key in ROWS)


def place_of_rows(form: BodyForm) -> Span:
    """Where the first change of rows stands."""
    return next((block for key in ROWS if (block := getattr(form, key)) is not None), form.place)


def overridden(before: B, form: B, name: str, sink: Sink) -> B:
    """A rule with a body replaces the other; one without changes only what it states."""
    if any(getattr(form, key) is not None for key in BODIES):
        if states_rows(form):
            sink(problem.no_table(place_of_rows(form), name))
        return form
    stated = {key: getattr(form, key) for key in form.stated if key not in ROWS}
    return before.but({**stated, **_changed_rows(before, form, name, sink)})


def revise(before: EntryFile, form: RevisedEntry, base: str, sink: Sink) -> EntryFile:
    """An entry with the keys that a later version states, and without those that it takes out."""
    extra = form.extra
    update: dict[str, Any] = {key: getattr(form, key) for key in form.stated if key not in (*NOT_STATED, *extra)}
    name = form.kode.text
    if any(getattr(form, key) is not None for key in (*BODIES, GIVEN)):
        defaults = {key: fields(EntryFile)[key].default for key in (*BODIES, GIVEN, *OF_TABLES)}
        update = {**defaults, **update}
        if states_rows(form):
            sink(problem.no_table(place_of_rows(form), name))
    else:
        update |= _changed_rows(before, form, name, sink)
    for key in BY_NAME:
        if key in update:
            update[key] = _by_name(getattr(before, key), update[key], sink)
    known = before.extra
    for key, held in extra.items():
        update[key] = _joined(known[key], held) if key in known else held
    made = before.but({**update, "place": form.place, "extent": form.extent})
    return _without(made, form, base, sink)


def _by_name(before: dict[Key, Form], stated: dict[Key, Form], sink: Sink) -> dict[Key, Form]:
    """What is stated takes the place of what has its name; the other names stay."""
    names = {str(key): key for key in stated}
    made: dict[Key, Form] = {}
    for key, form in before.items():
        new = stated.get(key)
        if isinstance(new, BodyForm) and isinstance(form, BodyForm):
            new = overridden(form, new, str(key), sink)
        made[names.get(str(key), key)] = new or form
    return made | {key: form for key, form in stated.items() if key not in made}


def _joined(before: Any, stated: Any) -> Any:
    """Members by their kode; anything else is what is stated."""
    if not (isinstance(before.node, Mapping) and isinstance(stated.node, Mapping)):
        return stated
    new = {key.text: (key, node) for key, node in stated.node.entries}
    old = [new.pop(key.text, (key, node)) for key, node in before.node.entries]
    return Held(Mapping((*old, *new.values()), stated.node.span, False), stated.key, stated.in_flow)


def _without(made: EntryFile, form: RevisedEntry, base: str, sink: Sink) -> EntryFile:
    """Keys taken out, or names in them."""
    update: dict[str, Any] = {}
    extra = dict(made.extra)
    for key, what in form.hapus.items():
        there = extra.get(key) if key in extra else getattr(made, key, None) if key in fields(EntryFile) else None
        if there in (None, {}, ()):
            known = list(made.stated)
            sink(problem.removes_nothing(key.span, key, base, known))
        elif isinstance(what, Scalar):
            extra.pop(key, None)
            if key in fields(EntryFile):
                update[key] = fields(EntryFile)[key].default
        else:
            there, absent = _less(there, list(what))
            for name in absent:
                sink(problem.removes_nothing(name.span, name, base, ()))
            if key in extra:
                extra[key] = there
            else:
                update[key] = there
    return made.but(update, extra) if form.hapus else made


def _less(there: Any, names: list[Key]) -> tuple[Any, list[Key]]:
    if isinstance(there, dict):
        return {key: one for key, one in there.items() if key not in names}, [one for one in names if one not in there]
    if isinstance(there, Held) and isinstance(there.node, Mapping):
        known = [key.text for key, _ in there.node.entries]
        kept = tuple(pair for pair in there.node.entries if pair[0].text not in names)
        node = Mapping(kept, there.node.span, there.node.flow)
        return Held(node, there.key, there.in_flow), [one for one in names if one not in known]
    return there, names


# ---- rows


def _changed_rows(before: BodyForm, form: BodyForm, name: str, sink: Sink) -> dict[str, Any]:
    """The body of a rule with changed rows."""
    if not states_rows(form):
        return {}
    changes = rows.read_changes(form.baris, form.baris_baru, form.baris_hapus, sink)
    if before.tabel is not None:
        return {"tabel": rows.patched(before.tabel, changes, rows.of_decision, sink)}
    if before.skala is not None:
        points = rows.patched(before.skala.titik, changes, rows.of_points, sink)
        return {"skala": before.skala.but({"titik": points})}
    if before.komponen is not None:
        return {"komponen": _components(before.komponen, changes, sink)}
    sink(problem.no_table(place_of_rows(form), name))
    return {}


def _components(held: Held, changes: Changes, sink: Sink) -> Held:
    """One table of components, or several with conditions: then `bila` tells which is meant, or the names do."""
    if isinstance(held.node, Scalar):
        return Held(_patched(held.node, changes, sink), held.key, False)
    if not isinstance(held.node, Sequence):
        return held
    sets = list(held.node.items)
    chosen = rows.by_set(changes, [_condition(item) for item in sets], [_table(item) for item in sets], sink)
    items = tuple(_in_set(item, one, sink) for item, one in zip(sets, chosen, strict=True))
    return Held(Sequence(items, held.node.span, held.node.flow), held.key, held.in_flow)


def _patched(scalar: Scalar, changes: Changes, sink: Sink) -> Scalar:
    block = formula_slice(scalar)[0]
    if block is None:
        return scalar
    made = rows.patched(block, changes, rows.of_components, sink)
    return scalar if made is block else Scalar(made.text, made, "literal", made)


def _in_set(item: Node, changes: Changes | None, sink: Sink) -> Node:
    if changes is None or not isinstance(item, Mapping):
        return item
    entries = tuple(
        (key, _patched(node, changes, sink) if key.text == "tabel" and isinstance(node, Scalar) else node)
        for key, node in item.entries
    )
    return Mapping(entries, item.span, item.flow)


def _part(item: Node, name: str) -> Span | None:
    found = [node for key, node in item.entries if key.text == name] if isinstance(item, Mapping) else []
    return formula_slice(found[0])[0] if found and isinstance(found[0], Scalar) else None


def _condition(item: Node) -> str:
    """The condition of a set of components, `-` of the one without."""
    place = _part(item, CONDITION)
    return "-" if place is None else plain(place.text)


def _table(item: Node) -> Span | None:
    return _part(item, "tabel")
