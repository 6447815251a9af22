"""The questions of a paper: each doubt of the reader in words for the person who settles it, with what it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from prongsai.core.thai.calendar import format_date
from prongsai.core.thai.periods import format_period
from prongsai.programme.plans.days import day_in_words
from prongsai.programme.plans.importing.decisions import Decision, paths_of, settled_by, standing, versions
from prongsai.programme.plans.importing.mending import STATUSES, Kind, card_of, days_of, is_settable, kind_of, text_at

TITLES = {
    "due_outside_year": gettext_lazy("วันครบกำหนดอยู่นอกปีงบประมาณ"),
    "due_uncertain": gettext_lazy("วันที่ตรงนี้อ่านไม่ชัด"),
    "due_unread": gettext_lazy("อ่านวันครบกำหนดไม่ออก"),
    "embedded_broken": gettext_lazy("ข้อมูลที่ฝังมาในไฟล์เสียหาย"),
    "embedded_disagrees": gettext_lazy("ข้อมูลที่ฝังมาต่างจากที่เห็น"),
    "embedded_part_not_read": gettext_lazy("มีส่วนที่แทรกจากไฟล์อื่น"),
    "embedded_unreadable": gettext_lazy("ข้อมูลที่แนบมาอ่านไม่ได้"),
    "fiscal_year_missing": gettext_lazy("ไม่พบปีงบประมาณ"),
    "hidden_sheet": gettext_lazy("มีแผ่นงานที่ซ่อนไว้"),
    "hidden_text": gettext_lazy("มีข้อความที่ซ่อนไว้"),
    "kind_unknown": gettext_lazy("ไม่ทราบชนิดของเอกสาร"),
    "merged_cell_assumed": gettext_lazy("ช่องนี้ว่าง"),
    "ocr_corrected": gettext_lazy("แก้คำที่อ่านจากภาพ"),
    "ocr_doubt": gettext_lazy("ตัวอักษรตรงนี้ไม่ชัด"),
    "organisation_doubt": gettext_lazy("ชื่อหน่วยงานหรือที่ตั้งไม่แน่ชัด"),
    "organisation_missing": gettext_lazy("ไม่พบชื่อหน่วยงาน"),
    "organisation_variants": gettext_lazy("ชื่อหน่วยงานสะกดต่างกัน"),
    "page_by_ocr": gettext_lazy("หน้านี้อ่านจากภาพ"),
    "page_cut": gettext_lazy("หน้านี้อ่านเพียงส่วนต้น"),
    "page_unreadable": gettext_lazy("หน้านี้เสียหาย"),
    "page_without_text": gettext_lazy("หน้านี้เป็นภาพและยังไม่ได้อ่าน"),
    "part_missing": gettext_lazy("หัวข้อนี้ไม่มีข้อความ"),
    "period_uncertain": gettext_lazy("ช่วงเวลาไม่ชัด"),
    "period_unread": gettext_lazy("อ่านช่วงเวลาไม่ออก"),
    "row_without_measure": gettext_lazy("ไม่ทราบว่าแถวนี้เป็นของมาตรการใด"),
    "status_unclear": gettext_lazy("มีเครื่องหมายสถานะมากกว่าหนึ่งช่อง"),
    "status_unread": gettext_lazy("อ่านสถานะไม่ออก"),
    "tracked_changes": gettext_lazy("มีการแก้ไขที่ยังไม่ยอมรับ"),
    "wording_differs": gettext_lazy("สองตารางเขียนต่างกัน"),
}
STATUS_WORDS = {
    "not_started": gettext_lazy("ยังไม่ดำเนินการ"),
    "in_progress": gettext_lazy("อยู่ระหว่างดำเนินการ"),
    "completed": gettext_lazy("ดำเนินการเสร็จแล้ว"),
}
FIELDS = {
    "title": gettext_lazy("มาตรการ"),
    "name": gettext_lazy("ชื่อ"),
    "responsible_units": gettext_lazy("ผู้รับผิดชอบ"),
    "responsible": gettext_lazy("ผู้รับผิดชอบ"),
    "period": gettext_lazy("ช่วงเวลา"),
    "monitoring": gettext_lazy("กำกับติดตาม"),
    "steps": gettext_lazy("ขั้นตอน"),
    "rows": gettext_lazy("ขั้นตอน"),
    "methods": gettext_lazy("ขั้นตอน"),
    "status": gettext_lazy("สถานะ"),
    "status_note": gettext_lazy("สถานะ"),
    "outputs": gettext_lazy("ผลผลิต"),
    "outcomes": gettext_lazy("ผลลัพธ์"),
    "suggestions": gettext_lazy("ข้อเสนอแนะ"),
    "obstacles": gettext_lazy("ปัญหา อุปสรรค"),
    "targets": gettext_lazy("เป้าหมาย"),
    "budget": gettext_lazy("งบประมาณ"),
    "indicators": gettext_lazy("ตัวชี้วัดความสำเร็จ"),
    "rationale": gettext_lazy("หลักการและเหตุผล"),
    "objectives": gettext_lazy("วัตถุประสงค์"),
}
_NEVER_BLANK = (".title", ".name", "document.type")
_HINTS: dict[Kind, Any] = {
    "day": gettext_lazy("เช่น 31 มีนาคม 2569 หรือ 31/3/2569"),
    "monitoring": gettext_lazy("เช่น 31 มีนาคม 2569 หรือ 31/3/2569"),
    "period": gettext_lazy("เช่น ต.ค. 2568 - มี.ค. 2569"),
    "year": gettext_lazy("เช่น 2569"),
    "units": gettext_lazy("ชื่อหน่วยงาน คั่นด้วยจุลภาค"),
    "list": gettext_lazy("หนึ่งรายการต่อบรรทัด"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a doubt may have: in text form, in words, and why."""

    value: str
    words: str
    reason: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt of the reader. `number` counts from 1, `index` is its place among the warnings; `path` is None where it has no value.

    `how` is empty while it is open; `words` is what holds now; `version` is that of the last decision about it.
    """

    index: int
    code: str
    title: str
    message: str
    place: str
    path: str | None
    also: tuple[str, ...]
    is_settable: bool
    kind: Kind
    as_read: str
    choices: tuple[Choice, ...]
    how: str
    words: str
    typed: str
    version: int
    can_undo: bool

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def item(self) -> str:
        """What a decision about it calls it."""
        return f"warning:{self.index}"

    @property
    def is_open(self) -> bool:
        return not self.how

    @property
    def card(self) -> str | None:
        """The measure or project that it is about, by path."""
        return card_of(self.path) if self.path else None

    @property
    def field(self) -> str:
        """Which part of the measure or project it is about, in a word; empty elsewhere."""
        if self.path is None or self.card is None:
            return ""
        return str(FIELDS.get(re.split(r"[.\[]", self.path[len(self.card) + 1 :])[0], ""))

    @property
    def is_only_told(self) -> bool:
        """Whether there is nothing to choose: the person only says that it was seen."""
        return not self.is_settable

    @property
    def may_be_typed(self) -> bool:
        return self.is_settable and self.kind != "status"

    @property
    def may_be_blank(self) -> bool:
        return self.path is not None and not self.path.endswith(_NEVER_BLANK)

    @property
    def hint(self) -> str:
        """How to type the value."""
        return str(_HINTS.get(self.kind, ""))

    @property
    def typed_words(self) -> str:
        """What was typed, as a person types it."""
        if self.kind == "period" and self.typed:
            start, end = days_of(self.typed)
            return format_period(start, end) if start and end else self.words.replace("\u00a0", " ")
        return words_of(self.kind, self.typed).replace("\u00a0", " ")

    @property
    def is_long(self) -> bool:
        """Whether the value takes several lines."""
        return self.kind == "list" or "\n" in self.typed


def questions_of(paper: Mapping[str, Any], decisions: Iterable[Decision], held: Mapping[str, Any]) -> list[Question]:
    """The questions of a paper as read, in order; `held` is the paper with what was decided."""
    decided = list(decisions)
    found, known = standing(decided), versions(decided)
    return [_question(paper, known, found, held, index, warning) for index, warning in enumerate(paper.get("warnings") or ())]


def _question(
    paper: Mapping[str, Any],
    known: Mapping[str, int],
    found: Mapping[str, Decision],
    held: Mapping[str, Any],
    index: int,
    warning: Mapping[str, Any],
) -> Question:
    path, *also = paths_of(warning) or (None,)
    kind: Kind = kind_of(path) if path else "text"
    item = f"warning:{index}"
    decision = settled_by(found, index, warning)
    value = text_at(dict(held), path) if path else ""
    choices = _choices(paper, warning, path, kind, value if decision is not None else None)
    is_listed = any(choice.is_chosen for choice in choices)
    return Question(
        index=index,
        code=warning["code"],
        title=str(TITLES.get(warning["code"], _("จุดที่ไม่แน่ใจ"))),
        message=warning["message"],
        place=warning["place"],
        path=path,
        also=tuple(entry for entry in also if entry),
        is_settable=path is not None and is_settable(paper, path),
        kind=kind,
        as_read=warning.get("as_read") or "",
        choices=choices,
        how=decision["how"] if decision is not None else "",
        words=words_of(kind, value),
        typed=value if decision is not None and value and not is_listed else "",
        version=known.get(item, 0),
        can_undo=item in found,
    )


def _choices(paper: Mapping[str, Any], warning: Mapping[str, Any], path: str | None, kind: Kind, chosen: str | None) -> tuple[Choice, ...]:
    """The candidates with a value, the first chosen while nothing is decided; without any, what the paper holds."""
    if path is None:
        return ()
    offered = {entry["value"]: entry["reason"] for entry in warning.get("candidates") or () if entry["value"]}
    held = text_at(dict(paper), path)
    if not offered and held:
        offered[held] = _("ตามที่อ่านได้")
    if kind == "status":
        offered |= {status: "" for status in STATUSES if status not in offered}
    first = next(iter(offered), None)
    return tuple(
        Choice(value, words_of(kind, value), reason, value == (first if chosen is None else chosen)) for value, reason in offered.items()
    )


def words_of(kind: Kind, text: str) -> str:
    """A value in text form as one reads it; empty for a blank one."""
    if not text:
        return ""
    if kind in ("day", "monitoring"):
        return _day(date.fromisoformat(text))
    if kind == "period":
        start, end = days_of(text)
        if start and end:
            return _("%(first)s ถึง %(last)s") % {"first": _day(start), "last": _day(end)}
        return _("ตั้งแต่ %(day)s") % {"day": _day(start)} if start else _("ถึง %(day)s") % {"day": _day(end)} if end else ""
    return str(STATUS_WORDS.get(text, text)) if kind == "status" else text


def _day(day: date) -> str:
    return day_in_words(day) if (get_language() or "th").startswith("en") else format_date(day).replace(" ", "\u00a0")
