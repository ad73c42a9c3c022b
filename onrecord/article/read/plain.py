"""Plain text: the whole decoded file is the article's text, untouched.

What its layout tells (title line, dateline, credits) is marked, never cut out.
"""

from __future__ import annotations

from onrecord.article.read.compose import Facts, Stated, compose
from onrecord.article.read.encoding import decode
from onrecord.types import Article, Capture


def read_plain(data: bytes, where: str, path: str | None, stated: Stated) -> Article:
    """The article in a text file's bytes.

    >>> read_plain(b"The court ruled.", "a.txt", "a.txt", Stated()).text
    'The court ruled.'
    """
    text, encoding = decode(data, where)
    return compose(text, Facts(), stated, Capture(path, None, "text/plain", encoding), where)
