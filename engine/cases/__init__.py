"""Cases: examples that policy staff write beside the rules."""
