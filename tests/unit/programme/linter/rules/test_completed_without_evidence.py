"""Done without proof is told of, done with proof and not done are not."""

from __future__ import annotations

from datetime import date

from tests.linted import evidence, found, measure, report, said, step

from prongsai.programme.linter.rules.completed_without_evidence import RULE

DONE = (report(is_finished=True),)


def test_a_completed_measure_without_evidence_is_told_where_to_add_it() -> None:
    (hint,) = found(RULE, measure(reports=DONE))
    assert hint.message == "เสร็จแล้วแต่ยังไม่มีหลักฐาน"
    assert (hint.finding.form, hint.finding.measure_id, hint.severity) == ("evidence-add", 1, "blocks")


def test_a_measure_that_is_done_by_its_steps_needs_evidence_too() -> None:
    steps = (step(reports=(report(is_finished=True, step=11),)),)
    assert len(said(RULE, measure(steps=steps))) == 1


def test_any_evidence_is_enough_and_open_work_needs_none() -> None:
    assert said(RULE, measure(reports=DONE), shown=[evidence(evidence_on=date(2024, 1, 1))]) == []
    assert said(RULE, measure(reports=(report(),))) == []


def test_evidence_of_another_measure_does_not_count() -> None:
    assert len(said(RULE, measure(1), measure(2, reports=DONE), shown=[evidence()])) == 1
