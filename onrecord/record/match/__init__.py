"""Which reports are of one statement, which articles of one story, which texts are copies.

links(asked)                       links between reports of many articles, scored and explained
matches(reports, candidates)       the same for those of one
quoted_shingles(report)            by which the same words in quotation marks are found
partition(reports, links)          groups: each report in one, no chaining
group(ids, reports, …)             a group's own facts: speaker, day, outlets, origins
origins(reports, copies, via)      how many independent origins, at least and at most
days_from_others(groups, …)        days that other reports of a statement supply
article_day(reports)               the day of an undated article, where others fix it
digest(reading)                    an article in short, for what follows
copies(digest, candidates)         which articles carry its text
originals(copies)                  the likely original of each text, and all that carry it
place(digest, nearby)              the story that it joins
joined(digest, nearby, agreeing)  that, and other stories that turn out to be the same
story(story_id, digests)           a story's title and days
title(digests)                     its title alone, which its first TITLED articles make
"""

from onrecord.record.match.clusters import partition
from onrecord.record.match.days import article_day, days_from_others
from onrecord.record.match.digests import digest
from onrecord.record.match.features import quoted_shingles
from onrecord.record.match.groups import group
from onrecord.record.match.origins import origins
from onrecord.record.match.stories import TITLED, copies, joined, originals, place, story, title
from onrecord.record.match.together import links, matches

__all__ = [
    "TITLED",
    "article_day",
    "copies",
    "days_from_others",
    "digest",
    "group",
    "joined",
    "links",
    "matches",
    "originals",
    "origins",
    "partition",
    "place",
    "quoted_shingles",
    "story",
    "title",
]
