"""New files, filled with what a manual asks for: each passes the check, and says what to put where."""
