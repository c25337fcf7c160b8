"""Whether what `rules test --mutate` calls unchanged is so: the same mutants, judged by pakets and copies of them.

    python bench/case_mutants.py [--most 1000]

`rules test --mutate` looks for a difference in each changed formula alone. Here a mutant that no case catches is looked
at once more as `mutants.py` does: under the golden pakets and copies of them with other data. What changes a figure
there and is caught by no case survives, and is listed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from mutant_cases import CASES, ROOT, stack_of  # noqa: E402
from mutant_figures import golden_figures, other_figures  # noqa: E402

from engine import pipeline  # noqa: E402
from engine.cases.mutants import Court, Judged, court  # noqa: E402
from engine.language.limits import STACK  # noqa: E402
from engine.manual.check import check_manual  # noqa: E402
from engine.mutation.edited import with_mutant  # noqa: E402
from engine.mutation.operators import Mutant  # noqa: E402

MANUALS = (ROOT / "rules" / "kmk-300-2022", ROOT / "rules" / "djbc-2023")
EXPLAINED = (
    (
        "drop_bound",
        "rules/kmk-300-2022/bobot.yaml",
        "the least weight that a contract may give: without it it may give 0, and no expected figure says that a "
        "contract is refused",
    ),
)
"""Survivors, and why no case catches them."""


def changes(mutant: Mutant) -> bool:
    """Whether any figure of the pakets or of their copies differs."""
    case = CASES[0]
    manual, _ = check_manual(*with_mutant(stack_of(case), mutant))
    return manual is not None and (golden_figures(case, manual, False)[1] or other_figures(case, manual))


def survivors(one: Court, most: int) -> tuple[int, list[Judged]]:
    """How many mutants cases catch, and those that change a figure and are not caught."""
    caught, found = 0, []
    for mutant in one.mutants[:: max(1, len(one.mutants) // most)]:
        judged = one.judge(mutant)
        caught += judged.fate == "caught"
        if judged.fate == "survives" or (judged.fate == "same" and changes(mutant)):
            found.append(judged)
    return caught, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1000, help="mutants of each manual")
    given = parser.parse_args()
    sys.setrecursionlimit(STACK)
    measured = pipeline.coverage([str(folder.relative_to(Path.cwd())) for folder in MANUALS])
    for measure in measured.manuals:
        sitting = court(measure, measured)
        assert sitting is not None, measure.code
        caught, found = survivors(sitting, given.most)
        print(f"{measure.code}: {caught} of {caught + len(found)} mutants that change a figure are caught")
        for one in found:
            print(f"  {one.operator} {one.file}:{one.line}: {one.what}")
            for operator, file, why in EXPLAINED:
                if (operator, file) == (one.operator, one.file):
                    print(f"    {why}")


if __name__ == "__main__":
    main()
