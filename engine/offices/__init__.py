"""Many offices -> figures and problems of each: one after the other, so that a thousand need no more room than one."""
