"""Where a content cannot begin or end.

    "One of them, who spoke on condition of     why they hid is not what they said
     anonymity because …, said prices rose"
    "denied this Tuesday that …"                the day is no part of it; nor is "… say when." before “We”
    "told the committee that …"                 nor is whoever was told, nor "revealed to the Courier that …"
    "The radio, citing Tal, said prices rose"   whom it cites is not what it said
    "…“We agree.” (paragraph) Prices rose"      a quotation that is closed does not run on unquoted
    "declined to say how many"                  how many, and not the saying
    "accused it of vote|-buying"                half a word is none

Each step takes one attribution and gives it back, mended or as it was.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.article.extract.decode import Found, Part
from onrecord.article.extract.scene import Scene
from onrecord.article.extract.verbs import SAYING, is_clause

_RELATIVE = re.compile(r",?[ \t]*(?:who|which|speaking|asking|asked|requesting|insisting|on condition)\b")
_DAY_FIRST = re.compile(
    r"(?:(?:this|on|last|late|early|earlier)\b[^,.;:\n“\"]{1,24}|yesterday|today)[ \t]+(?=that\b)"
    r"|at the time,?[ \t]+(?=\w)|(?:citing|quoting)\b[^,.;:\n“\"]{2,80}?[ \t]+(?=that\b)",
    re.IGNORECASE,
)
_HEARER_FIRST = re.compile(
    r"(?:(?:the|a|an|his|her|their|its|my|our|state|local)[ \t]+)?[\w’'-]+(?:[ \t]+[\w’'-]+)?[ \t]+"
    r"(?=that\b|(?:he|she|it|they|we|I|there|you)[ \t]+(?:would|had|was|were|will|is|are|has|have|could|must|may|might|can)\b)"
    r"|(?:me|us|him|them)[ \t]+(?=\w)"
)
_TO_WHOM = re.compile(r"(?:(?<=\bto )|to[ \t]+)[^,.;:\n]{2,60}?[ \t]+(?=that\b)")
_REVEALING = re.compile(
    r"\b(?:said|says|(?:reveal|disclos|announc|explain|confirm|stat|indicat|stress|confid|admitt|declar|report)(?:ed|es|s))(?:[ \t]to)?$",
    re.IGNORECASE,
)
_DETERMINER = r"(?:the|an?|no|his|her|their|its|my|our|your|this|these|those|some|any|all|every|both)\b"
_NOUN_PHRASE = re.compile(
    rf"(?:{_DETERMINER}[ \t]+)?(?:(?!of\b|in\b|at\b|from\b|for\b|on\b|with\b|about\b|that\b)[\w’'-]+[ \t]+){{1,2}}?(?={_DETERMINER})",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:of|in|at|from|for|on|with|and|or|who|which|that|is|was|are|were|has|had|will|would)\b"
)
_TELLING = re.compile(r"\b(?:told|tells|tell|assured|informed|reminded|assures)$", re.IGNORECASE)
_QUOTED = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)$", re.IGNORECASE)
_AS_SAYING = re.compile(
    r"(?P<who>[^,;:\"“”\n]{2,80}?)\s+as\s+(?:saying|stating|telling\s\w+|having\ssaid)[:,]?\s+(?:that\s+)?(?=\S)",
    re.IGNORECASE,
)
_BY_AS_SAYING = re.compile(r"\s+by\s" + _AS_SAYING.pattern, re.IGNORECASE)
_ACCORDING = re.compile(r",?\s+according to [^,.;:\n“”\"]{2,60},\s+", re.IGNORECASE)
_CITES = re.compile(r"(?:citing|quoting)[ \t]", re.IGNORECASE)
_CITING = re.compile(r"(?:citing|quoting)$", re.IGNORECASE)
_OTHER_HALF = re.compile(r"-\w+(?:-\w+)*")
_SAID = re.compile(rf",[ \t]+(?P<cue>{SAYING})\b")
_DECLINING = re.compile(r"\b(?:declin|refus|fail)\w*$", re.IGNORECASE)
_TO_SAY = re.compile(
    r"to (?:say|confirm|comment on|discuss|disclose|reveal|explain|specify|name|give details (?:of|on|about))[ \t]+(?=\S+[ \t]+\S)",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[\"“«„][^\"“”«»„\n]*[\"”»][.,;]?(?=[ \t]*\n\s*[^\s\"“«„])")
_OUTCOME = re.compile(r",?[ \t]+but[ \t]+(?:had|has|have|did|does|was|is|were)\b")
_CIRCUMSTANCE = re.compile(r"\w+ing\b[^,.;:\"“”\n]{0,80},[ \t]+")
_MARK = re.compile(r"[\"“”«»„‘]|['`]{2}")
_DASH = re.compile(r"[–—•▪‣*-][ \t]+(?=\S)")
_ACCORDING_TO = re.compile(r"according to$", re.IGNORECASE)
_WHICH = re.compile(r"(?:,[ \t]+|\b)(?P<which>which|who)[ \t]+$")
_RELATIVE_CLAUSE = re.compile(
    r"(?:(?:the|an?|his|her|its|their)[ \t]+)?(?:[\w’'.-]+[ \t]+){1,5}?(?P<said>(?:had|has|have|was|were|is|are|would|will|did|could|must)[ \t][^,.;:\n]+)(?=,)"
)
_OTHERS = re.compile(r",[ \t]+(?:and[ \t]+)?(?P<who>others|some)[ \t]+$")
_NO = re.compile(r"(?P<no>no)[ \t]+(?=\w)")
_GIVING = re.compile(
    r"\b(?:gave|gives?|giving|given|offer(?:s|ed|ing)?|provid(?:es?|ed|ing))$", re.IGNORECASE
)
_NEAR = 16  # characters in which a relative pronoun and a comma stand
_ASKED = re.compile(r"\?[ \t]+$")
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(?:[,.] [^\n\"“«]{0,50}?)?(?:\([^)\n]{2,30}\))?[ \t]*(?:[–—:-][ \t]*)?(?=[\"“«])"
)
_OTHER_SENTENCE = re.compile(r"[^\n\"“”«»„.!?]{1,20}[.!?][ \t]+(?=[\"“«„])")


def without_reason_to_hide(scene: Scene, one: Found) -> Found:
    """Between somebody and the cue stands who they are, or why they are not named."""
    if not one.source or not one.cue or len(one.contents) < 2:
        return one
    if not _RELATIVE.match(scene.text, one.source.end):
        return one
    kept = tuple(p for p in one.contents if not (one.source.end <= p.start and p.end <= one.cue.start))
    return replace(one, contents=kept) if kept else one


def without_lead(scene: Scene, one: Found) -> Found:
    """Neither a dash or bullet, nor the dateline, nor the day, nor whoever was told, nor the end of another sentence."""
    contents = []
    for part in one.contents:
        where = scene.text, part.start, part.end
        ahead = one.cue and part.end <= one.cue.start
        telling = one.cue and one.cue.end <= part.start and _TELLING.search(scene.words(one.cue))
        lead = (
            _DAY_FIRST.match(*where)
            or (_OTHER_SENTENCE.match(*where) or _DASH.match(*where) if ahead else None)
            or (_DATELINE.match(*where) if scene.opens(part.start) else None)
            or (_HEARER_FIRST.match(*where) if telling else None)
            or (_TO_WHOM.match(*where) if one.cue and _REVEALING.search(scene.words(one.cue)) else None)
        )
        told = one.cue and telling and part.start - one.cue.end <= 1
        begins = lead.end() if lead else (_behind_hearer(scene, part) if told else None)
        contents.append(scene.moved(part, begins, part.end) if begins else part)
    return replace(one, contents=tuple(contents))


def _behind_hearer(scene: Scene, part: Part) -> int | None:
    """Where the clause begins in "told KPS prices would fall", "told the paper the gate was shut"."""
    named = [end + 1 for _, end in scene.people.beginning(part.start, part.start + 1)]
    noun = _NOUN_PHRASE.match(scene.text, part.start, part.end)
    ends: list[int] = [*named, noun.end()] if noun else named
    for begins in ends:
        follows = scene.text[begins : part.end]
        if scene.text[begins - 1] == " " and is_clause(follows) and not _GOES_ON.match(follows):
            return begins
    return None


def without_whom_it_cites(scene: Scene, one: Found) -> Found:
    """ "citing Tal, said prices rose": Tal is no part of what was said, nor is citing."""
    if not one.cue or len(one.contents) < 2:
        return one
    cue = scene.words(one.cue)
    kept = []
    for part in one.contents:
        close = one.cue.end if part.start >= one.cue.end else part.start
        beside = 0 <= part.start - close <= 1 and scene.text[part.end : part.end + 1] == ","
        cited = beside and (
            _CITING.search(cue) or _CITING.search(scene.text[one.start : part.start].rstrip())
        )
        # "the agency reported citing Tal"
        cites = 0 <= part.start - one.cue.end <= 2 and _CITES.match(scene.text, part.start, part.end)
        if not cited and not cites:
            kept.append(part)
    if not kept or len(kept) == len(one.contents):
        return one
    said = _SAID.match(scene.text, one.contents[0].end)
    if _CITING.fullmatch(cue) and said and said.end() <= kept[0].start:
        return replace(one, contents=tuple(kept), cue=scene.moved(one.cue, *said.span("cue")))
    return replace(one, contents=tuple(kept))


def as_saying(scene: Scene, one: Found) -> Found:
    """ "The agency quoted Tal as saying prices rose": who said so is Tal."""
    if not one.cue or not _QUOTED.search(scene.words(one.cue)):
        return one
    if by := _BY_AS_SAYING.match(scene.text, one.cue.end):
        return _quoted_by(scene, one, by.end())
    part = one.contents[-1]
    told = _AS_SAYING.match(scene.text, one.cue.end + 1, part.end)
    if not told or part.start > told.end() or one.contents[0].start < one.cue.end:
        return one
    source = scene.part("source", *told.span("who"), one.cue.score)
    return replace(one, source=source, contents=(scene.moved(part, told.end(), part.end),))


def _quoted_by(scene: Scene, one: Found, said: int) -> Found:
    """ "Tal was quoted by the agency as saying prices rose": so it is Tal too."""
    cue = one.cue.start if one.cue else 0
    line = scene.sentence(cue) or (cue, cue)
    subject = max(line[0], scene.text.rfind(", ", line[0], cue) + 2), cue - 1
    before = [(p.start, p.end) for p in (one.source, *one.contents) if p and 0 < cue - p.end <= 2]
    before = before or ([subject] if scene.is_somebody(subject) else [])
    told = [part for part in one.contents if part.end > said]
    if not told:
        return one
    source = scene.part("source", *before[0]) if before else None  # never the medium
    first = scene.moved(told[0], max(told[0].start, said), told[0].end)
    return replace(one, source=source, contents=(first, *told[1:]))


def without_the_saying(scene: Scene, one: Found) -> Found:
    """ "declined to say how many": how many is what they did not say."""
    if not one.cue or len(one.contents) != 1 or not _DECLINING.search(scene.words(one.cue)):
        return one
    [part] = one.contents
    saying = _TO_SAY.match(scene.text, part.start, part.end)
    if not saying or part.start - one.cue.end != 1:
        return one
    cue = scene.moved(one.cue, one.cue.start, saying.start() + len(saying[0].rstrip()))
    return replace(one, cue=cue, contents=(scene.moved(part, saying.end(), part.end),))


def with_whose_word_it_is(scene: Scene, one: Found) -> Found:
    """ "said that, according to police, five were missing": police are in what was said."""
    if not one.cue or len(one.contents) < 2 or one.contents[0].start < one.cue.end:
        return one
    first, *rest = one.contents
    kept = [first]
    for part in rest:
        if _ACCORDING.fullmatch(scene.text, kept[-1].end, part.start):
            kept[-1] = scene.moved(kept[-1], kept[-1].start, part.end)
        else:
            kept.append(part)
    return replace(one, contents=tuple(kept))


def with_its_that(scene: Scene, one: Found) -> Found:
    """ "Some say he fled, others that he was taken": "that" is no word of saying, but opens what is said."""
    first = one.contents[0]
    if not one.source and not one.cue and scene.text.startswith("that ", first.start):
        others = _OTHERS.search(scene.text, max(0, first.start - _NEAR), first.start)
        return replace(one, source=scene.part("source", *others.span("who"))) if others else one
    if not one.cue or scene.words(one.cue) != "that" or first.start != one.cue.end + 1:
        return one
    return replace(one, cue=None, contents=(scene.moved(first, one.cue.start, first.end), *one.contents[1:]))


def without_its_no(scene: Scene, one: Found) -> Found:
    """ "gave no further details": what was not given are further details."""
    first = one.contents[0]
    no = _NO.match(scene.text, first.start, first.end)
    if not one.cue or not no or first.start != one.cue.end + 1 or not _GIVING.search(scene.words(one.cue)):
        return one
    cue = scene.moved(one.cue, one.cue.start, no.end("no"))
    return replace(one, cue=cue, contents=(scene.moved(first, no.end(), first.end), *one.contents[1:]))


def without_it(scene: Scene, one: Found) -> Found:
    """ "It was reported that …": "it" stands for what comes."""
    kept = tuple(part for part in one.contents if scene.words(part).lower() not in ("it", "that"))
    return replace(one, contents=kept) if kept and one.cue else one


def closed(scene: Scene, one: Found) -> Found:
    """A quotation that is closed does not run on into the next paragraph, unquoted."""
    contents = []
    for part in one.contents:
        whole = _CLOSED.match(scene.text, part.start, part.end)
        contents.append(scene.moved(part, part.start, whole.end()) if whole else part)
    return replace(one, contents=tuple(contents))


def within_its_sentence(scene: Scene, one: Found) -> Found:
    """ "X says that Y. Z", "Z. Y, X says": what stands in another sentence, unquoted, nobody is said to say."""
    line = one.cue and scene.sentence(one.cue.start)
    if not line or not one.source:
        return one
    text, (begin, end) = scene.text, line

    def cut(part: Part) -> Part:
        quoted = scene.quotations.touching(part.start, part.end)
        if part.start < begin < part.end <= end:
            return part if _MARK.search(text, part.start, part.end) else scene.moved(part, begin, part.end)
        if not begin <= part.start < end < part.end or part.start < one.start:
            return part
        ends = text.startswith("\n", end) and not any(a < end < b for a, b in quoted)
        if quoted and not ends:
            return part
        return scene.moved(part, part.start, part.start + len(text[part.start : end].rstrip(" .")))

    return replace(one, contents=tuple(map(cut, one.contents)))


def of_its_relative(scene: Scene, one: Found) -> Found:
    """ "…, which according to the palace had no roof, burned": it had no roof, and that it burned nobody is said to say."""
    if not one.cue or not _ACCORDING_TO.match(scene.words(one.cue)):
        return one
    begins = one.source.start if one.source else one.cue.end + 1
    clause = _RELATIVE_CLAUSE.match(scene.text, begins)
    which = _WHICH.search(scene.text, max(0, one.cue.start - _NEAR), one.cue.start)
    if not clause or not which:
        return one
    source = scene.part("source", begins, clause.start("said") - 1)
    first, said = scene.part("content", *which.span("which")), scene.part("content", *clause.span("said"))
    return replace(one, source=source, contents=(first, said))


def without_the_question(scene: Scene, one: Found) -> Found:
    """ "Mr Tan? According to the paper, he left": what is asked before the sentence that holds it all is no part."""
    line = one.cue and scene.sentence(one.cue.start)
    if not line or not one.source or not one.cue or min(one.source.start, one.cue.start) != line[0]:
        return one
    asked = [p for p in one.contents if p.end <= line[0] and _ASKED.search(scene.text, p.start, line[0])]
    if not asked or not any(line[0] <= part.start < line[1] for part in one.contents):
        return one
    return replace(one, contents=tuple(part for part in one.contents if part not in asked))


def without_the_outcome(scene: Scene, one: Found) -> Found:
    """ "promised to call back but had yet to do so": what came of it was not promised."""
    contents = []
    for part in one.contents:
        outcome = (
            _OUTCOME.search(scene.text, part.start, part.end) if scene.words(part)[:3] == "to " else None
        )
        contents.append(scene.moved(part, part.start, outcome.start()) if outcome else part)
    return replace(one, contents=tuple(contents))


def without_circumstance(scene: Scene, one: Found) -> Found:
    """ "Opening the case, the prosecutor told jurors that …": on what occasion is not what was said."""
    first, *rest = one.contents
    if not one.source or not one.cue or not rest or one.cue.end > rest[0].start:
        return one
    line = scene.sentence(first.start)
    circumstance = (
        line and line[0] == first.start and _CIRCUMSTANCE.fullmatch(scene.text, first.start, one.source.start)
    )
    return replace(one, contents=tuple(rest)) if circumstance else one


def whole_words(scene: Scene, one: Found) -> Found:
    """A content does not end within a word of several."""
    contents = []
    for part in one.contents:
        half = scene.text[part.end - 1 : part.end].isalnum() and _OTHER_HALF.match(scene.text, part.end)
        contents.append(scene.moved(part, part.start, half.end()) if half else part)
    return replace(one, contents=tuple(contents))
