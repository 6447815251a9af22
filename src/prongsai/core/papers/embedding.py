"""The paper that a file carries as data beside the paper that is visible in it: which of the two counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.model import Candidate, Paper, PaperWarning
from prongsai.core.papers.serial import paper_from_json, paper_to_json
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import squash

CODE = "embedded_disagrees"
SHOWN_MOST = 10
NEVER_SHOWN = frozenset({"schema", "variants_in_text", "name_as_written", "short_name", "contains", "warnings", "unread", "places"})
"""What no layout prints: how the paper came to be read."""
BESIDE = frozenset(
    {"is_inherited", "as_written", "date_as_written"}
    | {"labels", "step_labels", "output_labels", "outcome_labels", "suggestion_labels", "obstacle_labels"}
)
"""What stands beside a value that is compared: a wording beside its days, a note that a cell was merged, list markers."""
RUNNING = ("preface", "background", "closing")
"""Running text: layouts without headings print all of it, but not under which heading it stood."""
RUNNING_PATH = "document.text"
"""Where all running text stands for comparing: no path of a paper."""
NAMED_BY = {"measures": ("มาตรการ", "number"), "projects": ("โครงการ", "no"), "approval_chain": ("ลายเซ็น", "order")}


def prefer_embedded(visible: Paper, embedded: Mapping[str, object]) -> Paper:
    """The embedded paper where it agrees with the visible one; else the visible paper with a warning per difference (code
    embedded_disagrees).

    Every value counts, also one that is seen nowhere any more, but for those that no layout prints. Digits, white space, list markers
    and the wording of a period or an amount whose reading is the same do not matter.
    """
    try:
        carried = paper_from_json(dict(embedded))
    except BadPaper as error:
        return _warned(visible, [_Difference(f"ข้อมูลที่แนบมากับไฟล์อ่านไม่ได้ ({error}) จึงใช้ข้อความที่เห็นในเอกสาร")])
    differences = list(_differences(paper_to_json(visible), paper_to_json(carried)))
    return carried if not differences else _warned(visible, differences)


@dataclass(frozen=True, slots=True)
class _Difference:
    """A sentence on a value that differs, its path, and the value as seen and as carried where both can stand in the field."""

    message: str
    path: str | None = None
    as_read: str | None = None
    candidates: tuple[Candidate, ...] = ()


def _warned(paper: Paper, differences: Sequence[_Difference]) -> Paper:
    rest = len(differences) - SHOWN_MOST
    shown = [*differences[:SHOWN_MOST], *([_Difference(f"และอีก {rest} แห่ง")] if rest > 0 else [])]
    warnings = (PaperWarning("ข้อมูลที่แนบในไฟล์", CODE, each.message, each.path, each.as_read, each.candidates) for each in shown)
    return replace(paper, warnings=(*paper.warnings, *warnings))


def _differences(visible: dict[str, object], carried: dict[str, object]) -> Iterator[_Difference]:
    yield from _compare("", "", _as_printed(visible), _as_printed(carried))


def _as_printed(paper: dict[str, object]) -> dict[str, object]:
    """The paper with its running text as one, and without a list of years that says no more than the fiscal year."""
    document, years = paper.get("document"), paper.get("fiscal_years")
    printed = {**paper, "fiscal_years": [] if years == [paper.get("fiscal_year")] else years}
    if isinstance(document, dict):
        texts = [text for name in RUNNING for text in document.get(name) or []]
        printed["document"] = {**{key: value for key, value in document.items() if key not in RUNNING}, "text": texts}
    return printed


def _compare(where: str, path: str, visible: object, carried: object) -> Iterator[_Difference]:
    """Each value that differs, in the order of the paper; a list that lost or won entries is told as one."""
    if isinstance(visible, dict) and isinstance(carried, dict):
        yield from _compare_objects(where, path, visible, carried)
    elif _is_records(visible) and _is_records(carried) and len(visible) == len(carried):
        key = next((key for name, key in NAMED_BY.values() if where.endswith(name)), "")
        for number, (one, two) in enumerate(zip(visible, carried, strict=True), start=1):
            yield from _compare(f"{where} {one.get(key, number)}", f"{path}[{number - 1}]", one, two)
    elif _is_records(visible or carried):
        yield _Difference(f"{where}: ในเอกสารเห็น {_count(visible)} รายการ แต่ข้อมูลที่แนบมี {_count(carried)} รายการ จึงใช้ตามที่เห็น", path)
    elif _plain(visible) != _plain(carried):
        message = f"{where}: ในเอกสารเห็น “{_short(visible)}” แต่ข้อมูลที่แนบเป็น “{_short(carried)}” จึงใช้ตามที่เห็น"
        seen, held = _in_form(path, visible), _in_form(path, carried)
        found = () if seen is None or held is None else (Candidate(seen, "ตามที่เห็นในเอกสาร"), Candidate(held, "ตามข้อมูลที่แนบในไฟล์"))
        yield _Difference(message, None if path == RUNNING_PATH else path, seen or None, found)


def _in_form(path: str, value: object) -> str | None:
    """The value as a candidate gives it; None where it has no such form."""
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return (", " if path.endswith(("responsible_units", "responsible.units")) else "\n").join(value)
    if isinstance(value, dict | list):
        return None
    return "" if value is None else str(value)


def _compare_objects(where: str, path: str, visible: dict[str, object], carried: dict[str, object]) -> Iterator[_Difference]:
    keys = [key for key in dict.fromkeys((*visible, *carried)) if key not in NEVER_SHOWN | BESIDE]
    if all(visible.get(key) is None and carried.get(key) is None for key in keys):
        keys = ["as_written"]  # nothing could be read from the wording, so the wording itself counts
    for key in keys:
        name = key if key not in NAMED_BY else NAMED_BY[key][0]
        inner = f"{where} · {name}" if where else name
        yield from _compare(inner, f"{path}.{key}" if path else key, visible.get(key), carried.get(key))


def _is_records(value: object) -> TypeGuard[list[dict[str, object]]]:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _count(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _plain(value: object) -> str:
    """Value as text for comparing: white space out, Arabic digits; nothing, an empty text and an empty list are the same."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "|".join(f"{key}={text}" for key in sorted(value) if key not in NEVER_SHOWN | BESIDE and (text := _plain(value[key])))
    if isinstance(value, list):
        return "|".join(_plain(item) for item in value).strip("|")
    return squash(to_arabic_digits(str(value)))


def _short(value: object) -> str:
    text = " ".join(str(value if value is not None else "").split())
    return text if len(text) <= 80 else f"{text[:77]}…"
