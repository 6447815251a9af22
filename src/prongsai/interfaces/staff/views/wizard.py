"""The first run: agency, units, first administrator. What was typed waits in the session; everything is made at the end, at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prongsai.foundation.agencies.codes import proposed_code
from prongsai.foundation.people.actor import NotFound
from prongsai.foundation.people.first_run import forget_token, is_first_run, is_token
from prongsai.foundation.people.setting_up import FirstAgency, FirstPerson, set_up
from prongsai.interfaces.staff.forms.agency import FirstAgencyForm, FirstPersonForm, FirstUnitsForm, full_name_of
from prongsai.interfaces.staff.forms.people import PlainForm
from prongsai.interfaces.staff.forms.refusal import take
from prongsai.interfaces.staff.views.account import enter

_KEPT = "first_run"


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def first_run(request: HttpRequest, step: int = 1) -> HttpResponse:
    """One step of three. The address with the token comes from the terminal; without it, or once somebody can sign in, there is nothing."""
    kept: dict[str, Any] = request.session.get(_KEPT, {})
    token = request.GET.get("token") or kept.get("token", "")
    if not is_first_run() or not is_token(settings.DATA, str(token)):
        raise NotFound
    if "token" in request.GET:
        _keep(request, kept | {"token": token})
        return redirect("staff:first-run")
    if step > 1 and "agency" not in kept:
        return redirect("staff:first-run")
    if step > 2 and "units" not in kept:
        return redirect("staff:first-run-step", 2)
    return (_agency_step, _units_step, _person_step)[step - 1](request, kept)


def _keep(request: HttpRequest, kept: dict[str, Any]) -> None:
    request.session[_KEPT] = kept


def _page(request: HttpRequest, step: int, form: PlainForm, **told: object) -> HttpResponse:
    shown = {
        "heading": _("ตั้งค่าครั้งแรก"),
        "form": form,
        "step": step,
        "steps": [_("หน่วยงาน"), _("ส่วนราชการ"), _("ผู้ดูแลระบบ")],
        "back": reverse("staff:first-run-step", args=[step - 1]) if step > 1 else "",
        **told,
    }
    return render(request, f"staff/wizard/step{step}.html", shown, status=422 if form.errors else 200)


def _agency_step(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    form = FirstAgencyForm(request.POST or None, initial=kept.get("agency"))
    if request.method == "POST" and form.is_valid():
        if kept.get("agency", {}).get("kind") != form.cleaned_data["kind"]:
            kept.pop("units", None)
        _keep(request, kept | {"agency": form.cleaned_data})
        return redirect("staff:first-run-step", 2)
    return _page(request, 1, form)


def _units_step(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    kind, name = kept["agency"]["kind"], _full_name(kept)
    form = FirstUnitsForm(request.POST or None, kind=kind, initial=kept.get("units") or {"code": proposed_code(name)})
    if request.method == "POST" and form.is_valid():
        _keep(request, kept | {"units": form.cleaned_data | {"names": form.unit_names}})
        return redirect("staff:first-run-step", 3)
    return _page(request, 2, form, name=name)


def _person_step(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    form = FirstPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        agency = FirstAgency(
            code=kept["units"]["code"],
            name=_full_name(kept),
            province=kept["agency"]["province"],
            district=kept["agency"]["district"],
            unit_names=tuple(kept["units"]["names"]),
        )
        person = FirstPerson(values["username"], values["full_name"], values["email"], values["password"], values["is_officer"])
        made = take(form, partial(set_up, at=timezone.now(), agency=agency, person=person))
        if made is not None:
            forget_token(settings.DATA)
            del request.session[_KEPT]
            messages.success(request, _("ตั้งค่าเสร็จแล้ว เริ่มจากนำเข้าแผนของปีก่อนได้เลย"))
            record_authentication(request, made[1], method="password", username=made[1].username)
            return enter(request, made[1], redirect_url=reverse("staff:start"))
    told = {"name": _full_name(kept), "code": kept["units"]["code"], "unit_names": kept["units"]["names"]}
    return _page(request, 3, form, **told)


def _full_name(kept: dict[str, Any]) -> str:
    return full_name_of(kept["agency"]["kind"], kept["agency"]["own_name"])
