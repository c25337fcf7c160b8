"""Values in a case -> outcomes, read and refused as in a contract; and expected values, which may be more than that.

A number has a decimal point, and a `%` where its unit is written so. A quotient `73/90` is exact, and without `%` the
ratio itself. `N/A: kode` is an absence with its reason, as is `{alasan: kode}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from engine.cases import problems as problem
from engine.cases.model import Meant, Wanted
from engine.data import absence
from engine.data.cases import ExpectedForm
from engine.data.problems import unknown_reason
from engine.data.stated import Reading, Slot
from engine.diagnostics.model import Diagnostic, say
from engine.language.literals import day
from engine.language.types import ANY, NUMBER
from engine.language.values import Outcome, absent
from engine.manual.checked import Given, Manual, Quantity, Unit
from engine.manual.conform import conform
from engine.manual.given import read_given, unit_of
from engine.manual.leaves import Held
from engine.manual.nodes import Mapping, Node, Scalar, Sequence
from engine.record import dataclass
from engine.source import Span

Sink = Callable[[Diagnostic], None]

ABSENT = "N/A"
FOUND, NOT_FOUND = "temuan", "bersih"
PROVISIONAL = " (sementara)"
"""Behind an expected value: it rests on something that is missing."""
_NUMBER = r"[-\u2212]?[0-9]+(?:\.[0-9]+)?"
_QUOTIENT = re.compile(rf"({_NUMBER})\s*/\s*([0-9]+(?:\.[0-9]+)?)\s*(%?)")
_PLAIN = re.compile(rf"({_NUMBER})\s*(%?)")
_YES_NO = {"ya": True, "tidak": False, "true": True, "false": False}
_SEVERAL = ";"
_COLON = re.compile(r"[\"']?\s*:")
"""Between a key and its value; between a heading and a cell is none."""


@dataclass(frozen=True, slots=True)
class Values:
    """Reads the values of one case; what is wrong goes to `sink`."""

    manual: Manual
    sink: Sink

    def given(self, meant: Meant, slot: Slot, unit: str | None, held: Held) -> tuple[tuple[str | None, Given], ...]:
        """What is given, by period; by None where it holds in all of them."""
        node = held.node
        level = meant.level if meant.kode is not None else None
        reading = Reading(self.manual, level, meant.kode or "", unit, self.sink)
        if isinstance(node, Mapping) and any(key.text in self.manual.periods for key, _ in node.entries):
            entries = [(key.text, Held(value, key.span, node.flow)) for key, value in node.entries]
            others = Mapping(tuple(one for one in node.entries if not _is_ours(one[1])), node.span, node.flow)
            found = reading.for_periods(Held(others, held.key, held.in_flow), slot) if others.entries else {}
            ours = {code: self._ours(one, meant, slot, unit) for code, one in entries if _is_ours(one.node)}
            return tuple((code, given) for code, given in {**found, **ours}.items() if given is not None)
        if _is_ours(node) or slot.quantity.type == ANY:
            special = self._ours(held, meant, slot, unit)
            if special is not None:
                return ((None, special),)
            return ()
        return ((None, reading.one(held, slot)),)

    def _ours(self, held: Held, meant: Meant, slot: Slot, unit: str | None) -> Given | None:
        """A value as only cases write it: a quotient, an absence in one word, or one of no declared kind."""
        node = held.node
        if isinstance(node, Scalar) and (code := _reason(node)) is not None:
            reason = absence.declared(code, self.manual.reasons, meant.id, node.span)
            if reason is None:
                self.sink(unknown_reason(node.span, code, self.manual.reasons))
                return None
            return Given(absent(reason), node.span)
        if isinstance(node, Mapping):
            return Reading(self.manual, None, "", unit, self.sink).one(held, slot)
        outcome = self.plain(node, slot.quantity, unit, held)
        return None if outcome is None else Given(outcome, node.span)

    def plain(self, node: Node, quantity: Quantity, unit: str | None, held: Held) -> Outcome | None:
        """A value of a kind; of any, where none is declared."""
        if isinstance(node, Scalar):
            quotient = _QUOTIENT.fullmatch(node.text.strip()) if quantity.type in (NUMBER, ANY) else None
            if quotient is not None and node.style == "plain":
                return self._quotient(quotient, node.span)
            if quantity.type == ANY:
                return Outcome(guessed(node))
        if isinstance(node, Sequence) and quantity.type == ANY:
            return Outcome(tuple(Outcome(guessed(one)) for one in node.items if isinstance(one, Scalar)))
        outcome, found = read_given(node, quantity, self.manual.units, unit, held.in_flow)
        if found is not None:
            self.sink(found if node.span.text else Diagnostic(found.code, found.severity, found.message, held.key))
        return outcome

    def _quotient(self, match: re.Match[str], place: Span) -> Outcome | None:
        below = Fraction(match[2])
        if below == 0:
            self.sink(problem.unreadable_expectation(place, say("there is no result, because the divisor is 0")))
            return None
        value = Fraction(match[1].replace("\u2212", "-")) / below
        return Outcome(value / 100 if match[3] else value)

    # ---- expected

    def wanted(self, meant: Meant, quantity: Quantity | None, unit: str | None, held: Held) -> Wanted | None:
        """An expected value. Without `quantity` it is that of a `pemeriksaan`."""
        node = held.node
        if isinstance(node, Mapping):
            form, found = conform(node, ExpectedForm)
            for one in found:
                self.sink(one)
            return None if form is None or found else self._more(meant, quantity, unit, held, form)
        if quantity is None:
            return self._finding(meant, node, held)
        reason = _reason(node) if isinstance(node, Scalar) else None
        if reason is not None:
            return self._stated(meant, held, reasons=_several(reason))
        provisional = isinstance(node, Scalar) and node.style == "plain" and node.text.endswith(PROVISIONAL)
        if provisional:
            node = _without_mark(node)
        outcome = self.plain(node, quantity, unit, held)
        return None if outcome is None else self._stated(meant, held, outcome=outcome, provisional=provisional)

    def _finding(self, meant: Meant, node: Node, held: Held) -> Wanted | None:
        text = node.text if isinstance(node, Scalar) else ""
        reason = _reason(node) if isinstance(node, Scalar) else None
        if reason is not None:
            return self._stated(meant, held, reasons=_several(reason))
        if text not in (FOUND, NOT_FOUND):
            why = say("of a `pemeriksaan` is expected `{one}` or `{other}`", one=FOUND, other=NOT_FOUND)
            self.sink(problem.unreadable_expectation(node.span, why))
            return None
        return self._stated(meant, held, finding=text == FOUND)

    def _stated(self, meant: Meant, held: Held, place: Span | None = None, **more: Any) -> Wanted:
        whole = held.node.span
        between = whole.source.text[held.key.end : whole.start]
        return Wanted(meant, place or whole, whole, in_table=_COLON.match(between) is None, **more)

    def _more(
        self, meant: Meant, quantity: Quantity | None, unit: str | None, held: Held, form: ExpectedForm
    ) -> Wanted | None:
        ways = [name for name in ("nilai", "tercetak", "alasan", "temuan") if getattr(form, name) is not None]
        if len(ways) != 1 or (form.batas is not None and form.nilai is None) or (quantity is None) != (ways == [FOUND]):
            why = say("an expected value has one of `nilai` (perhaps with `batas`), `tercetak` and `alasan`")
            if quantity is None:
                why = say("of a `pemeriksaan` is expected `{one}` or `{other}`", one=FOUND, other=NOT_FOUND)
            self.sink(problem.unreadable_expectation(held.key, why))
            return None
        if form.temuan is not None:
            return self._stated(meant, held, form.temuan.span, finding=True, text=form.temuan.text.strip())
        if form.tercetak is not None:
            text = form.tercetak.text.strip()
            return self._stated(meant, held, form.tercetak.span, printed=text, provisional=form.sementara)
        if form.alasan is not None:
            return self._stated(meant, held, form.alasan.node.span, reasons=_codes(form.alasan.node))
        assert form.nilai is not None and quantity is not None
        outcome = self.plain(form.nilai.node, quantity, unit, form.nilai)
        margin = Fraction(0)
        if form.batas is not None:
            read = self.plain(form.batas.node, Quantity(NUMBER, quantity.unit), unit, form.batas)
            margin = read.value if read is not None and isinstance(read.value, Fraction) else margin
        if outcome is None:
            return None
        return self._stated(
            meant, held, form.nilai.node.span, outcome=outcome, margin=margin, provisional=form.sementara
        )

    def unit(self, quantity: Quantity, own: str | None) -> Unit | None:
        """The unit of a value, that of its entry where it is declared so."""
        return unit_of(quantity, self.manual.units, own)


def guessed(scalar: Scalar) -> Fraction | bool | str | date:
    """A value of no declared kind: a number, yes or no, a date, else a text; in quotes always a text."""
    text = scalar.text.strip()
    if scalar.style != "plain":
        return scalar.text
    number = _PLAIN.fullmatch(text)
    if number is not None:
        value = Fraction(number[1].replace("\u2212", "-"))
        return value / 100 if number[2] else value
    return _YES_NO.get(text, day(text) or text)


def _without_mark(node: Node) -> Node:
    """A value without the mark that it is provisional."""
    assert isinstance(node, Scalar)
    text = node.text.removesuffix(PROVISIONAL).rstrip()
    place = Span(node.span.source, node.span.start, node.span.end - len(PROVISIONAL))
    return Scalar(text, place, node.style, place)


def _is_ours(node: Node) -> bool:
    """Whether only cases write a value like this."""
    if not isinstance(node, Scalar) or node.style != "plain":
        return isinstance(node, Scalar) and _reason(node) is not None
    return _QUOTIENT.fullmatch(node.text.strip()) is not None or _reason(node) is not None


def _reason(scalar: Scalar) -> str | None:
    """The code or text behind `N/A:`."""
    before, colon, code = scalar.text.partition(":")
    return code.strip() if colon and before.strip() == ABSENT else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(_SEVERAL) if part.strip())


def _codes(node: Node) -> tuple[str, ...]:
    if isinstance(node, Sequence):
        return tuple(item.text for item in node.items if isinstance(item, Scalar))
    return (node.text.strip(),) if isinstance(node, Scalar) else ()
