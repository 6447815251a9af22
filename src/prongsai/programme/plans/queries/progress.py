"""Reading what was reported on a measure: its reports with files and what they correct, and what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from prongsai.foundation.audit.models import Event
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.progress import may_correct
from prongsai.programme.plans.models import Measure, MoreRequest, ProgressReport, ReportFile
from prongsai.programme.plans.permissions import units_concerned

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report with its files and the reports that it corrects, the newest of them first."""

    report: ProgressReport
    files: tuple[StoredFile, ...]
    corrected: tuple[ShownReport, ...] = ()
    may_be_corrected: bool = False

    def lines(self, name: str) -> list[str]:
        """The entries of a list of the report ("outputs") that hold something."""
        return [line.strip() for line in getattr(self.report, name).splitlines() if line.strip()]

    @property
    def outputs(self) -> list[str]:
        """What was made."""
        return self.lines("outputs")

    @property
    def outcomes(self) -> list[str]:
        """What came of it."""
        return self.lines("outcomes")

    @property
    def obstacles(self) -> list[str]:
        """What stood in the way."""
        return self.lines("obstacles")

    @property
    def suggestions(self) -> list[str]:
        """What to do better."""
        return self.lines("suggestions")


@dataclass(frozen=True, slots=True)
class Progress:
    """All that was reported on a measure, newest first, and what was asked for: open requests first."""

    reports: tuple[ShownReport, ...] = ()
    requests: tuple[MoreRequest, ...] = ()
    may_report: bool = False
    may_ask: bool = False
    file_count: int = field(default=0)

    @property
    def open_requests(self) -> tuple[MoreRequest, ...]:
        """Requests without an answer."""
        return tuple(request for request in self.requests if request.answer_id is None and request.withdrawn_at is None)

    @property
    def answered(self) -> tuple[MoreRequest, ...]:
        """Requests with an answer, and those that were taken back."""
        return tuple(request for request in self.requests if request.answer_id is not None or request.withdrawn_at is not None)


def progress_of(measure: Measure, *, by: Actor) -> Progress:
    """What was reported on a measure and its steps, as this actor may go on with it."""
    reports = ProgressReport.objects.filter(Q(measure=measure, step=None) | Q(step__measure=measure))
    found = list(reports.select_related("step", "unit", "reported_by").order_by("-happened_on", "-reported_at", "-pk"))
    files = _files_of(found)
    by_pk = {report.pk: report for report in found}
    corrected = {report.corrects_id for report in found}
    standing = [report for report in found if report.pk not in corrected]
    may_report = measure.withdrawn_at is None and by.may("plans.report", unit_ids=units_concerned(measure))
    shown = tuple(
        ShownReport(report, files.get(report.pk, ()), _chain(report, by_pk, files), may_report and may_correct(by, report))
        for report in standing
    )
    asked = list(measure.more_requests.select_related("asked_by", "step", "report", "answer").order_by("-asked_at", "-pk"))
    asked.sort(key=lambda request: request.answer_id is not None or request.withdrawn_at is not None)
    return Progress(
        reports=shown,
        requests=tuple(asked),
        may_report=may_report,
        may_ask=measure.withdrawn_at is None and by.may("plans.ask_more"),
        file_count=sum(len(entry.files) for entry in shown),
    )


def open_requests_of(measure: Measure) -> list[MoreRequest]:
    """What was asked about a measure and has no answer yet, oldest first."""
    found = MoreRequest.objects.filter(measure=measure, answer=None, withdrawn_at=None)
    return list(found.select_related("asked_by", "step", "report").order_by("asked_at", "pk"))


def requests_of_year(agency_id: int, fiscal_year: int, *, is_open: bool) -> QuerySet[MoreRequest]:
    """What was asked in an agency about the measures of a year, newest first: only what has no answer yet, or all of it."""
    found = MoreRequest.objects.filter(agency_id=agency_id, measure__plan__fiscal_year=fiscal_year)
    if is_open:
        found = found.filter(answer=None, withdrawn_at=None, measure__withdrawn_at=None)
    return found.select_related("measure", "step", "asked_by").order_by("-asked_at", "-pk")


def shown_report(report: ProgressReport) -> ShownReport:
    """One report with its files."""
    return ShownReport(report, _files_of([report]).get(report.pk, ()))


def _chain(
    report: ProgressReport, by_pk: Mapping[int, ProgressReport], files: Mapping[int, tuple[StoredFile, ...]]
) -> tuple[ShownReport, ...]:
    chain = []
    older = by_pk.get(report.corrects_id or 0)
    while older is not None:
        chain.append(ShownReport(older, files.get(older.pk, ())))
        older = by_pk.get(older.corrects_id or 0)
    return tuple(chain)


def _files_of(reports: Iterable[ProgressReport]) -> dict[int, tuple[StoredFile, ...]]:
    links = ReportFile.objects.filter(report__in=[report.pk for report in reports]).select_related("file__blob")
    found: dict[int, tuple[StoredFile, ...]] = {}
    for link in links:
        found[link.report_id] = (*found.get(link.report_id, ()), link.file)
    return found


def measures_of_events(events: Sequence[Event]) -> dict[int, Measure]:
    """By event: the measure that it is about, also where it is about a report or a request. For the words of histories."""
    keys = {event.pk: event for event in events}
    wanted = {pk: int(event.object_id) for pk, event in keys.items() if event.object_type == "plans.measure"}
    of_reports = _ids(events, "plans.progressreport")
    of_requests = _ids(events, "plans.morerequest")
    reports = dict(ProgressReport.objects.filter(pk__in=of_reports.values()).values_list("pk", "measure_id")) if of_reports else {}
    requests = dict(MoreRequest.objects.filter(pk__in=of_requests.values()).values_list("pk", "measure_id")) if of_requests else {}
    wanted |= {event: reports[pk] for event, pk in of_reports.items() if pk in reports}
    wanted |= {event: requests[pk] for event, pk in of_requests.items() if pk in requests}
    measures = Measure.objects.in_bulk(set(wanted.values()))
    return {event: measures[pk] for event, pk in wanted.items() if pk in measures}


def _ids(events: Iterable[Event], kind: str) -> dict[int, int]:
    return {event.pk: int(event.object_id) for event in events if event.object_type == kind}
