"""What can be found of plans: plans, measures with steps and numbers, progress reports, requests for more, imported and printed papers.

Evidence is announced by its own part. Withdrawn measures, corrected reports and requests that were taken back are not found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.registry import SearchText
from prongsai.programme.plans.models import ImportRun, Measure, MoreRequest, Plan, PrintedReport, ProgressReport, Step
from prongsai.programme.plans.numbering import number_of_measure, number_of_step

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound="Model")
_LONGEST_TITLE = 160


def announce_searchable() -> None:
    """Put the kinds on their shelf, in the order in which they are listed on the page."""
    registry.searchable.announce(
        registry.SearchSource("plans.measure", pgettext_lazy("kind", "มาตรการ"), "list-checks", "plans.view", measures, measures_concerned),
        registry.SearchSource(
            "plans.progressreport", pgettext_lazy("kind", "รายงานผล"), "square-pen", "plans.view", reports, reports_concerned
        ),
        registry.SearchSource(
            "plans.morerequest", pgettext_lazy("kind", "คำขอข้อมูลเพิ่ม"), "message-square", "plans.view", requests, requests_concerned
        ),
        registry.SearchSource("plans.plan", pgettext_lazy("kind", "แผน"), "clipboard-list", "plans.view", plans),
        registry.SearchSource("plans.importrun", pgettext_lazy("kind", "เอกสารที่นำเข้า"), "file-up", "plans.import", imports),
        registry.SearchSource("plans.printedreport", pgettext_lazy("kind", "เอกสารที่พิมพ์"), "printer", "plans.view", printed),
    )


def plans(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Plans by title and background."""
    code = _code(agency_id)
    for plan in _chosen(Plan.objects.all(), agency_id, ids):
        yield SearchText(plan.pk, plan.title, plan.background, reverse("staff:plan", args=[code, plan.fiscal_year]), plan.fiscal_year)


