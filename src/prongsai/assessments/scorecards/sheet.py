"""The workbook that an office fills in and hands back: one line of scores for a year, and a sheet that explains each column."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from prongsai.core.ita.model import Framework
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.languages import in_language

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDE, _NARROW, _TEXT = 44, 15, 90


def template_of(rules: Framework, agency: Agency) -> bytes:
    """The workbook of a year with the agency's name in it. Column names are Thai in every language: they are what the reader knows."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        columns = _columns(rules)
        sheet = book.add_worksheet("คะแนน")
        for place, (head, _said) in enumerate(columns):
            sheet.write_string(0, place, head, bold)
            sheet.set_column(place, place, _WIDE if place == 0 else _NARROW)
        sheet.write_string(1, 0, agency.name)
        sheet.write_number(1, 1, rules.fiscal_year)
        first, last = 2, len(columns) - 3
        sheet.data_validation(
            1,
            first,
            1,
            last,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 100,
                "error_title": _("คะแนน"),
                "error_message": _("ใส่คะแนนตั้งแต่ 0 ถึง 100"),
            },
        )
        sheet.freeze_panes(1, 1)
        told = book.add_worksheet("คำอธิบาย")
        told.set_column(0, 0, 24)
        told.set_column(1, 1, _TEXT)
        told.write_string(0, 0, _("คำอธิบายคอลัมน์ของแผ่นงาน คะแนน"), bold)
        for line, (head, said) in enumerate([*columns, *_more()], start=1):
            told.write_string(line, 0, head, bold)
            told.write_string(line, 1, said, wrapped)
    return out.getvalue()


def _columns(rules: Framework) -> list[tuple[str, str]]:
    """The columns with what they hold."""
    indicators = [(f"ตัวชี้วัดที่ {entry.number}", in_language(entry.name, entry.name_en)) for entry in rules.indicators]
    names = ", ".join(in_language(rule.name, rule.name_en) for rule in rules.levels)
    return [
        ("หน่วยงาน", _("ชื่อหน่วยงานตามที่ประกาศ")),
        ("ปีงบประมาณ", _("ปี พ.ศ. สี่หลัก เพิ่มบรรทัดสำหรับปีอื่นได้ บรรทัดละหนึ่งปี")),
        *((head, _("%(name)s คะแนน 0 ถึง 100 ไม่ทราบให้เว้นว่าง") % {"name": name}) for head, name in indicators),
        ("คะแนนรวม", _("คะแนนรวมตามที่ประกาศพิมพ์ไว้ ใช้เทียบกับที่คำนวณได้")),
        ("ระดับ", _("ระดับตามที่ประกาศ: %(names)s") % {"names": names}),
        ("แหล่งที่มา", _("เช่น เลขที่หนังสือแจ้งผล หรือหน้าของประกาศ")),
    ]


def _more() -> list[tuple[str, str]]:
    return [
        ("IIT EIT OIT", _("เพิ่มคอลัมน์ชื่อนี้ได้ หากทราบคะแนนของแบบวัด")),
        ("9.1 10.2 O12", _("เพิ่มคอลัมน์ชื่อตัวชี้วัดย่อยหรือข้อได้ หากทราบคะแนน ข้อของ OIT ใช้ 0 หรือ 100")),
    ]
