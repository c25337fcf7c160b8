"""Files and what comes out of them -> evidence, and its text. The same files give the same bytes, everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast

from engine.diagnostics.model import Message, say
from engine.evidence.canonical import Json, digest_of
from engine.evidence.examine import files_of
from engine.evidence.files import File, shape
from engine.evidence.form import FORM, WHAT
from engine.evidence.model import Evidence
from engine.evidence.opening import LARGEST
from engine.evidence.shapes import results
from engine.results.calculation import Calculation
from engine.version import __version__


def build(files: Iterable[File], calculation: Calculation) -> Evidence:
    """The evidence of a calculation that was made from these files alone."""
    body: dict[str, Json] = {
        "periode": calculation.period,
        "results": results(calculation),
        "files": [shape(file) for file in files],
    }
    head: dict[str, Json] = {"evidence": WHAT, "form": FORM, "program": __version__}
    return Evidence({**head, "digest": digest_of({**head, **body}), **body})


def text_of(evidence: Evidence) -> bytes:
    """The file: JSON that a person can read, a value or a line of a rule file on each line."""
    return (json.dumps(evidence.document, indent=1, ensure_ascii=False) + "\n").encode()


def refused(evidence: Evidence) -> Message | None:
    """Why evidence cannot be kept, because nobody could verify it: a name that is not possible on every system, or more
    data than are read again."""
    for _, path in files_of(evidence.document)[1]:
        held = cast(list[dict[str, Json]], evidence.document["files"])[int(path[1])]
        return say("a file of this name cannot be kept in evidence: `{name}`", name=str(held["name"]))
    if len(text_of(evidence)) > LARGEST:
        return say("the evidence would be larger than {limit} bytes", limit=LARGEST)
    return None


def agrees(calculation: Calculation, other: Calculation) -> bool:
    """Whether two calculations have the same figures."""
    figures, others = (
        [(one.id, one.outcome.value, one.outcome.status) for one in of.figures] for of in (calculation, other)
    )
    return figures == others
