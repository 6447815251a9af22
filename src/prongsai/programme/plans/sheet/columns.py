"""The columns of the workbook of a plan: one list for writing, reading, the sheet of explanations and the page of documentation.

Names of sheets and columns are Thai in every language of the pages: they are what the reader knows them by. What is said about them
stands in both languages, because a workbook goes to people whose language nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MEASURES, REPORTS, TOLD, LISTS = "มาตรการ", "รายงานผล", "คำอธิบาย", "รายการ"
MEASURE, STEP = "มาตรการ", "ขั้นตอน"
YES, NO = "ใช่", "ไม่ใช่"

Kind = Literal["hidden", "fixed", "kind", "text", "lines", "yes", "units", "unit", "day", "days", "indicators", "counts"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `head` is its name in the workbook; `is_watched` says that what stood in it at the download is remembered per row."""

    key: str
    head: str
    head_en: str
    kind: Kind
    width: int
    thai: str
    english: str
    example: str = ""
    is_watched: bool = False


def _watched(key: str, head: str, head_en: str, kind: Kind, width: int, thai: str, english: str, example: str = "") -> Column:
    return Column(key, head, head_en, kind, width, thai, english, example, is_watched=True)


_KEY = Column("key", "รหัสแถว", "Row key", "hidden", 9, "ระบบใช้จับคู่แถวกับแผน ซ่อนไว้ อย่าแก้", "Ties the row to the plan; hidden", "m12")
_VERSION = Column("version", "ฉบับ", "Version", "hidden", 6, "ฉบับของมาตรการตอนดาวน์โหลด ซ่อนไว้ อย่าแก้", "Version at the download; hidden", "3")
_NUMBER = _watched("number", "ข้อ", "No.", "fixed", 8, "เลขข้อตามลำดับในแผน แก้ในไฟล์ไม่ได้", "From the order in the plan; not read", "2.1")

MEASURE_COLUMNS: tuple[Column, ...] = (
    _KEY,
    _VERSION,
    Column("base", "ค่าเดิม", "Base", "hidden", 9, "ลายนิ้วมือของค่าเดิม ซ่อนไว้ อย่าแก้", "Fingerprints of the values; hidden"),
    _NUMBER,
    _watched(
        "kind",
        "ชนิด",
        "Kind",
        "kind",
        11,
        "มาตรการ หรือ ขั้นตอน แถวใหม่ต้องเลือก ขั้นตอนใหม่เป็นของมาตรการที่อยู่เหนือแถวนั้น",
        "มาตรการ (measure) or ขั้นตอน (step); a new row needs it; a new step belongs to the measure above it",
        STEP,
    ),
    _watched(
        "text",
        "มาตรการหรือขั้นตอน",
        "Measure or step",
        "text",
        52,
        "ชื่อมาตรการ หรือข้อความของขั้นตอน",
        "The title, or the words of the step",
        "จัดทำคู่มือ",
    ),
    _watched(
        "details",
        "รายละเอียด",
        "Details",
        "lines",
        32,
        "เฉพาะขั้นตอน บรรทัดละหนึ่งข้อ",
        "Of steps only; an entry a line",
        "สำรวจความเห็น",
    ),
    _watched(
        "units",
        "ผู้รับผิดชอบ",
        "Responsible units",
        "units",
        26,
        "ชื่อหน่วยงานจากรายการ หลายหน่วยงานคั่นด้วย ; หรือขึ้นบรรทัดใหม่ ขั้นตอนที่เว้นว่างใช้ของมาตรการ",
        "Names from the list, several separated by ; or on lines of their own; an empty step goes with its measure",
        "สำนักปลัด; กองคลัง",
    ),
    _watched("every_unit", "ทุกส่วนราชการ", "Every unit", "yes", 10, "ใช่ หรือเว้นว่าง", "ใช่ (yes) or empty", YES),
    _watched(
        "as_written",
        "ผู้รับผิดชอบตามเอกสาร",
        "Responsible as written",
        "text",
        22,
        "ถ้อยคำในเอกสารเดิม ถ้ามี",
        "The words of the paper, if any",
        "งานนิติการ",
    ),
    _watched(
        "starts",
        "เริ่ม",
        "Starts",
        "day",
        14,
        "วันที่ของ Excel หรือ 1 ต.ค. 2568 หรือ ๑ ตุลาคม ๒๕๖๘ หรือ 2025-10-01",
        "A date of Excel, or 1/10/2568, or 2025-10-01",
        "1 ต.ค. 2568",
    ),
    _watched("ends", "สิ้นสุด", "Ends", "day", 14, "เหมือนคอลัมน์เริ่ม และไม่ก่อนวันเริ่ม", "As the column before, not before it", "31 มี.ค. 2569"),
    _watched(
        "period",
        "ระยะเวลาเป็นข้อความ",
        "Period in words",
        "text",
        20,
        "ใส่เมื่อบอกเป็นวันไม่ได้",
        "Where no days can be given",
        "ตลอดปีงบประมาณ",
    ),
    _watched(
        "monitoring",
        "รายงานภายใน",
        "Report by",
        "days",
        20,
        "วันรายงาน บรรทัดละหนึ่งวัน หรือข้อความที่ไม่มีวัน",
        "Days on which progress is reported, one a line, or words without a day",
        "31 มี.ค. 2569",
    ),
    _watched(
        "indicators",
        "ตัวชี้วัดที่",
        "Indicators",
        "indicators",
        11,
        "เลขตัวชี้วัด 1 ถึง 10 ที่มาตรการช่วยยก คั่นด้วย , เฉพาะมาตรการ",
        "Numbers of indicators 1 to 10 that the measure lifts, separated by commas; of measures only",
        "1, 9",
    ),
    Column(
        "withdraw",
        "ยกเลิกเพราะ",
        "Withdraw because",
        "text",
        26,
        "ใส่เหตุผลเมื่อต้องการยกเลิกแถวนี้ แถวที่ลบออกจากไฟล์ไม่ถูกยกเลิก",
        "A reason here withdraws the row; a row that is missing from the file is left as it is",
        "รวมกับข้อ 2.3",
    ),
)
REPORT_COLUMNS: tuple[Column, ...] = (
    _KEY,
    Column("number", "ข้อ", "No.", "fixed", 8, "เลขข้อของสิ่งที่รายงาน", "The number of what is reported on", "2.1.1"),
    Column("about", "มาตรการหรือขั้นตอน", "Measure or step", "fixed", 46, "สิ่งที่รายงาน แก้ในไฟล์ไม่ได้", "What is reported on; not read", "จัดทำคู่มือ"),
    Column(
        "unit",
        "หน่วยงานที่รายงาน",
        "Reporting unit",
        "unit",
        22,
        "เลือกจากรายการ เจ้าหน้าที่เว้นว่างได้ หมายถึงทั้งหน่วยงาน",
        "From the list; an officer may leave it empty for the whole agency",
        "กองคลัง",
    ),
    Column("done_on", "ทำเมื่อ", "Done on", "day", 14, "วันที่ทำจริง ไม่เกินวันนี้", "The day of the work, today at the latest", "17 มี.ค. 2569"),
    Column("finished", "เสร็จแล้ว", "Finished", "yes", 10, "ใช่ เมื่องานส่วนนี้เสร็จ", "ใช่ (yes) when this part of the work is over", YES),
    Column("done", "ทำอะไรไปแล้ว", "What was done", "lines", 46, "ต้องใส่เมื่อรายงานแถวนี้", "Needed when the row is reported", "ออกประกาศแล้ว"),
    Column("outputs", "ผลผลิต", "Outputs", "lines", 28, "บรรทัดละหนึ่งเรื่อง", "An entry a line", "คู่มือ 1 เล่ม"),
    Column("outcomes", "ผลลัพธ์", "Outcomes", "lines", 28, "บรรทัดละหนึ่งเรื่อง", "An entry a line", "ข้อร้องเรียนลดลง"),
    Column("obstacles", "ปัญหา อุปสรรค", "Obstacles", "lines", 24, "บรรทัดละหนึ่งเรื่อง", "An entry a line", "เวลาจำกัด"),
    Column("suggestions", "ข้อเสนอแนะ", "Suggestions", "lines", 24, "บรรทัดละหนึ่งเรื่อง", "An entry a line", "จัดเร็วขึ้น"),
    Column(
        "counts",
        "จำนวนที่นับได้",
        "Counts",
        "counts",
        24,
        "บรรทัดละหนึ่งเรื่อง แบบ สิ่งที่นับ: จำนวน หน่วย",
        "One a line: what: number unit",
        "ผู้เข้าอบรม: 45 คน",
    ),
)
COLUMNS = {MEASURES: MEASURE_COLUMNS, REPORTS: REPORT_COLUMNS}
OF_STEPS_ONLY, OF_MEASURES_ONLY = frozenset({"details"}), frozenset({"indicators"})
WATCHED = tuple(column.key for column in MEASURE_COLUMNS if column.is_watched)
REPORTED = frozenset({"done_on", "finished", "done", "outputs", "outcomes", "obstacles", "suggestions", "counts"})
"""Columns that make a row of the second sheet a report; the unit alone does not."""

