"""The people of an agency: list, invitations, roles, leaving and coming back, and help for who cannot get in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.audit.queries import history_in
from prongsai.foundation.audit.telling import tell
from prongsai.foundation.people.actions import leave_agency, reactivate
from prongsai.foundation.people.helping import make_password_link, may_help, take_factors_off
from prongsai.foundation.people.invitations import invite, withdraw_invitation
from prongsai.foundation.people.memberships import UnusablePerson, end_role, give_role
from prongsai.foundation.people.models import Invitation, Person
from prongsai.foundation.people.permissions import access_invitation, access_membership, access_person
from prongsai.foundation.people.queries import memberships_in, open_invitations, people_of
from prongsai.foundation.people.roles import BY_KEY
from prongsai.interfaces.staff.forms.people import InviteForm, RoleForm
from prongsai.interfaces.staff.forms.refusal import take
from prongsai.interfaces.staff.gate import staff_view
from prongsai.interfaces.staff.mail import send
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.told_once import full_address, tell_once, told_once

_SHOWN_EVENTS = 20


@staff_view("people.manage", "GET")
def people(request: StaffRequest) -> HttpResponse:
    """Everybody in the agency, and who was invited."""
    request.menu_key = "people"
    everybody = list(people_of(request.agency.pk))
    told = {
        "heading": _("ผู้ใช้และบทบาท"),
        "working": [person for person in everybody if getattr(person, "held", ())],
        "gone": [person for person in everybody if not getattr(person, "held", ())],
        "invitations": list(open_invitations(request.agency.pk, timezone.now())),
        "told_once": told_once(request),
    }
    return render(request, "staff/people/people.html", told)


@staff_view("people.manage", "GET", "POST")
def invite_person(request: StaffRequest) -> HttpResponse:
    """Invite somebody; the secret address is shown once on the next page, and sent where that is possible."""
    request.menu_key = "people"
    form = InviteForm(request.POST or None, agency=request.agency, initial={"role": "unit_reporter"})
    if request.method == "POST" and form.is_valid():
        made = take(form, partial(invite, by=request.actor, at=timezone.now(), agency=request.agency, **form.cleaned_data))
        if made is not None:
            hand_over(request, *made)
            return redirect("staff:people", request.agency.code)
    told = {"heading": _("เชิญผู้ใช้"), "form": form, "crumbs": _crumbs(request, _("เชิญผู้ใช้"))}
    return render(request, "staff/people/invite.html", told, status=422 if form.errors else 200)


def hand_over(request: HttpRequest, invitation: Invitation, secret: str) -> None:
    """Send the address of an invitation where a mail can be sent, and show it once in any case."""
    address = full_address(reverse("staff:invitation", args=[secret]))
    text = _("ท่านได้รับเชิญให้เข้าร่วมงานใน%(agency)s เปิดที่อยู่นี้เพื่อตั้งชื่อผู้ใช้และรหัสผ่าน ใช้ได้ครั้งเดียวภายใน 7 วัน") % {"agency": invitation.agency}
    is_sent = send(to=invitation.email, subject=_("คำเชิญเข้าร่วมงานในระบบโปร่งใส"), text=f"{text}\n\n{address}\n")
    how = _("ส่งไปที่ %(email)s แล้ว คัดลอกส่งเองก็ได้") % {"email": invitation.email} if is_sent else _("คัดลอกไปส่งให้ผู้ที่เชิญเอง ระบบไม่ได้ส่งอีเมล")
    tell_once(
        request,
        title=_("เชิญ %(name)s แล้ว") % {"name": invitation.full_name},
        text=f"{how} {_('ที่อยู่นี้แสดงครั้งเดียว ใช้ได้ครั้งเดียวภายใน 7 วัน')}",
        address=address,
    )


@staff_view("people.manage", "GET", "POST")
def withdraw(request: StaffRequest, invitation_id: int) -> HttpResponse:
    """Make an invitation useless."""
    request.menu_key = "people"
    invitation = access_invitation(by=request.actor, invitation_id=invitation_id)
    if request.method == "POST":
        withdraw_invitation(by=request.actor, at=timezone.now(), invitation=invitation)
        messages.success(request, _("ถอนคำเชิญแล้ว"))
        return redirect("staff:people", request.agency.code)
    return _confirm(
        request,
        title=_("ถอนคำเชิญของ %(name)s") % {"name": invitation.full_name},
        consequences=[_("ที่อยู่ที่ส่งไปจะใช้ไม่ได้"), _("เชิญใหม่ได้ทุกเมื่อ")],
        verb=_("ถอนคำเชิญ"),
        back=reverse("staff:people", args=[request.agency.code]),
    )


@staff_view("people.manage", "GET")
def person(request: StaffRequest, person_id: int) -> HttpResponse:
    """One person: roles, help and history."""
    request.menu_key = "people"
    shown = access_person(by=request.actor, person_id=person_id)
    return _person_page(request, shown, RoleForm(agency=request.agency))


@staff_view("people.manage", "POST")
def add_role(request: StaffRequest, person_id: int) -> HttpResponse:
    """Give a role, and open the account again where it was closed."""
    request.menu_key = "people"
    shown = access_person(by=request.actor, person_id=person_id)
    form = RoleForm(request.POST, agency=request.agency)
    if form.is_valid():
        act = give_role if shown.is_active else reactivate
        given = take(form, partial(act, by=request.actor, at=timezone.now(), person=shown, agency=request.agency, **form.cleaned_data))
        if given is not None:
            messages.success(request, _("ให้บทบาท%(role)sแล้ว") % {"role": BY_KEY[given.role].name})
            return redirect("staff:person", request.agency.code, shown.pk)
    return _person_page(request, shown, form)


def _person_page(request: StaffRequest, shown: Person, form: RoleForm) -> HttpResponse:
    held = memberships_in(shown, request.agency.pk)
    told = {
        "heading": shown.full_name,
        "person": shown,
        "held": [(membership, BY_KEY[membership.role]) for membership in held],
        "form": form,
        "events": tell(history_in(request.agency.pk, shown)[:_SHOWN_EVENTS]),
        "may_help": shown.is_active and may_help(request.actor, shown, request.agency.pk),
        "has_factor": Authenticator.objects.filter(user=shown).exists(),
        "told_once": told_once(request),
        "crumbs": _crumbs(request, shown.full_name),
    }
    return render(request, "staff/people/person.html", told, status=422 if form.errors else 200)


@staff_view("people.manage", "GET", "POST")
def remove_role(request: StaffRequest, membership_id: int) -> HttpResponse:
    """End one role of a person."""
    request.menu_key = "people"
    membership = access_membership(by=request.actor, membership_id=membership_id)
    back = reverse("staff:person", args=[request.agency.code, membership.person_id])
    if request.method == "POST":
        return _tried(request, partial(end_role, by=request.actor, at=timezone.now(), membership=membership), _("ยุติบทบาทแล้ว"), back)
    return _confirm(
        request,
        title=_("ยุติบทบาท%(role)sของ %(name)s") % {"role": BY_KEY[membership.role].name, "name": membership.person},
        consequences=[_("สิทธิ์ของบทบาทนี้หมดทันที"), _("ประวัติที่ทำไว้ยังอยู่ครบ"), _("ให้บทบาทใหม่ได้ทุกเมื่อ")],
        verb=_("ยุติบทบาท"),
        back=back,
    )


@staff_view("people.manage", "GET", "POST")
def leave(request: StaffRequest, person_id: int) -> HttpResponse:
    """End all roles of a person in this agency."""
    request.menu_key = "people"
    shown = access_person(by=request.actor, person_id=person_id)
    back = reverse("staff:person", args=[request.agency.code, shown.pk])
    if request.method == "POST":
        act = partial(leave_agency, by=request.actor, at=timezone.now(), person=shown, agency=request.agency)
        return _tried(request, act, _("ปิดบัญชีในหน่วยงานนี้แล้ว"), back)
    return _confirm(
        request,
        title=_("ปิดบัญชีของ %(name)s ในหน่วยงานนี้") % {"name": shown},
        consequences=[_("ทุกบทบาทในหน่วยงานนี้สิ้นสุด และออกจากระบบทันที"), _("ประวัติที่ทำไว้ยังอยู่ครบ"), _("เปิดอีกครั้งได้ทุกเมื่อ")],
        verb=_("ปิดบัญชี"),
        back=back,
    )


@staff_view("people.manage", "POST")
def password_link(request: StaffRequest, person_id: int) -> HttpResponse:
    """Make an address at which the person sets a new password; shown once."""
    shown = access_person(by=request.actor, person_id=person_id)
    back = reverse("staff:person", args=[request.agency.code, shown.pk])
    try:
        uid, key = make_password_link(by=request.actor, at=timezone.now(), person=shown, agency=request.agency)
    except UnusablePerson as refused:
        messages.error(request, str(refused))
        return redirect(back)
    tell_once(
        request,
        title=_("ลิงก์ตั้งรหัสผ่านของ %(name)s") % {"name": shown},
        text=_("คัดลอกไปส่งให้เจ้าตัวเอง แสดงครั้งเดียว ใช้ได้ครั้งเดียวภายใน 3 วัน"),
        address=full_address(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})),
    )
    return redirect(back)


@staff_view("people.manage", "GET", "POST")
def factors_off(request: StaffRequest, person_id: int) -> HttpResponse:
    """Take a lost second factor off."""
    request.menu_key = "people"
    shown = access_person(by=request.actor, person_id=person_id)
    back = reverse("staff:person", args=[request.agency.code, shown.pk])
    if request.method == "POST":
        act = partial(take_factors_off, by=request.actor, at=timezone.now(), person=shown, agency=request.agency)
        return _tried(request, act, _("ล้างการยืนยันขั้นที่สองแล้ว"), back)
    return _confirm(
        request,
        title=_("ล้างการยืนยันขั้นที่สองของ %(name)s") % {"name": shown},
        consequences=[_("แอป พาสคีย์ และรหัสสำรองเดิมใช้ไม่ได้อีก"), _("เข้าสู่ระบบด้วยรหัสผ่านอย่างเดียวจนกว่าจะตั้งใหม่")],
        verb=_("ล้างการยืนยันขั้นที่สอง"),
        back=back,
    )


def _tried(request: HttpRequest, act: Callable[[], object], done: str, back: str) -> HttpResponse:
    try:
        act()
    except UnusablePerson as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back)


def _confirm(request: StaffRequest, *, title: str, consequences: list[str], verb: str, back: str) -> HttpResponse:
    told = {"heading": title, "consequences": consequences, "verb": verb, "back": back, "is_danger": True}
    return render(request, "staff/people/confirm.html", told)


def _crumbs(request: StaffRequest, here: str) -> list[dict[str, str]]:
    return [{"label": _("ผู้ใช้และบทบาท"), "href": reverse("staff:people", args=[request.agency.code])}, {"label": here}]
