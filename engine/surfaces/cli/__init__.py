"""The command `rules`. Help and completion load click and nothing heavier; each command loads what it needs."""

from __future__ import annotations

from engine.surfaces.cli.running import main

__all__ = ["main"]
