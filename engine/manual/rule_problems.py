"""Diagnostics about manuals and their rules as a whole (E43x to E44x, W44x)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.diagnostics.model import Diagnostic, Message, say
from engine.diagnostics.near import nearest, respelled
from engine.source import Span


def _unknown(code: str, message: Message, place: Span | None, name: str, known: Iterable[str]) -> Diagnostic:
    """Nothing has this name; the near one, or all that there are."""
    options = tuple(known)
    near = nearest(name, options)
    fix = say("possible here: {choices}", choices=", ".join(options) or "-")
    if near is not None:
        fix = say("write `{near}`", near=near)
    return Diagnostic(code, "error", message, place, fix=fix, edits=respelled(place, name, near))


def scale_without_input(place: Span) -> Diagnostic:
    """A scale that is the body of a rule must say what it is applied to."""
    return Diagnostic(
        "E432", "error", say("this scale does not say what it is applied to"), place, fix=say("add `masukan: …`")
    )


def components_form(place: Span) -> Diagnostic:
    """`komponen` is a table, or a list of sets with conditions."""
    message = say("here must stand a table, or a list of sets with `bila` and `tabel`")
    return Diagnostic("E433", "error", message, place, fix=say("write `komponen: |` and the table below it"))


def defined_twice(place: Span, first: Span, name: str) -> Diagnostic:
    """A name is defined once. To replace a rule of the decree, say so with `menimpa` and a reason."""
    message = say("`{name}` is defined twice", name=name)
    others = ((say("the first time"), first),)
    return Diagnostic("E434", "error", message, place, others, say("rename one, or delete it"))


def one_body(place: Span, name: str) -> Diagnostic:
    """A rule is computed in one way: `formula`, `tabel`, `skala` or `komponen`."""
    message = say("`{name}` must have just one of `formula`, `tabel`, `skala`, `komponen`", name=name)
    return Diagnostic("E435", "error", message, place, fix=say("write one of them"))


def no_body(place: Span, name: str) -> Diagnostic:
    """An entry says how its result is computed, or that it is given and why."""
    message = say("`{name}` does not say how its result is computed", name=name)
    fix = say("write `formula: …`, or `hasil_diberikan: reason` if the data give it")
    return Diagnostic("E436", "error", message, place, fix=fix)


def unknown_level(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """`tingkat` does not declare this level."""
    return _unknown("E437", say("there is no level `{name}`", name=name), place, name, known)


def unknown_code(place: Span, what: str, code: str, known: Iterable[str]) -> Diagnostic:
    """A code of a satuan, an alasan, a period that no rule file declares."""
    message = say("no {what} `{code}` is declared", what=what, code=code)
    return _unknown("E438", message, place, code, known)


def unit_form(place: Span, text: str) -> Diagnostic:
    """A satuan is a declared code, or several with `*` and `/` between them, each once: `rupiah/orang`."""
    message = say("`{text}` is no satuan", text=text)
    fix = say("write a code, or codes with `/` or `*`: `rupiah/orang`")
    return Diagnostic("E806", "error", message, place, fix=fix)


def limits_exchanged(low: Span, high: Span) -> Diagnostic:
    """`minimal` is above `maksimal`, so that no value would do. Usually the two were exchanged."""
    message = say("`minimal` is above `maksimal`")
    return Diagnostic("E462", "error", message, low, ((say("the upper bound"), high),), say("exchange the two"))


def rule_key(place: Span, key: str, levels: Iterable[str]) -> Diagnostic:
    """A rule is called `level.name`."""
    message = say("`{key}` is no name of a rule", key=key)
    examples = [f"`{level}.{key.strip('.')}`" for level in levels]
    fix = say("write the level before the name: {examples}", examples=", ".join(examples))
    return Diagnostic("E439", "error", message, place, fix=fix if examples else say("write `level.name`"))


def no_numbers_together(place: Span, name: str, way: str) -> Diagnostic:
    """Texts, dates, yes and no cannot be added up or averaged over periods or offices."""
    message = say("`{name}` holds no numbers, and `{way}` puts numbers together", name=name, way=way)
    return Diagnostic("E461", "error", message, place, fix=say("take another way, or correct `jenis`"))


def cycle(place: Span, path: Sequence[str], others: tuple[tuple[Message, Span], ...]) -> Diagnostic:
    """Rules need each other in a circle, so none of them can be computed first."""
    message = say("these rules need each other in a circle: {path}", path=" → ".join(path))
    return Diagnostic("E440", "error", message, place, others, say("one of them must do without the next"))


def entry_twice(place: Span, first: Span, kode: str) -> Diagnostic:
    """Two entries of a manual have the same kode."""
    others = ((say("the first"), first),)
    return Diagnostic(
        "E441", "error", say("two entries have the kode `{kode}`", kode=kode), place, others, say("correct one")
    )


def unknown_attribute(place: Span, name: str, level: str, known: Iterable[str]) -> Diagnostic:
    """An entry gives an attribute that its level does not have, or that is not given by manuals."""
    message = say("there is no key or attribute `{name}` of {level} here", name=name, level=level)
    return _unknown("E442", message, place, name, known)


def overrides_nothing(place: Span, name: str, manual: str) -> Diagnostic:
    """`menimpa` names a manual that has no rule of this name."""
    message = say("`{manual}` has no rule `{name}` to override", manual=manual, name=name)
    return Diagnostic("E443", "error", message, place, fix=say("delete `menimpa`, or correct the name of the rule"))


def hidden_override(place: Span, first: Span, name: str, manual: str) -> Diagnostic:
    """A rule of the decree is replaced only where that is said, with a reason."""
    message = say("`{name}` is a rule of `{manual}` already", name=name, manual=manual)
    fix = say("write `menimpa: {manual}` and `alasan: …`, or choose another name", manual=manual)
    return Diagnostic("E444", "error", message, place, ((say("it stands here"), first),), fix)


def without_reason(place: Span, name: str) -> Diagnostic:
    """Whoever replaces a rule says why."""
    message = say("`{name}` overrides a rule without a reason", name=name)
    return Diagnostic("E445", "error", message, place, fix=say("add `alasan: …`"))


def unknown_manual(place: Span | None, code: str, known: Iterable[str]) -> Diagnostic:
    """No folder of manuals has a manual of this code."""
    return _unknown("E446", say("there is no manual `{code}`", code=code), place, code, known)


def no_manual_key(folder: str, place: Span | None) -> Diagnostic:
    """One file of a manual's folder says what manual it is."""
    message = say("no file in `{folder}` has the key `manual`", folder=folder)
    fix = say("write `manual: {open}kode: …, nama: …{close}` in one of them", open="{", close="}")
    return Diagnostic("E447", "error", message, place, fix=fix)


