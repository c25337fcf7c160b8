"""What a case file may hold, key by key, as `engine.manual.model` says it of rule files.

Names of figures stand as keys in `masukan` and `harapan`; only the manual knows them, so they are read when it is at
hand.
"""

# Annotations are values here: `forms` reads them.
from engine.manual.forms import Form
from engine.manual.leaves import Formula, Pairs, Raw, Text, Word, Words, YesNo


class SourceForm(Form):
    """Where the expected values come from: an article, a published figure, or a calculation by hand."""

    dokumen: Text | None = None
    rujukan: Text | None = None
    tercetak: Text | None = None
    hitungan: Text | None = None


class CaseForm(Form):
    """One case, or with `tabel` one case for each of its rows."""

    sumber: SourceForm | None = None
    catatan: Text | None = None
    diperiksa: Word | None = None
    tentang: Word | None = None
    fungsi: Word | None = None
    paket: Text | None = None
    periode: Word | None = None
    unit_pelapor: Words = ()
    tetapan: Pairs[Formula] | None = None
    masukan: Pairs[Raw] | None = None
    harapan: Pairs[Raw] | None = None
    tabel: Formula | None = None


class CasesForm(Form):
    """A file of cases. Its `sumber` holds for every case that does not say otherwise."""

    uji: Text
    manual: Word | None = None
    catatan: Text | None = None
    sumber: SourceForm | None = None
    kasus: Pairs[CaseForm]


class ExpectedForm(Form):
    """An expected value that is more than a value: with a margin, as printed, absent, provisional, or a finding."""

    nilai: Raw | None = None
    batas: Raw | None = None
    tercetak: Text | None = None
    alasan: Raw | None = None
    sementara: YesNo = False
    temuan: Text | None = None
