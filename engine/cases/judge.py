"""An expected figure and the one that came out -> whether they agree, and both in words."""

from __future__ import annotations

from fractions import Fraction

from engine.calculation.findings import agrees as agrees_printed
from engine.cases.model import Verdict, Wanted
from engine.cases.values import ABSENT, FOUND, NOT_FOUND
from engine.diagnostics.model import Message, Reason, say
from engine.language.arithmetic import number_text
from engine.language.values import Outcome
from engine.manual.checked import Unit
from engine.results.display import displayed
from engine.results.figure import Figure

STATED = "dinyatakan"
"""The code of a reason that a rule states in a text of its own."""
DECIMALS = 4
"""Of a number whose decimals have no end, beside the quotient that it is."""
LONG = 24
"""Characters of an exact number that a person still reads."""


def judged(wanted: Wanted, figure: Figure, unit: Unit | None) -> Verdict:
    """Whether a figure is what was expected of it."""
    if wanted.finding is not None:
        return _of_check(wanted, figure)
    agrees = _agrees(wanted, figure.outcome, unit)
    return Verdict(wanted, figure, agrees, expected_in_words(wanted, unit), in_words(figure.outcome, unit))


def _agrees(wanted: Wanted, got: Outcome, unit: Unit | None) -> bool:
    if wanted.reasons is not None:
        return got.value is None and _same_reasons(wanted.reasons, got.reasons)
    if got.value is None or (got.status == "provisional") != wanted.provisional:
        return False
    if wanted.printed is not None:
        return agrees_printed(wanted.printed, got, unit)
    assert wanted.outcome is not None
    expected = wanted.outcome.value
    if isinstance(expected, Fraction) and isinstance(got.value, Fraction):
        return abs(expected - got.value) <= wanted.margin
    return type(expected) is type(got.value) and _plain(wanted.outcome) == _plain(got)


def _plain(outcome: Outcome) -> object:
    """The value without what is known about it; a member of the tree by its kode."""
    value = outcome.value
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return value


def _same_reasons(expected: tuple[str, ...], got: tuple[Reason, ...]) -> bool:
    """Every reason is expected, by its code or by its text, and every expected one is there."""
    names = [{reason.code, *_texts(reason)} for reason in got]
    return all(any(one in known for known in names) for one in expected) and all(
        known & set(expected) for known in names
    )


def _texts(reason: Reason) -> set[str]:
    return {str(value) for name, value in reason.message.values if name == "text"} if reason.code == STATED else set()


def reason_names(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    """What cases write for reasons: the text of one that a rule states itself, else the code."""
    return tuple(dict.fromkeys(next(iter(_texts(one)), one.code) for one in reasons))


def _of_check(wanted: Wanted, figure: Figure) -> Verdict:
    """A check finds something where its condition is false; its text may be expected as well."""
    value = figure.outcome.value
    agrees = value is (not wanted.finding)
    expected, got = _finding(wanted.finding, wanted.text), in_words(figure.outcome, None)
    if isinstance(value, bool):
        text = figure.note if wanted.text is not None and not value else None
        got = _finding(not value, text)
        agrees = agrees and (wanted.text is None or text == wanted.text)
    return Verdict(wanted, figure, agrees, expected, got)


def _finding(found: bool | None, text: str | None) -> Message:
    word = FOUND if found else NOT_FOUND
    return say("{text}", text=word if text is None else f"{word}: {text}")


def expected_in_words(wanted: Wanted, unit: Unit | None) -> Message:
    """An expected value as a person reads it."""
    if wanted.reasons is not None:
        return say("{text}", text=f"{ABSENT}: " + "; ".join(wanted.reasons))
    if wanted.printed is not None:
        shown = say("{value}, as printed", value=wanted.printed)
    else:
        assert wanted.outcome is not None
        shown = say("{text}", text=_readable(wanted.outcome, unit))
        if wanted.margin:
            margin = written(Outcome(wanted.margin), unit)
            shown = say("{value}, give or take {margin}", value=shown, margin=margin)
    return say("{value} (provisional)", value=shown) if wanted.provisional else shown


def in_words(outcome: Outcome, unit: Unit | None) -> Message:
    """What came out as a person reads it."""
    if outcome.value is None:
        return say("{text}", text=f"{ABSENT}: " + "; ".join(reason_names(outcome.reasons)))
    shown = say("{text}", text=_readable(outcome, unit))
    if outcome.status != "provisional":
        return shown
    missing = [one for one in outcome.carried if not one.lawful]
    inputs = ", ".join(dict.fromkeys(one.input or one.code for one in missing))
    return say("{value} (provisional, missing: {inputs})", value=shown, inputs=inputs)


def _readable(outcome: Outcome, unit: Unit | None) -> str:
    """A value as it is written, and a quotient in decimals as well."""
    text = written(outcome, unit)
    is_quotient = isinstance(outcome.value, Fraction) and "/" in text
    return f"{text} ≈ {displayed(outcome, unit, DECIMALS)}" if is_quotient else text


def written(outcome: Outcome, unit: Unit | None) -> str:
    """A value as it may be written into a case file: exact, and a quotient if its decimals have no end."""
    value = outcome.value
    match value:
        case bool():
            return "ya" if value else "tidak"
        case Fraction():
            return number_written(value, unit)
        case tuple():
            return "[" + ", ".join(written(one, unit) for one in value) + "]"
        case str():
            return value
    return displayed(outcome, unit, 2)


def number_written(value: Fraction, unit: Unit | None) -> str:
    """`81.12%`, or `73/90` where the decimals have no end or are many. A quotient without `%` is the ratio itself."""
    percent = unit is not None and unit.symbol == "%"
    shown = value * 100 if percent else value
    below = shown.denominator
    for factor in (2, 5):
        while below % factor == 0:
            below //= factor
    if below == 1 and len(text := number_text(shown)) <= LONG:
        return f"{text}%" if percent else text
    return f"{value.numerator}/{value.denominator}"
