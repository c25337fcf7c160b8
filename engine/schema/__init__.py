"""JSON Schemas of the files that people write, so that an editor knows their keys while they are written."""
