"""The leaves of rule files: how each kind of value is read from its node, and what the JSON Schema says of it.

A leaf that does not fit its kind gives the diagnostic that says so, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeAlias, TypeVar

from engine.diagnostics.model import Diagnostic
from engine.manual import form_problems as problem
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.places import bent, formula_slice
from engine.record import dataclass
from engine.source import Span

JsonSchema: TypeAlias = dict[str, Any]

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
T = TypeVar("T")


class Key(str):
    """A key of a mapping, with its place."""

    span: Span
    __slots__ = ("span",)

    def __new__(cls, scalar: Scalar) -> Self:
        self = super().__new__(cls, scalar.text)
        self.span = scalar.span
        return self


@dataclass(frozen=True, slots=True)
class Held:
    """A node, its key, and whether it stands in `{ }` or `[ ]`."""

    node: Node
    key: Span
    in_flow: bool

    @property
    def span(self) -> Span:
        return self.node.span if self.node.span.text else self.key


def _scalar(held: Held, wanted: problem.Wanted) -> Scalar | Diagnostic:
    if not isinstance(held.node, Scalar) or (held.node.style == "plain" and not held.node.text):
        return problem.wrong_form(held.span, wanted)
    return held.node


def _whole_text(held: Held, wanted: problem.Wanted) -> Scalar | Diagnostic:
    scalar = _scalar(held, wanted)
    return (bent(scalar, held.in_flow) or scalar) if isinstance(scalar, Scalar) else scalar


def _text(held: Held) -> Scalar | Diagnostic:
    return _whole_text(held, "text")


def _word(held: Held) -> Scalar | Diagnostic:
    return _scalar(held, "word")


def _identifier(held: Held) -> Scalar | Diagnostic:
    scalar = _scalar(held, "name")
    if isinstance(scalar, Scalar) and not IDENTIFIER.fullmatch(scalar.text):
        return problem.wrong_form(held.span, "name")
    return scalar


def _formula(held: Held) -> Span | Diagnostic:
    scalar = _whole_text(held, "formula")
    if not isinstance(scalar, Scalar):
        return scalar
    span, found = formula_slice(scalar)
    if span is None:
        assert found is not None
        return found
    return span


def _yes_no(held: Held) -> bool | Diagnostic:
    scalar = _scalar(held, "yes_no")
    if not isinstance(scalar, Scalar):
        return scalar
    return scalar.text == "ya" if scalar.text in ("ya", "tidak") else problem.wrong_form(held.span, "yes_no")


def _whole(held: Held) -> int | Diagnostic:
    scalar = _scalar(held, "whole")
    if not isinstance(scalar, Scalar):
        return scalar
    return int(scalar.text) if re.fullmatch(r"-?\d{1,4}", scalar.text) else problem.wrong_form(held.span, "whole")


def _date(held: Held) -> date | Diagnostic:
    scalar = _scalar(held, "date")
    if not isinstance(scalar, Scalar):
        return scalar
    try:
        return date.fromisoformat(scalar.text)
    except ValueError:
        return problem.wrong_form(held.span, "date")


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """How a value is read from its node, and what the JSON Schema says of it."""

    read: Callable[[Held], object]
    schema: JsonSchema


def one_of(*choices: str) -> Leaf:
    """A word out of a closed list."""

    def read(held: Held) -> str | Diagnostic:
        scalar = _scalar(held, "word")
        if not isinstance(scalar, Scalar):
            return scalar
        return scalar.text if scalar.text in choices else problem.not_among(held.span, scalar.text, choices)

    return Leaf(read, {"enum": list(choices)})


def _words(held: Held) -> tuple[Scalar, ...] | Diagnostic:
    if not isinstance(held.node, Sequence):
        return problem.wrong_form(held.span, "list")
    words = [_scalar(Held(item, held.key, True), "word") for item in held.node.items]
    wrong = [one for one in words if isinstance(one, Diagnostic)]
    return wrong[0] if wrong else tuple(one for one in words if isinstance(one, Scalar))


def _table_or_words(held: Held) -> Span | tuple[Scalar, ...] | Diagnostic:
    return _words(held) if isinstance(held.node, Sequence) else _formula(held)


def pairs(held: Held) -> dict[Key, Held] | Diagnostic:
    """A mapping with free keys."""
    node = held.node
    if not isinstance(node, Mapping):
        return problem.wrong_form(held.span, "mapping")
    return {Key(key): Held(value, key.span, node.flow) for key, value in node.entries}


def _text_or_pairs(held: Held) -> Scalar | dict[Key, Scalar] | Diagnostic:
    found = pairs(held)
    if isinstance(found, Diagnostic):
        return _text(held)
    texts = {key: _text(one) for key, one in found.items()}
    wrong = [one for one in texts.values() if isinstance(one, Diagnostic)]
    return wrong[0] if wrong else {key: one for key, one in texts.items() if isinstance(one, Scalar)}


PLAIN = {"type": ["string", "number", "boolean"]}
"""A text. Editors read `3` and `true` as a number and a truth value; here they are the text that was written."""

Text: TypeAlias = Annotated[Scalar, Leaf(_text, PLAIN)]
Word: TypeAlias = Annotated[Scalar, Leaf(_word, PLAIN)]
Identifier: TypeAlias = Annotated[Scalar, Leaf(_identifier, {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"})]
Formula: TypeAlias = Annotated[Span, Leaf(_formula, PLAIN)]
YesNo: TypeAlias = Annotated[bool, Leaf(_yes_no, {"enum": ["ya", "tidak"]})]
WHOLE = {"type": ["integer", "string"], "pattern": r"^-?\d{1,4}$", "minimum": -9999, "maximum": 9999}
Whole: TypeAlias = Annotated[int, Leaf(_whole, WHOLE)]
DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
Date: TypeAlias = Annotated[date, Leaf(_date, DATE)]
Words: TypeAlias = Annotated[tuple[Scalar, ...], Leaf(_words, {"type": "array", "items": PLAIN})]
TableOrWords: TypeAlias = Annotated[
    Span | tuple[Scalar, ...], Leaf(_table_or_words, {"type": ["string", "array"], "items": PLAIN})
]
TextOrPairs: TypeAlias = Annotated[
    Scalar | dict[Key, Scalar],
    Leaf(_text_or_pairs, {"anyOf": [PLAIN, {"type": "object", "additionalProperties": PLAIN}]}),
]
Raw: TypeAlias = Annotated[Held, Leaf(lambda held: held, {})]
Pairs: TypeAlias = dict[Key, T]
Certainty: TypeAlias = Annotated[Literal["A", "B", "C", "D"], one_of("A", "B", "C", "D")]
Source_: TypeAlias = Annotated[Literal["kontrak", "manual"], one_of("kontrak", "manual")]
Giver: TypeAlias = Annotated[Literal["kontrak", "data"], one_of("kontrak", "data")]
Policy: TypeAlias = Annotated[Literal["tunggal", "pertama", "semua"], one_of("tunggal", "pertama", "semua")]
Ends: TypeAlias = Annotated[Literal["tetap", "lanjut", "kosong"], one_of("tetap", "lanjut", "kosong")]
Kind: TypeAlias = Annotated[
    Literal["angka", "teks", "ya/tidak", "tanggal", "daftar"], one_of("angka", "teks", "ya/tidak", "tanggal", "daftar")
]
Consolidation: TypeAlias = Annotated[
    Literal["kumulatif", "jumlah", "rata-rata", "nilai terakhir"],
    one_of("kumulatif", "jumlah", "rata-rata", "nilai terakhir"),
]
OverPeriods: TypeAlias = Annotated[
    Literal["data mentah", "jumlah", "rata-rata", "nilai terakhir"],
    one_of("data mentah", "jumlah", "rata-rata", "nilai terakhir"),
]
OverPlaces: TypeAlias = Annotated[
    Literal["data mentah", "jumlah", "rata-rata"], one_of("data mentah", "jumlah", "rata-rata")
]
Gravity: TypeAlias = Annotated[Literal["temuan", "peringatan"], one_of("temuan", "peringatan")]
WAYS = (
    "angka bertukar",
    "satu angka lain",
    "persen dan rasio",
    "dipotong",
    "tertukar",
    "kolom lain",
    "baris lain",
    "tahun lalu",
    "set lain",
    "cabang lain",
    "aturan lain",
    "batas lain",
    "rata-rata anggota",
    "dibulatkan dahulu",
    "bagian hilang",
    "bagian rumus",
)
"""What `rules reproduce` can try (`penjelasan`), each a way in which a figure comes out otherwise."""
Way: TypeAlias = Annotated[str, one_of(*WAYS)]
