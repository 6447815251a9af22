"""What is found: parts of words, digits of both kinds, damaged and misspelt words; on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.offices import Office
from tests.searching import Shelf, found, ids_found, indexed, shelf

from prongsai.foundation.search import queries
from prongsai.foundation.search.actions import rebuild
from prongsai.foundation.search.queries import search, shown

pytestmark = pytest.mark.django_db

MEASURES = (
    "2.1 จัดทำคู่มือการให้บริการประชาชน",
    "2.2 การยืมทรัพย์สินของราชการ",
    "2.3 เผยแพร่ข้อมูลการจัดซื้อจัดจ้าง",
    "2.4 อบรมคุณธรรมและจริยธรรม ๒๕๖๙",
    "2.5 ปรับปรุงระบบ E-Service บนเว็บไซต์",
)
ALPHABET = "กขคงจทนมรสยาิีุูเแโไัำ่้็์ๆฯ ๑๒12.aBé-(\"'%_\\*😀\u200b"


@pytest.fixture
def texts() -> Iterator[Shelf]:
    with shelf() as ours:
        yield ours


def test_a_part_of_a_word_finds_it(office: Office, texts: Shelf) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    assert found(office.actor(), "ยืมทรัพย์สิน") == ["2.2 การ[ยืมทรัพย์สิน]ของราชการ"]


def test_all_words_must_be_there_in_whatever_order(office: Office, texts: Shelf) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    assert found(office.actor(), "ราชการ ยืม") == ["2.2 การ[ยืม]ทรัพย์สินของ[ราชการ]"]
    assert found(office.actor(), "ราชการ คู่มือ") == []


@pytest.mark.parametrize("typed", ["2569", "๒๕๖๙", "จริยธรรม ๒๕๖9"])
def test_thai_and_arabic_digits_are_the_same(office: Office, texts: Shelf, typed: str) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    assert len(found(office.actor(), typed)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "จัดทําคู่มือ",
        "จัดทำ\u200bคู่มือ",
        "  จัดทำคู่มือ   การให้บริการ  ",
        "จัดทำคูู่มือ",
        "เเผยแพร่ข้อมูล".replace("เเผย", "เผย"),
        "e-service",
        "E-SERVICE",
        "2.5",
        "ยืม",
        "ซื้อ",
        "คู่",
        "๒.๕",
        "\u0e1a\u0e19\u0e40\u0e27\u0e47\u0e1a\u0e44\u0e0b\u0e15\u0e4c",
    ],
)
def test_other_ways_to_write_the_same_find_it(office: Office, texts: Shelf, typed: str) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    assert len(found(office.actor(), typed)) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ยืมทรัพสิน", "ยืมทรัพย์สิน"),
        ("จัดซือจัดจ้าง", "จัดซื้อจัดจ้าง"),
        ("จัดทำคุ่มือ", "จัดทำคู่มือ"),
        ("คูมือ", "คู่มือ"),
        ("ของราชกร", "ของราชการ"),
        ("จรยธรรม", "จริยธรรม"),
        ("เวปไซต์", "เว็บไซต์"),
        ("servcie", "service"),
        ("ประชาชล", "ประชาชน"),
    ],
)
def test_a_misspelt_word_finds_what_was_meant_and_proposes_it(office: Office, texts: Shelf, typed: str, meant: str) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    answer = search(by=office.actor(), typed=typed)
    assert [near.is_near for near in answer.answers] == [True]
    assert answer.spelling == meant
    assert len(found(office.actor(), answer.spelling)) == 1


@pytest.mark.parametrize("typed", ["มะม่วง", "ยืมทรัพย์สิน ประชาชน", "2568", "“ทรัพสิน”", "ฮฮฮฮฮฮฮฮฮฮฮฮ", "สกปรก"])
def test_what_is_not_there_is_not_found(office: Office, texts: Shelf, typed: str) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    answer = search(by=office.actor(), typed=typed)
    assert (answer.answers, answer.spelling) == ((), "")


def test_exact_answers_come_before_misspelt_ones(office: Office, texts: Shelf) -> None:
    indexed(texts, office.agency.pk, "แผนปฏบัติการ", "แผนปฏิบัติการ", "แผนปฎิบัติการป้องกัน")
    lines = search(by=office.actor(), typed="ปฏิบัติการ")
    assert [answer.is_near for answer in lines.answers] == [False, True, True]
    assert found(office.actor(), "ปฏิบัติการ")[0] == "แผน[ปฏิบัติการ]"


def test_short_words_with_another_tone_count_only_where_the_word_is_nowhere(office: Office, texts: Shelf) -> None:
    indexed(texts, office.agency.pk, "แจ้งข่าว", "แจกข้าว")
    assert found(office.actor(), "ข่าว") == ["แจ้ง[ข่าว]"]
    assert set(found(office.actor(), "ขาว")) == {"แจ้ง[ข่าว]", "แจก[ข้าว]"}


def test_a_title_comes_before_a_body_and_a_newer_year_before_an_older(office: Office, texts: Shelf) -> None:
    agency = office.agency.pk
    texts.put(agency, 1, "รายงานผล", "เรื่องการยืมทรัพย์สิน", year=2569)
    texts.put(agency, 2, "การยืมทรัพย์สิน", year=2567)
    texts.put(agency, 3, "การยืมทรัพย์สิน", year=2568)
    rebuild(agency_id=agency)
    answer = search(by=office.actor(), typed="ยืมทรัพย์สิน")
    assert [line.fiscal_year for line in shown(answer.question, answer.answers)] == [2568, 2567, 2569]


@pytest.mark.parametrize("seconds", [0.0, 0.002])
def test_misspelt_words_are_looked_for_only_as_long_as_there_is_time(
    office: Office, texts: Shelf, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    for number in range(300):
        texts.put(office.agency.pk, number, f"เรื่องที่ {number}", "การยืมทรัพย์สินของราชการ การจัดซื้อจัดจ้าง " * 60)
    rebuild(agency_id=office.agency.pk)
    asked = "ทรัพยสินฆ จัดซื้อจัดข้าง ราชกาณ ยืมทรัฟย์สิน"
    monkeypatch.setattr(queries, "NEAR_SECONDS", seconds)
    answer = search(by=office.actor(), typed=asked)
    assert (answer.is_hurried, answer.question.terms != ()) == (True, True)
    assert len(search(by=office.actor(), typed="ทรัพย์สิน").answers) == 300  # what is spelt right is found all the same
    monkeypatch.setattr(queries, "NEAR_SECONDS", 60.0)
    assert not search(by=office.actor(), typed=asked).is_hurried


def test_a_quoted_phrase_holds_with_its_spaces(office: Office, texts: Shelf) -> None:
    indexed(texts, office.agency.pk, "แผน ปฏิบัติ", "ปฏิบัติตาม แผน", "แผนปฏิบัติ")
    assert found(office.actor(), '"แผน ปฏิบัติ"') == ["[แผน ปฏิบัติ]"]


def test_answers_can_be_narrowed_by_year_and_kind(office: Office, texts: Shelf) -> None:
    agency = office.agency.pk
    for number, year in enumerate((2568, 2569, 2569, None), start=1):
        texts.put(agency, number, f"ยืมทรัพย์สิน {number}", year=year)
    rebuild(agency_id=agency)
    answer = search(by=office.actor(), typed="ทรัพย์สิน")
    assert (len(answer.answers), answer.years) == (4, (2569, 2568))
    assert len(search(by=office.actor(), typed="ทรัพย์สิน", fiscal_year=2569).answers) == 2
    assert len(search(by=office.actor(), typed="ทรัพย์สิน", kind="test.paper").answers) == 4
    assert search(by=office.actor(), typed="ทรัพย์สิน", kind="no.such").answers == ()


def test_more_answers_than_are_counted_are_said_to_be_more(office: Office, texts: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_FOUND", 5)
    monkeypatch.setattr(queries, "_ENOUGH", 5)
    agency = office.agency.pk
    for number in range(1, 9):
        texts.put(agency, number, f"ทรัพย์สิน {number}" if number < 3 else f"เรื่องที่ {number}", "ทรัพย์สิน", year=2560 + number)
    rebuild(agency_id=agency)
    answer = search(by=office.actor(), typed="ทรัพย์สิน")
    assert (answer.has_more, len(answer.answers)) == (True, 5)
    assert {line.fiscal_year for line in answer.answers[:2]} == {2561, 2562}, "those with the word in the title are never cut off"
    narrow = search(by=office.actor(), typed="ทรัพย์สิน", fiscal_year=2568)
    assert (narrow.has_more, len(narrow.answers)) == (False, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\x00",
        "ยืม\x00ทรัพย์สิน",
        '"',
        '""""',
        "“”",
        "'; DROP TABLE search_searchentry; --",
        "a OR b NOT c NEAR(d e)",
        "title:ยืม",
        "folded_title : ยืม*",
        "%",
        "%%%%",
        "___",
        "\\\\\\",
        "%s %(a)s {0}",
        "(((((",
        "^ - + * : ~",
        "😀",
        "😀😀😀😀",
        "\ud800ยืม",
        "ก" * 10_000,
        "ก ข " * 5_000,
        "่" * 500,
        "า" * 50,
        "\u200b\u200b",
        "İstanbul ΑΣ",
        "<script>alert(1)</script>",
    ],
)
def test_whatever_is_typed_has_an_answer(office: Office, texts: Shelf, typed: str) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    answer = search(by=office.actor(), typed=typed)
    shown(answer.question, answer.answers)


