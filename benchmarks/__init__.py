"""Figures that issues and documents quote, one command each."""
