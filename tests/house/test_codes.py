"""Every diagnostic and every reason is shown by some test: a code that nobody can reach is not kept."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [file.read_text(encoding="utf-8") for file in sorted(ROOT.glob("engine/**/*.py"))]
SHOWN = "\n".join(
    file.read_text(encoding="utf-8", errors="replace")
    for file in sorted(ROOT.glob("tests/**/*"))
    if file.suffix in (".py", ".txt", ".csv", ".json") and file != Path(__file__).resolve()
)


def found(pattern: str) -> set[str]:
    return {code for source in SOURCES for code in re.findall(pattern, source)}


def test_every_diagnostic_is_shown() -> None:
    codes = found(r'"([EWNT]\d{3})"')
    assert len(codes) > 200
    assert sorted(code for code in codes if code not in SHOWN) == []


def test_every_reason_is_shown() -> None:
    codes = found(r'Reason\(\s*"([a-z_]+)"')
    assert len(codes) >= 20
    assert sorted(code for code in codes if code not in SHOWN) == []
