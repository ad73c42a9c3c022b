"""Copies of a text, and stories: articles on the same events.

Placing is online and stable: an article joins the story of the articles that it is most like, or
opens a new one, and no other article moves. Days count as much as words: the same town has the
same accident twice.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from onrecord.record.match.rewritten import rewritten
from onrecord.record.match.terms import centrality, cosines
from onrecord.types import Article, ArticleDigest, Copy, Story

COPY_SHARE, COPY_RUNS = 0.5, 8
"""Of the shorter text's sampled word runs, the share and the number that a copy has in common."""

DOUBTFUL_SHARE, DOUBTFUL_RUNS, DOUBTFUL_DAYS = 0.15, 5, 3
"""The same of texts, published within so many days, that are worth reading for whether one is made from
the other. (What a paper says again when a case comes to court is no copy.)"""

JOIN = 0.15
"""Least likeness to a story; see evaluation/stories.py for how it was chosen."""

DECAY_DAYS, LATER_DAYS, LATER, UNDATED, UNDATED_ALONE = 3.0, 120.0, 0.4, 0.5, 0.42
"""Most is written at once, and some (LATER) when the case comes to court: the two parts of likeness
fall by 1/e in so many days. And what it is multiplied by where a day is unknown: of the fit halves, with
every fourth day taken away, undated articles are then put into stories no less safely than dated ones. Less
(UNDATED_ALONE) where the two report no statement in common either: the same quarrel was in the papers in July."""

AGREEING, MOST_AGREEING = 0.12, 2
"""What each statement that two articles both report adds to their likeness, and how many count."""

CLOSEST = 2
TITLED = 200
"""Of a story's articles, in order, so many have a say in its title: the name by which it is known stays."""
ACTOR_SHARE = 0.05


def copies(
    digest: ArticleDigest,
    candidates: Iterable[ArticleDigest],
    article: Callable[[str], Article] | None = None,
) -> tuple[Copy, ...]:
    """Pairs of `digest` and a candidate of which one carries the other's text, cut or topped or not.

    Where the share in common leaves it in doubt, the texts tell, if `article` gives them by id.

    The likely original is the one published first; of one day, or where a day is unknown, the longer. `share` is the share
    of the copy's words that are the original's, estimated from sampled word runs.
    """
    found = []
    for other in candidates:
        common = _common(digest.shingles, other.shingles)
        if other.article_id == digest.article_id or not common:
            continue
        fewest = min(len(digest.shingles), len(other.shingles))
        sure = common >= COPY_RUNS and common >= COPY_SHARE * fewest
        doubtful = not sure and common >= max(DOUBTFUL_RUNS, DOUBTFUL_SHARE * fewest)
        if doubtful and article and _of_the_same_days(digest, other):
            sure = rewritten(article(digest.article_id), article(other.article_id))
        if sure:
            original, copy = _by_seniority(digest, other)
            found.append(Copy(copy.article_id, original.article_id, round(common / len(copy.shingles), 3)))
    return tuple(sorted(found, key=lambda c: (c.article_id, c.original_id)))


def _of_the_same_days(one: ArticleDigest, other: ArticleDigest) -> bool:
    """Whether nothing says that more than DOUBTFUL_DAYS lie between."""
    return not (
        one.published and other.published and abs((one.published - other.published).days) > DOUBTFUL_DAYS
    )


def originals(copies: Iterable[Copy]) -> dict[str, tuple[str, ...]]:
    """The likely original of each text that several articles carry -> all articles that carry it.

    >>> originals([Copy("b", "a", 0.9), Copy("c", "b", 0.8), Copy("e", "d", 1.0)])
    {'a': ('a', 'b', 'c'), 'd': ('d', 'e')}
    """
    tied: dict[str, set[str]] = defaultdict(set)
    told = sorted(copies, key=lambda one: (one.article_id, one.original_id))
    for one in told:
        tied[one.article_id].add(one.original_id)
        tied[one.original_id].add(one.article_id)
    younger = {one.article_id for one in told}
    found: dict[str, tuple[str, ...]] = {}
    seen = set[str]()
    for article in sorted(tied):
        if article in seen:
            continue
        alike, frontier = {article}, {article}
        while frontier:
            frontier = {other for one in frontier for other in tied[one]} - alike
            alike |= frontier
        seen |= alike
        found[min(alike, key=lambda one: (one in younger, one))] = tuple(sorted(alike))
    return found


def _by_seniority(one: ArticleDigest, other: ArticleDigest) -> list[ArticleDigest]:
    """The earlier first; where their days do not tell, the longer: a text is cut more often than topped."""
    dated = one.published is not None and other.published is not None
    return sorted(
        (one, other),
        key=lambda d: (d.published if dated and d.published else date.max, -len(d.shingles), d.article_id),
    )


def likeness(one: ArticleDigest, other: ArticleDigest) -> float:
    """How likely two articles are on the same events, 0 to 1: words, actors, days, common text."""
    return _likeness(one, other, cosines(one, [other])[0])


def _likeness(one: ArticleDigest, other: ArticleDigest, words: float, undated: float = UNDATED) -> float:
    """`words`: how alike their telling words are."""
    if one.actors and other.actors:
        shared = len(one.actors & other.actors) / min(len(one.actors), len(other.actors))
        words = (1 - ACTOR_SHARE) * words + ACTOR_SHARE * shared
    return max(words * _nearness(one, other, undated), _text(one, other))


