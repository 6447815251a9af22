"""Fields and their errors are tied together, for those who see and those who listen."""

from __future__ import annotations

import re

from django import forms
from django.template import Context, Template
from django.utils import translation


class Report(forms.Form):
    day = forms.CharField(label="วันที่", help_text="ปี พ.ศ.")
    note = forms.CharField(label="ผล", required=False, widget=forms.Textarea)
    unit = forms.ChoiceField(label="หน่วยงาน", choices=[("1", "กองคลัง")])
    reading = forms.ChoiceField(label="อ่านเป็น", choices=[("a", "ก"), ("b", "ข")], widget=forms.RadioSelect)
    is_sure = forms.BooleanField(label="ตรวจแล้ว", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def _field(form: forms.Form, name: str, more: str = "") -> str:
    return Template(f"{{% load components %}}{{% field form.{name} {more} %}}").render(Context({"form": form}))


def _summary(*parts: object) -> str:
    names = [f"part{number}" for number in range(len(parts))]
    source = "{% load components %}{% error_summary " + " ".join(names) + " %}"
    return Template(source).render(Context(dict(zip(names, parts, strict=True))))


def test_a_field_has_its_label_and_help() -> None:
    text = _field(Report(), "day")
    assert '<label class="form-label" for="id_day">วันที่' in text
    assert 'class="form-control"' in text
    assert 'aria-describedby="id_day_helptext"' in text
    assert 'id="id_day_helptext">ปี พ.ศ.' in text


def test_errors_stand_above_the_control_and_are_told_with_it() -> None:
    text = _field(Report({"day": ""}), "day")
    assert text.index('id="id_day_error"') < text.index("<input")
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="id_day_helptext id_day_error"' in text


def test_a_missing_value_is_asked_for_by_name() -> None:
    assert "ใส่วันที่</li>" in _field(Report({"day": ""}), "day")
    assert "เลือกหน่วยงาน</li>" in _field(Report({}), "unit")
    assert "ใส่วันที่</a>" in _summary(Report({}))


def test_what_was_typed_is_kept_and_escaped() -> None:
    assert 'value="&lt;15 มีนา&gt;"' in _field(Report({"day": "<15 มีนา>"}), "day")


def test_what_need_not_be_filled_in_says_so() -> None:
    assert "(ไม่บังคับ)" in _field(Report(), "note")
    assert "(ไม่บังคับ)" not in _field(Report(), "day")


def test_each_kind_of_control_has_its_class() -> None:
    assert "<textarea" in _field(Report(), "note")
    assert 'class="form-select"' in _field(Report(), "unit")
    assert 'class="form-check-input"' in _field(Report(), "is_sure")


def test_a_choice_is_a_fieldset_whose_labels_hold_their_buttons() -> None:
    text = _field(Report({"reading": "b"}), "reading")
    assert "<legend>อ่านเป็น</legend>" in text
    assert re.findall(r'for="id_reading_\d"', text) == ['for="id_reading_0"', 'for="id_reading_1"']
    assert text.count(" checked") == 1


def test_a_hidden_field_is_only_its_value() -> None:
    assert "<label" not in _field(Report(), "secret")


def test_label_and_hint_can_be_said_anew() -> None:
    text = _field(Report(), "note", 'label="ผลที่ได้" hint="บอกสั้น ๆ"')
    assert "ผลที่ได้" in text
    assert "บอกสั้น ๆ" in text
    assert 'aria-describedby="id_note_helptext"' in text


def test_a_form_without_faults_has_no_summary() -> None:
    assert _summary(Report()).strip() == ""
    assert _summary(Report({"day": "1", "unit": "1", "reading": "a"})).strip() == ""


def test_the_summary_counts_and_links_to_every_fault() -> None:
    form = Report({"day": "", "unit": "1"})
    form.add_error(None, "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม")
    text = _summary(form)
    assert "ยังบันทึกไม่ได้ มี 3 จุดที่ต้องแก้" in text
    assert re.findall(r'href="#([^"]+)"', text) == ["id_day", "id_reading_0"]
    assert "autofocus" in text


def test_the_summary_takes_formsets_too() -> None:
    formset = forms.formset_factory(Report, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-day": "", "form-0-unit": "1", "form-0-reading": "a"}
    )
    formset.forms[0].empty_permitted = False
    assert 'href="#id_form-0-day"' in _summary(Report(), formset)


def test_what_was_typed_in_thai_is_spoken_as_thai_on_an_english_page() -> None:
    assert "lang=" not in _field(Report(initial={"note": "อบรมแล้ว"}), "note")
    with translation.override("en"):
        assert '<textarea name="note" cols="40" rows="10" class="form-control" lang="th"' in _field(
            Report(initial={"note": "อบรมแล้ว"}), "note"
        )
        assert "<textarea" in _field(Report(initial={"note": "done"}), "note")
        assert 'lang="th"' not in _field(Report(initial={"note": "done"}), "note")
        assert '<label class="check" for="id_reading_0">' in _field(Report(), "reading")
        assert '<span lang="th">ก</span>' in _field(Report(), "reading")
