"""A small paket with its manual and decree, in a working folder of its own, to put cases beside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import pipeline
from engine.cases.ground import Ground
from engine.surfaces.cli.running import run
from tests.diagnostics.test_cases import HERE, copied

Rules = Callable[..., tuple[int, str, str]]


BASE = HERE / "base"


@pytest.fixture(scope="session")
def ground() -> Ground:
    """The manual of the small paket, read once."""
    _, stack, found = pipeline.manual_files((BASE / "ukuran-2030").as_posix())
    assert stack
    return Ground(stack, found)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `tests/diagnostics/base`, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    copied(HERE / "base")
    return tmp_path


@pytest.fixture
def rules(capsys: pytest.CaptureFixture[str]) -> Rules:
    """`rules(…)`: exit code, what goes out, what is said beside, in English."""

    def call(*arguments: str, **environ: str) -> tuple[int, str, str]:
        code = run([*arguments, "--lang", "en"], environ)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def put(base: Path) -> Callable[[str, str], Path]:
    """`put(file, text)` writes a file below the working folder."""

    def write(name: str, text: str) -> Path:
        file = base / name
        file.write_text(text, encoding="utf-8")
        return file

    return write
