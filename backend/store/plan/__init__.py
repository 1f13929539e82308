"""Reads: a selection becomes one SQL statement and a finish."""
