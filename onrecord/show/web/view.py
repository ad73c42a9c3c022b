"""One answer: a template with what it shows, and the same data as JSON. Also how a page is written.

Everything that comes from articles goes through Jinja's escaping; an address becomes a link only
where it is a web address (`wording.link`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

import onrecord
from onrecord.anchoring import inside
from onrecord.show.export import wording
from onrecord.types import Role

Data = Callable[[], object]
QUOTED = re.compile(r'"([^"]*)"|([^\s"]+)')  # words that belong together, and single ones


@dataclass(frozen=True, slots=True)
class View:
    """A page: `shown` makes what its template is given, `data` what `.json` answers; one of them is asked."""

    template: str
    title: str
    shown: Callable[[], Mapping[str, object]]
    data: Data
    json: bool = field(default=True)


def address(kind: str, key: str = "", fragment: str = "", /, **asked: object) -> str:
    """The permalink of something: `/story/t12`, with the facets that are set.

    >>> address("article", "https://a.example/x?y", "c0-4", mark=None)
    '/article/https%3A%2F%2Fa.example%2Fx%3Fy#c0-4'
    >>> address("search", q="port, strait", clash=True)
    '/search?q=port%2C+strait&clash=1'
    """
    path = f"/{kind}/{quote(key, safe='')}" if key else f"/{kind}"
    kept = {
        name: "1" if value is True else value
        for name, value in asked.items()
        if value not in (None, "", False)
    }
    return path + (f"?{urlencode(kept)}" if kept else "") + (f"#{fragment}" if fragment else "")


def short(words: str, most: int = 180) -> str:
    """The words, cut at a blank where they are more than `most` characters.

    >>> short("one two three", 9)
    'one two …'
    """
    return (
        words
        if len(words) <= most
        else words[: words.rfind(" ", 0, most) if " " in words[:most] else most] + " …"
    )


WORD = re.compile(r"[^\W_]+")


def sought(words: str) -> re.Pattern[str] | None:
    """What finds the words of a search in a text, as the index does: whole, whatever their case.

    >>> sought('"the port" Café').findall("The port, the cafe: a café at the port.")
    ['The port', 'café', 'the port']
    """
    asked = {tuple(WORD.findall(one)) for pair in QUOTED.findall(words) for one in pair} - {()}
    runs = (r"[\W_]+".join(map(re.escape, one)) for one in sorted(asked, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(runs)})(?![^\W_])", re.IGNORECASE) if asked else None


def pieces(text: str, found: re.Pattern[str] | None) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it was sought.

    >>> list(pieces("at the port", sought("port")))
    [('at the ', False), ('port', True), ('', False)]
    """
    at = 0
    for hit in found.finditer(text) if found else ():
        yield text[at : hit.start()], False
        yield hit[0], True
        at = hit.end()
    yield text[at:], False


def pages_of(total: int, each: int) -> int:
    """How many pages so many make; one at least.

    >>> pages_of(41, 40), pages_of(0, 40)
    (2, 1)
    """
    return max(1, -(-total // each))


MARKS = '“”"„«»'
GAP = re.compile(f",?[{MARKS}]?,? … [{MARKS}]?")


def bare(words: str) -> str:
    """A quotation as it stands between the marks that the page sets itself.

    >>> bare('“It stands," … "and it was \"never closed\"."')
    'It stands … and it was ‘never closed’.'
    """
    return inside(GAP.sub(" … ", words.strip(f"{MARKS}‘’, ")))


def foremost(roles: Sequence[Role]) -> list[Role]:
    """Roles, those first in which somebody was seen over the longest time, and last.

    >>> from datetime import date
    >>> at = Role("guest", None, date(2031, 5, 9), date(2031, 5, 9))
    >>> [one.title for one in foremost([Role("heir"), at, Role("mayor", None, date(2030, 1, 1), date(2031, 1, 1))])]
    ['mayor', 'guest', 'heir']
    """

    def seen(role: Role) -> tuple[int, int]:
        first, last = role.first or role.last, role.last or role.first
        return ((last - first).days, last.toordinal()) if first and last else (-1, 0)

    return sorted(roles, key=seen, reverse=True)


def sentence(words: str) -> str:
    """An error's words with a capital and a full stop, unless it begins with the name of a file.

    >>> sentence("no actor answers to 'Bril'"), sentence("news.db: another process is writing")
    ("No actor answers to 'Bril'.", 'news.db: another process is writing.')
    """
    first = words.split(maxsplit=1)[0].rstrip(",:") if words.strip() else ""
    return (words[:1].upper() + words[1:] if first.isalpha() else words) + (
        "" if words[-1:] in ".?!" else "."
    )


@cache
def environment() -> Environment:
    """Jinja, with autoescape everywhere and what the templates ask for."""
    made = Environment(
        loader=PackageLoader("onrecord.show.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # the code that fills them is not read anew either
    )
    made.globals.update(address=address, version=onrecord.__version__, manners=wording.MANNERS)
    made.filters.update(
        short=short,
        pieces=pieces,
        bare=bare,
        told=wording.content,
        unmarked=lambda words: words.strip("*_#> \n"),
        foremost=foremost,
        sentence=sentence,
        day=wording.plain,
        said=wording.day,
        unknown=wording.unknown,
        days=lambda pair: wording.span_of_days(*pair),
        count=wording.count,
        some=wording.some,
        called=lambda it: wording.called(it.outlet, it.url, it.path),
        weblink=wording.link,
    )
    return made


def compiled() -> None:
    """Compile every template now, so that the first page is as quick as the others."""
    for name in environment().list_templates():
        environment().get_template(name)


def html(view: View, common: Mapping[str, object]) -> str:
    """The page as HTML."""
    return environment().get_template(view.template).render(title=view.title, **common, **view.shown())
