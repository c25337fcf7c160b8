"""Many offices from tables to a table: the time against bare Python, the memory, and how both grow.

    python bench/offices.py                 # 1,000 offices, four periods; and five sizes
    python bench/offices.py --write FOLDER  # only the tables, to look at

The contract is that of the example, with targets, data and names of their own for each office, drawn from one seed.
One value in five thousand is 0. With gaps, one office in twenty has no data for one entry in one period: then others
are absent than elsewhere, and they are computed by another program, or by the evaluator.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples/kalbagbar-2023"
PERIODS = ("Q1", "Q2", "Q3", "Q4")
OFFICES = 1000
SIZES = (125, 250, 500, 1000, 2000)
SEED = 2023
FEW = 8
"""Offices of the run whose time is what every run costs."""
GAPS, ZERO = 0.05, 0.0002
RATIO, WITH_GAPS, MEMORY, EXPONENT = (
    "1,000 offices x 17 IKU x 4 periods / bare Python",
    "the same where one office in twenty lacks the data of an entry",
    "memory, MB",
    f"exponent over {', '.join(map(str, SIZES))} offices",
)
GROWTH = f"more memory for {SIZES[-1] // SIZES[0]} times the offices, MB"
TARGETS = {RATIO: 200.0, MEMORY: 150.0, EXPONENT: 1.1}

PARTS = {"penyelesaian_lancar", "penyelesaian_macet", "pemeriksaan_sarana", "penindakan_targeting"}
"""Raw data that are a part of others of their entry."""
COUNTING = PARTS | {
    "realisasi_penerimaan", "poin_pelaksanaan", "pelaksanaan", "poin_tindak_lanjut", "jumlah_bap", "poin_penindakan",
}  # fmt: skip
"""Raw data that count from the first period on."""
TABLES = """\
kantor:
  - berkas: kantor.csv
    pemisah: ";"
    desimal: ","
    ribuan: "."

data:
"""


def write(folder: Path, offices: int, *, gaps: bool = False) -> None:
    """The contract and the tables of so many offices."""
    chance = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    contract = (EXAMPLE / "kontrak.yaml").read_text(encoding="utf-8")
    (folder / "kontrak.yaml").write_text(contract.replace("data:\n", TABLES, 1), encoding="utf-8", newline="\n")
    rows, due = _rows(), _due(contract)
    with (
        (folder / "kantor.csv").open("w", encoding="utf-8", newline="") as targets,
        (folder / "data.csv").open("w", encoding="utf-8", newline="") as data,
    ):
        own, raw = (csv.writer(file, delimiter=";", lineterminator="\n") for file in (targets, data))
        own.writerow(("unit_kerja", "id", "periode", "nilai"))
        raw.writerow(("unit_kerja", "periode", "kode", "variabel", "nilai", "alasan", "keterangan"))
        for number in range(offices):
            name = f"Kantor Pelayanan {number + 1:05d}"
            own.writerows((name, *row) for row in _targets(due, chance))
            gap = (chance.choice(list(due)), chance.choice(PERIODS)) if chance.random() < GAPS and gaps else None
            raw.writerows((name, *row) for row in _values(rows, due, chance, gap))


def _rows() -> list[tuple[str, str, str, str]]:
    """kode, variable, value and remark of the example's rows."""
    with (EXAMPLE / "data.csv").open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file, delimiter=";")
        return [(row["kode"], row["variabel"], row["nilai"], row["keterangan"]) for row in found]


def _due(contract: str) -> dict[str, dict[str, str]]:
    """The periods in which an entry of the contract has a target, with it."""
    found: dict[str, dict[str, str]] = {}
    kode = ""
    for line in contract.splitlines():
        words = line.strip()
        if words.endswith(("-N:", "-CP:")):
            kode = words[:-1]
        elif words.startswith("target: {") and kode:
            pairs = (pair.split(": ") for pair in words[len("target: {") : -1].split(", "))
            found[kode] = dict(pairs)  # type: ignore[arg-type]
            kode = ""
    return found


