"""Numbers of evidence for the others: how much a year has, and how much of it can be used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.evidence.queries import evidence_rows, standing_evidence

FACTS_KEY = "evidence.year"


def announce_facts() -> None:
    """Put the numbers on their shelf."""
    registry.facts.announce(registry.FactSource(FACTS_KEY, gettext_lazy("หลักฐานของปี"), facts_of))


def facts_of(agency_id: int, fiscal_year: int, today: date) -> Iterator[registry.Fact]:
    """How many pieces of standing evidence a year has, by kind, and how many need something to be done; nothing for a year without any."""
    rows = evidence_rows(standing_evidence(agency_id, fiscal_year), today)
    if not rows:
        return
    source = reverse("staff:evidence", args=[Agency.objects.values_list("code", flat=True).get(pk=agency_id), fiscal_year])
    numbers = {
        "evidence.pieces": (len(rows), _("หลักฐานทั้งหมด")),
        **{f"evidence.{kind}": (sum(row.kind == kind for row in rows), str(kind.label)) for kind in Evidence.Kind},
        "evidence.usable": (sum(row.verdict.is_usable for row in rows), _("ใช้ได้")),
        "evidence.accepted": (sum(row.review == "accepted" for row in rows), _("ตรวจรับแล้ว")),
    }
    for key, (value, label) in numbers.items():
        yield registry.Fact(key, value, _("รายการ"), today, source, label)
