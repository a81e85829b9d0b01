"""Answers as pages: one HTML file each, without a script, that asks no network for anything."""
