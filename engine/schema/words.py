"""What each key means, in a sentence for the editor that shows it. A key may mean another thing in another form."""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagnostics.model import Message, say

KINDS: Mapping[str, Message] = {
    "rule": say("a rule file of a manual: levels, rules, functions, tables of codes, what is printed"),
    "entry": say("one entry of a manual: its raw data and how its result is computed"),
    "kontrak": say("the contract of one office and year"),
    "published": say("the published figures of a paket, to be compared with the computed ones"),
    "cases": say("cases of a manual or a paket: inputs, expected figures and where those come from"),
}

ANSWERS: Mapping[str, Message] = {
    "figures": say("what `rules eval PAKET --format json` answers"),
    "answer": say("what `rules eval --formula TEXT --format json` answers, and each line of `--jsonl`"),
    "findings": say("what `rules check --format json` answers"),
}
"""What commands answer as JSON."""

GENERAL: Mapping[str, Message] = {
    "uraian": say("what it is, in one line"),
    "dasar_hukum": say("where it is written"),
    "dokumen": say("the document; without it, that of the file"),
    "rujukan": say("the place in the document"),
    "keyakinan": say(
        "how certain it is: A read in the text itself or forced by published figures, B from a second source that"
        " agrees, C inferred, D general knowledge without a source"
    ),
    "catatan": say("why, in free text"),
    "satuan": say("the unit of the value: a code of `satuan`, or several such as `rupiah/orang`"),
    "minimal": say("the least value that is possible"),
    "maksimal": say("the greatest value that is possible"),
    "bulat": say("`ya`: whole numbers only"),
    "formula": say("the formula that computes the value"),
    "tabel": say(
        "a decision table: headings are what is looked at, `= name` is the answer, `# name` a note; cells are"
        " conditions such as `>= 100`, `[70..100)`, `-` for anything"
    ),
    "kebijakan": say(
        "of a table: `tunggal`, only one row may hold; `pertama`, the first that holds; `semua`, a list of all"
    ),
    "berjumlah": say("what the answers of the table add up to"),
    "skala": say("points with straight lines between them"),
    "masukan": say("what the scale is applied to"),
    "ujung": say("outside the points: `tetap`, the value at the end; `lanjut`, the line goes on; `kosong`, no value"),
    "titik": say("the points: a table with two columns, in rising order"),
    "komponen": say(
        "parts with weights that add up to 100%: a table, or a list of tables with their conditions, of which the first"
        " that holds is used"
    ),
    "bila": say("the condition; without it the table always holds"),
    "batas_bawah": say("the value is never below this"),
    "batas_atas": say("the value is never above this"),
    "pembulatan": say("how many decimals are kept, rounded half up; without it nothing is rounded"),
    "kode": say("the code"),
    "nama": say("the name"),
    "alasan": say("the reason"),
    "periode": say("the period"),
    "boleh_diberikan": say("who may give a value that wins over the rule; it must say why"),
    "aturan": say("computed values"),
    "tetapan": say("constants"),
    "nilai": say("the value"),
    "baris": say("rows of the table of another version that change: what tells them apart, and the changed columns"),
    "baris_baru": say("new rows of the table of another version"),
    "baris_hapus": say("rows of the table of another version that are no more: what tells them apart"),
    "hapus": say("keys that the entry has no more, or names in them, each with the reason"),
    "menimpa": say("the code of the version or manual whose definition of this name it replaces or changes"),
}

