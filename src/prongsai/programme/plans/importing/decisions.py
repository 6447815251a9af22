"""What a person decided about a paper that was read: which doubts are settled, and the paper as it is with all of it.

A decision is a plain object, kept in the run: {"item", "how", "read", "values", "code", "version", "by", "at"}. `item` is what was
decided: "warning:3", "unread:5", a measure or project by its path, or "leave:" and its path. `values` are the values that it sets, by
path, in text form (`mending.py`); `read` those that stood there. Of each item the last decision counts; "undone" counts as none.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prongsai.core.papers.errors import BadPaper
from prongsai.core.papers.model import Paper
from prongsai.core.papers.serial import paper_from_json
from prongsai.programme.plans.importing.mending import card_of, put

CONFIRMED, MENDED, LEFT_BLANK, LEFT_OUT, TAKEN, IGNORED, UNDONE = (
    "confirmed",
    "mended",
    "left_blank",
    "left_out",
    "taken",
    "ignored",
    "undone",
)

Decision = dict[str, Any]


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that counts for each item, in the order in which they were made."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        found.pop(decision["item"], None)
        if decision["how"] != UNDONE:
            found[decision["item"]] = decision
    return found


def version_of(decisions: Iterable[Decision], item: str) -> int:
    """The version at which an item was decided last; 0 where it never was."""
    return max((decision["version"] for decision in decisions if decision["item"] == item), default=0)


def versions(decisions: Iterable[Decision]) -> dict[str, int]:
    """The version at which each item was decided last."""
    return {decision["item"]: decision["version"] for decision in decisions}


def mended(paper: Mapping[str, Any], decisions: Iterable[Decision], *, without: str = "") -> dict[str, Any]:
    """The paper's JSON with what was decided; `without` leaves one item out.

    A value that has no place in the paper is passed over: the paper never changes after it was read, so that this is a decision about
    another paper.
    """
    obj = copy.deepcopy(dict(paper))
    for item, decision in standing(decisions).items():
        if item == without:
            continue
        for path, text in decision["values"].items():
            _put(obj, path, text)
    return obj


def _put(obj: dict[str, Any], path: str, text: str) -> None:
    try:
        put(obj, path, text)
    except (KeyError, IndexError, TypeError):
        return


def mended_paper(paper: Mapping[str, Any], decisions: Iterable[Decision]) -> Paper:
    """The same as a paper. Raises `BadPaper` where a value has the wrong shape for its place."""
    return paper_from_json(mended(paper, decisions))


def fits(paper: Mapping[str, Any], decisions: Sequence[Decision], further: Decision) -> bool:
    """Whether the paper is still a paper with a further decision, and holds what it sets."""
    obj = mended(paper, decisions, without=further["item"])
    try:
        for path, text in further["values"].items():
            put(obj, path, text)
        paper_from_json(obj)
    except (KeyError, IndexError, TypeError, ValueError, BadPaper):
        return False
    return True


def left_out(decisions: Iterable[Decision]) -> frozenset[str]:
    """The paths of the measures and projects that are not to be imported."""
    return frozenset(item.removeprefix("leave:") for item, decision in standing(decisions).items() if decision["how"] == LEFT_OUT)


def paths_of(warning: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that a warning of a paper's JSON concerns, its own first."""
    first = warning.get("path")
    return (first, *(warning.get("also") or ())) if first else ()


def settled_by(found: Mapping[str, Decision], number: int, warning: Mapping[str, Any]) -> Decision | None:
    """The decision that settles a warning: its own, one that mended its value, or one that leaves out all measures that it concerns.

    `found` are the decisions that count, as from `standing`.
    """
    own = found.get(f"warning:{number}")
    if own is not None:
        return own
    paths = paths_of(warning)
    mending = found.get(card_of(paths[0]) or "") if paths else None
    if mending is not None and any(_touches(path, paths[0]) for path in mending["values"]):
        return mending
    cards = {card_of(path) for path in paths}
    leaving = [found.get(f"leave:{card}") if card else None for card in cards]
    return leaving[0] if leaving and all(leaving) else None


def _touches(one: str, other: str) -> bool:
    """Whether two paths are the same, or one leads into the other."""
    return one == other or _leads_into(one, other) or _leads_into(other, one)


def _leads_into(outer: str, inner: str) -> bool:
    return inner.startswith(outer) and re.match(r"[.\[]", inner[len(outer) :]) is not None