def measures(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Standing measures with number and title, steps with numbers, who is responsible."""
    code = _code(agency_id)
    chosen = _chosen(Measure.objects.filter(withdrawn_at=None), agency_id, ids)
    wanted = None if ids is None else set(chosen.values_list("pk", flat=True))
    for plan in Plan.objects.filter(pk__in=chosen.values("plan_id")):
        standing = list(plan.measures.filter(withdrawn_at=None).prefetch_related("units"))
        steps: dict[int, list[Step]] = defaultdict(list)
        for step in Step.objects.filter(measure__in=standing, withdrawn_at=None).prefetch_related("units"):
            steps[step.measure_id].append(step)
        for position, measure in enumerate(standing, start=1):
            if wanted is not None and measure.pk not in wanted:
                continue
            number = number_of_measure(plan.number_prefix, position)
            responsible = [*measure.units.all(), *(unit for step in steps[measure.pk] for unit in step.units.all())]
            units = {unit.pk: unit.name for unit in responsible}
            yield SearchText(
                object_id=measure.pk,
                title=f"{number} {measure.title}",
                body="\n".join([*_lines(measure, number, steps[measure.pk]), *units.values()]),
                address=reverse("staff:measure", args=[code, measure.pk]),
                fiscal_year=plan.fiscal_year,
                unit_ids=tuple(sorted(units)),
            )


def _lines(measure: Measure, number: str, steps: list[Step]) -> Iterator[str]:
    for position, step in enumerate(steps, start=1):
        yield f"{number_of_step(number, position)} {step.text}" if measure.numbers_steps else step.text
        yield from filter(None, (step.details, step.responsible_as_written))
    yield from filter(None, (measure.responsible_as_written,))


def measures_concerned(agency_id: int, kind: str, ids: Iterable[int]) -> Iterator[int]:
    """Numbers follow from the order in the plan, and units are named: measures of these plans and units."""
    ways = {"plans.plan": ("plan__in",), "agencies.unit": ("units__in", "steps__units__in")}.get(kind, ())
    keys = list(ids)
    for way in ways:
        yield from Measure.objects.filter(agency_id=agency_id, **{way: keys}).values_list("pk", flat=True)


def reports(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Progress reports that no later one corrects, on standing measures, with the names of their files."""
    code = _code(agency_id)
    standing = ProgressReport.objects.filter(corrected_by=None, measure__withdrawn_at=None)
    found = _chosen(standing, agency_id, ids).select_related("measure__plan").prefetch_related("files__file", "measure__units")
    for report in found.order_by("pk"):
        counts = [f"{entry.get('what', '')} {entry.get('number', '')} {entry.get('unit', '')}" for entry in report.counts]
        texts = (report.outputs, report.outcomes, report.obstacles, report.suggestions)
        names = [linked.file.name for linked in report.files.all()]
        title, rest = _first_line(report.done_text)
        yield SearchText(
            object_id=report.pk,
            title=title,
            body="\n".join(filter(None, (rest, *texts, *counts, *names, report.measure.title))),
            address=f"{reverse('staff:measure', args=[code, report.measure_id])}#report-{report.pk}",
            fiscal_year=report.measure.plan.fiscal_year,
            unit_ids=tuple(sorted(unit.pk for unit in report.measure.units.all())),
        )


def reports_concerned(agency_id: int, kind: str, ids: Iterable[int]) -> Iterable[int]:
    """Reports name their measure and go with it."""
    if kind != "plans.measure":
        return ()
    return ProgressReport.objects.filter(agency_id=agency_id, measure__in=list(ids)).values_list("pk", flat=True)


def requests(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Requests for more that were not taken back, on standing measures."""
    code = _code(agency_id)
    found = _chosen(MoreRequest.objects.filter(withdrawn_at=None, measure__withdrawn_at=None), agency_id, ids).select_related(
        "measure__plan"
    )
    for request in found.prefetch_related("measure__units").order_by("pk"):
        title, rest = _first_line(request.text)
        yield SearchText(
            object_id=request.pk,
            title=title,
            body="\n".join(filter(None, (rest, request.measure.title))),
            address=reverse("staff:measure", args=[code, request.measure_id]),
            fiscal_year=request.measure.plan.fiscal_year,
            unit_ids=tuple(sorted(unit.pk for unit in request.measure.units.all())),
        )


def requests_concerned(agency_id: int, kind: str, ids: Iterable[int]) -> Iterable[int]:
    """Requests name their measure and go with it."""
    if kind != "plans.measure":
        return ()
    return MoreRequest.objects.filter(agency_id=agency_id, measure__in=list(ids)).values_list("pk", flat=True)


def imports(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Imported papers by the name of their file."""
    code = _code(agency_id)
    found = _chosen(ImportRun.objects.select_related("file").defer("paper", "source", "decisions"), agency_id, ids)
    for run in found.order_by("pk"):
        yield SearchText(run.pk, run.file.name, "", reverse("staff:import", args=[code, run.pk]), run.fiscal_year)


def printed(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Printed papers by the name of their file and their layout."""
    from prongsai.programme.plans.printing.layouts import LAYOUTS

    code = _code(agency_id)
    for report in _chosen(PrintedReport.objects.select_related("file").defer("paper"), agency_id, ids).order_by("pk"):
        layout = LAYOUTS.get(report.layout)
        body = str(layout.label) if layout else ""
        yield SearchText(report.pk, report.file.name, body, reverse("staff:printed", args=[code, report.pk]), report.fiscal_year)


def _code(agency_id: int) -> str:
    return Agency.objects.values_list("code", flat=True).get(pk=agency_id)


def _chosen(found: QuerySet[Row], agency_id: int, ids: Iterable[int] | None) -> QuerySet[Row]:
    of_agency = found.filter(agency_id=agency_id)
    return of_agency if ids is None else of_agency.filter(pk__in=list(ids))


def _first_line(text: str) -> tuple[str, str]:
    """The first line as a title, cut where it is long, and what is left to be read below it: all of a text whose line was cut."""
    line, _, rest = text.strip().partition("\n")
    return (line, rest) if len(line) <= _LONGEST_TITLE else (f"{line[:_LONGEST_TITLE]}…", text)
