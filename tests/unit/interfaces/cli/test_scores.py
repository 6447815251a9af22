"""`prongsai score` and `prongsai forecast` over files of invented agencies, in this process."""

from __future__ import annotations

import csv
import io
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from prongsai.core.ita.loading import framework
from prongsai.interfaces.cli import main

HEADER = "agency,fiscal_year,i1,i2,i3,i4,i5,i6,i7,i8,i9,i10,total,grade,source"
FIRST = "อบต.สมมติ,2563,78.32,71.31,73.33,65.07,65.17,79.42,81.73,77.38,46.19,0.00,54.29,E,ประกาศ"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "scores.csv"
    path.write_text(f"{HEADER}\n{FIRST}\nทต.สมมติ,2564,90,90,90,90,90,90,90,90,90,90,80,A,\n", "utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_a_table_is_scored_into_a_table_with_what_the_file_said_beside_it(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "out.csv"
    assert main(["score", str(table), "-o", str(out)]) == 0
    first, second = rows_of(out)
    assert list(first)[:15] == HEADER.split(",")
    assert list(first)[15:] == ["IIT", "EIT", "OIT", "given_total", "difference", "given_grade", "is_verified", "notes"]
    assert (first["is_verified"], second["is_verified"]) == ("false", "false")
    assert (first["agency"], first["fiscal_year"], first["i10"], first["source"]) == ("อบต.สมมติ", "2563", "0.00", "ประกาศ")
    assert (first["total"], first["grade"], first["given_total"], first["difference"]) == ("54.28", "E", "54.29", "-0.01")
    assert (first["IIT"], first["EIT"], first["OIT"]) == ("70.64", "79.51", "23.10")
    assert "ปัดเป็นสองตำแหน่ง" in first["notes"]
    assert (second["total"], second["grade"], second["difference"]) == ("90.00", "A", "10.00")
    assert "ต่างกันเกินกว่าการปัดเศษ" in second["notes"]
    said = capsys.readouterr()
    assert said.out == f"คิดคะแนน 2 หน่วยงาน → {out}\n"
    assert "Note: " in said.err
    assert "framework of 2563 are not verified" in said.err


def test_what_was_written_can_be_scored_again(table: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.csv", tmp_path / "twice.csv"
    assert main(["score", str(table), "-o", str(once)]) == 0
    assert main(["score", str(once), "-o", str(twice)]) == 0
    assert [row["total"] for row in rows_of(twice)] == [row["total"] for row in rows_of(once)]


def test_without_an_output_a_person_reads_the_level_and_why(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(table)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("อบต.สมมติ ปีงบประมาณ 2563\n  E: คะแนนรวมตั้งแต่ 50.00 ขึ้นไป\n")
    assert "they differ in the last digit" in out
    assert "  รวม   54.28  คะแนนรวม · Total  ขาดอีก 30.72 จึงถึง 85\n" in out
    assert "mean of" not in out


def test_every_number_is_explained_when_asked(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(table), "--explain"]) == 0
    out = capsys.readouterr().out
    assert "70.64 × 30% + 79.51 × 30% + 23.10 × 40% = 54.28" in out
    assert "70.64 is the mean of 5 parts (1: 78.32, 2: 71.31, 3: 73.33, 4: 65.07, 5: 65.17)" in out


def test_csv_goes_to_standard_output_when_asked(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(table), "-o", "-"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].startswith(HEADER)
    assert len(out.splitlines()) == 3


def test_raw_answers_give_items_and_say_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("instrument,I1.1,I1.2,I2\nIIT,4,4,4\nIIT,1,4,1\n", "utf-8")
    assert main(["score", "--year", "๒๕๖๔", str(path), "--explain"]) == 0
    out = capsys.readouterr().out
    assert "I1     75.00  75.00 เป็นค่าเฉลี่ยของผู้ตอบ 2 คน" in out
    assert "no total: indicators 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 are missing" in out


def test_a_row_with_nothing_but_its_total_has_its_level(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("agency,fiscal_year,total,grade\nก,2564,96.52,AA\nข,2564,88.37,AA\n", "utf-8")
    assert main(["score", str(path), "-o", str(out)]) == 0
    first, second = rows_of(out)
    assert (first["total"], first["grade"], first["notes"]) == ("96.52", "AA", "")
    assert second["grade"] == "A"
    assert "ในไฟล์เป็นระดับ AA" in second["notes"]


def test_the_difference_is_that_of_published_totals(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(f"{HEADER}\nก,2564,{','.join(['85'] * 10)},84.996,A,\n", "utf-8")
    assert main(["score", str(path), "-o", str(out)]) == 0
    (row,) = rows_of(out)
    assert (row["total"], row["given_total"], row["difference"]) == ("85.00", "84.996", "0.00")


def test_a_given_total_one_digit_off_decides_the_level_at_its_edge(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    ten = ",".join(["84.99"] * 10)
    path.write_text(f"{HEADER}\nก,2564,{ten},85.00,A,\nข,2564,{ten},85.10,A,\n", "utf-8")
    assert main(["score", str(path), "-o", str(out)]) == 0
    assert [(row["total"], row["grade"]) for row in rows_of(out)] == [("84.99", "A"), ("84.99", "B")]


def test_a_file_with_faults_is_refused_with_all_of_them_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("agency,fiscal_year,i1,i2\nก,2564,80,x\nข,2564,101,1\n", "utf-8")
    assert main(["score", str(path), "-o", str(out)]) == 1
    err = capsys.readouterr().err
    assert f"ทำไม่ได้ {path}: \n  บรรทัด 2 คอลัมน์ i2: “x” ไม่ใช่คะแนน" in err
    assert "line 3 column i1: “101” is above 100" in err
    assert not out.exists()


@pytest.mark.parametrize("command", ["score", "forecast"])
def test_a_missing_file_is_refused(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, str(tmp_path / "none.csv")]) == 1
    assert "Refused" in capsys.readouterr().err


def test_wrong_use_ends_with_code_2_and_leaves_the_input_alone(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = table.read_bytes()
    assert main(["score", str(table), "-o", str(table)]) == 2
    assert main(["score", str(table), "-o", "out.xlsx"]) == 2
    assert main(["score", str(table), "--year", "64"]) == 2
    assert table.read_bytes() == before
    assert "would overwrite" in capsys.readouterr().err


def test_rows_keep_their_year_and_that_is_said(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(table), "--year", "2563", "-o", "-"]) == 0
    said = capsys.readouterr()
    assert [row["fiscal_year"] for row in csv.DictReader(io.StringIO(said.out))] == ["2563", "2564"]
    assert "rows of 2564 are scored by their own year" in said.err


def test_a_table_can_come_from_standard_input(table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table.read_bytes())))
    assert main(["score", "-", "-o", "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_forecast_says_what_is_worth_most_and_the_way_to_the_next_level(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(table), "--agency", "อบต.สมมติ"]) == 0
    out = capsys.readouterr().out
    assert "O42 is missing; found, it adds 5.00 to the total" in out
    assert "the cheapest way to level D: from 54.28 to 59.28, level D, 1 change\n" in out
    assert "1. ทำ O42" in out
    assert "ทต.สมมติ" not in out


@pytest.mark.parametrize(("goal", "told"), [("85", "level A"), ("95", "level AA"), ("AA", "level AA"), ("b", "level B")])
def test_a_forecast_to_each_kind_of_goal(table: Path, capsys: pytest.CaptureFixture[str], goal: str, told: str) -> None:
    assert main(["forecast", str(table), "--agency", "อบต", "--goal", goal]) == 0
    out = capsys.readouterr().out
    assert told in out
    assert ("two points of a survey's indicator" in out) == (goal != "B")


def test_an_unknown_goal_or_agency_is_refused_with_what_there_is(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(table), "--goal", "ดีมาก"]) == 1
    assert "take 0 to 100, next, or a level of 2563: AA" in capsys.readouterr().err
    assert main(["forecast", str(table), "--agency", "ไม่มี"]) == 1
    assert "it has ทต.สมมติ, อบต.สมมติ" in capsys.readouterr().err


def test_a_forecast_tells_one_level_and_how_the_file_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"{HEADER}\nก,2564,{','.join(['84.99'] * 10)},85.00,A,\nข,2564,{','.join(['90'] * 10)},90.00,A,\n", "utf-8")
    assert main(["forecast", str(path)]) == 0
    first, second = capsys.readouterr().out.split("ข ปีงบประมาณ")
    assert "total 84.99\n  B: " in first
    assert "the file says a total of 85.00, level A; the forecast starts from the computed 84.99, level B; the last digit differs" in first
    assert "the cheapest way to level A: from 84.99 to 8" in first
    assert "the file says" not in second


def test_a_given_level_that_is_not_the_computed_one_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"{HEADER}\nก,2564,{','.join(['84'] * 10)},,AA,\n", "utf-8")
    assert main(["forecast", str(path)]) == 0
    assert "the file says level AA; the forecast starts from the computed 84.00, level B\n" in capsys.readouterr().out


def test_the_best_level_has_nothing_above(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"{HEADER}\nก,2568,{','.join(['96'] * 10)},,,\n", "utf-8")
    assert main(["forecast", str(path)]) == 0
    assert "this is the best level already" in capsys.readouterr().out


def test_whole_items_are_scored_from_item_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [item.code for item in framework(2564).instruments[2].items]
    path = tmp_path / "items.csv"
    path.write_text(f"agency,{','.join(codes)}\nก,{','.join('0' if code == 'O42' else '100' for code in codes)}\n", "utf-8")
    assert main(["score", str(path), "--year", "2564", "-o", "-"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["i9"], row["i10"], row["OIT"], row["total"]) == ("100.00", "75.00", "87.50", "")
    assert Decimal(row["i10"]) == 75
