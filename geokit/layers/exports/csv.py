"""Tables beside incidents.csv: places, tellings, reports and mentions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from geokit.layers.tables import write_csv

if TYPE_CHECKING:
    from geokit.layers.made import Made

__all__ = ["write_tables"]


def write_tables(made: Made, paths: Callable[[str], Path]) -> None:
    """Write places, tellings, reports and mentions as CSV, a row each; incidents.csv is there already.

    Places have a representative spot and WKT as incidents.csv has; a telling refers to its incident by
    ``incident_id`` and to its report by ``report_id``. Nothing in a cell is a formula.

    Parameters
    ----------
    made : Made
    paths : callable
        Gives the path of a file by its name.
    """
    for name in ("places", "tellings", "reports", "mentions"):
        write_csv(getattr(made, name), paths(f"{name}.csv"))
