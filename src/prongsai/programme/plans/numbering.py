"""The numbers of measures and steps. They follow from prefix and position, so nothing has to be renumbered when the order changes."""

from __future__ import annotations

import re

from prongsai.core.thai.numerals import to_arabic_digits

_PREFIX = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")


def number_of_measure(prefix: str, position: int) -> str:
    """The number of a measure at a position (from 1) among those that stand: "2.10" behind the prefix "2.", "10" without prefix."""
    return f"{prefix}{'.' if prefix and not prefix.endswith('.') else ''}{position}"


def number_of_step(measure_number: str, position: int) -> str:
    """The number of a step at a position (from 1) within its measure: "2.10" in measure "2", "2.1.3" in measure "2.1"."""
    return f"{measure_number}.{position}"


def read_prefix(written: str) -> str | None:
    """A prefix as people type it ("๒", "2.", "ข้อ 2") in its stored form "2."; "" for none, None for what is no number."""
    plain = to_arabic_digits(written).strip().removeprefix("ข้อ").strip()
    if not plain:
        return ""
    return f"{plain.rstrip('.')}." if _PREFIX.fullmatch(plain) else None
