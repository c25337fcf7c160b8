"""A paket that was read and the manual it names -> a calculation."""

from __future__ import annotations

from engine.calculation import findings, office
from engine.calculation.problems import unknown_period
from engine.calculation.rising import falling
from engine.data.dataset import conform_rows
from engine.data.kontrak import conform_kontrak
from engine.data.paket import Paket
from engine.data.plausibility import plausible
from engine.diagnostics.model import Problems, in_order
from engine.manual.checked import Manual
from engine.manual.files import ManualFiles, folders_of
from engine.results.calculation import Calculation


def calculate_paket(
    paket: Paket, manual: Manual, stack: tuple[ManualFiles, ...], period: str | None, problems: Problems
) -> tuple[Calculation | None, Problems]:
    """The calculation, which holds all problems; None only for a period that the manual does not have."""
    chosen = period or tuple(manual.periods)[-1]
    if chosen not in manual.periods:
        return None, (unknown_period(chosen, manual.periods),)
    kontrak, found = conform_kontrak(paket.form, manual)
    problems += found
    data, found = conform_rows(paket.rows, kontrak, manual)
    problems += (*found, *plausible(kontrak, data, manual))
    world, root = office.figures_of(manual, kontrak, data, chosen)
    figures = office.computed(world, root, chosen)
    known = {figure.id: figure for figure in (*office.given(world, root, chosen), *figures)}
    table = office.table(world, root, chosen)
    decimals = table.decimals if table else 2
    checks = office.checked(world, root, chosen)
    published = findings.of_published(paket.published, known, manual.units, decimals) if _whole(chosen, manual) else ()
    calculation = Calculation(
        paket.shown,
        chosen,
        manual,
        folders_of(stack),
        figures,
        known,
        table,
        (*checks, *published),
        in_order((*problems, *world.problems, *falling(world, root))),
    )
    return calculation, calculation.problems


def _whole(period: str, manual: Manual) -> bool:
    """Published figures are those of the last period, the whole year."""
    return period == tuple(manual.periods)[-1]
