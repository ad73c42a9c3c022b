"""Putting one article's reading into the tables, and taking an older one's statements out again.

A version's reading is kept for ever. Only the newest version's statements have rows of their own,
so whatever is listed, matched or counted sees the newest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, or_, select, update

from onrecord.errors import BrokenArticle, NotFound
from onrecord.record.store import schema, search
from onrecord.record.store.people import Lost, forget
from onrecord.record.store.reports import day_columns, statement_rows, without
from onrecord.record.store.schema import batches
from onrecord.record.store.serial import floats_out, from_json, pack, to_json
from onrecord.types import Article, Reading, Said


def text_hash(text: str, headline: str | None) -> str:
    """What tells one version of an article from another: its text and its headline."""
    whole = repr((text, headline)).encode("ascii", "backslashreplace")
    return hashlib.sha256(whole).hexdigest()


def version_for(connection: Connection, article_id: str, text: str, headline: str | None) -> tuple[int, bool]:
    """The number that this text has or would get, and whether the record has it.

    A text that the record has as an older version is not new: articles may come in any order.
    """
    of_article = schema.version.c.article_id == article_id
    known = connection.execute(
        select(schema.version.c.number).where(
            of_article, schema.version.c.text_hash == text_hash(text, headline)
        )
    ).scalar()
    if known is not None:
        return known, True
    newest = connection.execute(select(func.max(schema.version.c.number)).where(of_article)).scalar()
    return (newest or 0) + 1, False


def newest(connection: Connection, article_id: str) -> int:
    """The version that is listed."""
    table = schema.article.c
    return int(connection.execute(select(table.version).where(table.id == article_id)).scalar_one())


def states_nothing_new(connection: Connection, article: Article) -> bool:
    """Whether the record's article says already what this one states of outlet, address, day and language."""
    table = schema.article.c
    row = connection.execute(
        select(table.url, table.outlet, table.language, table.published).where(table.id == article.id)
    ).first()
    day = article.published.toordinal() if article.published else None
    stated = (article.url, article.outlet, article.language, day)
    return row is not None and all(new in (None, old) for new, old in zip(stated, row, strict=True))


def numbers(connection: Connection, article_ids: Iterable[str]) -> dict[str, int]:
    """The articles' places in the order of adding."""
    table, found = schema.article.c, dict[str, int]()
    for some in batches(article_ids):
        rows = connection.execute(select(table.id, table.number).where(table.id.in_(some)))
        found.update({row.id: row.number for row in rows})
    return found


def put(connection: Connection, reading: Reading, path: str | None) -> tuple[set[str], list[Lost]]:
    """Store a reading; returns (statements of others that it disturbs, mentions it replaces)."""
    _checked(reading)
    article = reading.article
    blob, vectors = pack(replace(reading, vectors=())), _vector_rows(reading)
    here = (schema.version.c.article_id == article.id, schema.version.c.number == article.version)
    stored = connection.execute(select(schema.version.c.reading).where(*here)).scalar()
    if stored == blob and _stored_vectors(connection, reading) == vectors:
        return set(), []

    newest = connection.execute(
        select(schema.article.c.version).where(schema.article.c.id == article.id)
    ).scalar()
    if newest is None:
        connection.execute(insert(schema.article).values(id=article.id, **_article_row(reading)))
    elif article.version >= newest:
        search.unindex(connection, article.id)
    if stored is None:
        # a file's name may be no Unicode; the reading itself keeps it exactly
        path = path and path.encode("utf-8", "backslashreplace").decode("utf-8")
        hashed = text_hash(article.text, article.headline)
        connection.execute(
            insert(schema.version).values(
                article_id=article.id, number=article.version, text_hash=hashed, path=path, reading=blob
            )
        )
    else:
        connection.execute(update(schema.version).where(*here).values(reading=blob))
        connection.execute(
            delete(schema.vector).where(
                schema.vector.c.article_id == article.id, schema.vector.c.version == article.version
            )
        )
    if vectors:
        connection.execute(insert(schema.vector), vectors)
    if newest is not None and article.version < newest:
        return set(), []  # an older version that came late: readable, never listed

    disturbed, lost = set[str](), list[Lost]()
    if newest is not None:
        disturbed, lost = withdraw(connection, article.id)
        connection.execute(
            update(schema.article).where(schema.article.c.id == article.id).values(**_article_row(reading))
        )
    if rows := statement_rows(reading):
        connection.execute(insert(schema.statement), rows)
    search.index(connection, reading, _title(reading))
    return disturbed, lost


