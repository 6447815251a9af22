"""What need not hold of a plan, as its reports print it. Parts that know of exceptions announce them; plans know none of these parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from prongsai.programme.plans.models import Plan

Source = Callable[[Plan, date], Iterable[str]]
"""Gives one paragraph for each exception that holds for a plan on a day."""

_sources: list[Source] = []


def announce_exceptions(source: Source) -> None:
    """Add a source; one that is known already is not added again."""
    if source not in _sources:
        _sources.append(source)


def exceptions_on(plan: Plan, as_of: date) -> tuple[str, ...]:
    """The paragraphs of all sources, in the order in which these announced themselves."""
    return tuple(paragraph for source in _sources for paragraph in source(plan, as_of))
