"""Whole numbers that a form or an address sends: what a person's browser would send, and nothing longer."""

from __future__ import annotations

_MOST_DIGITS = 12


def read_whole(written: object) -> int | None:
    """A whole number of 0 or more in ASCII digits, at most twelve of them; None for anything else."""
    text = str(written if written is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
