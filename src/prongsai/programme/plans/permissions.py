"""The doors to plans, measures, evidence, reports, imports and printed papers. Absent and forbidden give the same `NotFound`."""

from __future__ import annotations

from collections.abc import Collection

from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.models import ImportRun, Measure, MeasureEvidence, MoreRequest, Plan, PrintedReport, ProgressReport, SheetRun


def access_plan(*, by: Actor, fiscal_year: int, permission: str = "plans.view") -> Plan:
    """The agency's plan of a year."""
    plan = Plan.objects.filter(agency_id=by.agency, fiscal_year=fiscal_year).first()
    if plan is None or not by.may(permission):
        raise NotFound
    return plan


def access_measure(*, by: Actor, measure_id: int, permission: str = "plans.view") -> Measure:
    """A measure of the agency. A permission for own units needs one of them to be responsible for it or one of its steps."""
    measure = Measure.objects.filter(pk=measure_id, agency_id=by.agency).select_related("plan").first()
    if measure is None or not by.may(permission, unit_ids=units_concerned(measure)):
        raise NotFound
    return measure


def units_concerned(measure: Measure) -> frozenset[int]:
    """The units that are responsible for a measure or one of its standing steps; every unit of the agency where it is for all."""
    return units_concerned_by_measure([measure])[measure.pk]


def units_concerned_by_measure(measures: Collection[Measure]) -> dict[int, frozenset[int]]:
    """As `units_concerned`, of several measures at once."""
    from prongsai.foundation.agencies.queries import units_of
    from prongsai.programme.plans.models import MeasureUnit, Step, StepUnit

    standing = Step.objects.filter(measure__in=[measure.pk for measure in measures], withdrawn_at=None)
    for_every = {measure.pk for measure in measures if measure.is_for_every_unit}
    for_every |= set(standing.filter(is_for_every_unit=True).values_list("measure_id", flat=True))
    found: dict[int, set[int]] = {measure.pk: set() for measure in measures}
    for measure_id, unit_id in MeasureUnit.objects.filter(measure__in=list(found)).values_list("measure_id", "unit_id"):
        found[measure_id].add(unit_id)
    for measure_id, unit_id in StepUnit.objects.filter(step__in=standing).values_list("step__measure_id", "unit_id"):
        found[measure_id].add(unit_id)
    for agency_id in {measure.agency_id for measure in measures if measure.pk in for_every}:
        every = set(units_of(agency_id).values_list("pk", flat=True))
        found |= {measure.pk: every for measure in measures if measure.pk in for_every and measure.agency_id == agency_id}
    return {pk: frozenset(units) for pk, units in found.items()}


def access_evidence(*, by: Actor, evidence_id: int, permission: str = "evidence.view") -> Evidence:
    """A piece of evidence of the agency, withdrawn or not.

    A permission for own units needs one of them to be responsible for a measure that it is tied to.
    """
    evidence = Evidence.objects.filter(pk=evidence_id, agency_id=by.agency).select_related("agency", "added_by", "withdrawn_by").first()
    if evidence is None or not by.may(permission, unit_ids=units_of_evidence(evidence)):
        raise NotFound
    return evidence


def units_of_evidence(evidence: Evidence) -> frozenset[int]:
    """The units that are responsible for a measure that the evidence is tied to; none for evidence that belongs to no measure."""
    ties = MeasureEvidence.objects.filter(evidence=evidence, ended_at=None).select_related("measure", "step__measure")
    measures = {measure.pk: measure for tied in ties for measure in [tied.step.measure if tied.step else tied.measure]}
    return frozenset(unit for measure in measures.values() for unit in units_concerned(measure))


def access_report(*, by: Actor, report_id: int, permission: str = "plans.view") -> ProgressReport:
    """A progress report of the agency."""
    report = ProgressReport.objects.filter(pk=report_id, agency_id=by.agency).select_related("measure__plan", "step").first()
    if report is None or not by.may(permission, unit_ids=units_concerned(report.measure)):
        raise NotFound
    return report


def access_request(*, by: Actor, request_id: int, permission: str = "plans.ask_more") -> MoreRequest:
    """A request for more of the agency."""
    request = MoreRequest.objects.filter(pk=request_id, agency_id=by.agency).select_related("measure__plan").first()
    if request is None or not by.may(permission, unit_ids=units_concerned(request.measure)):
        raise NotFound
    return request


def access_import(*, by: Actor, run_id: int, permission: str = "plans.import") -> ImportRun:
    """A run of the import of the agency."""
    run = ImportRun.objects.filter(pk=run_id, agency_id=by.agency).select_related("file__blob", "job").first()
    if run is None or not by.may(permission):
        raise NotFound
    return run


def access_printed(*, by: Actor, printed_id: int, permission: str = "plans.view") -> PrintedReport:
    """A printed report of the agency."""
    printed = PrintedReport.objects.filter(pk=printed_id, agency_id=by.agency).select_related("file__blob", "agency").first()
    if printed is None or not by.may(permission):
        raise NotFound
    return printed


def access_sheet(*, by: Actor, sheet_id: int, permission: str = "plans.report") -> SheetRun:
    """A workbook of a plan of the agency that came back."""
    run = SheetRun.objects.filter(pk=sheet_id, agency_id=by.agency).select_related("file__blob", "plan", "started_by", "taken_by").first()
    if run is None or not by.may(permission):
        raise NotFound
    return run
