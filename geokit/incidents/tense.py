"""What a verb's form says: that it happened, goes on, was tried or planned, or was only thought of.

Where the grammar leaves it open, nothing is asserted.
"""

from __future__ import annotations

from collections.abc import Sequence

from geokit.incidents.assertion import BEFORE_THAT, Assertion, Status, Word

__all__ = ["has_subject", "tense_of"]

_BE_PAST = {"was", "were", "got"}
_BE_PRESENT = {"is", "are", "am", "get", "gets", "'s", "’s"}
_HAVE_PRESENT = {"has", "have", "'ve", "’ve"}
_FUTURE = {"will", "shall"}
_MODAL = {"would", "could", "may", "might", "should", "can", "must", "cannot", "ought"}
_DO = {"do", "does", "did"}
_AUXILIARY = (
    _BE_PAST
    | _BE_PRESENT
    | _HAVE_PRESENT
    | _FUTURE
    | _MODAL
    | _DO
    | {"be", "been", "being", "had", "having", "to"}
)
_ADVERBS = frozenset(
    """
    also already even still now just since once then so far again both ever all each yet soon therefore
    instead thus first later openly further either
    """.split()
)
_NEGATIONS = frozenset("not never n't n’t neither nor hardly".split())
_ATTEMPTS = frozenset(
    """
    try tries tried trying attempt attempts attempted attempting seek seeks sought seeking struggled
    failed fails unable begin began begun beginning started starting rushed
    """.split()
)
_BEGINNINGS = frozenset("began begun started continued kept resumed".split())
_ACHIEVED = frozenset("managed manages succeeded able forced".split())
_PLANS = frozenset(
    """
    plan plans planned planning intend intends intended aim aims vowed pledged decided agreed set due
    scheduled slated expected preparing promised
    """.split()
)
# "Is believed to have crossed" is doubted, "is said to have crossed" is told.
_DOUBTED = frozenset(
    """
    appear appears appeared seem seems seemed believed thought suspected feared presumed assumed alleged
    rumored rumoured likely supposed
    """.split()
)
_TOLD = frozenset("said reported known confirmed understood found seen shown".split())
# "Announced that it would deport them": a plan told in the past.
_ANNOUNCED = frozenset(
    "announced declared vowed pledged promised decided said warned confirmed planned".split()
)
_COORDINATING = {"and", "or", ","}
_REACH = 9
_BEFORE_NOUN = frozenset(
    """
    the a an this that these those his her its their new fresh such no any some under on of by with for
    from in at to without against after before first second last other several many more latest strict
    secret " “
    """.split()
)
_NOT_QUITE = frozenset("almost nearly".split())
_NOW = frozenset("now currently still presently".split())
_DEPENDENT = {"before", "after", "while", "when", "upon", "since"}
_PATIENT_FOLLOWS = frozenset(
    """
    by in at on near while when for as during along across after trying attempting fleeing crossing and
    """.split()
)
# "While smuggling continues": the -ing word is the subject of what follows.
_FINITE_AFTER_NOUN = frozenset("is was has had continues continued remains remained became becomes".split())
_PASTS = frozenset("was were got had hid told left went fled came took said ran fell".split())
_NOT_YET = frozenset(
    "risk risks risked risking fear fears feared avoid avoids avoided without despite about".split()
)
_DETERMINERS = frozenset(
    "the a an of for with any all these those such its their his her from new forced attempted by".split()
)


def tense_of(words: Sequence[Word], at: int, tags: str, *, patient: bool, adjectival: bool) -> Assertion:
    """How the form of a verb and its auxiliaries assert it; the parameters are those of ``assess_verb``."""
    chain, first, negated = _auxiliaries(words, at)
    if negated or (at and words[at - 1].lower in _NOT_QUITE):
        return Assertion("none", "negated")
    before = words[first - 1].lower if first else ""
    if "to" in chain:
        return _infinitive(words, first, chain)
    if any(aux in _FUTURE for aux in chain) or _is_announced(words, first, chain):
        return Assertion("planned", "future")
    if any(aux in _MODAL for aux in chain):
        return Assertion("hypothetical", "modal")
    if "ing" in tags:
        return _ing_form(words, at, chain)
    if not chain:
        return _bare(words, at, tags, before, patient=patient, adjectival=adjectival)
    if chain == ["being"] and (before in _DETERMINERS or before in _NOT_YET or before.endswith("ed")):
        return Assertion("none", "gerund")
    if "being" in chain:
        # "are being held" goes on, "were being held" did; "defectors being held" is the same, shortened.
        return Assertion("past" if chain[0] in _BE_PAST else "ongoing", "progressive-passive")
    if chain[0] in _HAVE_PRESENT:
        return Assertion("perfect", "perfect")
    if chain[0] == "had":
        return Assertion("past", BEFORE_THAT)
    if chain[0] in _BE_PAST or chain[0] == "did":
        return Assertion("past", "past")
    if chain[0] in _BE_PRESENT and "participle" in tags:
        return Assertion("general", "present-passive")
    return Assertion("general", "present")


