"""Evidence and what comes out of its files -> whether it holds, and what does not."""

from __future__ import annotations

from engine.diagnostics.model import Problems
from engine.evidence.compare import compare
from engine.evidence.examine import contradictions
from engine.evidence.files import File, source_of
from engine.evidence.model import Evidence, Verification
from engine.evidence.shapes import results
from engine.evidence.tell import told
from engine.results.calculation import Calculation
from engine.source import Source
from engine.version import __version__


def verified(
    evidence: Evidence,
    files: tuple[File, ...],
    source: Source,
    quoted: str | None,
    computed: tuple[Calculation | None, Problems],
) -> Verification:
    """Everything that differs. `computed`: what comes out of the files alone. `source`: the text of the evidence."""
    found = contradictions(evidence, files, quoted)
    calculation, problems = computed
    if calculation is not None:
        texts = {file.name: source_of(file) for file in files}
        same = evidence.program == __version__
        found += compare(evidence.results, results(calculation), texts, same_program=same)
        problems = ()
    return Verification(evidence, (*told(found, source, evidence.program), *problems), found, calculation)
