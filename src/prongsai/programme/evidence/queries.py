"""Reading evidence: rows with their verdict, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce

from prongsai.programme.evidence.models import Evidence, EvidenceCheck, EvidenceReview, EvidenceRevision
from prongsai.programme.evidence.verdicts import PDF, CheckSeen, EvidenceSeen, Verdict, verdict_of


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence with its latest revision, as it stands on a day.

    `uploaded_at` is the moment of the latest revision. `media_type`, `size_bytes`, `file_id` and `file_name` are those of a file, `url`
    that of a link, `facts` the frozen numbers of a register (see `EvidenceRevision`). `check` is the latest check of that revision.
    `step_ids` are the steps of one measure to which it is tied, filled by who reads it for a measure; empty: the whole measure.
    """

    pk: int
    kind: str
    title: str
    fiscal_year: int
    evidence_on: date | None
    period_from: date | None
    period_to: date | None
    expires_on: date | None
    uploaded_at: datetime
    added_by_id: int | None
    revision_id: int
    revision_number: int
    sha256: str
    media_type: str
    size_bytes: int | None
    file_id: int | None
    file_name: str
    url: str
    source_key: str
    facts: dict[str, Any] | None
    check: CheckSeen | None
    review: str | None
    verdict: Verdict
    step_ids: tuple[int, ...] = ()

    @property
    def period(self) -> tuple[date, date] | None:
        """The period that the evidence tells of, None where it tells of a day."""
        return (self.period_from, self.period_to) if self.period_from and self.period_to else None

    @property
    def is_searchable(self) -> bool:
        """Whether text was found in it, so that people can search it."""
        return self.check is not None and self.check.has_text is True

    @property
    def is_pdf(self) -> bool:
        """Whether the file or what the address gave is a PDF."""
        return (self.media_type or (self.check.media_type if self.check else "")) == PDF

    @property
    def code(self) -> str:
        """The first eight signs of the digest in two groups, as people compare it: "7F3A C21E"."""
        return f"{self.sha256[:4]} {self.sha256[4:8]}".upper()


def evidence_rows(found: QuerySet[Evidence], today: date) -> list[EvidenceRow]:
    """The evidence of a query as rows, in its order."""
    pieces = list(found)
    ids = [piece.pk for piece in pieces]
    revisions = latest_revisions(ids)
    held = [revision.pk for revision in revisions.values()]
    checks, reviews = _latest_checks(held), _latest_reviews(held)
    return [
        _row(piece, revision, checks.get(revision.pk), reviews.get(revision.pk), today)
        for piece in pieces
        if (revision := revisions.get(piece.pk)) is not None
    ]


def evidence_row(piece: Evidence, today: date) -> EvidenceRow:
    """One piece of evidence as a row."""
    return evidence_rows(Evidence.objects.filter(pk=piece.pk), today)[0]


def standing_evidence(agency_id: int, fiscal_year: int) -> QuerySet[Evidence]:
    """The evidence of a year that is not withdrawn, oldest first."""
    return Evidence.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year, withdrawn_at=None)


def latest_revisions(evidence_ids: Iterable[int]) -> dict[int, EvidenceRevision]:
    """The latest revision of each piece of evidence, with its file."""
    of = EvidenceRevision.objects.filter(evidence_id__in=list(evidence_ids))
    latest = of.order_by().values("evidence_id").annotate(latest=Max("pk")).values("latest")
    chosen = EvidenceRevision.objects.filter(pk__in=latest).select_related("file__blob")
    return {revision.evidence_id: revision for revision in chosen}


def _latest_checks(revision_ids: list[int]) -> dict[int, EvidenceCheck]:
    """What was found last. A look that could not be made tells nothing where there is one before it that could."""
    of = EvidenceCheck.objects.filter(revision_id__in=revision_ids).order_by().values("revision_id")
    told = ~Q(outcome=EvidenceCheck.Outcome.UNKNOWN)
    latest = of.annotate(latest=Coalesce(Max("pk", filter=told), Max("pk"))).values("latest")
    return {check.revision_id: check for check in EvidenceCheck.objects.filter(pk__in=latest)}


def _latest_reviews(revision_ids: list[int]) -> dict[int, EvidenceReview]:
    of = EvidenceReview.objects.filter(revision_id__in=revision_ids)
    latest = of.order_by().values("revision_id").annotate(latest=Max("pk")).values("latest")
    return {review.revision_id: review for review in EvidenceReview.objects.filter(pk__in=latest)}


def _row(
    piece: Evidence, revision: EvidenceRevision, check: EvidenceCheck | None, review: EvidenceReview | None, today: date
) -> EvidenceRow:
    seen = CheckSeen(check.checked_at, check.outcome, check.media_type, check.has_text, check.failing_since) if check else None
    verdict = verdict_of(
        EvidenceSeen(
            kind=piece.kind,
            fiscal_year=piece.fiscal_year,
            evidence_on=piece.evidence_on,
            period_from=piece.period_from,
            period_to=piece.period_to,
            expires_on=piece.expires_on,
            review=review.verdict if review else None,
            review_reason=review.reason if review else "",
            check=seen,
        ),
        today,
    )
    blob = revision.file.blob if revision.file else None
    return EvidenceRow(
        pk=piece.pk,
        kind=piece.kind,
        title=piece.title,
        fiscal_year=piece.fiscal_year,
        evidence_on=piece.evidence_on,
        period_from=piece.period_from,
        period_to=piece.period_to,
        expires_on=piece.expires_on,
        uploaded_at=revision.added_at,
        added_by_id=revision.added_by_id,
        revision_id=revision.pk,
        revision_number=revision.number,
        sha256=revision.sha256,
        media_type=blob.media_type if blob else "",
        size_bytes=blob.size_bytes if blob else None,
        file_id=revision.file_id,
        file_name=revision.file.name if revision.file else "",
        url=revision.url,
        source_key=revision.source_key,
        facts=revision.facts,
        check=seen,
        review=review.verdict if review else None,
        verdict=verdict,
    )
