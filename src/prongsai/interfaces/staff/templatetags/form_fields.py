"""Form fields with label, help and errors tied together, and the summary of what has to be mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, ngettext

from prongsai.foundation.languages import is_english
from prongsai.interfaces.staff.templatetags.thai_text import has_thai

register = template.Library()

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CLASSES: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "form-check-input",
    forms.RadioSelect: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
    forms.Select: "form-select",
}


def _class_of(widget: forms.Widget) -> str:
    control = next((name for kind, name in CLASSES.items() if isinstance(widget, kind)), "form-control")
    return f"{widget.attrs.get('class', '')} {control}".strip()


def _tongue_of(bound: BoundField) -> dict[str, str]:
    """What was typed in Thai is spoken as Thai on an English page too."""
    return {"lang": "th"} if is_english() and isinstance(typed := bound.value(), str) and has_thai(typed) else {}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", kind: str = "") -> dict[str, Any]:
    """Draw one field of a form: label, help, errors, then the control.

    A choice by radio buttons or ticks becomes a fieldset. `label` and `hint` stand for the form's own label and help; `kind` is a class for
    the whole, such as "field-narrow".
    """
    if hint:
        bound.help_text = hint
    widget = bound.field.widget
    return {
        "field": bound,
        "label": label or bound.label,
        "kind": kind,
        "control": bound.as_widget(attrs={"class": _class_of(widget), **_tongue_of(bound)}),
        "is_group": isinstance(widget, GROUPS),
        "is_tick": isinstance(widget, forms.CheckboxInput),
        "described_by": bound.aria_describedby,
        "errors": list(_sentences(bound)),
    }


class Fault(NamedTuple):
    """One thing that keeps a form from being saved, and the control where it is mended ("" where it concerns the whole form)."""

    target: str
    message: str


@register.inclusion_tag("components/error_summary.html")
def error_summary(*parts: forms.BaseForm | forms.BaseFormSet[Any]) -> dict[str, Any]:
    """List what has to be mended before the forms and formsets can be saved, each with a link to its field; nothing where all is well."""
    faults = [fault for part in parts for fault in _faults(part)]
    words = ngettext("ยังบันทึกไม่ได้ มี %(count)d จุดที่ต้องแก้", "ยังบันทึกไม่ได้ มี %(count)d จุดที่ต้องแก้", len(faults))
    return {"faults": faults, "heading": words % {"count": len(faults)}}


def _faults(part: forms.BaseForm | forms.BaseFormSet[Any]) -> Iterable[Fault]:
    if not part.is_bound:
        return
    if isinstance(part, forms.BaseFormSet):
        yield from (Fault("", str(message)) for message in part.non_form_errors())
        for form in part.forms:
            yield from _faults(form)
        return
    yield from (Fault("", str(message)) for message in part.non_field_errors())
    for bound in part:
        yield from (Fault(_first_control(bound), message) for message in _sentences(bound))


def _sentences(bound: BoundField) -> Iterable[str]:
    """What is wrong with a field, each a sentence that stands alone in a list; Django's words for a missing value name no field."""
    missing = str(forms.Field.default_error_messages["required"])
    wanted = gettext("เลือก%(label)s") if isinstance(bound.field, (forms.ChoiceField, forms.ModelChoiceField)) else gettext("ใส่%(label)s")
    return (wanted % {"label": bound.label} if str(message) == missing else str(message) for message in bound.errors)


def _first_control(bound: BoundField) -> str:
    if isinstance(bound.field.widget, GROUPS):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
