"""Reading the audit trail: the history of an object, and whether the chains are whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from prongsai.foundation.audit.digests import digest_of, event_digest
from prongsai.foundation.audit.models import Chain, Event, Mention

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first event of a chain that does not hold. `agency` is its code, None for the installation's chain."""

    agency: str | None
    number: int
    at: datetime | None
    reason: str
    reason_en: str


def history_of(subject: Model) -> QuerySet[Event]:
    """What happened to an object, newest first, with who did it and what changed: events of its own and those that mention it."""
    kind, key = subject._meta.label_lower, str(subject.pk)
    # As a subquery, so that the database finds both by their indexes instead of walking through all events.
    mentioned = Mention.objects.filter(object_type=kind, object_id=key).values("event_id")
    found = Event.objects.filter(Q(object_type=kind, object_id=key) | Q(pk__in=mentioned))
    return found.select_related("by", "detail").order_by("-pk")  # as they were written, wherever the clock stood


def history_in(agency_id: int, subject: Model) -> QuerySet[Event]:
    """As `history_of`, for what happened to it in one agency: a person may work in several, which know nothing of each other."""
    return history_of(subject).filter(chain__agency_id=agency_id)


def latest_of_agency(agency_id: int) -> QuerySet[Event]:
    """What happened in an agency, newest first."""
    return Event.objects.filter(chain__agency_id=agency_id).select_related("by", "detail").order_by("-number")


def verify() -> Iterator[tuple[str | None, int, BrokenLink | None]]:
    """Walk every chain from its first event: (agency code, events seen, first broken link or None).

    A link is broken where a number is missing, the event before is not the one that was sealed, an event or its detail was altered, or
    events were cut off at the end.
    """
    for chain in Chain.objects.select_related("agency").order_by("pk").iterator():
        code = chain.agency.code if chain.agency else None
        seen, broken = _verify_chain(chain, code)
        yield code, seen, broken


def _verify_chain(chain: Chain, code: str | None) -> tuple[int, BrokenLink | None]:
    previous, number = "0" * 64, 0
    of_chain = Event.objects.filter(chain=chain).select_related("detail").order_by("number")
    while True:
        for event in of_chain.filter(number__gt=number, number__lte=chain.last_number).iterator(chunk_size=2000):
            reason = _fault(event, number + 1, previous)
            if reason:
                return number, BrokenLink(code, event.number, event.at, *reason)
            previous, number = event.digest, event.number
        is_at_end = (number, previous) == (chain.last_number, chain.last_digest)
        if is_at_end and not of_chain.filter(number__gt=number).exists():
            return number, None
        # Where people worked meanwhile, the chain has moved on with its events; then go on too.
        chain.refresh_from_db(fields=["last_number", "last_digest"])
        if not is_at_end or chain.last_number == number:
            return number, BrokenLink(code, number + 1, None, "เหตุการณ์ท้ายสายหายไป", "events are missing at the end")


def _fault(event: Event, number: int, previous: str) -> tuple[str, str] | None:
    if event.number != number:
        return f"ไม่มีเหตุการณ์ลำดับ {number}", f"event {number} is missing"
    if event.previous_digest != previous:
        return "ไม่ต่อกับเหตุการณ์ก่อนหน้า", "does not follow from the event before"
    if event.digest != event_digest(event):
        return "เนื้อหาของเหตุการณ์ถูกแก้", "the event was altered"
    detail = getattr(event, "detail", None)
    if detail is None:
        return "รายละเอียดของเหตุการณ์หายไป", "the event's detail is missing"
    if detail.erased_at is None and digest_of(detail.content) != event.detail_digest:
        return "รายละเอียดของเหตุการณ์ถูกแก้", "the event's detail was altered"
    return None


def last_digest_about(object_type: str) -> str:
    """The digest of the latest event about any object of a kind ("backups.restoration"); "" where there is none."""
    return Event.objects.filter(object_type=object_type).order_by("-pk").values_list("digest", flat=True).first() or ""