def found_twice(code: str, used: str, other: str) -> Diagnostic:
    """The same manual lies in two places; the first in the order of search is used."""
    message = say(
        "the manual `{code}` lies in two places: `{used}` is used, `{other}` is not", code=code, used=used, other=other
    )
    return Diagnostic("W441", "warning", message, fix=say("delete or rename one of them"))


def wrong_folder(place: Span, code: str, folder: str) -> Diagnostic:
    """A manual's folder is called as its kode, so that it can be found."""
    message = say("the manual `{code}` lies in a folder called `{folder}`", code=code, folder=folder)
    return Diagnostic("E448", "error", message, place, fix=say("give both the same name"))


def result_and_formula(place: Span, name: str) -> Diagnostic:
    """A result is computed, or it is given."""
    message = say("`{name}` has a formula, and says that its result is given", name=name)
    fix = say("delete one of them; `boleh_diberikan: data` lets a given result win over the formula")
    return Diagnostic("E449", "error", message, place, fix=fix)


def level_chain(place: Span, name: str) -> Diagnostic:
    """Levels form one chain from the top to the bottom: each but the first is the `anggota` of just one other."""
    message = say("the levels do not form one chain: `{name}`", name=name)
    return Diagnostic(
        "E470", "error", message, place, fix=say("let each level but the top be the `anggota` of one other")
    )


def no_levels(place: Span) -> Diagnostic:
    """Without levels and periods there is nothing to compute."""
    message = say("this manual and those it stands on declare no `tingkat` or no `periode`")
    return Diagnostic("E471", "error", message, place, fix=say("name the decree with `memakai: …`"))


def not_boolean(place: Span) -> Diagnostic:
    """The condition of a `pemeriksaan` is true or false, its message a text."""
    return Diagnostic("E472", "error", say("here must stand a formula that gives a text"), place)


def unknown_colour(place: Span, colour: str, known: Iterable[str]) -> Diagnostic:
    """The colours that a terminal has."""
    return _unknown("E473", say("there is no colour `{colour}`", colour=colour), place, colour, known)


def reserved_name(place: Span, name: str) -> Diagnostic:
    """`kode`, `nama`, the levels and the result of a level have their meaning already."""
    message = say("`{name}` already means something else here", name=name)
    return Diagnostic("E475", "error", message, place, fix=say("choose another name"))


def manuals_in_a_circle(place: Span | None, path: Sequence[str]) -> Diagnostic:
    """A manual stands on a decree; in the end one must stand on none."""
    message = say("these manuals stand on each other in a circle: {path}", path=" → ".join(path))
    return Diagnostic("E476", "error", message, place, fix=say("delete `memakai` in the lowest of them"))


def cannot_rise(place: Span, name: str) -> Diagnostic:
    """`tidak_turun` compares the values of one period with those of the next. So it stands at a number that is given
    for each period (`per: periode`)."""
    message = say(
        "`tidak_turun` compares periods, and `{name}` is no number that has a value for each period", name=name
    )
    return Diagnostic("E478", "error", message, place, fix=say("delete it, or add `per: periode`"))


def parts_in_a_circle(place: Span, path: Sequence[str]) -> Diagnostic:
    """A part is not more than its whole (`bagian_dari`); of two that are parts of each other none could be less."""
    message = say("these raw data are parts of each other in a circle: {path}", path=" → ".join(path))
    return Diagnostic("E479", "error", message, place, fix=say("delete `bagian_dari` at the largest of them"))


def definitions_in_a_circle(place: Span, path: Sequence[str]) -> Diagnostic:
    """Functions or constants need each other in a circle; there is no repetition by calling oneself."""
    message = say("these functions or constants need each other in a circle: {path}", path=" → ".join(path))
    return Diagnostic("E477", "error", message, place, fix=say("one of them must do without the next"))
