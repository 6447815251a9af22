"""Recording scorecards, and withdrawing them. Nothing is edited: a card of the same year and kind supersedes the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.assessments.scorecards.drafts import ScoresDraft, card_of
from prongsai.assessments.scorecards.models import LONGEST_NOTE, Scorecard
from prongsai.assessments.scorecards.queries import newest_card
from prongsai.assessments.scorecards.stored import input_to_json, result_to_json
from prongsai.core.ita.scoring import Tally
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, digest_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.actor import Actor

MadeFrom = Scorecard.MadeFrom
_PERMISSIONS = {MadeFrom.TYPED.value: "scores.enter", MadeFrom.COMPUTED.value: "scores.enter", MadeFrom.IMPORTED.value: "scores.import"}
_TWO_PLACES = Decimal("0.01")


class OutdatedScores(Exception):
    """Somebody recorded another card of this year and kind since the person looked; `current` is that card, None where it was withdrawn."""

    def __init__(self, current: Scorecard | None) -> None:
        super().__init__(_("มีผู้อื่นบันทึกผลของปีนี้ก่อนท่าน ตรวจค่าล่าสุด แล้วบันทึกอีกครั้งหากยังต้องการ"))
        self.current = current


@dataclass(frozen=True, slots=True)
class Recorded:
    """The card, and whether it is a new one; else the current card says just the same."""

    card: Scorecard
    is_new: bool


@transaction.atomic
def record_scorecard(
    *,
    by: Actor,
    at: datetime,
    fiscal_year: int,
    kind: str,
    points: Mapping[str, Decimal],
    made_from: str,
    tallies: Mapping[str, Tally] | None = None,
    facts: Mapping[str, int] | None = None,
    printed_total: Decimal | None = None,
    printed_level: str = "",
    note: str = "",
    file: StoredFile | None = None,
    seen_number: int | None = None,
) -> Recorded:
    """Score what was handed in by the framework of its year and keep it as the current card of the actor's agency, year and kind.

    `points` by node key (see `ScoresDraft`); `made_from` is typed, imported (needs `file`) or computed; `seen_number` is the number of the
    card that the person saw standing, 0 for none, None not to ask. The same content as the current card makes no second one.
    Raises `Unusable` with every fault, `OutdatedScores`; then nothing is written.
    """
    by.must(_PERMISSIONS[made_from])
    if made_from == MadeFrom.IMPORTED and file is None:
        raise Unusable((Fault("file", _("เลือกไฟล์ที่นำเข้า")),))
    draft = ScoresDraft(fiscal_year, kind, points, tallies or {}, facts or {}, printed_total, " ".join(printed_level.split()), note.strip())
    row = _row(by.agency, draft, made_from, file)
    newest = _locked_newest(by.agency, draft.fiscal_year, draft.kind)
    standing = None if newest is None or newest.is_withdrawn else newest
    if standing is not None and _content(standing) == _content(row):
        return Recorded(standing, is_new=False)
    if seen_number is not None and seen_number != (0 if standing is None else standing.number):
        raise OutdatedScores(standing)
    return Recorded(_add(by, at, row, newest, "scores.recorded"), is_new=True)


@transaction.atomic
def withdraw_scorecard(*, by: Actor, at: datetime, card: Scorecard, reason: str) -> Scorecard:
    """Say that a year has no result of this kind (it was entered by mistake). The cards stay in the history.

    Raises `Unusable` without a reason, `OutdatedScores` where the card is no longer the current one.
    """
    by.must("scores.enter")
    words = reason.strip()
    if not words:
        raise Unusable((Fault("reason", _("บอกเหตุผลที่ถอน เพื่อให้ผู้อ่านประวัติเข้าใจ")),))
    if len(words) > LONGEST_NOTE:
        raise Unusable((Fault("reason", _("เหตุผลยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_NOTE}),))
    newest = _locked_newest(by.agency, card.fiscal_year, card.kind)
    if newest is None or newest.pk != card.pk or newest.is_withdrawn:
        raise OutdatedScores(None if newest is None or newest.is_withdrawn else newest)
    row = Scorecard(
        agency_id=by.agency,
        fiscal_year=card.fiscal_year,
        kind=card.kind,
        made_from=MadeFrom.WITHDRAWN,
        framework_digest=card.framework_digest,
        facts_digest=digest_of({}),
        input={},
        result={},
        note=words,
    )
    return _add(by, at, row, newest, "scores.withdrawn")


def _row(agency_id: int, draft: ScoresDraft, made_from: str, file: StoredFile | None) -> Scorecard:
    computed = card_of(draft)
    rule = computed.level.rule
    row = Scorecard(
        agency_id=agency_id,
        fiscal_year=draft.fiscal_year,
        kind=draft.kind,
        made_from=made_from,
        framework_digest=computed.framework_digest,
        input=input_to_json(draft.points, draft.tallies, draft.facts),
        result=result_to_json(computed),
        total=computed.total.published(computed.decimals),
        level="" if rule is None else rule.key,
        printed_total=None if draft.printed_total is None else draft.printed_total.quantize(_TWO_PLACES),
        printed_level=draft.printed_level,
        file=file,
        note=draft.note,
    )
    row.facts_digest = digest_of(row.input)
    return row


def _locked_newest(agency_id: int, fiscal_year: int, kind: str) -> Scorecard | None:
    # The agency is locked, not the card: a first card has no row before it that could be.
    Agency.objects.select_for_update(no_key=True).get(pk=agency_id)
    return newest_card(agency_id, fiscal_year, kind)


def _add(by: Actor, at: datetime, row: Scorecard, before: Scorecard | None, verb: str) -> Scorecard:
    row.number = 1 if before is None else before.number + 1
    row.supersedes = before
    row.created_by_id, row.created_at = by.person_id, at
    row.save(force_insert=True)
    old = None if before is None else state_of_scorecard(before)
    mentions = [*([before] if before else []), *([row.file] if row.file else [])]
    record(by=by, at=at, verb=verb, subject=row, agency_id=row.agency_id, before=old, after=state_of_scorecard(row), mentions=mentions)
    return row


def state_of_scorecard(row: Scorecard) -> State:
    """The state of a card for the audit trail: points as handed in, the result as a digest."""
    return {
        "fiscal_year": row.fiscal_year,
        "kind": row.kind,
        "number": row.number,
        "made_from": row.made_from,
        "points": row.input.get("points", {}),
        "total": row.total,
        "level": row.level,
        "printed_total": row.printed_total,
        "printed_level": row.printed_level,
        "file_id": row.file_id,
        "note": row.note,
        "framework_digest": row.framework_digest,
        "facts_digest": row.facts_digest,
        "result_digest": digest_of(row.result),
    }


def _content(row: Scorecard) -> State:
    """What two cards must share to say the same: also the framework by which they were computed, and the file."""
    state = state_of_scorecard(row)
    del state["number"], state["file_id"]
    return state | {"file": row.file.blob.sha256 if row.file else ""}
