"""Messages that offer to take back what was just done."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def undoable(request: HttpRequest, text: str, href: str, **values: object) -> SafeString:
    """A message with a button that takes the change back; it is a small form, so it works without script."""
    shown = {"text": text, "href": href, "values": values}
    return mark_safe(render_to_string("components/undo.html", shown, request))  # noqa: S308  the template escapes
