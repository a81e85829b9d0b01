"""Templates of the pages, and their style; no code."""
