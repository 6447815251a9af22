"""How far the index is behind, and bringing it up to date before a question where that is a matter of moments."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.utils import translation

from prongsai.foundation.audit.models import Chain
from prongsai.foundation.search.actions import catch_up, current_form, last_number
from prongsai.foundation.search.models import SearchCursor

SHORT_BACKLOG = 300
"""So many events are followed before the answer; more are left to the worker."""

log = logging.getLogger(__name__)


def freshen(agency_id: int) -> bool:
    """Bring the index up to date where little is missing; False where the answer to come may miss something.

    A database that cannot be written to now is no reason not to answer.
    """
    behind = backlog(agency_id)
    if behind > SHORT_BACKLOG:
        return False
    try:
        if behind:
            follow(agency_id)
    except DatabaseError:
        log.warning("the index of agency %s could not be brought up to date", agency_id, exc_info=True)
        return False
    return True


def backlog(agency_id: int) -> int:
    """How many events the index has not followed; all of them where it must be built, and at least one then."""
    own, everywhere = last_number(agency_id), last_number(None)
    cursor = SearchCursor.objects.filter(agency_id=agency_id).first()
    if cursor is None or cursor.form != current_form():
        return max(1, own)
    return max(0, own - cursor.event_number) + max(0, everywhere - cursor.installation_number)


def agencies_behind() -> Iterator[int]:
    """The agencies whose index misses something."""
    for agency_id in Chain.objects.exclude(agency=None).order_by("pk").values_list("agency_id", flat=True):
        if agency_id is not None and backlog(agency_id):
            yield agency_id


def follow(agency_id: int) -> None:
    """Follow the audit trail to its end. Words that sources add are Thai, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        while not catch_up(agency_id=agency_id):
            pass
