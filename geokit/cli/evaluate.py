"""``geokit evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geokit.cli.options import FILE

if TYPE_CHECKING:
    from geokit.evaluation import Evaluation

__all__ = ["evaluate_command"]


@click.command("evaluate")
@click.argument("gold", type=FILE)
@click.argument("predicted", type=FILE, metavar="PRED")
@click.option("--json", "as_json", is_flag=True, help="The figures, with --list the cases too, as JSON.")
@click.option("--list", "with_cases", is_flag=True, help="Also list what was missed or wrong.")
def evaluate_command(gold: Path, predicted: Path, as_json: bool, with_cases: bool) -> None:
    """Measure what geokit found (PRED) against your own annotation (GOLD).

    Incidents: GOLD as docs/evaluation.md tells, PRED incidents.geojson. Place mentions and dates: JSON Lines,
    PRED as geokit mentions or geokit dates wrote them.
    """
    from geokit.evaluation import evaluate

    found = evaluate(gold, predicted)
    if as_json:
        detail = {"cases": found.detail} if with_cases else {}
        click.echo(json.dumps({"kind": found.kind, **found.numbers(), **detail}, ensure_ascii=False))
        return
    _print_figures(found)
    if with_cases:
        _print_cases(found)


def _print_figures(found: Evaluation) -> None:
    from geokit.evaluation import Share

    for name, figure in found.figures.items():
        if isinstance(figure, int):
            click.echo(f"{name:<32}{figure:>6}")
        elif isinstance(figure, Share):
            value = "-" if figure.value is None else f"{figure.value:.3f}"
            click.echo(f"{name:<32}{value:>6}   {figure.right} of {figure.total}")
        else:
            parts = f"precision {figure.precision:.3f}, recall {figure.recall:.3f}"
            click.echo(f"{name:<32}{figure.value:>6.3f}   F1; {parts}")


def _print_cases(found: Evaluation) -> None:
    for name, cases in found.detail.items():
        click.echo(f"\n{name}: {len(cases)}")
        for case in cases:
            told = (f"{key}: {value}" for key, value in case.items() if value not in (None, "", []))
            click.echo(f"  {' | '.join(told)}")
