"""A promise is held against what all reports counted, and only when the work is called done."""

from __future__ import annotations

import pytest
from tests.linted import found, measure, report, said, step

from prongsai.programme.linter.rules.promised_number_not_reached import RULE


def done(*counts: tuple[str, int, str]) -> tuple[object, ...]:
    return tuple(report(pk=pk, is_finished=True, step=11, counts=[count]) for pk, count in enumerate(counts, start=1))


def test_a_step_that_is_done_with_fewer_than_promised_is_told_of() -> None:
    promised = step(text="จัดอบรมไม่น้อยกว่า 4 ครั้ง", reports=done(("การอบรม", 1, "ครั้ง"), ("การอบรม", 2, "ครั้ง")))
    (hint,) = found(RULE, measure(steps=(promised, step(12))))
    assert hint.message == "แผนบอกว่าอบรม 4 ครั้ง แต่นับได้ 3 ครั้ง รายงานเพิ่มหรือบอกเหตุผลในช่องปัญหา"
    assert (hint.finding.form, hint.finding.field, hint.finding.step_id) == ("report", "obstacles", 11)


def test_the_title_of_a_measure_promises_too() -> None:
    reports = (report(is_finished=True, counts=[("เวทีประชาคม", 10, "ครั้ง")]),)
    assert len(said(RULE, measure(title="จัดเวทีประชาคม 12 ครั้ง", reports=reports))) == 1


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("จัดอบรม 4 ครั้ง", [("การอบรม", 3, "ครั้ง"), ("อบรม", 1, "ครั้ง")]),
        ("จัดอบรม 4 ครั้ง", [("การอบรม", 5, "ครั้ง")]),
        ("จัดอบรม 4 ครั้ง", []),
        ("จัดอบรม 4 ครั้ง", [("ประชุม", 1, "ครั้ง")]),
        ("จัดอบรมไม่เกิน 4 ครั้ง", [("อบรม", 1, "ครั้ง")]),
        ("จัดอบรม 4 ครั้งต่อปี", [("อบรม", 1, "ครั้ง")]),
        ("ผู้เข้าอบรม 50 คน", [("วิทยากร", 2, "คน")]),
    ],
)
def test_reached_uncounted_and_loose_promises_are_not(text: str, counts: list[tuple[str, int, str]]) -> None:
    told = done(*counts) or (report(is_finished=True, step=11),)
    assert said(RULE, measure(steps=(step(text=text, reports=told), step(12)))) == []


def test_work_that_goes_on_may_still_reach_it() -> None:
    going = (report(step=11, counts=[("อบรม", 1, "ครั้ง")]),)
    assert said(RULE, measure(steps=(step(text="จัดอบรม 4 ครั้ง", reports=going),))) == []
