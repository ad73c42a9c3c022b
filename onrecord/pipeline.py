"""The order of the rooms, written once.

    read_article(article, extractor)    one article in, one Reading out: pure, parallel
    readings(articles, jobs)            the same for many, in their order, on several processes
    settle(reading, record)             one Reading into a record: actors, groups, stories, days
    settle_all(readings, record)        several, in one transaction
    overrule(writer, *judgements)       the same for what people's judgements concern

`read_article` needs no record. `settle` takes Readings in any order, and can be run again from the
Readings that a record keeps (`rebuild`).
"""

from __future__ import annotations

import hashlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord import overruling
from onrecord.article.extract import Extractor
from onrecord.article.resolve import days, resolve
from onrecord.errors import RecordLocked
from onrecord.record import actors, match
from onrecord.types import (
    Actor,
    ActorLookup,
    Article,
    ArticleDigest,
    Clash,
    Identification,
    Match,
    Reading,
    Rejected,
    Report,
    Restated,
    StatementGroup,
)

if TYPE_CHECKING:  # reading needs no database
    from onrecord.record.store import Judgement, Record, Writer

BATCH = 16
"""Articles that travel to a worker process at once."""

_extractor: Extractor | None = None


def read_article(article: Article, extractor: Extractor, vectors: bool = True) -> Reading:
    """All that one article tells on its own: its statements, who made them, when, through whom.

    `vectors` are needed to settle the Reading into a record.
    """
    found = extractor(article, vectors)
    attributions, entities, days = resolve(article, found.statements, found.mentions, found.sentences)
    return Reading(
        article=article,
        statements=found.statements,
        attributions=attributions,
        mentions=found.mentions,
        entities=entities,
        days=days,
        vectors=found.vectors,
        sentences=found.sentences,
    )


def readings(
    articles: Iterable[Article | Rejected], jobs: int | None = None, vectors: bool = True
) -> Iterator[Reading | Rejected]:
    """Read many articles, in their order; what was rejected passes through.

    `jobs` processes (default: one for each core) share the work as soon as there is more than one
    batch; a single batch is read in this process, which starts faster. An error of ours in one
    article becomes a Rejected; the others go on.
    """
    for batch in _read_together(articles, jobs, vectors):
        yield from batch


def _read_together(
    articles: Iterable[Article | Rejected], jobs: int | None, vectors: bool = True
) -> Iterator[list[Reading | Rejected]]:
    """What `readings` yields, by batches."""
    batches = _batched(articles)
    first = next(batches, ())
    second = next(batches, ())
    jobs = jobs or _cores()
    if not second or jobs == 1:
        for batch in itertools.chain((first, second), batches):
            yield _read_batch(batch, vectors)
        return
    pool = ProcessPoolExecutor(jobs, initializer=_set_to_work)
    try:
        waiting = [pool.submit(_read_batch, batch, vectors) for batch in (first, second)]
        for batch in batches:
            waiting.append(pool.submit(_read_batch, batch, vectors))
            if len(waiting) > 2 * jobs:  # a bounded queue: a crawl of millions never piles up in memory
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()
    finally:  # also where the caller stops half-way: nobody waits for what nobody will look at
        pool.shutdown(wait=False, cancel_futures=True)


def _set_to_work() -> None:
    """A worker leaves Ctrl-C to the process that it works for, and ends when that one is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    """The cores that this process may use, where the system tells, else all."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batched(articles: Iterable[Article | Rejected]) -> Iterator[tuple[Article | Rejected, ...]]:
    source = iter(articles)
    while batch := tuple(itertools.islice(source, BATCH)):
        yield batch


def _read_batch(batch: tuple[Article | Rejected, ...], vectors: bool = True) -> list[Reading | Rejected]:
    global _extractor  # noqa: PLW0603 - one loaded model for each process
    if _extractor is None and batch:
        _extractor = Extractor()
    return [item if isinstance(item, Rejected) else _guarded(item, vectors) for item in batch]


def _guarded(article: Article, vectors: bool) -> Reading | Rejected:
    assert _extractor is not None
    try:
        return read_article(article, _extractor, vectors)
    except Exception as error:
        where = article.capture.path or article.id
        return Rejected(
            where, f"{where}: an error of ours, please report it ({type(error).__name__}: {error})"
        )


# ----------------------------------------------------------------------------- into a record

Outcome = Reading | Restated | Article | Rejected