def _targets(due: dict[str, dict[str, str]], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    for kode, by_period in due.items():
        share = chance.choice((95, 98, 100, 100, 102))
        for period, text in by_period.items():
            percent = "%" if text.endswith("%") else ""
            value = round(float(text.rstrip("%")) * share / 100, 2)
            yield f"iku/{kode}.target", period, f"{value}".replace(".", ",") + percent


def _values(
    rows: list[tuple[str, str, str, str]],
    due: dict[str, dict[str, str]],
    chance: random.Random,
    gap: tuple[str, str] | None,
) -> Iterator[tuple[str, str, str, str, str, str]]:
    size = chance.uniform(0.7, 1.4)
    for kode, name, text, note in rows:
        entry = kode.split(".")[0]
        share = chance.uniform(0.8, 0.9) if name in PARTS else chance.uniform(0.95, 1.05)
        for number, period in enumerate(PERIODS, 1):
            if period not in due[entry] or (entry, period) == gap:
                continue
            yield period, kode, name, _value(name, text, share * size, number, chance), "", note


def _value(name: str, text: str, share: float, number: int, chance: random.Random) -> str:
    if chance.random() < ZERO:
        return "0%" if text.endswith("%") else "0"
    bare = float(text.rstrip("%").replace(".", "").replace(",", "."))
    grown = number / 4 if name in COUNTING else 1.0
    moved = 1.0 if name in COUNTING else chance.uniform(0.97, 1.0)
    value = bare * grown * moved * (min(share, 1.0) if "%" in text or bare <= 100 else share)
    if "," in text or text.endswith("%"):
        return f"{value:.2f}".replace(".", ",") + ("%" if text.endswith("%") else "")
    return str(math.floor(value))


def run(folder: Path) -> tuple[float, float]:
    """Processor time in seconds and the most memory in MB of one run of the command."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as talk:
        command = [sys.executable, str(ROOT / "cli.py"), "eval", str(folder)]
        command += ["--periode", ",".join(PERIODS), "--format", "csv"]
        return _timed(command, out, talk)


def bare() -> float:
    """Processor time of `python -c pass`."""
    with tempfile.TemporaryFile() as nothing:
        return _timed([sys.executable, "-c", "pass"], nothing, nothing)[0]


def _timed(command: list[str], out: object, talk: object) -> tuple[float, float]:
    process = subprocess.Popen(command, stdout=out, stderr=talk, cwd=ROOT)  # type: ignore[call-overload]
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit code {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def exponent(sizes: tuple[int, ...], times: list[float]) -> float:
    """The power with which the time grows, fitted over all sizes."""
    logs = [(math.log(size), math.log(time)) for size, time in zip(sizes, times, strict=True)]
    mean_x, mean_y = (statistics.fmean(values) for values in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def measured(rounds: int = 3, sizes: tuple[int, ...] = SIZES) -> dict[str, float]:
    """Every figure by its name."""
    with tempfile.TemporaryDirectory() as place:
        folders = {size: Path(place) / str(size) for size in sorted({FEW, *sizes, OFFICES})}
        for size, folder in folders.items():
            write(folder, size)
        write(Path(place) / "gaps", OFFICES, gaps=True)
        run(folders[FEW])  # what is kept from one run to the next
        ratios, with_gaps, memory = [], [], 0.0
        for _ in range(rounds):
            base = statistics.median(bare() for _ in range(9))
            time, memory = run(folders[OFFICES])
            ratios.append(time / base)
            with_gaps.append(run(Path(place) / "gaps")[0] / base)
        fixed = run(folders[FEW])[0]
        runs = [run(folders[size]) for size in sizes]
    times = [time - fixed for time, _ in runs]
    found = (statistics.median(ratios), statistics.median(with_gaps), memory, exponent(sizes, times))
    growth = runs[-1][1] - runs[0][1]
    return {**dict(zip((RATIO, WITH_GAPS, MEMORY, EXPONENT), found, strict=True)), GROWTH: growth}


def main() -> None:
    """Prints the figures, or writes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--gaps", action="store_true")
    parser.add_argument("--offices", type=int, default=OFFICES)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if given.write is not None:
        write(given.write, given.offices, gaps=given.gaps)
        return
    print("| figure | at most | found |\n| --- | ---: | ---: |")
    for name, value in measured(given.rounds).items():
        limit = f"{TARGETS[name]:g}" if name in TARGETS else ""
        print(f"| {name} | {limit} | {value:.2f} |")


if __name__ == "__main__":
    main()
