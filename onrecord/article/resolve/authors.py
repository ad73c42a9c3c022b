"""Who "I" is where nobody is quoted: whoever signs the article, in its byline or below its last words.

"By Ana Vell", "OPINION | Ana Vell" and a closing line "Dr Ana Vell, President" sign; where several
sign, or nobody does, it is "the author". Of letters each has its own right below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from onrecord.article.resolve.cast import Cast, Draft
from onrecord.article.resolve.page import Page
from onrecord.article.resolve.scene import Scene
from onrecord.article.resolve.tables import body_nouns, fold, honorifics, titles
from onrecord.types import Kind, Span, Speaker

Named = tuple[str, int, int]
"""A name as shown, and where it stands."""
AUTHOR = "the author"
_SIGNED, _UNSIGNED = 0.85, 0.75
_BY = re.compile(r"(?:by|words)[:\s]\s*(?P<name>.+)", re.I)
_KIND = re.compile(
    r"(?:opinion|comment(?:ary)?|column|viewpoint|essay|guest post)\s*[|:–—]\s*(?:by\s)?(?P<name>.+)", re.I
)
_LONGEST = 90  # characters of a line that signs
_FIRST_LINES = 6
_BLANK = re.compile(r"\n[^\S\n]*\n")
_SIGNATURE = 2  # lines below a letter: a name, a place
_WORDS = (2, 5)
_OPENS = re.compile(r"[^\W\d_]")
_SMALL = re.compile(r"d[aeiou]s?|del|della|de[rn]|v[ao]n|l[ae]|bin|[ae]l|y|wa")


def author(scene: Scene, position: int, evidence: Span) -> Speaker:
    """The author of what stands at `position`, by name where one signs."""
    found = _signed(scene.cast.page, position)
    if found is None:
        return Speaker(AUTHOR, "person", "first_person", _UNSIGNED, (evidence,))
    name, start, end = found
    draft = draft_named(scene.cast, name, "person")
    return scene.speaker(draft, "first_person", _SIGNED, (evidence, scene.span(start, end)))


def _signed(page: Page, position: int) -> Named | None:
    """The one who signs: the name as written, and where."""
    lines, above, below = _signatures(page.text)
    if above:
        return above[0] if len(above) == 1 else None
    if len(below) == 1:
        name = next(iter(below.values()))
        return name if name[1] > position else None
    here = bisect_right(lines, position) - 1  # of several letters, this one's
    end = _BLANK.search(page.text, lines[here])
    block = page.text[lines[here] : end.start() if end else None].rstrip().count("\n")
    return below.get(here + 1) if 1 <= block <= _SIGNATURE else None


@lru_cache(maxsize=2)
def _signatures(text: str) -> tuple[list[int], list[Named | None], dict[int, Named]]:
    """Where the lines of a text start, whom its bylines name, and which lines are a name."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"\S[^\n]*", text)]
    short = [(n, start, line) for n, (start, line) in enumerate(lines) if len(line) <= _LONGEST]
    above = [
        _name(match["name"], start + match.start("name"))
        for n, start, line in short
        if n < _FIRST_LINES and (match := _BY.match(line) or _KIND.match(line))
    ]
    below = {n: name for n, start, line in short if n and (name := _name(line, start))}
    return [start for start, _ in lines], above, below


def _name(line: str, at: int) -> Named | None:
    """The person's name that a line is, up to a comma, without forms of address."""
    told = re.split(r"\s*[,|(]", line, maxsplit=1)[0].rstrip(" .")
    words = told.split()
    while len(words) > 2 and fold(words[0].strip(".()")) in honorifics().keys() | titles().keys() | {"hon"}:
        words = words[1:]
    plain = [fold(word) for word in words]
    capital = all(w[:1].isupper() or _SMALL.fullmatch(k) for w, k in zip(words, plain, strict=True))
    other = any(k in titles() or k in body_nouns() or not _OPENS.match(k) for k in plain)
    if not _WORDS[0] <= len(words) <= _WORDS[1] or not capital or other or {"and", "the", "our"} & set(plain):
        return None
    name = " ".join(words)
    start = at + line.index(words[0])
    return (name.title() if name.isupper() else name), start, at + len(told)


def draft_named(cast: Cast, name: str, kind: Kind) -> int:
    """The person or body of the article with this name, or a new one."""
    same = (
        i
        for i, d in enumerate(cast.drafts)
        if d.kind == kind and fold(name) in {fold(n) for n in (d.name, *d.names)}
    )
    found = next(same, None)
    if found is None:
        cast.drafts.append(Draft(kind, fixed_name=name))
        found = len(cast.drafts) - 1
    return found
