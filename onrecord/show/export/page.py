"""What an export holds: the articles' readings and what the record made of them together.

Filled by the terminal, the web pages or a script from the record; every writer in this room
(as_html, as_json, as_csv) takes it and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.types import Actor, Match, Reading, Report, StatementGroup, Story


@dataclass(frozen=True, slots=True)
class Page:
    """A record, or a part of it, to export.

    `reports` are keyed by statement id and carry the days and channels as settled across articles;
    a statement without one is shown as its article tells it. `identified` gives the actor id of an
    entity as `(article id, index into Reading.entities)`. Statements in no group stand alone, and
    without `stories` all articles make one. `links` are the matches beside the groups.
    """

    title: str
    readings: tuple[Reading, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)
    groups: tuple[StatementGroup, ...] = ()
    stories: tuple[Story, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    identified: Mapping[tuple[str, int], str] = field(default_factory=dict)
    links: tuple[Match, ...] = ()
