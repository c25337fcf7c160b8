"""One formula's answer -> text: the value on a line of its own, and under it what is absent and why."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.diagnostics.model import Reason, say
from engine.evaluation.formula import Evaluation
from engine.language.values import Outcome
from engine.surfaces.cli.console import Console, visible
from engine.surfaces.cli.notation import ends, written


def answer_text(console: Console, evaluation: Evaluation) -> str:
    """Empty where the formula itself is wrong: then its diagnostics say all."""
    if evaluation.step is None:
        return ""
    return "".join(f"{line}\n" for line in _lines(console, evaluation.outcome))


def _lines(console: Console, outcome: Outcome) -> Iterator[str]:
    yield visible(written(outcome)) + _remark(console, outcome)
    for reason in outcome.reasons:
        yield f"  {_why(console, reason)}"
    missing = tuple(reason for reason in outcome.carried if not reason.lawful and reason not in outcome.reasons)
    if missing:
        yield console.words(say("provisional, because of what is missing:"))
        for reason in missing:
            yield f"  {_why(console, reason)}"


def _remark(console: Console, outcome: Outcome) -> str:
    """Whether the digits shown are the whole number: its fraction, or that it was rounded."""
    if not isinstance(outcome.value, Fraction):
        return ""
    if outcome.rounded:
        return "  (" + console.words(say("rounded to 34 digits")) + ")"
    if not ends(outcome.value) and outcome.value.denominator.bit_length() < 200:
        return f"  ({outcome.value})"
    return ""


def _why(console: Console, reason: Reason) -> str:
    text = f"{reason.code}: {visible(console.words(reason.message))}"
    if reason.place is None:
        return text
    where = say("line {line}, column {column}", line=reason.place.line, column=reason.place.column)
    return f"{text} ({console.words(where)}: {visible(reason.place.text)})"
