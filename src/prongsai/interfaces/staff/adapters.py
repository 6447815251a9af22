"""What django-allauth does differently here: nobody signs up without an invitation, and its messages are in our words."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.people.models import Person
from prongsai.interfaces.staff.choices import remember_choices

_WRONG = _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจแล้วลองใหม่")
_WAIT = _("ใส่ผิดหลายครั้งเกินไป รอ 5 นาทีแล้วลองใหม่")
_WRONG_CODE = _("รหัสไม่ถูกต้อง ดูรหัสล่าสุดในแอปแล้วใส่ใหม่")


def name_of(person: Person) -> str:
    """How a person is called on the pages."""
    return str(person)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Persons come by invitation only; who is unknown and who mistypes read the same."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("บัญชีนี้ปิดอยู่ ติดต่อผู้ดูแลระบบของหน่วยงาน"),
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "enter_current_password": _("รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        "incorrect_password": _("รหัสผ่านไม่ถูกต้อง ลองใหม่"),
        "incorrect_code": _WRONG_CODE,
        "invalid_or_expired_key": _("ลิงก์นี้ใช้ไม่ได้แล้ว ขอลิงก์ใหม่"),
        "invalid_password_reset": _("ลิงก์นี้ใช้ไม่ได้แล้ว ขอลิงก์ใหม่"),
        "too_many_login_attempts": _WAIT,
        "rate_limited": _WAIT,
        "same_as_current": _("รหัสผ่านใหม่ต้องไม่เหมือนเดิม"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see `people.invitations`."""
        return False

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """As allauth's, but who signed in or confirmed a few minutes ago is not asked again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponse:
        """As allauth's, and this browser takes on the person's language and theme."""
        response: HttpResponse = super().post_login(request, user, **details)
        remember_choices(response, language=user.language, theme=user.theme)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return reverse("staff:account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address of the installation, not what the browser claims to have asked for."""
        uid, _dash, secret = key.partition("-")
        return settings.CSRF_TRUSTED_ORIGINS[0] + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is written."""
        return subject


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A provider signs in persons who connected it before; it makes none."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "invalid_token": _("ผู้ยืนยันตัวตนตอบกลับไม่ถูกต้อง ลองใหม่"),
        "no_password": _("ตั้งรหัสผ่านก่อน จึงเลิกเชื่อมได้"),
        "disconnect_last": _("ตั้งรหัสผ่านก่อน จึงเลิกเชื่อมได้"),
        "connected_other": _("บัญชีของผู้ยืนยันตัวตนนี้เชื่อมกับผู้ใช้อื่นอยู่แล้ว"),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the installation in authenticator apps and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "rate_limited": _WAIT,
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code on a white ground, whatever the theme: no phone reads black on dark."""
        drawn: str = super().build_totp_svg(url)
        start = drawn.index(">", drawn.index("<svg")) + 1
        return f'{drawn[:start]}<rect width="100%" height="100%" fill="white"/>{drawn[start:]}'

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party of passkeys: this host."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        entity["name"] = "Prongsai"
        return entity

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002 - allauth's name
        """A name for a new passkey that says which one it is."""
        from allauth.mfa.models import Authenticator

        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("พาสคีย์ที่ %(number)d") % {"number": count + 1}
