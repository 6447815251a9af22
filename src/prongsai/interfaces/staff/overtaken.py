"""A form that came too late: what it was about was withdrawn meanwhile. The page says so and gives back what was typed, to be copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.interfaces.staff.middleware import StaffRequest


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that somebody typed, under the label of its field."""

    label: str
    text: str


def overtaken(request: StaffRequest, message: str, href: str, *kinds: type[forms.Form]) -> HttpResponse:
    """The page, with status 409. `message` says what happened, `href` is where one sees it, `kinds` are the forms that were sent."""
    shown = {"heading": _("ยังไม่ได้บันทึก"), "message": message, "href": href, "typed": list(typed_in(request.POST, *kinds))}
    return render(request, "staff/overtaken.html", shown, status=409)


def typed_in(data: QueryDict, *kinds: type[forms.Form], prefix: str = "") -> Iterator[Typed]:
    """The texts of a sent form, in its order: those that somebody typed, not what was ticked, chosen or hidden.

    Fields of rows ("steps-2-text") are known by the last part of their name; with `prefix` only those of that row are given.
    """
    known = {name: field for kind in kinds for name, field in kind.base_fields.items() if _is_typed(field)}
    for sent, values in data.lists():
        field = known.get(sent.rpartition("-")[2])
        if field is not None and sent.startswith(prefix):
            yield from (Typed(str(field.label or ""), value) for value in values if value.strip())


def _is_typed(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput)
