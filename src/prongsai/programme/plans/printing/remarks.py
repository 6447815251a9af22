"""What other parts say at the end of a printed report, such as exceptions to rules. They announce it; plans know none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from prongsai.programme.plans.models import Plan

Source = Callable[[Plan, date], Iterable[str]]
"""Gives the paragraphs for a plan as it stood on a day."""

_sources: list[Source] = []


def announce_remarks(source: Source) -> None:
    """Add a source; one that is known already is not added again."""
    if source not in _sources:
        _sources.append(source)


def remarks_on(plan: Plan, as_of: date) -> tuple[str, ...]:
    """The paragraphs of all sources, in the order in which these announced themselves."""
    return tuple(paragraph for source in _sources for paragraph in source(plan, as_of))
