"""What whole missing items say of a published score of disclosure, in a sentence."""

from __future__ import annotations

from decimal import Decimal

from prongsai.assessments.analysis.model import WholeItems
from prongsai.core.ita.explaining import Sentence
from prongsai.core.ita.model import Framework, Indicator
from prongsai.core.ita.whole_items import Missing, missing_items


def whole_items_of(framework: Framework, indicator: Indicator, points: Decimal) -> WholeItems:
    """Explain the published points of an indicator whose items are found or missing."""
    ways = missing_items(framework, indicator.key, points)
    if not ways:
        return WholeItems(
            0,
            0,
            (),
            Sentence(
                f"ไม่มีจำนวนข้อเต็มใดที่ให้คะแนน {points} ตามเกณฑ์ปีนี้ ตรวจตัวเลขที่กรอกอีกครั้ง",
                f"no number of whole items gives {points} by this year's rules; check the number entered",
            ),
        )
    first = ways[0]
    parts = tuple(key for key, _count in first.by_part if all(key in dict(way.by_part) for way in ways))
    return WholeItems(len(ways), first.count, parts, _words(points, ways))


def _words(points: Decimal, ways: tuple[Missing, ...]) -> Sentence:
    first = ways[0]
    if not first.count:
        return Sentence(f"{points} คือพบครบทุกข้อ", f"{points} means that every item was found")
    named = ", ".join(f"{key} {count} ข้อ" for key, count in first.by_part)
    named_en = ", ".join(f"{key}: {count}" for key, count in first.by_part)
    if len(ways) == 1:
        return Sentence(
            f"{points} เกิดจากขาด {first.count} ข้อเท่านั้น คือ {named}",
            f"{points} comes about in one way only: {first.count} missing ({named_en})",
        )
    return Sentence(
        f"{points} เกิดได้ {len(ways)} แบบ แบบที่ขาดน้อยที่สุดคือ {first.count} ข้อ ({named})",
        f"{points} can come about in {len(ways)} ways; the fewest missing are {first.count} ({named_en})",
    )