HOW_IT_COMES_IN: tuple[tuple[str, str], ...] = (
    (
        "อัปโหลดไฟล์แล้วระบบแสดงก่อนว่าอะไรจะเปลี่ยน ยังไม่มีอะไรถูกบันทึกจนกว่าจะยืนยัน",
        "After the upload you see what will change; nothing is saved before you confirm",
    ),
    (
        "แถวที่มีรหัสคือการแก้ของเดิม แถวที่ไม่มีรหัสคือของใหม่ แถวที่หายไปไม่เปลี่ยนอะไร",
        "A row with a key changes what stands, one without is new, a missing row changes nothing",
    ),
    (
        "ช่องที่ไม่ได้แก้ไม่ทับสิ่งที่ผู้อื่นแก้หลังดาวน์โหลด ช่องที่แก้ทั้งสองฝ่ายระบบจะบอกให้เลือก",
        "A cell that you left alone never overwrites what others changed since; where both changed a cell you are told",
    ),
    (
        "บันทึกทั้งหมดหรือไม่บันทึกเลย แถวที่ยังมีปัญหาเว้นไว้ก่อนได้ในหน้าตรวจ",
        "All or nothing; rows that are not right yet can be left out on the page",
    ),
    (
        "แถวในแผ่นงานรายงานผลคือรายงานใหม่ เว้นว่างคือไม่มีอะไรรายงาน แนบไฟล์หลักฐานในระบบ",
        "A row of รายงานผล is a new report, an empty one nothing; evidence is attached on the pages",
    ),
    (
        "แผ่นงานป้องกันไว้โดยไม่มีรหัสผ่าน เลิกป้องกันได้ แต่อย่าแก้คอลัมน์ที่ซ่อน",
        "Sheets are protected without a password; you may lift that, but leave the hidden columns alone",
    ),
)


def address(line: int, index: int) -> str:
    """A cell as spreadsheets name it: line from 1, column from 0 ("F12")."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"
