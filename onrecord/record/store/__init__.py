"""The record on disk: `Record` to open and read, `Writer` for one transaction.

schema.py names the tables, sqlite.py all that is SQLite's own, migrations/ how older records
become current; serial.py turns a Reading into bytes and back; rows.py has what lists are made of.
"""

from onrecord.record.store.browse import Browse, SavedSearch
from onrecord.record.store.lines import ArticleLine, StatementLine, StoryLine
from onrecord.record.store.newest import Asked
from onrecord.record.store.record import Record
from onrecord.record.store.review import Question
from onrecord.record.store.rows import Anchor, ArticleRow, Judgement, JudgementKind, Known, Quote, Row, Side
from onrecord.record.store.search import ArticleHit, Hit
from onrecord.record.store.writer import Writer

__all__ = [
    "Anchor",
    "ArticleHit",
    "ArticleLine",
    "ArticleRow",
    "Asked",
    "Browse",
    "Hit",
    "Judgement",
    "JudgementKind",
    "Known",
    "Question",
    "Quote",
    "Record",
    "Row",
    "SavedSearch",
    "Side",
    "StatementLine",
    "StoryLine",
    "Writer",
]