def _auxiliaries(words: Sequence[Word], at: int) -> tuple[list[str], int, bool]:
    """The auxiliaries before a verb, leftmost first, the index of the first, and whether one is negated."""
    chain: list[str] = []
    index, first, negated = at - 1, at, False
    while index >= 0:
        word = words[index].lower
        contracted = word.endswith(("n't", "n’t"))
        if contracted or word in _NEGATIONS:
            negated = True
        stem = {"wo": "will", "ca": "can"}.get(word[:-3], word[:-3]) if contracted else word
        if stem in _AUXILIARY:
            chain.insert(0, stem)
            first = index
        elif not (word in _NEGATIONS or word in _ADVERBS or _is_adverb(word)):
            break
        index -= 1
    return chain, first, negated


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4 and word not in ("likely", "unlikely", "family", "early")


def _is_announced(words: Sequence[Word], first: int, chain: list[str]) -> bool:
    """Whether 'would' tells what somebody announced, and not what would be if something were."""
    before = {word.lower for word in words[:first]}
    return chain == ["would"] and bool(before & _ANNOUNCED) and "if" not in before


def _infinitive(words: Sequence[Word], first: int, chain: list[str]) -> Assertion:
    if "have" in chain[chain.index("to") :]:
        return _perfect_infinitive(words, first)
    if chain[0] in _BE_PRESENT | _BE_PAST:
        return Assertion("planned", "is-to")
    for index in range(first - 1, max(-1, first - 12), -1):
        word = words[index].lower
        if word in {".", ";", ":", ","}:
            break
        if word in _ATTEMPTS:
            return _of_governor(words, index, "attempted", "attempt")
        if word in _ACHIEVED:
            return _of_governor(words, index, "past", "achieved")
        if word in _PLANS:
            return Assertion("planned", "plan")
        if word in _DOUBTED and words[first + 1].lower == "be":
            return Assertion("claimed", "doubt")
        if index < first - 1 and word not in _ADVERBS:
            break
    return Assertion("none", "infinitive")


def _perfect_infinitive(words: Sequence[Word], first: int) -> Assertion:
    """'Appears to have sent', 'is said to have crossed': as sure as the verb before it."""
    governors = {word.lower for word in words[max(0, first - 3) : first]}
    if governors & _DOUBTED:
        return Assertion("claimed", "doubt")
    return Assertion("past", "told-perfect") if governors & _TOLD else Assertion("none", "infinitive")


def _of_governor(words: Sequence[Word], index: int, status: Status, rule: str) -> Assertion:
    """An attempt is asserted as its own verb is: 'tried to' was, 'anyone trying to' was not."""
    word = words[index].lower
    if word in ("attempt", "attempts"):
        return Assertion("none", "attempt-noun")
    if word.endswith("ing") and word != "beginning":
        inner = _ing_form(words, index, _auxiliaries(words, index)[0])
        return Assertion("ongoing", rule) if inner.status == "ongoing" else _if_holds(inner, status, rule)
    chain, _, negated = _auxiliaries(words, index)
    if (word in ("unable", "forced") and negated) or word == "unable":
        return Assertion("none", "not-achieved")
    if word in ("able", "forced") and (not chain or chain[0] in _BE_PRESENT):
        return Assertion("general", "present")
    if negated and rule == "achieved":
        return Assertion("attempted", "not-achieved")
    if negated or any(aux in _MODAL for aux in chain) or "to" in chain:
        return Assertion("hypothetical", "modal")
    if any(aux in _FUTURE for aux in chain):
        return Assertion("planned", "future")
    if word in ("try", "tries", "attempts", "seek", "seeks", "fails", "begin", "manages") and not chain:
        return Assertion("general", "present")
    return Assertion(status, rule)


def _if_holds(inner: Assertion, status: Status, rule: str) -> Assertion:
    return Assertion(status, rule) if inner.holds else inner


