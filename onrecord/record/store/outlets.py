"""An outlet in the record: its articles, whom they quote and cite, how often it was first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from onrecord.record.store import listing, schema
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import unlisted
from onrecord.types import Channel


@dataclass(frozen=True, slots=True)
class Telling:
    """What some articles quote (actor id -> times) and cite (name -> times), the groups they share, their stories."""

    speakers: Counter[str]
    channels: Counter[str]
    groups: tuple[str, ...]
    stories: tuple[str, ...]


def name_of(connection: Connection, name: str) -> str:
    """The outlet as its articles write it. NotFound names likely spellings."""
    article = schema.article.c
    query = select(article.outlet).limit(1)
    as_typed = connection.execute(query.where(article.outlet_folded == name.casefold())).scalar()
    if as_typed is not None:
        return str(as_typed)
    folded = listing._outlet(connection, name)
    return str(connection.execute(query.where(article.outlet_folded == folded)).scalar_one())


def names(connection: Connection, folded: Iterable[str]) -> dict[str, str]:
    """Some outlets as an article of each writes it, by the case-folded name."""
    article = schema.article.c
    query = select(article.outlet).where(article.outlet_folded == bindparam("folded")).limit(1)
    found = {one: connection.execute(query, {"folded": one}).scalar() for one in folded}
    return {one: str(name) for one, name in found.items() if name is not None}


def articles(connection: Connection, outlet: str, most: int, skip: int = 0) -> tuple[str, ...]:
    """Ids of an outlet's articles, the newest first."""
    article = schema.article.c
    ids = select(article.id).where(article.outlet_folded == outlet.casefold())
    ids = ids.order_by(article.published.desc(), article.number.desc()).limit(most).offset(skip)
    return tuple(connection.execute(ids).scalars())


def count(connection: Connection, outlet: str) -> int:
    """How many articles an outlet has."""
    own = schema.article.c.outlet_folded == outlet.casefold()
    query = select(func.count()).select_from(schema.article).where(own)
    return int(connection.execute(query).scalar_one())


def telling(connection: Connection, articles: Sequence[str]) -> Telling:
    """Whom these articles quote and cite, which groups that several outlets report they carry, their stories."""
    statement, hit = schema.statement.c, schema.hit.c
    speakers, channels, groups = Counter[str](), Counter[str](), set[str]()
    told_in: dict[str, str] = {}
    for some in batches(articles):
        place = schema.in_story.c
        inside = select(place.article_id, place.story_id).where(place.article_id.in_(some))
        told_in.update((row.article_id, row.story_id) for row in connection.execute(inside))
        told = (
            select(hit.speakers, hit.via, hit.grouped, hit.outlets)
            .join(schema.statement, statement.number == hit.number)
            .where(statement.article_id.in_(some))
        )
        through = Counter[str]()
        for spoken, via, group, outlets in connection.execute(told).all():
            speakers.update(set((spoken or "").split()))
            if via:
                through[via] += 1
            if outlets > 1:
                groups.add(group)
        for via, times in through.items():
            channels.update(dict.fromkeys((one.name for one in unlisted(Channel, via)), times))
    its = dict.fromkeys(told_in[one] for one in articles if one in told_in)
    return Telling(speakers, channels, tuple(sorted(groups)), tuple(its))


def firsts(connection: Connection, groups: Sequence[str], outlet: str) -> tuple[int, int, int]:
    """Of these groups: how many have days of publication, how many the outlet told on the first, alone."""
    member, statement, hit = schema.member.c, schema.statement.c, schema.hit.c
    own = hit.outlet == outlet.casefold()
    told = func.min(hit.published).filter(own)
    others = func.min(hit.published).filter(~own)
    dated = first = alone = 0
    for some in batches(groups):
        query = (
            select(told, others)
            .select_from(schema.member)
            .join(schema.statement, statement.id == member.statement_id)
            .join(schema.hit, hit.number == statement.number)
            .where(member.group_id.in_(some), hit.published.is_not(None), hit.outlet.is_not(None))
            .group_by(member.group_id)
        )
        for day, elsewhere in connection.execute(query):
            dated += 1
            first += day is not None and (elsewhere is None or day <= elsewhere)
            alone += day is not None and (elsewhere is None or day < elsewhere)
    return dated, first, alone
