"""The worker, its queue, and the age of the last backup."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from prongsai.core.thai.calendar import format_date
from prongsai.foundation.backups.locks import SERVING, is_held
from prongsai.foundation.backups.models import BackupRun
from prongsai.foundation.backups.queries import is_overdue, last_good
from prongsai.foundation.doctor.finding import Finding, bad, ok, warn
from prongsai.foundation.jobs.actions import WORKER
from prongsai.foundation.jobs.models import Heartbeat, Job
from prongsai.foundation.jobs.queries import LONGEST_SILENCE

_LONGEST_WAIT = timedelta(minutes=10)


def look_at_worker(*, now: datetime) -> Finding:
    """Whether the worker lives, where the installation runs at all."""
    last = Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    if last is not None and abs(now - last) <= LONGEST_SILENCE:
        return ok("worker", "งานเบื้องหลังทำงานอยู่", "the worker is alive")
    if not is_held(settings.DATA / SERVING):
        return ok("worker", "ระบบปิดอยู่ เปิดด้วย prongsai serve", "the installation is not running; start it with prongsai serve")
    return bad(
        "worker",
        "งานเบื้องหลังเงียบไป ปิดแล้วเปิด prongsai serve ใหม่ แล้วดูข้อความในหน้าต่างนั้น",
        "the worker is silent; stop prongsai serve and start it again, and look at what it prints",
    )


def look_at_queue(*, now: datetime) -> Finding:
    """Whether work waits longer than it should."""
    waiting = Job.objects.filter(state=Job.State.WAITING, asked_at__lt=now - _LONGEST_WAIT).count()
    if waiting:
        return warn(
            "queue",
            f"มีงาน {waiting} งานรอเกิน 10 นาที หากไม่ลดลง ปิดแล้วเปิดระบบใหม่",
            f"{waiting} jobs wait for more than ten minutes; if they do not become fewer, stop and start the installation",
        )
    return ok("queue", "ไม่มีงานค้างคิว", "no work is waiting")


def look_at_backups(*, now: datetime) -> Finding:
    """How old the last good backup is, and whether attempts fail."""
    good = last_good(now=now)
    newest = BackupRun.objects.filter(state__in=[BackupRun.State.GOOD, BackupRun.State.FAILED]).order_by("-pk").first()
    if is_overdue(now=now) and newest is not None and newest.state == BackupRun.State.FAILED:
        return bad(
            "backup",
            f"ทำสำเนาสำรองไม่สำเร็จ: {newest.fault}",
            f"backups fail: {newest.fault_en}",
        )
    if good is None or good.ended_at is None:
        return warn(
            "backup",
            "ยังไม่มีสำเนาสำรอง สั่ง prongsai backup ไฟล์ หรือกดทำสำเนาในหน้าสำเนาสำรอง",
            "there is no backup yet; type prongsai backup FILE, or use the page of backups",
        )
    day = timezone.localdate(good.ended_at)
    thai, english = format_date(day), day.isoformat()
    if is_overdue(now=now):
        return warn("backup", f"สำเนาสำรองล่าสุดเก่าเกิน 2 วัน ({thai}) ทำใหม่", f"the last backup is older than two days ({english}); make one")
    if good.missing_count:
        return warn(
            "backup",
            f"สำเนาสำรองล่าสุด ({thai}) ขาดไฟล์แนบ {good.missing_count} ไฟล์ที่ระบบทำหายไปก่อนแล้ว",
            f"the last backup ({english}) lacks {good.missing_count} stored files that had been lost before",
        )
    return ok("backup", f"สำเนาสำรองล่าสุดเมื่อ {thai} ตรวจแล้ว", f"the last backup is of {english} and was verified")
