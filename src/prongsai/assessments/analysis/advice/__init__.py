"""Advice on what is weak, as data: what usually pulls an indicator, a sub-indicator or a topic down, and what to do about it.

One TOML file per instrument and one for the seven topics; the wording is the project's own. No database, no web framework.
"""

from prongsai.assessments.analysis.advice.entries import Advice, advice, advice_for
from prongsai.assessments.analysis.advice.loading import AdviceError, load

__all__ = ["Advice", "AdviceError", "advice", "advice_for", "load"]
