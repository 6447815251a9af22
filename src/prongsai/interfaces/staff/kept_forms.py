"""A page for a form that could not be taken: what is wrong, and all that was typed, to be sent once more.

The page is made without database and session, which may be what is broken.
"""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language

log = logging.getLogger(__name__)

_KEEPS_NOTHING = ("/sign-in/", "/first-run/", "/invitation/", "/account/")
"""Addresses whose forms hold passwords: nothing of them is shown again."""
_THEMES = {"light", "dark"}


def kept(
    request: HttpRequest, title: str, text: str, *, status: int, is_unsaved: bool = True, keeps_form: bool = True, sign_in: str = ""
) -> HttpResponse:
    """The page that says what is wrong and what to do; JSON where that was asked for.

    With `keeps_form` it shows what was typed and sends it again. Without `is_unsaved` it asks to look first. `sign_in` is an address that
    opens beside it.
    """
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"taken": [], "refused": [{"name": "", "message": f"{title} {text}"}]}, status=status)
    typed = typed_in(request) if keeps_form else []
    theme = request.COOKIES.get("theme", "")
    told = {
        "title": title,
        "text": text,
        "typed": typed,
        "is_unsaved": is_unsaved,
        "sign_in": sign_in,
        "long_ones": [value for _name, value in typed if len(value) > 20 and not value.isascii()],
        "files": [(name, [str(file.name) for file in request.FILES.getlist(name)]) for name in request.FILES] if typed else [],
        "action": request.get_full_path(),
        "csrf_token": get_token(request) if typed else "",
        "theme": theme if theme in _THEMES else "",
        "language": get_language(),
    }
    response = HttpResponse(render_to_string("staff/kept_form.html", told), status=status)
    response["Cache-Control"] = "no-store"
    return response


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, but passwords; nothing where it did not come through. A form too long to be taken in is refused before."""
    if request.method != "POST" or request.path.startswith(_KEEPS_NOTHING):
        return []
    try:
        found = [(name, str(value)) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    except Exception as error:  # the form itself could not be taken in, whatever the reason
        log.warning("a form could not be read: %s", error)
        return []
    return [] if any("password" in name for name, _value in found) else found
