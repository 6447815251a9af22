"""Pages of the host: which agencies there are, opening one, and inviting its administrator. Nothing inside an agency is shown."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.actions import open_agency
from prongsai.foundation.agencies.codes import proposed_code
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.agencies.queries import agency_by_code, all_agencies
from prongsai.foundation.agencies.usual_units import usual_units
from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.foundation.people.invitations import invite
from prongsai.foundation.people.models import Invitation
from prongsai.foundation.people.queries import agencies_with_administrator
from prongsai.interfaces.staff.forms.agency import FirstAdministratorForm, HostAgencyForm
from prongsai.interfaces.staff.forms.refusal import take
from prongsai.interfaces.staff.gate import host_view
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.told_once import told_once
from prongsai.interfaces.staff.views.people import hand_over

_FIRST_ROLE = "agency_administrator"


@host_view("host.manage")
def host(request: StaffRequest) -> HttpResponse:
    """The agencies of the installation."""
    told = {
        "heading": _("หน่วยงานในระบบ"),
        "agencies": all_agencies(),
        "looked_after": agencies_with_administrator(),
        "told_once": told_once(request),
    }
    return render(request, "staff/host/host.html", told)


@host_view("host.manage", "GET", "POST")
def add_agency(request: StaffRequest) -> HttpResponse:
    """Open an agency with the units that its kind usually has, and invite its first administrator."""
    form = HostAgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = take(form, partial(_open, request.actor, form))
        if made is not None:
            hand_over(request, *made)
            return redirect("staff:host")
    told = {"heading": _("เปิดหน่วยงานใหม่"), "form": form}
    return render(request, "staff/host/add.html", told, status=422 if form.errors else 200)


@transaction.atomic
def _open(by: Actor, form: HostAgencyForm) -> tuple[Invitation, str]:
    values, now = form.cleaned_data, timezone.now()
    agency = open_agency(
        by=by,
        at=now,
        code=values["code"] or proposed_code(form.full_name, is_taken=lambda code: agency_by_code(code) is not None),
        name=form.full_name,
        province=values["province"],
        district=values["district"],
        unit_names=usual_units(values["kind"]).ticked,
    )
    return invite(by=by, at=now, agency=agency, full_name=values["full_name_of_first"], email=values["email"], role=_FIRST_ROLE)


@host_view("host.manage", "GET", "POST")
def invite_administrator(request: StaffRequest, code: str) -> HttpResponse:
    """Invite an administrator of an agency that has none who can sign in: the first invitation ran out, or everybody left."""
    agency = agency_by_code(code)
    if agency is None or agency.pk in agencies_with_administrator():
        raise NotFound
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = take(form, partial(_invite_first, request.actor, agency, form.cleaned_data))
        if made is not None:
            hand_over(request, *made)
            return redirect("staff:host")
    told = {"heading": _("เชิญผู้ดูแลระบบของ%(agency)s") % {"agency": agency}, "form": form}
    return render(request, "staff/host/invite.html", told, status=422 if form.errors else 200)


def _invite_first(by: Actor, agency: Agency, values: dict[str, str]) -> tuple[Invitation, str]:
    return invite(by=by, at=timezone.now(), agency=agency, role=_FIRST_ROLE, full_name=values["full_name"], email=values["email"])