def _ing_form(words: Sequence[Word], at: int, chain: list[str]) -> Assertion:
    if chain and chain[0] in _BE_PRESENT | _HAVE_PRESENT:
        return Assertion("ongoing", "progressive")
    if chain and chain[0] in _BE_PAST | {"had"}:
        return Assertion("past", "past-progressive")
    previous = words[at - 1].lower if at else ""
    if previous in _BEGINNINGS:
        return _of_governor(words, at - 1, "perfect" if _auxiliaries(words, at - 1)[0] else "past", "begun")
    following = words[at + 1].lower if at + 1 < len(words) else "."
    if previous in _DEPENDENT and following not in _FINITE_AFTER_NOUN and _has_past_verb(words, at):
        return Assertion("past", "dependent-clause")
    return Assertion("none", "gerund")


def _has_finite_verb(words: Sequence[Word], at: int) -> bool:
    """Whether another verb can be the sentence's own, so that a bare participle only describes its noun."""
    finite = _BE_PAST | _BE_PRESENT | _HAVE_PRESENT | _FUTURE | _MODAL | {"had", "to"}
    after = words[at + 1 :]
    stop = next((index for index, word in enumerate(after) if word.lower in {";", "but", "and"}), len(after))
    return any(word.lower in finite for word in (*words[:at], *after[:stop]))


def _has_past_verb(words: Sequence[Word], at: int) -> bool:
    others = (word.lower for index, word in enumerate(words) if index != at)
    return any(other in _PASTS or (other.endswith("ed") and len(other) > 4) for other in others)


def _under_a_modal(words: Sequence[Word], at: int) -> bool:
    """Whether a verb goes on with one that a modal governs: 'may be tortured or sent to a camp'."""
    for word in reversed(words[max(0, at - _REACH) : at - 1]):
        if word.lower in _MODAL | _FUTURE:
            return True
        if word.lower in _BE_PAST | {"who", "which", "that", ";", "but"}:
            return False
    return False


def _bare(
    words: Sequence[Word], at: int, tags: str, before: str, *, patient: bool, adjectival: bool
) -> Assertion:
    if "past" not in tags and "participle" not in tags:
        return Assertion("general", "present")
    if before in _COORDINATING and _under_a_modal(words, at):
        return Assertion("hypothetical", "modal")
    opens = at == 0 or before in {'"', "“", "'", "‘"}
    if "participle" in tags and (
        before in _DETERMINERS or opens or (adjectival and before in {"and", "or", ","})
    ):
        return Assertion("none", "attributive")
    if patient and before in _NOW:
        return Assertion("ongoing", "held-now")
    following = words[at + 1].lower if at + 1 < len(words) else "."
    if "past" not in tags:
        return Assertion("none", "participle")
    described = before == "," or _has_finite_verb(words, at)
    # "Killed at least 51" has its object.
    counts = following == "at" and at + 2 < len(words) and words[at + 2].lower in ("least", "most")
    if patient and described and not counts and (following in _PATIENT_FOLLOWS or following.endswith("ing")):
        # "Residents caught fleeing" names a kind of people, "ten people arrested in Musan" an event.
        counted = any(word.text.isdigit() for word in words[max(0, at - 4) : at])
        return Assertion("past", "counted-participle") if counted else Assertion("none", "reduced-participle")
    return Assertion("past", "past")


def has_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a form that may be a noun ("orders", "shot") stands where a verb in the present does."""
    following = words[at + 1].lower if at + 1 < len(words) else "."
    before = words[at - 1].lower if at else ""
    is_noun = (
        before in _BEFORE_NOUN
        or before.endswith(("'s", "’s", "s'", "s’"))
        or following in _BE_PAST | _BE_PRESENT | _HAVE_PRESENT | _MODAL | _FUTURE
    )
    return at > 0 and not is_noun and not _is_object(words, at)


def _is_object(words: Sequence[Word], at: int) -> bool:
    """Whether a word is what the verb before it is done to: "resisted arrest", "did not open fire"."""
    verb = words[at - 1].lower
    before = words[at - 2].lower if at > 1 else ""
    if verb in _PASTS:
        return True
    if verb.endswith("ed"):
        # "The accused arrest nobody": a participle that is a noun.
        return before not in _BEFORE_NOUN and not before.isdigit()
    auxiliaries = _BE_PAST | _HAVE_PRESENT | _MODAL | _FUTURE | _NEGATIONS | {"did", "had", "to", *_NOT_QUITE}
    return before in auxiliaries
