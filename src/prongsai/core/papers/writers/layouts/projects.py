"""The projects of an action plan: part, dimension, numbered sections, and each project under its ten headings on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prongsai.core.papers.model import ActionPlan, Project, Section
from prongsai.core.papers.writers.layouts.cells import entry_items, unit_items
from prongsai.core.papers.writers.layouts.front import paragraphs
from prongsai.core.papers.writers.layouts.phrases import EMPTY, budget_text, period_text
from prongsai.core.papers.writers.sheet import Block, Break, Heading, Item, ItemList, Paragraph


def plan_blocks(plan: ActionPlan) -> list[Block]:
    """Part, dimension, sections and projects in their order; a section stands before its first project, others where they are listed."""
    blocks: list[Block] = []
    if plan.part:
        part = plan.part if plan.part.startswith("ส่วน") else f"ส่วนที่ {plan.part}"
        blocks.append(Heading(part, align="centre"))
    if plan.dimension_no or plan.dimension_title:
        words = ("มิติที่ " + plan.dimension_no if plan.dimension_no else "มิติ", plan.dimension_title)
        blocks.append(Heading(" ".join(word for word in words if word), align="centre"))
    waiting = list(plan.sections)
    is_first = True
    for index, project in enumerate(plan.projects, start=1):
        due = _sections_up_to(waiting, project.section)
        del waiting[: len(due)]
        if not is_first:
            blocks.append(Break())
        blocks += [*map(_section_heading, due), *_project_blocks(project, index)]
        is_first = False
    return [*blocks, *map(_section_heading, waiting)]


def _sections_up_to(waiting: Sequence[Section], no: str | None) -> list[Section]:
    at = next((index for index, section in enumerate(waiting) if section.no == no), None)
    return list(waiting[: at + 1]) if at is not None else []


def _section_heading(section: Section) -> Heading:
    return Heading(f"{section.no} {section.title}", level=2 if section.parent is None else 3)


def _project_blocks(project: Project, index: int) -> Iterator[Block]:
    if project.no != index:
        yield Heading(f"โครงการที่ {project.no}", level=3)
    for number, (title, content) in enumerate(_parts(project), start=1):
        yield Heading(f"{number}. {title}", level=4)
        yield from content or [Paragraph(EMPTY, is_indented=True)]


def _parts(project: Project) -> list[tuple[str, list[Block]]]:
    labels = dict(project.labels)
    units = unit_items(project.responsible_as_written, project.responsible_units)
    return [
        ("ชื่อโครงการ/กิจกรรม/มาตรการ", paragraphs([project.name])),
        ("หลักการและเหตุผล", paragraphs(project.rationale)),
        ("วัตถุประสงค์", _entries(project.objectives, labels.get("objectives", ()))),
        ("เป้าหมาย/ผลผลิต", _entries(project.targets, labels.get("targets", ()))),
        ("พื้นที่ดำเนินการ", paragraphs([project.area or ""])),
        ("วิธีดำเนินการ", _entries(project.methods, labels.get("methods", ()))),
        ("ระยะเวลาดำเนินการ", paragraphs([period_text(project.period)] if project.period else [])),
        ("งบประมาณดำเนินการ", paragraphs([budget_text(project.budget)] if project.budget else [])),
        ("ผู้รับผิดชอบ", paragraphs([item.text for item in units])),
        ("ตัวชี้วัด/ผลลัพธ์", _entries(project.indicators, labels.get("indicators", ()))),
    ]


def _entries(texts: Sequence[str], labels: Sequence[str | None]) -> list[Block]:
    """One entry without label is a paragraph; several without any label are numbered."""
    if len(texts) == 1 and not any(labels) and "\n" not in texts[0]:
        return paragraphs(texts)
    if not any(labels):
        labels = [f"{number}." for number in range(1, len(texts) + 1)]
    items: tuple[Item, ...] = entry_items(texts, labels)
    return [ItemList(items)] if items else []
