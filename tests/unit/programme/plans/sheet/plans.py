"""Plans that stand in no database, for tests of the workbook; and strategies that invent them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.sheet.standing import StandingMeasure, StandingPlan

UNITS = {1: "สำนักปลัด", 2: "กองคลัง", 3: "กองช่าง; โยธา", 4: "ปิดแล้ว"}
DAYS = st.dates(date(2025, 10, 1), date(2026, 9, 30))
WORDS = st.text(
    st.one_of(
        st.sampled_from("กขคงจ่้ำ ๑๒3=+-@'\"<>&;,_x\n\t“”"), st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))
    ),
    max_size=40,
)
TITLES = WORDS.map(lambda words: f"ก{words}").map(lambda words: " ".join(words.split()))
UNIT_IDS = st.lists(st.sampled_from([1, 2, 3]), unique=True, max_size=3).map(tuple)
MONITORING = st.lists(
    st.one_of(
        st.builds(MonitoringDraft, DAYS),
        st.builds(MonitoringDraft, DAYS, st.sampled_from(["", "ภายในสิ้นปี", "ทุกไตรมาส"])),
        st.builds(MonitoringDraft, st.none(), st.sampled_from(["ทุกวันที่ 10", "ทุกเดือน", "=สูตร"])),
    ),
    max_size=3,
    unique_by=lambda entry: entry.due_on or entry.as_written,
).map(tuple)
SPANS = st.lists(DAYS, min_size=2, max_size=2).map(sorted)


@st.composite
def measures(draw: st.DrawFn, pk: int) -> StandingMeasure:
    """A measure with up to three steps, keys m<pk> and s<pk * 10 + n>."""
    first, last = draw(SPANS)
    steps = tuple(
        StepDraft(
            text=draw(TITLES),
            step_id=pk * 10 + at,
            details=draw(WORDS),
            unit_ids=draw(UNIT_IDS),
            is_for_every_unit=draw(st.booleans()),
            ends_on=draw(st.one_of(st.none(), DAYS)),
            monitoring=draw(MONITORING),
        )
        for at in range(draw(st.integers(0, 3)))
    )
    draft = MeasureDraft(
        title=draw(TITLES),
        steps=steps,
        unit_ids=draw(UNIT_IDS),
        responsible_as_written=draw(WORDS),
        starts_on=first,
        ends_on=last,
        period_as_written=draw(WORDS),
        monitoring=draw(MONITORING),
        indicators=tuple(sorted(draw(st.sets(st.integers(1, 10), max_size=3)))),
    )
    return StandingMeasure(pk, draw(st.integers(1, 99)), f"2.{pk}", draft, tuple(f"2.{pk}.{at + 1}" for at in range(len(steps))))


@st.composite
def plans(draw: st.DrawFn) -> StandingPlan:
    """A plan of one to three measures."""
    found = tuple(draw(measures(pk)) for pk in range(1, draw(st.integers(1, 3)) + 1))
    return plan_of(*found)


def plan_of(*found: StandingMeasure) -> StandingPlan:
    """A plan of these measures."""
    return StandingPlan(1, 1, 2569, "แผน", found, UNITS, frozenset({1, 2, 3}), frozenset(), {})


def small_plan() -> StandingPlan:
    """A measure with two steps, rows 2 to 4 of the workbook."""
    steps = (StepDraft("สำรวจ", step_id=11, details="ถาม", ends_on=date(2025, 12, 31)), StepDraft("เขียน", step_id=12))
    draft = MeasureDraft(
        "คู่มือ",
        steps,
        unit_ids=(2,),
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 3, 31),
        monitoring=(MonitoringDraft(date(2026, 3, 31)),),
    )
    return plan_of(StandingMeasure(1, 4, "2.1", draft, ("2.1.1", "2.1.2")))
