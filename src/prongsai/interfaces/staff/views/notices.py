"""A person's inbox in an agency, what the person chose, the calendar behind a secret address, and how mails of the installation fare."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.foundation.notices.actions import choose, mark_read, mark_unread, own_notices
from prongsai.foundation.notices.calendar_file import calendar_of
from prongsai.foundation.notices.feeds import end, person_of, renew
from prongsai.foundation.notices.models import Notice
from prongsai.foundation.notices.outbox.postman import is_mail_on
from prongsai.foundation.notices.queries import feed_of, inbox, labels_in, last_trouble, mail_health, settings_of, unread_count
from prongsai.foundation.notices.telling import days_in_words, label_of, label_words
from prongsai.foundation.people.actor import NotFound
from prongsai.foundation.people.models import Person
from prongsai.interfaces.staff.forms.notices import NoticeSettingsForm
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.gate import host_view, staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.told_once import full_address, tell_once, told_once
from prongsai.interfaces.staff.undoing import undoable
from prongsai.interfaces.staff.views.account import signed_in_person

PAGE_SIZE = 50
FEED_LIMITS = {"calendar": "60/m/ip,60/h/key"}
_SOON_DAYS = 14


@staff_view("notices.view", "GET", "POST")
def inbox_page(request: StaffRequest) -> HttpResponse:
    """The person's notices: `?show=` unread or all, `?kind=` one source or act. A POST opens one, marks as read, or takes that back."""
    if request.method == "POST":
        return _act(request)
    show = "all" if request.GET.get("show") == "all" else "unread"
    kinds = {kind: label_words(kind) for kind in labels_in(request.actor)}
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    page = Paginator(inbox(request.actor, only_unread=show == "unread", label=kind), PAGE_SIZE).get_page(request.GET.get("page"))
    unread, base = unread_count(request.actor), reverse("staff:notices", args=[request.agency.code])
    kept = {"kind": kind} if kind else {}
    today = timezone.localdate()
    shown: dict[str, Any] = {
        "heading": _("การแจ้งเตือน"),
        "unread": unread,
        "page": page,
        "lines": [_line(notice, today) for notice in page.object_list],
        "tabs": [
            {"label": label, "href": f"{base}?{urlencode({**kept, 'show': name})}", "count": count, "is_current": name == show}
            for name, label, count in (("unread", _("ยังไม่อ่าน"), unread), ("all", _("ทั้งหมด"), None))
        ],
        "kinds": sorted(kinds.items(), key=lambda pair: pair[1]),
        "kind": kind,
        "show": show,
        "here": request.get_full_path(),
        "page_query": f"?{urlencode({**kept, 'show': show, 'page': ''})}",
    }
    return render(request, "staff/notices/inbox.html", shown)


def _act(request: StaffRequest) -> HttpResponse:
    """What a button of the inbox asked for."""
    now, act = timezone.now(), request.POST.get("act", "")
    ids = [pk for pk in map(read_whole, request.POST.getlist("notice")) if pk is not None]
    back = redirect(f"{reverse('staff:notices', args=[request.agency.code])}?{urlencode({'show': request.POST.get('show', 'unread')})}")
    if act == "open":
        notice = own_notices(request.actor).filter(pk__in=ids[:1]).first()
        if notice is None:
            raise NotFound
        mark_read(by=request.actor, at=now, notice_ids=[notice.pk])
        return redirect(notice.address)
    if act == "unread":
        moment = _moment(request.POST.get("moment", ""))
        if moment is not None:
            mark_unread(by=request.actor, read_at=moment)
        return back
    count = mark_read(by=request.actor, at=now, notice_ids=None if act == "read-all" else ids)
    if count:
        words = ngettext("อ่านแล้ว %(count)d เรื่อง", "อ่านแล้ว %(count)d เรื่อง", count) % {"count": count}
        href = reverse("staff:notices", args=[request.agency.code])
        messages.success(request, undoable(request, words, href, act="unread", moment=now.isoformat()))
    return back


def _moment(written: str) -> datetime | None:
    """A moment as the button of `undoable` sends it; None for anything else."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _line(notice: Notice, today: date) -> dict[str, Any]:
    """A notice as the list draws it: red when overdue, amber when soon; what is over is grey and has no button."""
    is_open = notice.withdrawn_at is None
    left = None if notice.due_on is None else (notice.due_on - today).days
    tone = "brand"
    if not is_open or notice.read_at is not None:
        tone = "todo"
    elif left is not None and left <= _SOON_DAYS:
        tone = "late" if left < 0 else "soon"
    return {
        "notice": notice,
        "label": label_of(notice),
        "when": days_in_words(notice.due_on, today) if notice.due_on is not None and is_open else "",
        "tone": tone,
        "icon": "exclamation-triangle-fill" if tone == "late" else "message-square" if notice.verb else "calendar-days",
        "is_open": is_open,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def choices(request: HttpRequest) -> HttpResponse:
    """When mails come, which reminders, and the person's secret calendar address, which is shown once."""
    person = signed_in_person(request)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act in ("renew", "end"):
        _change_feed(request, person, act)
        return redirect("staff:notice-settings")
    chosen = settings_of(person.pk)
    form = NoticeSettingsForm(request.POST if act == "save" else None, initial={"mail": chosen.mail, "kinds": chosen.kinds})
    if act == "save" and form.is_valid():
        choose(person_id=person.pk, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("staff:notice-settings")
    told = {
        "heading": _("การแจ้งเตือน"),
        "form": form,
        "person": person,
        "is_mail_on": is_mail_on(),
        "trouble": last_trouble(person.pk),
        "feed": feed_of(person.pk),
        "told_once": told_once(request),
    }
    return render(request, "staff/notices/choices.html", told, status=422 if form.errors else 200)


def _change_feed(request: HttpRequest, person: Person, act: str) -> None:
    now = timezone.now()
    if act == "end":
        end(person=person, at=now)
        messages.success(request, _("ปิดที่อยู่ปฏิทินแล้ว โปรแกรมปฏิทินที่ใช้ที่อยู่นั้นอ่านไม่ได้อีก"))
        return
    secret = renew(person=person, at=now)
    tell_once(
        request,
        title=_("ที่อยู่ปฏิทินของท่าน"),
        text=_("คัดลอกไปใส่ในโปรแกรมปฏิทิน ใครรู้ที่อยู่นี้ก็เห็นกำหนดวันของท่าน จึงแสดงครั้งเดียว ถ้าหายให้สร้างใหม่"),
        address=full_address(reverse("staff:calendar-feed", args=[secret])),
    )


@require_safe
@never_cache
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The due days of whoever the secret belongs to, as that person may see them now. Absent, ended and left are the same 404."""
    if not consume(request, app="prongsai", action="calendar", config=FEED_LIMITS, key=secret, limit_get=True):
        return HttpResponse(status=429, headers={"Retry-After": "300"}, content_type="text/plain; charset=utf-8")
    person = person_of(secret)
    if person is None:
        raise NotFound
    with translation.override(person.language or "th"):
        content = calendar_of(person=person, at=timezone.now())
    if content is None:
        raise NotFound
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="prongsai.ics"'
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


@host_view("host.manage")
def mails(request: StaffRequest) -> HttpResponse:
    """How the mails of the installation fare: what waits and why, what did not arrive. Nothing of what they say."""
    health = mail_health(timezone.now())
    return render(request, "staff/notices/mails.html", {"heading": _("อีเมลของระบบ"), "health": health})
