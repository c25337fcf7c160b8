"""A paket that was read and the manual it names -> a calculation."""

from __future__ import annotations

from engine.calculation import findings, office
from engine.calculation.problems import unknown_period
from engine.calculation.profiling import Profile
from engine.calculation.rising import falling
from engine.data.dataset import DataSet, conform_rows, falls_in
from engine.data.inputs import Inputs
from engine.data.kontrak import Kontrak, conform_kontrak
from engine.data.paket import Paket
from engine.data.plausibility import plausible
from engine.diagnostics.model import Problems, in_order
from engine.manual.checked import Manual
from engine.results.calculation import Calculation, Table


def calculate_paket(
    paket: Paket,
    manual: Manual,
    files: tuple[str, ...],
    period: str | None,
    problems: Problems,
    profile: Profile | None = None,
) -> tuple[Calculation | None, Problems]:
    """The calculation, which holds all problems; None only for a period that the manual does not have. `files`: the
    folders of the manuals as they are shown, the lowest first."""
    chosen = period or tuple(manual.periods)[-1]
    if chosen not in manual.periods:
        return None, (unknown_period(chosen, manual.periods),)
    calculation = calculate_inputs(conform_paket(paket, manual, problems), manual, files, chosen, profile)
    return calculation, calculation.problems


def conform_paket(paket: Paket, manual: Manual, problems: Problems) -> Inputs:
    """What a paket says, as this manual understands it. `problems`: what reading it found."""
    kontrak, of_kontrak = conform_kontrak(paket.form, manual)
    data, of_rows = conform_rows(paket.rows, kontrak, manual)
    doubts = doubts_of(kontrak, data, manual)
    certain = (one for one in of_rows if one not in doubts)
    return Inputs(paket.shown, kontrak, data, paket.published, (*problems, *of_kontrak, *certain), doubts)


def doubts_of(kontrak: Kontrak, data: DataSet, manual: Manual) -> Problems:
    """What is doubtful in data, as they are put together; what a value says by itself is told where rows are read."""
    return (*falls_in(data, kontrak, manual), *plausible(kontrak, data, manual))


def calculate_inputs(
    inputs: Inputs, manual: Manual, files: tuple[str, ...], period: str, profile: Profile | None = None
) -> Calculation:
    """Everything of one office in a period that the manual has. `profile` is told of each rule that is computed."""
    world, root = office.figures_of(manual, inputs.kontrak, inputs.data, period, profile)
    figures, given = office.computed(world, root, period), office.given(world, root, period)
    table, checks = office.table(world, root, period), office.checked(world, root, period)
    said = (*world.problems, *falling(world, root))
    return whole_calculation(inputs, manual, files, period, figures, given, table, checks, said)


def whole_calculation(
    inputs: Inputs,
    manual: Manual,
    files: tuple[str, ...],
    period: str,
    figures: office.Figures,
    given: office.Figures,
    table: Table | None,
    checks: Problems,
    said: Problems,
) -> Calculation:
    """What was computed, put together and compared with what was published; `said`: what came up meanwhile."""
    known = {figure.id: figure for figure in (*given, *figures)}
    decimals = table.decimals if table else 2
    printed = inputs.published if is_whole(period, manual) else ()
    published = findings.of_published(printed, known, manual.units, decimals)
    problems = in_order((*inputs.problems, *inputs.doubts, *said))
    return Calculation(
        inputs.shown, period, manual, files, figures, known, table, (*checks, *published), problems, inputs
    )


def is_whole(period: str, manual: Manual) -> bool:
    """Published figures are those of the last period, the whole year."""
    return period == tuple(manual.periods)[-1]
