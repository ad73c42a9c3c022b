"""Credit lines, bylines and captions: from whom the words or the picture came.

"Based on materials from TASS", "(With inputs from PTI)", "By Jane Doe, staff writer", "FILE - …",
"A square in Kabul. [Jane Doe/AFP]". The phrases are data (data/credits.csv); `names` "agency"
means that the phrase makes a credit only with an agency's name, and a byline with any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from onrecord.article.read.agencies import is_agency, names_agency, wires_in
from onrecord.article.read.days import date_at, weekday_at
from onrecord.article.read.tables import entries, rows
from onrecord.article.read.units import Unit
from onrecord.types import Credit, CreditRelation, Span

_LONGEST_NAME = 100
_NAME = r"[^\W\d_a-z][\w’'.-]*"
_PARTICLE = r"(?:de|van|von|der|den|al|el|bin|ibn|la|le|di|da|du|dos|of|the|and|&)"
_BYLINE = re.compile(
    rf"(?:(?i:by|written by|reported by|text by|story by)):?\s+(?P<names>{_NAME}(?:[ ,|/]+(?:{_PARTICLE}|{_NAME}))*)"
)
_ROLED = re.compile(rf"{_NAME}(?: {_NAME}){{1,3}}(?:\s?[,|–—-]\s?)(?P<role>[\w’' -]{{4,60}})")
_DESK = re.compile(
    r"(?i)\(?(?:additional |with )?(?:reporting|writing|editing|compiled|edited|written) by [^()\n]{2,300}\)?\.?"
)
_BRACKET_END = re.compile(r"[\[(]([^\[\]()\n]{2,120})[\])]\.?$")
# how an agency that is in no table signs: by its abbreviation, one word, or a name that says what it is
_SIGN_OFF = re.compile(
    r"(?!(?:ends?|more|live|video|photo|audio|note|update|updated|corrected|continued|concluded|laughter|applause|"
    r"interruption|silence|pause|crosstalk|inaudible|music|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\Z)"
    r"(?-i:[A-Z]{3,6}|[A-Z][a-z]{3,15}|(?:[A-Z][\w’'-]+ ){1,3}(?:News|Newsline|Agency|Press|Wire|Service|Network|Media|Daily|"
    r"Times|Post|Tribune|Online|Radio|TV))",
    re.IGNORECASE,
)
_ACRONYMS = re.compile(r"[A-Z]{2,6}(?:(?:\s?[/,]\s?|\s(?:and|&)\s)[A-Z]{2,6})+")
_LONE_DASH = re.compile(r"[-–—]{1,2}\s?([A-Z]{3,6})\.?")
# what a credit says of a name, before it and behind it: "Dostian state news agency KPS", "KPS (translated)"
_DESCRIBED = re.compile(
    r"(?:[Tt]he\s)?(?:(?:[A-Z][a-z]+(?:ian|ish|ese|an|i)|state|state-run|state-owned|official|private|independent|daily|weekly|local|opposition|news)\s){0,4}"
    r"(?:agency|newspaper|paper|daily|weekly|radio|television|broadcaster|channel|website|portal|magazine)\s(?=[A-Z])|the\s(?=[A-Z])"
)
_SAID_OF_IT = re.compile(
    r"\s*(?:\(|,\s(?:[^,]{2,30},\s)?in\s[A-Z]|,?\s(?:on|dated|of|at)\s\d|,?\swebsite\b|\s(?:and\s)?(?:is|was|were|has|have|are)\b).*\Z",
    re.DOTALL,
)
_NOBODY = frozenset(
    ("agencies", "agency", "agency reports", "news agencies", "wire services", "wires", "local media")
)
"""Credits that name nobody."""
_USED = re.compile(
    r"(?i:(?:some\s)?(?:materials?|information|text|reports?)\s(?:from|by|of)\s)(?P<name>[A-Z][^.\n]{1,60}?)\s(?:was|were|has been|have been|is|are)\s(?:also\s)?used\b.*"
    r"|(?i:this\s(?:report|story|article|text)\s(?:contains|includes|incorporates|uses|draws\son|was\s(?:compiled|prepared|written)\s(?:with|from|using)|is\sbased\son)"
    r"\s(?:materials?|information|reporting|reports?)\s(?:from|by|of)\s)(?P<other>[A-Z][^\n]{1,60}?)\.?"
)
_BYLINE_AGENCY = re.compile(
    rf"(?i:by\s){_NAME}(?:[ ](?:{_PARTICLE}|{_NAME}))*(?:,\s|\s?[/|–—-]\s?)(?!(?:MD|MP|MEP|MLA|MPP|PHD|CEO|CFO|RN|JR|SR|II|III|USA|UK|EU|UAE|UN)\b)(?P<name>[A-Z]{{2,6}})"
)
_DASH_END = re.compile(r"(?:(?<=\s)[-–—]{1,2}\s?|[-–—]{1,2}\s)([^\W\d_][\w./ -]{1,40})$")
_PICTURED = re.compile(r"(?i)\b(?:photo|image|picture|pic|handout|courtesy|getty|screengrab|file)\b")
_SLASHED = re.compile(
    r"[^\W\d_][\w.’' -]{1,50}/[^\W\d_][\w.’' -]{1,50}(?:/[\w.’' -]{1,50}|\s+via\s+[\w.’' -]{1,50})?"
)
_VIA = re.compile(r"[^\W\d_][\w.,’' /&-]{1,80} via (?P<agency>[A-Z][\w ]{1,30}?)(?:, [Ff]ile)?")
_PHOTO_CREDIT = re.compile(
    r"(?i)(?:photos?|images?|pictures?|photograph|illustration)(?:\s+(?:credits?|source|courtesy))?"
    r"(?:\s*[:/]\s*|\s+by\s+|\s+courtesy(?:\s+of)?\s+|\s+of\s+)(?P<name>[^()\[\]\s][^()\[\]\n]{1,100})"
)
_CONTRIBUTED = re.compile(
    r"(?P<name>[^\W\d_a-z][^\n.]{1,100}?) contributed (?:reporting )?to this (?:report|story|article)"
)
_COPYRIGHT = re.compile(
    r"(?i)(?:©|\(c\)\s*(?=\d{4})|copyright\s*(?:©|\(c\)|(?=\d{4})))\s*(?:\d{4}\s*)?(?P<name>[^\n|.]{2,60})"
)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, tuple[CreditRelation, str]]]:
    table = {r["phrase"]: (cast(CreditRelation, r["relation"]), r["names"]) for r in rows("credits")}
    longest = sorted(table, key=lambda p: (-len(p), p))
    return re.compile("(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE), table


def text_credits(unit: Unit) -> tuple[tuple[Credit, ...], bool]:
    """The text credits that `unit` consists of, and whether it is a credit line at all.

    >>> unit = Unit(10, 31, "(With inputs from PTI)", False)
    >>> [(c.name, c.relation) for c in text_credits(unit)[0]]
    [('PTI', 'based_on')]
    """
    if unit.words > 30:
        return (), False
    found = _phrased(unit.text, unit.start)
    if found is not None:
        return found, True
    bare = unit.text.strip("()[] .-–—")
    if is_agency(bare, "wire") and unit.words <= 4 and not unit.text.endswith(("?", ":", ",")):
        at = unit.start + unit.text.index(bare)
        return (Credit(bare, "syndicates", Span(at, at + len(bare))),), True
    if used := _USED.fullmatch(unit.text.strip("()[]")):
        group = "name" if used["name"] else "other"
        at = unit.start + unit.text.index(used[group])
        return _cleaned(used[group], at, "based_on"), True
    if by := _BYLINE_AGENCY.fullmatch(unit.text.rstrip(".")):
        return (_credit(by["name"], unit.start + by.start("name"), "syndicates"),), True
    if unit.text[:1] in "([" and _ACRONYMS.fullmatch(unit.text.strip("()[]")):
        return _signed(unit.text.strip("()[]"), unit.start + 1), True
    if rights := _COPYRIGHT.match(unit.text):
        return tuple(
            _named(rights["name"], unit.start + rights.start("name"), "syndicates", agencies_only=True)
        ), True
    if found_help := _CONTRIBUTED.match(unit.text):
        names = tuple(_named(found_help["name"], unit.start, "based_on", agencies_only=True))
        return names, True
    return (), False


def signature(unit: Unit) -> Credit | None:
    """The agency that signs a text in a line of its own, below the copy: "(Meridian)", "— KPS".

    >>> signature(Unit(0, 10, "(Meridian)", True)).name
    'Meridian'
    """
    signed = _BRACKET_END.fullmatch(unit.text) or _LONE_DASH.fullmatch(unit.text)
    if signed is None or not _SIGN_OFF.fullmatch(signed[1]):
        return None
    return _credit(signed[1], unit.start + signed.start(1), "syndicates")


def _signed(names: str, at: int) -> tuple[Credit, ...]:
    """Each of the agencies that sign together: "KPS/AVP"."""
    return tuple(_credit(m[0], at + m.start(), "syndicates") for m in re.finditer(r"[A-Z]{2,}", names))


def _credit(name: str, at: int, relation: CreditRelation) -> Credit:
    return Credit(name, relation, Span(at, at + len(name)))


def closing_credit(unit: Unit) -> tuple[int, tuple[Credit, ...]] | None:
    """Where a credit at the end of running copy begins, and what it says.

    "… said. (With inputs from PTI)", "… said. – AFP", "… said. (Reuters)", "… said. (Meridian)".
    """
    if bracket := _BRACKET_END.search(unit.text[-130:]):
        offset = max(len(unit.text) - 130, 0)
        start, inside = unit.start + offset + bracket.start(), bracket[1]
        before = unit.text[: offset + bracket.start()].rstrip(' "”’')
        found = _phrased(inside, start + 1)
        if found is None and _DESK.fullmatch(inside):
            found = ()
        if (
            found is None
            and (is_agency(inside, "wire") or _SIGN_OFF.fullmatch(inside))
            and len(inside) < 40
            and before.endswith((".", "!", "?"))
        ):
            found = (_credit(inside, start + 1, "syndicates"),)
        if found is None and _ACRONYMS.fullmatch(inside) and before.endswith((".", "!", "?")):
            found = _signed(inside, start + 1)
        return (start, found) if found is not None else None
    if dash := _DASH_END.search(unit.text[-60:]):
        offset = max(len(unit.text) - 60, 0)
        before = unit.text[: offset + dash.start()].rstrip(' "”’')
        if is_agency(dash[1], "wire") and before.endswith((".", "!", "?")):
            at = unit.start + offset
            return at + dash.start(), (_credit(dash[1], at + dash.start(1), "syndicates"),)
    return None


def is_byline(unit: Unit) -> bool:
    """Whether `unit` names who wrote it: "By Jane Doe and John Roe", "Jane Doe, staff writer".

    >>> is_byline(Unit(0, 31, "By Monday Evening the Army had", False))
    False
    """
    if unit.words > 60 or len(unit.text) > 400:
        return False
    if _DESK.fullmatch(unit.text):
        return True
    if unit.words > 16:
        return False
    roled = _ROLED.fullmatch(unit.text)
    if roled and roled["role"].split()[-1].lower() in entries("roles"):
        return True
    head, _, tail = unit.text.rstrip(".").partition(", ")
    if tail and tail.split()[-1].lower() in entries("roles") and "." not in tail:
        head = head.strip()  # By Jane Doe, our political editor
    else:
        head = unit.text.rstrip(".") if unit.words <= 8 else unit.text
    found = _BYLINE.fullmatch(head)
    return found is not None and not _is_day(found["names"].split()[0])


def photo_credits(unit: Unit) -> tuple[Credit, ...]:
    """Whose picture a caption says it is: "(Photo by Jane Doe)", "[Jane Doe/AFP]", "(By AFP)"."""
    ends = _BRACKET_END.search(unit.text[-160:])
    offset = max(len(unit.text) - 160, 0)
    inside, at = (ends[1], unit.start + offset + ends.start(1)) if ends else (unit.text, unit.start)
    if found := _PHOTO_CREDIT.match(inside) or _PHOTO_CREDIT.match(unit.text):
        if found.string is unit.text:
            at = unit.start
        name = found["name"].strip(" .")
        if len(name.split()) > 12 or not name:
            return ()
        begin = at + found.start("name")
        return (Credit(name, "photo", Span(begin, begin + len(name))),)
    if is_picture_line(unit):
        return (Credit(unit.text, "photo", Span(unit.start, unit.end)),)
    if ends and (
        _SLASHED.fullmatch(inside) or names_agency(inside) or re.match(r"(?:[Bb]y|[Vv]ia) [A-Z]", inside)
    ):
        name = re.sub(r"(?i)^(?:by|via|source:?|credit:?)\s+", "", inside)
        begin = at + len(inside) - len(name)
        return (Credit(name.strip(), "photo", Span(begin, begin + len(name.strip()))),)
    return ()


def is_picture_line(unit: Unit) -> bool:
    """Whether `unit` is nothing but a picture's credit: "Jane Doe/AFP", "Island Navy via Reuters"."""
    bare = unit.text.removesuffix(", file").removesuffix(", File")
    if unit.words > 12 or ("/" not in bare and " via " not in bare):
        return False
    via = _VIA.fullmatch(bare)
    return (via is not None and is_agency(via["agency"])) or (
        _SLASHED.fullmatch(bare) is not None and names_agency(bare)
    )


