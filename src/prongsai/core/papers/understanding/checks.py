"""Doubts about the paper as a whole: whose it is, of which year, of which kind, and days that cannot be of that year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from prongsai.core.papers.model import ActionPlan, Candidate, DocumentInfo, Measure, Monitoring, Organisation, Period
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.readings import distinct, year_readings
from prongsai.core.thai.calendar import BUDDHIST_OFFSET, fiscal_year_of, format_date
from prongsai.core.thai.government import OrganisationReading

WHOLE = "ทั้งเอกสาร"
DISTRICT = "อำเภอ"
MOST_YEARS = 3


def doubt_organisation(reading: OrganisationReading, ledger: Ledger) -> None:
    """Note where the name, district or province could be another; a reading that one doubt names is not told again by the next."""
    told: set[str] = set()
    for doubt in reading.doubts:
        reasons = ["ชื่อที่พบมากที่สุด" if doubt.part == "name" else "ตามรายชื่อจังหวัด", *["พบในเอกสารเช่นกัน"] * len(doubt.readings)]
        candidates = [Candidate(value, reason) for value, reason in zip(doubt.readings, reasons, strict=False)]
        found = candidates if len(candidates) > 1 else [Candidate(doubt.readings[0], "ตามที่เขียนในเอกสาร")]
        ledger.warn(
            WHOLE, "organisation_doubt", doubt.message, paths=(f"organisation.{doubt.part}",), as_read=doubt.as_written, candidates=found
        )
        told.update(doubt.readings)
    names = [text for text in reading.variants if not text.startswith(DISTRICT) and text not in told]
    districts = [text.removeprefix(DISTRICT) for text in reading.variants if text.startswith(DISTRICT)]
    _variants("name", "ชื่อหน่วยงาน", reading.name, reading.name_as_written, names, ledger)
    _variants("district", "ชื่ออำเภอ", reading.district, reading.district, districts, ledger)


def _variants(part: str, thai: str, taken: str | None, written: str | None, others: Sequence[str], ledger: Ledger) -> None:
    if taken is None or not others:
        return
    found = [Candidate(taken, "พบมากที่สุดในเอกสาร"), *(Candidate(other, "พบในเอกสารเช่นกัน") for other in others)]
    message = f"{thai}สะกดต่างกันในเอกสาร ใช้ “{taken}” ที่อื่นพบ {' · '.join(others)}"
    ledger.warn(
        WHOLE, "organisation_variants", message, paths=(f"organisation.{part}",), as_read=written or taken, candidates=distinct(found)
    )


def check_paper(
    document: DocumentInfo,
    organisation: Organisation,
    year: int | None,
    measures: Sequence[Measure],
    plan: ActionPlan | None,
    ledger: Ledger,
) -> None:
    """Note what the whole paper lacks, and report days more than a year away from its fiscal year."""
    if document.type is None:
        message = "ไม่ทราบว่าเป็นเอกสารชนิดใด โปรดเลือกชนิดเอกสารเอง"
        ledger.warn(WHOLE, "kind_unknown", message, paths=("document.type",), as_read=document.title)
    if organisation.name is None:
        ledger.warn(WHOLE, "organisation_missing", "ไม่พบชื่อหน่วยงานในเอกสาร โปรดระบุเอง", paths=("organisation.name",))
    if year is None:
        found = _years_of_days(measures, plan)
        ledger.warn(WHOLE, "fiscal_year_missing", "ไม่พบปีงบประมาณในเอกสาร โปรดระบุเอง", paths=("fiscal_year",), candidates=found)
    else:
        _check_days(measures, year, ledger)


def _years_of_days(measures: Sequence[Measure], plan: ActionPlan | None) -> list[Candidate]:
    """The fiscal years of the days that the paper gives, the most frequent first."""
    counted: Counter[int] = Counter()
    for _, owner in owners_of_days(measures):
        if owner.monitoring is not None and owner.monitoring.due is not None:
            counted[fiscal_year_of(owner.monitoring.due)] += 1
        counted.update(_years_of(owner.period))
    for project in plan.projects if plan is not None else ():
        counted.update(_years_of(project.period))
    return [Candidate(str(year), f"ปีงบประมาณของวันที่ในเอกสาร {count} แห่ง") for year, count in counted.most_common(MOST_YEARS)]


def _years_of(period: Period | None) -> set[int]:
    return set() if period is None else {fiscal_year_of(day) for day in (period.start, period.end) if day is not None}


class _Days:
    """What has a period and a report day: a measure, or one of its sub-steps."""

    def __init__(self, period: Period | None, monitoring: Monitoring | None) -> None:
        self.period = period
        self.monitoring = monitoring


def owners_of_days(measures: Sequence[Measure]) -> Iterator[tuple[str, _Days]]:
    """Every measure and every sub-step with its path; a measure whose sub-steps have the days comes after them."""
    for i, measure in enumerate(measures):
        for k, row in enumerate(measure.rows):
            yield f"measures[{i}].rows[{k}]", _Days(row.period, row.monitoring)
        yield f"measures[{i}]", _Days(measure.period, measure.monitoring)


def _check_days(measures: Sequence[Measure], year: int, ledger: Ledger) -> None:
    """One doubt for each wording whose day is too far off, with all values that have it."""
    places = {value.path: value.place for value in ledger.places}
    found: dict[Monitoring, list[str]] = {}
    for path, owner in owners_of_days(measures):
        days = owner.monitoring
        if days is not None and days.due is not None and abs(days.due.year + BUDDHIST_OFFSET - year) > 1:
            found.setdefault(Monitoring(days.as_written, days.due), []).append(path)
    for days, paths in found.items():
        assert days.due is not None  # noqa: S101 - only such were taken
        message = f"วันครบกำหนดรายงาน {format_date(days.due)} อยู่นอกปีงบประมาณ {year} โปรดตรวจปี พ.ศ."
        place = next((places[f"{path}.monitoring"] for path in paths if f"{path}.monitoring" in places), WHOLE)
        ledger.warn(
            place,
            "due_outside_year",
            message,
            paths=[f"{path}.monitoring.due" for path in paths],
            as_read=days.as_written,
            candidates=year_readings(days.due, year),
        )
