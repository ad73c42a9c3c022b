"""Makes sure that the built site asks no other server for anything: `python docs/offline.py site`.

Links that a reader may follow are fine; scripts, styles, fonts and pictures from elsewhere are not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=[\"']?((?:https?:)?//[^\"'\s>]+)"
    r"|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|icon|preload|preconnect|modulepreload))[^>]*\bhref=[\"']?((?:https?:)?//[^\"'\s>]+)"
    r"|@import\s+(?:url\()?[\"']?((?:https?:)?//[^\"'\s)]+)"
    r"|url\([\"']?((?:https?:)?//[^\"'\s)]+)",
    re.IGNORECASE,
)


def fetched(text: str) -> Iterator[str]:
    """Addresses on other servers that a page or style sheet would load by itself.

    >>> list(fetched('<link rel="stylesheet" href="https://fonts.example/a.css"><a href="https://b.example">b</a>'))
    ['https://fonts.example/a.css']
    """
    for match in FETCHED.finditer(text):
        yield next(group for group in match.groups() if group)


def main(folder: Path) -> int:
    """Name what is fetched from elsewhere; 1 if anything is."""
    found = sorted(
        {
            (str(path.relative_to(folder)), address)
            for path in folder.rglob("*")
            if path.suffix in {".html", ".css"}
            for address in fetched(path.read_text(encoding="utf-8"))
        }
    )
    for page, address in found:
        print(f"{page}: loads {address}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
