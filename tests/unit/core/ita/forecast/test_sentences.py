"""Proposals in words, one for each outcome, in both languages."""

from __future__ import annotations

from decimal import Decimal

from prongsai.core.ita.forecast import Costs, Goal, cheapest, explain_proposal, goal_of
from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import score

MADE = framework(2564)
LOW = dict.fromkeys(map(str, range(1, 10)), Decimal(60)) | {"10": Decimal(0)}


def told(points: dict[str, Decimal], wanted: str, costs: Costs | None = None) -> list[tuple[str, str]]:
    card = score(MADE, points)
    goal = goal_of(MADE, card, wanted)
    assert goal is not None
    return [(sentence.thai, sentence.english) for sentence in explain_proposal(MADE, cheapest(MADE, card, goal, costs))]


def test_a_proposal_says_from_where_to_where_and_then_each_step() -> None:
    lines = told(LOW, "next")
    assert lines[0] == (
        "ทางที่ใช้แรงน้อยที่สุดให้ถึง ระดับ E: จาก 48.00 เป็น 53.00 ระดับ E ทำ 1 อย่าง",
        "the cheapest way to level E: from 48.00 to 53.00, level E, 1 change",
    )
    assert lines[1][0].startswith("ทำ O42 ")
    assert lines[1][0].endswith(" เพิ่ม 5.00 คะแนน")
    assert lines[1][1].endswith(": 5.00 points more")


def test_a_raised_indicator_is_told_with_both_values() -> None:
    assert any("indicator 9 " in english and "from 60.00 to " in english for _, english in told(LOW, "80"))


def test_an_instrument_is_told_without_the_word_indicator() -> None:
    lines = told({"IIT": Decimal(80), "EIT": Decimal(80), "OIT": Decimal(80)}, "85")
    assert all("indicator" not in english for _, english in lines)


def test_what_is_reached_out_of_reach_or_unknown_is_said_so() -> None:
    assert told(dict.fromkeys(map(str, range(1, 11)), Decimal(90)), "85") == [
        ("ถึง 85 คะแนน แล้ว คะแนนรวม 90.00", "a total of 85 is reached already: the total is 90.00")
    ]
    fixed = Costs(points=dict.fromkeys(map(str, range(1, 10)), None))
    (line,) = told(LOW, "85", fixed)
    assert "คะแนนรวม 68.00" in line[0]
    assert "cannot be reached" in line[1]
    card = score(MADE, {"1": Decimal(90)})
    (sentence,) = explain_proposal(MADE, cheapest(MADE, card, Goal("เป้า", "a goal", Decimal(85))))
    assert "ขาดข้อมูลของ" in sentence.thai
