"""Action plans: dimension → sections → projects under ten (or nine) headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from prongsai.core.papers.blocks import Line, Place
from prongsai.core.papers.model import ActionPlan, Budget, Project, Section
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.lists import Entries, split_entries
from prongsai.core.papers.understanding.markers import D, match_marker
from prongsai.core.papers.understanding.measures import NOTHING, read_period
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.project_headings import DIMENSION, PART, ProjectHeading, headings, match_heading, match_section
from prongsai.core.thai.numerals import parse_baht, to_arabic_digits
from prongsai.core.thai.units import read_units

LISTS = ("objectives", "targets", "methods", "indicators")
LEAST_HEADINGS = 4
PROJECT_ONLY = frozenset(("rationale", "objectives", "targets", "area", "budget"))
TITLE_LINES = 4
LABEL_ONLY = re.compile(rf"^(?:โครงการ|กิจกรรม|มาตรการ|ลำดับ|เรื่อง)(?:/\S+)?(?:ที่)?\s*[{D}]{{1,3}}\s*[.:]?$")
SIGNATURE = re.compile(r"^\(?\s*(?:ลงชื่อ|ลงนาม)")


@dataclass(slots=True)
class _Draft:
    """Lines of a project by heading, with the printed number of the heading."""

    section: str | None
    place: Place
    lines: dict[str, list[Line]] = field(default_factory=dict)
    numbers: dict[str, str | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    drafts: list[_Draft] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    dimension: tuple[str, str] | None = None
    part: str | None = None
    field: str | None = None
    open_title: int = 0


def read_action_plan(lines: Sequence[TextLine], fiscal_year: int | None, ledger: Ledger) -> ActionPlan | None:
    """The plan, or None where no project stands under at least four of the headings."""
    starts = _project_starts(lines)
    if not starts:
        return None
    state = _State()
    for i, line in enumerate(lines):
        _take(line, i, lines, starts, state, ledger)
    projects = tuple(_project(draft, k, fiscal_year, ledger) for k, draft in enumerate(state.drafts, start=1))
    no, title = state.dimension or (None, None)
    return ActionPlan(no, title, state.part, tuple(state.sections), projects)


def _project_starts(lines: Sequence[TextLine]) -> set[int]:
    """Lines where a project begins: a name heading with at least four headings before the next, two of them such as measures never have."""
    found = [(i, heading.field) for i, line in enumerate(lines) if (heading := match_heading(line.text)) is not None]
    names = [k for k, (_, name) in enumerate(found) if name == "name"]
    starts: set[int] = set()
    for k, nth in enumerate(names):
        until = names[k + 1] if k + 1 < len(names) else len(found)
        names_here = {name for _, name in found[nth:until]}
        if len(names_here) >= LEAST_HEADINGS and len(names_here & PROJECT_ONLY) >= 2:
            starts.add(found[nth][0])
    return starts


def _take(line: TextLine, index: int, lines: Sequence[TextLine], starts: set[int], state: _State, ledger: Ledger) -> None:
    text = line.text.strip()
    if LABEL_ONLY.match(text):
        state.field, state.open_title = None, 0
        ledger.label(line.place, line.text)
        return
    if _take_dimension(text, line, state, ledger) or _take_section(text, index, lines, starts, state, ledger):
        return
    heading = match_heading(text)
    if heading is not None and (heading.field != "name" or index in starts) and _is_heading(heading, index, starts, state):
        ledger.take(line.place)
        if heading.is_sure and not heading.rest:
            ledger.label(line.place, line.text)
        if heading.field == "name":
            state.drafts.append(_Draft(state.sections[-1].no if state.sections else None, line.place))
        draft = state.drafts[-1]
        state.field, state.open_title = heading.field, 0
        draft.lines.setdefault(heading.field, [])
        draft.numbers[heading.field] = heading.number
        draft.places.setdefault(heading.field, line.place)
        if heading.rest:
            draft.lines[heading.field].append(Line(heading.rest, True, line.indent))
        return
    if state.open_title > 0 and state.sections and len(text) <= 160 and match_marker(text) is None:
        last = state.sections[-1]
        state.sections[-1] = Section(last.no, f"{last.title} {text}".strip(), last.parent)
        state.open_title -= 1
        ledger.take(line.place)
    elif state.field is not None and state.drafts and not SIGNATURE.match(text):
        state.drafts[-1].lines[state.field].append(Line(line.text, True, line.indent))
        ledger.take(line.place)
    elif SIGNATURE.match(text):
        state.field = None


def _is_heading(heading: ProjectHeading, index: int, starts: set[int], state: _State) -> bool:
    """A heading counts when it begins a project, or stands in one and was not there yet; its number must not be far behind."""
    if heading.field == "name":
        return index in starts
    if not state.drafts or heading.field in state.drafts[-1].lines:
        return False
    numbers = [number for number in state.drafts[-1].numbers.values() if number is not None]
    if not heading.is_sure and heading.number is None:
        return not numbers and _comes_after(heading.field, state.drafts[-1])
    if not heading.is_sure:
        return heading.number is not None and bool(numbers) and int(heading.number) == int(numbers[-1]) + 1
    return heading.number is None or len(numbers) < 2 or int(heading.number) + 3 >= int(numbers[-1])


def _comes_after(name: str, draft: _Draft) -> bool:
    """Tell whether the heading stands behind all headings of the project so far, in the usual order."""
    order = list(headings())
    return all(order.index(name) > order.index(other) for other in draft.lines)


def _take_dimension(text: str, line: TextLine, state: _State, ledger: Ledger) -> bool:
    dimension = DIMENSION.match(text)
    if dimension and len(text) < 200:
        if state.dimension is None:
            state.dimension = (to_arabic_digits(dimension[1]), dimension[2].strip())
            ledger.value("action_plan.dimension", line.place)
            ledger.label(line.place, line.text)
        state.field = None
        return True
    if state.dimension is None and state.part is None and PART.match(text) and len(text) < 120:
        state.part = text
        ledger.take(line.place)
        return True
    return False


def _take_section(text: str, index: int, lines: Sequence[TextLine], starts: set[int], state: _State, ledger: Ledger) -> bool:
    section = match_section(text)
    if section is None or _is_entry(section[0], state) or not _follows(section[0], state) or not _leads_to_project(index, lines, starts):
        return False
    no, title = section
    parent = no.rpartition(".")[0] if no.count(".") > 1 else None
    state.sections.append(Section(no, title, parent))
    state.field, state.open_title = None, TITLE_LINES
    ledger.value(f"action_plan.sections[{len(state.sections) - 1}]", lines[index].place)
    return True


def _is_entry(no: str, state: _State) -> bool:
    """Tell whether "3.1" stands under heading 3 of a project: an entry of its list."""
    if state.field is None or not state.drafts:
        return False
    return state.drafts[-1].numbers.get(state.field) == no.partition(".")[0]


def _follows(no: str, state: _State) -> bool:
    """A section must come after the ones before it, inside the same dimension."""
    key = [int(part) for part in no.split(".")]
    if state.dimension is not None and key[0] != int(state.dimension[0]):
        return False
    if not state.sections:
        return True
    last = [int(part) for part in state.sections[-1].no.split(".")]
    return key > last and (key[: len(last)] == last or key[:-1] == last[: len(key) - 1])


def _leads_to_project(index: int, lines: Sequence[TextLine], starts: set[int]) -> bool:
    """After a section come only lines of titles until another section or a project begins; inside lists other headings come first."""
    for i in range(index + 1, min(index + 8, len(lines))):
        if i in starts or match_section(lines[i].text) is not None:
            return True
        if match_heading(lines[i].text) is not None or len(lines[i].text) > 300:
            return False
    return False


def _project(draft: _Draft, no: int, fiscal_year: int | None, ledger: Ledger) -> Project:
    path = f"action_plan.projects[{no - 1}]"
    for name, place in draft.places.items():
        ledger.value(f"{path}.{name}", place)
    for name in ("rationale", "objectives", "targets", "methods", "period", "budget", "responsible", "indicators"):
        if not _text(draft, name):
            ledger.warn(
                draft.places.get(name, draft.place),
                "part_missing",
                f"โครงการที่ {no} ไม่มีข้อความในหัวข้อ “{_thai(name)}” โปรดตรวจกับต้นฉบับ",
                paths=(f"{path}.{name}",),
            )
    lists = {name: _entries(draft, name) for name in LISTS}
    period, budget, responsible = (_text(draft, name) for name in ("period", "budget", "responsible"))
    return Project(
        no=no,
        name=_text(draft, "name"),
        section=draft.section,
        rationale=tuple(line.text.strip() for line in _filled(draft, "rationale")),
        area=_text(draft, "area") or None,
        period=read_period(period, draft.places["period"], fiscal_year, ledger, (path,)) if period else None,
        budget=Budget(budget, parse_baht(budget)) if budget else None,
        responsible_as_written=responsible or None,
        responsible_units=tuple(read_units(responsible)) if responsible else (),
        labels=tuple((name, tuple(entry.label for entry in entries.with_lead())) for name, entries in lists.items() if entries.with_lead()),
        objectives=_wholes(lists["objectives"]),
        targets=_wholes(lists["targets"]),
        methods=_wholes(lists["methods"]),
        indicators=_wholes(lists["indicators"]),
    )


def _thai(name: str) -> str:
    from prongsai.core.papers.understanding.project_headings import headings

    return {"targets": "เป้าหมาย", "indicators": "ตัวชี้วัด/ผลลัพธ์"}.get(name, min(headings()[name], key=len))


def _wholes(entries: Entries) -> tuple[str, ...]:
    return tuple(entry.whole for entry in entries.with_lead())


def _filled(draft: _Draft, name: str) -> list[Line]:
    """The lines of a heading without those that only say "-"."""
    return [line for line in draft.lines.get(name, []) if not NOTHING.match(line.text)]


def _text(draft: _Draft, name: str) -> str:
    return " ".join(line.text.strip() for line in _filled(draft, name))


def _entries(draft: _Draft, name: str) -> Entries:
    lines: Iterable[Line] = (Line(line.text, True, line.indent) for line in _filled(draft, name))
    return split_entries([tuple(lines)], under=draft.numbers.get(name))
