"""Migrations of both databases. A revision is a file `versions/rNNNN_what.py`, named as its revision is."""
