"""What both databases are asked in: groups of stretches, and the answer as parts of a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Wanted = Sequence[Sequence[str]]
"""Of every group at least one stretch of letters must stand in the text."""


class Clause(NamedTuple):
    """Parts of a query over entries, which are `e` in it: what to read from, condition with its parameters, order.

    `is_indexed`: some of the condition is a matter of the index of letters.
    """

    tables: str
    condition: str
    parameters: tuple[str | int, ...]
    order: str
    is_indexed: bool
