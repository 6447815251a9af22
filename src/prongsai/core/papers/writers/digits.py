"""The digits of a sheet: all running numbers in Thai or in Arabic digits, while addresses and Latin codes stay as they are."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

from prongsai.core.papers.writers.sheet import Sheet
from prongsai.core.thai.numerals import to_arabic_digits, to_thai_digits

Digits = Literal["thai", "arabic"]

_FIXED = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|[!-~]*[A-Za-z][!-~]*", re.ASCII)
"""An address, or a run of ASCII signs with a Latin letter in it: O12, ITA2564, COVID-19, index.php?id=3."""

_Value = TypeVar("_Value")


def with_digits(sheet: Sheet, digits: Digits) -> Sheet:
    """The same sheet with its digits converted, page numbers included.

    To Thai digits: digits inside a web or mail address, or in an unbroken run of ASCII signs that holds a Latin letter, stay Arabic.
    To Arabic digits: all Thai digits are converted.
    """
    return replace(_walk(sheet, digits), digits=digits)


def convert(text: str, digits: Digits) -> str:
    """One text with its digits converted, as `with_digits` does."""
    if digits == "arabic":
        return to_arabic_digits(text)
    pieces, end = [], 0
    for found in _FIXED.finditer(text):
        pieces += [to_thai_digits(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*pieces, to_thai_digits(text[end:])])


def _walk(value: _Value, digits: Digits) -> _Value:
    result: Any = value
    if isinstance(value, str):
        result = convert(value, digits)
    elif isinstance(value, tuple):
        result = tuple(_walk(entry, digits) for entry in value)
    elif is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in ("align", "digits")]
        result = replace(value, **{name: _walk(getattr(value, name), digits) for name in names})
    return result  # type: ignore[no-any-return]
