"""Many generated manuals: whatever the check accepts may not fail on kinds, units or tables when it is computed.

Prints how many were accepted, how often every construct, unit rule and kind of cell occurs, and the first manual that
breaks a law, made as small as it can be.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.properties.checked_manuals import check  # noqa: E402
from tests.properties.laws import Broken, broken  # noqa: E402
from tests.properties.manuals import Generated, generate  # noqa: E402

LEAST_SHARE = 0.01
ACCEPTED = (0.3, 0.7)
SHOWN = 20


@dataclass(frozen=True)
class Tried:
    """One manual. `raised`: an exception of the program, which is a mistake of its own."""

    seed: int
    constructs: frozenset[str]
    accepted: bool
    codes: frozenset[str]
    broken: tuple[Broken, ...] = ()
    raised: str | None = None


def attempt(seed: int) -> Tried:
    """The manual of a seed, checked, and computed if it is accepted."""
    generated = generate(seed)
    try:
        checked = check(generated.files)
        found = tuple(broken(generated, checked)) if checked.accepted else ()
    except Exception as error:  # whatever it is, the campaign goes on
        return Tried(seed, generated.constructs, False, frozenset(), raised=f"{type(error).__name__}: {error}")
    codes = frozenset(one.code for one in checked.problems)
    return Tried(seed, generated.constructs, checked.accepted, codes, found)


def attempts(first: int, count: int, workers: int) -> Iterator[Tried]:
    """One after the other, or some at a time."""
    seeds = range(first, first + count)
    if workers == 1:
        yield from map(attempt, seeds)
        return
    with multiprocessing.Pool(workers) as pool:
        yield from pool.imap(attempt, seeds, chunksize=50)


def smaller(generated: Generated, law: str) -> Generated:
    """The manual without every block of lines that is not needed to break the law."""
    done = False
    while not done:
        done = True
        for path in [*generated.files, *generated.paket]:
            at = 0
            while at < len(_text(generated, path).splitlines()):
                shorter = _without(generated, path, at)
                if breaks(shorter, law):
                    generated, done = shorter, False
                else:
                    at += 1
    return generated


def breaks(generated: Generated, law: str) -> bool:
    """Whether a manual is accepted and breaks this law."""
    try:
        checked = check(generated.files)
        return checked.accepted and any(one.law == law for one in broken(generated, checked))
    except Exception:
        return False


def _text(generated: Generated, path: str) -> str:
    return generated.files[path] if path in generated.files else generated.paket[path]


def _without(generated: Generated, path: str, at: int) -> Generated:
    """Without this line and all that stand further in below it."""
    lines = _text(generated, path).splitlines()
    end = at + 1
    while end < len(lines) and _indent(lines[end]) > _indent(lines[at]):
        end += 1
    kept = "".join(f"{line}\n" for line in lines[:at] + lines[end:])

    def changed(files: Mapping[str, str]) -> dict[str, str]:
        return {name: kept if name == path else text for name, text in files.items()}

    return replace(generated, files=changed(generated.files), paket=changed(generated.paket))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def report(tried: list[Tried], seconds: float) -> bool:
    """Prints what was found; whether all is well."""
    accepted = [one for one in tried if one.accepted]
    share = len(accepted) / len(tried)
    print(f"{len(tried)} manuals, seeds {tried[0].seed} to {tried[-1].seed}, {len(tried) / seconds:.0f} a second")
    print(f"accepted: {share:.1%} (wanted: {ACCEPTED[0]:.0%} to {ACCEPTED[1]:.0%})")
    wrong = [any(tag.startswith("mistake") for tag in one.constructs) for one in tried]
    clean = [one for one, is_wrong in zip(tried, wrong, strict=True) if not is_wrong]
    print(f"without a mistake made on purpose: {len(clean)}, accepted {_share(clean):.1%}")
    with_mistake = [one for one, is_wrong in zip(tried, wrong, strict=True) if is_wrong]
    print(f"with a mistake: {len(with_mistake)}, accepted {_share(with_mistake):.1%}")
    codes = Counter(code for one in tried for code in one.codes)
    print("findings, in so many manuals:", ", ".join(f"{code} {count}" for code, count in sorted(codes.items())))
    all_tags = Counter(tag for one in tried for tag in one.constructs)
    tags = Counter(tag for one in accepted for tag in one.constructs)
    print("share of the accepted manuals (of all manuals) in which each occurs:")
    rare = []
    for tag in sorted(all_tags):
        of_accepted = tags[tag] / max(len(accepted), 1)
        print(f"  {of_accepted:7.2%} ({all_tags[tag] / len(tried):7.2%})  {tag}")
        if of_accepted < LEAST_SHARE and not tag.startswith("mistake"):
            rare.append(tag)
    print("too rare:", ", ".join(rare) or "none")
    return not rare and ACCEPTED[0] <= share <= ACCEPTED[1]


def _share(tried: list[Tried]) -> float:
    return sum(one.accepted for one in tried) / max(len(tried), 1)


def failures(tried: list[Tried]) -> bool:
    """Prints what broke a law, and the first of it whole; whether nothing did."""
    raised = [one for one in tried if one.raised]
    for one in raised[:SHOWN]:
        print(f"seed {one.seed} raised {one.raised}")
    bad = [one for one in tried if one.broken]
    laws = Counter(law for one in bad for law in {each.law for each in one.broken})
    print("laws broken, in so many manuals:", ", ".join(f"{law} {count}" for law, count in laws.items()) or "none")
    for one in bad[:SHOWN]:
        print(f"  seed {one.seed}: {one.broken[0].law}: {one.broken[0].text}")
    if bad:
        law = bad[0].broken[0].law
        least = smaller(generate(bad[0].seed), law)
        print(f"\nthe first, made smaller (seed {bad[0].seed}):\n{least.whole()}")
        for each in broken(least, check(least.files)):
            print(f"{each.law}: {each.text}")
    return not bad and not raised


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument(
        "--show", action="store_true", help="print the manual of the first seed and what is found in it"
    )
    options = parser.parse_args()
    if options.show:
        generated = generate(options.seed)
        print(generated.whole(), *sorted(generated.constructs), attempt(options.seed), sep="\n")
        return
    start = time.perf_counter()
    tried = list(attempts(options.seed, options.count, options.workers))
    well = report(tried, time.perf_counter() - start)
    sys.exit(0 if failures(tried) and well else 1)


if __name__ == "__main__":
    main()
