"""Table grids from ruled lines, whether a PDF drew them or a scan shows them. Pure geometry: no text, no files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

# More possible crossings than this are a drawing or a hatching, no table.
_MOST_CROSSINGS = 250_000
# A separator is there when ruled over at least this part of the side of a grid position: faint prints break lines.
_RULED_PART = 0.6


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is y (horizontal) or x (vertical); it runs from `start` to `end`. y grows downwards."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid with its place from 0, its spans and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the positions of its grid lines and the cells that tile it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within the outer rules."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def scaled(self, factor: float) -> Grid:
        """The same grid in another unit of length."""
        cells = (replace(cell, x0=cell.x0 * factor, y0=cell.y0 * factor, x1=cell.x1 * factor, y1=cell.y1 * factor) for cell in self.cells)
        return Grid(tuple(x * factor for x in self.xs), tuple(y * factor for y in self.ys), tuple(cells))


def find_grids(horizontal: Iterable[Rule], vertical: Iterable[Rule], *, tolerance: float = 3.0) -> list[Grid]:
    """Grids of at least two cells, from top to bottom; a frame around text is no table.

    `tolerance` is how far ends may miss each other and how far parallel rules may lie apart to be one (points or pixels).
    """
    across = merge_rules(horizontal, tolerance)
    down = merge_rules(vertical, tolerance)
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []
    across, down = _without_strays(across, down, tolerance)
    grids = []
    for part_across, part_down in _components(across, down, tolerance):
        grid = _grid(part_across, part_down, tolerance)
        if grid is not None and len(grid.cells) > 1:
            grids.append(grid)
    return sorted(_outermost(grids), key=lambda grid: (grid.ys[0], grid.xs[0]))


def merge_rules(rules: Iterable[Rule], tolerance: float) -> list[Rule]:
    """Rules on the same line whose ends meet (or miss by little) become one."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lanes and rule.at - lanes[-1][-1].at <= tolerance and rule.at - lanes[-1][0].at <= 2 * tolerance:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    merged = []
    for lane in lanes:
        weight = sum(rule.end - rule.start for rule in lane) or 1.0
        at = sum(rule.at * (rule.end - rule.start) for rule in lane) / weight if weight != 1.0 else lane[0].at
        spans: list[list[float]] = []
        for rule in sorted(lane, key=lambda rule: rule.start):
            if spans and rule.start <= spans[-1][1] + tolerance:
                spans[-1][1] = max(spans[-1][1], rule.end)
            else:
                spans.append([rule.start, rule.end])
        merged += [Rule(at, start, end) for start, end in spans]
    return merged


def _meets(rule: Rule, other: Rule, tolerance: float) -> bool:
    """Whether a rule and one at right angles to it touch or cross."""
    return rule.start - tolerance <= other.at <= rule.end + tolerance and other.start - tolerance <= rule.at <= other.end + tolerance


def _without_strays(across: list[Rule], down: list[Rule], tolerance: float) -> tuple[list[Rule], list[Rule]]:
    """Leave out rules that no two others cross: underlines, signature lines, ornaments."""
    while True:
        kept_across = [rule for rule in across if sum(_meets(rule, other, tolerance) for other in down) >= 2]
        kept_down = [rule for rule in down if sum(_meets(rule, other, tolerance) for other in kept_across) >= 2]
        if len(kept_across) == len(across) and len(kept_down) == len(down):
            return across, down
        across, down = kept_across, kept_down


def _components(across: list[Rule], down: list[Rule], tolerance: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together are one table."""
    left_across, left_down = list(across), list(down)
    parts = []
    while left_across:
        part_across, part_down = [left_across.pop()], list[Rule]()
        while True:
            more_down = [rule for rule in left_down if any(_meets(rule, other, tolerance) for other in part_across)]
            left_down = [rule for rule in left_down if rule not in more_down]
            part_down += more_down
            more_across = [rule for rule in left_across if any(_meets(rule, other, tolerance) for other in part_down)]
            left_across = [rule for rule in left_across if rule not in more_across]
            part_across += more_across
            if not more_down and not more_across:
                break
        parts.append((part_across, part_down))
    return parts


def _positions(rules: list[Rule], crossing: list[Rule], tolerance: float) -> list[float]:
    """Grid positions: where rules lie, and the open side of a table whose outer border is not drawn."""
    found = sorted({rule.at for rule in rules})
    places: list[float] = []
    for at in found:
        if not places or at - places[-1] > tolerance:
            places.append(at)
    for side in (min, max):
        edge = side(places)
        ends = [rule.start if side is min else rule.end for rule in crossing]
        beyond = [end for end in ends if (edge - end if side is min else end - edge) > 5 * tolerance]
        # At least half of the crossing rules go on past the last one: the outer border was left open.
        if len(beyond) >= 2 and len(beyond) * 2 >= len(ends):
            places.append(side(beyond))
    return sorted(places)


def _grid(across: list[Rule], down: list[Rule], tolerance: float) -> Grid | None:
    xs, ys = _positions(down, across, tolerance), _positions(across, down, tolerance)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None

    def is_ruled(rules: list[Rule], at: float, start: float, end: float) -> bool:
        covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= tolerance)
        return covered >= _RULED_PART * (end - start)

    right_open = [[not is_ruled(down, xs[c + 1], ys[r], ys[r + 1]) for c in range(columns - 1)] for r in range(rows)]
    below_open = [[not is_ruled(across, ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows - 1)]
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            across_span, down_span = _span(r, c, right_open, below_open, taken)
            for row in range(r, r + down_span):
                for column in range(c, c + across_span):
                    taken[row][column] = True
            cells.append(GridCell(r, c, down_span, across_span, xs[c], ys[r], xs[c + across_span], ys[r + down_span]))
    return Grid(tuple(xs), tuple(ys), tuple(cells))


def _span(r: int, c: int, right_open: list[list[bool]], below_open: list[list[bool]], taken: list[list[bool]]) -> tuple[int, int]:
    """Columns and rows of the cell whose upper left position is (r, c): as far as no rule divides it."""
    across = 1
    while c + across < len(taken[0]) and right_open[r][c + across - 1] and not taken[r][c + across]:
        across += 1
    down = 1
    while r + down < len(taken):
        below = range(c, c + across)
        is_one = all(below_open[r + down - 1][column] for column in below)
        is_one = is_one and all(right_open[r + down][column] for column in list(below)[:-1])
        is_one = is_one and not any(taken[r + down][column] for column in below)
        if not is_one:
            break
        down += 1
    return across, down


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Leave out a grid drawn inside another (a box in a cell): its text belongs to the outer cell."""

    def is_inside(grid: Grid, other: Grid) -> bool:
        return (
            other is not grid
            and other.holds(grid.xs[0], grid.ys[0])
            and other.holds(grid.xs[-1], grid.ys[-1])
            and (other.xs[-1] - other.xs[0]) * (other.ys[-1] - other.ys[0]) > (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])
        )

    return [grid for grid in grids if not any(is_inside(grid, other) for other in grids)]
