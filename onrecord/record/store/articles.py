"""Putting one article's reading into the tables, and taking an older one's statements out again.

A version's reading is kept for ever. Only the newest version's statements have rows of their own,
so whatever is listed, matched or counted sees the newest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, union, update

from onrecord.errors import BrokenArticle, NotFound
from onrecord.record.store import schema, search
from onrecord.record.store.people import Lost, forget
from onrecord.record.store.prepared import Prepared
from onrecord.record.store.reports import day_columns, said_in, statement_rows, without
from onrecord.record.store.schema import among, many
from onrecord.record.store.serial import floats_out, pack, to_json
from onrecord.types import Article, Reading, Said

ARTICLE, VERSION, VECTOR, STATEMENT = (
    schema.article.c, schema.version.c, schema.vector.c, schema.statement.c,
)  # fmt: skip
ELSEWHERE, MEMBER, MATCH = schema.said_elsewhere.c, schema.member.c, schema.match.c

# Built once: to build a query costs more than to run it.
_OF_VERSION = VERSION.article_id == bindparam("article"), VERSION.number == bindparam("version")
_BY_TEXT = Prepared(
    select(VERSION.number).where(
        VERSION.article_id == bindparam("article"), VERSION.text_hash == bindparam("hash")
    )
)
_LAST = Prepared(select(func.max(VERSION.number)).where(VERSION.article_id == bindparam("article")))
_STORED = Prepared(select(VERSION.reading).where(*_OF_VERSION))
_VECTORS = Prepared(
    select(schema.vector)
    .where(VECTOR.article_id == bindparam("article"), VECTOR.version == bindparam("version"))
    .order_by(VECTOR.position)
)
_LISTED = Prepared(select(ARTICLE.version).where(ARTICLE.id == bindparam("article")))
_STATED = Prepared(
    select(ARTICLE.url, ARTICLE.outlet, ARTICLE.language, ARTICLE.published).where(
        ARTICLE.id == bindparam("article")
    )
)
_NUMBERS = Prepared(select(ARTICLE.id, ARTICLE.number).where(among(ARTICLE.id)))
_PUT_ARTICLE, _PUT_VERSION = Prepared(insert(schema.article)), Prepared(insert(schema.version))
_PUT_VECTORS, _PUT_STATEMENTS = Prepared(insert(schema.vector)), Prepared(insert(schema.statement))
_OWN = Prepared(select(STATEMENT.id).where(STATEMENT.article_id == bindparam("article")))
_GROUPS_OF = Prepared(select(MEMBER.group_id).where(among(MEMBER.statement_id)))
_INSIDE = Prepared(select(MEMBER.statement_id).where(among(MEMBER.group_id)))
_STATEMENTS_GONE = [
    Prepared(delete(column.table).where(among(column)))
    for column in (
        MATCH.left,
        MATCH.right,
        *(
            table.c.statement_id
            for table in (schema.member, schema.voice, schema.named, schema.quotation, schema.said_elsewhere)
        ),
        STATEMENT.id,
    )
]
_SAID = Prepared(
    select(STATEMENT.id, STATEMENT.said, ARTICLE.published)
    .join(schema.article, STATEMENT.article_id == ARTICLE.id)
    .where(among(STATEMENT.id))
)
_UNSUPPLIED = Prepared(delete(schema.said_elsewhere).where(among(ELSEWHERE.statement_id)))
_SUPPLY = Prepared(insert(schema.said_elsewhere))
_DATE = Prepared(
    update(schema.statement)
    .where(STATEMENT.id == bindparam("its_id"))
    .values({name: bindparam(f"{name}_now") for name in ("first_day", "last_day", "day", "near")})
)
_ELSEWHERE = Prepared(select(ELSEWHERE.statement_id, ELSEWHERE.said).where(among(ELSEWHERE.statement_id)))
_EMPTY = Prepared(
    delete(schema.statement_group).where(
        among(schema.statement_group.c.id),
        ~select(MEMBER.group_id).where(MEMBER.group_id == schema.statement_group.c.id).exists(),
    )
)


def text_hash(text: str, headline: str | None) -> str:
    """What tells one version of an article from another: its text and its headline."""
    whole = repr((text, headline)).encode("ascii", "backslashreplace")
    return hashlib.sha256(whole).hexdigest()


def version_for(connection: Connection, article_id: str, text: str, headline: str | None) -> tuple[int, bool]:
    """The number that this text has or would get, and whether the record has it.

    A text that the record has as an older version is not new: articles may come in any order.
    """
    asked = {"article": article_id, "hash": text_hash(text, headline)}
    known = _BY_TEXT.value(connection, asked)
    if known is not None:
        return known, True
    newest = _LAST.value(connection, {"article": article_id})
    return (newest or 0) + 1, False


def known(connection: Connection, article_id: str) -> bool:
    """Whether the record has any version of this article."""
    return _LISTED.value(connection, {"article": article_id}) is not None


def newest(connection: Connection, article_id: str) -> int:
    """The version that is listed."""
    return int(_LISTED.value(connection, {"article": article_id}))


def states_nothing_new(connection: Connection, article: Article) -> bool:
    """Whether the record's article says already what this one states of outlet, address, day and language."""
    row = next(iter(_STATED.rows(connection, {"article": article.id})), None)
    day = article.published.toordinal() if article.published else None
    stated = (article.url, article.outlet, article.language, day)
    return row is not None and all(new in (None, old) for new, old in zip(stated, row, strict=True))


def numbers(connection: Connection, article_ids: Iterable[str]) -> dict[str, int]:
    """The articles' places in the order of adding."""
    rows = _NUMBERS.rows(connection, {"ids": many(article_ids)})
    return {row.id: row.number for row in rows}


