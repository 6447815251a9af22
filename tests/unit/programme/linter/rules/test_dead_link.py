"""Addresses that surely cannot be opened are told of; those that fail in passing are not."""

from __future__ import annotations

from tests.linted import evidence, found, measure, said

from prongsai.programme.linter.rules.dead_link import RULE


def test_an_address_that_is_gone_is_led_to_its_field() -> None:
    (hint,) = found(RULE, measure(), shown=[evidence(kind="link", outcome="gone", title="หน้าเผยแพร่")])
    assert hint.message == "ลิงก์ “หน้าเผยแพร่” เปิดไม่ได้ (ไม่มีหน้านี้แล้ว) ตรวจที่อยู่แล้วบันทึกใหม่"
    assert (hint.finding.form, hint.finding.field) == ("evidence-revise", "url")


def test_one_that_opens_one_that_fails_for_the_first_time_and_files_are_not() -> None:
    shown = [evidence(1, kind="link"), evidence(2, kind="link", outcome="temporary"), evidence(3, outcome="gone")]
    assert said(RULE, measure(), shown=shown) == []
