"""Finding advice by key and fiscal year."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from prongsai.assessments.analysis.advice.loading import Advice, load

__all__ = ["Advice", "advice", "advice_for"]


@cache
def advice() -> tuple[Advice, ...]:
    """All advice, file by file. Raises `AdviceError` where the data files break a rule."""
    return load(files("prongsai.assessments.analysis.advice"))


def advice_for(key: str, fiscal_year: int) -> Advice | None:
    """The advice on an indicator ("4"), sub-indicator ("10.2") or topic ("assets") in a fiscal year; None where there is none."""
    return next((entry for entry in advice() if entry.key == key and entry.holds_in(fiscal_year)), None)
