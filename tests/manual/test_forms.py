"""A form: which keys it knows, what it takes and refuses, and the same form with other values."""

from __future__ import annotations

import copy
import pickle
from typing import TypeVar

from engine.data.model import KontrakForm
from engine.manual.conform import conform
from engine.manual.forms import NEEDED, Form, fields
from engine.manual.model import BodyForm, EntryFile, LevelForm, MemberForm, OverrideForm, RuleFile, RuleForm
from engine.manual.nodes import Mapping
from engine.manual.places import compose
from engine.source import Source

F = TypeVar("F", bound=Form)


def read(text: str, form: type[F]) -> tuple[F | None, list[str]]:
    node, _ = compose(Source("f.yaml", text))
    assert isinstance(node, Mapping)
    found, problems = conform(node, form)
    return found, [f"{one.code} {one.place.text if one.place else ''}" for one in problems]


def test_keys_of_a_form_are_those_of_what_it_builds_on() -> None:
    assert {*fields(RuleForm)} == {*fields(BodyForm), *fields(OverrideForm), "juga_untuk", "boleh_diberikan", "periode"}
    assert fields(MemberForm)["nama"].default is NEEDED, "an entry that is stated again need not have one"
    assert {"place", "extent", "extra"}.isdisjoint(fields(EntryFile))


def test_what_is_not_stated_is_the_default() -> None:
    form, problems = read("satuan: persen\nbatas_atas: 1\n", RuleForm)
    assert form is not None and problems == []
    assert (form.kebijakan, form.formula, form.juga_untuk) == ("tunggal", None, ())
    assert set(form.stated) == {"satuan", "batas_atas", "place", "extent"}


def test_more_keys_where_a_form_may_have_them() -> None:
    text = "kode: A\nnama: a\nlain: 3\n"
    entry, problems = read(text, EntryFile)
    assert entry is not None and problems == [] and list(entry.extra) == ["lain"]
    assert read("manual:\n  kode: A\n  nama: a\n  lain: 3\n", RuleFile)[1] == ["E403 lain"]


def test_our_own_words_are_no_keys() -> None:
    assert read("place: 1\nextent: 2\n", RuleFile)[1] == ["E403 place", "E403 extent"]


def test_everything_wrong_is_said_at_its_place() -> None:
    text = "tingkat:\n  a: {anggota: [x], atribut: {b: {jenis: angka}, c: {dari: manul}}}\n  d: e\n"
    form, problems = read(text, RuleFile)
    assert problems == ["E401 [x]", "E404 b", "E402 manul", "E401 e"]
    assert form is not None and list(form.tingkat) == ["a"] and form.tingkat["a"].anggota is None


def test_the_same_form_with_other_values() -> None:
    level, _ = read("anggota: a\nhasil: b\n", LevelForm)
    other, _ = read("anggota: c\n", LevelForm)
    assert level is not None and other is not None
    made = level.but({"anggota": other.anggota, "uraian": other.anggota})
    assert (made.anggota, made.hasil, made.uraian) == (other.anggota, level.hasil, other.anggota)
    assert set(made.stated) == {"place", "extent", "anggota", "hasil", "uraian"} and level.uraian is None
    assert made != level and made == level.but({"uraian": other.anggota, "anggota": other.anggota})
    entry, _ = read("kode: A\nnama: a\nlain: 3\n", EntryFile)
    assert entry is not None
    more = entry.but({"lain": entry.extra["lain"], "baru": entry.extra["lain"], "place": level.place})
    assert list(more.extra) == ["lain", "baru"] and more.place == level.place
    assert entry.but({}, {}).extra == {} != entry.extra


def test_forms_are_data() -> None:
    form, _ = read("manual: x\nunit_kerja: y\nlain: {a: 1}\n", KontrakForm)
    assert form is not None and form.more
    again = copy.deepcopy(form)
    assert repr(pickle.loads(pickle.dumps(form))) == repr(again) == repr(form)
    assert pickle.loads(pickle.dumps(form)).extra.keys() == form.extra.keys() == {"lain"}
