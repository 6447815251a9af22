"""What was sent back is told of with the reason, until a new revision is there."""

from __future__ import annotations

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.evidence_returned import RULE


def test_returned_evidence_is_told_of_with_its_reason_and_led_to_a_new_revision() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(review="returned", review_reason="ภาพไม่ชัด")])
    assert hint.message == "หลักฐาน “ภาพป้ายประกาศ” ถูกส่งกลับ: ภาพไม่ชัด ส่งฉบับใหม่"
    assert (hint.finding.form, hint.finding.evidence_id, hint.severity) == ("evidence-revise", 71, "blocks")


def test_accepted_and_unreviewed_evidence_is_not() -> None:
    assert said(RULE, measure(), shown=[evidence(), evidence(72, review="accepted")]) == []
