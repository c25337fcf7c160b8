"""The Python interface: the JSON of the command as plain dicts, with the exact values behind it as attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import engine.pipeline as pipeline
from engine.diagnostics.model import Problems
from engine.diagnostics.render import as_json
from engine.language.values import Outcome
from engine.results import shapes
from engine.results.calculation import Calculation

if TYPE_CHECKING:
    from engine.calculation.changing import Changing
    from engine.compiling.formula import Call
    from engine.evidence.model import Verification
    from engine.offices.model import Office
    from engine.programs.contract import Contract


class Answer(dict[str, object]):
    """`{"value", "type", "exact", "reasons", "diagnostics"}` of one formula.

    `outcome`: the exact value (`Fraction`, str, bool, date, tuple …) or None with reasons. `problems`: what is wrong
    with the formula or its inputs.
    """

    outcome: Outcome
    problems: Problems


class Report(dict[str, object]):
    """`{"schema", "paket", "periode", "manual", "figures", "findings"}` of one office in one period.

    `calculation` is None where no paket could be read; `problems` then says why.
    """

    calculation: Calculation | None
    problems: Problems
    lang: str = "id"
    _changing: Changing | None = None

    def change(self, rows: Mapping[str, object]) -> Report:
        """The report with other rows of data; only what rests on them is computed anew, and this one stays as it is.

        `rows` by name, `level/kode.variable`, with `@period` if it is another than that of the report: numbers, texts,
        `{"alasan": code}`, and None for a row that is not there. What is wrong with a name or a value stands in
        `problems`; then nothing is changed. Raises ValueError for a report without calculation.
        """
        from engine.calculation.changing import changing
        from engine.calculation.rows import rows_of

        if self.calculation is None or self.calculation.inputs is None:
            raise ValueError("there is no calculation that could be changed")
        self._changing = self._changing or changing(self.calculation)
        data, problems = rows_of(rows, self.calculation)
        made = self._changing if problems else self._changing.change(data)
        report = _report(made.calculation, self.lang)
        report._changing, report.problems = made, (*problems, *report.problems)
        return report


class Proof(dict[str, object]):
    """The document that `rules eval --evidence` writes; empty where no paket could be read.

    `text`: the bytes of the file. `digest` and `short`: what a report quotes. `problems`: why it is empty.
    """

    text: bytes
    digest: str
    short: str
    problems: Problems


class Verdict(dict[str, object]):
    """`{"schema", "file", "holds", "digest", "program", "periode", "differences", "findings", "since"}` of a file of
    evidence. `verification` has the exact places behind it."""

    verification: Verification


def evaluate(formula: str, inputs: Mapping[str, object] | None = None, *, lang: str = "id") -> Answer:
    """The value of one formula.

    `inputs` by name: int, Fraction, Decimal, str, bool, date, None (absent), lists and dicts of these; `{"date":
    "2023-12-31"}` is a date. A float is refused, because it is not the number that was written. Nothing raises for what
    a formula or its inputs can hold: what is wrong stands in `diagnostics`, what is absent in `reasons`.
    """
    evaluation = pipeline.evaluate(formula, inputs or {})
    answer = Answer(shapes.answer(evaluation, lang))
    answer.outcome, answer.problems = evaluation.outcome, evaluation.problems
    return answer


def compile(formula: str) -> Call:
    """One formula as a function of its inputs, for many records: exact, and about as quick as Python written by hand.

    Called with inputs by name, as for `evaluate`; a text such as "12.5", where the formula needs a number, is read as
    one. It gives a `Number`, equal to the int, Decimal or Fraction that is as much, or a `Result` for whatever is no
    number. Both have `value`, `reasons`, `carried`, `rounded`, `status` and `problems`, and say the same as `evaluate`.
    Inputs that the formula does not name are not looked at. Nothing raises.
    """
    return pipeline.compile_formula(formula)


def compile_kontrak(
    paket: str | Path, *, periode: str | None = None, manual: str | Path | None = None, lang: str = "id"
) -> Contract:
    """The contract of a paket as a function of the rows of its data in one period: for many records, and exact.

    Called with rows by name (`contract.inputs`), it gives every figure by its id. The data of the paket itself are not
    looked at. ValueError where the paket cannot be read at all; `contract.problems` is what else is wrong with it.
    """
    from engine.diagnostics.catalogue import words
    from engine.programs.contract import Origin

    origin = Origin(Path(paket), periode, Path(manual) if manual else None)
    contract, problems = pipeline.compile_kontrak(origin)
    if contract is None:
        raise ValueError("\n".join(words(problem.message, lang) for problem in problems))
    return contract


def calculate(
    paket: str | Path, *, periode: str | None = None, manual: str | Path | None = None, lang: str = "id"
) -> Report:
    """Every figure of one office in one period (default: the last of the manual's periods).

    `paket` is a folder with `kontrak.yaml`; `manual` a folder in which manuals are looked for first.
    """
    result, problems = pipeline.calculate(Path(paket), period=periode, manual=Path(manual) if manual else None)
    if result is not None:
        return _report(result, lang)
    report = Report({"schema": shapes.SCHEMA, "figures": []})
    report["findings"] = [as_json(problem, lang) for problem in problems]
    report.calculation, report.problems = None, problems
    return report


def _report(calculation: Calculation, lang: str) -> Report:
    report = Report(shapes.calculation(calculation, lang))
    report.calculation, report.problems, report.lang = calculation, calculation.problems, lang
    return report


def calculate_many(
    pakets: str | Path | Iterable[str | Path], *, periode: str | None = None, manual: str | Path | None = None
) -> Iterator[Office]:
    """The offices of these pakets, one after the other, or of a folder with one contract for many (`kantor`).

    `periode`: as for `calculate`, or several with commas between, or `all`. Each office has `shown` (the paket),
    `unit_kerja`, `periods` and `problems`; `figures(periode)` gives its figures by id, each made when it is looked at,
    and `calculation(periode)` all that `calculate` gives. Of an office that cannot be read `periods` is empty and
    `problems` says why. Offices that nobody keeps take no room.
    """
    named = [pakets] if isinstance(pakets, str | Path) else pakets
    where = Path(manual) if manual else None
    return pipeline.each_office(map(Path, named), lambda office: office, period=periode, manual=where)


def evidence(paket: str | Path, *, periode: str | None = None, manual: str | Path | None = None) -> Proof:
    """The figures of one office in one period with everything they rest on, and one digest of it all.

    Raises OSError where a file cannot be read, was changed while it was read, or cannot be kept.
    """
    from engine.diagnostics.catalogue import words
    from engine.evidence.build import refused, text_of

    result, made, problems = pipeline.evidence(Path(paket), period=periode, manual=Path(manual) if manual else None)
    if result is not None and made is None:
        raise OSError("a file was changed while it was read")
    why = refused(made) if made else None
    if why is not None:
        raise OSError(words(why, "en"))
    proof = Proof({} if made is None else made.document)
    proof.text, proof.problems = (b"" if made is None else text_of(made)), problems
    proof.digest, proof.short = ("", "") if made is None else (made.digest, made.short)
    return proof


def verify(
    file: str | Path, *, digest: str | None = None, against: str | Path | None = None, lang: str = "id"
) -> Verdict:
    """Whether a file of evidence is as it was made, and its figures come out again; and what has changed since.

    `digest` is what a report quotes, `against` a folder of manuals of today. Raises OSError where the file cannot be
    read; whatever is in it, nothing else is raised.
    """
    from engine.evidence.answer import answer

    found = pipeline.verify(Path(file), against=Path(against) if against else None, quoted=digest)
    verdict = Verdict(answer(found, Path(file).as_posix(), lang))
    verdict.verification = found
    return verdict
