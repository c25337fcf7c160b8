"""What one office is computed from, besides its manual."""

from __future__ import annotations

from engine.data.dataset import DataSet
from engine.data.kontrak import Kontrak
from engine.data.published import Printed
from engine.diagnostics.model import Problems
from engine.record import dataclass


@dataclass(frozen=True, slots=True)
class Inputs:
    """Contract and data of one office as its manual understands them. `problems`: what was found on the way; `doubts`:
    what is doubtful in data that can be read."""

    shown: str
    kontrak: Kontrak
    data: DataSet
    published: tuple[Printed, ...]
    problems: Problems
    doubts: Problems = ()