def _text(one: ArticleDigest, other: ArticleDigest) -> float:
    """The share of the shorter text's word runs that the other has."""
    fewest = min(len(one.shingles), len(other.shingles))
    return _common(one.shingles, other.shingles) / fewest if fewest >= COPY_RUNS else 0.0


@lru_cache(maxsize=4096)  # a set keeps its hash; an article's copies are looked for before its story
def _common(one: frozenset[int], other: frozenset[int]) -> int:
    return 0 if one.isdisjoint(other) else len(one & other)


def _nearness(one: ArticleDigest, other: ArticleDigest, undated: float) -> float:
    """1 for articles of one day, falling with the days between; `undated` where a day is unknown."""
    days = one.published or one.last_day, other.published or other.last_day
    if days[0] is None or days[1] is None:
        return undated
    return _fallen(abs((days[0] - days[1]).days))


@lru_cache(maxsize=4096)
def _fallen(gap: int) -> float:
    """What is left of the likeness of two articles so many days apart."""
    return (1 - LATER) * math.exp(-gap / DECAY_DAYS) + LATER * math.exp(-gap / LATER_DAYS)


def place(
    digest: ArticleDigest,
    nearby: Sequence[tuple[str, ArticleDigest]],
    agreeing: Mapping[str, int] | None = None,
) -> str | None:
    """The story that an article joins, of those that `nearby` articles are in; None for a new one.

    `nearby` is (story id, digest) of articles that share words or days, however found; those that
    are left out of it are taken to be unlike. `agreeing` tells of an article id how many statements
    it reports that this article reports too.
    """
    for story_id, other in nearby:
        if other.article_id == digest.article_id:
            return story_id
    return next(iter(joined(digest, nearby, agreeing or {})), None)


def joined(
    digest: ArticleDigest,
    nearby: Sequence[tuple[str, ArticleDigest]],
    agreeing: Mapping[str, int],
    alone: Container[str] = (),
) -> tuple[str, ...]:
    """The story that an article joins, as `place` tells, and those that it shows to be the same.

    A further one must be like enough, and the article report a statement of each: so an undated
    article that came first does not stay apart for ever. Or it is a single article's (`alone`), which
    would join the story now that this article is in it: so it is all one which of the two came first.
    () for a new story.
    """
    likely = _likely(digest, nearby, agreeing)
    if not likely:
        return ()
    told = {story_id for story_id, other in nearby if agreeing.get(other.article_id)}
    members = [other for story_id, other in nearby if story_id == likely[0]]

    def comes_along(story_id: str) -> bool:
        if story_id in told and likely[0] in told:
            return True
        if story_id not in alone:
            return False
        (other,) = (other for its, other in nearby if its == story_id)
        near = [(likely[0], digest), *((likely[0], member) for member in members)]
        return bool(_likely(other, near, {digest.article_id: agreeing.get(other.article_id, 0)}))

    return (likely[0], *filter(comes_along, likely[1:]))


def _likely(
    digest: ArticleDigest, nearby: Sequence[tuple[str, ArticleDigest]], agreeing: Mapping[str, int]
) -> list[str]:
    """The stories that are at least JOIN like the article, the likest first."""
    told = [min(MOST_AGREEING, agreeing.get(other.article_id, 0)) for _, other in nearby]
    words = cosines(digest, [other for _, other in nearby])
    hopeful = {  # no article of the others can be so like, and no story is more so than one of its own
        story_id
        for (story_id, other), value, times in zip(nearby, words, told, strict=True)
        if max(value + ACTOR_SHARE, _text(digest, other)) + AGREEING * times >= JOIN
    }
    alike: dict[str, list[float]] = defaultdict(list)
    for (story_id, other), value, times in zip(nearby, words, told, strict=True):
        if story_id in hopeful:
            alike[story_id].append(_near(digest, other, value, times))
    ranked = sorted((-_to_story(scores), story_id) for story_id, scores in alike.items())
    return [story_id for score, story_id in ranked if -score >= JOIN]


def _near(one: ArticleDigest, other: ArticleDigest, words: float, told: int) -> float:
    """The likeness of two articles and what the statements that both report, `told` of them, add to it."""
    return _likeness(one, other, words, UNDATED if told else UNDATED_ALONE) + AGREEING * told


def _to_story(scores: list[float]) -> float:
    """Mean likeness to the closest few: one stray article is no bridge to a large story."""
    closest = sorted(scores, reverse=True)[:CLOSEST]
    return math.fsum(closest) / len(closest)


def story(story_id: str, digests: Sequence[ArticleDigest]) -> Story:
    """The story of these articles, titled after the one that is most like the others.

    Without an id ("") it has none until the record gives it one.
    """
    ordered = sorted(digests, key=lambda d: (d.published or date.max, d.article_id))
    articles = tuple(d.article_id for d in ordered)
    days = [day for d in ordered for day in (d.first_day, d.last_day, d.published) if day is not None]
    return Story(story_id, title(ordered), articles, min(days, default=None), max(days, default=None))


def title(ordered: Sequence[ArticleDigest]) -> str:
    """The title of the article, of the first TITLED, whose words are closest to all of theirs together.

    `ordered` are a story's articles by day; of equally close ones the earliest counts.
    """
    central = [round(value, -2) for value in centrality(ordered[:TITLED])]
    return ordered[central.index(max(central))].title if central else ""
