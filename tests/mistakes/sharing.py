"""What the correct files are read and checked as, kept from one case to the next.

Every case changes one file of more than twenty. Reading a file, parsing a formula and checking a stack of manuals give
the same for the same text, so what has been given once need not be worked out three hundred times.
"""

from __future__ import annotations

from typing import Any

import pytest

from engine.analysis.analyse import analyse
from engine.data.paket import read_paket
from engine.language.parse import parse_cell, parse_formula
from engine.manual.check import check_manual
from engine.manual.read import read_file


def share(patch: pytest.MonkeyPatch) -> None:
    """Until `patch` is undone."""
    kept: dict[Any, Any] = {}

    def once(key: Any, make: Any, *arguments: Any) -> Any:
        """What is kept also keeps the arguments, so that their ids are theirs for good."""
        if key not in kept:
            kept[key] = make(*arguments), arguments
        return kept[key][0]

    def span_key(span: Any) -> Any:
        return id(span.source), span.start, span.end

    def stack_key(stack: Any) -> Any:
        return tuple(id(form) for files in stack for form in (files.form, *files.rules, *files.entries))

    def read(path: Any, name: Any) -> Any:
        return once((name, path.read_bytes()), read_file, path, name)

    def paket(folder: Any) -> Any:
        files = ((file.name, file.read_bytes()) for file in sorted(folder.iterdir()))
        return once((folder, *files), read_paket, folder)

    def formula(span: Any) -> Any:
        return once(("formula", *span_key(span)), parse_formula, span)

    def cell(span: Any) -> Any:
        return once(("cell", *span_key(span)), parse_cell, span)

    def checked(stack: Any, reported: Any) -> Any:
        return check_manual(stack, reported) if reported else once(stack_key(stack), check_manual, stack)

    def analysed(manual: Any, stack: Any, problems: Any) -> Any:
        if problems:
            return analyse(manual, stack, problems)
        return once(("analysed", *stack_key(stack)), analyse, manual, stack, problems)

    patch.setattr("engine.manual.read.read_file", read)
    patch.setattr("engine.data.paket.read_paket", paket)
    patch.setattr("engine.manual.bodies.parse_formula", formula)
    patch.setattr("engine.manual.bodies.parse_cell", cell)
    patch.setattr("engine.checking.library.check_manual", checked)
    patch.setattr("engine.checking.library.analyse", analysed)
