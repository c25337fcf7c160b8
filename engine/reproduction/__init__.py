"""A published report and its paket -> where the report contradicts itself, and what may have happened."""
