"""National scoring beside a bare scan of the same file, a straightforward pandas version and the other engines: time, memory, growth.

Each figure is a process of its own: the seconds of its work (without imports), its CPU seconds, the peak of its memory in whole. The ways
take turns and the best of several turns counts, so that a ratio holds although the machine may be slow or busy. The scan adds up all
columns of answers and nothing else. All engines must give the same table; pandas, in binary numbers, the same to a hundredth.
An engine that is not installed is left out with a line saying so. Data are made once (seed 1) and thrown away.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

YEAR = 2564
AGENCIES = 8300
SIZES = (150_000, 1_500_000, 15_000_000)
TURNS = 3
# Beyond this many respondents only the scan and polars are measured: the others take minutes or more memory than an office has.
LARGEST_FOR_ALL = 1_500_000
NEEDED = {"dask": "dask", "spark": "pyspark", "pandas": "pandas"}
WAYS = ("scan", "polars", "dask", "pandas", "spark")


Result = dict[str, float | str]
# What a way has computed, and what to say of it: asked for when the clock has stopped.
Work = Callable[[Path, Path], Callable[[], Result]]


def scan(responses: Path, checks: Path) -> Callable[[], Result]:
    """Read every answer and add it up; the least that any scoring must do."""
    import polars as pl

    from prongsai.core.ita.loading import framework

    keys = [row.key for one in framework(YEAR).instruments if one.kind == "survey" for row in one.rows]
    sums = pl.scan_parquet(responses).select(pl.col(keys).cast(pl.Int64).sum()).collect(engine="streaming")
    return lambda: {"sum": float(sums.sum_horizontal().item())}


def ours(engine: str) -> Work:
    """National scoring on an engine."""

    def run(responses: Path, checks: Path) -> Callable[[], Result]:
        from prongsai.core.ita.loading import framework
        from prongsai.core.ita.national import score_national

        table = score_national(responses, framework(YEAR), engine=engine, checks=checks)  # type: ignore[arg-type]
        return lambda: {
            "table": hashlib.sha256(table.write_csv().encode()).hexdigest(),
            "total": float(table["total"].cast(float).sum()),
        }

    return run


def plain_pandas(responses: Path, checks: Path) -> Callable[[], Result]:
    """What one writes without thinking about speed: look up points, mean of rows, mean of respondents, means upwards."""
    import pandas as pd

    from prongsai.core.ita.loading import framework

    made = framework(YEAR)
    answers = pd.read_parquet(responses)
    items = [pd.read_parquet(checks).set_index("agency")]
    for instrument in made.instruments:
        if instrument.kind == "checks":
            continue
        rows = answers[answers["instrument"] == instrument.code]
        points = pd.DataFrame({"agency": rows["agency"]})
        for item in instrument.items:
            ticked = {row.key: rows[row.key].map({n: float(p) for n, p in enumerate(row.points, start=1)}) for row in item.rows}
            points[item.code] = pd.DataFrame(ticked).mean(axis=1)
        items.append(points.groupby("agency").mean())
    table = pd.concat(items, axis=1)
    total = 0
    for instrument in made.instruments:
        indicators = []
        for indicator in instrument.indicators:
            parts = indicator.sub_indicators or [indicator]
            means = [table[[item.code for item in part.items]].mean(axis=1, skipna=False) for part in parts]
            indicators.append(pd.concat(means, axis=1).mean(axis=1, skipna=False))
        total = total + pd.concat(indicators, axis=1).mean(axis=1, skipna=False) * float(instrument.weight) / 100
    return lambda: {"total": float(total.round(2).sum())}


RUN: dict[str, Work] = {"scan": scan, "polars": ours("polars"), "dask": ours("dask"), "spark": ours("spark"), "pandas": plain_pandas}


def one(way: str, responses: Path, checks: Path) -> None:
    """Run one way in this process and print its figures as JSON."""
    if way in NEEDED:
        importlib.import_module({"dask": "dask.dataframe", "spark": "pyspark.sql", "pandas": "pandas"}[way])
    import polars

    from prongsai.core.ita import national
    from prongsai.core.ita.loading import framework

    framework(YEAR)
    polars.select(polars.lit(len(national.ENGINES)))
    before, begin = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    result = RUN[way](responses, checks)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": after.ru_maxrss / 1024, **result()}))


def measure(way: str, responses: Path, checks: Path) -> dict[str, float]:
    """The figures of one way from a process of its own."""
    command = [sys.executable, __file__, "--one", way, "--responses", str(responses), "--checks", str(checks)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def best(ways: list[str], responses: Path, checks: Path, turns: int) -> dict[str, dict[str, float]]:
    """Way → its best figures over several turns, and what it found; raises where two ways disagree."""
    found: dict[str, dict[str, float]] = {}
    for turn in range(turns):
        for way in ways:
            if way in ("spark", "pandas") and turn:
                continue  # slow enough for one turn to be true
            figures = measure(way, responses, checks)
            known = found.setdefault(way, figures)
            for name in ("wall", "cpu", "peak"):
                known[name] = min(known[name], figures[name])
    tables = {way: figures["table"] for way, figures in found.items() if "table" in figures}
    if len(set(tables.values())) > 1:
        raise RuntimeError(f"engines disagree: {tables}")
    if "pandas" in found and abs(found["pandas"]["total"] - found["polars"]["total"]) > 0.01 * AGENCIES:
        raise RuntimeError("pandas finds other totals")
    return found


def report(respondents: int, found: dict[str, dict[str, float]], size: int) -> None:
    """A line for each way, with its ratio to the scan, and what polars is beside the others."""
    print(f"\n{respondents:,} respondents of {AGENCIES:,} agencies, {size / 1e6:.0f} MB of Parquet · load {os.getloadavg()[0]:.1f}")
    print(f"{'':<22}{'wall s':>9}{'/ scan':>9}{'CPU s':>9}{'/ scan':>9}{'peak MB':>9}")
    names = {"scan": "bare scan", "polars": "ours on polars", "dask": "ours on dask", "spark": "ours on spark", "pandas": "plain pandas"}
    base = found["scan"]
    for way, figures in found.items():
        ratios = (figures["wall"] / base["wall"], figures["cpu"] / base["cpu"])
        # The JVM is a process of its own: neither its seconds nor its memory are seen from here.
        rest = (f"{figures['cpu']:>9.2f}{ratios[1]:>7.1f} ×{figures['peak']:>9.0f}") if way != "spark" else f"{'(JVM)':>9}"
        print(f"{names[way]:<22}{figures['wall']:>9.2f}{ratios[0]:>7.1f} ×{rest}")
    if "pandas" in found:
        print(f"ours on polars is {found['pandas']['wall'] / found['polars']['wall']:.1f} times as fast as plain pandas")
    engines = [names[way] for way, figures in found.items() if "table" in figures]
    if len(engines) > 1:
        print(f"the same table to the last digit: {', '.join(engines)}")


def main() -> None:
    """Make data of each size, measure every way on it, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave out sizes above this many respondents")
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--one", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--responses", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--checks", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one, arguments.responses, arguments.checks)
        return
    absent = [way for way, package in NEEDED.items() if importlib.util.find_spec(package) is None]
    for way in absent:
        print(f"{way} is not installed and left out")
    with tempfile.TemporaryDirectory() as folder:
        for respondents in (size for size in SIZES if size <= arguments.largest):
            responses, checks = Path(folder, f"{respondents}.parquet"), Path(folder, "checks.parquet")
            begin = time.perf_counter()
            # In a process of its own: a child may not inherit this one's peak, and the peak of making is a figure itself.
            made = subprocess.run(
                [sys.executable, "-c", MAKE, str(responses), str(checks), str(respondents)], check=True, capture_output=True
            )
            peak, took = float(made.stdout), time.perf_counter() - begin
            ways = [way for way in WAYS if way not in absent and (respondents <= LARGEST_FOR_ALL or way in ("scan", "polars"))]
            report(respondents, best(ways, responses, checks, arguments.turns), responses.stat().st_size)
            print(f"made in {took:.0f} s, peak {peak:.0f} MB")
            responses.unlink()


MAKE = f"""
import resource, sys
from pathlib import Path
from prongsai.core.ita.loading import framework
from prongsai.core.ita.national.generating import made_checks, write_responses
made = framework({YEAR})
write_responses(Path(sys.argv[1]), made, agencies={AGENCIES}, respondents=int(sys.argv[3]), seed=1)
made_checks(made, agencies={AGENCIES}, seed=1).write_parquet(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


if __name__ == "__main__":
    main()
