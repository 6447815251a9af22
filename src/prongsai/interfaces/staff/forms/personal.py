"""The form that confirms the erasure of a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.people.personal.erasing import BASES, basis_words
from prongsai.interfaces.staff.forms.people import PlainForm, offer


class ErasureForm(PlainForm):
    """Why, and the user name once more, typed by hand."""

    basis = forms.ChoiceField(label=_("ลบเพราะ"), widget=forms.RadioSelect, error_messages={"required": _("เลือกเหตุผลที่ลบ")})
    typed_username = forms.CharField(
        label=_("พิมพ์ชื่อผู้ใช้เพื่อยืนยัน"),
        max_length=150,
        error_messages={"required": _("พิมพ์ชื่อผู้ใช้ให้ตรงทุกตัวเพื่อยืนยัน")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "basis", choices=[(basis, basis_words(basis)) for basis in BASES])
