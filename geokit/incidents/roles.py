"""Which part each place plays in a telling: where it happened, where from or to, or only who spoke there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from geokit.incidents.clauses import Sentence, Trigger
from geokit.incidents.precision import where_precision
from geokit.model import Mention, Place, PlaceRole, Resolution

__all__ = ["assign_roles", "event_places"]

Role = Literal["event", "origin", "destination", "scope", "source_location", "context"]

# What may stand between a preposition and the name that it governs.
_GAP = (
    r"(?:\s+(?:the|a|an|its|their|his|her|areas?|parts?|city|county|town|village|region|border|banks?|side|district"
    r"|streets?|suburbs?|cent(?:re|er)|capital|square|waters|coast|front|sector|port|province|vicinity|outskirts|northern|southern|eastern|western|central|heavily|guarded|nearby|north|south"
    r"|east|west|northeast|northwest|of|close|to|both|[A-Z][\w'’-]*)){0,6}?\s*[\"“(']?$"
)
_SOURCE = re.compile(
    r"\b(?:sources?|informants?|contacts?|correspondents?)\b"
    r"(?:\s+(?:who|living|based|reached|located))*\s+(?:in|inside|within|from|near|at)" + _GAP
)
# "A resident of Hyesan said": people who may be sources only where they speak.
_WITNESS = re.compile(
    r"\b(?:residents?|officials?|defectors?)\b(?:\s+(?:who|living|based))*\s+(?:in|inside|within|from|near|at|of)"
    + _GAP
)
_SPEAKS = re.compile(r"[\w\s]{0,25}\b(?:said|says|told|tells|added|claimed|reported|explained)\b")
_SPOKEN_BY = re.compile(r"\b(?:according\s+to|told\s+by|said)\s+[^.;,]{0,60}$", re.I)
_ORIGIN = re.compile(
    r"\b(?:from|fled|flee|fleeing|escaped|escape|departed|left|leave|leaving|out\s+of|homes?\s+in|post\s+in|defected\s+from)"
    + _GAP,
    re.I,
)
_DESTINATION = re.compile(
    r"\b(?:into|to|toward|towards|for|onto|reach|reached|reaching|en\s+route\s+to|bound\s+for|entered|enter)"
    + _GAP,
    re.I,
)
_EVENT = re.compile(
    r"\b(?:in|at|near|on|along|across|through|via|over|around|outside|inside|within|off|between|by|beyond|past|crossed|"
    r"cross|crossing|where|throughout|towards?\s+the\s+midpoint\s+of|midpoint\s+of|around|opposite|to\s+the\s+(?:north|south|east|west)\s+of)"
    + _GAP,
    re.I,
)
# A country is where something happened only when it says so outright; else it is a direction or a party.
_IN_COUNTRY = re.compile(
    r"\b(?:in|inside|within|across|throughout)\s+(?:the\s+)?(?:(?:north|south|east|west|central)\w*\s+)?(?:parts?\s+of\s+)?$",
    re.I,
)
_AREA_OF = (
    r"(?:(?:the|a|an|its|their)\s+)?(?:[\w-]+\s+){0,2}?(?:city|town|county|village|port|district|area|province|region"
    r"|streets?|suburbs?|outskirts|cent(?:re|er)|capital|island)s?(?:\s+of)?\s+"
)
_OBJECT_PLACE = re.compile(rf"\s+(?:{_AREA_OF})?(?:the\s+)?")
# "Had the city of Kaesong locked down".
_HAD_DONE = re.compile(rf"\b(?:had|have|having|got|ordered)\s+(?:{_AREA_OF})?(?:the\s+)?$")
_REASON = re.compile(
    r"\b(?:due\s+to|because\s+of|owing\s+to|thanks\s+to|ahead\s+of|amid|in\s+connection\s+with|unlike"
    r"|(?:days?|nights?|hours?|weeks?|months?|years?)\s+(?:after|before))\b",
    re.I,
)
_RETURNED = re.compile(
    r"\b(?:returned|return|sent\s+back|repatriated|deported|handed\s+over|back)\s+to" + _GAP, re.I
)
_EXAMPLES = re.compile(r"\b(?:especially|particularly|in\s+particular|notably|including|such\s+as)\b")
_COORDINATED = re.compile(r"\s*(?:,|and|or|,\s*(?:and|or))\s*(?:the\s+)?")
_APPOSITION = re.compile(r"\s*(?:\(|,\s+in\s+(?:the\s+)?(?:[\w-]+\s+){0,3}|,\s+)?")
_APPOSED = 50
_ARRIVAL = re.compile(r"\b(?:land|arriv|reach|enter|wash|drift|ashore|dock|infiltrat|intrud)\w*", re.I)


def assign_roles(
    text: str, sentence: Sentence, resolutions: Sequence[Resolution], trigger: Trigger
) -> tuple[PlaceRole, ...]:
    """The places of a sentence in their roles in what a trigger tells.

    Parameters
    ----------
    text : str
        The report's text.
    sentence : Sentence
    resolutions : sequence of Resolution
        Those of the sentence, in order; names inside other names and names of peoples are left out.
    trigger : Trigger
    """
    roles: list[PlaceRole] = []
    examples = _EXAMPLES.search(text, sentence.start, sentence.end)
    for resolution in resolutions:
        mention = resolution.mention
        if mention.kind not in ("place", "relative"):
            continue
        role = _role(text, sentence, resolution, trigger, roles)
        if examples and mention.start > examples.end() and any(r.role in ("event", "scope") for r in roles):
            # "In Kangwon Province, especially X and Y": the province is meant, X and Y are examples.
            role = "context" if role in ("event", "scope", "context") else role
        place = resolution.place
        roles.append(
            PlaceRole(
                role=role,
                name=place.name if place else mention.text,
                place=place,
                start=mention.start,
                end=mention.end,
                score=resolution.score,
                reason=resolution.reason,
            )
        )
    return tuple(roles)


def _role(
    text: str, sentence: Sentence, resolution: Resolution, trigger: Trigger, earlier: Sequence[PlaceRole]
) -> Role:
    mention = resolution.mention
    before = text[sentence.start : mention.start]
    place: Role = "event" if trigger.type.is_event else "scope"
    if re.match(r"['’]s?\b", text[mention.end : mention.end + 2]):
        return "context"
    if any(role.place and role.place.shape_basis == "computed" and _holds(role, mention) for role in earlier):
        return "context"
    if earlier and earlier[-1].end is not None:
        between = text[earlier[-1].end : mention.start]
        if _COORDINATED.fullmatch(between) or between.strip() in ("", "("):
            return earlier[-1].role
        if len(between) < _APPOSED and _is_inside(earlier[-1].place, resolution.place):
            # "Into Helong, a city in Jilin Province": the province only says where the city is.
            return earlier[-1].role
        if earlier[-1].role == "source_location" and _APPOSITION.fullmatch(between):
            return "source_location"
    speaks = _SPEAKS.match(text, mention.end, sentence.end) or _SPOKEN_BY.search(before)
    if _WITNESS.search(before) and speaks:
        return "source_location"
    if _SOURCE.search(before) or text[mention.end : mention.end + 6] == "-based":
        return "source_location"
    if _REASON.search(text, trigger.end, mention.start):
        return "context"
    if mention.kind == "relative":
        return place
    if _RETURNED.search(before):
        return "destination"
    beside = re.fullmatch(r"\s+(?:[\w-]+\s+)?", text[mention.end : trigger.start])
    if beside and trigger.cue.kind == "noun":
        return place
    origin, destination, event = (_last(pattern, before) for pattern in (_ORIGIN, _DESTINATION, _EVENT))
    best = max(origin, destination, event)
    if best < 0 and _is_sender(text, resolution, trigger):
        return "origin"
    if best < 0:
        # "Shelled Aleppo", "captured the town of Palma", "locked down Hyesan": the verb's own object.
        is_object = trigger.cue.kind == "verb" and _OBJECT_PLACE.fullmatch(text, trigger.end, mention.start)
        had_done = _HAD_DONE.search(before) is not None and beside is not None
        return place if is_object or had_done else "context"
    if best == origin and trigger.type.is_event:
        return "origin"
    if best == destination:
        return place if _ARRIVAL.search(text, trigger.start, trigger.end) else "destination"
    if best == event:
        if resolution.place is not None and resolution.place.feature == "country":
            return place if _IN_COUNTRY.search(before) else "context"
        return place
    return "context"


def _is_sender(text: str, resolution: Resolution, trigger: Trigger) -> bool:
    """Whether a country is the one that sends people away, as in "China sent home ten"."""
    place, mention = resolution.place, resolution.mention
    if place is None or place.feature != "country" or "origin" not in trigger.type.drawn_at:
        return False
    return trigger.type.people == "object" and not trigger.is_passive and mention.end <= trigger.start


def _is_inside(place: Place | None, unit: Place | None) -> bool:
    return place is not None and unit is not None and unit.id in place.parents


def _holds(role: PlaceRole, mention: Mention) -> bool:
    """Whether a name stands inside an expression whose place was computed from it."""
    return role.start is not None and role.end is not None and role.start <= mention.start < role.end


def _last(pattern: re.Pattern[str], before: str) -> int:
    match = pattern.search(before[-70:])
    return match.start() if match else -1


def event_places(roles: Sequence[PlaceRole], trigger: Trigger) -> tuple[PlaceRole, ...]:
    """The places at which a telling is drawn: the sharpest of one role, and those named along with it.

    An expression that was computed ("where A meets B") stands for the names in it; a unit that holds another
    of the places gives way to it; a country gives way to anything smaller. Where no place of the event is
    told, it is drawn where its type says ("left their homes in Musan"), in the country of origin if need be.
    """
    tries = [(("event", "scope"), True), *(((role,), False) for role in trigger.type.drawn_at)]
    if "origin" in trigger.type.drawn_at:
        tries.append((("origin",), True))
    for wanted, with_countries in tries:
        candidates = [
            role
            for role in roles
            if role.role in wanted
            and role.place is not None
            and (with_countries or role.place.feature != "country")
        ]
        if not candidates:
            continue
        computed = [role for role in candidates if role.place and role.place.shape_basis == "computed"]
        if computed:
            return (_sharpest(computed, trigger),)
        smaller = [
            role for role in candidates if role.place and role.place.feature != "country"
        ] or candidates
        holders = {parent for role in smaller if role.place for parent in role.place.parents}
        sharpest = [role for role in smaller if role.place and role.place.id not in holders]
        first = _sharpest(sharpest, trigger)
        return _in_one_breath(sharpest, first)
    return ()


def _sharpest(roles: Sequence[PlaceRole], trigger: Trigger) -> PlaceRole:
    """The place that is known most exactly ('the line at Panmunjom'), the nearest of these to the trigger."""

    def rank(role: PlaceRole) -> tuple[int, int]:
        start, end = role.start or 0, role.end or 0
        distance = start - trigger.end if start >= trigger.end else trigger.start - end + 40
        return where_precision(role.place) or 9, distance

    return min(roles, key=rank)


def _in_one_breath(roles: Sequence[PlaceRole], first: PlaceRole) -> tuple[PlaceRole, ...]:
    """Places of the same kind that are listed with the first ('the Tumen or Yalu'), one of each.

    Two names of one spot ('the Joint Security Area at Panmunjom') are one.
    """
    chosen: dict[bytes, PlaceRole] = {}
    assert first.place is not None
    for role in roles:
        same_kind = role.place is not None and role.place.feature == first.place.feature
        near = abs((role.start or 0) - (first.start or 0)) < 120
        if role is first or (same_kind and near and role.role == first.role):
            assert role.place is not None
            chosen.setdefault(role.place.geometry.wkb, role)
    return tuple(chosen.values())