def add(articles: Iterable[Article | Rejected], record: Record, jobs: int | None = None) -> Iterator[Outcome]:
    """Read articles and settle them; what comes out is on the disk.

    Yields the Reading of an article that was added, Restated for one whose text the record has and
    whose outlet, day or language is told anew, the Article itself where there is nothing new, and
    what was rejected. A few articles share a transaction: it is a disk's answer that takes the time.
    """
    known: list[Article] = []

    def news() -> Iterator[Article | Rejected]:
        for article in articles:
            wanted = article if isinstance(article, Rejected) else _wanted(article, record)[0]
            if wanted is None:
                assert isinstance(article, Article)
                known.append(article)
            else:
                yield wanted

    for batch in _read_together(news(), jobs):
        yield from _drained(known)
        yield from _settled(batch, record)
    yield from _drained(known)


def _settled(batch: Sequence[Reading | Rejected], record: Record) -> Iterator[Outcome]:
    """Settle what was read together in one transaction, or, where that fails, each in its own."""
    if not any(isinstance(one, Reading) for one in batch):
        yield from batch
        return
    try:
        with record.writing() as writer:
            done = [_taken_in(one, writer) for one in batch]
    except RecordLocked:
        raise
    except Exception:
        if len(batch) == 1:
            raise
        for one in batch:  # what comes before the one that fails is kept
            yield from _settled([one], record)
        return
    yield from done


def _taken_in(outcome: Reading | Rejected, writer: Writer) -> Outcome:
    if isinstance(outcome, Rejected):
        return outcome
    # the same id may have come twice in one run, before either was in the record
    wanted, before = _wanted(outcome.article, writer)
    if wanted is None:
        return outcome.article
    if wanted != outcome.article:
        (again,) = _read_batch((wanted,))
        if isinstance(again, Rejected):
            return again
        outcome = again
    _settle(outcome, writer)
    return Restated(outcome, before) if before else outcome


def _wanted(article: Article, record: Record | Writer) -> tuple[Article | None, Article | None]:
    """The article as the record should have it, None where it has it so; and as it was before.

    What is told now counts more than what was told before; what is not told stays.
    """
    version, there = record.version_for(article.id, article.text, article.headline)
    if not there:
        return replace(article, version=version), None
    if record.states_nothing_new(article):
        return None, None
    before = record.article(article.id)
    if before.version != version:
        return None, None  # an older text: its article has been told otherwise since
    dated = article.published and (article.published_span is None or before.published is None)
    day = article if dated else before
    wanted = replace(
        article,
        version=version,
        url=article.url or before.url,
        outlet=article.outlet or before.outlet,
        language=article.language or before.language,
        published=day.published,
        published_at=day.published_at or (before.published_at if day.published == before.published else None),
        published_span=day.published_span,
    )
    same = all(getattr(wanted, fact) == getattr(before, fact) for fact in _FACTS)
    return (None, None) if same else (wanted, before)


_FACTS = ("url", "outlet", "language", "published", "published_at")


def _drained(waiting: list[Article]) -> Iterator[Article]:
    while waiting:
        yield waiting.pop(0)


def settle(reading: Reading, record: Record) -> None:
    """Take one Reading into the record: who is who, which statements are one, which story it is.

    One transaction: it is in the record whole, or not at all. Any order of Readings will do.
    """
    settle_all([reading], record)


def settle_all(readings: Iterable[Reading], record: Record) -> None:
    """Take Readings into the record, all of them or none."""
    with record.writing() as writer:
        for reading in readings:
            _settle(reading, writer)


def _settle(reading: Reading, writer: Writer) -> None:
    article = reading.article
    disturbed = set(writer.put(reading, article.capture.path))
    if article.version < writer.newest(article.id):
        return
    touched = _identify(reading, writer) | writer.lost
    others = overruling.amend(writer, article.id)
    disturbed |= others or set()
    touched |= overruling.placed(writer, article.id)
    digest = match.digest(reading)
    nearby = _nearby(digest, writer)
    writer.put_copies(digest.article_id, match.copies(digest, [other for _, other in nearby]))
    changed = overruling.regard(writer, touched) | {article.id}
    for one in changed if others is not None else changed - {article.id}:
        writer.shown.findable(one)
        disturbed |= writer.unlinked(one)
    groups = _match(changed, disturbed, writer)
    _place(digest, nearby, groups, writer)


