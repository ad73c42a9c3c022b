"""Which article this is: the given id, else its canonical URL, else a hash of outlet and text.

The path plays no part, so the same article in two places is one article. Identical text under
another id is another article (a copy).
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, urlsplit

_PORTS = {"http": "80", "https": "443"}
# Query keys that tell where a reader came from, not which page it is.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_cid|mc_eid|ocid|cmpid|ncid|s_cid|"
    r"ref_src|ref_url|_ga|smid|smtyp|ns_\w+|at_(?:medium|campaign|custom\d|link_\w+)|xtor|spm)"
)


def article_id(given: str | None, url: str | None, outlet: str | None, text: str) -> str:
    """The article's id.

    >>> article_id(None, "HTTPS://News.example/a?utm_source=x#top", None, "")
    'https://news.example/a'
    >>> article_id(None, None, "The Harbour Post", "The court ruled.")
    'a2b988a8dcaee0882'
    """
    if given:
        return given
    if url:
        return canonical_url(url)
    return "a" + hashlib.sha256(f"{outlet or ''}\0{text}".encode("utf-8", "replace")).hexdigest()[:16]


def canonical_url(url: str) -> str:
    """`url` without what does not tell pages apart; what is no web address comes back as it is.

    Scheme and host in lower case; default port, fragment and tracking keys dropped.

    >>> canonical_url("http://News.example:80/a?id=7&fbclid=z#c2")
    'http://news.example/a?id=7'
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:  # for instance an unclosed [ in the host
        return url
    if parts.scheme.lower() not in _PORTS or not parts.netloc:
        return url
    scheme = parts.scheme.lower()
    user, at, host = parts.netloc.rpartition("@")
    host = host.lower().removesuffix(f":{_PORTS[scheme]}")
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.split("=")[0].lower())]
    return SplitResult(scheme, user + at + host, parts.path or "/", "&".join(kept), "").geturl()
