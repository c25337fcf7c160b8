"""What a rule file may hold, key by key. pydantic checks the form and publishes the JSON Schema.

The models read placed nodes, not plain data: every leaf keeps its place in the file, and a leaf that does not fit its
type says so itself, so that the message can be ours. What a formula means is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from engine.diagnostics.model import Diagnostic
from engine.manual import form_problems as problem
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.manual.places import bent, formula_slice
from engine.record import dataclass
from engine.source import Span

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


def one_of(*choices: str) -> Callable[[Any], str]:
    """A validator for a word out of a closed list."""

    def validate(held: Any) -> str:
        text = _scalar(held, "word").text
        if text not in choices:
            raise refuse(problem.not_among(held.span, text, choices))
        return text

    return validate


def _words(held: Any) -> tuple[Scalar, ...]:
    if not isinstance(held.node, Sequence):
        raise refuse(problem.wrong_form(held.span, "list"))
    for item in held.node.items:
        _scalar(Held(item, held.key, True), "word")
    return tuple(item for item in held.node.items if isinstance(item, Scalar))


def pairs(held: Any) -> dict[Key, Held]:
    """A mapping with free keys."""
    node = held.node if isinstance(held, Held) else held
    if not isinstance(node, Mapping):
        raise refuse(problem.wrong_form(held.span, "mapping"))
    return {Key(key): Held(value, key.span, node.flow) for key, value in node.entries}


_STRING = WithJsonSchema({"type": "string"})
Text: TypeAlias = Annotated[Scalar, BeforeValidator(_text), _STRING]
Word: TypeAlias = Annotated[Scalar, BeforeValidator(_word), _STRING]
Identifier: TypeAlias = Annotated[
    Scalar, BeforeValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"})
]
Formula: TypeAlias = Annotated[Span, BeforeValidator(_formula), _STRING]
YesNo: TypeAlias = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["ya", "tidak"]})]
Whole: TypeAlias = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Date: TypeAlias = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Words: TypeAlias = Annotated[
    tuple[Scalar, ...], BeforeValidator(_words), WithJsonSchema({"type": "array", "items": {"type": "string"}})
]
Raw: TypeAlias = Annotated[Held, WithJsonSchema({})]
Pairs: TypeAlias = Annotated[dict[Key, T], BeforeValidator(pairs)]
Certainty: TypeAlias = Annotated[Literal["A", "B", "C", "D"], BeforeValidator(one_of("A", "B", "C", "D"))]
Source_: TypeAlias = Annotated[Literal["kontrak", "manual"], BeforeValidator(one_of("kontrak", "manual"))]
Giver: TypeAlias = Annotated[Literal["kontrak", "data"], BeforeValidator(one_of("kontrak", "data"))]
Policy: TypeAlias = Annotated[
    Literal["tunggal", "pertama", "semua"], BeforeValidator(one_of("tunggal", "pertama", "semua"))
]
Ends: TypeAlias = Annotated[Literal["tetap", "lanjut", "kosong"], BeforeValidator(one_of("tetap", "lanjut", "kosong"))]
Kind: TypeAlias = Annotated[
    Literal["angka", "teks", "ya/tidak", "tanggal", "daftar"],
    BeforeValidator(one_of("angka", "teks", "ya/tidak", "tanggal", "daftar")),
]
Consolidation: TypeAlias = Annotated[
    Literal["kumulatif", "jumlah", "rata-rata", "nilai terakhir"],
    BeforeValidator(one_of("kumulatif", "jumlah", "rata-rata", "nilai terakhir")),
]
OverPeriods: TypeAlias = Annotated[
    Literal["data mentah", "jumlah", "rata-rata", "nilai terakhir"],
    BeforeValidator(one_of("data mentah", "jumlah", "rata-rata", "nilai terakhir")),
]
OverPlaces: TypeAlias = Annotated[
    Literal["data mentah", "jumlah", "rata-rata"], BeforeValidator(one_of("data mentah", "jumlah", "rata-rata"))
]
Gravity: TypeAlias = Annotated[Literal["temuan", "peringatan"], BeforeValidator(one_of("temuan", "peringatan"))]


class Form(BaseModel):
    """A mapping with known keys. `place` is its key, `extent` all of it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", arbitrary_types_allowed=True, frozen=True, ignored_types=(Scalar, Span), defer_build=True
    )
    place: Annotated[Span, WithJsonSchema({})] = Field(exclude=True)
    extent: Annotated[Span, WithJsonSchema({})] = Field(exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _open(cls, held: Any) -> Any:
        node = held.node if isinstance(held, Held) else held
        if not isinstance(node, Mapping):
            raise refuse(problem.wrong_form(held.span, "mapping"))
        found = {key.text: Held(value, key.span, node.flow) for key, value in node.entries}
        where = held.key if isinstance(held, Held) else node.span
        return {**found, "place": where, "extent": node.span}


class CitationForm(Form):
    dokumen: Text | None = None
    rujukan: Text | None = None


class Documented(Form):
    """Keys that every rule may have."""

    uraian: Text | None = None
    dasar_hukum: CitationForm | None = None
    keyakinan: Certainty | None = None
    catatan: Text | None = None


class ScaleForm(Documented):
    """A linear scale; `masukan` only where it is the body of a rule."""

    masukan: Formula | None = None
    ujung: Ends
    titik: Formula


class BodyForm(Documented):
    """How a value is computed: exactly one of formula, tabel, skala, komponen; then the bounds and the rounding."""

    formula: Formula | None = None
    tabel: Formula | None = None
    kebijakan: Policy = "tunggal"
    skala: ScaleForm | None = None
    komponen: Raw | None = None
    batas_bawah: Formula | None = None
    batas_atas: Formula | None = None
    pembulatan: Whole | None = None
    satuan: Word | None = None


class ComponentSetForm(Form):
    bila: Formula | None = None
    tabel: Formula


class FunctionForm(BodyForm):
    parameter: Words = ()


class RuleForm(BodyForm):
    """A computed attribute of a level, or of one entry."""

    juga_untuk: Words = ()
    boleh_diberikan: Giver | None = None
    periode: Word | None = None
    menimpa: Word | None = None
    alasan: Text | None = None


class AttributeForm(Form):
    """An attribute that is given, not computed."""

    dari: Source_
    boleh_diberikan: Giver | None = None
    per: Annotated[Literal["periode"] | None, BeforeValidator(one_of("periode"))] = None
    jenis: Kind | None = None
    satuan: Word | None = None
    pilihan: Words = ()
    bawaan: Raw | None = None
    wajib: Words = ()
    bila_kosong: Word | None = None
    bulat: YesNo = False
    minimal: Raw | None = None
    maksimal: Raw | None = None
    uraian: Text | None = None
    catatan: Text | None = None
    dasar_hukum: CitationForm | None = None
    keyakinan: Certainty | None = None


class LevelForm(Form):
    anggota: Identifier | None = None
    seperti: Identifier | None = None
    hasil: Identifier | None = None
    mengikuti: Identifier | None = None
    atribut: Pairs[AttributeForm] = Field(default_factory=dict)
    uraian: Text | None = None


class ConstantForm(Documented):
    nilai: Formula
    satuan: Word | None = None


class CheckForm(Documented):
    """A finding that the decree itself asks for."""

    syarat: Formula
    pesan: Formula
    keparahan: Gravity = "temuan"


class ValidityForm(Form):
    mulai: Date
    sampai: Date | None = None


class ManualForm(Documented):
    """What a manual is: its code, its citation, when it holds, what it stands on."""

    kode: Word
    nama: Text
    berlaku: ValidityForm | None = None
    menggantikan: Word | None = None
    memakai: Word | None = None
    memperluas: Word | None = None
    mengisi: Identifier | None = None


class DisplayForm(Form):
    judul: Formula
    baris: Words
    kolom: Formula
    total: Formula | None = None
    status: Word | None = None
    warna: Formula | None = None
    desimal: Whole = 2


class RuleFile(Form):
    """One file of rules. A manual is all the files of its folder together."""

    manual: ManualForm | None = None
    dasar_hukum: CitationForm | None = None
    keyakinan: Certainty | None = None
    catatan: Text | None = None
    tingkat: Pairs[LevelForm] = Field(default_factory=dict)
    periode: Formula | None = None
    alasan: Formula | None = None
    satuan: Formula | None = None
    tetapan: Pairs[ConstantForm] = Field(default_factory=dict)
    fungsi: Pairs[FunctionForm] = Field(default_factory=dict)
    skala: Pairs[ScaleForm] = Field(default_factory=dict)
    aturan: Pairs[RuleForm] = Field(default_factory=dict)
    pemeriksaan: Pairs[CheckForm] = Field(default_factory=dict)
    tampilan: DisplayForm | None = None


class VariableForm(Documented):
    """A raw datum of an entry."""

    satuan: Word | None = None
    jenis: Kind = "angka"
    konsolidasi: Consolidation | None = None
    bulat: YesNo = False
    minimal: Raw | None = None
    maksimal: Raw | None = None


class ConsolidationForm(Form):
    periode: OverPeriods | None = None
    lokasi: OverPlaces | None = None


class MemberForm(BodyForm):
    """An entry without its kode; what else it has are attributes of its level, and its members."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")
    nama: Text
    konsolidasi: ConsolidationForm | None = None
    data_mentah: Pairs[VariableForm] = Field(default_factory=dict)
    hasil_diberikan: Text | None = None
    boleh_diberikan: Giver | None = None
    tetapan: Pairs[ConstantForm] = Field(default_factory=dict)
    aturan: Pairs[RuleForm] = Field(default_factory=dict)


class EntryFile(MemberForm):
    """One entry of a manual."""

    kode: Word
