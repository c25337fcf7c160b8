"""A paket that was read and the manual it names -> a calculation."""

from __future__ import annotations

from engine.calculation import findings, office
from engine.calculation.problems import unknown_period
from engine.calculation.rising import falling
from engine.data.dataset import DataSet, conform_rows
from engine.data.kontrak import Kontrak, conform_kontrak
from engine.data.paket import Paket
from engine.data.plausibility import plausible
from engine.data.published import Printed
from engine.diagnostics.model import Problems, in_order
from engine.manual.checked import Manual
from engine.record import dataclass
from engine.results.calculation import Calculation


@dataclass(frozen=True, slots=True)
class Inputs:
    """Contract and data of one office as its manual understands them; `problems`: what was found on the way."""

    shown: str
    kontrak: Kontrak
    data: DataSet
    published: tuple[Printed, ...]
    problems: Problems


def calculate_paket(
    paket: Paket, manual: Manual, folders: tuple[str, ...], period: str | None, problems: Problems
) -> tuple[Calculation | None, Problems]:
    """The calculation, which holds all problems; None only for a period that the manual does not have. `folders`: those
    of the manuals as they are shown, the lowest first."""
    chosen = period or tuple(manual.periods)[-1]
    if chosen not in manual.periods:
        return None, (unknown_period(chosen, manual.periods),)
    calculation = calculate_inputs(conform_paket(paket, manual, problems), manual, folders, chosen)
    return calculation, calculation.problems


def conform_paket(paket: Paket, manual: Manual, problems: Problems) -> Inputs:
    """What a paket says, as this manual understands it. `problems`: what reading it found."""
    kontrak, of_kontrak = conform_kontrak(paket.form, manual)
    data, of_rows = conform_rows(paket.rows, kontrak, manual)
    doubts = plausible(kontrak, data, manual)
    return Inputs(paket.shown, kontrak, data, paket.published, (*problems, *of_kontrak, *of_rows, *doubts))


def calculate_inputs(inputs: Inputs, manual: Manual, folders: tuple[str, ...], period: str) -> Calculation:
    """Everything of one office in a period that the manual has."""
    world, root = office.figures_of(manual, inputs.kontrak, inputs.data, period)
    figures = office.computed(world, root, period)
    known = {figure.id: figure for figure in (*office.given(world, root, period), *figures)}
    table = office.table(world, root, period)
    decimals = table.decimals if table else 2
    checks = office.checked(world, root, period)
    printed = inputs.published if is_whole(period, manual) else ()
    published = findings.of_published(printed, known, manual.units, decimals)
    return Calculation(
        inputs.shown,
        period,
        manual,
        folders,
        figures,
        known,
        table,
        (*checks, *published),
        in_order((*inputs.problems, *world.problems, *falling(world, root))),
    )


def is_whole(period: str, manual: Manual) -> bool:
    """Published figures are those of the last period, the whole year."""
    return period == tuple(manual.periods)[-1]
