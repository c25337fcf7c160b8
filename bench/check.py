"""How long `rules check` takes, as multiples of a bare `python -c pass`, and whether its cost grows with the files.

    python bench/check.py [--rounds 11] [--venv FOLDER] [--without-tables]

Installs the checkout as `bench/cold.py` does, and runs every command in turn, round by round; what counts is processor
time, the median of the ratios. Measured are: all manuals that come along, without the cache; the same manuals in a
folder of one's own, with the cache, when nothing was changed and when one number of one entry was; and a manual of
1,000 entries of the size of `rules/djbc-2022/iku/9b-N-patroli-laut.yaml`, in which no two names are the same. Then the
exponent of the cost over five sizes of that manual, without what a run costs anyway. `bench/tables.py` does the tables.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cold import ROOT, environment, installed, run

RULES = ROOT / "rules"
ENTRY = RULES / "djbc-2022" / "iku" / "9b-N-patroli-laut.yaml"
WHOLE = re.compile(r"^menimpa: .*\nalasan: .*$", re.MULTILINE)
ALONE = "nama: Persentase efektivitas patroli laut\nsatuan: persen\npolarisasi: maximize\ncascading: non_cascading"
SHIPPED = ("kmk-467-2014", "kmk-300-2022", "djbc-2020", "djbc-2021", "djbc-2022", "djbc-2023")
BOUND = re.compile(r"(100|99)%(?=\s*\Z)")
OWN_NAMES = ("rencana", "pelaksanaan", "pemeriksaan_sarana", "pemeriksaan", "poin_penindakan", "penindakan_targeting")
HEAD = """\
manual:
  kode: {code}
  nama: Manual yang besar
  dasar_hukum:
    dokumen: Manual yang besar
  memakai: kmk-300-2022
  mengisi: iku

satuan: |
  kode     | jenis    | lambang
  kegiatan | hitungan | -
  poin     | hitungan | -
"""
MANY = 1_000
SIZES = (125, 250, 500, 1_000, 2_000)
EXPONENT = 1.1
TARGETS = {"all manuals, cold": 35.0, "one changed file": 8.0, "1,000 entries": 200.0}

Step = tuple[list[str], Callable[[], None]]
"""A command, and what is done before it and not measured."""


def nothing() -> None:
    """Nothing is done before."""


def own_manuals(folder: Path) -> Path:
    """The manuals that come along, in a folder of one's own. Returns the entry that will be changed."""
    for one in SHIPPED:
        shutil.copytree(RULES / one, folder / one)
    return folder / ENTRY.relative_to(RULES)


def change(file: Path) -> None:
    """Another bound in the entry, so that its formulas have to be checked again."""
    text = file.read_text(encoding="utf-8")
    changed = BOUND.sub(lambda found: "99%" if found.group() == "100%" else "100%", text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def many(folder: Path, count: int) -> Path:
    """A manual of so many entries, under the decree that comes along; every kode, name and raw datum is another."""
    manual = folder / f"besar-{count}"
    manual.mkdir(parents=True)
    (manual / "manual.yaml").write_text(HEAD.format(code=manual.name), encoding="utf-8")
    text = WHOLE.sub(ALONE, ENTRY.read_text(encoding="utf-8"))
    words = re.compile(rf"\b({'|'.join(OWN_NAMES)})\b")
    for number in range(1, count + 1):
        named = words.sub(lambda found, number=number: f"{found.group()}_{number}", text)
        named = named.replace("kode: 9b-N", f"kode: {number}x-N").replace("patroli laut", f"patroli laut {number}")
        (manual / f"{number}x-N-patroli.yaml").write_text(named, encoding="utf-8")
    return manual


def commands(venv: Path, work: Path) -> dict[str, Step]:
    """What is measured, by name. Each command runs in the empty folder `work / "here"`."""
    python, rules = str(venv / "bin" / "python"), str(venv / "bin" / "rules")
    entry = own_manuals(work / "own")
    own = [rules, "check", str(work / "own")]
    sizes = {f"{size} entries": many(work / "many", size) for size in (1, *SIZES)}
    return {
        "python -c pass": ([python, "-c", "pass"], nothing),
        "rules --version": ([rules, "--version"], nothing),
        "all manuals, cold": ([rules, "check", "--no-cache"], nothing),
        "nothing changed": (own, nothing),
        "one changed file": (own, lambda: change(entry)),
        **{name: ([rules, "check", "--no-cache", str(folder)], nothing) for name, folder in sizes.items()},
    }


def measure(table: dict[str, Step], rounds: int) -> dict[str, list[float]]:
    """Processor seconds of every command in turn, round by round; the first run of each is not counted."""
    times: dict[str, list[float]] = {name: [] for name in table}
    for number in range(rounds + 1):
        for name, (command, before) in table.items():
            before()
            seconds, _ = run(command)
            if number:
                times[name].append(seconds)
    return times


def exponent(times: dict[str, list[float]]) -> float:
    """The slope of the cost over the number of entries, both as logarithms, without the cost of one entry alone."""
    alone = statistics.median(times["1 entries"])
    points = [(math.log(size), math.log(statistics.median(times[f"{size} entries"]) - alone)) for size in SIZES]
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def report(times: dict[str, list[float]]) -> bool:
    """Prints medians and ratios; whether all that has a limit is within it."""
    bare = times["python -c pass"]
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors")
    print(f"{'command':<22} {'cpu ms':>8} {'ratio':>7} {'at most':>8}")
    good = True
    for name, runs in times.items():
        ratio = statistics.median(seconds / base for seconds, base in zip(runs, bare, strict=True))
        target = TARGETS.get("1,000 entries" if name == f"{MANY} entries" else name)
        good = good and (target is None or ratio <= target)
        print(f"{name:<22} {statistics.median(runs) * 1000:8.1f} {ratio:7.1f} {target or '':>8}")
    slope = exponent(times)
    print(f"{'exponent over entries':<22} {'':>8} {slope:7.2f} {EXPONENT:>8}")
    return good and slope < EXPONENT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--venv", type=Path, help="a virtual environment that has the program installed")
    parser.add_argument("--without-tables", action="store_true", help="leave out bench/tables.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        venv = (options.venv or installed(folder)).resolve()
        (folder / "here").mkdir()
        os.chdir(folder / "here")
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        good = report(measure(commands(venv, folder), options.rounds))
    if not options.without_tables and (ROOT / "bench" / "tables.py").exists():
        os.chdir(ROOT)
        good = subprocess.run([sys.executable, "bench/tables.py"], env=environment()).returncode == 0 and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
