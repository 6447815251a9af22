"""Paths to the values of a paper ("measures[2].monitoring.due"): keys of its JSON form, entries of lists counted from 0."""

from __future__ import annotations

import re
from typing import Any

STEP = re.compile(r"([A-Za-z_]+)|\[(\d+)\]|\.")


def value_at(obj: Any, path: str) -> Any:
    """The value at a path of a paper's JSON object; below a value that is null everything is null. Raises `KeyError` for a path that no
    paper can have, or that leads beyond a list.
    """
    value = obj
    for step in steps_of(path):
        if value is None:
            return None
        try:
            value = value[step]
        except (IndexError, TypeError):
            raise KeyError(path) from None
    return value


def steps_of(path: str) -> list[str | int]:
    """The keys and numbers of a path, in order. Raises `KeyError` where it is none."""
    found: list[str | int] = []
    at = 0
    while at < len(path):
        step = STEP.match(path, at)
        if step is None:
            raise KeyError(path)
        if step[1] or step[2]:
            found.append(step[1] or int(step[2]))
        at = step.end()
    if not found:
        raise KeyError(path)
    return found
