"""Two measures of a plan that are the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.programme.linter.findings import in_measure
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.queries.rows import MeasureRow

SHORTEST_TITLE = 10
_YEAR = re.compile(r"(?:ประจำ)?\s*ปี\s*(?:งบประมาณ)?\s*(?:พ\.?\s*ศ\.?)?\s*(25[0-9]{2})(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*")
_NO_SOUND = re.compile(r"[^0-9a-z\u0e01-\u0e2e]")
"""Everything but consonants and digits: spaces, signs, vowels and tones, in which misspellings differ."""


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Measures whose titles differ in nothing but spaces, signs, vowels, tones and the year of the plan; the later one is told of."""
    first: dict[tuple[str, tuple[str, ...]], list[MeasureRow]] = defaultdict(list)
    for row in plan.rows:
        bare, numbers = skeleton(row.title, plan.fiscal_year)
        same = first[bare, numbers]
        if len(bare) >= SHORTEST_TITLE and same:
            known = {"number": same[0].number}
            words = _("ชื่อเหมือนมาตรการ %(number)s รวมเป็นข้อเดียว หรือแก้ชื่อให้เห็นว่าต่างกันอย่างไร")
            yield in_measure(row, "title", words % known, _("แก้ชื่อมาตรการ"))
        same.append(row)


def skeleton(title: str, fiscal_year: int) -> tuple[str, tuple[str, ...]]:
    """What is left of a title when only consonants and places of numbers count, and the numbers; without the year of the plan."""
    plain = to_arabic_digits(title).casefold()
    plain = _YEAR.sub(lambda found: " " if int(found[1]) == fiscal_year else found[0], plain)
    numbers = tuple(number.replace(",", "").lstrip("0") for number in _NUMBER.findall(plain))
    return _NO_SOUND.sub("", _NUMBER.sub("0", plain)), numbers


RULE = Rule(
    id="duplicate-measures",
    severity="advises",
    title=gettext_lazy("มาตรการซ้ำกัน"),
    why=gettext_lazy("มาตรการซ้ำทำให้ต้องรายงานสองครั้ง และจำนวนมาตรการในรายงานเกินจริง"),
    check=check,
)
