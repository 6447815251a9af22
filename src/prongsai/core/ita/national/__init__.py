"""Scoring of the whole country in one run, on one machine or many; the same numbers as `scoring` to the last published digit."""

from prongsai.core.ita.national.engines import ENGINES, EngineName
from prongsai.core.ita.national.faults import NationalFault
from prongsai.core.ita.national.running import score_national

__all__ = ["ENGINES", "EngineName", "NationalFault", "score_national"]
