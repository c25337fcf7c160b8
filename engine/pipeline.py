"""The whole program: read, check, conform, calculate. Every surface calls these functions and shows what they give."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics.model import Problems, in_order

if TYPE_CHECKING:
    from engine.checking.model import Checked
    from engine.compiling.formula import Call
    from engine.evaluation.formula import Evaluation
    from engine.manual.read import ManualFiles
    from engine.references.index import Survey
    from engine.results.calculation import Calculation
    from engine.source import Source


def evaluate(formula: str, inputs: Mapping[str, object]) -> Evaluation:
    """One formula with its inputs."""
    _make_room()
    from engine.evaluation.formula import evaluate_formula

    return evaluate_formula(formula, inputs)


def compile_formula(formula: str) -> Call:
    """One formula as a function of its inputs, in generated Python."""
    _make_room()
    from engine.compiling.formula import compile_formula

    return compile_formula(formula)


def calculate(
    paket: Path, *, period: str | None = None, manual: Path | None = None
) -> tuple[Calculation | None, Problems]:
    """Every figure of a paket in one period. None where contract or manual cannot be read at all; the problems say why.

    Otherwise the problems are part of the calculation.
    """
    _make_room()
    from engine.calculation.paket import calculate_paket
    from engine.data.paket import read_paket
    from engine.manual.check import check_manual
    from engine.manual.read import read_manuals
    from engine.manual.shelves import Shelf, shelves

    read, problems = read_paket(paket)
    if read is None:
        return None, problems
    stack, found = read_manuals(
        read.form.manual.text, shelves(Shelf(paket, paket.as_posix()), manual), read.form.manual.span
    )
    problems += found
    checked, found = check_manual(stack, problems) if stack else (None, ())
    problems += found
    if checked is None:
        return None, in_order(problems)
    return calculate_paket(read, checked, stack, period, problems)


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
