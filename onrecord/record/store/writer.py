"""One transaction on the record: what `settle` writes, and what it must look up while writing.

    with record.writing() as writer:            # BEGIN IMMEDIATE
        disturbed = writer.put(reading, path)   # article, version, statements
        writer.identify(reading, ...)           # entities -> actors
        reports = writer.reports(article.id)
        near = writer.candidates(reports)
        writer.link(matches); writer.regroup(groups)
        writer.put_digest(digest); writer.put_story(story)
    # reported as done only after this line

Leaving the block normally commits, by an exception rolls everything back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection

from onrecord.record.store import (
    articles,
    candidates,
    digests,
    grouping,
    judgements,
    kept,
    listing,
    matching,
    people,
    search,
    stories,
)
from onrecord.record.store.listing import View
from onrecord.record.store.reports import reports_of
from onrecord.record.store.rows import Anchor, Judgement, JudgementKind
from onrecord.record.store.showing import Shown
from onrecord.record.store.told import Told
from onrecord.types import (
    Actor,
    Article,
    ArticleDigest,
    Copy,
    Identification,
    Match,
    Reading,
    Report,
    Said,
    StatementGroup,
    Story,
)

Titled = Callable[[Sequence[ArticleDigest]], str]
"""The title of a story, from digests of its articles in order."""


class Writer:
    """The open transaction. It is an `ActorLookup`. Get one from `Record.writing()`."""

    def __init__(self, connection: Connection, told: Told | None = None) -> None:
        self._connection = connection
        self._told = told or Told()
        self._filed: dict[str, set[str]] = {}  # name key -> actors, as far as looked up
        self._actors: dict[str, Actor] = {}
        self._lost: list[people.Lost] = []  # mentions of actors that this transaction replaced
        self._rows: dict[str, articles.Rows] = {}  # of readings put, until it is said who is who in them
        self._new = set[str]()  # articles of which this transaction stored the first version
        self._judged = judgements.any_at_all(connection)

    def finish(self) -> None:
        """Tidy up before the commit; `Record.writing` calls it."""
        self.forsaken_gone()
        kept.filled(self._connection)

    def forsaken_gone(self) -> None:
        """Delete actors that no article mentions any more.

        Not before `identify`: an actor that a new version mentions again must keep its id.
        """
        people.forsaken_gone(self._connection, self._lost)
        self._lost.clear()

    @property
    def lost(self) -> frozenset[str]:
        """Ids of the actors of whom this transaction took a mention away."""
        return frozenset(one.actor_id for one in self._lost)

    # ------------------------------------------------------------------ one article

    def affects_others(self, article_id: str) -> bool:
        """Whether to put this article may change what the record says of others: it has it already, or
        people judged something.
        """
        return self._judged or articles.known(self._connection, article_id)

    def newest(self, article_id: str) -> int:
        """The version of an article that is listed."""
        return articles.newest(self._connection, article_id)

    def version_for(self, article_id: str, text: str, headline: str | None = None) -> tuple[int, bool]:
        """As `Record.version_for`, inside the transaction."""
        return articles.version_for(self._connection, article_id, text, headline)

    def states_nothing_new(self, article: Article) -> bool:
        """As `Record.states_nothing_new`, inside the transaction."""
        return articles.states_nothing_new(self._connection, article)

    def article(self, article_id: str) -> Article:
        """As `Record.article`, inside the transaction."""
        return listing.article(self._connection, article_id)

    def put(self, reading: Reading, path: str | None = None) -> tuple[str, ...]:
        """Store a reading under its article's id and version; the newest version is the one listed.

        Statements of an older version (or an older reading of the same one) leave actors, groups,
        links and stories. Returns the ids of *other* articles' statements that were grouped or
        linked "same" with those: their groups (and days from other reports) have to be made again.
        """
        self._told.forget(reading.article.id)
        stored = articles.put(self._connection, reading, path)
        self._lost += stored.lost
        if stored.rows is not None:
            self._rows[reading.article.id] = stored.rows
        (self._new.add if stored.new else self._new.discard)(reading.article.id)
        return tuple(sorted(stored.disturbed))

    def elsewhere(self, statement_ids: Iterable[str]) -> dict[str, Said]:
        """What other reports told of the days of these statements."""
        return articles.elsewhere(self._connection, statement_ids)

    def put_days(self, supplied: Mapping[str, Said | None]) -> None:
        """Keep the days that other reports supply beside the readings' own; None takes one back."""
        articles.put_days(self._connection, supplied)

    # ------------------------------------------------------------------ actors

    def actors_named(self, keys: Iterable[str]) -> Sequence[Actor]:
        """Actors any of whose name keys is among `keys`, by id; what was asked before is remembered."""
        wanted = set(keys)
        if new := wanted - self._filed.keys():
            self._filed.update(people.filed(self._connection, new))
            ids = {one for key in new for one in self._filed[key]} - self._actors.keys()
            self._actors.update({one.id: one for one in people.load(self._connection, ids)})
        found = {one for key in wanted for one in self._filed[key]}
        return tuple(self._actors[one] for one in sorted(found))

    def actors_in_role(self, title: str, body: str | None) -> Sequence[Actor]:
        """Actors seen in this role (compared case-folded), by id. `body` None: only roles without one."""
        return people.in_role(self._connection, title, body)

    def identify(
        self,
        reading: Reading,
        identifications: Iterable[Identification],
        actors: Iterable[Actor] = (),
        keys: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Say who the article's entities are.

        `actors` are new ones, or known ones as they now are (name, aliases, roles replace what was
        stored). `keys` adds name keys to actors. An identification whose `actor_id` is None is
        kept as "not known who", with its reason. Call it after `put`, before `reports`; calling it
        again for the same article replaces its decisions.
        """
        actors, keys = tuple(actors), keys or {}
        rows, decisions = self._rows.pop(reading.article.id, None), tuple(identifications)
        self._lost += people.identify(self._connection, reading, decisions, actors, keys, rows)
        if self._judged or self._lost:
            self._filed.clear()
            self._actors.clear()
        else:
            self._actors.update((one.id, one) for one in actors)
            for one, own in keys.items():
                for key in self._filed.keys() & own:
                    self._filed[key].add(one)
        self._told.forget(reading.article.id)
        if rows and not self._judged:  # what judgements may change is read when it is asked for
            who = {one.entity: one.actor_id for one in decisions}
            self._told.keep(reports_of(reading, rows, who))

    # ------------------------------------------------------------------ matching

    def reports(self, article_id: str, own_days: bool = False) -> tuple[Report, ...]:
        """The statements of an article's newest version as matching sees them, in order.

        With `own_days` without the days that other reports supply.
        """
        return self._told.of_articles(self._connection, [article_id], own_days)

    def reports_of(self, article_ids: Iterable[str], own_days: bool = False) -> tuple[Report, ...]:
        """The statements of several articles' newest versions, by article and in order."""
        return self._told.of_articles(self._connection, article_ids, own_days)

    def candidates(
        self, reports: Sequence[Report], quoted: Mapping[str, Iterable[int]] | None = None
    ) -> tuple[Report, ...]:
        """All reports of the articles that could tell the same as one of `reports`, by article."""
        return self.candidates_of([reports], quoted)[0]

    def candidates_of(
        self, asked: Sequence[Sequence[Report]], quoted: Mapping[str, Iterable[int]] | None = None
    ) -> list[tuple[Report, ...]]:
        """For each article's reports all of those of others that could tell the same, by article.

        Of two articles that are asked about, the later one is compared with the earlier. The reports
        come with the days that their own articles give, and no others. `quoted` has hashes of quoted
        words for statement ids: they are filed, and looked for. See candidates.py for what else makes
        an article a candidate, and how many there are at most.
        """
        candidates.put_quoted(self._connection, quoted or {})
        vectors = partial(self._told.vectors, self._connection)
        chosen = candidates.candidates(self._connection, asked, quoted or {}, vectors)
        self._told.of_articles(self._connection, {one for ids in chosen for one in ids})  # read at once
        return [self._told.of_articles(self._connection, ids) for ids in chosen]

    def link(self, matches: Iterable[Match]) -> None:
        """Store matches; the same pair and relation again replaces its score and reasons."""
        matching.link(self._connection, matches)

    def unlink(self, statement_ids: Iterable[str]) -> None:
        """Forget all matches that touch these statements."""
        matching.unlink(self._connection, statement_ids)

    def unlinked(self, article_id: str) -> set[str]:
        """Forget an article's matches; returns its statements and those that were "same" with them."""
        self._told.forget(article_id)
        return matching.unlinked(self._connection, article_id)

    def component(self, statement_ids: Iterable[str]) -> tuple[tuple[Report, ...], tuple[Match, ...]]:
        """All reports connected to these through "same" matches, and every match among them."""
        reached, among = matching.component(self._connection, statement_ids)
        return self._told.of_statements(self._connection, reached), among

    def group_ids(self, parts: Sequence[Sequence[str]], reports: Mapping[str, Report]) -> list[str]:
        """An id for each group of statements, which lasts while the statement that came first is in it.

        `reports` has those of all these statements, by id.
        """
        return grouping.group_ids(self._connection, parts, reports, self.reports_of)

    def groups_of(self, statement_ids: Iterable[str]) -> tuple[StatementGroup, ...]:
        """The stored groups that hold any of these statements."""
        return grouping.groups_of(self._connection, statement_ids)

    def numbers(self, article_ids: Iterable[str]) -> dict[str, int]:
        """The articles' places in the order of adding."""
        return articles.numbers(self._connection, article_ids)

    def regroup(self, groups: Iterable[StatementGroup]) -> tuple[StatementGroup, ...]:
        """Replace the groups of exactly the statements that `groups` hold; returns them with ids.

        A group with id "" takes the id of the stored group that it shares most statements with,
        else a new one made from its first statement's id.
        """
        return grouping.regroup(self._connection, groups)

    def put_clashes(self, counts: Mapping[str, int]) -> None:
        """Keep how many clashes there are between the reports of each of these groups."""
        grouping.put_clashes(self._connection, counts)

    # ------------------------------------------------------------------ stories

    def digests(
        self,
        first: date | None,
        last: date | None,
        actors: Iterable[str] = (),
        shingles: Iterable[int] = (),
        limit: int = 500,
    ) -> tuple[tuple[str | None, ArticleDigest], ...]:
        """(story id, digest) of articles near these days that share an actor, or share shingles.

        An article without days is near every day; without `actors` none need be shared. One that
        shares word runs (`shingles`) is returned whatever its day. Ordered by article id.
        """
        near = digests.near(self._connection, first, last, actors, shingles=shingles, limit=limit)
        return self._told.digests(self._connection, near)

    def digests_of(self, articles: Iterable[str]) -> tuple[tuple[str | None, ArticleDigest], ...]:
        """(story id, digest) of these articles, by article id."""
        return self._told.digests(self._connection, sorted(set(articles)))

    def story_digests(self, story_id: str) -> tuple[ArticleDigest, ...]:
        """The digests of all articles of a story, by article id."""
        inside = stories.in_story(self._connection, story_id)
        return tuple(digest for _, digest in self._told.digests(self._connection, inside))

    def alone(self, story_ids: Iterable[str]) -> set[str]:
        """Those of these stories that hold one article."""
        return stories.alone(self._connection, story_ids)

    def put_digest(self, digest: ArticleDigest) -> None:
        """Store or replace an article's digest."""
        self._told.forget_digests(digest.article_id)
        digests.put_digest(self._connection, digest, digest.article_id in self._new)
        if digest.article_id in self._new:
            self._told.keep_digest(digest, None)

    def leave_story(self, article_id: str) -> None:
        """Take an article out of the story that it shares with others, so that it can be placed anew."""
        if article_id not in self._new:
            self._told.forget_digests(article_id)
            stories.leave(self._connection, article_id)

    def enter_story(self, story_id: str, digest: ArticleDigest) -> int | None:
        """Put an article that is in no story into one that is stored; its place there, from 0.

        None where it is in one already. `title_story` is to be called afterwards.
        """
        place = stories.enter(self._connection, story_id, digest)
        if place is not None:
            self._told.keep_digest(digest, story_id)
            stories.widen(self._connection, story_id, digest)
        return place

    def title_story(self, story_id: str, title: Titled, titled: int) -> None:
        """Give a story the `title` that its first `titled` articles make, in order; none that is gone."""
        first = stories.first_of(self._connection, story_id, titled)
        known = {one.article_id: one for _, one in self._told.digests(self._connection, first)}
        if first:
            stories.call(self._connection, story_id, title([known[one] for one in first if one in known]))

    def put_copies(self, article_id: str, copies: Iterable[Copy]) -> None:
        """Replace what is known of the article's copying: `copies` may name it on either side."""
        stories.put_copies(self._connection, article_id, copies, article_id in self._new)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """Copies that have this article on either side."""
        return stories.copies(self._connection, article_id)

    def copies_among(self, article_ids: Iterable[str]) -> tuple[Copy, ...]:
        """Copies that have one of these articles on either side."""
        return stories.copies_among(self._connection, article_ids)

    def put_story(self, story: Story) -> Story:
        """Store a story and move its articles into it; returns it with its id.

        An article that the story held and no longer names is in no story until it is put in one.

        With id "" it takes the id of the stored story that it shares most articles with, else a
        new one made from its first article's id. A story left without articles is gone.
        """
        stored = stories.put_story(self._connection, story)
        self._told.keep_story(stored)
        return stored

    # ------------------------------------------------------------------ people's judgements

    def judge(
        self,
        kind: JudgementKind,
        arguments: Mapping[str, str],
        who: str,
        at: datetime | None = None,
        sides: Sequence[Sequence[Anchor]] = (),
    ) -> Judgement:
        """Store what a person decided; `at` is now (UTC) unless told. It has no effect by itself."""
        self._judged = True
        return judgements.judge(self._connection, kind, arguments, who, at, sides)

    def undo(self, judgement_id: int | None = None, at: datetime | None = None) -> Judgement:
        """Mark a judgement (the last one standing, unless told) as taken back; nothing is deleted."""
        return judgements.undo(self._connection, judgement_id, at)

    def keep_search(self, name: str, asked: str, at: datetime | None = None) -> int:
        """Keep a search (the part of its address after "?"); returns its id. Kept already: renamed."""
        return search.keep(self._connection, name, asked, at)

    def search_seen(self, search_id: int) -> None:
        """All that a kept search finds now has been seen. NotFound."""
        search.seen(self._connection, search_id)

    def forget_search(self, search_id: int) -> None:
        """Keep a search no longer. NotFound."""
        search.forget(self._connection, search_id)

    def judgement(self, number: int) -> Judgement:
        """One judgement, whether it stands or not."""
        return judgements.judgements(self._connection, True, [number])[0]

    def judgements(self, numbers: Iterable[int] | None = None) -> tuple[Judgement, ...]:
        """The judgements that stand (all, or those of these numbers)."""
        return judgements.judgements(self._connection, False, numbers)

    def judgements_in(self, article_id: str) -> tuple[Judgement, ...]:
        """Those that stand and have an anchor in this article."""
        return judgements.of_article(self._connection, article_id) if self._judged else ()

    def judgements_about(
        self, found: Iterable[str], kinds: Sequence[JudgementKind] = ()
    ) -> tuple[Judgement, ...]:
        """Those that stand and are about these statements or actors."""
        return judgements.about(self._connection, found, kinds) if self._judged else ()

    def judged(self, kind: JudgementKind) -> bool:
        """Whether any judgement of this kind stands."""
        return self._judged and judgements.stands(self._connection, kind)

    def anchors(self, article_id: str) -> tuple[Anchor, ...]:
        """Every anchor in this article."""
        return judgements.anchors(self._connection, article_id) if self._judged else ()

    def put_found(self, article_id: str, kind: str, found: Mapping[Anchor, str | None]) -> set[str]:
        """Say what the article's anchors of one kind are now; returns all that they were and are."""
        return judgements.put_found(self._connection, article_id, kind, found)

    def reading(self, article_id: str, view: View = "machine") -> Reading:
        """The newest reading of an article: as the machine made it, unless another view is asked."""
        return listing.reading(self._connection, article_id, None, view)

    def put_amended(self, reading: Reading, hidden: Collection[str], kept: bool) -> set[str] | None:
        """List the article's statements but the `hidden` ones as judgements leave them.

        The reading is `kept` beside the machine's where it differs from it. Returns the statements of
        other articles that this disturbs, as `put` does; None where nothing was amended and nothing is.
        """
        self._told.forget(reading.article.id)
        return articles.put_amended(self._connection, reading, hidden, kept)

    @property
    def shown(self) -> Shown:
        """Actors as they are shown: what judgements change about them."""
        return Shown(self._connection)

    # ------------------------------------------------------------------ again from the start

    def clear_derived(self) -> None:
        """Forget all that many articles said together: actors, matches, groups, stories, copies.

        Readings and people's judgements stay; `settle` can be run again over `Record.readings()`.
        """
        self._told.clear()
        articles.clear_derived(self._connection)