def picture_credit(unit: Unit) -> int | None:
    """Where the picture's credit begins that closes `unit`: "… in Kabul [Jane Doe/AFP]", "… (AP Photo/Jane Doe)"."""
    found = _BRACKET_END.search(unit.text[-160:])
    if found is None:
        return None
    inside = found[1]
    pictured = bool(_PICTURED.search(inside)) and (
        names_agency(inside) or _PHOTO_CREDIT.match(inside) is not None
    )
    pictured = pictured or is_agency(inside, "photo")
    slashed = _SLASHED.fullmatch(inside) is not None and len(inside) < 90 and " " in inside.split("/")[0]
    if pictured or (slashed and (names_agency(inside) or found[0].startswith("["))):
        return unit.start + max(len(unit.text) - 160, 0) + found.start()
    return None


def _phrased(text: str, start: int) -> tuple[Credit, ...] | None:
    """Credits where `text` consists of a phrase and names; None where it is something else."""
    pattern, table = _phrases()
    lead = len(text) - len(text.lstrip("([ -–—*_"))
    phrase = pattern.match(text, lead)
    if phrase is None:
        return None
    relation, whose = table[phrase[0].lower()]
    if "|" in text and whose == "any" and relation == "based_on":
        relation = "syndicates"  # a site's line above another's text
    rest = text[phrase.end() :]
    blanks = len(rest) - len(rest.lstrip(" :\u00a0"))
    name = rest.partition("|")[0].strip(" :\u00a0").rstrip(")]. *_")  # Source: Daily Post | 5 March 2025
    if relation != "translates" and (described := _DESCRIBED.match(name)):
        blanks, name = blanks + described.end(), name[described.end() :]
    if not 1 < len(name) <= _LONGEST_NAME or ". " in name.replace("U.S. ", ""):
        return None
    # Outside the table a single name is an agency's ("With reporting by Marisat"): people have two.
    alone = relation == "based_on" and (re.fullmatch(r"[A-Z][\w-]+", name) or _ACRONYMS.fullmatch(name))
    if whose == "agency" and not alone and not is_agency(name, "wire"):
        return None
    if relation == "translates":
        translator = re.search(r"\bby\s+(?P<name>[A-Z].*)$", name)  # Translated from the Norlandic by …
        if translator is None and phrase[0].lower().endswith(" the"):
            return ()
        if translator:
            blanks, name = blanks + translator.start("name"), translator["name"]
    if not name[0].isupper() and not is_agency(name) and relation != "translates" and len(name.split()) > 3:
        return None
    at = start + phrase.end() + blanks
    if relation == "translates":
        return tuple(_named(name, at, relation, False))
    if whose == "agency" and not alone:
        return tuple(_named(name, at, relation, True))
    return _cleaned(name, at, relation)


def _cleaned(names: str, at: int, relation: CreditRelation) -> tuple[Credit, ...]:
    """The names alone, without what is said of them behind."""
    return tuple(_named(_SAID_OF_IT.sub("", names), at, relation, False))


def _named(names: str, at: int, relation: CreditRelation, agencies_only: bool) -> Iterator[Credit]:
    if agencies_only:
        yield from (Credit(names[a:b], relation, Span(at + a, at + b)) for a, b in wires_in(names))
        return
    slash = "/" if _ACRONYMS.fullmatch(names) else ""
    for piece in re.finditer(rf"[^,;&{slash}]+?(?=\s*(?:[,;&{slash}]|\band\b|$))", names):
        name = re.sub(r"^\s*(?:and\s+)?(?:the\s+(?=[A-Z]))?", "", piece[0])
        if len(name) > 1 and name.casefold() not in _NOBODY:
            yield _credit(name, at + piece.end() - len(name), relation)


def _is_day(word: str) -> bool:
    return date_at(f"{word} 1", 0) is not None or weekday_at(word, 0) is not None
