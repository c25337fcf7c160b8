"""Whether a mistake is one of its own, or may only be there because of another that was told: then it is not told."""

from __future__ import annotations

from engine.diagnostics.model import Diagnostic
from engine.language.mistake import WAITS, Mistake
from engine.language.repair import left_out
from engine.language.syntax_words import CLOSERS
from engine.record import dataclass

SPELLING = {"E220", "E222", "E226", "E227", "E250", "E251", "E252"}
"""What is wrong wherever it stands; a colon has its places."""
HARMLESS = SPELLING | {"E204", "E206", "E207", "E223", "E224", "E225", "E242", "E243"}
"""Behind these everything stands as it was meant."""
SIDE_BY_SIDE = {"E228", "E229", "E230", "E231"}
OF_BRACKETS = {"E213", "E214", "E215"}
_NEAR = 2  # signs: so close to a mistake another is none of its own


@dataclass(slots=True)
class Told:
    """What was told so far. From `vague` on, up to `until`, nobody knows what was meant to stand."""

    problems: list[Diagnostic]
    vague: int | None = None
    until: int | None = None


def follows(mistake: Mistake, problem: Diagnostic, told: Told) -> bool:
    """Whether the problem at this place may only follow from one that was told."""
    if problem.code in SPELLING and mistake.sign.kind != "COLON":
        return False
    if any(mistake.at(index).ours for index in range(max(mistake.index - _NEAR, 0), mistake.index + 1)):
        return True
    start = mistake.sign.start
    if told.vague is not None and told.vague <= start and (told.until is None or start < told.until):
        return problem.code not in SIDE_BY_SIDE
    earlier = [other for other in told.problems if other.code not in HARMLESS]
    return any(_explains(other, mistake, problem) for other in earlier)


def _explains(earlier: Diagnostic, mistake: Mistake, problem: Diagnostic) -> bool:
    """Whether the earlier problem may be the reason of this one."""
    kind, at = mistake.sign.kind, earlier.place.start if earlier.place else 0
    if kind in {"COLON", "LONG_PARAMETER"} or (earlier.code == "E241" and kind in CLOSERS):
        return True
    if problem.code in {"E214", "E235", "E236", "E239"} or (problem.code == "E210" and kind in {"COMMA", *WAITS}):
        return at >= mistake.at(left_out(mistake)[0]).start  # no comma between brackets keeps the two apart
    if problem.code in OF_BRACKETS:
        opener = problem.others[0][1]
        return at > opener.start and earlier.code not in {"E228", "E229"}
    return earlier.code == problem.code and earlier.others == problem.others != ()
