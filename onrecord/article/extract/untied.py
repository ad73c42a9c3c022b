"""Words of saying that the network marked and tied to nothing, where the sentence shows what was said.

    tied(scene, found)    `found` and what such words report

    "The embassy said that, according to …"    what follows "that" is what they said
    "As the governor declared, …"              what follows the comma
    "…, a military source told the paper."     what stands before the comma
    "The log records that …"                   a document that is not marked either
    "…, concludes the inquiry."                and "…, it was first reported by the Courier."
    "It was reported that Vell … said that …"  the inner one, which the outer had swallowed
    "Karsk believes that …, Orlan said"        and here, whom the outer left out

Only in a sentence, or the part of one, that no other attribution claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.article.extract import source_borders
from onrecord.article.extract.claims import Claims
from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.intervals import Bounds
from onrecord.article.extract.scene import CERTAIN, Scene
from onrecord.article.extract.several import is_noun_for_somebody
from onrecord.article.extract.verbs import SAYING

_DOCUMENTS = """
    report study survey poll treaty agreement accord pact contract law act bill decree order ruling verdict judgment
    judgement indictment lawsuit complaint petition filing document documents paper papers memo memorandum letter e-mail
    email note notice diary log logbook journal record records register minutes manual handbook guideline guidelines rules
    statute statutes constitution charter convention protocol clause article will testament communique communiqué
    declaration resolution manifesto motion transcript affidavit certificate audit inquiry review analysis census
    data figures statistics file files dossier
"""
_TELLS = """
    provides provide provided records record recorded shows show showed states state stated stipulates stipulate
    stipulated specifies specify specified requires require required says say said notes note noted concludes conclude
    concluded finds find found suggests suggest suggested indicates indicate indicated confirms confirm confirmed reveals
    reveal revealed reads mentions mention mentioned describes adds added warns warned estimates estimated alleges alleged