def withdraw(connection: Connection, article_id: str) -> tuple[set[str], list[Lost]]:
    """Take an article's statements and entities out of everything that lists or matches them."""
    return statements_gone(connection, article_id), forget(connection, article_id)


def statements_gone(connection: Connection, article_id: str) -> set[str]:
    """Take an article's statements out; returns those of others that were linked or grouped with them."""
    own = set(
        connection.execute(
            select(schema.statement.c.id).where(schema.statement.c.article_id == article_id)
        ).scalars()
    )
    disturbed, groups = set[str](), set[str]()
    left, right = schema.match.c.left, schema.match.c.right
    for ids in batches(own):
        same = schema.match.c.relation == "same"
        for one, other in ((left, right), (right, left)):
            disturbed.update(connection.execute(select(other).where(same, one.in_(ids))).scalars())
        connection.execute(delete(schema.match).where(or_(left.in_(ids), right.in_(ids))))
        inside = schema.member.c.statement_id.in_(ids)
        groups.update(connection.execute(select(schema.member.c.group_id).where(inside)).scalars())
        for table in (schema.member, schema.voice, schema.named, schema.quotation, schema.said_elsewhere):
            connection.execute(delete(table).where(table.c.statement_id.in_(ids)))
        connection.execute(delete(schema.statement).where(schema.statement.c.id.in_(ids)))
    for ids in batches(groups):
        others = select(schema.member.c.statement_id).where(schema.member.c.group_id.in_(ids))
        disturbed.update(connection.execute(others).scalars())
    empty_groups_gone(connection, groups)
    return disturbed - own


def empty_groups_gone(connection: Connection, groups: set[str]) -> None:
    """Delete those of `groups` that hold no statement any more."""
    for ids in batches(groups):
        filled = select(schema.member.c.group_id).where(schema.member.c.group_id.in_(ids))
        connection.execute(
            delete(schema.statement_group).where(
                schema.statement_group.c.id.in_(ids), schema.statement_group.c.id.not_in(filled)
            )
        )


def put_amended(
    connection: Connection, reading: Reading, hidden: Collection[str], kept: bool
) -> set[str] | None:
    """Show an article's newest reading as judgements leave it.

    It is `kept` beside the machine's where it differs, and its statements but the hidden ones are
    listed. Returns statements of others that this disturbs; None where nothing was amended and
    nothing is.
    """
    article_id = reading.article.id
    version = schema.version
    stored = version.c.article_id == article_id, version.c.amended.is_not(None)
    if not kept and connection.execute(select(version.c.number).where(*stored)).first() is None:
        return None
    disturbed = statements_gone(connection, article_id)
    connection.execute(update(version).where(*stored).values(amended=None))
    if kept:
        connection.execute(
            update(version)
            .where(version.c.article_id == article_id, version.c.number == reading.article.version)
            .values(amended=pack(replace(reading, vectors=())))
        )
    if rows := statement_rows(without(reading, hidden)):
        connection.execute(insert(schema.statement), rows)
    return disturbed


def elsewhere(connection: Connection, statement_ids: Iterable[str]) -> dict[str, Said]:
    """What other reports told of the days of these statements."""
    table, found = schema.said_elsewhere.c, dict[str, Said]()
    for some in batches(statement_ids):
        rows = connection.execute(select(table.statement_id, table.said).where(table.statement_id.in_(some)))
        found.update({row.statement_id: from_json(Said, row.said) for row in rows})
    return found


