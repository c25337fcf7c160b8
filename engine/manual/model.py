"""What a rule file may hold, key by key.

The forms read placed nodes, not plain data: every leaf keeps its place in the file, and a leaf that does not fit its
kind says so itself, so that the message can be ours. What a formula means is not looked at here.
"""

# Annotations are values here: `forms` reads them.
from typing import Annotated, Literal

from engine.manual.forms import EMPTY, Form
from engine.manual.leaves import (
    Certainty,
    Consolidation,
    Date,
    Ends,
    Formula,
    Giver,
    Gravity,
    Identifier,
    Kind,
    OverPeriods,
    OverPlaces,
    Pairs,
    Policy,
    Raw,
    Source_,
    TableOrWords,
    Text,
    TextOrPairs,
    Way,
    Whole,
    Word,
    Words,
    YesNo,
    one_of,
)  # fmt: skip


class CitationForm(Form):
    dokumen: Text | None = None
    rujukan: Text | None = None


class Documented(Form):
    """Keys that every rule may have."""

    uraian: Text | None = None
    dasar_hukum: CitationForm | None = None
    keyakinan: Certainty | None = None
    catatan: Text | None = None


class LimitsForm(Form):
    """What values may be: not below `minimal`, not above `maksimal`, whole numbers only."""

    minimal: Raw | None = None
    maksimal: Raw | None = None
    bulat: YesNo = False


class ScaleForm(Documented):
    """A linear scale; `masukan` only where it is the body of a rule."""

    masukan: Formula | None = None
    ujung: Ends
    titik: Formula


class SumForm(Form):
    """What the outputs of a table add up to; with `kolom`, those of the rows that have the same in that column."""

    nilai: Formula
    kolom: Formula | None = None


class RowsForm(Form):
    """Rows of a table that another version has: changed, added, taken out. Each is a table with the columns that tell
    the rows apart; one that changes rows has the changed columns as well."""

    baris: Formula | None = None
    baris_baru: Formula | None = None
    baris_hapus: Formula | None = None


class BodyForm(Documented, LimitsForm, RowsForm):
    """How a value is computed: exactly one of formula, tabel, skala, komponen; then the bounds and the rounding."""

    formula: Formula | None = None
    tabel: Formula | None = None
    kebijakan: Policy = "tunggal"
    berjumlah: SumForm | None = None
    skala: ScaleForm | None = None
    komponen: Raw | None = None
    batas_bawah: Formula | None = None
    batas_atas: Formula | None = None
    pembulatan: Whole | None = None
    satuan: Word | None = None


class ComponentSetForm(Form):
    bila: Formula | None = None
    tabel: Formula


class OverrideForm(Form):
    """`menimpa`: the manual whose rule of this name it replaces or changes; `alasan`: why."""

    menimpa: Word | None = None
    alasan: Text | None = None


class FunctionForm(BodyForm, OverrideForm):
    parameter: Words = ()


class NamedScaleForm(ScaleForm, OverrideForm):
    """A scale that is called by its name."""


class RuleForm(BodyForm, OverrideForm):
    """A computed attribute of a level, or of one entry."""

    juga_untuk: Words = ()
    boleh_diberikan: Giver | None = None
    periode: Word | None = None


class AttributeForm(LimitsForm):
    """An attribute that is given, not computed. `tidak_turun`: for which members its values do not fall over time."""

    dari: Source_
    boleh_diberikan: Giver | None = None
    per: Annotated[Literal["periode"] | None, one_of("periode")] = None
    jenis: Kind | None = None
    satuan: Word | None = None
    pilihan: Words = ()
    bawaan: Raw | None = None
    wajib: Words = ()
    bila_kosong: Word | None = None
    tidak_turun: Formula | None = None
    uraian: Text | None = None
    catatan: Text | None = None
    dasar_hukum: CitationForm | None = None
    keyakinan: Certainty | None = None


class LevelForm(OverrideForm):
    anggota: Identifier | None = None
    seperti: Identifier | None = None
    kode: Words = ()
    hasil: Identifier | None = None
    mengikuti: Identifier | None = None
    atribut: Pairs[AttributeForm] = EMPTY
    uraian: Text | None = None


class ConstantForm(Documented, OverrideForm):
    nilai: Formula
    satuan: Word | None = None


class CheckForm(Documented, OverrideForm):
    """A finding that the decree itself asks for."""

    syarat: Formula
    pesan: Formula
    keparahan: Gravity | None = None


