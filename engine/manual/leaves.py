"""The leaves of rule files: how each kind of value is read from its node, and what the JSON Schema says of it.

A leaf that does not fit its kind says so itself, at its place, so that the message can be ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeAlias, TypeVar

from pydantic import BeforeValidator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

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


def refuse(found: Diagnostic) -> PydanticCustomError:
    """An error that carries our own diagnostic through pydantic."""
    return PydanticCustomError("placed", "see diagnostic", {"diagnostic": found})


def _scalar(held: Any, wanted: problem.Wanted) -> Scalar:
    assert isinstance(held, Held)
    if not isinstance(held.node, Scalar) or (held.node.style == "plain" and not held.node.text):
        raise refuse(problem.wrong_form(held.span, wanted))
    return held.node


def _whole_text(held: Any, wanted: problem.Wanted) -> Scalar:
    scalar = _scalar(held, wanted)
    found = bent(scalar, held.in_flow)
    if found is not None:
        raise refuse(found)
    return scalar


def _text(held: Any) -> Scalar:
    return _whole_text(held, "text")


def _word(held: Any) -> Scalar:
    return _scalar(held, "word")


def _identifier(held: Any) -> Scalar:
    scalar = _scalar(held, "name")
    if not IDENTIFIER.fullmatch(scalar.text):
        raise refuse(problem.wrong_form(held.span, "name"))
    return scalar


def _formula(held: Any) -> Span:
    scalar = _whole_text(held, "formula")
    span, found = formula_slice(scalar)
    if span is None:
        assert found is not None
        raise refuse(found)
    return span


def _yes_no(held: Any) -> bool:
    text = _scalar(held, "yes_no").text
    if text not in ("ya", "tidak"):
        raise refuse(problem.wrong_form(held.span, "yes_no"))
    return text == "ya"


def _whole(held: Any) -> int:
    text = _scalar(held, "whole").text
    if not re.fullmatch(r"-?\d{1,4}", text):
        raise refuse(problem.wrong_form(held.span, "whole"))
    return int(text)


def _date(held: Any) -> date:
    text = _scalar(held, "date").text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse(problem.wrong_form(held.span, "date")) from None


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """How a value is read from its node, and what the JSON Schema says of it."""

    read: Callable[[Any], object]
    schema: JsonSchema

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> JsonSchema:
        return self.schema


def one_of(*choices: str) -> Leaf:
    """A word out of a closed list."""

    def read(held: Any) -> str:
        text = _scalar(held, "word").text
        if text not in choices:
            raise refuse(problem.not_among(held.span, text, choices))
        return text

    return Leaf(read, {"enum": list(choices)})


def _words(held: Any) -> tuple[Scalar, ...]:
    if not isinstance(held.node, Sequence):
        raise refuse(problem.wrong_form(held.span, "list"))
    for item in held.node.items:
        _scalar(Held(item, held.key, True), "word")
    return tuple(item for item in held.node.items if isinstance(item, Scalar))


def _table_or_words(held: Any) -> Span | tuple[Scalar, ...]:
    return _words(held) if isinstance(held.node, Sequence) else _formula(held)


def pairs(held: Any) -> dict[Key, Held]:
    """A mapping with free keys."""
    node = held.node if isinstance(held, Held) else held
    if not isinstance(node, Mapping):
        raise refuse(problem.wrong_form(held.span, "mapping"))
    return {Key(key): Held(value, key.span, node.flow) for key, value in node.entries}


def _text_or_pairs(held: Any) -> Scalar | dict[Key, Scalar]:
    if isinstance(held, Held) and isinstance(held.node, Mapping):
        return {key: _text(one) for key, one in pairs(held).items()}
    return _text(held)


STRING = {"type": "string"}
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
FreeKey: TypeAlias = Annotated[Key, Leaf(lambda key: key, STRING)]
Pairs: TypeAlias = Annotated[dict[FreeKey, T], BeforeValidator(pairs)]
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
