"""What the files of a paket may hold, key by key, as `engine.manual.model` says it of rule files.

The tree of a contract has the names of levels and attributes as keys, which only the manual knows: those are kept as
they stand and read when the manual is at hand.
"""

# Annotations are values here: `forms` reads them.
from typing import Annotated, Literal, TypeAlias

from engine.diagnostics.model import Diagnostic
from engine.manual import form_problems as problem
from engine.manual.forms import EMPTY, Form
from engine.manual.leaves import Date, Formula, Held, Leaf, Pairs, Raw, Text, Whole, Word, Words, one_of
from engine.manual.model import CitationForm
from engine.manual.nodes import Sequence

_DELIMITERS = (";", ",", "\t", "tab", "|")


def _items(held: Held) -> tuple[Held, ...] | Diagnostic:
    if not isinstance(held.node, Sequence):
        return problem.wrong_form(held.span, "list")
    return tuple(Held(item, item.span, held.node.flow) for item in held.node.items)


Items: TypeAlias = Annotated[tuple[Held, ...], Leaf(_items, {"type": "array", "items": {"type": "object"}})]


class KontrakForm(Form, more=True):
    """A contract. What else it has are attributes of the root and the members of the level below. With `kantor` it is
    that of many offices, and says what they have in common."""

    manual: Word
    unit_kerja: Text
    kode: Word | None = None
    tahun: Whole | None = None
    nomor: Text | None = None
    tanggal: Date | None = None
    catatan: Text | None = None
    dasar_hukum: CitationForm | None = None
    unit_pelapor: Words = ()
    data: Items = ()
    kantor: Items = ()
    bawaan: Pairs[Pairs[Raw]] = EMPTY


class DataForm(Form):
    """A data file, and how numbers are written in it. Nothing of that is ever guessed."""

    berkas: Text
    pemisah: Annotated[str | None, one_of(*_DELIMITERS)] = None
    desimal: Annotated[Literal[",", "."] | None, one_of(",", ".")] = None
    ribuan: Annotated[Literal[",", ".", " "] | None, one_of(",", ".", " ")] = None
    pengodean: Annotated[Literal["utf-8", "cp1252"], one_of("utf-8", "cp1252")] = "utf-8"


class ValueForm(Form):
    """A value with the note beside it, or the reason why there is none."""

    nilai: Raw | None = None
    alasan: Word | None = None
    catatan: Text | None = None


class PrintedForm(Form):
    """One figure as it was printed somewhere; with `tahun`, that of another year, which is not computed here."""

    id: Word
    tercetak: Text
    di: Text
    tahun: Whole | None = None
    catatan: Text | None = None


class PrintedTableForm(Form):
    """A table as it was printed. `jumlah_dari`: rows that are the sum of others; `rumus`: columns by their formula."""

    nama: Word
    di: Text
    isi: Formula
    jumlah_dari: Pairs[Words] = EMPTY
    rumus: Pairs[Formula] = EMPTY
    catatan: Text | None = None


class PublishedForm(Form):
    """The figures of a published report."""

    laporan: Text | None = None
    entri: Items = ()
    tabel: Items = ()
