"""The paket of one office -> its ground (the paket as read, the manual in force, checked), and its calculation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.data.paket import Paket, read_paket
from engine.diagnostics.model import Problems, in_order
from engine.manual.checked import Manual
from engine.manual.dates import When
from engine.manual.files import ManualFiles, folders_of
from engine.manual.shelves import Shelf
from engine.results.calculation import Calculation

if TYPE_CHECKING:
    from engine.calculation.kept import Cached
    from engine.calculation.profiling import Profile
    from engine.keeping.footing import Footing
    from engine.manual.read import ReadFolder

Ground = tuple[Paket, Manual, tuple[ManualFiles, ...]]


def calculate_one(
    paket: Shelf,
    where: tuple[Shelf, ...],
    period: str | None,
    remember: ReadFolder | None = None,
    profile: Profile | None = None,
) -> tuple[Calculation | None, Problems]:
    """Every figure of a paket; `where` are the shelves on which manuals lie, `remember` reads their folders."""
    from engine.calculation.paket import calculate_paket

    found, problems = ground(paket, where, period, remember)
    if found is None:
        return None, problems
    read, manual, stack = found
    return calculate_paket(read, manual, folders_of(stack), period, problems, profile)


def calculate_with(
    cache: Cached, paket: Shelf, where: tuple[Shelf, ...], period: str | None
) -> tuple[Calculation | None, Problems]:
    """As `calculate_one`, with the manual as it is kept."""
    from engine.calculation.kept import calculate_kept

    read, problems = _opened(paket, cache.footing)
    return (None, problems) if read is None else calculate_kept(read, where, period, problems, cache)


def ground(
    paket: Shelf, where: tuple[Shelf, ...], period: str | None, remember: ReadFolder | None = None
) -> tuple[Ground | None, Problems]:
    """A paket as read, the manual that holds for it in this period, checked, and the files of that."""
    from engine.manual.check import check_manual
    from engine.manual.read import read_manuals

    read, problems = _opened(paket)
    if read is None:
        return None, problems
    named, when = read.form.manual, When(read.form.tahun, period)
    stack, found = read_manuals(named.text, where, named.span, remember, when)
    problems += found
    checked, found = check_manual(stack, problems) if stack else (None, ())
    problems += found
    return (None, in_order(problems)) if checked is None else ((read, checked, stack), problems)


def _opened(paket: Shelf, footing: Footing | None = None) -> tuple[Paket | None, Problems]:
    """A paket as read, if it is one of a single office. `footing` is told of its files."""
    read, problems = read_paket(paket.folder, paket.shown, footing)
    if read is None or not read.form.kantor:
        return read, problems
    from engine.offices.problems import many_offices

    return None, (many_offices(read.form.kantor[0].span), *problems)
