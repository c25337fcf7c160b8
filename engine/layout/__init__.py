"""The one canonical form of rule files: how the same rules look, whoever wrote them. Meaning is never touched."""
