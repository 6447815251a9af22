"""Every component in its states on one page, for whoever builds or judges pages. Shown by a demonstration only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

TODAY = date(2026, 3, 17)


class ExampleForm(forms.Form):
    """Each kind of control once."""

    reported_on = forms.CharField(label="วันที่รายงานผล", help_text="ใช้ปี พ.ศ. เลขไทยหรือเลขอารบิกก็ได้")
    unit = forms.ChoiceField(label="หน่วยงานที่รับผิดชอบ", choices=[("1", "กองคลัง"), ("2", "กองช่าง")])
    output = forms.CharField(label="ผลที่ได้", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    reading = forms.ChoiceField(
        label="อ่านเป็นวันใด",
        choices=[("31", "31 มีนาคม 2569 (น่าจะใช่: แถวข้างเคียงเป็นวันสิ้นเดือน)"), ("4", "4 มีนาคม 2569"), ("", "วันอื่น")],
        widget=forms.RadioSelect,
    )
    is_checked = forms.BooleanField(label="ตรวจกับเอกสารต้นฉบับแล้ว", help_text="ทำเครื่องหมายเมื่อเห็นหลักฐานจริง", required=False)


def examples() -> dict[str, Any]:
    """The variables of the page; names, dates and numbers are invented."""
    form = ExampleForm({"reported_on": "15 มีนา", "unit": "1", "reading": "31", "is_checked": "on"})
    form.add_error("reported_on", "ใส่วันที่ เช่น 15 มีนาคม 2569")
    form.add_error("output", "แนบหลักฐานอย่างน้อย 1 รายการ")
    return {
        "form": form,
        "today": TODAY,
        "counts": {"completed": 5, "in_progress": 4, "overdue": 2, "not_started": 1},
        "crumbs": [{"label": "มาตรการและแผน", "href": "#"}, {"label": "ปีงบประมาณ 2569"}],
        "tabs": [
            {"label": "ทั้งหมด", "href": "#", "count": 12, "is_current": True},
            {"label": "เกินกำหนด", "href": "#", "count": 2, "icon": "exclamation-triangle-fill", "tone": "late"},
            {"label": "กำลังทำ", "href": "#", "count": 4, "icon": "circle-half", "tone": "doing"},
            {"label": "ยังไม่เริ่ม", "href": "#", "count": 1, "icon": "circle", "tone": "todo"},
            {"label": "เสร็จแล้ว", "href": "#", "count": 5, "icon": "check-circle-fill", "tone": "done"},
        ],
        "steps": ["เลือกไฟล์", "อ่านเอกสาร", "ตรวจทาน", "ยืนยัน"],
        "events": [
            {"title": "ระบบเปลี่ยนสถานะเป็นเกินกำหนด", "when": "16 มี.ค. 2569 00:05 น.", "tone": "late"},
            {"title": "เตือนกองคลัง ก่อนครบกำหนด 1 วัน", "when": "14 มี.ค. 2569 08:00 น.", "detail": "ในระบบและอีเมล", "tone": "soon"},
            {"title": "กองคลังรายงานขั้นที่ 2 เสร็จ", "when": "2 ก.พ. 2569 11:12 น.", "tone": "done"},
        ],
        "rows": _rows(),
        "page": Paginator(range(420), 50).page(3),
        "consequences": ["รุ่นนี้แก้ไขไม่ได้ แต่ออกรุ่นใหม่ได้", "ข้อมูลส่วนบุคคล 2 แห่งจะถูกปิดทับ"],
        "blocks": [
            {"title": "วิเคราะห์ผล วางแผน", "start": date(2025, 10, 1), "end": date(2025, 12, 14), "tone": "done", "row": 0},
            {"title": "ดำเนินมาตรการ 12 เรื่อง", "start": date(2025, 12, 15), "end": date(2026, 6, 30), "tone": "doing", "row": 0},
            {"title": "สรุปรายงานผล", "start": date(2026, 7, 1), "end": date(2026, 9, 30), "tone": "todo", "row": 0},
            {"title": "แบบสำรวจซ้อม", "start": date(2026, 1, 1), "end": date(2026, 3, 31), "tone": "doing", "row": 1},
            {"title": "ส่ง OIT", "start": date(2026, 4, 1), "end": date(2026, 5, 9), "tone": "soon", "row": 1},
        ],
        "marks": [
            {"day": date(2026, 4, 30), "title": "ปิดรับ OIT", "tone": "soon"},
            {"day": date(2026, 9, 30), "title": "สิ้นปีงบประมาณ", "tone": "todo"},
        ],
    }


def _rows() -> list[dict[str, Any]]:
    shown = [
        ("2.1", "ปรับปรุงคู่มือปฏิบัติงานของเจ้าหน้าที่", "ทุกกอง", "completed", "", 3),
        ("2.3", "เวทีรับฟังความคิดเห็นก่อนจัดทำแผน", "สำนักปลัด", "in_progress", "เหลือ 14 วัน", 2),
        ("2.5", "แนวทางการยืมทรัพย์สินของราชการ", "กองคลัง", "overdue", "เกิน 2 วัน", 4),
        ("2.9", "ช่องทางแจ้งทุจริตที่คุ้มครองผู้แจ้ง", "สำนักปลัด", "completed", "ยังไม่มีหลักฐาน", 0),
        ("2.12", "ประเมินความเสี่ยงงานจัดเก็บภาษี", "หน่วยตรวจสอบภายใน", "not_started", "เริ่ม 1 เม.ย.", 0),
    ]
    return [
        {
            "number": number,
            "title": title,
            "unit": unit,
            "status": status,
            "reason": reason,
            "evidence": evidence,
            "start": date(2025, 10, 1),
            "end": date(2026, 1, 31),
            "report_by": date(2026, 1, 31),
        }
        for number, title, unit, status, reason, evidence in shown
    ]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components; absent in a real installation."""
    if not (settings.DEBUG or getattr(settings, "DEMONSTRATION", False)):
        raise Http404
    return render(request, "staff/styleguide.html", examples())
