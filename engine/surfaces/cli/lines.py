"""A file of formulas, one JSON object a line -> an answer a line, in order; a bad line is answered as well.

Read in pieces: a line that is too long is never held whole, and memory does not grow with the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from engine import pipeline
from engine.diagnostics.model import Diagnostic, say
from engine.evaluation.formula import Evaluation
from engine.evaluation.inputs import read_json
from engine.results import shapes
from engine.source import Source, Span
from engine.surfaces.cli import line_problems as problems
from engine.surfaces.cli.console import Console
from engine.surfaces.cli.exits import CLEAN, FINDINGS, WRONG
from engine.surfaces.cli.speaking import WrongUse
from engine.surfaces.cli.system import why

LONGEST = 2**20
KEYS = ("formula", "inputs")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def answer_lines(console: Console, file: str) -> int:
    """Answers every line of a file, `-` being standard input. Raises WrongUse where it cannot be opened."""
    if file == "-":
        return _answered(console, sys.stdin.buffer)
    try:
        stream = open(file, "rb")
    except OSError as error:
        raise WrongUse(say("`{file}` cannot be read: {why}", file=file, why=why(error))) from error
    with stream:
        return _answered(console, stream)


def _answered(console: Console, stream: BinaryIO) -> int:
    code = CLEAN
    for line in pieces(stream):
        evaluation = _safely(line)
        shape = shapes.answer(evaluation, console.language)
        console.out(json.dumps(shape, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if evaluation.problems:
            ours = any(problem.code == problems.OUR_FAULT for problem in evaluation.problems)
            code = max(code, WRONG if ours else FINDINGS)
    return code


def pieces(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that is too long."""
    first = True
    while piece := stream.readline(LONGEST + 2):
        line = piece.removesuffix(b"\n").removesuffix(b"\r")
        whole = piece.endswith(b"\n") or len(piece) < LONGEST + 2
        while not whole:
            rest = stream.readline(LONGEST)
            whole = rest.endswith(b"\n") or not rest
        yield None if len(line) > LONGEST else line.removeprefix(BYTE_ORDER_MARK) if first else line
        first = False


def _safely(line: bytes | None) -> Evaluation:
    """A mistake of ours is a diagnostic of its line, and the next line is answered."""
    try:
        return answer(line)
    except Exception as error:
        return _refused(problems.our_fault(type(error).__name__))


def answer(line: bytes | None) -> Evaluation:
    """What one line asks for."""
    if line is None:
        return _refused(problems.line_too_long(LONGEST))
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode("utf-8")) + 1
        return _refused(problems.line_not_utf8(column, line[error.start]))
    if not text.strip():
        return _refused(problems.line_empty())
    return _of_text(text)


def _of_text(text: str) -> Evaluation:
    source = Source("<line>", text)
    try:
        question = read_json(text)
    except json.JSONDecodeError as error:
        return _refused(problems.line_no_json(source.span(error.pos, min(error.pos + 1, len(text)))))
    except RecursionError:
        return _refused(problems.line_too_deep(source.span(0, 1)))
    except ValueError as error:
        return _refused(problems.line_not_exact(source.span(0, 1), str(error)))
    if not isinstance(question, dict):
        return _refused(problems.line_no_object(source.span(0, 1)))
    return _of_question(question, source)


def _of_question(question: dict[str, object], source: Source) -> Evaluation:
    unknown = [key for key in question if key not in KEYS]
    formula, inputs = question.get("formula"), question.get("inputs", {})
    if unknown:
        return _refused(*(problems.line_unknown_key(_of_key(source, key), key, KEYS) for key in unknown))
    if "formula" not in question:
        return _refused(problems.line_without_formula(source.span(0, 1)))
    if not isinstance(formula, str):
        return _refused(problems.formula_no_text(_of_key(source, "formula")))
    if not isinstance(inputs, dict):
        return _refused(problems.inputs_no_object(_of_key(source, "inputs")))
    return pipeline.evaluate(formula, inputs)


def _of_key(source: Source, key: str) -> Span:
    """The first place where a key is written; keys with escapes are shown by the whole line."""
    at = source.text.find(json.dumps(key, ensure_ascii=False))
    return source.span(at, at + len(key) + 2) if at >= 0 else source.span(0, 1)


def _refused(*found: Diagnostic) -> Evaluation:
    return Evaluation(Source("<line>", ""), None, found)
