"""Papers on their way into a plan, through the product's own actions, for tests of every level."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.offices import NOW, Office

from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.import_review import decide
from prongsai.programme.plans.actions.imports import Started, start_import
from prongsai.programme.plans.models import ImportRun
from prongsai.programme.plans.queries.imports import review_of
from prongsai.samples import sample_path

PLAN = """แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. 2569
องค์การบริหารส่วนตำบลสวนมะลิ อำเภอธารคำใส จังหวัดลำพูน

ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการกำกับติดตาม
1\tปลูกต้นไม้\tขุดหลุม\tกองช่าง\tต.ค. 68 - มี.ค. 69\tรายงานภายใน 31 มี.ค. 69
2\tเปิดเผยข้อมูล\tเขียนประกาศ\tกองกิจการพิเศษ\tตามความเหมาะสมของงาน 12\tรายงานภายใน 3 1 มี.ค. 69
"""
"""Two measures; the period of the second cannot be read, its day is uncertain, and its unit is unknown to the office."""


def import_text(office: Office, capture: Any, text: str = PLAN, name: str = "plan.txt", year: int = 2569) -> ImportRun:
    """A run of a text, read; `capture` is pytest-django's `django_capture_on_commit_callbacks`."""
    return import_data(office.actor(), capture, text.encode(), name, year).run


def import_sample(office: Office, capture: Any, name: str, year: int = 2569) -> ImportRun:
    """A run of a sample, read."""
    return import_data(office.actor(), capture, sample_path(name).read_bytes(), name, year).run


def import_file(office: Office, capture: Any, path: Path, year: int = 2569) -> ImportRun:
    """A run of a file, read."""
    return import_data(office.actor(), capture, path.read_bytes(), path.name, year).run


def import_data(by: Actor, capture: Any, data: bytes, name: str, year: int = 2569) -> Started:
    """What `start_import` returns, with the run as it is after the reading."""
    with capture(execute=True):
        started = start_import(by=by, at=NOW, fiscal_year=year, data=data, name=name)
    started.run.refresh_from_db()
    return started


def confirm_all(office: Office, run: ImportRun) -> ImportRun:
    """Confirm every open question as it was read; what cannot be read stays blank."""
    for question in review_of(run).questions:
        if question.is_open:
            value = question.choices[0].value if question.choices else ""
            run = decide(by=office.actor(), at=NOW, run=run, number=question.index, version=question.version, value=value)
    return run