def overrule(writer: Writer, *judgements: Judgement) -> None:
    """Let judgements that were made, or taken back, take effect on what they concern."""
    sides = [side for one in judgements for side in writer.judgement(one.id).sides]
    told = {side.found for side in sides if side.found is not None}
    touched = told | {one.arguments["made"] for one in judgements if "made" in one.arguments}
    disturbed, shown = told.copy(), set[str]()
    articles = {anchor.article_id for side in sides for anchor in side.anchors}
    for article in sorted(articles, key=writer.numbers(articles).__getitem__):
        others = overruling.amend(writer, article)
        if others is not None:
            shown.add(article)
            disturbed |= others
        touched |= overruling.placed(writer, article)
    sides = [side for one in judgements for side in writer.judgement(one.id).sides]
    told |= {side.found for side in sides if side.found is not None}
    changed = overruling.regard(writer, touched | told, force=True) | shown
    disturbed |= {one for group in writer.groups_of(told) for one in group.statements} | told
    for article in changed:
        writer.shown.findable(article)
        disturbed |= writer.unlinked(article)
    _match(changed, disturbed, writer)


def rebuild(record: Record) -> Iterator[Reading]:
    """Settle every stored Reading anew; people's judgements stay. Yields each when done.

    In the order of the days of publication: the same articles and judgements give the same actors,
    groups and stories, in whatever order they were once added, and twice is as good as once. Where
    articles were added in another order, an actor or a group may have another id afterwards, made
    of the article that now comes first.
    """
    with record.writing() as writer:
        writer.clear_derived()
    stored = record.readings(by_day=True, machine=True)
    while together := tuple(itertools.islice(stored, BATCH)):
        settle_all(together, record)
        yield from together


class _Seen:
    """An ActorLookup that remembers whom it handed out."""

    def __init__(self, lookup: ActorLookup) -> None:
        self.lookup, self.actors = lookup, dict[str, Actor]()

    def actors_named(self, keys: Iterable[str]) -> Sequence[Actor]:
        return self._remember(self.lookup.actors_named(keys))

    def actors_in_role(self, title: str, body: str | None) -> Sequence[Actor]:
        return self._remember(self.lookup.actors_in_role(title, body))

    def _remember(self, found: Sequence[Actor]) -> Sequence[Actor]:
        self.actors.update((actor.id, actor) for actor in found)
        return found


def _identify(reading: Reading, writer: Writer) -> set[str]:
    seen = _Seen(writer)
    seen.actors_named({key for entity in reading.entities for key in actors.filed(entity)})  # all at once
    decisions: list[Identification] = []
    changed: dict[str, Actor] = {}
    for decision in actors.identify(reading, seen):
        entity = reading.entities[decision.entity]
        who = decision.actor_id or _new_actor(reading, decision.entity)
        base = changed.get(who) or seen.actors.get(who) or Actor(who, entity.name, entity.kind)
        changed[who] = actors.merge_actor(base, entity, reading.article.published)
        decisions.append(replace(decision, actor_id=who))
    changed = {who: one for who, one in changed.items() if one != seen.actors.get(who)}
    keys = {
        one.id: {key for name in (one.name, *one.aliases) for key in actors.keys(name, one.kind)}
        for one in changed.values()
    }
    writer.identify(reading, decisions, tuple(changed.values()), keys)
    return {one.actor_id for one in decisions if one.actor_id is not None}


def _new_actor(reading: Reading, entity: int) -> str:
    """An id that the same article gives the same entity again."""
    named = f"{reading.article.id}\0{reading.article.version}\0{entity}\0{reading.entities[entity].name}"
    return "p" + hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _match(articles: Collection[str], disturbed: Iterable[str], writer: Writer) -> Sequence[StatementGroup]:
    """Link the statements of these articles, and group all that is tied to them or disturbed."""
    number = writer.numbers(articles)
    concerned = set(disturbed)
    for article in sorted(articles, key=number.__getitem__):
        concerned |= _link(article, writer)
    around, parts = overruling.parted(writer, concerned)
    groups = _regroup(parts, {report.statement.id: report for report in around}, writer)
    changed = _dated({report.article_id for report in around}, writer)
    if changed:
        stale = writer.groups_of(changed)
        fresh = {
            one.statement.id: one
            for one in writer.reports_of({article for group in stale for article in group.articles})
        }
        again = {one.id: one for one in _regroup([group.statements for group in stale], fresh, writer)}
        groups = tuple(again.get(group.id, group) for group in groups)
    return groups


def _link(article: str, writer: Writer) -> set[str]:
    """Find an article's matches; returns its statements.

    By the days that the two articles give themselves: so it does not matter which came first.
    """
    reports = writer.reports(article, own_days=True)
    quoted = {report.statement.id: match.quoted_shingles(report) for report in reports}
    candidates = writer.candidates(reports, quoted)
    found = match.matches(reports, candidates)
    writer.link([*found, *_contradictions(found, [*reports, *candidates])])
    return set(quoted)


