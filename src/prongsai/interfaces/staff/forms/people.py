"""Forms of persons: own account, invitation, roles, new account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.agencies.queries import positions_of, units_of
from prongsai.foundation.people.models import Invitation, Person
from prongsai.foundation.people.roles import AGENCY_ROLES, BY_KEY

AS_DEVICE = "auto"
_USERNAME = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})


class PlainForm(forms.Form):
    """A form whose labels end without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def offer(form: forms.Form, name: str, **choices: object) -> None:
    """Set what a field offers, known only with the agency: `choices`, or `queryset` and how its entries are called."""
    for attribute, value in choices.items():
        setattr(form.fields[name], attribute, value)


class AccountForm(PlainForm):
    """Name, language and theme of a person."""

    full_name = forms.CharField(label=_("ชื่อและนามสกุล"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("ภาษา"), choices=[("th", "ไทย"), ("en", "English")], widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=_("สีหน้าจอ"),
        choices=[(AS_DEVICE, _("ตามเครื่อง")), ("light", _("สว่าง")), ("dark", _("มืด"))],
        widget=forms.RadioSelect,
    )

    @property
    def values(self) -> dict[str, str]:
        """What was chosen, as a person keeps it: no theme means that of the device."""
        theme = self.cleaned_data["theme"]
        return {**self.cleaned_data, "theme": "" if theme == AS_DEVICE else theme}


class EmailForm(PlainForm):
    """Another e-mail, with the password as a check who is sitting there."""

    email = forms.EmailField(
        label=_("อีเมล"),
        required=False,
        help_text=_("ใช้เข้าสู่ระบบแทนชื่อผู้ใช้ได้ และรับลิงก์ตั้งรหัสผ่าน"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(label=_("รหัสผ่านปัจจุบัน"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class RoleForm(PlainForm):
    """A role in the agency, with unit and position."""

    role = forms.ChoiceField(label=_("บทบาท"), widget=forms.RadioSelect)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("ส่วนราชการ"), queryset=None, required=False, empty_label=_("ไม่ระบุ"), help_text=_("ผู้รายงานต้องมีส่วนราชการ")
    )
    position: forms.ModelChoiceField[Position] = forms.ModelChoiceField(
        label=_("ตำแหน่ง"), queryset=None, required=False, empty_label=_("ไม่ระบุ")
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(key, f"{BY_KEY[key].name}: {BY_KEY[key].says}") for key in AGENCY_ROLES]
        offer(self, "role", choices=roles)
        offer(self, "unit", queryset=units_of(agency.pk))
        offer(self, "position", queryset=positions_of(agency.pk), label_from_instance=_position_words)


def _position_words(position: Position) -> str:
    return f"{position.title} · {position.unit.name}" if position.unit is not None else position.title


class InviteForm(RoleForm):
    """Whom to invite, as what."""

    full_name = forms.CharField(label=_("ชื่อและนามสกุล"), max_length=200)
    email = forms.EmailField(label=_("อีเมล"), required=False, help_text=_("ไม่มีก็ได้ ท่านคัดลอกที่อยู่คำเชิญไปส่งเองได้"))

    field_order = ["full_name", "email", "role", "unit", "position"]


class NewAccountForm(PlainForm):
    """A new account for who was invited."""

    full_name = forms.CharField(label=_("ชื่อและนามสกุล"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    username = forms.CharField(
        label=_("ชื่อผู้ใช้"), max_length=150, widget=_USERNAME, help_text=_("ใช้เข้าสู่ระบบ ใช้ตัวอักษร ตัวเลข และ @ . + - _ โดยไม่เว้นวรรค")
    )
    password = forms.CharField(
        label=_("รหัสผ่าน"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("อย่างน้อย 10 ตัว มีตัวอักษรด้วย และไม่คล้ายชื่อหรืออีเมล"),
    )
    again = forms.CharField(label=_("รหัสผ่านอีกครั้ง"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean(self) -> dict[str, Any] | None:
        """Both passwords are the same."""
        data = super().clean()
        if "password" in self.cleaned_data and "again" in self.cleaned_data and self.cleaned_data["password"] != self.cleaned_data["again"]:
            self.add_error("again", _("รหัสผ่านสองช่องไม่ตรงกัน ใส่ใหม่"))
        return data


def account_values(person: Person, language: str, theme: str) -> dict[str, str]:
    """What the account form shows first: what the person chose, else what the browser shows."""
    return {"full_name": person.full_name, "language": person.language or language, "theme": person.theme or theme or AS_DEVICE}


def new_account_values(invitation: Invitation) -> dict[str, str]:
    """What the form of a new account shows first."""
    return {"full_name": invitation.full_name}
