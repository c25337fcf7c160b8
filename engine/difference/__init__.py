"""What a manual or a contract changes against another one, by name and by what its formulas mean."""
