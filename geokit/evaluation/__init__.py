"""Extraction measured against a person's annotation; ``docs/evaluation.md`` defines every measure."""

from geokit.evaluation.gold import AnnotationError
from geokit.evaluation.measures import Evaluation, Share
from geokit.evaluation.running import evaluate

__all__ = ["AnnotationError", "Evaluation", "Share", "evaluate"]
