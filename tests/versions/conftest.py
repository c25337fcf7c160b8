"""A small decree, a manual of 2030 and one of 2031 that extends it, and a paket of 2031, in the working folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

DIAGNOSTICS = Path(__file__).resolve().parents[1] / "diagnostics"
Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Puts the small manuals and these files into the working folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("base", "versions"):
        shutil.copytree(DIAGNOSTICS / name, tmp_path, dirs_exist_ok=True)

    def writing(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return writing
