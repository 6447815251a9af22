"""Words that stand in data files in both languages are shown in the one of the reader."""

from __future__ import annotations

from django.utils import translation

from prongsai.foundation.audit.telling import verb_words
from prongsai.foundation.languages import in_language, is_english
from prongsai.foundation.people.models import Invitation, Membership
from prongsai.foundation.people.roles import BY_KEY


def test_thai_is_shown_unless_the_reader_chose_english() -> None:
    assert (is_english(), in_language("มาตรการ", "measure")) == (False, "มาตรการ")
    for chosen in ("en", "en-gb"):
        with translation.override(chosen):
            assert (is_english(), in_language("มาตรการ", "measure")) == (True, "measure")
    with translation.override(None):
        assert not is_english()


def test_a_role_is_called_in_the_language_of_the_reader() -> None:
    role = BY_KEY["unit_reporter"]
    assert (role.name, role.says) == (role.thai, role.sentence)
    with translation.override("en"):
        assert (role.name, role.says) == ("Unit reporter", role.sentence_en)


def test_the_history_of_a_role_names_it_in_the_language_of_the_reader() -> None:
    for model in (Membership, Invitation):
        choices = dict(model._meta.get_field("role").flatchoices)
        assert str(choices["officer"]) == BY_KEY["officer"].thai
        with translation.override("en"):
            assert str(choices["officer"]) == "Officer"


def test_a_verb_of_the_trail_is_told_in_the_language_of_the_reader() -> None:
    assert verb_words("plans.measure_added") == "เพิ่มมาตรการ"
    with translation.override("en"):
        assert verb_words("plans.measure_added") == "added the measure"
