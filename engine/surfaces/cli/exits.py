"""The exit codes, as ruff, ESLint and Prettier have them."""

from __future__ import annotations

CLEAN = 0
"""Nothing to find, or nothing but what is lawful."""

FINDINGS = 1
"""Findings, provisional figures, mistakes in files or formulas."""

WRONG = 2
"""Wrong use, nothing readable, or a mistake of our own."""

INTERRUPTED = 130
"""What a shell reports for a program ended by Ctrl-C."""

PIPE_CLOSED = 141
"""What a shell reports for a program ended by a closed pipe."""
