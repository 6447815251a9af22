"""Grids from ruled lines."""

from __future__ import annotations

from prongsai.core.papers.readers.ruling import Rule, find_grids


def test_a_missing_rule_merges_the_cells_beside_it() -> None:
    across = [Rule(0, 0, 100), Rule(20, 50, 100), Rule(40, 0, 100)]
    down = [Rule(0, 0, 40), Rule(50, 0, 40), Rule(100, 0, 40)]
    (grid,) = find_grids(across, down)
    assert [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells] == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_an_underline_inside_a_cell_divides_nothing() -> None:
    across = [Rule(0, 0, 100), Rule(15, 5, 30), Rule(40, 0, 100)]
    down = [Rule(0, 0, 40), Rule(50, 0, 40), Rule(100, 0, 40)]
    (grid,) = find_grids(across, down)
    assert len(grid.cells) == 2


def test_a_rule_broken_by_a_faint_print_still_divides() -> None:
    across = [Rule(0, 0, 100), Rule(20, 0, 40), Rule(20, 46, 100), Rule(40, 0, 100)]
    down = [Rule(0, 0, 40), Rule(100, 0, 40)]
    (grid,) = find_grids(across, down, tolerance=8)
    assert len(grid.ys) == 3


def test_tables_that_do_not_touch_are_two_from_top_to_bottom() -> None:
    def box(y: float) -> tuple[list[Rule], list[Rule]]:
        return [Rule(y, 0, 90), Rule(y + 20, 0, 90)], [Rule(x, y, y + 20) for x in (0, 45, 90)]

    lower, upper = box(100), box(0)
    grids = find_grids(lower[0] + upper[0], lower[1] + upper[1])
    assert [grid.ys[0] for grid in grids] == [0, 100]


def test_a_frame_around_text_is_no_table() -> None:
    assert find_grids([Rule(0, 0, 90), Rule(20, 0, 90)], [Rule(0, 0, 20), Rule(90, 0, 20)]) == []


def test_open_outer_borders_still_make_columns() -> None:
    across = [Rule(y, 0, 150) for y in (0, 20, 40)]
    down = [Rule(50, 0, 40), Rule(100, 0, 40)]
    (grid,) = find_grids(across, down)
    assert grid.xs == (0, 50, 100, 150)
