"""What the operating system refuses, in words of ours: its own are in no language in particular."""

from __future__ import annotations

import errno

from engine.diagnostics.model import Message, say

_WHY = {
    errno.ENOENT: say("there is no such file"),
    errno.EISDIR: say("it is a folder"),
    errno.EACCES: say("you may not read or write it"),
    errno.ENOSPC: say("there is no space left"),
}


def why(error: OSError) -> Message:
    """The cause of an error; the system's own word for one that is rare."""
    return _WHY.get(error.errno or 0) or Message(error.strerror or str(error))
