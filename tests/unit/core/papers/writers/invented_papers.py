"""Papers of an invented organisation with every field filled, each value findable by itself in what is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from prongsai.core.papers.model import (
    ActionPlan,
    Advice,
    Assessment,
    Budget,
    DocumentInfo,
    IndicatorScore,
    Level,
    Measure,
    Memo,
    Monitoring,
    Organisation,
    Paper,
    Period,
    Project,
    Section,
    Signatory,
    StepRow,
    TopicAnalysis,
    YearScores,
)

ORGANISATION = Organisation(name="เทศบาลตำบลฟ้ากระจ่าง", short_name="ฟ้ากระจ่าง", type="ทต.", district="เมืองเมฆ", province="ลำพูน")
CHAIN = (
    Signatory(1, "นายตัวอย่าง หนึ่ง", "นิติกรชำนาญการ", "ผู้จัดทำ"),
    Signatory(2, "นางตัวอย่าง สอง", "หัวหน้าสำนักปลัดเทศบาล", None, opinion_requested=True),
    Signatory(3, "นายตัวอย่าง สาม", "ปลัดเทศบาล", "ผู้ตรวจสอบ", opinion_label="ความเห็นปลัดเทศบาล", opinion="เห็นชอบตามเสนอ"),
)
ASSESSMENT = Assessment(
    fiscal_year=2565,
    overall_score=Decimal("87.25"),
    level="A",
    target=Decimal("85"),
    indicators=(
        IndicatorScore("การปฏิบัติหน้าที่", Decimal("91.5"), 1, "IIT", 1),
        IndicatorScore("คุณภาพการดำเนินงาน", Decimal("83.07"), 6, "EIT", 2),
    ),
    tools=(("IIT", Decimal("90.11")), ("OIT", Decimal("79.99"))),
    levels=(Level("AA", Decimal("95"), Decimal("100")), Level("A", Decimal("85"), Decimal("94.99"))),
    pass_mark=Decimal("80"),
    computed_score=Decimal("87.24"),
    weights=(("IIT", Decimal(30)), ("OIT", Decimal(40))),
    years=(YearScores(2564, Decimal("77.31"), "B", (("IIT", Decimal("76.42")),), ((1, Decimal("75.53")), (6, Decimal("74.64")))),),
    comparison=("ห่างจากที่ดีที่สุดของจังหวัดสองคะแนน",),
    calculation=("คะแนนรวมคิดจากตัวเลขก่อนปัด",),
    topics=(
        TopicAnalysis("การให้บริการ", "คนรอนานกว่าที่ประกาศ", ("ป้ายเวลาไม่ครบ", "คิวไม่เรียง"), ("ติดป้ายให้ครบ",)),
        TopicAnalysis("การใช้ทรัพย์สิน", "ยืมแล้วคืนตรงเวลา"),
    ),
    is_verified=False,
    suggestions=(Advice("ติดป้ายบอกเวลาแล้วเสร็จ", "IIT", "การปฏิบัติหน้าที่", "1.1"), Advice("เพิ่มช่องทางถามตอบ")),
)


def measure(number: int, **others: object) -> Measure:
    """A measure with every field of its own filled."""
    words = f"ลำดับ{number}"
    values: dict[str, object] = {
        "title": f"ชื่อมาตรการ {words}",
        "steps": (f"ขั้นแรก {words}\n(1) ข้อย่อย {words}", f"ขั้นสอง {words}"),
        "step_labels": ("1.", "2."),
        "responsible_units": ("สำนักปลัด",),
        "responsible_as_written": f"สำนักปลัดเทศบาล {words}",
        "period": Period(f"ม.ค. 66 - ก.ย. 66 {words}", date(2023, 1, 1), date(2023, 9, 30)),
        "monitoring": Monitoring(f"รายงานภายใน 30 ก.ย. 66 {words}", date(2023, 9, 30)),
        "status": "in_progress",
        "status_note": f"หมายเหตุสถานะ {words}",
        "outputs_lead": f"ผลนำ {words}",
        "outputs": (f"ผลข้อแรก {words}", f"ผลข้อสอง {words}"),
        "output_labels": ("-", "-"),
        "outcomes": (f"ผลลัพธ์เดี่ยว {words}",),
        "obstacles": (f"อุปสรรค {words}",),
        "suggestions": (f"ข้อเสนอ {words}",),
        "gaps": (f"จุดอ่อนที่หนึ่ง {words}", f"จุดอ่อนที่สอง {words}"),
    }
    return Measure(number=str(number), **(values | others))  # type: ignore[arg-type]


def stepped_measure(number: int) -> Measure:
    """A measure with two sub-steps that have units, period and report-by date of their own."""
    rows = tuple(
        StepRow(
            label=f"{number}.{index}",
            text=f"ขั้นย่อยที่ {number}.{index}",
            sub_items=(f"รายการใต้ขั้น {number}.{index}",),
            responsible_units=("กองคลัง",),
            responsible_as_written=f"กองคลัง ที่{number}.{index}",
            period=Period(f"ต.ค. 65 ช่วง {number}.{index}"),
            monitoring=Monitoring(f"รายงานงวด {number}.{index}"),
        )
        for index in (1, 2)
    )
    return Measure(
        number=str(number),
        title=f"มาตรการมีขั้นย่อย {number}",
        steps=tuple(f"{row.text}\n{row.sub_items[0]}" for row in rows),
        step_labels=tuple(row.label for row in rows),
        rows=rows,
    )


def measures_paper() -> Paper:
    """A report of four measures with memo head, ITA result, foreword, background, closing and chain of signatures."""
    return Paper(
        document=DocumentInfo(
            type="measures_report",
            title="รายงานตามมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. 2566",
            date="2023-10-05",
            date_as_written="5 ตุลาคม 2566",
            memo=Memo("สำนักปลัดเทศบาล ฟ้ากระจ่าง", "ลพ 00001/77", "รายงานตามมาตรการ", "นายกเทศมนตรีตำบลฟ้ากระจ่าง"),
            preface=("ย่อหน้าคำนำ",),
            background=("ย่อหน้าความเป็นมา",),
            closing=("ย่อหน้าปิดท้าย",),
        ),
        organisation=ORGANISATION,
        fiscal_year=2566,
        measures=(measure(1), measure(2), stepped_measure(3), measure(4, status="completed", status_note=None)),
        ita=ASSESSMENT,
        approval_chain=CHAIN,
    )


def action_plan_paper() -> Paper:
    """An action plan over three years with two sections, a full project and one with missing parts."""
    full = Project(
        no=1,
        name="โครงการหนึ่งใจ",
        section="2.1",
        rationale=("เหตุผลย่อหน้าแรก", "เหตุผลย่อหน้าสอง"),
        objectives=("วัตถุประสงค์ ก", "วัตถุประสงค์ ข"),
        targets=("เป้าหมายเดียว",),
        area="เขตเทศบาลตำบลฟ้ากระจ่าง",
        methods=("วิธี ก\n- ย่อยของวิธี ก", "วิธี ข"),
        period=Period("ปีงบประมาณ 2566 - 2568"),
        budget=Budget("12,500 บาท", Decimal(12500)),
        responsible_as_written="กองการศึกษา เทศบาลตำบลฟ้ากระจ่าง",
        responsible_units=("กองการศึกษา",),
        indicators=("ตัวชี้วัด ก", "ตัวชี้วัด ข"),
        labels=(("objectives", ("3.1", "3.2")),),
    )
    return Paper(
        document=DocumentInfo(type="action_plan", title="แผนปฏิบัติการป้องกันการทุจริต"),
        organisation=ORGANISATION,
        fiscal_year=2566,
        fiscal_years=(2566, 2567, 2568),
        action_plan=ActionPlan(
            dimension_no="2",
            dimension_title="การบริหารราชการเพื่อป้องกันการทุจริต",
            part="ส่วนที่ 3",
            sections=(Section("2.1", "หมวดแรก"), Section("2.1.1", "หมวดย่อย", "2.1"), Section("2.2", "หมวดว่าง")),
            projects=(full, Project(no=2, name="โครงการสองมือ", section="2.1.1")),
        ),
    )
