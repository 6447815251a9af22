"""All that is kept of a person in one ZIP: `data.json` for programs, `index.html` for people, a CSV file for each part."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import plain
from prongsai.foundation.audit.telling import field_words
from prongsai.foundation.languages import said
from prongsai.foundation.people.actor import Actor, Forbidden, NotFound
from prongsai.foundation.people.memberships import UnusablePerson
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.personal.erasing import invitations_of, is_only_of
from prongsai.foundation.people.personal.gathering import Holding, Row, holdings, rows_in
from prongsai.foundation.people.personal.sign_in_rows import sign_in_rows

FORM = "prongsai-personal-data/1"
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def may_export(by: Actor, person: Person) -> bool:
    """Whether the actor may have the data of a person: the person, or who manages the people of the only agency that the person knows."""
    if by.person_id == person.pk:
        return True
    return by.may("people.manage") and by.agency_id is not None and is_only_of(person, by.agency_id)


@transaction.atomic
def export_person(*, by: Actor, at: datetime, person: Person) -> bytes:
    """The ZIP, in the language of the reader. The audit trail tells that it was made.

    Raises `Forbidden` for who may not, `NotFound` for who never worked in the actor's agency, `UnusablePerson` where the person has or had
    roles in other agencies too: then only the person may.
    """
    agency_id = None
    if by.person_id != person.pk:
        by.must("people.manage")
        agency_id = by.agency
        if not Membership.objects.filter(person=person, agency_id=agency_id).exists():
            raise NotFound
        if not may_export(by, person):
            raise UnusablePerson("person", _("ผู้นี้มีหรือเคยมีบทบาทที่อื่นด้วย ให้เจ้าตัวดาวน์โหลดเองจากหน้าบัญชี"))
    if by.person_id is None:
        raise Forbidden("people.manage")
    parts = [(holding, list(rows_in(holding, person))) for holding in holdings(person)]
    made = {"form": FORM, "made_at": plain(at), "person": person.username}
    data = made | {
        "sign_in": sign_in_rows(person),
        "invitations": [
            {"agency": one.agency.code, "full_name": one.full_name, "email": one.email, "expires_at": plain(one.expires_at)}
            for one in invitations_of(person).select_related("agency").order_by("pk")
        ],
        "parts": [_part(holding, rows) for holding, rows in parts],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", _page(person, at, parts))
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        for holding, rows in parts:
            archive.writestr(f"{holding.model}.csv", _table(holding, rows))
    record(by=by, at=at, verb="people.exported", subject=person, agency_id=agency_id)
    return packed.getvalue()


def _part(holding: Holding, rows: list[Row]) -> dict[str, Any]:
    fields = [
        {
            "field": field.field,
            "words": field_words(None, field.field),
            "why": field.thai,
            "why_en": field.english,
            "keep_months": field.keep_months,
            "may_be_public": field.may_be_public,
            "on_erasure": field.on_erasure,
        }
        for field in holding.fields
    ]
    told = [{"id": row.pk, "what": row.what, "agency": row.agency, "values": row.values} for row in rows]
    return {"model": holding.model, "words": holding.words, "fields": fields, "rows": told}


def _table(holding: Holding, rows: list[Row]) -> str:
    """The rows for a spreadsheet, which must not take a text for a formula."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    names = [field.field for field in holding.fields]
    writer.writerow(["id", "what", "agency", *names])
    for row in rows:
        writer.writerow([row.pk, *(_cell(value) for value in (row.what, row.agency, *(row.values.get(name, "") for name in names)))])
    return text.getvalue()


def _cell(value: object) -> str:
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text


def _page(person: Person, at: datetime, parts: list[tuple[Holding, list[Row]]]) -> str:
    """A page that stands alone: what is kept, why and how long, and which file has the rows."""
    sections = format_html_join("", "{}", ((_section(holding, len(rows)),) for holding, rows in parts))
    return format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>'
        "<body><h1>{}</h1><p>{} · {}</p><p>{}</p>{}</body></html>",
        (get_language() or "th")[:2],
        _("ข้อมูลส่วนบุคคลของ %(name)s") % {"name": person},
        _("ข้อมูลส่วนบุคคลของ %(name)s") % {"name": person},
        person.username,
        plain(at),
        _("ไฟล์ data.json มีข้อมูลทั้งหมดในที่เดียว รวมวิธีเข้าสู่ระบบ ไฟล์ CSV มีข้อมูลเดียวกันเป็นตาราง"),
        sections,
    )


def _section(holding: Holding, count: int) -> str:
    rows = format_html_join(
        "",
        "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
        ((field_words(None, field.field), said(field), _months(field.keep_months), _outcome(field.on_erasure)) for field in holding.fields),
    )
    return format_html(
        '<h2>{}</h2><p>{} · <a href="{}.csv">{}.csv</a></p><table border="1">'
        "<thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table>",
        holding.words,
        _("%(count)d รายการ") % {"count": count},
        holding.model,
        holding.model,
        _("ข้อมูล"),
        _("เก็บเพราะ"),
        _("เก็บนาน"),
        _("เมื่อขอลบ"),
        rows,
    )


def _months(months: int) -> str:
    if not months:
        return _("เท่ากับข้อมูลต้นทาง")
    return _("%(count)d เดือนหลังใช้ครั้งสุดท้าย") % {"count": months}


def _outcome(on_erasure: str) -> str:
    return _("ลบ") if on_erasure == "blank" else _("คงการอ้างอิงไว้โดยไม่มีชื่อ")
