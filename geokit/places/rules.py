"""The language data and the weights that recognition and resolution work by, read from the gazetteer.

``recognition.toml`` and ``resolution.toml`` stand beside the built-in gazetteer; a user's folder may hold its
own, whose lists are added and whose numbers replace ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from geokit.errors import GazetteerError
from geokit.places.spatial_rules import SpatialRules, read_spatial_rules

__all__ = ["BEGINNING", "SETTLEMENTS", "FeatureWord", "RecognitionRules", "ResolutionRules", "read_rules"]

# So many letters are a word's beginning.
BEGINNING = 3
# What people live in: reports call a county seat a city and a town a village.
SETTLEMENTS = frozenset({"city", "town", "village", "county", "district"})
RULE_FILES = ("recognition.toml", "resolution.toml")


@dataclass(frozen=True, slots=True)
class FeatureWord:
    """A word that says what kind of place a name is: *county*, *river*.

    ``plural`` tells the form that stands after several names, ``before`` whether it may precede the name, and
    ``unknown`` whether a capitalised name with it is a place even where no gazetteer holds it.
    """

    features: frozenset[str]
    plural: bool
    before: bool
    unknown: bool


@dataclass(frozen=True, eq=False)
class RecognitionRules:
    """What ``recognition.toml`` says, all words in lower case."""

    feature_words: Mapping[str, FeatureWord]
    organisation_after: frozenset[str]
    things: frozenset[str]
    organisation_before: frozenset[str]
    organisation_of: frozenset[str]
    titles: frozenset[str]
    given_names: frozenset[str]
    place_like_names: frozenset[str]
    surnames: frozenset[str]
    person_verbs: frozenset[str]
    ordinary: frozenset[str]
    weak: frozenset[str]
    certain_population: int
    prefixes: frozenset[str]
    joining: frozenset[str]
    compass: frozenset[str]
    language_before: frozenset[str]
    language_after: frozenset[str]
    prepositions: frozenset[str]
    containment: frozenset[str]
    examples: tuple[str, ...]
    articles: frozenset[str]
    possessive: frozenset[str]
    hangul_endings: tuple[str, ...]
    spatial: SpatialRules

    @cached_property
    def person_names(self) -> frozenset[str]:
        """All given names and surnames."""
        return self.place_like_names | self.given_names | self.surnames

    @cached_property
    def feature_beginnings(self) -> frozenset[str]:
        """The first letters of the feature words, by which most other words are told from them."""
        return frozenset(word[:BEGINNING] for word in self.feature_words)

    @cached_property
    def no_names(self) -> frozenset[str]:
        """All words that are no part of a name by themselves."""
        return self.ordinary | self.titles | self.organisation_after | frozenset(self.feature_words)

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """All names that are words or persons' names too."""
        return self.person_names | self.weak | self.ordinary | self.titles | frozenset(self.feature_words)


@dataclass(frozen=True, eq=False)
class ResolutionRules:
    """What ``resolution.toml`` says."""

    margin: float
    cell_margin: float
    weights: Mapping[str, float]
    scales: Mapping[str, float]
    prominence: Mapping[str, float]
    name_kinds: Mapping[str, float]
    radius_km: Mapping[str, float]


def read_rules(folders: Iterable[Path | Traversable]) -> tuple[RecognitionRules, ResolutionRules]:
    """Read the rules of several folders, the built-in one first.

    Raises
    ------
    GazetteerError
        If a file is not TOML, or a table is missing or holds something else than it should.
    """
    merged: dict[str, dict[str, Any]] = {name: {} for name in RULE_FILES}
    for folder in folders:
        for name in RULE_FILES:
            file = folder / name
            if file.is_file():
                try:
                    _merge(merged[name], tomllib.loads(file.read_text(encoding="utf-8")))
                except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                    raise GazetteerError(f"{file}: is not TOML: {error}") from error
    try:
        return _recognition(merged["recognition.toml"]), _resolution(merged["resolution.toml"])
    except (KeyError, TypeError, AttributeError) as error:
        raise GazetteerError(
            f"{' or '.join(RULE_FILES)}: {error} is missing or not of its kind; see the built-in file"
        ) from error


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        elif isinstance(value, list) and isinstance(into.get(key), list):
            into[key] = into[key] + value
        else:
            into[key] = value


def _recognition(data: Mapping[str, Any]) -> RecognitionRules:
    person, organisation, context = data["person"], data["organisation"], data["context"]
    return RecognitionRules(
        feature_words=dict(_feature_words(data["feature_words"])),
        organisation_after=frozenset(organisation["after"]),
        things=frozenset(organisation["things"]),
        organisation_before=frozenset(organisation["before"]),
        organisation_of=frozenset(organisation["of"]),
        titles=frozenset(person["titles"]),
        given_names=frozenset(person["given_names"]),
        place_like_names=frozenset(person["place_like_names"]),
        surnames=frozenset(person["surnames"]),
        person_verbs=frozenset(person["verbs"]),
        ordinary=frozenset(data["ordinary"]["words"]),
        weak=frozenset(data["ordinary"]["weak"]),
        certain_population=data["ordinary"]["certain_population"],
        prefixes=frozenset(data["prefixes"]["words"]),
        joining=frozenset(data["prefixes"]["joining"]),
        compass=frozenset(data["prefixes"]["compass"]),
        language_before=frozenset(data["demonym"]["language_before"]),
        language_after=frozenset(data["demonym"]["language_after"]),
        prepositions=frozenset(context["prepositions"]),
        containment=frozenset(context["containment"]),
        examples=tuple(context["examples"]),
        articles=frozenset(context["articles"]),
        possessive=frozenset(context["possessive"]),
        hangul_endings=tuple(data["scripts"]["hangul"]),
        spatial=read_spatial_rules(data["spatial"]),
    )


def _feature_words(table: Mapping[str, Any]) -> Iterable[tuple[str, FeatureWord]]:
    for word, entry in table.items():
        features = frozenset(entry["features"])
        before, unknown = entry.get("before", False), entry.get("unknown", False)
        yield word, FeatureWord(features, plural=False, before=before, unknown=unknown)
        yield entry["plural"], FeatureWord(features, plural=True, before=before, unknown=unknown)


def _resolution(data: Mapping[str, Any]) -> ResolutionRules:
    return ResolutionRules(
        margin=data["margin"],
        cell_margin=data["cell_margin"],
        weights=data["weights"],
        scales=data["scales"],
        prominence=data["prominence"],
        name_kinds=data["name_kinds"],
        radius_km=data["radius_km"],
    )
