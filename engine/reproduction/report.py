"""A paket that was read and its manual -> everything that is found in its published report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.calculation import office
from engine.calculation.findings import unknown_figure
from engine.data.dataset import conform_rows
from engine.data.kontrak import conform_kontrak
from engine.data.paket import Paket
from engine.data.printed_tables import PrintedTable
from engine.diagnostics.model import Problems, in_order
from engine.language.values import Outcome
from engine.manual.checked import Manual
from engine.manual.read import ManualFiles
from engine.reproduction.case import Book, reading
from engine.reproduction.kinds import kind_problems, kinds_of, versions_of
from engine.reproduction.model import Reproduction
from engine.reproduction.reproduce import Report, differences, given_instead, if_so, signs
from engine.reproduction.tables import of_tables, within_rounding
from engine.reproduction.together import shared
from engine.reproduction.trials import Trials, trials_of
from engine.source import Span

Version = Callable[[str, Span], tuple[Manual | None, Problems]]
"""Another version by its code, named at this place; None with problems where there is none."""


def reproduce_paket(
    paket: Paket,
    manual: Manual,
    stack: tuple[ManualFiles, ...],
    version: Version,
    problems: Problems,
) -> Reproduction:
    """What can be said of a report. What it prints is of the last period, the whole year."""
    chosen = tuple(manual.periods)[-1]
    trials, found = _trials(paket, manual, chosen)
    book = Book(paket.published, trials.base.kontrak.tahun)
    kinds = kinds_of(stack)
    report = Report(trials, book, kinds, {})
    found += kind_problems(kinds, manual)
    found += tuple(unknown_figure(one.place, one.id) for one in paket.published if one.id not in trials.spots)
    if _counted(report)[0] != _counted(report)[1]:
        report.others, more = _by_other_versions(paket, stack, version, chosen)
        found += more
    return taken_apart(report, paket.tables, paket.shown, in_order((*problems, *found)))


def taken_apart(
    report: Report, tables: tuple[PrintedTable, ...], shown: str = "", problems: Problems = ()
) -> Reproduction:
    """Everything that is found in a report and its printed tables."""
    compared, agreeing, silent = _counted(report)
    found = (
        *shared(tuple(differences(report, report.trials.base))),
        *of_tables(tables, report.kinds),
        *signs(report),
        *given_instead(report),
    )
    return Reproduction(
        shown,
        report.trials.period,
        report.trials.base.manual.code,
        compared,
        agreeing,
        silent,
        len(tables),
        tuple(within_rounding(tables)),
        found,
        tuple(if_so(report, found)),
        report.kinds,
        problems,
    )


def _trials(paket: Paket, manual: Manual, period: str) -> tuple[Trials, Problems]:
    kontrak, problems = conform_kontrak(paket.form, manual)
    data, found = conform_rows(paket.rows, kontrak, manual)
    return trials_of(*office.figures_of(manual, kontrak, data, period), period), (*problems, *found)


def _by_other_versions(
    paket: Paket, stack: tuple[ManualFiles, ...], version: Version, period: str
) -> tuple[Mapping[str, Mapping[str, Outcome]], Problems]:
    """Every figure by the rules of other versions. They are read only where something differs."""
    others: dict[str, Mapping[str, Outcome]] = {}
    problems: Problems = ()
    for code, place in versions_of(stack):
        manual, found = version(code, place)
        problems += found
        if manual is not None:
            others[code] = _values(paket, manual, period)
    return others, problems


def _values(paket: Paket, manual: Manual, period: str) -> Mapping[str, Outcome]:
    """Every figure by the rules of another version."""
    if period not in manual.periods:
        return {}
    trials, _ = _trials(paket, manual, period)
    return {id: trials.figure(id).by_rule.outcome for id in trials.spots}


def _counted(report: Report) -> tuple[int, int, tuple[str, ...]]:
    """How many printed figures are compared, how many agree, and of which nothing can be said."""
    compared, agree, silent = 0, 0, []
    for id, entries in report.book.of.items():
        if id not in report.trials.spots:
            continue
        outcome = report.trials.figure(id).outcome
        good = [report.agrees(id, reading(entry.printed), outcome) for entry in entries]
        if outcome.value is None:
            silent.append(id)
            continue
        compared, agree = compared + len(good), agree + sum(good)
        if all(good):
            report.book.agreeing.add(id)
    return compared, agree, tuple(silent)
