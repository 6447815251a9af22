"""Frameworks small enough to try every choice: one survey or two, one instrument of checks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from prongsai.core.ita.model import (
    Framework,
    Indicator,
    Instrument,
    Item,
    LevelRule,
    Mark,
    Provenance,
    Source,
    SubIndicator,
)

KNOWN = Provenance(Source("test", "made for a test", "memory"), False)


def small_framework(surveys: Sequence[int], *checks: Sequence[int], every: str | None = None) -> Framework:
    """`surveys`: numbers of indicators; `checks`: for each indicator of the last instrument, numbers of items of its sub-indicators.

    The weights are 30 for each survey and the rest for the checks. Levels: "high" at 90 (with every instrument at `every`), "low".
    """
    instruments, number = [], 0
    for index, count in enumerate(surveys):
        indicators = []
        for _ in range(count):
            number += 1
            indicators.append(Indicator(number, f"ตัวที่ {number}", f"number {number}", (), (), (_item(f"Q{number}"),), KNOWN))
        instruments.append(Instrument(f"S{index + 1}", f"S{index + 1}", "", Decimal(30), "survey", tuple(indicators), KNOWN))
    code, disclosure = 0, []
    for sizes in checks:
        number += 1
        subs = []
        for index, size in enumerate(sizes, start=1):
            items = tuple(_item(f"O{code + offset}") for offset in range(1, size + 1))
            code += size
            subs.append(SubIndicator(f"{number}.{index}", "ส่วน", "part", items, KNOWN))
        disclosure.append(Indicator(number, "การเปิดเผย", "disclosure", (), tuple(subs), (), KNOWN))
    instruments.append(Instrument("CHK", "CHK", "", Decimal(100 - 30 * len(surveys)), "checks", tuple(disclosure), KNOWN))
    levels = (
        LevelRule("high", "สูง", "high", Decimal(90), Decimal(every) if every else None, True, KNOWN),
        LevelRule("low", "ต่ำ", "low", None, None, False, KNOWN),
    )
    return Framework(2564, "0" * 64, Mark(Decimal(85), KNOWN), 2, KNOWN, tuple(instruments), levels, (), (), (), ())


def _item(code: str) -> Item:
    return Item(code, code, code, (), (), (), KNOWN)
