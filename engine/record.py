"""`dataclass` as the whole engine uses it: `frozen` is held by the type checker, and costs nothing when running.

A frozen dataclass of the standard library sets every field through `object.__setattr__` and defines two methods more;
with some 150 small classes that was 80 ms of each start, and half the time of making a node. mypy runs in strict mode
over all of the engine and refuses to change a frozen record, so the run-time guard finds nothing that it does not.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: Any = None, /, *, frozen: bool = False, eq: bool = True, **options: Any) -> Any:
        """The standard decorator; frozen records are hashable and compare by value, without the guard on setting."""
        return dataclasses.dataclass(cls, eq=eq, unsafe_hash=frozen and eq, **options)
