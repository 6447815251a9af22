"""Keeping what the machine found when it looked at a revision. A check is no business event: it goes into no audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from prongsai.programme.evidence.models import LONGEST_ADDRESS, EvidenceCheck, EvidenceRevision

_LONGEST_DETAIL = 500
_TEMPORARY = EvidenceCheck.Outcome.TEMPORARY


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `outcome` is one of `EvidenceCheck.Outcome`; `has_text` None where nothing was searched."""

    outcome: str
    http_status: int | None = None
    media_type: str = ""
    final_url: str = ""
    has_text: bool | None = None
    content_sha256: str = ""
    detail: str = ""


@transaction.atomic
def keep_check(*, at: datetime, revision: EvidenceRevision, found: Found) -> EvidenceCheck:
    """Keep what was found. A failure that may pass by itself remembers since when it has failed without a pause.

    Attempts that could not even be made (the machine is cut off) neither begin nor end such a row of failures.
    """
    failing_since = None
    if found.outcome == _TEMPORARY:
        known = revision.checks.exclude(outcome=EvidenceCheck.Outcome.UNKNOWN).order_by("-pk").first()
        failing_since = known.failing_since if known and known.outcome == _TEMPORARY and known.failing_since else at
    return EvidenceCheck.objects.create(
        revision=revision,
        checked_at=at,
        outcome=found.outcome,
        http_status=found.http_status,
        media_type=found.media_type[:100],
        final_url=found.final_url[:LONGEST_ADDRESS],
        has_text=found.has_text,
        content_sha256=found.content_sha256,
        failing_since=failing_since,
        detail=found.detail[:_LONGEST_DETAIL],
    )
