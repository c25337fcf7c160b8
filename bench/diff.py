"""How long it takes to say how much each of twelve changes moves the figures of one office.

    python bench/diff.py [--changes 12] [--json FILE]

In the shipped manual so many entries get a rule of their own; then the totals of the shipped example are explained.
What is measured is the explanation alone, in processor time: every total under every set of changes that reaches it.
Beside it stands one plain calculation of the same office, so that the ratio says how much the sets cost on any machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from engine.calculation import office  # noqa: E402
from engine.data.dataset import conform_rows  # noqa: E402
from engine.data.kontrak import conform_kontrak  # noqa: E402
from engine.diagnostics.model import Edit  # noqa: E402
from engine.difference.attribution import Waterfall, attribute, pair  # noqa: E402
from engine.difference.changes import changes  # noqa: E402
from engine.manual.checked import Manual  # noqa: E402
from engine.pipeline import _make_room  # noqa: E402
from tests.difference.versions import manual_of, paket_of, side_of, with_edits  # noqa: E402

CODE = "djbc-2023"
SECONDS = 2


OWN = """
aturan:
  indeks_mentah:
    menimpa: kmk-300-2022
    alasan: setiap IKU dengan indeksnya sendiri
    satuan: indeks
    formula: realisasi / target * {number}
"""


def changed(count: int) -> Manual:
    """The shipped manual in which so many entries override how their index is computed, each in another way."""
    edits: dict[str, list[Edit]] = {}
    for entry in side_of(CODE).stack[-1].entries:
        source = entry.place.source
        if len(edits) < count and "\naturan:" not in source.text:
            end = source.span(len(source.text), len(source.text))
            edits[source.name] = [Edit(end, OWN.format(number=70 + len(edits)))]
    manual = with_edits(CODE, edits)
    if manual is None or len(edits) < count:
        raise SystemExit(f"{len(edits)} changes, or the manual does not check")
    return manual


def plain(manual: Manual) -> float:
    """Seconds of one calculation of the office."""
    paket = paket_of(CODE)
    kontrak, _ = conform_kontrak(paket.form, manual)
    data, _ = conform_rows(paket.rows, kontrak, manual)
    begun = time.process_time()
    world, root = office.figures_of(manual, kontrak, data, "Y")
    office.computed(world, root, "Y")
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=12)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    _make_room()
    before, after = manual_of(CODE), changed(given.changes)
    both = pair(before, after, changes(before, after))
    begun = time.process_time()
    found, _ = attribute(both, paket_of(CODE))
    taken = time.process_time() - begun
    once = min(plain(after) for _ in range(3))
    assert found is not None
    parts = [len(one.parts) for one in found.explained if isinstance(one, Waterfall)]
    result = {
        "changes": given.changes,
        "parts": parts,
        "seconds": round(taken, 3),
        "one calculation": round(once, 4),
        "ratio": round(taken / once, 1),
        "allowed": SECONDS,
    }
    print(json.dumps(result, indent=1))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
