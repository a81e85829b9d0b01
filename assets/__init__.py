"""The Dagster code location: what is built from what, and when."""
