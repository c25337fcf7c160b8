"""A paket -> a calculation, with its manual as it is kept from an earlier run, or else kept for the next."""

from __future__ import annotations

from dataclasses import field

from engine.calculation.paket import calculate_paket
from engine.data.paket import Paket
from engine.diagnostics.model import Problems, in_order
from engine.keeping.footing import Footing
from engine.manual.checked import Manual
from engine.manual.dates import When
from engine.manual.files import folders_of
from engine.manual.kept import KeptManual
from engine.manual.shelves import Shelf
from engine.record import dataclass
from engine.results.calculation import Calculation


@dataclass(frozen=True, slots=True)
class Cached:
    """The folder where checked manuals are kept; `footing` is told what a calculation rests on."""

    folder: str
    footing: Footing = field(default_factory=Footing)


def calculate_kept(
    paket: Paket, where: tuple[Shelf, ...], period: str | None, problems: Problems, cache: Cached
) -> tuple[Calculation | None, Problems]:
    """As `calculate_paket`, with the manual that this paket names on the shelves `where`."""
    known, found = _manual(paket, where, period, cache)
    problems += found
    return (None, in_order(problems)) if known is None else calculate_paket(paket, *known, period, problems)


def _manual(
    paket: Paket, where: tuple[Shelf, ...], period: str | None, cache: Cached
) -> tuple[tuple[Manual, tuple[str, ...]] | None, Problems]:
    """The manual of a paket, and the folders that it is made of."""
    named, when = paket.form.manual, When(paket.form.tahun, period)
    kept = KeptManual(cache.folder, named.text, where, when)
    known = kept.load()
    if known is not None:
        cache.footing.take(kept.footing)
        return known, ()
    from engine.manual.check import check_manual
    from engine.manual.footing import noting
    from engine.manual.read import read_manuals

    stack, problems = read_manuals(named.text, where, named.span, noting(kept.footing, where), when)
    manual, found = check_manual(stack, problems) if stack else (None, ())
    cache.footing.take(kept.footing)
    if manual is None:
        return None, (*problems, *found)
    if not problems and not found:
        kept.save(manual, folders_of(stack))
    return (manual, folders_of(stack)), (*problems, *found)
