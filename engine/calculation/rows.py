"""Rows of data as a Python program gives them, by name -> rows of the office of a calculation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.calculation import problems as problem
from engine.compiling.entry import decimal_text
from engine.data.absence import declared, input_id
from engine.data.dataset import Datum, Key, accepted
from engine.diagnostics.model import Diagnostic, Problems
from engine.evaluation.inputs import read_inputs
from engine.language.types import NUMBER
from engine.language.values import Outcome, absent
from engine.results.calculation import Calculation
from engine.source import Source

REASON = "alasan"


def rows_of(rows: Mapping[str, object], calculation: Calculation) -> tuple[dict[Key, Datum | None], Problems]:
    """A datum for each name, None for a row that is not there; and what is wrong with names and values."""
    known = dict(_named(calculation))
    found: list[Diagnostic] = [problem.unknown_row(name, known) for name in rows if name not in known]
    given = {name: value for name, value in rows.items() if name in known}
    data: dict[Key, Datum | None] = {known[name]: None for name, value in given.items() if value is None}
    place = Source("<rows>", "").span()
    reasons = {name: str(value[REASON]) for name, value in given.items() if isinstance(value, dict) and REASON in value}
    for name, code in reasons.items():
        reason = declared(code, calculation.manual.reasons, name.partition("@")[0], place)
        if reason is None:
            found.append(problem.unknown_reason_of_row(name, code, calculation.manual.reasons))
        else:
            data[known[name]] = Datum(absent(reason), place)
    plain = {name: value for name, value in given.items() if value is not None and name not in reasons}
    outcomes, problems = read_inputs(plain)
    numbers = _numbers(calculation)
    for name, outcome in outcomes.items():
        written = isinstance(outcome.value, str) and known[name][:2] in numbers
        number = decimal_text(str(outcome.value)) if written else None
        data[known[name]] = Datum(outcome if number is None else Outcome(number), place)
    return data, (*found, *problems)


def _numbers(calculation: Calculation) -> frozenset[tuple[str, str]]:
    """Entries and names of rows that are numbers: a text there is one, written with a point."""
    assert calculation.inputs is not None
    entries = [member.entry for member in calculation.inputs.kontrak.root.all() if member.entry is not None]
    return frozenset(
        (entry.kode, name)
        for entry in entries
        for name, wanted in accepted(entry, calculation.manual).items()
        if wanted.quantity.type == NUMBER
    )


def _named(calculation: Calculation) -> Iterator[tuple[str, Key]]:
    """The names of all rows that may be given, in the period of the calculation and, with `@period`, in every one."""
    assert calculation.inputs is not None
    kontrak, manual = calculation.inputs.kontrak, calculation.manual
    for member in kontrak.root.all():
        entry = member.entry
        if entry is None:
            continue
        offices = kontrak.reporters if entry.over_places else (kontrak.unit_kerja,)
        for variable in accepted(entry, manual):
            name = input_id(entry.level, entry.kode, variable)
            for office in offices:
                whose = f"@{office}" if entry.over_places else ""
                yield f"{name}{whose}", (entry.kode, variable, calculation.period, office)
                for period in manual.periods:
                    yield f"{name}@{period}{whose}", (entry.kode, variable, period, office)
