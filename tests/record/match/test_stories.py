import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.match import copies, digest, place, story
from onrecord.record.match.stories import AGREEING, _near
from onrecord.record.match.terms import cosines
from onrecord.types import Article, ArticleDigest, Entity, Furniture, Reading, Span

MARCH_3 = date(2031, 3, 3)
PIT = (
    "Eleven miners were killed when methane exploded in the Hallow Pit on Friday, rescuers said. The seam lies nine "
    "hundred metres below the village of Trask. Relatives waited at the gate through the night while brigades pumped "
    "air into the shaft. The owner, Trask Coal, had been fined twice for faulty sensors, the inspectorate confirmed. "
    "Prime Minister Oda Lindqvar cancelled a visit abroad and promised an inquiry into how the alarm had failed."
)
PIT_AGAIN = (
    "Rescue brigades brought out the last bodies from the Hallow Pit, where a methane explosion killed eleven. "
    "Trask Coal's sensors had failed before, inspectors admitted. Lindqvar, the prime minister, said an inquiry "
    "would ask why no alarm was heard. Families of the dead miners gathered in Trask."
)
BANK = (
    "The central bank of Varra left its key rate unchanged and said inflation would fall by the autumn. Governor "
    "Edda Quist told reporters that the crown had stabilised after the Dorn savings bank was wound up, and that "
    "depositors would be compensated from the guarantee fund before the year was out."
)


def short(name: str, text: str, day: date | None = MARCH_3, headline: str | None = None) -> ArticleDigest:
    return digest(Reading(Article(name, text, headline=headline, published=day)))


def test_a_digest_leaves_furniture_out() -> None:
    text = "Pit blast kills eleven\n\nALSO READ: Quist on rates\n\n" + PIT
    furniture = (Furniture(Span(0, 22), "headline"), Furniture(Span(24, 49), "related"))
    found = digest(
        Reading(Article("a", text, furniture=furniture), entities=(Entity("Oda  Lindqvar", "person"),))
    )
    assert found.title == "Pit blast kills eleven"
    assert "quist" not in dict(found.terms)
    assert found.actors == {"oda lindqvar"}
    assert abs(sum(weight**2 for _, weight in found.terms) - 1) < 0.01


def test_the_title_is_the_headline_or_the_first_sentence() -> None:
    assert short("a", PIT, headline="Blast  at Hallow").title == "Blast at Hallow"
    assert short("a", PIT).title.startswith(
        "Eleven miners were killed when methane exploded in the Hallow Pit on Friday"
    )
    assert short("a", "").title == ""


def test_an_article_joins_its_story() -> None:
    nearby = [("pit", short("a", PIT)), ("bank", short("b", BANK))]
    assert place(short("c", PIT_AGAIN, MARCH_3 + timedelta(1)), nearby) == "pit"
    assert place(short("c", PIT_AGAIN, MARCH_3 + timedelta(1)), nearby[::-1]) == "pit"
    assert (
        place(short("d", "The harbour of Lirne reopened to ferries after a strike by pilots."), nearby)
        is None
    )
    assert place(short("d", PIT_AGAIN), []) is None


def test_time_counts_as_much_as_words() -> None:
    nearby = [("pit", short("a", PIT))]
    assert place(short("c", PIT_AGAIN, MARCH_3 + timedelta(400)), nearby) is None


def test_an_undated_article_that_reports_nothing_in_common_needs_more() -> None:
    dated, undated = short("a", PIT), short("b", PIT_AGAIN, day=None)
    assert place(undated, [("s", dated)], {"a": 1}) == "s"
    alone, told = (likely(undated, dated, told) for told in (0, 1))
    assert alone < likely(short("b", PIT_AGAIN), dated, 0)
    assert told > alone + AGREEING


def likely(one: ArticleDigest, other: ArticleDigest, told: int) -> float:
    """How like another article is, of whose statements one reports so many."""
    return _near(one, other, cosines(one, [other])[0], told)


def test_an_article_stays_where_it_is() -> None:
    assert place(short("a", PIT), [("pit", short("a", PIT)), ("other", short("b", PIT))]) == "pit"


def test_a_story_is_titled_after_its_most_central_article() -> None:
    digests = [
        short("a", PIT, headline="Eleven die in pit"),
        short("b", PIT_AGAIN, MARCH_3 + timedelta(2), headline="Last bodies found"),
        short("c", BANK + PIT[:120], headline="Rates and a blast"),
    ]
    found = story("s1", digests)
    assert (found.id, found.articles) == ("s1", ("a", "c", "b"))
    assert found.title in ("Eleven die in pit", "Last bodies found")
    assert (found.first, found.last) == (MARCH_3, MARCH_3 + timedelta(2))
    assert story("s1", digests[::-1]) == found


def test_copies_though_cut_topped_and_retitled() -> None:
    original = short("wire", PIT + " " + BANK)
    cut = short("cut", PIT, MARCH_3 + timedelta(1), headline="Tragedy")
    topped = short("topped", "Our correspondent reports from Trask that snow fell. " + PIT + " " + BANK)
    (found,) = copies(cut, [original, short("bank", PIT_AGAIN)])
    assert (found.article_id, found.original_id) == ("cut", "wire")
    assert found.share > 0.9
    assert {(c.article_id, c.original_id) for c in copies(original, [cut, topped])} == {
        ("cut", "wire"),
        ("wire", "topped"),
    }


