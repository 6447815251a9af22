"""What plans tell the others through the registry: permissions, verbs, menu, facts, dated objects, personal data."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_verbs


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    from prongsai.programme.plans.due_days import announce_due_days
    from prongsai.programme.plans.evidence_shelves import announce_evidence
    from prongsai.programme.plans.facts import announce_facts
    from prongsai.programme.plans.searchable import announce_searchable

    announce_permissions("prongsai.programme.plans")
    _announce_verbs()
    announce_facts()
    announce_searchable()
    announce_due_days()
    announce_evidence()
    _announce_menu()


def _announce_verbs() -> None:
    announce_verbs(
        plans__plan_started=("เริ่มแผน", "started the plan"),
        plans__plan_changed=("แก้แผน", "changed the plan"),
        plans__measure_added=("เพิ่มมาตรการ", "added the measure"),
        plans__measure_changed=("แก้มาตรการ", "changed the measure"),
        plans__measure_moved=("ย้ายลำดับมาตรการ", "moved the measure"),
        plans__measure_withdrawn=("ยกเลิกมาตรการ", "withdrew the measure"),
        plans__measure_restored=("นำมาตรการกลับมา", "brought the measure back"),
        plans__gaps_answered=("ผูกมาตรการกับจุดอ่อนของผลประเมิน", "tied the measure to weak points of a result"),
        plans__measure_split=("แยกมาตรการ", "split the measure"),
        plans__measure_merged=("รวมมาตรการ", "merged the measure"),
        plans__step_added=("เพิ่มขั้นตอน", "added the step"),
        plans__step_changed=("แก้ขั้นตอน", "changed the step"),
        plans__step_moved=("ย้ายลำดับขั้นตอน", "moved the step"),
        plans__step_withdrawn=("ยกเลิกขั้นตอน", "withdrew the step"),
        plans__step_restored=("นำขั้นตอนกลับมา", "brought the step back"),
        plans__progress_reported=("รายงานผล", "reported progress"),
        plans__progress_corrected=("แก้รายงานผล", "corrected a report"),
        plans__more_asked=("ขอข้อมูลเพิ่ม", "asked for more"),
        plans__more_answered=("ตอบคำขอข้อมูลเพิ่ม", "answered the request for more"),
        plans__more_withdrawn=("ถอนคำขอข้อมูลเพิ่ม", "took back the request for more"),
        plans__import_started=("เริ่มนำเข้าเอกสาร", "began to import a paper"),
        plans__import_read=("อ่านเอกสารแล้ว", "read the paper"),
        plans__import_decided=("ตรวจทานจุดที่ไม่แน่ใจ", "settled a doubt"),
        plans__import_committed=("นำเข้าเอกสาร", "imported the paper"),
        plans__import_discarded=("ไม่นำเข้าเอกสาร", "did not import the paper"),
        plans__import_restored=("นำเอกสารกลับมาตรวจทาน", "took the paper up again"),
        plans__sheet_handed_in=("ส่งไฟล์ XLSX ของแผน", "handed in a workbook of the plan"),
        plans__sheet_reviewed=("ตรวจทานไฟล์ XLSX ของแผน", "reviewed a workbook of the plan"),
        plans__sheet_taken=("นำเข้าไฟล์ XLSX ของแผน", "took in a workbook of the plan"),
        plans__sheet_discarded=("ไม่นำเข้าไฟล์ XLSX ของแผน", "put a workbook of the plan aside"),
        plans__report_printed=("พิมพ์รายงาน", "printed a report"),
    )


def _announce_menu() -> None:
    from prongsai.programme.plans.queries.home import count_of_todos

    registry.menu.announce(
        registry.MenuEntry(
            key="plans.home",
            label=_("ภาพรวมปีนี้"),
            icon="house",
            address=lambda code, year: reverse("staff:home", args=[code, year]),
            permission="plans.view",
            group=1,
            order=10,
        ),
        registry.MenuEntry(
            key="plans.tasks",
            label=_("งานของฉัน"),
            icon="square-check-big",
            address=lambda code, year: reverse("staff:tasks", args=[code, year]),
            permission="plans.view",
            group=1,
            order=20,
            own_count=count_of_todos,
        ),
        registry.MenuEntry(
            key="plans.measures",
            label=_("มาตรการและแผน"),
            icon="list-checks",
            address=lambda code, year: reverse("staff:plan", args=[code, year]),
            permission="plans.view",
            group=2,
            order=10,
        ),
        registry.MenuEntry(
            key="plans.imports",
            label=_("นำเข้าเอกสาร"),
            icon="file-up",
            address=lambda code, year: reverse("staff:imports", args=[code, year]),
            permission="plans.import",
            group=2,
            order=60,
        ),
        registry.MenuEntry(
            key="plans.reports",
            label=_("รายงานและเอกสาร"),
            icon="file-text",
            address=lambda code, year: reverse("staff:reports", args=[code, year]),
            permission="plans.print",
            group=2,
            order=70,
        ),
    )