class ValidityForm(Form):
    mulai: Date
    sampai: Date | None = None


class CorrectionForm(Documented):
    """A correction of an established version: when and why."""

    tanggal: Date
    alasan: Text


class LockFile(Form):
    """What an established version said when it was locked: each part with the digest of what it says."""

    kode: Word
    ralat: Whole = 0
    isi: Formula


class ManualForm(Documented):
    """What a manual is: its code, its citation, when it holds, what it stands on."""

    kode: Word
    nama: Text
    berlaku: ValidityForm | None = None
    menggantikan: Word | None = None
    memakai: Word | None = None
    memperluas: Word | None = None
    mengisi: Identifier | None = None
    rumpun: Word | None = None
    """The name that all versions of it have in common."""
    ralat: Raw | None = None
    """Corrections of an established version: a list of CorrectionForm."""


class SeverityForm(Form):
    """A finding of the check that a manual looks at less strictly, and why. `di`: only in the rules of these names."""

    menjadi: Annotated[Literal["peringatan", "catatan"], one_of("peringatan", "catatan")]
    alasan: Text
    di: Words = ()
    menimpa: Word | None = None


class DisplayForm(OverrideForm):
    """How a result is printed. `total` is a table of headings and formulas, or just a list of names."""

    judul: Formula | None = None
    baris: Words
    kolom: Formula
    total: TableOrWords | None = None
    status: Word | None = None
    warna: Formula | None = None
    desimal: Whole = 2


class ExplanationForm(Documented):
    """A kind of mistake by which a printed figure may have come to differ, for `rules reproduce`. `cara`: what is
    tried; `atribut`, `nilai`, `manual`: with which attributes, values, versions."""

    cara: Way
    atribut: Words = ()
    nilai: Words = ()
    manual: Words = ()


class RuleFile(Form):
    """One file of rules. A manual is all the files of its folder together."""

    manual: ManualForm | None = None
    dasar_hukum: CitationForm | None = None
    keyakinan: Certainty | None = None
    catatan: Text | None = None
    tingkat: Pairs[LevelForm] = EMPTY
    periode: Formula | None = None
    alasan: Formula | None = None
    satuan: Formula | None = None
    tetapan: Pairs[ConstantForm] = EMPTY
    fungsi: Pairs[FunctionForm] = EMPTY
    skala: Pairs[NamedScaleForm] = EMPTY
    aturan: Pairs[RuleForm] = EMPTY
    pemeriksaan: Pairs[CheckForm] = EMPTY
    tampilan: DisplayForm | None = None
    keparahan: Pairs[SeverityForm] = EMPTY
    hapus: Pairs[Pairs[Text]] = EMPTY
    """What of the version that this one extends is no more: by section and name, each with the reason."""
    penjelasan: Pairs[ExplanationForm] = EMPTY


class VariableForm(Documented, LimitsForm):
    """A raw datum of an entry. `bagian_dari`: the raw datum of the same entry that it is a part of; `pembagi`: the one
    that it is divided by, without being a part of it."""

    satuan: Word | None = None
    jenis: Kind = "angka"
    konsolidasi: Consolidation | None = None
    bagian_dari: Identifier | None = None
    pembagi: Identifier | None = None


class ConsolidationForm(Form):
    periode: OverPeriods | None = None
    lokasi: OverPlaces | None = None


class EntryKeys(BodyForm, more=True):
    """What an entry may say; what else it has are attributes of its level, and its members."""

    nama: Text | None = None
    konsolidasi: ConsolidationForm | None = None
    data_mentah: Pairs[VariableForm] = EMPTY
    hasil_diberikan: Text | None = None
    boleh_diberikan: Giver | None = None
    tetapan: Pairs[ConstantForm] = EMPTY
    aturan: Pairs[RuleForm] = EMPTY


class MemberForm(EntryKeys):
    """An entry without its kode."""

    nama: Text


class EntryFile(MemberForm):
    """One entry of a manual. `menimpa` and `alasan`: the version that changed it last, and why."""

    kode: Word
    menimpa: Word | None = None
    alasan: Text | None = None


class RevisedEntry(EntryKeys, OverrideForm, more=True):
    """What a version changes of an entry that it takes over: the keys that it states. `hapus`: keys that it has no
    more, or names in them, each with the reason."""

    kode: Word
    menimpa: Word
    hapus: Pairs[TextOrPairs] = EMPTY
