"""The whole program: read, check, conform, calculate. Every surface calls these functions and shows what they give."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics.model import Problems, in_order
from engine.record import replace

if TYPE_CHECKING:
    from engine.checking.model import Checked
    from engine.evaluation.formula import Evaluation
    from engine.evidence.files import File
    from engine.evidence.model import Evidence, Verification
    from engine.manual.read import ManualFiles, ReadFolder
    from engine.manual.shelves import Shelf
    from engine.references.index import Survey
    from engine.results.calculation import Calculation
    from engine.source import Source


def evaluate(formula: str, inputs: Mapping[str, object]) -> Evaluation:
    """One formula with its inputs."""
    _make_room()
    from engine.evaluation.formula import evaluate_formula

    return evaluate_formula(formula, inputs)


def calculate(
    paket: Path, *, period: str | None = None, manual: Path | None = None
) -> tuple[Calculation | None, Problems]:
    """Every figure of a paket in one period. None where contract or manual cannot be read at all; the problems say why.

    Otherwise the problems are part of the calculation.
    """
    from engine.manual.shelves import Shelf, shelves

    own = Shelf(paket, paket.as_posix())
    return _calculated(own, shelves(own, manual), period)


def _calculated(
    paket: Shelf, where: tuple[Shelf, ...], period: str | None, remember: ReadFolder | None = None
) -> tuple[Calculation | None, Problems]:
    """As `calculate`; `where` are the shelves on which manuals lie, `remember` reads their folders."""
    _make_room()
    from engine.calculation.paket import calculate_paket
    from engine.data.paket import read_paket
    from engine.manual.check import check_manual
    from engine.manual.read import read_manuals

    read, problems = read_paket(paket.folder, paket.shown)
    if read is None:
        return None, problems
    stack, found = read_manuals(read.form.manual.text, where, read.form.manual.span, remember)
    problems += found
    checked, found = check_manual(stack, problems) if stack else (None, ())
    problems += found
    if checked is None:
        return None, in_order(problems)
    return calculate_paket(read, checked, stack, period, problems)


def evidence(
    paket: Path, *, period: str | None = None, manual: Path | None = None
) -> tuple[Calculation | None, Evidence | None, Problems]:
    """As `calculate`, and evidence of it: everything that was read, and what comes out of that alone.

    No evidence where files were changed while they were read. Raises OSError where one cannot be read again.
    """
    from engine.evidence.build import agrees, build
    from engine.evidence.files import Reading, read_files
    from engine.manual.shelves import Shelf, shelves

    own, reading = Shelf(paket, paket.as_posix()), Reading()
    where = shelves(own, manual)
    calculation, problems = _calculated(own, where, period, reading.folder)
    if calculation is None:
        return None, None, problems
    files = read_files(paket, reading, where)
    again, _ = _recomputed(files, calculation.period)
    same = again is not None and agrees(calculation, again)
    return calculation, build(files, again) if again is not None and same else None, problems


def verify(file: Path, *, against: Path | None = None, quoted: str | None = None) -> Verification:
    """What of a file of evidence is not as it was made, or does not come out again; and what has changed since.

    `against`: the folder in which manuals lie today; otherwise they are looked for around. `quoted`: the digest that a
    report names. Raises OSError.
    """
    from engine.evidence.model import Verification
    from engine.evidence.opening import opened
    from engine.evidence.since import since
    from engine.evidence.verification import verified
    from engine.manual.shelves import Shelf, around

    _make_room()
    source, evidence, files, problems = opened(file)
    if source is None or evidence is None:
        return Verification(None, problems)
    found = verified(evidence, files, source, quoted, _recomputed(files, evidence.period))
    where = (Shelf(against, against.as_posix()),) if against else around()
    return replace(found, since=since(evidence, files, where, lambda: _recomputed(files, evidence.period, where)))


def _recomputed(
    files: tuple[File, ...], period: str, where: tuple[Shelf, ...] = ()
) -> tuple[Calculation | None, Problems]:
    """What comes out of these files, and out of the manuals on the shelves `where` before their own."""
    from engine.evidence.files import PAKET, RULES, VERSIONS, unpacked
    from engine.manual.shelves import Shelf

    with unpacked(files) as folder:
        own = (Shelf(folder / RULES, RULES), Shelf(folder / VERSIONS, VERSIONS))
        return _calculated(Shelf(folder / PAKET, PAKET), (*where, *own), period)


def check(
    names: Iterable[str] = (),
    *,
    manual: Path | None = None,
    cache: Path | None = None,
    begun: Callable[[str], None] = lambda shown: None,
) -> Checked:
    """Everything that is wrong or doubtful in what is named: folders of manuals and pakets, files, codes of manuals.

    Without names: what lies under the current folder, and the manuals that come along. `cache`: a folder where results
    are kept for the next time. `begun` hears what is looked at next.
    """
    _make_room()
    from engine.checking.cache import Cache
    from engine.checking.find import find, nothing_here
    from engine.checking.look import look_at
    from engine.checking.merge import merged

    named = tuple(names)
    subjects, problems = find(named)
    results = look_at(subjects, manual, Cache(cache) if cache else None, begun)
    return merged(results, problems, len(results) if not named and nothing_here() else 0)


def survey(names: Iterable[str] = (), *, whole: bool = False) -> tuple[Survey, Problems]:
    """Where every name is defined and used, in the manuals and pakets named or else under the current folder, and in
    the manuals that come along. `whole`: under the current folder in any case."""
    _make_room()
    from engine.references.files import Files, workplace
    from engine.references.index import survey

    place, problems = workplace(names, whole=whole)
    return survey(Files(place)), problems


def layout(source: Source) -> tuple[str | None, Problems]:
    """The canonical text of a rule file, a contract or the like. None without problems: it is none of these."""
    _make_room()
    from engine.layout.format import canonical

    return canonical(source)


def manual_files(name: str) -> tuple[Path | None, tuple[ManualFiles, ...], Problems]:
    """A manual, named by its folder or its code: that folder, its files and those of the manuals it stands on.

    The lowest first; None and nothing where the name means no manual, or several.
    """
    from engine.checking.find import find
    from engine.manual.read import read_manuals
    from engine.manual.shelves import Shelf, shelves

    found, problems = find([name])
    manuals = [one for one in found if one.kind == "manual"]
    if len(manuals) != 1:
        return None, (), problems
    own = Shelf(manuals[0].path, manuals[0].shown)
    return manuals[0].path, *read_manuals(manuals[0].path.resolve().name, (own, *shelves(own, None)), None)


def _make_room() -> None:
    """Python's limit on calls inside calls, raised if it is lower than what deep formulas need; never lowered."""
    from engine.language.limits import STACK

    if sys.getrecursionlimit() < STACK:
        sys.setrecursionlimit(STACK)
