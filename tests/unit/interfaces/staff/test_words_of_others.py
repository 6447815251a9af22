"""What Django and allauth say about a form is Thai on Thai pages, in our words, and English on English pages."""

from __future__ import annotations

import re

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from prongsai.interfaces.staff.adapters import AccountAdapter, FactorAdapter, ProviderAdapter

ENGLISH_WORDS = re.compile(r"[A-Za-z]{3,} [a-z]{2,}")
UNREACHED = {
    "email_taken", "cannot_remove_primary_email", "duplicate_email", "email_password_mismatch", "max_email_addresses", "phone_password_mismatch",
    "phone_taken", "unknown_phone", "unverified_primary_email", "username_blacklisted", "username_taken", "select_only_one",
}  # fmt: skip
"""Of allauth: about several addresses, telephone numbers and sign-up, none of which there is here."""


class _Form(forms.Form):
    name = forms.CharField(max_length=3)
    email = forms.EmailField()
    count = forms.IntegerField(min_value=1, max_value=9)
    kind = forms.ChoiceField(choices=[("a", "ก")])
    kinds = forms.MultipleChoiceField(choices=[("a", "ก")])
    day = forms.DateField()
    file = forms.FileField(max_length=5)
    site = forms.URLField(assume_scheme="https")


WRONG = {"name": "ยาวเกินไป", "email": "ที่", "count": "หนึ่ง", "kind": "b", "kinds": ["b"], "day": "วาน", "site": "ที่ นี่"}


def _said(data: dict[str, object], files: dict[str, SimpleUploadedFile] | None = None) -> list[str]:
    return [str(message) for errors in _Form(data, files).errors.values() for message in errors]


@pytest.mark.parametrize(
    ("data", "files"),
    [
        ({}, None),
        (WRONG, {"file": SimpleUploadedFile("a.txt", b"")}),
        ({"count": "0"}, {"file": SimpleUploadedFile("long-name.txt", b"x")}),
        ({"count": "10"}, None),
    ],
)
def test_faults_of_a_form_are_told_in_thai(data: dict[str, object], files: dict[str, SimpleUploadedFile] | None) -> None:
    said = _said(data, files)
    assert len(said) == 8
    assert [message for message in said if not re.search("[ก-๛]", message) or ENGLISH_WORDS.search(message)] == []
    with translation.override("en"):
        assert not any(re.search("[ก-๛]", message) for message in _said(data, files))


def test_a_missing_value_is_told_in_our_words() -> None:
    with pytest.raises(ValidationError, match="ต้องใส่ช่องนี้"):
        forms.CharField().clean("")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(AccountAdapter, DefaultAccountAdapter), (FactorAdapter, DefaultMFAAdapter), (ProviderAdapter, DefaultSocialAccountAdapter)],
)
def test_what_allauth_says_at_sign_in_is_thai(ours: type, theirs: type) -> None:
    assert set(theirs.error_messages) <= set(ours.error_messages)
    said = {code: str(message) for code, message in ours.error_messages.items()}
    assert {code: text for code, text in said.items() if not re.search("[ก-๛]", text) or ENGLISH_WORDS.search(text)} == {}
    kept = {code for code, text in said.items() if "คุณ" in text or "ล้มเหลว" in text}
    assert kept <= UNREACHED, "allauth's own Thai, which addresses people otherwise than our pages"
