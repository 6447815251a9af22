"""What has changed in a plan since a report was printed: two papers compared, the differences in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core.papers.model import Measure, Paper, Project, StepRow

_FIELDS: dict[str, str | Promise] = {
    "number": gettext_lazy("เลขข้อ"),
    "title": gettext_lazy("ชื่อ"),
    "name": gettext_lazy("ชื่อ"),
    "label": gettext_lazy("เลขข้อ"),
    "text": gettext_lazy("ขั้นตอน"),
    "sub_items": gettext_lazy("ขั้นตอน"),
    "steps": gettext_lazy("ขั้นตอน"),
    "methods": gettext_lazy("ขั้นตอน"),
    "responsible_units": gettext_lazy("ผู้รับผิดชอบ"),
    "responsible_as_written": gettext_lazy("ผู้รับผิดชอบ"),
    "period": gettext_lazy("ระยะเวลา"),
    "monitoring": gettext_lazy("การกำกับติดตาม"),
    "status": gettext_lazy("สถานะ"),
    "outputs": gettext_lazy("ผลการดำเนินการ"),
    "outcomes": gettext_lazy("ผลลัพธ์"),
    "obstacles": gettext_lazy("ปัญหาอุปสรรค"),
    "suggestions": gettext_lazy("ข้อเสนอแนะ"),
    "targets": gettext_lazy("เป้าหมาย"),
    "budget": gettext_lazy("งบประมาณ"),
    "indicators": gettext_lazy("ตัวชี้วัด"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One measure that is no longer as printed: its number and title now (or then, where it is gone), and what differs."""

    number: str
    title: str
    words: str


def changes_between(then: Paper, now: Paper) -> list[Change]:
    """What differs, measure by measure in today's order, then measures that are gone; first what concerns the whole paper."""
    changes = []
    whole = _of_whole(then, now)
    if whole:
        changes.append(Change("", _("ทั้งเอกสาร"), whole))
    return [*changes, *_of_measures(_measures(then), _measures(now))]


def _of_whole(then: Paper, now: Paper) -> str:
    words = []
    if then.document.title != now.document.title:
        words.append(_("ชื่อเอกสาร"))
    if (then.document.background, then.document.preface) != (now.document.background, now.document.preface):
        words.append(_("ความเป็นมา"))
    if then.organisation != now.organisation:
        words.append(_("ชื่อหรือที่ตั้งของหน่วยงาน"))
    if then.ita != now.ita:
        words.append(_("คะแนนและข้อวิเคราะห์"))
    return ", ".join(words)


def _measures(paper: Paper) -> list[Measure | Project]:
    return [*paper.measures, *(paper.action_plan.projects if paper.action_plan else ())]


def _of_measures(then: list[Measure | Project], now: list[Measure | Project]) -> list[Change]:
    by_title = {_title(one): one for one in then}
    kept = {_title(one) for one in now} & set(by_title)
    by_number = {_number(one): one for one in then if _title(one) not in kept}
    changes = []
    for one in now:
        before = by_title.get(_title(one)) or by_number.pop(_number(one), None)
        if before is None:
            changes.append(Change(_number(one), _title(one), _("เพิ่มใหม่")))
        elif words := _differences(before, one):
            changes.append(Change(_number(one), _title(one), ", ".join(words)))
    return [*changes, *(Change(_number(one), _title(one), _("ยกเลิกแล้ว")) for one in by_number.values())]


def _differences(then: Measure | Project, now: Measure | Project) -> list[str]:
    if type(then) is not type(now):
        return [_("ทั้งเรื่อง")]
    changed = _changed(then, now)
    if isinstance(then, Measure) and isinstance(now, Measure):
        changed += [name for before, after in zip_longest(then.rows, now.rows) for name in _changed(before, after)]
    named = dict.fromkeys(str(_FIELDS[name]) for name in changed if name in _FIELDS)
    return list(named) or ([_("รายละเอียดอื่น")] if changed else [])


def _changed(then: Measure | Project | StepRow | None, now: Measure | Project | StepRow | None) -> list[str]:
    """The names of the fields that differ; rows are compared one by one, a row more or less is a step."""
    if then is None or now is None:
        return ["text"]
    return [item.name for item in fields(now) if getattr(then, item.name) != getattr(now, item.name)]


def _title(one: Measure | Project) -> str:
    return one.title if isinstance(one, Measure) else one.name


def _number(one: Measure | Project) -> str:
    return one.number if isinstance(one, Measure) else str(one.no)
