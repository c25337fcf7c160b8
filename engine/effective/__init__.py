"""The rules in force, of all versions together: listed with where each comes from, and written out as rule files."""
