"""What commands answer as JSON -> JSON Schema, for whoever embeds the program or reads its answers elsewhere.

The models are pydantic's: the same classes check an answer that was read somewhere else (`Figures.model_validate`) and
give it as typed values. Numbers are texts, so that nobody rounds them on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.diagnostics.catalogue import words
from engine.schema.words import ANSWERED, ANSWERS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Status = Literal["final", "na", "provisional"]
Severity = Literal["error", "warning", "note"]
AnyValue = bool | str | list[Any] | dict[str, Any] | None
"""A number, date or text as text; None for N/A."""


class Answered(BaseModel):
    """Exactly these keys, of exactly these types."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True, frozen=True)


class ReasonModel(Answered):
    code: str
    text: str
    lawful: bool
    input: str | None


class PositionModel(Answered):
    line: int
    column: int


class PlaceModel(Answered):
    file: str | None
    line: int | None
    column: int | None
    end: PositionModel | None


class OtherModel(PlaceModel):
    message: str


class ProblemModel(PlaceModel):
    code: str
    severity: Severity
    message: str
    other: list[OtherModel]
    fix: str | None
    examples: list[dict[str, str]]


class LineModel(Answered):
    file: str
    line: int


class RuleModel(LineModel):
    source: str


class FigureModel(Answered):
    id: str
    value: AnyValue
    exact: str | None
    display: str
    status: Status
    type: str
    reasons: list[ReasonModel]
    rule: RuleModel | None
    sources: list[LineModel]


class Versioned(Answered):
    """With the number of its form: another number is another form."""

    schema_: Literal[1] = Field(alias="schema")


class Figures(Versioned):
    """`rules eval PAKET --format json`, `engine.calculate`."""

    paket: str
    periode: str
    manual: str
    figures: list[FigureModel]
    findings: list[ProblemModel]


class Findings(Versioned):
    """`rules check --format json`."""

    files: int
    errors: int
    warnings: int
    notes: int
    left_out: int
    problems: list[ProblemModel]


class DiagnosticModel(PositionModel):
    code: str
    message: str


class Answer(Answered):
    """`rules eval --formula … --format json`, a line of `--jsonl`, `engine.evaluate`."""

    value: AnyValue
    type: str
    exact: str | None
    reasons: list[ReasonModel]
    diagnostics: list[DiagnosticModel]


MODELS: Mapping[str, type[Answered]] = {"figures": Figures, "answer": Answer, "findings": Findings}
"""By the keys of `ANSWERS`."""


def schema(kind: str, language: str) -> dict[str, Any]:
    """The schema of one kind of answer; `kind` is a key of MODELS."""
    found = MODELS[kind].model_json_schema()
    forms = {MODELS[kind].__name__: found, **found.get("$defs", {})}
    for name, form in forms.items():
        form.pop("description", None)
        form.pop("title", None)
        for key, one in form["properties"].items():
            one.pop("title", None)
            meant = ANSWERED.get(name, {}).get(key)
            if meant is not None:
                one["description"] = words(meant, language)
    return {"$schema": DIALECT, "title": words(ANSWERS[kind], language), **found}