WIRE = (
    "LIRNE, March 3 (KPS) - The mountain road to Trask was shut on Friday after boulders fell on the customs house, "
    "and lorries queued as far as the bridge while the council looked for a crane. “It sounded like a train that "
    "never arrives,” said the customs officer, Jon Marrak. No one was hurt. The road has been closed four times since "
    "the quarry above it began blasting, according to the union of hauliers, which has asked for a fence. The quarry's "
    "owner, a firm from Varra that also runs two ferries and a cement works, said that the blasting was within its "
    "permit and that engineers would look at the slope once the snow had melted. The provincial governor, who cut the "
    "ribbon when the tunnel was opened, could not be reached by telephone until late in the evening."
)
MADE_FROM_IT = (
    "Jon Marrak was stamping papers when the roof went. “It sounded like a train that never arrives,” said the "
    "customs officer. The road has been closed four times since the quarry above it began blasting, according to the "
    "union of hauliers, which has asked for a fence. The mountain road to Trask was shut on Friday after boulders "
    "fell, and lorries queued as far as the bridge. Our reporter walked up to the quarry at noon. Goats lay in the "
    "shade of a digger, and a boy sold plums. He remembered a priest who used to bless each new tunnel, and asked "
    "whether we had seen the fair at Dorn, where his aunt keeps a carousel that has not turned since the flood."
)
WAS_THERE_TOO = (
    "Customs at Trask stood still yesterday. Rocks had come down upon the roof. “It sounded like a train that never "
    "arrives,” said Jon Marrak, who has worked in the building for thirty years. Drivers cooked soup beside their "
    "vehicles in the cold, and hauliers demanded protection from the quarry. Blasting there is permitted, its owner "
    "replied. Two weddings had to be put off, a choir turned back, and the plum harvest will go by rail."
)


def test_a_text_made_from_another_is_its_copy_where_the_texts_can_be_read() -> None:
    """Cut, turned round, with paragraphs of its own; who heard the same man at the same place is no copyist."""
    texts = {"wire": WIRE, "made": MADE_FROM_IT, "there": WAS_THERE_TOO}
    told = {name: Article(name, text, published=MARCH_3) for name, text in texts.items()}
    wire, made, there = (digest(Reading(told[name])) for name in texts)
    assert copies(made, [wire]) == ()
    (found,) = copies(made, [wire, there], told.__getitem__)
    assert {found.article_id, found.original_id} == {"wire", "made"}
    assert copies(there, [wire, made], told.__getitem__) == ()
    a_week_on = digest(Reading(replace(told["made"], published=MARCH_3 + timedelta(7))))
    assert copies(a_week_on, [wire], told.__getitem__) == ()


def test_where_a_day_is_unknown_the_longer_text_is_the_likely_original() -> None:
    wire, cut = short("wire", PIT + " " + BANK, day=None), short("cut", PIT)
    ((copy, original),) = [(one.article_id, one.original_id) for one in copies(wire, [cut])]
    assert (copy, original) == ("cut", "wire")


def test_no_copy_of_itself_or_of_another_report() -> None:
    assert copies(short("a", PIT), [short("a", PIT), short("b", PIT_AGAIN), short("c", BANK)]) == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_copying_is_symmetric(seed: int) -> None:
    rng = random.Random(seed)
    words = [f"word{rng.randrange(40)}" for _ in range(300)]
    one = short("one", " ".join(words))
    other = short("other", " ".join(words[rng.randrange(150) :]))
    assert copies(one, [other]) == copies(other, [one])


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_has_a_digest(text: str, headline: str) -> None:
    found = short("a", text, headline=headline)
    assert place(replace(found, article_id="b"), [("s", found)]) in ("s", None)
    assert story("s", [found]).articles == ("a",)


NETBALL = (
    "Prime Minister Oda Lindqvar of Varra tossed the first ball at the netball trials on Saturday and missed the ring. "
    "The coaches praised the girls from the coast, who beat the capital by thirty goals after a slow start. Lindqvar "
    "promised a sports hall with a wooden floor, and a bus. An umpire from Trask asked about the pit; she did not answer."
)


def test_who_opens_the_trials_on_those_days_is_not_why_they_are_of_one_story() -> None:
    pit, again, netball = short("a", PIT), short("b", PIT_AGAIN), short("c", NETBALL)
    named = frozenset({"oda lindqvar", "trask"})
    several = [("pit", replace(one, actors=named)) for one in (pit, again)]
    assert place(replace(netball, actors=named), several) is None
    assert place(replace(again, actors=named), several[:1]) == "pit"


@given(st.lists(st.sampled_from((PIT, PIT_AGAIN, BANK, NETBALL)), min_size=1, max_size=4))
def test_telling_words_are_as_alike_whichever_side_they_stand_on(texts: list[str]) -> None:
    one, others = short("x", PIT), [short(str(n), text) for n, text in enumerate(texts)]
    assert cosines(one, others) == [cosines(other, [one])[0] for other in others]
    assert all(0 <= value <= 1 for value in cosines(one, others))
