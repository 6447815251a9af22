"""The paper: one value for every kind of paper that an organisation writes (`prongsai.paper/1`).

Values keep the wording of the source; dates are Common Era, fiscal years Buddhist, scores and money `Decimal`. The JSON form lives in
`serial.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

SCHEMA = "prongsai.paper/1"

PaperType = Literal["measures_plan", "measures_report", "memo_measures_report", "action_plan", "ita_analysis"]
Status = Literal["not_started", "in_progress", "completed"]
Instrument = Literal["IIT", "EIT", "OIT"]


@dataclass(frozen=True, slots=True)
class Memo:
    """Head of a บันทึกข้อความ: issuing agency, reference number, subject, addressee."""

    agency: str | None = None
    ref_no: str | None = None
    subject: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the paper is.

    `date` is as precise as the source: "2022-01-17" or "2022-01"; `date_as_written` the wording. `contains` lists further kinds inside.
    `exceptions` say what need not hold, why, by whose leave and until when, a paragraph each.
    """

    type: PaperType | None = None
    title: str | None = None
    date: str | None = None
    date_as_written: str | None = None
    memo: Memo | None = None
    contains: tuple[str, ...] = ()
    preface: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose paper it is.

    `name` is full and corrected ("องค์การบริหารส่วนตำบลบ้านใหม่"), `name_as_written` as printed; district and province without อำเภอ, จังหวัด.
    """

    name: str | None = None
    name_as_written: str | None = None
    short_name: str | None = None
    type: str | None = None
    district: str | None = None
    province: str | None = None
    variants_in_text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; None where the wording could not be read."""

    as_written: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Monitoring:
    """When progress is reported; `due` is the day as written. `is_inherited`: the cell was merged over several rows."""

    as_written: str
    due: date | None = None
    is_inherited: bool = False


@dataclass(frozen=True, slots=True)
class StepRow:
    """A numbered sub-step with units and dates of its own."""

    label: str
    text: str
    sub_items: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    responsible_as_written: str | None = None
    period: Period | None = None
    monitoring: Monitoring | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (มาตรการ) with its steps and what came of it. Sub-items of an entry stand in it on lines of their own.

    `gaps` say what the measure is to raise ("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ"), one weak point each.
    """

    number: str
    title: str
    steps: tuple[str, ...] = ()
    step_labels: tuple[str | None, ...] = ()
    responsible_units: tuple[str, ...] = ()
    responsible_as_written: str | None = None
    period: Period | None = None
    monitoring: Monitoring | None = None
    status: Status | None = None
    status_note: str | None = None
    outputs_lead: str | None = None
    outputs: tuple[str, ...] = ()
    output_labels: tuple[str | None, ...] = ()
    outcomes_lead: str | None = None
    outcomes: tuple[str, ...] = ()
    outcome_labels: tuple[str | None, ...] = ()
    suggestions: tuple[str, ...] = ()
    suggestion_labels: tuple[str | None, ...] = ()
    obstacles: tuple[str, ...] = ()
    obstacle_labels: tuple[str | None, ...] = ()
    gaps: tuple[str, ...] = ()
    rows: tuple[StepRow, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """A published score, 0 to 100. `indicator_no` 1 to 10 where the indicator is known."""

    name: str
    score: Decimal
    indicator_no: int | None = None
    tool: Instrument | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice (ข้อเสนอแนะ) for an instrument or one of its topics."""

    text: str
    tool: Instrument | None = None
    topic: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A band of the rating scale, both ends included."""

    level: str
    minimum: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class YearScores:
    """The result of another year, to stand beside the one reported. `indicators` by their number, 1 to 10."""

    fiscal_year: int
    overall_score: Decimal | None = None
    level: str | None = None
    tools: tuple[tuple[Instrument, Decimal], ...] = ()
    indicators: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class TopicAnalysis:
    """One topic (ประเด็น) of the analysis: what the scores say of it, the items that are weak, what is to be done."""

    title: str
    finding: str | None = None
    weak_items: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The ITA result that a paper reports.

    `target` is what the organisation aims at, `pass_mark` what the framework of the year asks for. `computed_score` is the total that
    follows from the indicators, `calculation` how the numbers came about, entry by entry. `is_verified` tells whether the framework of
    the year was checked against the official handbook; None where the paper does not say.
    """

    fiscal_year: int | None = None
    overall_score: Decimal | None = None
    level: str | None = None
    target: Decimal | None = None
    pass_mark: Decimal | None = None
    computed_score: Decimal | None = None
    indicators: tuple[IndicatorScore, ...] = ()
    tools: tuple[tuple[Instrument, Decimal], ...] = ()
    weights: tuple[tuple[Instrument, Decimal], ...] = ()
    levels: tuple[Level, ...] = ()
    years: tuple[YearScores, ...] = ()
    comparison: tuple[str, ...] = ()
    calculation: tuple[str, ...] = ()
    suggestions: tuple[Advice, ...] = ()
    topics: tuple[TopicAnalysis, ...] = ()
    is_verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """One place in the chain of signatures. `role`: ผู้จัดทำ, ผู้ตรวจสอบ …; `opinion` what was written after "ความเห็นของ…", if anything."""

    order: int
    name: str | None = None
    position: str | None = None
    role: str | None = None
    opinion_requested: bool = False
    opinion_label: str | None = None
    opinion: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of an action plan; `parent` is the number one level up."""

    no: str
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """`amount` in baht; 0 where the paper says that none is used, None where it cannot be read."""

    as_written: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project of an action plan under its ten headings; lists keep markers in `labels[field]`."""

    no: int
    name: str
    section: str | None = None
    rationale: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    area: str | None = None
    methods: tuple[str, ...] = ()
    period: Period | None = None
    budget: Budget | None = None
    responsible_as_written: str | None = None
    responsible_units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[str | None, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """One dimension of the anti-corruption action plan."""

    dimension_no: str | None = None
    dimension_title: str | None = None
    part: str | None = None
    sections: tuple[Section, ...] = ()
    projects: tuple[Project, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading that has a ground in the paper, and that ground in a short Thai phrase.

    `value` has the form of the field: a day as ISO text, a period as "first/last" (last empty where it is open), a Buddhist year, units
    joined by ", ", the code of a status, the entries of a list on lines of their own, else text. Empty: the field stays blank.
    """

    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperWarning:
    """What the reader was unsure of: `place` in Thai words, `code` a stable identifier, `message` a Thai sentence.

    `path` is the value concerned, as in `ValuePlace`, None where it is none or not in the paper; `also` further values that the same
    answer settles (a merged cell holds for several measures). `as_read` is the wording as it stands there. `candidates` are the readings
    that have a ground; the one that the paper holds comes first.
    """

    place: str
    code: str
    message: str
    path: str | None = None
    as_read: str | None = None
    candidates: tuple[Candidate, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that no rule took, with its place, so that nothing vanishes."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ValuePlace:
    """Where a value stood: `path` as in "measures[2].period" or "organisation.name", keys of the JSON form, counted from 0."""

    path: str
    place: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole paper."""

    document: DocumentInfo = field(default_factory=DocumentInfo)
    organisation: Organisation = field(default_factory=Organisation)
    fiscal_year: int | None = None
    fiscal_years: tuple[int, ...] = ()
    measures: tuple[Measure, ...] = ()
    ita: Assessment | None = None
    approval_chain: tuple[Signatory, ...] = ()
    action_plan: ActionPlan | None = None
    warnings: tuple[PaperWarning, ...] = ()
    unread: tuple[Unread, ...] = ()
    places: tuple[ValuePlace, ...] = ()
