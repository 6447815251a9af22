"""Freezing numbers that another part vouches for: they stay as they were when somebody used them to prove something."""

from __future__ import annotations

from datetime import date
from typing import Any

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation import registry
from prongsai.foundation.audit.digests import digest_of, plain

CSV_COLUMNS = ("key", "label", "value", "unit", "as_of", "source")


def sources_of(agency_id: int, fiscal_year: int, today: date) -> list[tuple[registry.FactSource, tuple[registry.Fact, ...]]]:
    """Every source that has numbers of an agency and year today, with them."""
    found = ((source, tuple(source.compute(agency_id, fiscal_year, today))) for source in registry.facts)
    return [(source, facts) for source, facts in found if facts]


def freeze(source_key: str, *, agency_id: int, agency_code: str, fiscal_year: int, today: date) -> dict[str, Any] | None:
    """The numbers of a source as they are today, with what was asked; None where there is no such source or it knows no number.

    The period is the fiscal year up to today.
    """
    source = registry.facts.get(source_key)
    facts = tuple(source.compute(agency_id, fiscal_year, today)) if source else ()
    if source is None or not facts:
        return None
    first, last = fiscal_year_range(fiscal_year)
    return {
        "source": source.key,
        "label": str(source.label),
        "agency": agency_code,
        "fiscal_year": fiscal_year,
        "as_of": today.isoformat(),
        "period": [first.isoformat(), max(first, min(last, today)).isoformat()],
        "facts": [
            {
                "key": fact.key,
                "label": str(fact.label),
                "value": fact.value,
                "unit": str(fact.unit),
                "as_of": plain(fact.as_of),
                "source": fact.source,
            }
            for fact in facts
        ],
    }


def digest_of_facts(frozen: dict[str, Any]) -> str:
    """SHA-256 of frozen numbers in their canonical form (`audit.digests`): sorted keys, no spaces, UTF-8."""
    return digest_of(frozen)
