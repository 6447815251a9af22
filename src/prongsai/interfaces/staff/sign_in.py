"""The pages of django-allauth in the words of this product: headings, labels of fields, and the status of a form that was refused."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.notices.outbox.postman import is_mail_on
from prongsai.foundation.people import demonstration
from prongsai.foundation.people.queries import needs_second_factor

HEADINGS = {
    "account_login": _("เข้าสู่ระบบ"),
    "account_logout": _("ออกจากระบบ"),
    "account_inactive": _("บัญชีนี้ปิดอยู่"),
    "account_reauthenticate": _("ยืนยันว่าเป็นท่าน"),
    "account_change_password": _("เปลี่ยนรหัสผ่าน"),
    "account_set_password": _("ตั้งรหัสผ่าน"),
    "account_reset_password": _("ลืมรหัสผ่าน"),
    "account_reset_password_done": _("ส่งลิงก์ตั้งรหัสผ่านแล้ว"),
    "account_reset_password_from_key": _("ตั้งรหัสผ่านใหม่"),
    "account_reset_password_from_key_done": _("ตั้งรหัสผ่านใหม่แล้ว"),
    "mfa_authenticate": _("ยืนยันขั้นที่สอง"),
    "mfa_reauthenticate": _("ยืนยันว่าเป็นท่าน"),
    "mfa_reauthenticate_webauthn": _("ยืนยันว่าเป็นท่าน"),
    "mfa_index": _("การยืนยันขั้นที่สอง"),
    "mfa_activate_totp": _("เปิดใช้แอปยืนยันตัวตน"),
    "mfa_deactivate_totp": _("เลิกใช้แอปยืนยันตัวตน"),
    "mfa_view_recovery_codes": _("รหัสสำรอง"),
    "mfa_generate_recovery_codes": _("ออกรหัสสำรองชุดใหม่"),
    "mfa_list_webauthn": _("พาสคีย์และกุญแจความปลอดภัย"),
    "mfa_add_webauthn": _("เพิ่มพาสคีย์"),
    "mfa_edit_webauthn": _("ตั้งชื่อพาสคีย์"),
    "mfa_remove_webauthn": _("ลบพาสคีย์"),
    "socialaccount_connections": _("ผู้ยืนยันตัวตนที่เชื่อมไว้"),
    "socialaccount_login_cancelled": _("ยกเลิกการเข้าสู่ระบบ"),
    "socialaccount_login_error": _("เข้าสู่ระบบผ่านผู้ยืนยันตัวตนไม่ได้"),
    "openid_connect_login": _("เข้าสู่ระบบผ่านผู้ยืนยันตัวตน"),
    "openid_connect_callback": _("เข้าสู่ระบบผ่านผู้ยืนยันตัวตนไม่ได้"),
}
_LABELS = {
    "login": _("ชื่อผู้ใช้หรืออีเมล"),
    "password": _("รหัสผ่าน"),
    "oldpassword": _("รหัสผ่านปัจจุบัน"),
    "password1": _("รหัสผ่านใหม่"),
    "password2": _("รหัสผ่านใหม่อีกครั้ง"),
    "email": _("อีเมล"),
    "code": _("รหัส 6 หลักจากแอป หรือรหัสสำรอง"),
    "name": _("ชื่อที่ท่านจำได้ เช่น คอมพิวเตอร์ที่ทำงาน"),
    "passwordless": _("ใช้เข้าสู่ระบบแทนรหัสผ่านได้"),
}
_HELP: dict[str, Any] = {"password": "", "passwordless": _("อุปกรณ์จะถามลายนิ้วมือ ใบหน้า หรือ PIN ทุกครั้ง")}
_AUTOCOMPLETE = {"login": "username", "email": "email"}
_ERRORS = 422
_TOO_MANY = 429
_TOO_MANY_CODES = {"too_many_login_attempts", "rate_limited"}


def in_our_words(request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
    """Give a page of allauth its heading, its labels and, where a form was refused, its status; leave any other page alone."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name not in HEADINGS or response.context_data is None:
        return response
    shown: dict[str, Any] = response.context_data
    shown["heading"] = HEADINGS[name]
    forms = [form for form in (shown.get("form"), shown.get("webauthn_form")) if isinstance(form, BaseForm)]
    for form in forms:
        _relabel(form)
    if name == "account_login" and settings.DEMONSTRATION:
        shown["demonstration"] = demonstration
    if name == "account_reset_password":
        shown["is_mail_sent"] = is_mail_on()
    if name == "mfa_index" and not settings.DEMONSTRATION:
        shown["is_factor_needed"] = is_factor_needed(request)
    if request.method == "POST" and any(form.is_bound and form.errors for form in forms):
        codes = {error.code for form in forms for errors in form.errors.as_data().values() for error in errors}
        response.status_code = _TOO_MANY if codes & _TOO_MANY_CODES else _ERRORS
    return response


def _relabel(form: BaseForm) -> None:
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in _LABELS:
            field.label = _LABELS[name]
        if name in _HELP:
            field.help_text = _HELP[name]
        if name in _AUTOCOMPLETE:
            field.widget.attrs["autocomplete"] = _AUTOCOMPLETE[name]


def is_factor_needed(request: HttpRequest) -> bool:
    """Whether one of the person's roles, anywhere, asks for a second factor."""
    from prongsai.foundation.people.models import Membership

    held = Membership.objects.filter(person__pk=request.user.pk or 0, ended_at=None)
    return needs_second_factor(held.values_list("role", flat=True))
