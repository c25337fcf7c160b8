"""Whole contracts as generated Python: every figure of an office from its rows, exact and quick."""
