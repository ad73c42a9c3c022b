"""Small invented stories in a notation that says what the extractor would have found.

    [Ana Vell]p        a name mention: p person, o organisation, l place, x other; d a demonym
    {spokesman}p       a nominal mention
    <she>p             a pronoun mention
    S( … ) C( … ) T( … )   source, cue and content of a statement, Q( … ) its question; a digit after the letter groups
                       parts of one statement ("S1(He) C1(said) T1(no), T1(and again no)")

`read(story)` gives the article, its statements and its mentions.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.types import Article, Form, Kind, Mention, Span, Statement

_TOKEN = re.compile(r"([SCTQ])(\d*)\(|\)|\[|\]([polxd])|\{|\}([pol])|<|>([pol])")
_KINDS: dict[str, Kind] = {"p": "person", "o": "organization", "l": "place", "x": "other", "d": "place"}
_FORMS: dict[str, Form] = {"[": "name", "{": "nominal", "<": "pronoun"}


def read(story: str) -> tuple[Article, tuple[Statement, ...], tuple[Mention, ...]]:
    """The article without its marks, and what the marks say."""
    text, parts, mentions, opened = "", {}, [], []  # type: ignore[var-annotated]
    position, automatic = 0, 0
    for token in _TOKEN.finditer(story):
        text += story[position : token.start()]
        position = token.end()
        mark = token.group()
        if token.group(1):
            number = token.group(2)
            if not number:
                kinds = {kind for kind, n in parts if n == f"a{automatic}"} | {
                    k for k, n, _ in opened if n == f"a{automatic}"
                }
                automatic += token.group(1) in kinds
                number = f"a{automatic}"
            opened.append((token.group(1), number, len(text)))
        elif mark == ")" and opened:
            kind, number, start = opened.pop()
            parts.setdefault((kind, number), []).append(Span(start, len(text)))
        elif mark == ")":
            text += ")"
        elif mark in _FORMS:
            opened.append((mark, "", len(text)))
        else:
            kind, _, start = opened.pop()
            letter = token.group(3) or token.group(4) or token.group(5)
            mentions.append(
                Mention(Span(start, len(text)), _FORMS[kind], _KINDS[letter], demonym=letter == "d")
            )
    text += story[position:]
    numbers = list(dict.fromkeys(number for _, number in parts))
    statements = []
    for number in numbers:
        source, cue, content, asked = (tuple(parts.get((kind, number), ())) for kind in "SCTQ")
        words = [text[span.start : span.end] for span in content]
        manner = "direct" if words and all(w[:1] in '"“' for w in words) else "indirect"
        statements.append(
            Statement(f"s{number}", "story", source, cue, content, question=asked, manner=manner)  # type: ignore[arg-type]
        )
    statements.sort(key=lambda s: min(span for part in (s.source, s.cue, s.content) for span in part))
    inner = []
    for statement in statements:
        here = (statement.cue or statement.content)[0].start
        around = [
            o.id
            for o in statements
            if o is not statement and any(span.start <= here < span.end for span in o.content)
        ]
        inner.append(replace(statement, parent=around[0] if around else None))
    return Article("story", text), tuple(inner), tuple(sorted(mentions, key=lambda m: m.span))
