"""Scores from files: read in the background, looked through beside what stands, recorded by a person, or refused with every fault."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.offices import NOW, Office
from tests.scores import CSV, TABLE, TEN, YEAR, handed_in, recorded, ten

from prongsai.assessments.scorecards.actions import OutdatedScores
from prongsai.assessments.scorecards.file_actions import hand_in_scores, may_read_again, read_again, record_found
from prongsai.assessments.scorecards.found import found_from_json
from prongsai.assessments.scorecards.models import Scorecard, ScoreFile
from prongsai.assessments.scorecards.queries import current_card
from prongsai.assessments.scorecards.sheet import template_of
from prongsai.assessments.scorecards.stored import stored_card, stored_points
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.papers.model import Assessment, IndicatorScore, Organisation, Paper, YearScores
from prongsai.core.papers.writers.writing import write_paper
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import Forbidden

pytestmark = pytest.mark.django_db
Capture = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def capture(django_capture_on_commit_callbacks: Capture) -> Capture:
    return django_capture_on_commit_callbacks


@pytest.fixture
def browser(office: Office) -> Client:
    client = Client()
    client.force_login(office.persons["officer"])
    return client


def read(answer: Any) -> str:
    text: str = answer.content.decode().replace("\u2060", "").replace("\xa0", " ")
    return text


def filled(rows: list[list[object]]) -> bytes:
    """A workbook of these rows."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(line, place, value)
    return out.getvalue()


def test_a_table_is_read_and_recorded_with_its_file(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture)
    assert handed.state == ScoreFile.State.READ
    (entry,) = found_from_json(handed.found)
    assert (entry.points, entry.printed_total, entry.printed_level, entry.line) == (ten(), Decimal("59.46"), "D", 2)
    assert Scorecard.objects.count() == 0
    (done,) = record_found(by=office.actor(), at=NOW, score_file=handed, kind="official", places=[0])
    card = done.card
    assert (card.made_from, card.file_id, card.total, card.printed_total) == (
        "imported",
        handed.file_id,
        Decimal("59.45"),
        Decimal("59.46"),
    )
    assert card.note == "หนังสือแจ้งผล"


def test_recording_the_same_file_twice_makes_one_card(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture)
    first = record_found(by=office.actor(), at=NOW, score_file=handed, kind="official", places=[0])
    again = record_found(by=office.actor(), at=NOW, score_file=handed, kind="official", places=[0])
    assert [(one.card.pk, one.is_new) for one in again] == [(first[0].card.pk, False)]


def test_the_same_content_again_is_not_read_again(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture)
    again = hand_in_scores(by=office.actor(), at=NOW, fiscal_year=YEAR, data=CSV.encode(), name="again.csv")
    assert (again.score_file.pk, again.is_new) == (handed.pk, False)


def test_the_workbook_that_one_can_download_comes_back_as_it_was_filled(office: Office, capture: Capture) -> None:
    for year in known_years():
        data = template_of(framework(year), office.agency)
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        rows = book.get_sheet_by_name("คะแนน").to_python()
        assert rows[1][:2] == [office.agency.name, year]
        count = len(framework(year).indicators)
        rows[1] = [*rows[1][:2], *([77.5] * count), 77.5, "", "ประกาศ"]
        handed = handed_in(office.actor(), capture, filled(rows), f"{year}.xlsx", year)
        (entry,) = found_from_json(handed.found)
        assert entry.fiscal_year == year
        assert set(entry.points.values()) == {Decimal("77.5")}
        assert len(entry.points) == count


def test_the_download_explains_every_column_on_a_sheet_of_its_own(office: Office) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(template_of(framework(YEAR), office.agency)))
    heads = book.get_sheet_by_name("คะแนน").to_python()[0]
    told = {row[0]: row[1] for row in book.get_sheet_by_name("คำอธิบาย").to_python()[1:]}
    assert all(told[head] for head in heads)


def test_a_table_without_years_is_of_the_year_from_whose_page_it_came(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, "i1,i2,total\n80,81,\n", "x.csv", 2567)
    assert [entry.fiscal_year for entry in found_from_json(handed.found)] == [2567]


def test_a_table_with_faults_is_refused_whole_with_each_of_them(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, "fiscal_year,i1,i2\n2564,80,81\n2564,abc,120\n")
    assert handed.state == ScoreFile.State.UNREADABLE
    assert "abc" in handed.fault
    assert "120" in handed.fault
    assert "abc" in handed.fault_en
    assert handed.found == []


def test_faults_of_a_table_with_years_say_nothing_of_the_page_from_which_it_came(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, "fiscal_year,i1,i2\n2563,80,81\n2564,abc,82\n", "x.csv", 2567)
    assert "abc" in handed.fault
    assert "2567" not in handed.fault


def test_faults_of_a_table_without_years_are_those_of_its_cells(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, "i1,i2\nabc,82\n70,71\n60,61\n", "x.csv", 2567)
    assert "abc" in handed.fault
    assert "ไม่มีปีงบประมาณ" not in handed.fault


