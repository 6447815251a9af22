"""What a password must be, with Thai messages that say what to do. Named in the settings as Django's password validators."""

from __future__ import annotations

from django.contrib.auth import password_validation as django_rules
from django.utils.translation import gettext as _


class NotLikeThePerson(django_rules.UserAttributeSimilarityValidator):
    """No password that resembles the person's names or e-mail."""

    def get_error_message(self) -> str:
        """What to do instead."""
        return _("รหัสผ่านคล้ายชื่อหรืออีเมลเกินไป ใช้คำอื่น")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("ไม่คล้ายชื่อ ชื่อผู้ใช้ หรืออีเมล")


class LongEnough(django_rules.MinimumLengthValidator):
    """A least number of letters."""

    def get_error_message(self) -> str:
        """What to do instead."""
        return _("รหัสผ่านสั้นเกินไป ใช้อย่างน้อย %(least)d ตัว") % {"least": self.min_length}

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("อย่างน้อย %(least)d ตัว") % {"least": self.min_length}


class NotCommon(django_rules.CommonPasswordValidator):
    """None of the passwords that everybody tries first."""

    def get_error_message(self) -> str:
        """What to do instead."""
        return _("รหัสผ่านนี้มีคนใช้กันมากและเดาง่าย ใช้คำอื่น")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("ไม่ใช่รหัสผ่านที่เดาง่าย")


class NotOnlyDigits(django_rules.NumericPasswordValidator):
    """More than digits."""

    def get_error_message(self) -> str:
        """What to do instead."""
        return _("รหัสผ่านมีแต่ตัวเลข เพิ่มตัวอักษรด้วย")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("มีตัวอักษรด้วย")
