"""The papers that can be printed: which layout, what it is called and for, what it is made of, its choices. The layouts are core's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as an officer chooses it.

    `subject` is what it is made of: the year's plan, or the result of the year before, which that plan answers. `has_round`: shows what was
    done up to a day; `has_memo`: begins with the head of a memo; `has_background`: has a chapter for it.
    """

    key: str
    label: str | Promise
    purpose: str | Promise
    file_word: str
    subject: Literal["plan", "result"] = "plan"
    has_round: bool = False
    has_memo: bool = False
    has_background: bool = False


LAYOUTS: dict[str, Layout] = {
    layout.key: layout
    for layout in (
        Layout(
            "ita-analysis",
            _("รายงานวิเคราะห์ผล ITA"),
            _("ต้นปี: ผลปีก่อนอ่อนข้อใด และมาตรการใดตอบ"),
            "วิเคราะห์ผลITA",
            subject="result",
            has_background=True,
        ),
        Layout(
            "plan",
            _("แผนมาตรการ"),
            _("ต้นปี: เสนออนุมัติและเผยแพร่"),
            "แผนมาตรการ",
            has_background=True,
        ),
        Layout(
            "status-memo",
            _("บันทึกข้อความรายงานสถานะ"),
            _("ระหว่างปี: สถานะของแต่ละมาตรการ พร้อมช่องความเห็น"),
            "บันทึกรายงานสถานะ",
            has_round=True,
            has_memo=True,
        ),
        Layout(
            "result-report",
            _("รายงานผลการดำเนินการ"),
            _("ครึ่งปีหรือสิ้นปี: ผล ปัญหาอุปสรรค และข้อเสนอแนะ"),
            "รายงานผล",
            has_round=True,
            has_background=True,
        ),
        Layout(
            "outcome-report",
            _("รายงานผลผลิตและผลลัพธ์"),
            _("สิ้นปี: แยกผลผลิตกับผลลัพธ์ ตารางแนวนอน"),
            "รายงานผลผลิตผลลัพธ์",
            has_round=True,
        ),
        Layout(
            "action-plan",
            _("แผนปฏิบัติการป้องกันการทุจริต"),
            _("แผนหลายปี: โครงการตามหัวข้อสิบข้อ"),
            "แผนปฏิบัติการ",
            has_background=True,
        ),
    )
}
"""By key, in the order of the year."""

KINDS: dict[str, tuple[str, str | Promise]] = {
    "pdf": ("application/pdf", _("PDF")),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _("Word")),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("Excel")),
    "html": ("text/html", _("หน้าเว็บ (HTML)")),
    "json": ("application/json", _("ข้อมูล (JSON)")),
}
"""Kind of file → media type and what it is called."""
