"""Finding one's way in rule files: where a name is defined and used, and renaming it everywhere."""
