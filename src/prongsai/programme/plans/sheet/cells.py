"""The cells of a row: a measure or step as texts, and texts back as values. Days stand as ISO texts; the workbook shows them as dates."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from prongsai.core.thai.controls import without_controls
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.programme.plans.days import day_in_words
from prongsai.programme.plans.drafts import INDICATORS, LONGEST_TEXT, MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.progress.drafts import Count, read_count
from prongsai.programme.plans.sheet.columns import MEASURE, NO, STEP, WATCHED, YES
from prongsai.programme.plans.typed_days import UnreadDay, monitoring_line, read_day, read_monitoring_line

MOST_LETTERS = 32_000
"""What a cell of a workbook holds at most, with a little room."""
LONGEST_RESPONSIBLE, LONGEST_ENTRY = 1000, 500
"""What the form takes of the words of the paper, and what is kept of an entry of monitoring."""

_EDGE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u200c\u200d\u2060\ufeff"
"""What is nothing to see at the ends of a line: a cell that holds nothing else is empty."""
_YES = {YES, "yes", "y", "true", "จริง", "1", "x", "✓", "✔"}
_NO = {"", NO, "ไม่", "no", "n", "false", "เท็จ", "0", "-"}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_COUNT = re.compile(r"(?P<what>[^:：]+)[:：]\s*(?P<number>[\d,]+)\s*(?P<unit>(?![\s\d.,/:+–—-]).*)")


class Misread(Exception):
    """A cell does not say what its column holds. `str()` says what to do."""


def tidy(text: str) -> str:
    """A text without what programs add on the way: control characters, spaces and signs without width at the ends of lines, empty lines.

    A tab is a space, because it does not come back from ODS.
    """
    lines = without_controls(text).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(line.strip(_EDGE) for line in lines).strip("\n")


def fingerprint(column: str, text: str) -> str:
    """Six hex digits by which an untouched cell is known."""
    return hashlib.sha256(f"{column}\x00{text}".encode()).hexdigest()[:6]


def fingerprints(cells: Mapping[str, str]) -> str:
    """The fingerprints of a row's watched cells, in the order of the columns."""
    return ".".join(fingerprint(column, tidy(cells.get(column, ""))) for column in WATCHED)


def read_key(cells: Mapping[str, str]) -> str:
    """The key of a row, however it was typed anew: "M๑๒" is m12."""
    return "".join(to_arabic_digits(cells.get("key", "")).split()).casefold()


def read_fingerprints(written: str) -> dict[str, str]:
    """Column → fingerprint; empty where the cell is not what was written there."""
    parts = written.strip().split(".")
    return dict(zip(WATCHED, parts, strict=True)) if len(parts) == len(WATCHED) else {}


def cells_of(draft: MeasureDraft | StepDraft, number: str, units: Mapping[int, str]) -> dict[str, str]:
    """A measure or a step as texts by column."""
    is_measure = isinstance(draft, MeasureDraft)
    cells = {
        "number": number,
        "kind": MEASURE if is_measure else STEP,
        "text": tidy(draft.title if isinstance(draft, MeasureDraft) else draft.text),
        "details": "" if isinstance(draft, MeasureDraft) else tidy(draft.details),
        "units": "; ".join(units[pk] for pk in draft.unit_ids),
        "every_unit": YES if draft.is_for_every_unit else "",
        "as_written": tidy(draft.responsible_as_written),
        "starts": draft.starts_on.isoformat() if draft.starts_on else "",
        "ends": draft.ends_on.isoformat() if draft.ends_on else "",
        "period": tidy(draft.period_as_written),
        "monitoring": "\n".join(monitoring_line(entry) for entry in draft.monitoring),
        "indicators": ", ".join(str(number) for number in draft.indicators) if isinstance(draft, MeasureDraft) else "",
    }
    return {column: text[:MOST_LETTERS] for column, text in cells.items()}


def shown(column: str, text: str) -> str:
    """A cell of `cells_of` for people: days in words. What a person typed is read first, for a year of 2568 is none of the Common Era."""
    found = _ISO.fullmatch(text) if column in {"starts", "ends", "done_on"} else None
    return day_in_words(date.fromisoformat(text)).replace("\u00a0", " ") if found else text