Rows = list[dict[str, Any]]


class Stored(NamedTuple):
    """What became of a reading: statements of others that it disturbs, mentions that it replaces, its rows
    of `statement` where they were made anew, and whether the record had no version of the article.
    """

    disturbed: set[str]
    lost: list[Lost]
    rows: Rows | None = None
    new: bool = False


def put(connection: Connection, reading: Reading, path: str | None) -> Stored:
    """Store a reading."""
    _checked(reading)
    article = reading.article
    blob, vectors = pack(replace(reading, vectors=())), _vector_rows(reading)
    here = {"article": article.id, "version": article.version}
    stored = _STORED.value(connection, here)
    if stored == blob and _stored_vectors(connection, reading) == vectors:
        return Stored(set(), [])

    newest = _LISTED.value(connection, here)
    if newest is None:
        _PUT_ARTICLE.run(connection, {"id": article.id, **_article_row(reading)})
    elif article.version >= newest:
        search.unindex(connection, article.id)
    if stored is None:
        # a file's name may be no Unicode; the reading itself keeps it exactly
        path = path and path.encode("utf-8", "backslashreplace").decode("utf-8")
        row = {"article_id": article.id, "number": article.version, "path": path, "reading": blob}
        _PUT_VERSION.run(connection, {"text_hash": text_hash(article.text, article.headline), **row})
    else:
        connection.execute(update(schema.version).where(*_OF_VERSION).values(reading=blob), here)
        of_version = VECTOR.article_id == article.id, VECTOR.version == article.version
        connection.execute(delete(schema.vector).where(*of_version))
    _PUT_VECTORS.run(connection, vectors)
    if newest is not None and article.version < newest:
        return Stored(set(), [])  # an older version that came late: readable, never listed

    disturbed, lost = set[str](), list[Lost]()
    if newest is not None:
        disturbed, lost = withdraw(connection, article.id)
        connection.execute(
            update(schema.article).where(ARTICLE.id == article.id).values(_article_row(reading))
        )
    rows = statement_rows(reading)
    _PUT_STATEMENTS.run(connection, rows)
    search.index(connection, reading, article.title or None)
    return Stored(disturbed, lost, rows, newest is None)


def withdraw(connection: Connection, article_id: str) -> tuple[set[str], list[Lost]]:
    """Take an article's statements and entities out of everything that lists or matches them."""
    return statements_gone(connection, article_id), forget(connection, article_id)


def statements_gone(connection: Connection, article_id: str) -> set[str]:
    """Take an article's statements out; returns those of others that were linked or grouped with them."""
    own = set(_OWN.column(connection, {"article": article_id}))
    if not own:
        return own
    ids = {"ids": many(own)}
    disturbed = set(_SAME_AS.column(connection, ids))
    groups = set(_GROUPS_OF.column(connection, ids))
    for gone in _STATEMENTS_GONE:
        gone.run(connection, ids)
    disturbed.update(_INSIDE.column(connection, {"ids": many(groups)}))
    empty_groups_gone(connection, groups)
    return disturbed - own


_SAME_AS = Prepared(
    union(
        select(MATCH.right).where(MATCH.relation == "same", among(MATCH.left)),
        select(MATCH.left).where(MATCH.relation == "same", among(MATCH.right)),
    )
)


def empty_groups_gone(connection: Connection, groups: Iterable[str]) -> None:
    """Delete those of `groups` that hold no statement any more."""
    _EMPTY.run(connection, {"ids": many(groups)})


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
    _PUT_STATEMENTS.run(connection, statement_rows(without(reading, hidden)))
    return disturbed


def elsewhere(connection: Connection, statement_ids: Iterable[str]) -> dict[str, Said]:
    """What other reports told of the days of these statements."""
    rows = _ELSEWHERE.rows(connection, {"ids": many(statement_ids)})
    return {row.statement_id: said_in(row.said) for row in rows}


def put_days(connection: Connection, supplied: Mapping[str, Said | None]) -> None:
    """Keep the days that other reports supply (None: none any more), and let searches see them. NotFound."""
    ids, now = {"ids": many(supplied)}, list[dict[str, Any]]()
    for row in _SAID.rows(connection, ids):
        own, elsewhere = said_in(row.said), supplied[row.id]
        effective = own if own.date is not None or elsewhere is None else elsewhere
        days = day_columns(effective, row.published)
        now.append({"its_id": row.id, **{f"{name}_now": day for name, day in days.items()}})
    if unknown := sorted(supplied.keys() - {one["its_id"] for one in now}):
        raise NotFound(f"no statement has the id {unknown[0]!r}")
    _UNSUPPLIED.run(connection, ids)
    rows = [
        {"statement_id": one, "said": to_json(said)} for one, said in supplied.items() if said is not None
    ]
    _SUPPLY.run(connection, rows)
    # `voice` and `named` keep the article's own day: which reports are compared must not depend on
    # which articles came first
    _DATE.run(connection, now)


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


_SURROGATE = re.compile("[\ud800-\udfff]")


def _checked(reading: Reading) -> None:
    """Refuse what the tables could not hold or could not give back as it was."""
    article = reading.article
    where = article.capture.path or repr(article.id)[:200]
    if "\0" in article.id:
        raise BrokenArticle(where, "a NUL in its id", "printable Unicode")
    for text in (article.text, article.headline or "", article.id, article.outlet or "", article.url or ""):
        if (found := _SURROGATE.search(text)) is not None:
            at = found.start()
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
        "title": article.title or None,
        "language": article.language,
        "published": article.published.toordinal() if article.published else None,
    }


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
    here = {"article": reading.article.id, "version": reading.article.version}
    return [row._asdict() for row in _VECTORS.rows(connection, here)]
