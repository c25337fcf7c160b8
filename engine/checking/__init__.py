"""What is checked, and everything that is found in it: manuals, pakets, single files."""
