"""The paper that a file carries as data beside the paper that is visible in it: which of the two counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.model import Paper, PaperWarning
from prongsai.core.papers.serial import paper_from_json, paper_to_json
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import squash

CODE = "embedded_disagrees"
SHOWN_MOST = 10
MEASURE = ("title", "steps", "responsible_units", "period", "monitoring", "status", "outputs", "outcomes", "suggestions", "obstacles")
PROJECT = ("name", "section", "rationale", "objectives", "targets", "area", "methods", "period", "budget", "responsible", "indicators")
PERIOD = ("start", "end", "due", "amount", "units")


def prefer_embedded(visible: Paper, embedded: Mapping[str, object]) -> Paper:
    """The embedded paper where it agrees with the visible one; else the visible paper with a warning per difference (code
    embedded_disagrees).

    A value that the visible paper shows nowhere (its layout has no place for it) is taken as agreeing. Digits and white space do not
    matter.
    """
    try:
        carried = paper_from_json(dict(embedded))
    except BadPaper as error:
        return _warned(visible, [f"ข้อมูลที่แนบมากับไฟล์อ่านไม่ได้ ({error}) จึงใช้ข้อความที่เห็นในเอกสาร"])
    differences = list(_differences(paper_to_json(visible), paper_to_json(carried)))
    return carried if not differences else _warned(visible, differences)


def _warned(paper: Paper, messages: Iterable[str]) -> Paper:
    found = list(messages)
    rest = len(found) - SHOWN_MOST
    shown = found[:SHOWN_MOST] + ([f"และอีก {rest} แห่ง"] if rest > 0 else [])
    return replace(paper, warnings=(*paper.warnings, *(PaperWarning("ข้อมูลที่แนบในไฟล์", CODE, message) for message in shown)))


def _differences(visible: dict[str, object], carried: dict[str, object]) -> Iterator[str]:
    for name in ("organisation", "document"):
        keys = ("name", "district", "province") if name == "organisation" else ("type",)
        for key in keys:
            yield from _compare(f"{name}.{key}", _at(visible, name, key), _at(carried, name, key))
    yield from _compare("fiscal_year", visible.get("fiscal_year"), carried.get("fiscal_year"))
    yield from _compare_lists("มาตรการ", visible.get("measures"), carried.get("measures"), MEASURE, "number")
    mine, other = visible.get("action_plan"), carried.get("action_plan")
    yield from _compare_lists("โครงการ", _get(mine, "projects"), _get(other, "projects"), PROJECT, "no")
    yield from _compare_lists(
        "ลายเซ็น", visible.get("approval_chain"), carried.get("approval_chain"), ("name", "position", "opinion"), "order"
    )
    for key in ("overall_score", "level"):
        yield from _compare(f"ita.{key}", _at(visible, "ita", key), _at(carried, "ita", key))


def _get(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _at(value: dict[str, object], *path: str) -> object:
    found: object = value
    for key in path:
        found = _get(found, key)
    return found


def _compare_lists(what: str, visible: object, carried: object, keys: tuple[str, ...], label: str) -> Iterator[str]:
    mine = visible if isinstance(visible, list) else []
    other = carried if isinstance(carried, list) else []
    if not mine:
        return
    if len(mine) != len(other):
        yield f"เอกสารที่เห็นมี{what} {len(mine)} รายการ แต่ข้อมูลที่แนบมี {len(other)} รายการ จึงใช้ตามที่เห็น"
        return
    shown = [key for key in keys if any(_plain(_get(item, key)) for item in mine)]
    for one, two in zip(mine, other, strict=True):
        for key in shown:
            yield from _compare(f"{what} {_get(one, label)} · {key}", _get(one, key) or "", _get(two, key) or "", is_shown=True)


def _compare(where: str, visible: object, carried: object, *, is_shown: bool = False) -> Iterator[str]:
    mine, other = _plain(visible), _plain(carried)
    if mine != other and (mine or is_shown):
        yield f"{where}: ในเอกสารเห็น “{_short(visible)}” แต่ข้อมูลที่แนบเป็น “{_short(carried)}” จึงใช้ตามที่เห็น"


def _plain(value: object) -> str:
    """Value as text for comparing: white space out, Arabic digits; of periods and the like only what was read, not the wording."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "|".join(_plain(value.get(key)) for key in PERIOD if value.get(key) is not None)
    if isinstance(value, list):
        return "|".join(_plain(item) for item in value)
    return squash(to_arabic_digits(str(value)))


def _short(value: object) -> str:
    text = " ".join(str(value if value is not None else "").split())
    return text if len(text) <= 80 else f"{text[:77]}…"
