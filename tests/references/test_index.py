"""Where names are used: every place in the small workplace, and every place that only looks like one."""

from __future__ import annotations

import re
from pathlib import Path

from engine.references.find import meanings, near
from engine.references.index import Survey
from engine.source import Span
from tests.references.conftest import Golden, own, surveyed

HERE = Path(__file__).parent


def listed(place: Span) -> str:
    """A place and its line."""
    line = place.source.line(place.line).strip()
    return f"{place.source.name}:{place.line}:{place.column} {line}"


def test_every_name_and_all_its_places(small: Path, golden: Golden) -> None:
    whole = surveyed()
    lines = []
    for symbol in own(whole):
        lines.append(f"{symbol.full} ({symbol.kind} of {symbol.manual})")
        lines += [f"  {use.role} {listed(use.place)}" for use in whole.index.of(symbol)]
    assert all(use.place.text == symbol.name for symbol in own(whole) for use in whole.index.of(symbol))
    golden(HERE / "uses.txt", "\n".join(lines) + "\n")


def test_what_only_looks_like_a_name(small: Path, golden: Golden) -> None:
    """Comments, texts, labels of components, headings of answers, words of the forms, variables: read line by line."""
    whole = surveyed()
    golden(HERE / "not_uses.txt", "".join(f"{place.text}: {listed(place)}\n" for place in lookalikes(whole)))


def lookalikes(whole: Survey) -> list[Span]:
    """The places where the text of a name stands, and that are no use of it."""
    uses = {use.place for symbol in own(whole) for use in whole.index.of(symbol)}
    names = sorted({symbol.name for symbol in own(whole)}, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, names))})(?![\w-])")
    sources = [one for path, one in sorted(whole.files.sources.items()) if path.is_relative_to(whole.files.place.base)]
    found = (source.span(*match.span()) for source in sources for match in pattern.finditer(source.text))
    return [place for place in found if place not in uses]


def test_variables_are_no_uses(small: Path) -> None:
    variables = surveyed().index.variables
    own_files = {
        (place.source.name, place.line, name) for place, name in variables.items() if "rules" not in place.source.name
    }
    assert ("kep-1/skor.yaml", 19, "n") in own_files  # bound by `for`, though the function has a parameter of that name
    assert len([one for one in own_files if one[2] == "bobot"]) == 1


def test_a_name_by_itself_or_with_what_it_belongs_to(small: Path) -> None:
    index = surveyed().index
    assert [one.full for one in meanings(index, "selesai")] == [
        "ukuran/A-1.selesai", "ukuran/B-1.selesai", "bagian/B-1.a.selesai",
    ]  # fmt: skip
    for text in ("A-1.selesai", "ukuran/A-1.selesai"):
        assert [one.full for one in meanings(index, text)] == ["ukuran/A-1.selesai"]
    assert [one.full for one in meanings(index, "bagian.rencana")] == ["ukuran.rencana"]  # `seperti`
    assert [one.full for one in meanings(index, "bagian.indeks")] == ["ukuran.indeks"]  # `juga_untuk`
    assert [one.full for one in meanings(index, "rencana")] == ["ukuran.rencana"]  # not the parameter
    assert [one.full for one in meanings(index, "nisbah.rencana")] == ["nisbah.rencana"]
    assert [one.full for one in meanings(index, "x")] == ["dikali.x"]  # nothing else is so called
    assert meanings(index, "selesei") == [] and near(index, "selesei") == "selesai"


def test_a_broken_part_hides_no_other(small: Path) -> None:
    file = small / "kep-1/skor.yaml"
    text = file.read_text(encoding="utf-8").replace("mean(bidang[rata", "mean(bidang[rataa")
    file.write_text(text.replace("x * n + 0", "x * n + + 0"), encoding="utf-8")
    whole = surveyed()
    found = {symbol.full: len(whole.index.of(symbol)) for symbol in own(whole)}
    assert found["ukuran.bobot"] == 9 and found["bidang.rata"] == 3
    assert {one.code for look in whole.looks.values() for one in look.problems} == {"E301", "E210"}
