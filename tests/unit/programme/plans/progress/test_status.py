"""Status is calculated: every edge day, every reason, and what holds for all tasks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prongsai.programme.plans.progress.status import ReportSeen, StepSeen, Task, read_measure, read_step, within_finished

START, DUE = date(2025, 12, 1), date(2026, 3, 15)
DAY = timedelta(days=1)
NOON = datetime(2026, 3, 17, 5, tzinfo=UTC)


def report(day: date, *, is_finished: bool = False) -> ReportSeen:
    return ReportSeen(day, NOON, is_finished)


def words(reading: object) -> str:
    return reading.reason.replace("\u00a0", " ")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("reports", "today", "code", "days_left", "reason"),
    [
        ((), START - DAY, "not_started", 105, "เริ่ม 1 ธ.ค. 2568 · ครบกำหนด 15 มี.ค. 2569"),
        ((), START, "not_started", 104, "ถึงวันเริ่ม 1 ธ.ค. 2568 แล้ว ยังไม่มีรายงาน · ครบกำหนด 15 มี.ค. 2569"),
        ((), DUE, "not_started", 0, "ถึงวันเริ่ม 1 ธ.ค. 2568 แล้ว ยังไม่มีรายงาน · ครบกำหนด 15 มี.ค. 2569"),
        ((), DUE + DAY, "overdue", -1, "ครบกำหนด 15 มี.ค. 2569 เกินมา 1 วัน ยังไม่มีรายงาน"),
        ((report(START - 5 * DAY),), START - DAY, "in_progress", 105, "รายงานล่าสุด 26 พ.ย. 2568 · ครบกำหนด 15 มี.ค. 2569"),
        ((report(START), report(START + DAY)), DUE, "in_progress", 0, "รายงานล่าสุด 2 ธ.ค. 2568 · ครบกำหนด 15 มี.ค. 2569"),
        ((report(START),), DUE + 2 * DAY, "overdue", -2, "ครบกำหนด 15 มี.ค. 2569 เกินมา 2 วัน รายงานล่าสุด 1 ธ.ค. 2568 ยังไม่เสร็จ"),
        ((report(DUE, is_finished=True),), DUE, "completed", None, "รายงานว่าเสร็จเมื่อ 15 มี.ค. 2569 ภายในกำหนด 15 มี.ค. 2569"),
        (
            (report(DUE + DAY, is_finished=True),),
            DUE + DAY,
            "completed_late",
            None,
            "รายงานว่าเสร็จเมื่อ 16 มี.ค. 2569 ช้ากว่ากำหนด 15 มี.ค. 2569 อยู่ 1 วัน",
        ),
    ],
)
def test_a_task_reads_as_its_reports_and_days_say(
    reports: tuple[ReportSeen, ...], today: date, code: str, days_left: int | None, reason: str
) -> None:
    reading = read_step(Task(START, DUE, reports), today)
    assert (reading.code, reading.days_left, words(reading)) == (code, days_left, reason)


def test_a_task_without_days_says_so() -> None:
    assert words(read_step(Task(), DUE)) == "ยังไม่มีรายงาน · ยังไม่มีวันครบกำหนด"
    assert words(read_step(Task(reports=(report(DUE, is_finished=True),)), DUE)) == "รายงานว่าเสร็จเมื่อ 15 มี.ค. 2569"


def test_a_report_counts_from_the_day_of_which_it_tells() -> None:
    task = Task(START, DUE, (report(START + DAY), report(DUE - DAY, is_finished=True)))
    assert [read_step(task, day).code for day in (START, START + DAY, DUE - DAY, DUE + DAY)] == [
        "not_started",
        "in_progress",
        "completed",
        "completed",
    ]


def test_the_first_finishing_report_gives_the_day() -> None:
    task = Task(START, DUE, (report(DUE + 9 * DAY, is_finished=True), report(DUE - DAY, is_finished=True)))
    assert read_step(task, DUE + 30 * DAY).finished_on == DUE - DAY


def test_what_was_withdrawn_is_never_overdue() -> None:
    assert [read_step(Task(START, DUE, reports, True), DUE + DAY).code for reports in ((), (report(START),))] == [
        "not_started",
        "in_progress",
    ]


def steps_read(today: date, *tasks: Task) -> list[StepSeen]:
    return [StepSeen(read_step(task, today), task.due_on) for task in tasks]


FINISHED = Task(START, DUE, (report(DUE - DAY, is_finished=True),))
LATE_FINISHED = Task(START, DUE, (report(DUE + DAY, is_finished=True),))
MOVING = Task(START, DUE, (report(START),))
IDLE = Task(START, DUE)


@pytest.mark.parametrize(
    ("tasks", "today", "code", "reason"),
    [
        ((FINISHED, FINISHED), DUE, "completed", "เสร็จครบ 2 ขั้นตอน เมื่อ 14 มี.ค. 2569 ภายในกำหนด 15 มี.ค. 2569"),
        (
            (FINISHED, LATE_FINISHED),
            DUE + DAY,
            "completed_late",
            "เสร็จครบ 2 ขั้นตอน เมื่อ 16 มี.ค. 2569 ช้ากว่ากำหนด 15 มี.ค. 2569 อยู่ 1 วัน",
        ),
        ((FINISHED, IDLE), DUE, "in_progress", "เสร็จ 1 จาก 2 ขั้นตอน · ครบกำหนด 15 มี.ค. 2569"),
        ((MOVING, IDLE), DUE, "in_progress", "เสร็จ 0 จาก 2 ขั้นตอน · ครบกำหนด 15 มี.ค. 2569"),
        ((IDLE, IDLE), DUE, "not_started", "ถึงวันเริ่ม 1 ธ.ค. 2568 แล้ว ยังไม่มีรายงาน · ครบกำหนด 15 มี.ค. 2569"),
        ((FINISHED, IDLE), DUE + DAY, "overdue", "เกินกำหนด 1 จาก 2 ขั้นตอน ครบกำหนดแรกสุด 15 มี.ค. 2569"),
    ],
)
def test_a_measure_reads_as_its_steps_say(tasks: tuple[Task, ...], today: date, code: str, reason: str) -> None:
    reading = read_measure(Task(START, DUE), steps_read(today, *tasks), today)
    assert (reading.code, words(reading)) == (code, reason)


def test_a_measure_is_overdue_with_its_first_late_step_even_before_its_own_day() -> None:
    early = Task(START, DUE - 30 * DAY)
    today = DUE - 20 * DAY
    reading = read_measure(Task(START, DUE), steps_read(today, early, MOVING), today)
    assert (reading.code, reading.days_left) == ("overdue", -10)


def test_a_measure_whose_own_day_passed_is_overdue_though_its_steps_are_due_later() -> None:
    today = DUE + DAY
    reading = read_measure(Task(START, DUE), steps_read(today, FINISHED, Task(START, DUE + 30 * DAY)), today)
    assert (reading.code, reading.days_left) == ("overdue", -1)
    assert words(reading).startswith("เสร็จ 1 จาก 2 ขั้นตอน · ครบกำหนด 15 มี.ค. 2569 เกินมา 1 วัน")


def test_a_report_on_the_whole_measure_completes_it_without_its_steps() -> None:
    own = Task(START, DUE, (report(DUE, is_finished=True),))
    assert read_measure(own, steps_read(DUE + DAY, IDLE, MOVING), DUE + DAY).code == "completed"


def test_an_open_step_is_finished_with_its_whole_measure_and_a_finished_one_keeps_its_day() -> None:
    whole = Task(START, DUE, (report(DUE + DAY, is_finished=True),))
    today = DUE + 9 * DAY
    open_step = StepSeen(read_step(Task(START, DUE), today), DUE)
    assert open_step.reading.code == "overdue"
    reading = within_finished(open_step, whole, today)
    assert (reading.code, reading.finished_on) == ("completed_late", DUE + DAY)
    assert words(reading).startswith("รายงานว่าทั้งมาตรการเสร็จเมื่อ 16 มี.ค. 2569")
    done = StepSeen(read_step(Task(START, DUE, (report(START, is_finished=True),)), today), DUE)
    assert within_finished(done, whole, today) == done.reading
    assert within_finished(open_step, Task(START, DUE), today) == open_step.reading


def test_a_measure_finished_by_steps_and_by_report_was_finished_at_the_earlier_day() -> None:
    own = Task(START, DUE, (report(DUE + 5 * DAY, is_finished=True),))
    today = DUE + 9 * DAY
    assert read_measure(own, steps_read(today, FINISHED), today).finished_on == DUE - DAY
    assert read_measure(Task(START, DUE, (report(START, is_finished=True),)), steps_read(today, FINISHED), today).finished_on == START


def test_a_measure_without_a_day_of_its_own_is_due_with_its_last_step() -> None:
    first, last = Task(START, DUE, (report(DUE + DAY, is_finished=True),)), Task(START, DUE + 10 * DAY, (report(DUE, is_finished=True),))
    today = DUE + 5 * DAY
    assert read_measure(Task(), steps_read(today, first, last), today).code == "completed"
    assert read_measure(Task(), steps_read(today, first, last), today).finished_on == DUE + DAY


@pytest.mark.parametrize(
    ("task", "today", "modifier"),
    [
        (IDLE, DUE - 14 * DAY, "เหลือ 14 วัน"),
        (IDLE, DUE, "ครบกำหนดวันนี้"),
        (IDLE, DUE + 2 * DAY, "เกิน 2 วัน"),
        (FINISHED, DUE, ""),
        (LATE_FINISHED, DUE + DAY, "เสร็จช้ากว่ากำหนด"),
        (Task(), DUE, ""),
    ],
)
def test_the_words_beside_a_status_tell_the_days(task: Task, today: date, modifier: str) -> None:
    assert read_step(task, today).modifier == modifier


def test_days_in_english_sentences_have_english_months_and_buddhist_years() -> None:
    with translation.override("en"):
        assert "15 Mar 2569" in words(read_step(IDLE, START))


DAYS = st.dates(date(2025, 10, 1), date(2026, 12, 31))
REPORTS = st.builds(ReportSeen, DAYS, st.just(NOON), st.booleans())
TASKS = st.builds(Task, st.none() | DAYS, st.none() | DAYS, st.lists(REPORTS, max_size=4).map(tuple), st.booleans())


@given(TASKS, DAYS)
def test_no_task_is_completed_without_a_finishing_report(task: Task, today: date) -> None:
    reading = read_step(task, today)
    assert reading.is_completed == any(seen.is_finished and seen.happened_on <= today for seen in task.reports)
    assert reading.is_completed == (reading.finished_on is not None)
    assert reading.reason


@given(TASKS, st.lists(TASKS, max_size=4), DAYS)
def test_no_measure_is_completed_unless_it_or_all_its_steps_are_reported_finished(own: Task, tasks: list[Task], today: date) -> None:
    steps = steps_read(today, *tasks)
    reading = read_measure(own, steps, today)
    is_finished = any(seen.is_finished and seen.happened_on <= today for seen in own.reports)
    assert reading.is_completed == (is_finished or (bool(steps) and all(step.reading.is_completed for step in steps)))


@given(TASKS, st.lists(TASKS, max_size=3), DAYS, st.randoms())
def test_the_order_of_reports_and_steps_changes_nothing(own: Task, tasks: list[Task], today: date, chance: object) -> None:
    reports = list(own.reports)
    chance.shuffle(reports)  # type: ignore[attr-defined]
    shuffled = list(tasks)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    mixed = Task(own.starts_on, own.due_on, tuple(reports), own.is_withdrawn)
    first, second = read_measure(own, steps_read(today, *tasks), today), read_measure(mixed, steps_read(today, *shuffled), today)
    assert (first, first.reason) == (second, second.reason)


@given(TASKS, st.lists(TASKS, max_size=3), DAYS, st.integers(0, 400))
def test_what_is_finished_stays_as_it_is(own: Task, tasks: list[Task], today: date, later: int) -> None:
    reading = read_measure(own, steps_read(today, *tasks), today)
    if reading.is_completed:
        then = today + later * DAY
        again = read_measure(own, steps_read(then, *tasks), then)
        assert (again.code, again.finished_on) == (reading.code, reading.finished_on)


@given(TASKS, DAYS)
def test_overdue_means_after_the_due_day_and_nothing_else(task: Task, today: date) -> None:
    reading = read_step(task, today)
    is_open = not reading.is_completed and not task.is_withdrawn
    assert (reading.code == "overdue") == (is_open and task.due_on is not None and task.due_on < today)
