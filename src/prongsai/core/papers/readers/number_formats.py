"""A cell's value → the text that the sheet shows: percent, decimals, thousands, Thai digits, dates in the Buddhist era."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from prongsai.core.thai.calendar import MONTHS_SHORT

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_CORE = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
# In files made in Thailand a year beyond this is a Buddhist year that was typed as if it were a year of the Common Era.
_TYPED_AS_BUDDHIST = 2400

Value = int | float | str | bool | date | datetime | time | timedelta


def shown_value(value: Value, code: str = "") -> str:
    """The text of a value under a number format of Excel.

    Without a format: whole numbers without ".0", others with up to 11 digits as in Excel. Dates are "1 ต.ค. 2567" (Buddhist era; a year
    typed as 2567 is taken to be one already), a time of day other than midnight follows. Rounding is half up.
    """
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, code)
        case datetime():
            clock = value.time()
            return _date(value.date()) + (f" {clock:%H:%M}" if clock != time() else "")
        case date():
            return _date(value)
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60}:{minutes % 60:02}"


def _date(day: date) -> str:
    year_be = day.year if day.year > _TYPED_AS_BUDDHIST else day.year + 543
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {year_be}"


def _number(value: float, code: str) -> str:
    section = code.split(";")[0] if value >= 0 or code.count(";") == 0 else code.split(";")[1]
    is_thai = bool(re.search(r"\[\$-D", section, re.IGNORECASE)) or section.startswith("t")
    # Colours, currencies, conditions in brackets; paddings "_x" and "*x"; then quotes around literal text.
    bare = re.sub(r"\[[^\]]*\]|[_*].|^t(?=[#0])", "", section)
    literals = re.sub(r'"([^"]*)"|\\(.)', lambda found: found[1] or found[2] or "", bare)
    core = _CORE.search(re.sub(r'"[^"]*"|\\.', "", bare))
    if core is None or "E+" in bare or abs(value) >= 1e15:
        return _general(value)
    text = _fixed(value * 100 if "%" in bare else value, core[0], is_signed=code.count(";") == 0)
    prefix, _, suffix = literals.partition(core[0])
    text = f"{prefix}{text}{suffix}".strip()
    return text.translate(_THAI_DIGITS) if is_thai else text


def _fixed(value: float, core: str, *, is_signed: bool) -> str:
    whole, _, fraction = core.partition(".")
    places = len(fraction)
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "-" if rounded < 0 and is_signed else ""
    text = f"{abs(rounded):{',' if ',' in whole else ''}.{places}f}"
    kept = len(text) - (places - fraction.count("0")) if places else len(text)
    while places and len(text) > kept and text.endswith("0"):
        text = text[:-1]
    text = text.rstrip(".")
    head, dot, tail = text.partition(".")
    return sign + (head if "," in head else head.zfill(whole.count("0"))) + dot + tail


def _general(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.11g}"
