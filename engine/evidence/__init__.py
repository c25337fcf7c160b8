"""Figures with everything they rest on in one file, and whether such a file still says what it said when made."""