def _regroup(
    parts: Sequence[Sequence[str]], reports: Mapping[str, Report], writer: Writer
) -> tuple[StatementGroup, ...]:
    articles = sorted({report.article_id for report in reports.values()})
    copies = writer.copies_among(articles)
    named = zip(parts, writer.group_ids(parts, reports), strict=True)
    groups = writer.regroup(match.group(ids, reports, name, copies) for ids, name in named)
    writer.put_clashes({group.id: _clashes(group, reports) for group in groups})
    return groups


def _dated(articles: Iterable[str], writer: Writer) -> list[str]:
    """Let reports of a statement date each other, in all of these articles; returns statements that changed."""
    reports = _by_article(writer.reports_of(articles, own_days=True))
    undated = {
        report.statement.id: report.article_id
        for told in reports.values()
        for report in told
        if report.said.date is None
    }
    if not undated:
        return []
    whole = {report.statement.id for article in set(undated.values()) for report in reports[article]}
    groups = writer.groups_of(whole)
    further = {article for group in groups for article in group.articles} - reports.keys()
    reports |= _by_article(writer.reports_of(further, own_days=True))
    told = [report for article in sorted(reports) for report in reports[article]]
    found = dict(match.days_from_others(groups, told, days.anchored))
    before = writer.elsewhere(undated)
    changed = [one for one in sorted(undated) if found.get(one) != before.get(one)]
    if changed:
        writer.put_days({one: found.get(one) for one in changed})
    return changed


def _by_article(reports: Iterable[Report]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.article_id, []).append(report)
    return found


def _clashes(group: StatementGroup, reports: Mapping[str, Report]) -> int:
    """How often a report of the group and its fullest one cannot both be exact."""
    if len(group.statements) < 2:
        return 0
    from onrecord.record import compare  # noqa: PLC0415 - `extract` has nothing to compare, and starts sooner

    told = [reports[statement] for statement in group.statements]
    base = compare.base_of(told)
    return sum(len(_clashing(base, report)) for report in told if report is not base)


def _contradictions(found: Iterable[Match], reports: Iterable[Report]) -> Iterator[Match]:
    """A link "contradicts" beside each that ties two articles' reports of which one denies the other,
    or gives another number; its evidence is the words that clash, the left report's first.
    """
    by_id = {report.statement.id: report for report in reports}
    for link in found:
        left, right = by_id[link.left], by_id[link.right]
        if link.relation == "contains" or left.article_id == right.article_id:
            continue
        if not _may_contradict(left, right):
            continue
        if told := [clash for clash in _clashing(left, right) if clash.kind in ("negation", "number")]:
            why = tuple(f"{clash.kind}: “{clash.base}” against “{clash.own}”" for clash in told)
            yield Match(link.left, link.right, "contradicts", link.score, why)


def _may_contradict(left: Report, right: Report) -> bool:
    """A cheap look before the words are laid side by side."""
    from onrecord.record import compare  # noqa: PLC0415 - as above

    return compare.may_contradict(left, right)


@lru_cache(maxsize=5_000)  # a group is looked at again whenever a report joins it
def _clashing(base: Report, own: Report) -> tuple[Clash, ...]:
    from onrecord.record import compare  # noqa: PLC0415 - as above

    return compare.clashes(base, own)


Nearby = Sequence[tuple[str | None, ArticleDigest]]


def _nearby(digest: ArticleDigest, writer: Writer) -> Nearby:
    found = writer.digests(digest.first_day, digest.last_day, digest.actors, digest.shingles)
    return [(story, other) for story, other in found if other.article_id != digest.article_id]


def _place(digest: ArticleDigest, nearby: Nearby, groups: Sequence[StatementGroup], writer: Writer) -> None:
    writer.put_digest(digest)
    writer.leave_story(digest.article_id)
    agreeing = Counter(a for group in groups if digest.article_id in group.articles for a in group.articles)
    # its actors may be spelled otherwise there: who reports the same is near, however found
    alike = agreeing.keys() - {other.article_id for _, other in nearby} - {digest.article_id}
    placed = [(story, other) for story, other in (*nearby, *writer.digests_of(alike)) if story is not None]
    stories = match.joined(digest, placed, agreeing)
    if len(stories) == 1 and writer.enter_story(stories[0], digest, match.title, match.TITLED):
        return
    members = {one.article_id: one for story in stories for one in writer.story_digests(story)}
    members[digest.article_id] = digest  # a changed article can be in its story already
    writer.put_story(match.story(stories[0] if stories else "", list(members.values())))