SPECIAL: Mapping[str, Mapping[str, Message]] = {
    "RuleFile": {
        "manual": say("what manual this is; stands in exactly one file of its folder"),
        "dasar_hukum": say("where the rules of this file are written; a rule's own wins"),
        "keyakinan": say("how certain the rules of this file are: A to D; a rule's own wins"),
        "tingkat": say("the levels of the tree, from the top"),
        "periode": say(
            "the periods: a table with kode, terdiri_atas, nama, and the days mulai and akhir as 03-31; without a wish"
            " the last row is computed"
        ),
        "alasan": say("the reasons why a value may be absent: a table with kode, sah, uraian"),
        "satuan": say("the units: a table with kode, jenis, lambang"),
        "fungsi": say("functions, which see their parameters, constants and functions only"),
        "skala": say("named scales, called like functions"),
        "aturan": say("computed attributes, named `level.attribute`"),
        "pemeriksaan": say("what must be true of every contract and its figures, named `level.name`"),
        "tampilan": say("what the printed table looks like"),
        "hapus": say("what of the version that is extended is no more: by section and name, each with the reason"),
        "keparahan": say("findings of `rules check` that this manual looks at less strictly, by their code"),
        "penjelasan": say("how a printed figure can have come to differ, for `rules reproduce`"),
    },
    "ExplanationForm": {
        "cara": say("what is tried"),
        "atribut": say("the attributes that it is tried with"),
        "nilai": say("the bounds that it is tried with"),
        "manual": say(
            "the codes of the versions that it is tried with; without it those that are superseded or extended"
        ),
    },
    "ManualForm": {
        "kode": say("the code of the manual: the name of its folder"),
        "nama": say("the title of the manual"),
        "berlaku": say("when the manual holds"),
        "menggantikan": say("the code of the manual that this one supersedes"),
        "memakai": say("the code of the decree under which this manual stands; all its names can be used"),
        "memperluas": say("the code of the manual that this one extends"),
        "rumpun": say("the name that all versions of the manual share; a contract may name it instead of a version"),
        "ralat": say("corrections of an established version: a list of date and reason"),
        "mengisi": say("the level of the tree that the entries of this manual define"),
    },
    "CorrectionForm": {"tanggal": say("the day of the correction"), "alasan": say("what was wrong, and why")},
    "ValidityForm": {
        "mulai": say("the first day, such as 2023-01-01"),
        "sampai": say("the day before which it ends, such as 2024-01-01"),
    },
    "LevelForm": {
        "anggota": say("the level below"),
        "seperti": say("another level that this one is like, but for its members"),
        "kode": say("the kodes that its members may have; without it any"),
        "hasil": say("the attribute that an entry's own formula computes"),
        "mengikuti": say("where this attribute is lawfully absent in a period, absent data and results are so as well"),
        "atribut": say("what is given, not computed"),
    },
    "AttributeForm": {
        "dari": say("who gives it: `kontrak`, or `manual`, and then it is a key of the entry"),
        "boleh_diberikan": say("`kontrak`: the manual gives it, the contract may give another"),
        "per": say("`periode`: one value for each period"),
        "jenis": say("`angka` if nothing is said, `teks`, `ya/tidak`, `tanggal`, `daftar`"),
        "satuan": say("the unit of a number; `entri` is the entry's own unit"),
        "pilihan": say("the words that are allowed; then it is a text"),
        "bawaan": say("the value where nothing is given"),
        "wajib": say("the periods in which its absence is not lawful"),
        "bila_kosong": say("the reason of its absence: a code of `alasan`"),
        "tidak_turun": say("for which members its values do not fall from a period to a longer one"),
    },
    "RuleForm": {
        "juga_untuk": say("other levels that have the same rule"),
        "periode": say("the period for which it is computed, whatever period is asked for"),
        "menimpa": say("the code of the manual whose rule of this name it replaces"),
        "alasan": say("why it replaces that rule"),
    },
    "FunctionForm": {"parameter": say("the names of its inputs, in order")},
    "SumForm": {
        "nilai": say("what the answers add up to"),
        "kolom": say("the column by which rows belong together"),
    },
    "CheckForm": {
        "syarat": say("what must be true"),
        "pesan": say("a formula that gives the message when it is not"),
        "keparahan": say("`temuan`: the command ends with code 1; or `peringatan`"),
    },
    "SeverityForm": {
        "menjadi": say("what it becomes: `peringatan` or `catatan`"),
        "alasan": say("why"),
        "di": say("only in the rules of these names"),
    },
    "DisplayForm": {
        "judul": say("the formula of the heading; without it the name of the office"),
        "baris": say("the levels that have a row"),
        "kolom": say("a table: the heading of each column and, for each level, what stands there"),
        "total": say("the lines under the table: headings and formulas, or just a list of names"),
        "status": say("the attribute whose text is coloured"),
        "warna": say("its texts and their colours: green, yellow, red, grey, blue"),
        "desimal": say("how many decimals are shown"),
    },
    "EntryFile": {"kode": say("the kode of the entry; its file is called `<kode>-<slug>.yaml`")},
    "MemberForm": {
        "nama": say("the name of the entry"),
        "satuan": say("the unit of the result"),
        "konsolidasi": say("how base periods and reporting offices are put together"),
        "data_mentah": say("the raw data, by name"),
        "hasil_diberikan": say("instead of a formula: why there is none; the result itself is entered as data"),
        "boleh_diberikan": say("`data`: a row of data for the result wins over the formula; its keterangan says why"),
        "tetapan": say("constants of this entry alone"),
        "aturan": say("computed values of this entry alone, or rules that replace those of its level"),
    },
    "ConsolidationForm": {
        "periode": say(
            "`data mentah`: put the data of the periods together, then compute once; `jumlah`, `rata-rata`, `nilai"
            " terakhir`: of the results of the base periods"
        ),
        "lokasi": say("how the figures of the reporting offices are put together; without it only the office reports"),
    },
    "VariableForm": {
        "jenis": say("`angka` if nothing is said, `teks`, `ya/tidak`, `tanggal`, `daftar`"),
        "konsolidasi": say(
            "over base periods: `kumulatif`, the amount since the first one; `jumlah`, `rata-rata`; `nilai terakhir`"
        ),
        "bagian_dari": say("the raw datum of the same entry that this one is a part of"),
        "pembagi": say("the raw datum of the same entry that this one is divided by"),
    },
    "KontrakForm": {
        "manual": say("the code of the manual that it uses"),
        "unit_kerja": say("the office, as in its rows of data"),
        "kode": say("the kode of the office, where it has one"),
        "tahun": say("the year"),
        "nomor": say("the number of the contract"),
        "tanggal": say("the day on which it was signed"),
        "unit_pelapor": say("the offices that report besides this one"),
        "data": say("the data files, and how numbers are written in them"),
        "kantor": say("the tables of the offices that share this contract, and how numbers are written in them"),
        "bawaan": say("values for all members of a level"),
    },
    "DataForm": {
        "berkas": say("the name of the file"),
        "pemisah": say("the sign between the columns"),
        "desimal": say("the sign before the decimals"),
        "ribuan": say("the sign between the thousands; without it there is none"),
        "pengodean": say("the encoding of the file"),
    },
    "ValueForm": {"alasan": say("the code of the reason why there is no value")},
    "PublishedForm": {
        "laporan": say("the report in which the figures were printed"),
        "entri": say("the figures, one for each place where one is printed"),
        "tabel": say("printed tables, of which sums and columns can be computed again"),
    },
    "PrintedTableForm": {
        "nama": say("a name for the table"),
        "di": say("where it is printed"),
        "isi": say("the table: the first column names the rows; `-` where nothing is printed or legible"),
        "jumlah_dari": say("a row, or a number, and the rows that add up to it"),
        "rumus": say("a column, and the formula by which it follows from those beside it"),
    },
    "PrintedForm": {
        "id": say("the figure: `level/kode.name`, or just the name at the top of the tree"),
        "tercetak": say("the figure as it is printed"),
        "di": say("where it is printed"),
        "tahun": say("the other year that it is of; then it is not compared with what is computed"),
        "catatan": say("why it differs from the computed figure"),
    },
    "CasesForm": {
        "uji": say("what this file tests, in one line"),
        "manual": say("the manual whose cases these are; needed only outside its folder"),
        "sumber": say("where the expected values come from; what a case says itself wins"),
        "kasus": say("the cases, each with a name"),
    },
    "SourceForm": {
        "tercetak": say("the figure as it was published"),
        "hitungan": say("how it was calculated by hand"),
    },
    "CaseForm": {
        "sumber": say("where the expected values come from"),
        "diperiksa": say("`belum`: no person has confirmed the expected values, and the case counts for nothing"),
        "tentang": say("the member that bare names belong to: `level/kode`"),
        "fungsi": say("a function or scale of the manual, tested alone; its inputs are its parameters"),
        "paket": say("a folder with a contract, seen from this file; the figures are those of the paket"),
        "periode": say("the period; without it the last one of the manual"),
        "unit_pelapor": say("the offices that report"),
        "tetapan": say("constants, replaced for this case alone"),
        "masukan": say("what is given, by `level/kode.name` or by bare names; any computed figure may be given, too"),
        "harapan": say("what is expected, by the same names"),
        "tabel": say(
            "a case for each row: columns are inputs, those beginning with `=` are expected; `baris` names the row"
        ),
    },
    "ExpectedForm": {
        "batas": say("how far the computed value may be from it"),
        "tercetak": say("the figure as it was published; it has to agree at its decimals"),
        "alasan": say("the reasons why there is no value"),
        "sementara": say("`ya`: the value rests on something that is missing"),
        "temuan": say("the text of what a check finds"),
    },
}  # fmt: skip

