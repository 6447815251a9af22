"""Backups: one file with database and stored files, read again before it counts, and the way back from it."""
