"""What holds of the tellings of any text at all."""

import hashlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geokit.incidents import Codebook, assemble_incidents, extract_tellings
from geokit.model import Report, Telling
from geokit.places import Gazetteer, find_places
from geokit.text.edtf import bounds

_ENGLISH = """
    soldiers shot at two of the three residents who tried to cross Yalu Tumen River near Musan Hyesan on
    3 May 2017 Jan. 1 alone last night week year ago they he was were arrested killed not no if would
    have been ordered the order said , . : ; " “ ” ( ) • – 10 30-40 dozens family of four more than at
    least 20 percent drop in number defectors fled from China across the border there another man, 24,
    died later because after before while and or Kangwon Province, especially Chorwon 3 a.m. early July
    XXXX 2018-02-30 31 February None North Koreans Daily NK
"""
_STRANGE = ["\n", "\n\n", "무산", "茂山", "\u0000", "🙂", "e\u0301", "\u202e"]
_WORDS = st.sampled_from([*_ENGLISH.split(), *_STRANGE])
_SENTENCES = st.lists(_WORDS, max_size=60).map(" ".join)
_TEXTS = st.one_of(_SENTENCES, st.text(max_size=200))
_DAYS = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()), st.just("XXXX-02-29"))
_ANY = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _read(
    text: str, published: str | None, gazetteer: Gazetteer, codebook: Codebook, name: str = "r"
) -> tuple[Telling, ...]:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    report = Report(name, None, text, published, "option", None, None, None, "en", "r.txt", digest)
    return extract_tellings(report, find_places(report, gazetteer), codebook)


@_ANY
@given(text=_TEXTS, published=_DAYS)
def test_slots_are_read_where_they_say(
    builtin_gazetteer: Gazetteer, codebook: Codebook, text: str, published: str | None
) -> None:
    """A quote is its slice, evidence lies inside the text, dates and numbers are ordered."""
    for telling in _read(text, published, builtin_gazetteer, codebook):
        assert text[telling.start : telling.end] == telling.quote
        assert all(0 <= found.start <= found.end <= len(text) for found in telling.evidence.values())
        assert all(text[p.start : p.end] for p in telling.places if p.start is not None)
        first, last = bounds(telling.date.edtf if telling.date else None)
        assert first is None or last is None or first <= last
        for low, best, high in (
            (telling.n_min, telling.n_best, telling.n_max),
            (telling.fatalities_min, telling.fatalities_best, telling.fatalities_max),
        ):
            known = [number for number in (low, best, high) if number is not None]
            assert known == sorted(known)


@_ANY
@given(texts=st.lists(_SENTENCES, min_size=1, max_size=4), data=st.data())
def test_incidents_do_not_depend_on_the_order_of_reports(
    builtin_gazetteer: Gazetteer, codebook: Codebook, texts: list[str], data: st.DataObject
) -> None:
    """Nor do the ids of tellings depend on what other reports there are."""
    alone = [_read(text, "2018-01-10", builtin_gazetteer, codebook, f"r{i}") for i, text in enumerate(texts)]
    shuffled = data.draw(st.permutations(alone))
    incidents = assemble_incidents([t for told in alone for t in told], codebook)
    again = assemble_incidents([t for told in shuffled for t in told], codebook)
    assert incidents == again
    assert {t.id for told in alone for t in told} == {t.id for i in incidents for t in i.tellings}