LIKE: Mapping[str, str] = {"EntryFile": "MemberForm"}
"""Forms that have the keys of another."""

VALUE_KEYS: Mapping[str, Message] = {
    "value": say("numbers and dates as text, lists and objects of these; null for N/A"),
    "exact": say("the fraction in lowest terms; null where there is no number or an irrational one was rounded"),
    "type": say("the kind of value"),
    "reasons": say("why it is absent, or what is missing under it"),
}
ANSWERED: Mapping[str, Mapping[str, Message]] = {
    "Answer": VALUE_KEYS,
    "FigureModel": {
        **VALUE_KEYS,
        "id": say("level/kode.name; of the root only the name"),
        "display": say("the value as it is printed"),
        "status": say("`final`; `provisional`, something under it is missing; `na`, lawfully absent"),
        "rule": say("where its rule stands, and its text; null for what is given"),
        "sources": say("the places of the data that it read itself"),
    },
    "ReasonModel": {
        "code": say("the code of the reason"),
        "text": say("the reason in words"),
        "lawful": say("whether the rules allow the absence"),
        "input": say("the id of what is absent"),
    },
    "ProblemModel": {
        "code": say("a code that `rules code` explains"),
        "severity": say("`error`, `warning` or `note`"),
        "message": say("what is wrong"),
        "other": say("other places that it concerns"),
        "fix": say("what to write instead"),
        "examples": say("values for which it happens"),
        "end": say("behind the last character"),
    },
    "Findings": {
        "files": say("how many files were looked at"),
        "left_out": say("how many problems are not listed"),
    },
}  # fmt: skip
"""What the keys of answers mean, form by form."""


def about(form: str, key: str) -> Message | None:
    """What a key of a form means."""
    for name in (form, LIKE.get(form, "")):
        if key in SPECIAL.get(name, {}):
            return SPECIAL[name][key]
    return GENERAL.get(key)
