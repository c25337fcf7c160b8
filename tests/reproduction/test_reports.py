"""Made-up reports with planted errors: the error is named, and where nothing is wrong nothing is said.

The longer run, with the shares that are to be reached, is `tests/campaigns/reports.py`.
"""

from __future__ import annotations

from random import Random

import pytest

from engine.pipeline import _make_room
from tests.reproduction.errors import PRINT, UNLISTED, WORKING, report_with
from tests.reproduction.reports import office_of, paper_of, read

LISTED = (*WORKING, *PRINT)
_make_room()


@pytest.mark.parametrize("at", range(len(LISTED)))
def test_an_error_of_each_kind_is_named(at: int) -> None:
    paper, planted = report_with(Random(f"one {at}"), (LISTED[at],))
    assert planted[0].is_named(read(paper).differences)


@pytest.mark.parametrize("seed", range(3))
def test_two_errors_are_both_named(seed: int) -> None:
    random = Random(f"two {seed}")
    paper, planted = report_with(random, LISTED, 2)
    found = read(paper)
    assert all(each.is_named(found.differences) for each in planted)


@pytest.mark.parametrize("at", range(len(UNLISTED)))
def test_what_no_kind_explains_is_said_to_be_unexplained(at: int) -> None:
    paper, planted = report_with(Random(f"unlisted {at}"), (UNLISTED[at],))
    mine = [one for one in read(paper).differences if one.id in planted[0].ids and not one.given]
    assert [(one.verdict, one.hits) for one in mine] == [("unknown", ())]


@pytest.mark.parametrize("seed", range(4))
def test_a_report_without_error_is_left_in_peace(seed: int) -> None:
    """With something missing, with given values, with figures half way between two printed ones."""
    office = office_of(Random(f"clean {seed}"), missing=seed % 3 == 0, half_way=seed % 2 == 0)
    found = read(paper_of(office))
    assert found.clean and found.compared > 150
    assert (found.silent != ()) == (seed % 3 == 0)
