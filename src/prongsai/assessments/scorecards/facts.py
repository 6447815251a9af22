"""Numbers of scorecards for the others, and which of their fields are personal data: what the registry's shelves hold of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.assessments.scorecards.queries import current_cards
from prongsai.assessments.scorecards.stored import stored_card
from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_personal_data

FACTS_KEY = "scores.current"
_HUNDREDTHS = 100


def announce_facts() -> None:
    """Put the facts and personal data of scorecards on their shelves."""
    registry.facts.announce(registry.FactSource(FACTS_KEY, gettext_lazy("ผลประเมิน ITA"), facts_of))
    announce_personal_data("prongsai.assessments.scorecards")


def facts_of(agency_id: int, fiscal_year: int, today: date) -> Iterator[registry.Fact]:
    """Total and instruments of the current cards of a year, in hundredths of a point; nothing for what is not known.

    Keys: "scores.official.total", "scores.own.IIT".
    """
    for row in current_cards(agency_id, fiscal_year).select_related("agency"):
        card = stored_card(row)
        if card is None:
            continue
        source = reverse("staff:score-card", args=[row.agency.code, row.pk])
        as_of = timezone.localdate(row.created_at)
        for key in ("total", *(part.key for part in card.total.reason.parts)):
            points = card.points(key)
            if points is not None:
                value = int((points * _HUNDREDTHS).to_integral_value())
                yield registry.Fact(f"scores.{row.kind}.{key}", value, _("ส่วนร้อยของคะแนน"), as_of, source)
