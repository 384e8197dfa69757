"""Tune the resolver's weights on annotated texts.

``python -m gazetteer.recipes.weights --docs D.jsonl --gold G.jsonl [--docs ... --gold ...] [--write]`` takes
documents ({"doc_id", "text"}) and place mentions ({"doc_id", "start", "end", "lat", "lon"}) and moves one
weight of ``resolution.toml`` at a time, a step up or down, for as long as that brings more mentions to within
161 km on one half of the documents. What it gains on the other half is printed: only that says whether the
step was worth taking. The mentions are the annotated ones, so that recognition plays no part.

The weights stay within a factor of two of those that stand in the file, which were set by hand: the corpora
are news of the world, and the file is for reports of one border.
"""

from __future__ import annotations

import argparse
import copy
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geokit.model import Mention
from geokit.places import Gazetteer, load_gazetteer
from geokit.places.gazetteer import distance_km
from geokit.places.resolution import resolve_mentions

RESOLUTION = Path(__file__).resolve().parents[1] / "resolution.toml"
NEAR_KM = 161.0
STEPS = (0.5, 0.8, 1.25, 2.0)


@dataclass(frozen=True)
class Document:
    """A text with its annotated mentions and the spots (latitude, longitude) that they mean."""

    text: str
    mentions: tuple[Mention, ...]
    spots: tuple[tuple[float, float], ...]


def read_documents(docs: Path, gold: Path) -> list[Document]:
    """Return the documents that have mentions with coordinates, by id."""
    texts = {row["doc_id"]: row["text"] for row in _rows(docs)}
    found: dict[str, list[tuple[int, int, float, float]]] = {}
    for row in _rows(gold):
        if row.get("lat") is not None and row["doc_id"] in texts:
            found.setdefault(row["doc_id"], []).append((row["start"], row["end"], row["lat"], row["lon"]))
    documents = []
    for doc_id, rows in sorted(found.items()):
        text = texts[doc_id]
        rows.sort()
        mentions = tuple(Mention(doc_id, start, end, text[start:end], "place") for start, end, _, _ in rows)
        documents.append(Document(text, mentions, tuple((lat, lon) for _, _, lat, lon in rows)))
    return documents


def _rows(path: Path) -> list[dict[str, Any]]:
    # Not splitlines(): the texts hold other line separators than these.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def share_near(documents: Sequence[Document], gazetteer: Gazetteer) -> float:
    """Return the share of mentions that are resolved to within 161 km; an unresolved one is wrong."""
    near = total = 0
    for document in documents:
        resolved = resolve_mentions(document.text, document.mentions, gazetteer)
        for one, (lat, lon) in zip(resolved, document.spots, strict=True):
            total += 1
            near += one.place is not None and distance_km(lat, lon, one.place.lat, one.place.lon) <= NEAR_KM
    return near / total if total else 0.0


def tune(
    gazetteer: Gazetteer, train: Sequence[Document], weights: Mapping[str, float], sweeps: int
) -> dict[str, float]:
    """Return weights that no single step makes better on the documents."""
    best = dict(weights)
    highest = share_near(train, _with(gazetteer, best))
    for _ in range(sweeps):
        before = highest
        for name in sorted(best):
            for step in STEPS:
                tried = best | {name: round(best[name] * step, 2)}
                if not 0.5 <= tried[name] / weights[name] <= 2.0:
                    continue
                share = share_near(train, _with(gazetteer, tried))
                if share > highest:
                    best, highest = tried, share
        if highest == before:
            break
    return best


def _with(gazetteer: Gazetteer, weights: Mapping[str, float]) -> Gazetteer:
    """Return the same gazetteer with other weights."""
    other = copy.copy(gazetteer)
    other.resolution = replace(gazetteer.resolution, weights=dict(weights))
    return other


def write_weights(path: Path, weights: Mapping[str, float]) -> None:
    """Put the weights into the file, its comments kept."""
    text = path.read_text(encoding="utf-8")
    head, marker, rest = text.partition("[weights]\n")
    body, separator, tail = rest.partition("\n[")
    for name, value in weights.items():
        body = re.sub(rf"(?m)^({name} = )-?[\d.]+", rf"\g<1>{value}", body)
    path.write_text(head + marker + body + separator + tail, encoding="utf-8")


def main() -> None:
    """Read the command line, tune, and say what was gained on both halves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--docs", type=Path, action="append", required=True)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--sweeps", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the weights into resolution.toml")
    options = parser.parse_args()
    documents = [
        document
        for docs, gold in zip(options.docs, options.gold, strict=True)
        for document in read_documents(docs, gold)
    ]
    train, held = documents[::2], documents[1::2]
    gazetteer = load_gazetteer()
    weights = dict(gazetteer.resolution.weights)
    best = tune(gazetteer, train, weights, options.sweeps)
    for name, half in (("tuned on", train), ("held out", held)):
        before, after = share_near(half, gazetteer), share_near(half, _with(gazetteer, best))
        print(f"{name}: {before:.4f} -> {after:.4f} within {NEAR_KM:.0f} km, {len(half)} documents")
    for weight in sorted(weights):
        print(f"{weight:20} {weights[weight]:6} -> {best[weight]}")
    if options.write:
        write_weights(RESOLUTION, best)


if __name__ == "__main__":
    main()
