"""Work on many inputs. `eval` stands for the work: a builtin passes between processes, and its input says what happens there."""

from __future__ import annotations

import time

import pytest

from prongsai.interfaces.cli.batch import in_order


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_inputs(jobs: int) -> None:
    slow_first = ["__import__('time').sleep(0.2) or 1", "2", "3"]
    assert list(in_order(eval, slow_first, jobs=jobs, crashed=None)) == [1, 2, 3]


def test_an_input_that_kills_its_process_stops_no_other() -> None:
    inputs = ["1", "__import__('os')._exit(9)", "3"]
    assert list(in_order(eval, inputs, jobs=2, crashed="crashed")) == [1, "crashed", 3]


def test_several_crashes_cost_only_the_inputs_that_crash() -> None:
    inputs = [str(number) if number % 7 else "__import__('os')._exit(9)" for number in range(1, 22)]
    expected = [number if number % 7 else "crashed" for number in range(1, 22)]
    assert list(in_order(eval, inputs, jobs=2, crashed="crashed")) == expected


def test_an_error_of_the_work_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(eval, ["1", "1 / 0", "3"], jobs=2, crashed=None))


def test_work_nobody_waits_for_any_more_is_ended() -> None:
    began = time.monotonic()
    results = in_order(eval, ["1", "__import__('time').sleep(60)", "3"], jobs=2, crashed=None)
    assert next(results) == 1
    results.close()
    assert time.monotonic() - began < 30
