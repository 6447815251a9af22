"""Deciding what a paper says where the reader was unsure, mending what it read, leaving measures out, and taking each of it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.core.papers.paths import value_at
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.imports import OutdatedReview
from prongsai.programme.plans.importing import decisions as kinds
from prongsai.programme.plans.importing.decisions import Decision, fits, mended, paths_of, settled_by, standing, version_of
from prongsai.programme.plans.importing.mending import card_of, is_settable, kind_of, read_typed, text_at
from prongsai.programme.plans.models import ImportRun

_MERGED = "merged_cell_assumed"


@transaction.atomic
def decide(*, by: Actor, at: datetime, run: ImportRun, number: int, version: int, value: str = "") -> ImportRun:
    """Settle a warning: its values become `value`, as a candidate gives it or as a person types it; an empty one leaves them blank.

    Of a warning without such a value, it only notes that the person saw it. Raises `Unusable` with what to type instead, and
    `OutdatedReview` where somebody settled it meanwhile.
    """
    run = _open(by, run)
    warning = _warning(run, number)
    paths = paths_of(warning)
    if not paths or not is_settable(run.paper or {}, paths[0]):
        return _add(by, at, run, f"warning:{number}", version, kinds.CONFIRMED, {}, warning["code"])
    value = value.strip()
    held = text_at(run.paper or {}, paths[0])
    known = {held, *(candidate["value"] for candidate in warning.get("candidates") or ())}
    if value not in known:
        value = read_typed(paths[0], value, _fiscal_year(run))
    how = kinds.LEFT_BLANK if not value else kinds.CONFIRMED if value == held else kinds.MENDED
    values = dict.fromkeys(paths, value)
    if not value and warning["code"] == _MERGED:
        values = _without_merged(paths)
    return _add(by, at, run, f"warning:{number}", version, how, values, warning["code"])


def _without_merged(paths: Iterable[str]) -> dict[str, str]:
    """What blanks values that came from the cell above: their wording goes too, for it was never theirs."""
    values: dict[str, str] = {}
    for path in paths:
        owner, _dot, last = path.rpartition(".")
        if last in ("due", "as_written"):
            values[owner] = ""
        elif kind_of(path) == "period":
            values |= {path: "", f"{path}.as_written": ""}
        else:
            values[path] = ""
    return values


@transaction.atomic
def confirm_rest(*, by: Actor, at: datetime, run: ImportRun, card: str = "") -> ImportRun:
    """Confirm what is still open as it was read: for one measure or project, or, without one, for the paper as a whole."""
    run = _open(by, run)
    found = standing(run.decisions)
    further = []
    for number, warning in enumerate((run.paper or {}).get("warnings", ())):
        paths = paths_of(warning)
        if (card_of(paths[0]) if paths else None) == (card or None) and settled_by(found, number, warning) is None:
            further.append(_decision(by, at, run, f"warning:{number}", kinds.CONFIRMED, {}, warning["code"]))
    if further:
        _keep(by, at, run, further, before={"item": card}, after={"item": card, "confirmed": [entry["item"] for entry in further]})
    return run


@transaction.atomic
def mend(*, by: Actor, at: datetime, run: ImportRun, card: str, version: int, typed: Mapping[str, str]) -> ImportRun:
    """Mend values of a measure or project as a person types them, by path; what was mended before and is not among them stays.

    Units are names joined by commas, taken as they are. Raises `Unusable` with every fault, whose field is the path, and `OutdatedReview`.
    """
    run = _open(by, run)
    _must_have(run, card)
    earlier = standing(run.decisions).get(card)
    values: dict[str, str] = dict(earlier["values"]) if earlier is not None else {}
    now, before = mended(run.paper or {}, run.decisions), mended(run.paper or {}, run.decisions, without=card)
    faults: list[Fault] = []
    for path, text in typed.items():
        if card_of(path) != card or _is_same(text, text_at(now, path)):
            continue
        try:
            value = _names(text) if kind_of(path) == "units" else read_typed(path, text.replace("\r\n", "\n"), _fiscal_year(run))
        except Unusable as unusable:
            faults += [Fault(path, fault.message) for fault in unusable.faults]
            continue
        values.pop(path, None)
        if value != text_at(before, path):
            values[path] = value
    if faults:
        raise Unusable(tuple(faults))
    if values == (earlier["values"] if earlier is not None else {}):
        return run
    return _add(by, at, run, card, version, kinds.MENDED if values else kinds.UNDONE, values)


def _names(text: str) -> str:
    return ", ".join(dict.fromkeys(" ".join(name.split()) for name in text.split(",") if name.strip()))


def _is_same(text: str, held: str) -> bool:
    """Whether a text from a form is what was held; browsers send other line ends."""
    return text.replace("\r\n", "\n").strip() == held.strip()


@transaction.atomic
def leave_out(*, by: Actor, at: datetime, run: ImportRun, card: str, version: int) -> ImportRun:
    """Leave a measure or project out of the import."""
    run = _open(by, run)
    _must_have(run, card)
    return _add(by, at, run, f"leave:{card}", version, kinds.LEFT_OUT, {})


@transaction.atomic
def take_unread(*, by: Actor, at: datetime, run: ImportRun, number: int, version: int, card: str) -> ImportRun:
    """Put a text that no rule took behind the steps of a measure or project; without one, note that it is of no concern."""
    run = _open(by, run)
    unread = (run.paper or {}).get("unread", ())
    if not 0 <= number < len(unread):
        raise Unusable((Fault("", _("ไม่พบข้อความนี้ในเอกสาร")),))
    item = f"unread:{number}"
    if not card:
        return _add(by, at, run, item, version, kinds.IGNORED, {})
    _must_have(run, card)
    steps = f"{card}.{'steps' if card.startswith('measures') else 'methods'}"
    entries = value_at(mended(run.paper or {}, run.decisions, without=item), steps) or ()
    return _add(by, at, run, item, version, kinds.TAKEN, {f"{steps}[{len(entries)}]": unread[number]["text"]})


@transaction.atomic
def undo(*, by: Actor, at: datetime, run: ImportRun, item: str, version: int) -> ImportRun:
    """Take back what was decided about an item; does nothing where nothing was."""
    run = _open(by, run)
    if item not in standing(run.decisions):
        return run
    return _add(by, at, run, item, version, kinds.UNDONE, {})


def _open(by: Actor, run: ImportRun) -> ImportRun:
    """The run, locked, while it can be decided about."""
    by.must("plans.import")
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != ImportRun.State.REVIEW:
        raise Unusable((Fault("", _("เอกสารนี้ไม่ได้รอตรวจทานแล้ว")),))
    return run


def _warning(run: ImportRun, number: int) -> dict[str, Any]:
    warnings: list[dict[str, Any]] = (run.paper or {}).get("warnings", [])
    if not 0 <= number < len(warnings):
        raise Unusable((Fault("", _("ไม่พบจุดนี้ในเอกสาร")),))
    return warnings[number]


def _fiscal_year(run: ImportRun) -> int | None:
    """The year that dates without one belong to: that of the paper."""
    text = text_at(mended(run.paper or {}, run.decisions), "fiscal_year")
    return int(text) if text else run.fiscal_year


def _must_have(run: ImportRun, card: str) -> None:
    """Raise `Unusable` unless the paper has this measure or project."""
    try:
        is_known = card_of(card) == card and value_at(run.paper, card) is not None
    except KeyError:
        is_known = False
    if not is_known:
        raise Unusable((Fault("card", _("เลือกมาตรการจากรายการ")),))


def _add(
    by: Actor, at: datetime, run: ImportRun, item: str, version: int, how: str, values: Mapping[str, str], code: str = ""
) -> ImportRun:
    """Keep a decision about an item that nobody decided since `version`."""
    if version_of(run.decisions, item) != version:
        raise OutdatedReview
    decision = _decision(by, at, run, item, how, values, code)
    if not fits(run.paper or {}, run.decisions, decision):
        raise Unusable((Fault("value", _("ค่านี้ใช้กับช่องนี้ไม่ได้ พิมพ์ค่าอื่น")),))
    return _keep(by, at, run, [decision], before={"item": item, **decision["read"]}, after={"item": item, "how": how, **values})


def _decision(by: Actor, at: datetime, run: ImportRun, item: str, how: str, values: Mapping[str, str], code: str) -> Decision:
    return {
        "item": item,
        "how": how,
        "read": {path: text_at(run.paper or {}, path) for path in values},
        "values": dict(values),
        "code": code,
        "version": run.version + 1,
        "by": by.person_id,
        "at": at.isoformat(),
    }


def _keep(by: Actor, at: datetime, run: ImportRun, further: list[Decision], *, before: State, after: State) -> ImportRun:
    run.version += 1
    run.decisions = [*run.decisions, *further]
    run.save(update_fields=["decisions", "version"])
    record(by=by, at=at, verb="plans.import_decided", subject=run, agency_id=run.agency_id, before=before, after=after)
    return run
