"""The form of a person's notices: when mails come and which reminders."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.notices.models import PersonNoticeSettings
from prongsai.interfaces.staff.forms.people import PlainForm


class NoticeSettingsForm(PlainForm):
    """What a person chooses."""

    mail = forms.ChoiceField(label=_("รับอีเมล"), choices=PersonNoticeSettings.When.choices, widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label=_("เตือนเมื่อ"),
        choices=[
            ("30", _("ก่อนครบกำหนด 30 วัน")),
            ("7", _("ก่อนครบกำหนด 7 วัน")),
            ("1", _("ก่อนครบกำหนด 1 วัน")),
            ("0", _("ในวันครบกำหนด")),
            ("overdue", _("เมื่อเกินกำหนด แล้วทุกสัปดาห์")),
        ],
        required=False,
        help_text=_("ใช้ทั้งในระบบและในอีเมล"),
        widget=forms.CheckboxSelectMultiple,
    )
