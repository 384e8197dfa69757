"""An evaluation of two files: what kind they are, and the measures of that kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from geokit.evaluation.dates import evaluate_dates
from geokit.evaluation.gold import AnnotationError, read_gold, read_json_lines
from geokit.evaluation.incidents import evaluate_incidents
from geokit.evaluation.measures import Evaluation
from geokit.evaluation.places import evaluate_places
from geokit.evaluation.predictions import read_predictions
from geokit.evaluation.rows import rows_by_report

__all__ = ["evaluate"]


def evaluate(gold: Path, predicted: Path) -> Evaluation:
    """Measure what geokit found against an annotation.

    Parameters
    ----------
    gold : Path
        An annotation of incidents (one JSON object with ``articles`` and ``incidents``), or JSON Lines of
        dates (rows with ``timex`` or ``edtf``) or of place mentions (all other rows).
    predicted : Path
        Of the same kind: ``incidents.geojson``, or what ``geokit dates`` or ``geokit mentions`` wrote.

    Raises
    ------
    AnnotationError
        One of the files is not of its kind; the message names the record, the field and what to do.
    """
    annotation, found = _text(gold), _text(predicted)
    data = _one_object(gold, annotation)
    if data is not None and "incidents" in data:
        return evaluate_incidents(read_gold(gold, data), read_predictions(predicted, found))
    rows = read_json_lines(gold, annotation)
    if not rows:
        raise AnnotationError(f"{gold}: holds no annotation; docs/evaluation.md shows what one looks like")
    measure = evaluate_dates if {"timex", "edtf"} & set(rows[0]) else evaluate_places
    return measure(rows_by_report(gold, rows), rows_by_report(predicted, read_json_lines(predicted, found)))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read ({error.strerror}); name a file") from error
    except UnicodeDecodeError as error:
        raise AnnotationError(f"{path}: not in UTF-8; save it again with the encoding UTF-8") from error


def _one_object(path: Path, text: str) -> dict[str, Any] | None:
    """The one object that a JSON file holds, or ``None`` where it is JSON Lines."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        if "\n{" in text.strip() and text.lstrip().startswith("{") and error.msg == "Extra data":
            return None
        raise AnnotationError(
            f"{path}, line {error.lineno}, character {error.colno}: no JSON ({error.msg}); look there and "
            "before it for a missing comma, quotation mark or bracket"
        ) from error
    return data if isinstance(data, dict) else None
