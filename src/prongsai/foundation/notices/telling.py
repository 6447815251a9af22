"""Notices in words, in the language of the reader: what kind of thing it is, and how many days are left."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.foundation import registry
from prongsai.foundation.audit.telling import verb_words
from prongsai.foundation.notices.models import Notice


def label_of(notice: Notice) -> str:
    """What kind of thing it is: the act of an event ("ขอข้อมูลเพิ่ม"), else the label of the dated objects."""
    return label_words(notice.verb or notice.source)


def label_words(kind: str) -> str:
    """A source of dated objects, or else a verb of the audit trail, in words."""
    source = registry.dated_objects.get(kind)
    if source is not None:
        return str(source.label)
    return verb_words(kind) if registry.verbs.get(kind) is not None else _("กำหนดวัน")


def days_in_words(due_on: date, today: date) -> str:
    """How many days are left: "เหลือ 7 วัน", "ครบกำหนดวันนี้", "เกินกำหนด 2 วัน"."""
    left = (due_on - today).days
    if left == 0:
        return _("ครบกำหนดวันนี้")
    if left < 0:
        return ngettext("เกินกำหนด %(days)d วัน", "เกินกำหนด %(days)d วัน", -left) % {"days": -left}
    return ngettext("เหลือ %(days)d วัน", "เหลือ %(days)d วัน", left) % {"days": left}
