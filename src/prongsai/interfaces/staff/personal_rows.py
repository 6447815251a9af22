"""What is kept of a person, as lines for the pages of personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation.audit.telling import field_words
from prongsai.foundation.languages import said
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.personal.erasing import Preview
from prongsai.foundation.people.personal.gathering import Holding
from prongsai.foundation.registry import PersonalField


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is kept: `words`, how many (None: does not count), and why, where that is to be said."""

    words: str
    count: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A declared field as the table of a person's data shows it; `label` names it where the reason does not (accounts)."""

    label: str
    why: str
    how_long: str
    goes: bool


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A model as that table shows it."""

    words: str
    count: int
    fields: tuple[FieldRow, ...]


def holding_rows(holdings: Iterable[Holding]) -> list[HoldingRow]:
    """Lines of the table."""
    return [HoldingRow(held.words, held.count, tuple(_field_row(field) for field in held.fields)) for held in holdings]


def _field_row(field: PersonalField) -> FieldRow:
    label = field_words(Person, field.field) if field.model == Person._meta.label else ""
    return FieldRow(label, said(field), how_long(field), _goes(field))


def how_long(field: PersonalField) -> str:
    """How long a field is kept, in words: years where they come out even."""
    months = field.keep_months
    if not months:
        return _("เท่ากับข้อมูลต้นทาง")
    if months % 12:
        return ngettext("%(count)d เดือน", "%(count)d เดือน", months) % {"count": months}
    return ngettext("%(count)d ปี", "%(count)d ปี", months // 12) % {"count": months // 12}


def _goes(field: PersonalField) -> bool:
    return field.on_erasure == "blank"


def what_goes(preview: Preview) -> list[Line]:
    """What erasing removes."""
    lines = [
        Line(_("ชื่อ ชื่อผู้ใช้ อีเมล และรหัสผ่าน"), None),
        Line(_("บทบาทที่ยังมีอยู่ จะสิ้นสุด"), preview.roles),
        Line(_("การยืนยันขั้นที่สอง"), preview.sign_in["second_factors"]),
        Line(_("บัญชีของผู้ยืนยันตัวตนที่เชื่อมไว้"), preview.sign_in["providers"]),
        Line(_("อุปกรณ์ที่เข้าสู่ระบบอยู่ จะออกจากระบบ"), preview.sign_in["sessions"]),
        Line(_("รายละเอียดในบันทึกการใช้งานที่มีข้อมูลของผู้นี้"), preview.details),
    ]
    for holding in preview.holdings:
        blank = [field for field in holding.fields if _goes(field)]
        if blank and holding.model != Person._meta.label:
            lines.append(Line(holding.words, holding.count, " · ".join(dict.fromkeys(said(field) for field in blank))))
    return [line for line in lines if line.count is None or line.count]


def what_stays(preview: Preview) -> list[Line]:
    """What erasing leaves, with a reference to a person without name, and why."""
    lines = []
    for holding in preview.holdings:
        kept = [said(field) for field in holding.fields if not _goes(field)]
        if kept:
            lines.append(Line(holding.words, holding.count, " · ".join(dict.fromkeys(kept))))
    return lines
