"""Language and theme that a person chose, kept in cookies so that pages before signing in show them too."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from prongsai.interfaces.staff.context import THEME_COOKIE

_A_YEAR = 365 * 24 * 3600


def remember_choices(response: HttpResponse, *, language: str = "", theme: str = "") -> None:
    """Set the cookies of what was chosen; an empty value leaves the browser as it is."""
    for name, value in ((settings.LANGUAGE_COOKIE_NAME, language), (THEME_COOKIE, theme)):
        if value:
            response.set_cookie(
                name,
                value,
                max_age=_A_YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )


def forget_theme(response: HttpResponse) -> None:
    """Let the pages follow the device again."""
    response.delete_cookie(THEME_COOKIE, samesite="Lax")
