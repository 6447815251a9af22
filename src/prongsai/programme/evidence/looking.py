"""Looking at revisions: for text in a PDF that was handed in, and at public addresses.

Nothing waits in a queue: what is due follows from what was found before, so that no crash loses a look.
"""

from __future__ import annotations

import logging
import tempfile
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from prongsai import __version__
from prongsai.foundation.files.copies import write_out
from prongsai.foundation.files.models import StoredFile
from prongsai.programme.evidence.actions.checking import Found, keep_check
from prongsai.programme.evidence.links.looking import Looker
from prongsai.programme.evidence.models import EvidenceCheck, EvidenceRevision
from prongsai.programme.evidence.pacing import Share
from prongsai.programme.evidence.pdf_text import found_in_pdf
from prongsai.programme.evidence.verdicts import PDF

NIGHT = range(1, 5)
"""The hours in which addresses are looked at again, by the clock of Thailand."""
AGAIN_AFTER = timedelta(hours=18)
AFTER_A_MOMENT = timedelta(minutes=2)
"""A new revision is looked at at once; after this long without a look it counts as forgotten."""
SEARCHED_AGAIN_AFTER = timedelta(days=6, hours=12)
"""A PDF behind an address is fetched whole once a week: what lies there may be replaced. In between only its beginning is."""
_Outcome = EvidenceCheck.Outcome
log = logging.getLogger(__name__)


@cache
def shared_looker() -> Looker:
    """The looker of this process: it paces all requests to a host, and says who asks and whom to write to."""
    who = f"Prongsai/{__version__} (looks at links of evidence; {settings.ENVIRONMENT.address}; {settings.DEFAULT_FROM_EMAIL})"
    return Looker(user_agent=who, find_text=found_in_pdf)


@cache
def shared_share() -> Share:
    """What the looks of this process may take of its time."""
    return Share(settings.LOOKS_SECONDS_PER_MINUTE)


def look_at_revision(revision_id: int, *, is_asked: bool = False, looker: Looker | None = None) -> EvidenceCheck | None:
    """Look at a revision and keep what was found; None where there is nothing to look at, or nobody may look from here.

    Whatever goes wrong while looking is told as a look that could not be made; only faults of the database come through.
    """
    revision = EvidenceRevision.objects.select_related("file__blob").filter(pk=revision_id).first()
    if revision is None:
        return None
    if revision.file is not None:
        return _look_at_file(revision, revision.file)
    if not revision.url or not (is_asked or settings.LINKS_ARE_LOOKED_AT):
        return None
    known = None if is_asked else _known_text(revision)
    try:
        found = (looker or shared_looker()).look(revision.url, knows_text=known)
    except Exception as error:
        log.exception("revision %s could not be looked at", revision_id)
        found = Found(_Outcome.UNKNOWN, detail=type(error).__name__)
    return keep_check(at=timezone.now(), revision=revision, found=found)


def look_at_due(*, now: datetime | None = None, looker: Looker | None = None, share: Share | None = None) -> int:
    """Look at everything that is due, as long as the share of the minute lasts, and say how many were looked at.

    What is left is due in the next minute, and so are addresses of a host that has asked us to wait.
    """
    now, looker, share = now or timezone.now(), looker or shared_looker(), share or shared_share()
    count = 0
    for revision_id, url in due(now).values_list("pk", "url"):
        if share.is_spent():
            break
        if not (url and looker.is_resting(url)):
            with share.taking():
                look_at_revision(revision_id, looker=looker)
            count += 1
    return count


def due(now: datetime) -> QuerySet[EvidenceRevision]:
    """Latest revisions of standing evidence that want a look: those that never had one, and by night addresses not looked at since.

    Those whose last look is longest ago come first. Frozen numbers want none, and of files only PDF.
    """
    checks = EvidenceCheck.objects.filter(revision=OuterRef("pk"))
    later = EvidenceRevision.objects.filter(evidence=OuterRef("evidence"), number__gt=OuterRef("number"))
    of_file = Q(file__blob__media_type=PDF)
    of_address = ~Q(url="") if settings.LINKS_ARE_LOOKED_AT else Q(pk=None)
    is_forgotten = (of_file | of_address) & Q(added_at__lt=now - AFTER_A_MOMENT) & Q(~Exists(checks))
    is_night = timezone.localtime(now).hour in NIGHT
    recent = checks.filter(checked_at__gte=now - AGAIN_AFTER, checked_at__lte=now + AGAIN_AFTER)  # later ones come from a wrong clock
    is_due_again = of_address & Q(~Exists(recent)) if is_night else Q(pk=None)
    wanted = EvidenceRevision.objects.filter(is_forgotten | is_due_again, evidence__withdrawn_at=None)
    looked_at = Subquery(checks.order_by("-pk").values("checked_at")[:1])
    return wanted.exclude(Exists(later)).annotate(looked_at=looked_at).order_by(F("looked_at").asc(nulls_first=True), "pk")


def _known_text(revision: EvidenceRevision) -> bool | None:
    """Whether the PDF behind an address has text, where that was seen within the week; that it has none is looked at every time."""
    since = timezone.now() - SEARCHED_AGAIN_AFTER
    searched = revision.checks.filter(checked_at__gt=since).exclude(has_text=None).exclude(content_sha256="").order_by("-pk").first()
    return True if searched is not None and searched.has_text else None


def _look_at_file(revision: EvidenceRevision, stored: StoredFile) -> EvidenceCheck | None:
    if stored.blob.media_type != PDF:
        return None
    try:
        with tempfile.TemporaryDirectory(prefix="prongsai-text-") as folder:
            found = found_in_pdf(write_out(stored, Path(folder)))
    except FileNotFoundError:
        found = Found(_Outcome.UNREADABLE, media_type=PDF, detail="the stored content is missing")
    return keep_check(at=timezone.now(), revision=revision, found=found)