"""
_PAPER = (
    rf"(?:\s+[\w’'-]+){{0,3}}?\s+(?:{'|'.join(_DOCUMENTS.split())})"
    r"(?:\s+(?:of|on|by|from)\s+[^,.;:\"“”\n]{2,60}?)?"
)
"""What follows the determiner of a document: "the | yearly report of the bank"."""
_CUE = rf"(?P<cue>{'|'.join(_TELLS.split())})"
_DOCUMENT = re.compile(
    rf"(?P<who>(?:the|an?|his|her|its|their|my|our|this|that|[\w’'-]+[’']s?){_PAPER})\s+"
    rf"(?:also\s+|explicitly\s+|clearly\s+)?{_CUE}\s+(?=that\b)",
    re.IGNORECASE,
)
_DOCUMENT_BEHIND = re.compile(
    rf"(?P<said>\S.*?),[\"”»’]?\s+{_CUE}\s+(?P<who>(?:the|an?|its|their){_PAPER})\s*\.?\s*$",
    re.DOTALL,
)
_BY = re.compile(r"(?:.*[^\w\s]\s+)?(?P<said>\S.*?),\s+it$", re.DOTALL)
_WORD_OF_SAYING = re.compile(
    rf"(?:[\w’']+\s+){{0,3}}?{SAYING}(?:\s+(?:that|out|up|him|her|them|us|me))?$", re.IGNORECASE
)
_THAT = re.compile(r"\s+(?=that\b)|:\s+(?=\S)")
_AS = re.compile(r"(?:^|.*?[,;]\s+)(?:but\s+|and\s+)?as\s+$", re.IGNORECASE)
_COMMA = re.compile(r",\s*[–—-]?\s*(?=\S)")
_BEFORE = re.compile(
    r"(?:[–—-]\s+)?(?:[A-Z]{3,}(?:\s[A-Z]{2,})?:\s+)?(?P<said>.*\S.*?),[\"”»’]?\s+(?:[–—-]\s+)?$", re.DOTALL
)
_NOUN_BEFORE = re.compile(r".*,[\"”»’]?\s+(?P<who>[^,.;:]{2,60}?)\s+", re.DOTALL)
_DASHED = re.compile(r",\s+[–—-]\s+")
_ADJUNCT = re.compile(r"[^,:;“\"«]{0,90}[.!]?\s*$")
_ASKING = re.compile(r"\b(?:how|what|why|when|where|if|whether|who|which)\s+$", re.IGNORECASE)
_OPEN_QUESTION = re.compile(r"(?:how|whether|where)\s+", re.IGNORECASE)
_REPORTS = re.compile(rf"[ \t]+(?:has[ \t]+)?(?P<cue>{SAYING})\b")
_WHEN = re.compile(
    r"(?:[ \t]+(?:on|late|early|earlier|in|at|to|yesterday|today|this)\b[^,;:.“”\"\n]{0,50})?", re.IGNORECASE
)
_LEAST = 3
"""Words that are said, at least."""


def tied(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """`found` and what untied words of saying report, sorted by where they begin."""
    left = (one for one in found if not _asks(scene, one))
    claims = Claims(part for one in left for part in _retold(scene, _relayed(scene, one)))
    cues = {one.cue.start for one in claims if one.cue}
    for n, cue in enumerate(scene.parts):
        if cue.role == "cue" and cue.start not in cues and _WORD_OF_SAYING.match(scene.words(cue)):
            line = scene.sentence(cue.start)
            near = (*scene.parts[max(0, n - 2) : n], *scene.parts[n + 1 : n + 3])
            source = next((part for part in near if _beside(scene, part, cue)), None)
            source = source or (_named_before(scene, cue, line) if line else None)
            if source and _told_of(scene, claims, source, cue):
                continue
            said = _said(scene, source, cue, line) if source and line else ()
            if sum(len(scene.text[slice(*piece)].split()) for piece in said) >= _LEAST and all(
                _is_free(claims, piece) for piece in said
            ):
                contents = tuple(scene.part("content", *piece) for piece in said)
                one = Found(source, cue, contents, CERTAIN, CERTAIN)
                claims.add(source_borders.without_rest(scene, one))
    claims = Claims(_by(scene, one) for one in claims)
    for told in list(_documents(scene, claims)):
        for part in told.parts:
            for n, one in claims.by(part.start, part.end).items():
                if not (one.source or one.cue):
                    claims.drop(n)
        claims.add(told)
    return sorted(claims, key=lambda one: one.start)


def _asks(scene: Scene, one: Found) -> bool:
    """ "How he answers that question will decide the vote" tells nothing that he says."""
    line = one.source and one.cue and scene.sentence(one.source.start)
    opens = line and one.source and _OPEN_QUESTION.fullmatch(scene.text, line[0], one.source.start)
    return bool(opens) and not any(scene.quotations.touching(p.start, p.end) for p in one.contents)


def _told_of(scene: Scene, claims: Claims, source: Part, cue: Part) -> bool:
    """ "Karsk believes that the plan is dead, Orlan said": what Orlan said begins with Karsk. Whether it is so."""
    opened = _THAT.match(scene.text, cue.end)
    if not opened:
        return False
    begins = opened.end()
    for n, one in claims.by(begins, begins + 1).items():
        piece = next((part for part in one.contents if part.start == begins), None)
        if piece and one.source and one.cue and source.start < cue.start < piece.end <= one.cue.start:
            whole = scene.moved(piece, source.start, piece.end)
            claims.put(n, replace(one, contents=tuple(whole if p is piece else p for p in one.contents)))
            claims.add(Found(source, cue, (piece,), CERTAIN, CERTAIN))
            return True
    return False


def _relayed(scene: Scene, one: Found) -> Found:
    """ "…, she said according to the agency", "…, she said on Monday, the agency reported": it tells that she said it."""
    if not one.cue or not one.contents or not one.source:
        return one
    last, outer = one.contents[-1], min(one.source.start, one.cue.start)
    between = [p for p in scene.parts_from(last.end + 1, outer) if p.end < outer]
    if one.source.start == one.cue.end + 2 and [p.role for p in between] == ["source"]:
        return _reporting(scene, one, between[0])
    if [p.role for p in between] != ["source", "cue"] or not _WORD_OF_SAYING.match(scene.words(between[1])):
        return one
    gap = scene.text[last.end : outer].rstrip("”’\"'», ")
    told = " ".join(map(scene.words, between))
    opens = len(gap) - len(gap.lstrip("”’\"'», "))
    whole = gap.startswith(told, opens) and _WHEN.fullmatch(gap, opens + len(told))
    return _until(scene, one, last.end + len(gap)) if whole else one


def _reporting(scene: Scene, one: Found, teller: Part) -> Found:
    """ "…, its chairwoman | said | , Northwire | reported": whose cue was taken for the agency's."""
    if not one.source or not one.cue or scene.text[one.cue.end : one.source.start] != ", ":
        return one
    reports = _REPORTS.match(scene.text, one.source.end)
    beside = scene.text[teller.end : one.cue.start].strip(" ,") == ""
    if not reports or not beside or not _WORD_OF_SAYING.match(scene.words(one.cue)):
        return one
    return _until(scene, replace(one, cue=scene.part("cue", *reports.span("cue"))), one.cue.end)


