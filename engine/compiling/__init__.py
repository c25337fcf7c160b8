"""Checked formulas as generated Python, exact and quick."""
