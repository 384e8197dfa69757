"""Date expressions beside dateparser's search_dates, paragraph by paragraph, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module

from geokit.model import Report
from geokit.text.dates import find_dates

__all__ = ["compare_dates"]

PASSES = 3


def compare_dates(reports: Sequence[Report]) -> None:
    """Print how fast both are over the dated reports, and how many times as fast ours is."""
    try:
        search_dates = import_module("dateparser.search").search_dates
    except ImportError:
        print("dateparser is not installed, so no comparison of dates: pip install dateparser")
        return
    dated = [report for report in reports if (report.published or "X")[0] != "X"]

    def theirs() -> None:
        for report in dated:
            settings = {"RELATIVE_BASE": datetime.fromisoformat(report.published or "")}
            for paragraph in filter(str.strip, report.text.split("\n")):
                search_dates(paragraph, languages=["en"], settings=settings)

    def ours() -> None:
        for report in dated:
            find_dates(report.text, published=report.published)

    own, other = min(_seconds(ours) for _ in range(PASSES)), min(_seconds(theirs) for _ in range(PASSES))
    size = sum(len(report.text) for report in dated) / 1e3
    print(f"dates beside dateparser's search_dates: {len(dated)} reports, {size:.0f} kB")
    print(f"  {size / own:.0f} and {size / other:.0f} kB/s, ratio {other / own:.1f}")


def _seconds(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
