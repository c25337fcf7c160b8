"""Bytes of a file -> evidence of a form that is known, or why it is none. Nothing in it is believed yet."""

from __future__ import annotations

from itertools import islice
from pathlib import Path as FilePath

from engine.diagnostics.model import Diagnostic, Problems, say
from engine.evidence import problems as problem
from engine.evidence.canonical import Json
from engine.evidence.examine import files_of
from engine.evidence.files import File
from engine.evidence.form import FORM, SHAPES, WHAT, Failure, failures
from engine.evidence.model import Evidence
from engine.evidence.scan import Path, scan
from engine.source import Source

LARGEST = 64 * 2**20
SHOWN = 20
"""Problems of the shape; more help nobody."""


def opened(file: FilePath) -> tuple[Source | None, Evidence | None, tuple[File, ...], Problems]:
    """The text of a file, the evidence it is, and the files that it holds. Raises OSError."""
    if file.stat().st_size > LARGEST:
        too_large = problem.foreign(None, say("it is larger than {limit} bytes", limit=LARGEST))
        return None, None, (), (too_large,)
    source, problems = _decoded(file.read_bytes(), file.as_posix())
    return (None, None, (), problems) if source is None else (source, *evidence_in(source))


def evidence_in(source: Source) -> tuple[Evidence | None, tuple[File, ...], Problems]:
    """The evidence and the files that it holds. None if the text is not evidence, or cannot be evaluated as such."""
    scanned = scan(source)
    if scanned.wrong is not None:
        wrong, place = scanned.wrong
        return None, (), (problem.damaged(place, wrong),)
    refused = _refused(scanned.value, source)
    document = scanned.value
    if refused is not None or not isinstance(document, dict):
        return None, (), (refused,) if refused else ()
    form = document["form"]
    assert isinstance(form, int)
    failed = tuple(islice(failures(document, SHAPES[form]), SHOWN))
    files, more = ((), ()) if failed else files_of(document)
    if failed or more:
        return None, (), _of_shape((*failed, *more)[:SHOWN], source)
    return Evidence(document), files, ()


def _decoded(data: bytes, name: str) -> tuple[Source | None, Problems]:
    """The text of a file; JSON is UTF-8."""
    try:
        return Source(name, data.decode()), ()
    except UnicodeDecodeError:
        return None, (problem.foreign(None, say("it is no text in UTF-8")),)


def _refused(value: Json, source: Source) -> Diagnostic | None:
    """Why a value cannot be evidence of a form that is known."""
    start = source.span(0, min(1, len(source.text)))
    if not isinstance(value, dict):
        return problem.foreign(start, say("it is no object"))
    if value.get("evidence") != WHAT:
        return problem.foreign(start, say("the key `{key}` does not say so", key="evidence"))
    form = value.get("form")
    if not isinstance(form, int) or isinstance(form, bool) or (form <= FORM and form not in SHAPES):
        return problem.foreign(start, say("it has no number of a form under `{key}`", key="form"))
    if form > FORM:
        place = scan(source, [("form",)]).places[("form",)]
        return problem.newer_form(place, form, str(value.get("program")))
    return None


def _of_shape(failed: tuple[tuple[Failure, Path], ...], source: Source) -> Problems:
    """Each at its value; what is missing at the object that lacks it."""
    at = {path: path[:-1] if failure == "missing" else path for failure, path in failed}
    places = scan(source, set(at.values())).places
    return tuple(problem.wrong_shape(places.get(at[path]), path, failure) for failure, path in failed)
