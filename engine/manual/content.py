"""A form -> what it says, without places, layout and comments: to tell whether two say the same, and to lock one.

What says nothing is left out: spaces, the order of keys, comments in formulas, a key that states what holds anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from engine.manual.conform import conform
from engine.manual.forms import Form, fields
from engine.manual.leaves import Held
from engine.manual.model import MemberForm
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.texttable import read_table
from engine.source import Span

Content: TypeAlias = "str | int | bool | list[Content] | dict[str, Content]"
TABLES = ("tabel", "titik", "periode", "alasan", "satuan", "warna", "baris", "baris_baru", "baris_hapus")
OF_OVERRIDES = ("menimpa", "alasan")
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_SPACES = re.compile(r'("(?:[^"\\\n]|\\.)*")|\s+')
_NEEDLESS = re.compile(r'("(?:[^"\\\n]|\\.)*")|(?<!\w) | (?!\w)')


def plain(text: str) -> str:
    """A formula or a cell without comments, and without the spaces that say nothing."""
    bare = _COMMENT.sub(lambda found: found[1] or " ", text)
    single = _SPACES.sub(lambda found: found[1] or " ", bare).strip()
    return _NEEDLESS.sub(lambda found: found[1] or "", single)


def same_content(one: Form, other: Form) -> bool:
    """Whether two forms say the same, apart from what they override and why."""
    return content(one, OF_OVERRIDES) == content(other, OF_OVERRIDES)


def content(form: Form, but: Iterable[str] = ()) -> dict[str, Content]:
    """What a form says, key by key."""
    left_out = set(but)
    found: dict[str, Content] = {}
    for name, known in fields(form).items():
        value = getattr(form, name)
        if name not in left_out and value != known.default:
            found[name] = _value(name, value)
    for name, held in form.extra.items():
        found[name] = _held(held)
    return found


def _value(name: str, value: Any) -> Content:
    match value:
        case Span():
            return (
                table(value)
                if name in TABLES or "\n" in value.text.strip() and "|" in value.text
                else plain(value.text)
            )
        case Scalar():
            return " ".join(value.text.split())
        case Held():
            return _components(value.node) if name == "komponen" else _held(value)
        case Form():
            return content(value)
        case dict():
            return {str(key): _value(str(key), one) for key, one in value.items()}
        case tuple():
            return [_value(name, one) for one in value]
        case date():
            return value.isoformat()
        case bool() | int() | str():
            return value
    raise TypeError(name)


def table(block: Span) -> list[Content]:
    """The cells of a table, row by row, its heading first."""
    read, _ = read_table(block)
    rows = () if read is None else (read.header, *read.rows)
    return [[plain(cell.text) for cell in row] for row in rows] or [plain(block.text)]


def _components(node: Node) -> Content:
    if isinstance(node, Scalar):
        return plain(node.text) if node.slice is None else table(node.slice)
    if isinstance(node, Sequence):
        return [_components(item) for item in node.items]
    return {key.text: _components(value) if key.text == "tabel" else _texts(value, True) for key, value in node.entries}


def _held(held: Held) -> Content:
    """An attribute, or members."""
    if isinstance(held.node, Mapping):
        found: dict[str, Content] = {}
        for key, node in held.node.entries:
            member = conform(node, MemberForm)[0] if isinstance(node, Mapping) else None
            found[key.text] = _texts(node) if member is None else content(member)
        return found
    return _texts(held.node)


def _texts(node: Node, formula: bool = False) -> Content:
    match node:
        case Scalar():
            return plain(node.text) if formula else " ".join(node.text.split())
        case Sequence():
            return [_texts(item, formula) for item in node.items]
        case Mapping():
            return {key.text: _texts(value, formula) for key, value in node.entries}