def test_a_file_that_is_no_result_says_what_to_do(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, "ตารางเวรทำความสะอาด\nวันจันทร์ นาย ก\n", "เวร.txt")
    assert handed.state == ScoreFile.State.UNREADABLE
    assert "ไม่พบคะแนน ITA" in handed.fault
    assert may_read_again(handed, NOW)


def test_a_paper_that_reports_a_result_gives_its_scores_and_those_of_other_years(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, _paper("องค์การบริหารส่วนตำบลสวนมะลิ"), "ผล.docx")
    entries = found_from_json(handed.found)
    assert [(entry.fiscal_year, entry.agency) for entry in entries] == [(YEAR, office.agency.name), (2563, office.agency.name)]
    assert (entries[1].points, entries[1].printed_total, entries[1].printed_level) == ({}, Decimal("50.00"), "E")
    assert entries[0].points == ten()
    assert entries[0].printed_total == Decimal("59.46")


def test_lines_of_other_agencies_are_left_out(office: Office, browser: Client, capture: Capture) -> None:
    lines = [f"{name},{YEAR},{value}" for name, value in (("อบต.อื่น", 10), (office.agency.name, 80), ("เทศบาลอื่น", 20))]
    handed = handed_in(office.actor(), capture, "agency,fiscal_year,i1\n" + "\n".join(lines) + "\n")
    page = read(browser.get(f"/a/suanmali/scores/files/{handed.pk}/"))
    assert "อบต.อื่น" not in page
    assert "ไม่แสดง 2 บรรทัดของหน่วยงานอื่น" in page
    browser.post(f"/a/suanmali/scores/files/{handed.pk}/", {"kind": "official", "entry": ["0", "1"], "act": "save"})
    card = current_card(office.agency.pk, YEAR, "official")
    assert card is not None
    assert stored_points(card) == {"1": Decimal(80)}


def test_a_file_of_several_other_agencies_offers_nothing(office: Office, browser: Client, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, f"agency,fiscal_year,i1\nอบต.อื่น,{YEAR},1\nอบต.นอก,{YEAR},2\n")
    page = read(browser.get(f"/a/suanmali/scores/files/{handed.pk}/"))
    assert "ไม่พบบรรทัดของหน่วยงานนี้ในไฟล์" in page
    browser.post(f"/a/suanmali/scores/files/{handed.pk}/", {"kind": "official", "entry": ["0"], "act": "save"})
    assert Scorecard.objects.count() == 0


def test_the_only_agency_of_a_file_is_taken_with_a_warning_where_its_name_differs(
    office: Office, browser: Client, capture: Capture
) -> None:
    handed = handed_in(office.actor(), capture, f"agency,fiscal_year,i1\nอบต.สวนมะลิ (แก้ไข),{YEAR},1\n")
    assert "ชื่อหน่วยงานในไฟล์ไม่ตรงกับหน่วยงานนี้" not in read(browser.get(f"/a/suanmali/scores/files/{handed.pk}/"))
    other = handed_in(office.actor(), capture, f"agency,fiscal_year,i1\nเทศบาลอื่น,{YEAR},1\n")
    assert "ชื่อหน่วยงานในไฟล์ไม่ตรงกับหน่วยงานนี้" in read(browser.get(f"/a/suanmali/scores/files/{other.pk}/"))


def test_answers_of_respondents_become_an_own_result(office: Office, capture: Capture) -> None:
    rows = [row.key for instrument in framework(YEAR).instruments if instrument.code == "IIT" for row in instrument.rows]
    header = ",".join(["instrument", "fiscal_year", *rows])
    most = {row.key: len(row.scale.options) for instrument in framework(YEAR).instruments for row in instrument.rows}
    lines = [",".join(["IIT", str(YEAR), *("1" for _key in rows)]), ",".join(["IIT", str(YEAR), *(str(most[key]) for key in rows)])]
    handed = handed_in(office.actor(), capture, "\n".join([header, *lines]) + "\n")
    assert handed.state == ScoreFile.State.READ, handed.fault
    (done,) = record_found(by=office.actor(), at=NOW, score_file=handed, kind="own", places=[0])
    card = stored_card(Scorecard.objects.get(pk=done.card.pk))
    assert card is not None
    assert card.points("IIT") == Decimal("50.00")
    assert card.scores["I1"].reason.answers == 2


def test_years_of_one_file_are_recorded_all_or_none(office: Office, capture: Capture) -> None:
    values = ",".join(map(str, TEN))
    handed = handed_in(office.actor(), capture, f"{TABLE}2563,{values},,,\n{YEAR},{values},,,\n")
    recorded(office, {"1": Decimal(1)})
    with pytest.raises(OutdatedScores):
        record_found(by=office.actor(), at=NOW, score_file=handed, kind="official", places=[0, 1], seen_numbers=[0, 0])
    assert current_card(office.agency.pk, 2563, "official") is None
    done = record_found(by=office.actor(), at=NOW, score_file=handed, kind="official", places=[0, 1], seen_numbers=[0, 1])
    assert [one.card.number for one in done] == [1, 2]