def read_cell(column: str, text: str, known: MeasureDraft | StepDraft | None, units: Mapping[int, str], fiscal_year: int) -> dict[str, Any]:
    """What a watched cell means, as fields of a draft. `known` is what stands. Raises `Misread`."""
    match column:
        case "text":
            if not text:
                raise Misread(_("ใส่ข้อความ หรือใส่เหตุผลในคอลัมน์ยกเลิกเพราะ"))
            return {"text": text}
        case "details":
            return {"details": _short(text, LONGEST_TEXT)}
        case "units":
            return {"unit_ids": read_units(text, units)}
        case "every_unit":
            return {"is_for_every_unit": read_yes(text)}
        case "as_written":
            return {"responsible_as_written": _short(text, LONGEST_RESPONSIBLE)}
        case "starts":
            return {"starts_on": read_a_day(text, fiscal_year)}
        case "ends":
            return {"ends_on": read_a_day(text, fiscal_year)}
        case "period":
            return {"period_as_written": text}
        case "monitoring":
            return {"monitoring": read_monitoring(text, known.monitoring if known else (), fiscal_year)}
        case "indicators":
            return {"indicators": read_indicators(text)}
    raise AssertionError(column)


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise Misread(_("ข้อความยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": most})
    return text


def read_yes(text: str) -> bool:
    """Yes or no; empty is no. Raises `Misread`."""
    plain = to_arabic_digits(text).casefold()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise Misread(_("ใส่ %(yes)s หรือเว้นว่าง") % {"yes": YES})


def read_a_day(text: str, fiscal_year: int) -> date | None:
    """A day, None for an empty cell. Raises `Misread`."""
    if not text:
        return None
    try:
        return read_day(text, fiscal_year)
    except UnreadDay as unread:
        raise Misread(str(unread)) from None


def read_units(text: str, units: Mapping[int, str]) -> tuple[int, ...]:
    """The ids of the units that a cell names. Raises `Misread` with every name that is not known."""
    known = {_plain(name): pk for pk, name in units.items()}
    if _plain(text) in known:
        return (known[_plain(text)],)
    names = [name.strip() for name in re.split(r"[;；\n]", text) if name.strip()]
    strange = [name for name in names if _plain(name) not in known]
    if strange:
        raise Misread(_("ไม่มีหน่วยงานชื่อ “%(names)s” เลือกจากรายการ คั่นหลายหน่วยงานด้วย ;") % {"names": "”, “".join(strange)})
    return tuple(dict.fromkeys(known[_plain(name)] for name in names))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def read_indicators(text: str) -> tuple[int, ...]:
    """Numbers of indicators. Raises `Misread`."""
    parts = [part for part in re.split(r"[\s,;และ]+", to_arabic_digits(text)) if part]
    if not all(re.fullmatch(r"\d{1,2}", part) and int(part) in INDICATORS for part in parts):
        raise Misread(_("ใส่เลขตัวชี้วัด 1 ถึง 10 คั่นด้วย , เช่น 1, 9"))
    return tuple(sorted({int(part) for part in parts}))


def read_monitoring(text: str, known: tuple[MonitoringDraft, ...], fiscal_year: int) -> tuple[MonitoringDraft, ...]:
    """Days of monitoring, a line each; lines that stand already stay what they are. Raises `Misread`."""
    standing = {monitoring_line(entry): entry for entry in known}
    entries = []
    for line in text.split("\n"):
        words = " ".join(line.split())
        if not words:
            continue
        if words in standing:
            entries.append(standing[words])
            continue
        try:
            entry = read_monitoring_line(words, fiscal_year)
        except UnreadDay as unread:
            raise Misread(f"“{words}” {unread}") from None
        if entry.due_on is None and not re.search(r"[^\W\d_]", words):
            raise Misread(_("“%(words)s” ไม่ใช่วันที่ พิมพ์แบบ 31 มี.ค. %(year)s") % {"words": words, "year": fiscal_year})
        _short(entry.as_written, LONGEST_ENTRY)
        entries.append(entry)
    return tuple(entries)


def read_counts(text: str) -> tuple[Count, ...]:
    """What was counted, a line each. Raises `Misread`."""
    counts = []
    for line in (" ".join(line.split()) for line in text.split("\n")):
        if not line:
            continue
        found = _COUNT.fullmatch(to_arabic_digits(line))
        number = read_count(found["number"]) if found else None
        if found is None or number is None:
            raise Misread(_("“%(line)s” อ่านไม่ได้ พิมพ์แบบ ผู้เข้าอบรม: 45 คน บรรทัดละหนึ่งเรื่อง") % {"line": line[:80]})
        start, end = found.span("what")
        counts.append(Count(line[start:end].strip(), number, line[found.start("unit") :].strip()))
    return tuple(counts)
