"""How long one agency's scorecard takes: 400 respondents' raw answers, beside a bare mean over the same numbers."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from prongsai.core.ita.loading import framework
from prongsai.core.ita.scoring import Response, score

YEAR = 2564
RESPONDENTS = 400
ROUNDS = 30


def milliseconds(work: Callable[[], object]) -> float:
    """The median of several rounds, after one to warm up."""
    work()
    taken = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - before))
    return statistics.median(taken)


def main() -> None:
    """Measure both in turn and print the ratio."""
    draw, year = random.Random(YEAR), framework(YEAR)
    forms = [instrument for instrument in year.instruments if instrument.kind == "survey"]
    answers = [
        Response(form.code, {row.key: draw.randint(1, len(row.points)) for row in form.rows})
        for number in range(RESPONDENTS)
        for form in (forms[number % len(forms)],)
    ]
    bare = milliseconds(lambda: [sum(response.options.values()) / len(response.options) for response in answers])
    full = milliseconds(lambda: score(year, answers=answers))
    ticks = sum(len(response.options) for response in answers)
    print(f"{RESPONDENTS} respondents, {ticks} answers: scorecard {full:.1f} ms, bare mean {bare:.2f} ms, ratio {full / bare:.0f}")


if __name__ == "__main__":
    main()