def put_days(connection: Connection, supplied: Mapping[str, Said | None]) -> None:
    """Keep the days that other reports supply (None: none any more), and let searches see them. NotFound."""
    article, statement, table = schema.article.c, schema.statement, schema.said_elsewhere
    now = dict[str, dict[str, Any]]()
    for some in batches(supplied):
        query = (
            select(statement.c.id, statement.c.said, article.published)
            .join(schema.article, statement.c.article_id == article.id)
            .where(statement.c.id.in_(some))
        )
        for row in connection.execute(query):
            own, elsewhere = from_json(Said, row.said), supplied[row.id]
            effective = own if own.date is not None or elsewhere is None else elsewhere
            now[row.id] = {"its_id": row.id, **day_columns(effective, row.published)}
        connection.execute(delete(table).where(table.c.statement_id.in_(some)))
    if unknown := sorted(supplied.keys() - now.keys()):
        raise NotFound(f"no statement has the id {unknown[0]!r}")
    rows = [
        {"statement_id": one, "said": to_json(said)} for one, said in supplied.items() if said is not None
    ]
    if rows:
        connection.execute(insert(table), rows)
    # `voice` and `named` keep the article's own day: which reports are compared must not depend on
    # which articles came first
    if now:
        names = "first_day", "last_day", "day", "near"
        columns: dict[str, ColumnElement[Any]] = {name: bindparam(f"{name}_now") for name in names}
        values = [
            {"its_id": one["its_id"], **{f"{name}_now": one[name] for name in columns}}
            for one in now.values()
        ]
        connection.execute(
            update(statement).where(statement.c.id == bindparam("its_id")).values(**columns), values
        )


def clear_derived(connection: Connection) -> None:
    """Forget all that many articles said together; readings and people's judgements stay."""
    fed = schema.said_elsewhere
    put_days(connection, dict.fromkeys(connection.execute(select(fed.c.statement_id)).scalars()))
    for table in DERIVED:
        connection.execute(delete(table))
    connection.execute(update(schema.anchor).values(found=None))


# In an order that never leaves a row pointing at nothing.
DERIVED = (
    schema.said_elsewhere,
    schema.match,
    schema.member,
    schema.statement_group,
    schema.in_story,
    schema.story,
    schema.shingle,
    schema.digest_actor,
    schema.digest,
    schema.copied,
    schema.voice,
    schema.named,
    schema.quotation,
    schema.entity,
    schema.alias,
    schema.role,
    schema.name_key,
    schema.actor,
    schema.shown_actor,
)


# --------------------------------------------------------------------------- rows


def _checked(reading: Reading) -> None:
    """Refuse what the tables could not hold or could not give back as it was."""
    article = reading.article
    where = article.capture.path or repr(article.id)[:200]
    for text in (article.text, article.headline or "", article.id, article.outlet or "", article.url or ""):
        at = next((i for i, letter in enumerate(text) if "\ud800" <= letter <= "\udfff"), None)
        if at is not None:
            raise BrokenArticle(where, f"a lone surrogate at character {at}", "Unicode text")
    ids = [statement.id for statement in reading.statements]
    if ids != [told.statement_id for told in reading.attributions] or len(set(ids)) != len(ids):
        raise BrokenArticle(where, "attributions that do not answer to the statements", "one for each")
    if any(statement.article_id != article.id for statement in reading.statements):
        raise BrokenArticle(where, "a statement of another article", f"statements of {article.id}")


def _article_row(reading: Reading) -> dict[str, Any]:
    article = reading.article
    return {
        "version": article.version,
        "url": article.url,
        "outlet": article.outlet,
        "outlet_folded": article.outlet.casefold() if article.outlet else None,
        "title": _title(reading),
        "language": article.language,
        "published": article.published.toordinal() if article.published else None,
    }


def _title(reading: Reading) -> str | None:
    """The headline, or the title line inside the text."""
    if reading.article.headline:
        return reading.article.headline
    lines = (part.span for part in reading.article.furniture if part.kind == "headline")
    # a Markdown title line begins with signs that are no words of the headline
    return next((" ".join(reading.article.slice(span).split()).lstrip("# ") for span in lines), None)


def _vector_rows(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "article_id": reading.article.id,
            "version": reading.article.version,
            "position": position,
            "statement_id": vector.statement_id,
            "numbers": floats_out(vector.values),
        }
        for position, vector in enumerate(reading.vectors)
    ]


def _stored_vectors(connection: Connection, reading: Reading) -> list[dict[str, Any]]:
    table = schema.vector
    rows = connection.execute(
        select(table)
        .where(table.c.article_id == reading.article.id, table.c.version == reading.article.version)
        .order_by(table.c.position)
    )
    return [dict(row._mapping) for row in rows]
