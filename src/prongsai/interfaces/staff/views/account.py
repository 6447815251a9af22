"""The person's own pages: account, e-mail, language and theme, the wanted second factor, and accepting an invitation."""

from __future__ import annotations

from functools import partial

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.foundation.people.actions import change_person
from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.foundation.people.invitations import accept_as, accept_as_new, open_invitation
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.queries import all_memberships, needs_second_factor
from prongsai.foundation.people.roles import BY_KEY
from prongsai.interfaces.staff.choices import forget_theme, remember_choices
from prongsai.interfaces.staff.context import THEME_COOKIE
from prongsai.interfaces.staff.forms.people import AccountForm, EmailForm, NewAccountForm, account_values, new_account_values
from prongsai.interfaces.staff.forms.refusal import take


def signed_in_person(request: HttpRequest) -> Person:
    """The person who asks; `login_required` has seen to it that there is one."""
    if not isinstance(request.user, Person):
        raise NotFound
    return request.user


def own_actor(person: Person) -> Actor:
    """The person acting on the own account, in no agency."""
    return Actor(person_id=person.pk, name=str(person), agency_id=None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, language and theme; and the way to password, second factor and providers."""
    person = signed_in_person(request)
    shown = account_values(person, request.LANGUAGE_CODE, request.COOKIES.get(THEME_COOKIE, ""))
    form = AccountForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        values = form.values
        if take(form, partial(change_person, by=own_actor(person), at=timezone.now(), person=person, values=values)) is not None:
            with override(values["language"]):
                messages.success(request, _("บันทึกบัญชีแล้ว"))
            response = redirect("staff:account")
            remember_choices(response, language=values["language"], theme=values["theme"])
            if not values["theme"]:
                forget_theme(response)
            return response
    held = all_memberships(person)
    told = {
        "heading": _("บัญชีของฉัน"),
        "form": form,
        "person": person,
        "held": [(membership, BY_KEY[membership.role]) for membership in held],
        "is_host": any(membership.agency_id is None for membership in held),
        "has_several": len({membership.agency_id for membership in held if membership.agency_id is not None}) > 1,
        "has_factor": is_mfa_enabled(person),
        "needs_factor": needs_second_factor([membership.role for membership in held]),
        "has_password": person.has_usable_password(),
        "providers": SocialAccount.objects.filter(user=person),
        "has_providers": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "staff/account/account.html", told, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def email(request: HttpRequest) -> HttpResponse:
    """Another e-mail. The attempts at the password are limited as those of signing in."""
    person = signed_in_person(request)
    form = EmailForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        if not get_adapter(request).reauthenticate(person, form.cleaned_data["password"]):
            form.add_error("password", _("รหัสผ่านไม่ถูกต้อง ลองใหม่"))
        else:
            values = {"email": form.cleaned_data["email"]}
            if take(form, partial(change_person, by=own_actor(person), at=timezone.now(), person=person, values=values)) is not None:
                messages.success(request, _("บันทึกอีเมลแล้ว"))
                return redirect("staff:account")
    return render(request, "staff/account/email.html", {"heading": _("อีเมล"), "form": form}, status=422 if form.errors else 200)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device, for this browser and, where somebody is signed in, the person."""
    chosen = request.POST.get("theme", "")
    chosen = chosen if chosen in Person.Theme.values else ""
    response = _back(request)
    if chosen:
        remember_choices(response, theme=chosen)
    else:
        forget_theme(response)
    if isinstance(request.user, Person):
        change_person(by=own_actor(request.user), at=timezone.now(), person=request.user, values={"theme": chosen})
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Thai or English, for this browser and, where somebody is signed in, the person."""
    chosen = request.POST.get("language", "")
    chosen = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    response = _back(request)
    remember_choices(response, language=chosen)
    if isinstance(request.user, Person):
        change_person(by=own_actor(request.user), at=timezone.now(), person=request.user, values={"language": chosen})
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page from which the form was sent, if it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if is_ours and wanted.startswith("/") else "/")


@require_safe
@login_required
def factor_wanted(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed before work, and how to set one up."""
    person = signed_in_person(request)
    if is_mfa_enabled(person):
        return redirect("staff:start")
    roles = [BY_KEY[role] for role in dict.fromkeys(membership.role for membership in all_memberships(person))]
    wanting = [role for role in roles if role.needs_second_factor]
    return render(request, "staff/account/factor_wanted.html", {"heading": _("เพิ่มการยืนยันขั้นที่สอง"), "wanting": wanting})


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: with a new account, or with the one that is signed in."""
    now = timezone.now()
    invited = open_invitation(at=now, secret=secret)
    form = NewAccountForm(request.POST if "username" in request.POST else None, initial=new_account_values(invited))
    if request.method == "POST" and isinstance(request.user, Person):
        joined = take(form, partial(accept_as, at=now, secret=secret, person=request.user))
        if joined is not None:
            return _welcome(request, joined)
    elif request.method == "POST" and form.is_valid():
        joined = take(form, partial(_accept_new, secret, form.cleaned_data))
        if joined is not None:
            record_authentication(request, joined.person, method="password", username=joined.person.username)
            return enter(request, joined.person, redirect_url=reverse("staff:start"))
    told = {
        "heading": _("คำเชิญเข้าร่วมงาน"),
        "form": form,
        "invited": invited,
        "role": BY_KEY[invited.role],
        "sign_in_href": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "staff/account/invitation.html", told, status=422 if form.errors else 200)


def _accept_new(secret: str, values: dict[str, str]) -> Membership:
    return accept_as_new(
        at=timezone.now(), secret=secret, username=values["username"], full_name=values["full_name"], password=values["password"]
    )


def _welcome(request: HttpRequest, joined: Membership) -> HttpResponse:
    messages.success(request, _("เข้าร่วม%(agency)sแล้ว") % {"agency": joined.agency})
    return redirect("staff:start")


def enter(request: HttpRequest, person: Person, *, redirect_url: str) -> HttpResponse:
    """Sign in who has just set the own password."""
    response: HttpResponse = perform_login(request, person, email_verification="none", redirect_url=redirect_url)
    return response
