"""Pages of the host about safety: the backups, making one now, and the doctor. No backup is ever given out through the web."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.backups.actions import ask_for_backup
from prongsai.foundation.backups.models import BackupRun
from prongsai.foundation.backups.queries import folder_of_backups, is_overdue, last_good, last_restoration, latest_runs, open_run
from prongsai.foundation.backups.tasks import make_backup_of
from prongsai.foundation.doctor.examination import examine, is_well
from prongsai.foundation.doctor.finding import Finding, Level
from prongsai.foundation.languages import in_language
from prongsai.interfaces.staff.gate import host_view
from prongsai.interfaces.staff.middleware import StaffRequest

_SHOWN = 20
_TONES = {Level.OK: "done", Level.WARN: "soon", Level.BAD: "late"}


@host_view("host.manage")
def backups(request: StaffRequest) -> HttpResponse:
    """The last good backup, those before, and where they lie."""
    running = open_run()
    told = {
        "heading": _("สำเนาสำรอง"),
        "running": running,
        "percent": 100 * running.done // running.total if running and running.total else 0,
        "good": last_good(now=timezone.now()),
        "is_overdue": is_overdue(now=timezone.now()),
        "runs": [_row(run) for run in latest_runs(_SHOWN) if running is None or run.pk != running.pk],
        "folder": folder_of_backups(),
        "is_own_folder": settings.ENVIRONMENT.backup_folder is not None,
        "is_encrypted": settings.ENVIRONMENT.backup_recipient is not None,
        "restoration": last_restoration(),
    }
    return render(request, "staff/host/backups.html", told)


def _row(run: BackupRun) -> dict[str, Any]:
    is_good = run.state == BackupRun.State.GOOD
    return {
        "run": run,
        "is_good": is_good,
        "when": run.ended_at or run.asked_at,
        "fault": in_language(run.fault, run.fault_en) or ("" if is_good else _("หยุดกลางคันเพราะระบบปิดไป")),
    }


@host_view("host.manage", "POST")
def backup_now(request: StaffRequest) -> HttpResponse:
    """Ask for a backup; the worker makes it in a process of its own."""
    with transaction.atomic():
        run = ask_for_backup(by=request.actor, at=timezone.now())
        transaction.on_commit(partial(make_backup_of, run.pk))
    messages.success(request, _("เริ่มทำสำเนาแล้ว ใช้งานต่อได้ตามปกติ"))
    return redirect("staff:backups")


@host_view("host.manage", "GET", "POST")
def doctor(request: StaffRequest) -> HttpResponse:
    """How the installation is: what is quick to look at, and on request everything."""
    is_thorough = request.method == "POST"
    found = examine(now=timezone.now(), is_thorough=is_thorough)
    order = [Level.BAD, Level.WARN, Level.OK]
    told = {
        "heading": _("ตรวจสุขภาพระบบ"),
        "lines": [_line(finding) for finding in sorted(found, key=lambda finding: order.index(finding.level))],
        "is_well": is_well(found),
        "is_thorough": is_thorough,
        "good": last_good(now=timezone.now()) if not is_thorough else None,
    }
    return render(request, "staff/host/doctor.html", told)


def _line(finding: Finding) -> dict[str, Any]:
    words = {Level.OK: _("ปกติ"), Level.WARN: _("ควรดู"), Level.BAD: _("ต้องแก้")}
    return {"finding": finding, "tone": _TONES[finding.level], "word": words[finding.level]}
