"""Diagnostics about a paket: its contract and what that may state (E520 to E539), and how it is read."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagnostics.model import Diagnostic, Edit, Message, say
from engine.diagnostics.near import nearest, respelled
from engine.manual.places_problems import excerpt
from engine.source import Span


def suggestion(word: str, known: Iterable[str], none: Message) -> Message:
    """The near word, or all that are possible, or `none` where nothing is."""
    options = tuple(dict.fromkeys(known))
    near = nearest(word, options)
    if near is not None:
        return say("write `{near}`", near=near)
    if len(options) == 1:
        return say("only `{word}` is possible here", word=options[0])
    return say("write one of: {choices}", choices=excerpt_list(options)) if options else none


def spelled(place: Span | None, word: str, known: Iterable[str]) -> tuple[Edit, ...]:
    """The edit that writes the near word, if this can only be a slip."""
    return respelled(place, word, nearest(word, known))


def excerpt_list(words: tuple[str, ...], shown: int = 20) -> str:
    """At most 20 words, for a message."""
    return ", ".join(words[:shown]) + (", …" if len(words) > shown else "")


def unknown_entry(place: Span, kode: str, level: str, known: Iterable[str]) -> Diagnostic:
    """The contract names an entry that the manual does not have.

    What is on this level is defined by the manual; the contract chooses from it. Perhaps the kode is misspelt, or the
    contract was made for another year's manual.
    """
    message = say("the manual has no {level} `{kode}`", level=level, kode=kode)
    options = tuple(known)
    fix = suggestion(kode, options, say("delete it here, or add it to the manual"))
    return Diagnostic("E520", "error", message, place, fix=fix, edits=spelled(place, kode, options))


def member_twice(place: Span, first: Span, level: str, kode: str) -> Diagnostic:
    """Two members have the same kode, so that figures and data rows could belong to either. The second is left out."""
    message = say("there are two {level} with the kode `{kode}`", level=level, kode=kode)
    return Diagnostic("E521", "error", message, place, ((say("the first"), first),), say("give each its own kode"))


def not_yours(place: Span, name: str) -> Diagnostic:
    """The attribute is given by the manual, and the rules do not let a contract override it (`boleh_diberikan`)."""
    message = say("`{name}` is given by the manual and may not be given here", name=name)
    return Diagnostic("E522", "error", message, place, fix=say("delete it here"))


def computed_here(place: Span, name: str) -> Diagnostic:
    """The attribute is computed by a rule, and the rule does not let a contract give it (`boleh_diberikan`)."""
    message = say("`{name}` is computed and may not be given here", name=name)
    return Diagnostic("E523", "error", message, place, fix=say("delete it here"))


def belongs_in_data(place: Span, name: str) -> Diagnostic:
    """Raw data and results that are given stand in the data files, where each has its period and its source."""
    message = say("`{name}` does not belong in the contract", name=name)
    return Diagnostic("E524", "error", message, place, fix=say("give it as a row of the data file"))


def unknown_period(place: Span, code: str, known: Iterable[str]) -> Diagnostic:
    """No rule file declares a period with this code."""
    options = tuple(known)
    message, fix = say("there is no period `{code}`", code=excerpt(code)), suggestion(code, options, say("delete it"))
    return Diagnostic("E525", "error", message, place, fix=fix, edits=spelled(place, code, options))


def unknown_reason(place: Span, code: str, known: Iterable[str]) -> Diagnostic:
    """No rule file declares this reason of an absence (`alasan`).

    Only declared reasons can be lawful. The value counts as missing until the code is corrected.
    """
    options = tuple(known)
    fix = suggestion(code, options, say("declare it in the manual under `alasan`"))
    message = say("nobody declared the reason `{code}`", code=excerpt(code))
    return Diagnostic("E526", "error", message, place, fix=fix, edits=spelled(place, code, options))


def value_or_reason(place: Span, both: bool) -> Diagnostic:
    """A value is given, or the reason why there is none: one of the two."""
    message = (
        say("here is a value and the reason of its absence at once")
        if both
        else say("here is neither a value nor the reason of its absence")
    )
    fix = say("delete one of them") if both else say("add `nilai: …` or `alasan: …`")
    return Diagnostic("E527", "error", message, place, fix=fix)


def note_needed(place: Span, name: str) -> Diagnostic:
    """A value that wins over a rule says why it does."""
    message = say("`{name}` wins over a rule here, without a reason", name=name)
    fix = say("write `{name}: {open}nilai: …, catatan: …{close}`", name=name, open="{", close="}")
    return Diagnostic("E528", "error", message, place, fix=fix)


def one_for_each_period(place: Span, name: str, period: str) -> Diagnostic:
    """The attribute has a value of its own in each period (`per: periode`)."""
    message = say("`{name}` has one value for each period", name=name)
    fix = say("write `{name}: {open}{period}: …{close}`", name=name, period=period, open="{", close="}")
    return Diagnostic("E529", "error", message, place, fix=fix)


def one_for_all_periods(place: Span, name: str) -> Diagnostic:
    """The attribute has one value, the same in all periods; it is not declared with `per: periode`."""
    message = say("`{name}` has one value for all periods", name=name)
    return Diagnostic("E530", "error", message, place, fix=say("write `{name}: …` with that value", name=name))


def unknown_level(place: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """`bawaan` gives values for the members of a level, by its name."""
    options = tuple(known)
    message, fix = say("there is no level `{name}`", name=name), suggestion(name, options, say("delete it"))
    return Diagnostic("E531", "error", message, place, fix=fix, edits=spelled(place, name, options))


def same_separator(place: Span, sign: str) -> Diagnostic:
    """The sign before the decimals and the sign between the thousands are the same, so no number could be read."""
    message = say("`{sign}` cannot stand before the decimals and between the thousands", sign=sign)
    return Diagnostic("E532", "error", message, place, fix=say("correct `desimal` or `ribuan`"))


def file_twice(place: Span, first: Span, name: str) -> Diagnostic:
    """A data file is listed twice; its rows would be there twice."""
    message = say("the data file `{name}` is listed twice", name=name)
    return Diagnostic("E533", "error", message, place, ((say("the first"), first),), say("delete one of them"))


def impossible_kode(place: Span, kode: str, level: str, known: Iterable[str]) -> Diagnostic:
    """The rule files list the kodes that the members of this level may have (`kode` of the level), and this is none.

    Tables of the rules look members up by their kode; they have no row for any other.
    """
    message = say("no {level} may have the kode `{kode}`", level=level, kode=excerpt(kode))
    options = tuple(known)
    fix = suggestion(kode, options, say("delete it"))
    return Diagnostic("E535", "error", message, place, fix=fix, edits=spelled(place, kode, options))


def no_reporters(place: Span, kode: str, entry: Span) -> Diagnostic:
    """An entry puts the data of several offices together (`konsolidasi: {lokasi: …}`), and the contract names none."""
    message = say(
        "`{kode}` puts the data of several offices together, and the contract names no `unit_pelapor`", kode=kode
    )
    fix = say("add `unit_pelapor: [office, office]` to the contract")
    return Diagnostic("E534", "error", message, place, ((say("this entry"), entry),), fix)
