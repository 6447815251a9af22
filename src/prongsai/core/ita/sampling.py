"""How many people must answer an instrument, by the rules of the year."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from prongsai.core.ita.model import Framework, Provenance, SampleRule, Sampling


@dataclass(frozen=True, slots=True)
class Sample:
    """The least number of people who must answer, of `population`; with the rule that says so and where it is known from."""

    population: int
    required: int
    rule: SampleRule
    provenance: Provenance

    def is_met(self, answers: int) -> bool:
        """Whether so many answers are enough."""
        return answers >= self.required


def required_sample(framework: Framework, instrument: str, population: int) -> Sample | None:
    """The least number of answers to an instrument from `population` people; None where the year has no rule for it.

    A share of people is rounded up to whole people. Raises ValueError for a population below zero.
    """
    if population < 0:
        raise ValueError(f"a population cannot be {population}")
    sampling = next((entry for entry in framework.sampling if entry.instrument == instrument), None)
    if sampling is None:
        return None
    rule = _rule_for(sampling, population)
    return Sample(population, min(population, _count(rule, population)), rule, sampling.provenance)


def _rule_for(sampling: Sampling, population: int) -> SampleRule:
    return next((rule for rule in sampling.rules if rule.below is None or population < rule.below), sampling.rules[-1])


def _count(rule: SampleRule, population: int) -> int:
    if rule.is_all or rule.share is None:
        count = population
    else:
        count = ceil(population * rule.share / 100)
    if rule.at_least is not None:
        count = max(count, rule.at_least)
    return count if rule.at_most is None else min(count, rule.at_most)


def enough_for(framework: Framework, instrument: str, answers: int) -> int | None:
    """The largest population of which so many answers are a sufficient sample; None where they are enough for any.

    Raises LookupError where the year has no rule for the instrument.
    """
    if required_sample(framework, instrument, 0) is None:
        raise LookupError(f"{framework.fiscal_year} has no sample for {instrument}")
    # A larger population never needs a smaller sample, so the edge is found by halving.
    low, high = 0, _EVERYBODY
    if _needs(framework, instrument, high) <= answers:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if _needs(framework, instrument, middle) <= answers:
            low = middle
        else:
            high = middle
    return low


_EVERYBODY = 100_000_000


def _needs(framework: Framework, instrument: str, population: int) -> int:
    sample = required_sample(framework, instrument, population)
    return 0 if sample is None else sample.required