def _until(scene: Scene, one: Found, end: int) -> Found:
    """With a content that ends at `end`."""
    last = one.contents[-1]
    return replace(one, contents=(*one.contents[:-1], scene.moved(last, last.start, end)))


def _retold(scene: Scene, one: Found) -> tuple[Found, ...]:
    """What nobody by name reports, with what somebody says in it: "It was reported that Vell … said that …"."""
    text = scene.text
    for first, last in pairwise(one.contents) if one.source is None and one.cue else ():
        said = next((c for c in scene.parts_from(first.end + 1, last.start) if c.role == "cue"), None)
        opens = text[first.start : first.start + 5].casefold() == "that "
        if (
            not (said and opens and _WORD_OF_SAYING.match(scene.words(said)))
            or text[said.end : last.start].strip()
        ):
            continue
        who = first.start + 5, first.end
        apposed = (
            scene.persons.beginning(first.end + 2, first.end + 3) if text.startswith(", ", first.end) else ()
        )
        source = scene.part("source", who[0], apposed[0][1] if apposed else who[1])
        outer = scene.moved(first, first.start, last.end)
        contents = one.contents
        kept = tuple(outer if c is first else c for c in contents if c is not last)
        return replace(one, contents=kept), Found(source, said, (last,), one.link, CERTAIN)
    return (one,)


def _by(scene: Scene, one: Found) -> Found:
    """ "Talks have collapsed, it was reported by the Courier": "it" is what stands before."""
    line = one.cue and scene.sentence(one.cue.start)
    if not line or [scene.words(part).lower() for part in one.contents] != ["it"]:
        return one
    told = _BY.fullmatch(scene.text, line[0], one.contents[0].end)
    return replace(one, contents=(scene.part("content", *told.span("said")),)) if told else one


def _named_before(scene: Scene, cue: Part, line: Bounds) -> Part | None:
    """The noun between the last comma and a word of saying: "…, a military source told the paper"."""
    match = _NOUN_BEFORE.fullmatch(scene.text, line[0], cue.start)
    return (
        scene.part("source", *match.span("who"))
        if match and is_noun_for_somebody(scene, match.span("who"))
        else None
    )


def _beside(scene: Scene, part: Part, cue: Part) -> bool:
    """Whether it is a source with nothing between, or one small word."""
    between = scene.text[min(part.end, cue.end) : max(part.start, cue.start)]
    near = "\n" not in between and between[:1] == " " and len(between.split()) <= 1 and len(between) < 12
    return part.role == "source" and near


def _said(scene: Scene, source: Part, cue: Part, line: Bounds) -> tuple[Bounds, ...]:
    """What was said, by the form of the sentence; nothing where it does not show."""
    text, (start, end) = scene.text, line
    first, last = min(source.start, cue.start), max(source.end, cue.end)
    close = start + len(text[start:end].rstrip(" .\n"))
    before = text[start:first]
    if _ASKING.search(before):
        return ()  # "how he answers that question" tells nothing
    if source.start < cue.start:
        if opened := _THAT.match(text, last, end):
            return ((opened.end(), close),)
        if _AS.match(before) and (comma := _COMMA.match(text, last, end)):
            return ((comma.end(), close),)
    if ahead := _BEFORE.match(before):
        said = start + ahead.start("said"), start + ahead.end("said")
        resumed = [
            q.inner for q in scene.quoted if last < q.start < end and _DASHED.match(text, last, q.inner[0])
        ]
        if resumed or _ADJUNCT.match(text, last, end):
            return (said, *resumed)
    return ()


def _is_free(claims: Claims, said: Bounds) -> bool:
    """Whether nobody claims the words, but for a statement that lies whole within them."""
    return all(
        said[0] <= part.start and part.end <= said[1]
        for one in claims.by(*said).values()
        for part in one.parts
    )


def _documents(scene: Scene, claims: Claims) -> Iterator[Found]:
    """Documents with what they tell, in sentences where nothing was found."""
    for start, end in scene.sentences:
        match = _DOCUMENT.match(scene.text, start, end)
        behind = None if match else _DOCUMENT_BEHIND.match(scene.text, start, end)
        if (shown := match or behind) and not any(
            one.source or one.cue for one in claims.by(start, end).values()
        ):
            close = start + len(scene.text[start:end].rstrip(" .\n"))
            said = behind.span("said") if behind else (shown.end(), close)
            yield Found(
                scene.part("source", *shown.span("who")),
                scene.part("cue", *shown.span("cue")),
                (scene.part("content", *said),),
                CERTAIN,
                CERTAIN,
            )