@pytest.mark.parametrize("typed", ["\x00", "“”", "   ", ""])
def test_no_words_find_nothing(office: Office, texts: Shelf, typed: str) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    assert search(by=office.actor(), typed=typed).question.terms == ()


def test_of_a_very_long_question_the_beginning_counts_and_is_said_to(office: Office, texts: Shelf) -> None:
    indexed(texts, office.agency.pk, *MEASURES)
    assert search(by=office.actor(), typed="ยืม " * 500).question.is_cut
    assert not search(by=office.actor(), typed="ยืม ทรัพย์สิน").question.is_cut


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(data=st.data(), title=st.text(ALPHABET, min_size=3, max_size=40), body=st.text(ALPHABET + "\n", max_size=60))
@example(data=None, title="การยืมทรัพย์สินของราชการ", body="")
def test_every_part_of_three_letters_or_more_finds_its_text(office: Office, data: st.DataObject | None, title: str, body: str) -> None:
    """Of the text as people read it: what they can copy from the page finds the page."""
    with shelf() as texts:
        texts.put(office.agency.pk, 1, title, body)
        texts.put(office.agency.pk, 2, "อย่างอื่น")
        rebuild(agency_id=office.agency.pk)
        from prongsai.foundation.search.models import SearchEntry

        entry = SearchEntry.objects.get(object_id=1)
        for text in (entry.title, *entry.body.split("\n")):
            if len(text) < 3:
                continue
            start = data.draw(st.integers(0, len(text) - 3)) if data else 3
            end = data.draw(st.integers(start + 3, len(text))) if data else 12
            part = text[start:end]
            if search(by=office.actor(), typed=part).question.terms:
                assert 1 in ids_found(office.actor(), part), (text, part)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(
    titles=st.lists(st.text("กรมา่้ ๑1.a", min_size=1, max_size=8), min_size=1, max_size=12),
    typed=st.text("กรมา่้ ๑1.a", min_size=1, max_size=6),
)
def test_what_is_found_is_what_a_plain_look_through_all_texts_finds(office: Office, titles: list[str], typed: str) -> None:
    """The index changes no answer: on each database the same texts as a comparison of letters gives."""
    from prongsai.foundation.search.folding import fold, readable

    with shelf() as texts:
        indexed(texts, office.agency.pk, *titles)
        terms = [term.text for term in search(by=office.actor(), typed=typed).question.terms]
        plain = {number for number, title in enumerate(titles, start=1) if terms and all(term in fold(readable(title)) for term in terms)}
        assert ids_found(office.actor(), typed) == plain
