"""The audit trail and the clock that its events tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Max
from django.utils import timezone

from prongsai.foundation.audit.models import Event
from prongsai.foundation.audit.queries import verify
from prongsai.foundation.doctor.finding import Finding, bad, ok, warn

_PATIENCE = timedelta(minutes=2)


def broken_chains() -> tuple[int, list[tuple[str, str]]]:
    """How many events hold, and the first broken link of each chain that has one, in Thai and English."""
    seen, broken = 0, []
    for code, count, link in verify():
        seen += count
        if link is not None:
            name = code or "–"
            broken.append(
                (
                    f"บันทึกการใช้งานของ {name} ขาดที่เหตุการณ์ {link.number}: {link.reason}",
                    f"the audit trail of {name} is broken at event {link.number}: {link.reason_en}",
                )
            )
    return seen, broken


def look_at_trail() -> Finding:
    """Whether every chain is whole."""
    seen, broken = broken_chains()
    if broken:
        thai, english = broken[0]
        return bad("audit", f"{thai} เทียบกับสำเนาสำรองและแจ้งผู้ดูแล", f"{english}; compare with a backup and tell who is responsible")
    return ok("audit", f"บันทึกการใช้งานครบถ้วน {seen} เหตุการณ์", f"the audit trail is whole, {seen} events")


def look_at_clock() -> Iterator[Finding]:
    """Whether the clock of this machine was set back behind what is written already, and agrees with that of the database server."""
    now = timezone.now()
    newest: datetime | None = Event.objects.aggregate(newest=Max("at"))["newest"]
    if newest is not None and newest > now + _PATIENCE:
        behind = newest - now
        yield bad(
            "clock",
            f"นาฬิกาเครื่องช้ากว่าเหตุการณ์ล่าสุด {_span(behind)[0]} ตั้งเวลาเครื่องให้ถูกแล้วเปิดระบบใหม่",
            f"this machine's clock is {_span(behind)[1]} behind the newest event; set the clock right and start again",
        )
        return
    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                (there,) = cursor.fetchone() or (now,)
        except DatabaseError:
            there = now
        apart = abs(there - timezone.now())
        if apart > _PATIENCE:
            yield warn(
                "clock",
                f"นาฬิกาเครื่องนี้กับเซิร์ฟเวอร์ฐานข้อมูลต่างกัน {_span(apart)[0]} ตั้งเวลาให้ตรงกัน",
                f"the clocks of this machine and of the database server are {_span(apart)[1]} apart; set them right",
            )
            return
    yield ok("clock", "นาฬิกาเครื่องไม่ช้ากว่าเหตุการณ์ที่บันทึกไว้", "the clock is not behind what was recorded")


def _span(length: timedelta) -> tuple[str, str]:
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} นาที", f"{minutes} minutes"
    if minutes < 2880:
        return f"{minutes // 60} ชั่วโมง", f"{minutes // 60} hours"
    return f"{minutes // 1440} วัน", f"{minutes // 1440} days"
