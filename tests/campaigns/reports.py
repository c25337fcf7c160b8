"""Made-up reports with planted errors, taken apart: how often the error is named, and how often something is said that
is not there.

    python tests/campaigns/reports.py --seed 1 --one 200 --two 100 --unlisted 100 --clean 200
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.pipeline import _make_room
from tests.reproduction.errors import PRINT, UNLISTED, WORKING, report_with
from tests.reproduction.reports import office_of, paper_of, read

LISTED = (*WORKING, *PRINT)


def main() -> int:
    """Runs the four parts, prints their shares, and ends with 1 if one of them is not reached."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    for name, count in (("one", 200), ("two", 100), ("unlisted", 100), ("clean", 200)):
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    _make_room()
    begun = time.monotonic()
    good = [
        one(given.seed, given.one, given.show),
        two(given.seed, given.two, given.show),
        unlisted(given.seed, given.unlisted, given.show),
        clean(given.seed, given.clean),
    ]
    print(f"{time.monotonic() - begun:.0f} s")
    return 0 if all(good) else 1


def share(said: str, good: int, of: int, wanted: int) -> bool:
    """One line of the result, and whether the share is reached."""
    enough = good * 100 >= wanted * of
    part = good * 100 / max(of, 1)
    print(f"{said}: {good} of {of} ({part:.1f} %, at least {wanted} %){'' if enough else ' NOT REACHED'}")
    return enough


def one(seed: int, count: int, show: bool) -> bool:
    """One error each: named among the first three explanations."""
    named: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for at in range(count):
        random = Random(f"one {seed} {at}")
        paper, planted = report_with(random, (LISTED[at % len(LISTED)],))
        found = read(paper)
        ok = planted[0].is_named(found.differences)
        all_[planted[0].name] += 1
        named[planted[0].name] += ok
        if show and not ok:
            told(at, planted, found)
    for name in all_:
        if named[name] < all_[name]:
            print(f"  {name}: {named[name]} of {all_[name]}")
    return share("one error, named among the first three", sum(named.values()), count, 90)


def two(seed: int, count: int, show: bool) -> bool:
    """Two errors each: both named."""
    good = 0
    for at in range(count):
        random = Random(f"two {seed} {at}")
        paper, planted = report_with(random, LISTED, 2)
        found = read(paper)
        ok = all(each.is_named(found.differences) for each in planted)
        good += ok
        if show and not ok:
            told(at, tuple(each for each in planted if not each.is_named(found.differences)), found)
    return share("two errors, both named among the first three", good, count, 80)


def unlisted(seed: int, count: int, show: bool) -> bool:
    """An error of no listed kind: nothing is called its cause; and the stricter count, nothing is offered at all."""
    none, no_cause = 0, 0
    for at in range(count):
        random = Random(f"unlisted {seed} {at}")
        paper, planted = report_with(random, (UNLISTED[at % len(UNLISTED)],))
        found = read(paper)
        mine = [each for each in found.differences if each.id in planted[0].ids and not each.given]
        silent = all(not each.hits for each in mine)
        none += silent
        no_cause += all(each.verdict != "cause" for each in mine)
        if show and not silent:
            told(at, planted, found)
    share("unlisted error, nothing called its cause", no_cause, count, 90)
    return share("unlisted error, no explanation offered", none, count, 90)


def clean(seed: int, count: int) -> bool:
    """No error: nothing differs, whether figures are provisional, given or lie half way between two printed ones."""
    good = 0
    for at in range(count):
        office = office_of(Random(f"clean {seed} {at}"), missing=at % 3 == 0, half_way=at % 2 == 0)
        found = read(paper_of(office))
        good += found.clean
        if not found.clean:
            told(at, (), found)
    return share("clean report, no alarm", good, count, 100)


def told(at: int, planted: object, found: object) -> None:
    """What was planted and what was found, for a person."""
    print(at, planted)
    for each in found.differences:  # type: ignore[attr-defined]
        if not each.given:
            hits = [(hit.kind.way, hit.tried, [one.id for one in hit.candidates][:3]) for hit in each.hits]
            print("    ", each.id, each.printed, "computed", each.computed, each.verdict, each.follows, hits)


if __name__ == "__main__":
    sys.exit(main())
