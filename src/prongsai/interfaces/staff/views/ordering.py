"""A page of lines with buttons that move them. Whoever looked at another order than that of now is shown what changed, and moves again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.foundation.faults import Unusable
from prongsai.foundation.seen import OutdatedValues
from prongsai.interfaces.staff.forms.numbers import read_whole
from prongsai.interfaces.staff.forms.seen import sealed, seen_in
from prongsai.interfaces.staff.middleware import StaffRequest
from prongsai.interfaces.staff.undoing import undoable


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its key, number and text. `place` is what was typed as its new place; `was` tells where the person saw it, if elsewhere."""

    pk: int
    number: str
    text: str
    place: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Something that has an order: its lines now, and how one of them moves.

    `move` takes the key, the place from 1 and what was seen, and returns the place before; it raises `OutdatedValues` and `Unusable`.
    `told` says that it was done, from key and place.
    """

    read: Callable[[], Sequence[Line]]
    move: Callable[[int, int, Mapping[str, object] | None], int]
    told: Callable[[int, int], str]


def order_page(request: StaffRequest, order: Order, href: str, shown: dict[str, Any]) -> HttpResponse:
    """The page at `href`; after a move back to it, with a button that undoes.

    409 with the order of now where another one was seen, or none that we showed: a move and an undo mean the order that stood before them.
    """
    if request.method != "POST":
        return _page(request, order.read(), shown)
    lines = order.read()
    seen = _order_seen(request)
    place = next((at for at, line in enumerate(lines, start=1) if str(line.pk) == request.POST.get("row")), None)
    if seen is None or place is None:
        if place is None:
            messages.warning(request, _("รายการนี้ถูกยกเลิกไปแล้ว"))
        return _outdated(request, lines, seen, shown)
    to = _position(request, place, len(lines))
    if to is None:
        messages.warning(request, _("ใส่ลำดับ 1 ถึง %(count)s") % {"count": len(lines)})
        return redirect(href)
    pk = lines[place - 1].pk
    try:
        was = order.move(pk, to, {"order": seen})
    except OutdatedValues:
        return _outdated(request, order.read(), seen, shown)
    except Unusable as unusable:  # what has this order was withdrawn since the lines were read
        messages.warning(request, str(unusable))
        return redirect(href)
    to = min(max(to, 1), len(lines))
    after = [other for other in seen if other != pk]
    after.insert(to - 1, pk)
    messages.success(request, undoable(request, order.told(pk, to), href, row=pk, to=was, seen=sealed({"order": after})))
    return redirect(f"{href}#row-{pk}")


def _order_seen(request: StaffRequest) -> list[Any] | None:
    """The keys in the order that the person saw; None where the page sent none, or not ours."""
    held = (seen_in(request.POST) or {}).get("order")
    return held if isinstance(held, list) else None


def _position(request: StaffRequest, at: int, count: int) -> int | None:
    """Where to, as the pressed button says: up, down, or the number that was typed beside it."""
    act = request.POST.get("act", "")
    if act in {"up", "down"}:
        return at + (1 if act == "down" else -1)
    place = read_whole(to_arabic_digits(request.POST.get("to", "")))
    return place if place is not None and 1 <= place <= count else None


def _outdated(request: StaffRequest, lines: Sequence[Line], seen: Sequence[Any] | None, shown: dict[str, Any]) -> HttpResponse:
    places = {pk: at for at, pk in enumerate(seen if seen is not None else [line.pk for line in lines], start=1)}
    typed = {request.POST.get("row", ""): request.POST.get("to", "")[:9]} if request.POST.get("act") == "to" else {}
    now = [replace(line, place=typed.get(str(line.pk), ""), was=_moved(places.get(line.pk), at)) for at, line in enumerate(lines, start=1)]
    return _page(request, now, shown | {"is_outdated": True, "has_errors": True}, status=409)


def _moved(was: int | None, at: int) -> str:
    if was is None:
        return _("เพิ่มมาใหม่")
    return "" if was == at else _("เดิมลำดับที่ %(place)s") % {"place": was}


def _page(request: StaffRequest, lines: Sequence[Line], shown: dict[str, Any], status: int = 200) -> HttpResponse:
    shown |= {"lines": lines, "seen": sealed({"order": [line.pk for line in lines]})}
    return render(request, "staff/measures/order.html", shown, status=status)
