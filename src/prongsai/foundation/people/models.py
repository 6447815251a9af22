"""Tables of persons, memberships and invitations."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.people.roles import BY_KEY, INSTALLATION_ROLES, ROLES, Role, role_choices


class PersonManager(BaseUserManager["Person"]):
    """Makes persons. Rules of who may make them live in `actions`."""

    def create_user(self, username: str, email: str | None = None, password: str | None = None, **values: Any) -> Person:
        """A saved person; without a password nobody can sign in with one."""
        name = self.model.normalize_username(username.strip())
        person = self.model(username=name, email=(email or "").strip().lower(), **values)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with this user name, whatever its capitals."""
        return self.get(username__iexact=username or "")


class Person(AbstractBaseUser):
    """Somebody who signs in. `language` and `theme` are empty until chosen; `is_active` False only shuts the door.

    Of who was erased (`personal/erasing.py`) only the row is left, so that history still knows that it was one and the same person.
    """

    class Theme(models.TextChoices):
        """Colours of the pages."""

        LIGHT = "light", _("สว่าง")
        DARK = "dark", _("มืด")

    username = models.CharField(
        _("ชื่อผู้ใช้"), max_length=150, validators=[UnicodeUsernameValidator(message=_("ใช้ตัวอักษร ตัวเลข และ @ . + - _ โดยไม่เว้นวรรค"))]
    )
    email = models.EmailField(_("อีเมล"), blank=True)
    full_name = models.CharField(_("ชื่อและนามสกุล"), max_length=200)
    is_active = models.BooleanField(default=True)
    language = models.CharField(_("ภาษา"), max_length=2, blank=True, choices=[("th", "ไทย"), ("en", "English")])
    theme = models.CharField(_("สีหน้าจอ"), max_length=5, blank=True, choices=Theme)
    last_agency = models.ForeignKey(Agency, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(_("ลบข้อมูลส่วนบุคคลเมื่อ"), null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="person_username_once"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="person_email_once"),
            models.CheckConstraint(condition=~Q(username=""), name="person_has_username"),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(is_active=False, email=""), name="person_erased_cannot_sign_in"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username


class CacheEntry(models.Model):
    """Rows of Django's cache, which all processes and machines of an installation share: limits of sign-in attempts live there."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache"

    def __str__(self) -> str:
        return self.cache_key


class Membership(models.Model):
    """What a person is in an agency: role, unit, position. Roles of the whole installation have no agency. Ended, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True)
    role = models.CharField(_("บทบาท"), max_length=40, choices=role_choices())
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "person",
                Coalesce("agency", 0),  # SQLite tells NULLs apart
                Coalesce("unit", 0),
                "role",
                condition=Q(ended_at=None),
                name="membership_once_while_it_lasts",
            ),
            models.CheckConstraint(condition=Q(role__in=[role.key for role in ROLES]), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(role__in=INSTALLATION_ROLES, agency=None) | (~Q(role__in=INSTALLATION_ROLES) & Q(agency__isnull=False)),
                name="membership_agency_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role_words.thai}"

    @property
    def role_words(self) -> Role:
        """The role with its words."""
        return BY_KEY[self.role]


class Invitation(models.Model):
    """A place kept for somebody, opened by a secret address. Only the digest of the secret is stored."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("อีเมล"), blank=True)
    full_name = models.CharField(_("ชื่อและนามสกุล"), max_length=200)
    role = models.CharField(_("บทบาท"), max_length=40, choices=role_choices())
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by=None, accepted_at=None) | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="invitation_accepted_in_pairs",
            ),
            models.CheckConstraint(condition=Q(role__in=[role.key for role in ROLES]), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} · {self.role_words.thai}"

    @property
    def role_words(self) -> Role:
        """The role with its words."""
        return BY_KEY[self.role]
