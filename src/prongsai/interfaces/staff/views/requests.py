"""Asking units for more: the form, the list of a year, and taking a request back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.faults import Unusable
from prongsai.interfaces.staff.forms.progress import AskForm
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.views.progress import crumbs, enter, step_choices
from prongsai.programme.plans.actions.progress import ask_more, withdraw_request
from prongsai.programme.plans.permissions import access_measure, access_request
from prongsai.programme.plans.queries.overview import measure_row
from prongsai.programme.plans.queries.progress import requests_of_year

PAGE_SIZE = 100


@staff_view("plans.ask_more", "GET", "POST")
def ask(request: StaffRequest, measure_id: int) -> HttpResponse:
    """Ask for more about a measure; `?step=` names a step."""
    measure = access_measure(by=request.actor, measure_id=measure_id, permission="plans.ask_more")
    enter(request, measure)
    row = measure_row(measure, timezone.localdate())
    options: dict[str, Any] = {"steps": step_choices(row), "fiscal_year": measure.plan.fiscal_year}
    form = AskForm(request.POST or None, initial={"step": request.GET.get("step", "")}, **options)
    back = reverse("staff:measure", args=[request.agency.code, measure.pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            ask_more(
                by=request.actor,
                at=timezone.now(),
                measure=measure,
                step_id=data.get("step"),
                text=data["text"],
                wanted_by=data["wanted_by"],
            )
        except Unusable as unusable:
            form.take(unusable.faults)
        else:
            messages.success(request, _("ส่งคำขอข้อมูลเพิ่มแล้ว หน่วยงานที่รับผิดชอบจะเห็นในหน้าแรกของตน"))
            return redirect(back)
    title = _("ขอข้อมูลเพิ่ม")
    shown = {
        "form": form,
        "measure": measure,
        "row": row,
        "heading": title,
        "crumbs": crumbs(request, measure, row, title),
        "back_href": back,
    }
    return render(request, "staff/progress/ask.html", shown, status=422 if form.errors else 200)


@staff_view("plans.view")
def listing(request: StaffRequest, year: int) -> HttpResponse:
    """The requests of a year: open ones first; `?all=1` shows those with an answer too."""
    wants_all = request.GET.get("all") == "1"
    found = requests_of_year(request.agency.pk, year, is_open=not wants_all)
    request.menu_key = "plans.measures"
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    base = reverse("staff:requests", args=[request.agency.code, year])
    tabs = [
        {
            "label": _("รอคำตอบ"),
            "href": base,
            "is_current": not wants_all,
            "count": requests_of_year(request.agency.pk, year, is_open=True).count(),
        },
        {"label": _("ทั้งหมด"), "href": f"{base}?all=1", "is_current": wants_all, "count": None},
    ]
    shown = {
        "requests": page,
        "page": page,
        "page_query": "?all=1&page=" if wants_all else "?page=",
        "tabs": tabs,
        "today": timezone.localdate(),
        "heading": _("คำขอข้อมูลเพิ่ม"),
        "crumbs": [
            {"label": _("มาตรการและแผน"), "href": reverse("staff:plan", args=[request.agency.code, year])},
            {"label": _("คำขอข้อมูลเพิ่ม")},
        ],
    }
    return render(request, "staff/progress/requests.html", shown)


@staff_view("plans.ask_more", "GET", "POST")
def withdraw(request: StaffRequest, request_id: int) -> HttpResponse:
    """Take a request back, after saying what will be true then."""
    asked = access_request(by=request.actor, request_id=request_id)
    enter(request, asked.measure)
    back = reverse("staff:measure", args=[request.agency.code, asked.measure_id])
    if request.method == "POST":
        try:
            withdraw_request(by=request.actor, at=timezone.now(), request=asked)
        except Unusable as unusable:
            messages.error(request, str(unusable))
        else:
            messages.success(request, _("ถอนคำขอข้อมูลเพิ่มแล้ว"))
        return redirect(back)
    row = measure_row(asked.measure, timezone.localdate())
    title = _("ถอนคำขอข้อมูลเพิ่ม")
    shown = {"asked": asked, "heading": title, "crumbs": crumbs(request, asked.measure, row, title), "back_href": back}
    return render(request, "staff/progress/withdraw.html", shown)