def test_nothing_chosen_is_nothing_recorded(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture)
    for places in ([], [7], [-1]):
        with pytest.raises(Unusable):
            record_found(by=office.actor(), at=NOW, score_file=handed, kind="official", places=places)


def test_a_year_without_framework_in_a_paper_is_told(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, "fiscal_year,i1,i2\n2599,80,80\n")
    assert handed.state == ScoreFile.State.UNREADABLE
    assert "2599" in handed.fault


def test_only_who_may_import_hands_in_and_records(office: Office, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture)
    for role in ("executive", "unit_reporter", "publisher", "overseer"):
        by = office.actor(role)
        with pytest.raises(Forbidden):
            hand_in_scores(by=by, at=NOW, fiscal_year=YEAR, data=b"x", name="x.csv")
        with pytest.raises(Forbidden):
            record_found(by=by, at=NOW, score_file=handed, kind="official", places=[0])
        with pytest.raises(Forbidden):
            read_again(by=by, at=NOW, score_file=handed)


def test_a_file_is_handed_in_and_recorded_through_the_pages(office: Office, browser: Client, capture: Capture) -> None:
    base = f"/a/suanmali/{YEAR}/scores/"
    recorded(office, {"1": Decimal(10)})
    with capture(execute=True):
        answer = browser.post(f"{base}import/", {"file": SimpleUploadedFile("ผล.csv", CSV.encode())})
    place = answer["Location"]
    page = read(browser.get(place))
    for words in ("59.45", "59.46", "บรรทัด 2", "เทียบกับฉบับที่ 1 ที่ใช้อยู่", "10.00", "ยังไม่มีอะไรถูกบันทึก"):
        assert words in page
    assert "เทียบกับฉบับที่" not in read(browser.get(f"{place}?kind=own"))
    done = browser.post(place, {"kind": "official", "entry": ["0"], "seen-0": "1", "act": "save"})
    assert done["Location"] == base
    card = current_card(office.agency.pk, YEAR, "official")
    assert card is not None
    shown = read(browser.get(f"/a/suanmali/scores/{card.pk}/"))
    assert "ผล.csv" in shown
    assert b"".join(browser.get(f"/a/suanmali/files/{card.file_id}/").streaming_content) == CSV.encode()
    assert "บันทึกจากไฟล์นี้แล้ว 1 ฉบับ" in read(browser.get(place))


def test_no_file_and_a_file_of_another_kind_are_refused_at_the_field(browser: Client) -> None:
    base = f"/a/suanmali/{YEAR}/scores/import/"
    assert browser.post(base, {}).status_code == 422
    answer = browser.post(base, {"file": SimpleUploadedFile("x.exe", b"MZ\x00\x01")})
    assert answer.status_code == 422
    assert "ไม่ใช่ชนิดที่รับ" in read(answer)
    assert ScoreFile.objects.count() == 0


def test_an_unreadable_file_tells_why_and_can_be_read_again(office: Office, browser: Client, capture: Capture) -> None:
    handed = handed_in(office.actor(), capture, "fiscal_year,i1,i2\n2564,abc,5\n")
    page = read(browser.get(f"/a/suanmali/scores/files/{handed.pk}/"))
    assert "อ่านคะแนนจากไฟล์นี้ไม่ได้" in page
    assert "abc" in page
    with capture(execute=True):
        browser.post(f"/a/suanmali/scores/files/{handed.pk}/again/")
    handed.refresh_from_db()
    assert handed.state == ScoreFile.State.UNREADABLE
    with pytest.raises(Unusable):
        read_again(by=office.actor(), at=NOW, score_file=handed_in(office.actor(), capture))


def test_while_a_file_is_read_the_page_says_so(office: Office, browser: Client) -> None:
    handed = hand_in_scores(by=office.actor(), at=NOW, fiscal_year=YEAR, data=CSV.encode(), name="x.csv").score_file
    page = read(browser.get(f"/a/suanmali/scores/files/{handed.pk}/"))
    assert "กำลังอ่านไฟล์" in page
    assert "กำลังอ่านไฟล์" in read(browser.get(f"/a/suanmali/scores/files/{handed.pk}/progress/"))


def _paper(name: str) -> bytes:
    """A result as an official paper, in Word."""
    indicators = tuple(IndicatorScore(entry.name, TEN[entry.number - 1], entry.number) for entry in framework(YEAR).indicators)
    earlier = YearScores(2563, Decimal("50.00"), "E")
    paper = Paper(
        fiscal_year=YEAR,
        organisation=Organisation(name=name),
        ita=Assessment(fiscal_year=YEAR, overall_score=Decimal("59.46"), level="D", indicators=indicators, years=(earlier,)),
    )
    return write_paper(paper, layout="ita-analysis", kind="docx", digits="thai")
