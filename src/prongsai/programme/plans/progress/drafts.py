"""A progress report as a form hands it in: plain values, and every fault that can be told from them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.core.thai.numerals import parse_number
from prongsai.foundation.faults import Fault
from prongsai.programme.plans.days import day_in_words
from prongsai.programme.plans.drafts import LONGEST_TEXT

MOST_FILES = 20
MOST_COUNTS = 20
GREATEST_COUNT = 10**12
DAYS_BEFORE_YEAR = 92
"""A report may tell of work up to three months before the fiscal year: plans are prepared before it begins."""

_TEXTS = ("done_text", "outputs", "outcomes", "obstacles", "suggestions")


@dataclass(frozen=True, slots=True)
class Count:
    """Something that was counted: 45 คน of ผู้เข้าอบรม. `number` None stands for one that could not be read."""

    what: str
    number: int | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a person sent it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ProgressDraft:
    """What a unit says it did. `step_id` None concerns the whole measure.

    A correction names the report that it `corrects` and the files of that report that still hold (`keeps_file_ids`, by stored file).
    `answers_request_ids` are requests for more that it answers.
    """

    happened_on: date | None
    done_text: str
    step_id: int | None = None
    unit_id: int | None = None
    is_finished: bool = False
    outputs: str = ""
    outcomes: str = ""
    obstacles: str = ""
    suggestions: str = ""
    counts: tuple[Count, ...] = ()
    corrects_id: int | None = None
    keeps_file_ids: tuple[int, ...] = ()
    answers_request_ids: tuple[int, ...] = ()


def read_count(written: str) -> int | None:
    """A whole number of 0 or more in Thai or Arabic digits ("๑,๒๓๔"); None where it is anything else."""
    number = parse_number(written)
    if number is None or number != number.to_integral_value() or not 0 <= number <= GREATEST_COUNT:
        return None
    return int(number)


def faults_of(draft: ProgressDraft, *, fiscal_year: int, today: date) -> Iterator[Fault]:
    """Every fault of a draft that can be seen without the database."""
    yield from _faults_of_day(draft.happened_on, fiscal_year, today)
    if not draft.done_text.strip():
        yield Fault("done_text", _("เขียนว่าทำอะไรไปแล้ว"))
    for name in _TEXTS:
        if len(getattr(draft, name)) > LONGEST_TEXT:
            yield Fault(name, _("ข้อความยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลงหรือแนบเป็นไฟล์") % {"most": LONGEST_TEXT})
    for index, count in enumerate(draft.counts):
        if not count.what.strip():
            yield Fault(f"counts-{index}-what", _("บอกว่านับอะไร เช่น ผู้เข้าอบรม หรือลบแถวนี้"))
        if count.number is None or not 0 <= count.number <= GREATEST_COUNT:
            yield Fault(f"counts-{index}-number", _("ใส่จำนวนเป็นตัวเลขตั้งแต่ 0 ขึ้นไป ใช้เลขไทยหรือเลขอารบิกก็ได้"))
        if len(count.what) > 200 or len(count.unit) > 50:
            yield Fault(f"counts-{index}-what", _("ชื่อสิ่งที่นับหรือหน่วยนับยาวเกินไป ย่อให้สั้นลง"))
    if len(draft.counts) > MOST_COUNTS:
        yield Fault("counts", _("ใส่จำนวนได้ไม่เกิน %(most)s แถว") % {"most": MOST_COUNTS})


def _faults_of_day(day: date | None, fiscal_year: int, today: date) -> Iterator[Fault]:
    if day is None:
        yield Fault("happened_on", _("ใส่วันที่ทำ เช่น 17/3/2569 หรือ 17 มี.ค. 2569"))
        return
    first = fiscal_year_range(fiscal_year)[0] - timedelta(days=DAYS_BEFORE_YEAR)
    if day > today:
        yield Fault("happened_on", _("วันที่ทำยังมาไม่ถึง ใส่วันนี้หรือวันก่อนหน้า"))
    elif day < first:
        words = _("วันที่ทำอยู่ก่อนปีงบประมาณ %(year)s นานเกินไป ใส่ตั้งแต่ %(day)s เป็นต้นมา")
        yield Fault("happened_on", words % {"year": fiscal_year, "day": day_in_words(first)})
