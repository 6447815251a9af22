"""The reference page of personal data, written from the registry: docs/reference/personal-data.md must be this text."""

from __future__ import annotations

from prongsai.foundation import registry
from prongsai.foundation.people.personal.declared import fields_by_model, model_words

_HEAD = """# ข้อมูลส่วนบุคคล · Personal data

ทุกตารางของระบบบอกว่าเก็บข้อมูลส่วนบุคคลใด เพราะอะไร และนานเท่าใดหลังใช้ครั้งสุดท้าย ตารางหรือช่องข้อความที่ไม่บอกทำให้การทดสอบไม่ผ่าน หน้านี้เขียนจากรายการนั้น
([ดูแลอย่างไร](../how-to/personal-data.md))

Every table says which personal data it holds, why, and for how long after it was last needed; a test fails for a table, or a
field for words, that does not. This page is written from those declarations, a file personal_data.toml in each part.
"goes" is emptied when the person is erased; "stays" is kept as a reference to a person who has no name any more, or as text
of the agency's own record. 0 months: as long as the original.

| ตาราง · table | ช่อง · field | เก็บเพราะ · why | เดือน · months | เผยแพร่ได้ · may be public | เมื่อลบ · on erasure |
|---|---|---|---|---|---|
"""
_FOOT = """
## ไม่มีข้อมูลส่วนบุคคล · No personal data

"""
_PARTS = """
ช่องข้อความที่ไม่มีข้อมูลส่วนบุคคลในตารางข้างบน · Fields for words without personal data, of the tables above:

"""


def page() -> str:
    """The whole page."""
    rows = [
        f"| {model_words(model)} · `{model}` | `{field.field}` | {field.thai} · {field.english} | {field.keep_months} | "
        f"{'ได้ · yes' if field.may_be_public else 'ไม่ได้ · no'} | {'ลบ · goes' if field.on_erasure == 'blank' else 'คงไว้ · stays'} |"
        for model, fields in sorted(fields_by_model().items())
        for field in fields
    ]
    looked_at = sorted(registry.nothing_personal, key=lambda entry: entry.model)
    whole = ", ".join(f"`{entry.model}`" for entry in looked_at if not entry.fields)
    parts = [f"* `{entry.model}`: {', '.join(f'`{name}`' for name in entry.fields)}" for entry in looked_at if entry.fields]
    return _HEAD + "\n".join(rows) + "\n" + _FOOT + whole + "\n" + _PARTS + "\n".join(parts) + "\n"
