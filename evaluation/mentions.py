"""Names and antecedents measured on GUM's test documents.

    python -m evaluation.mentions --corpora ../shared/corpora [--split test]

Names: exact span and kind (person, organization, place), F1. Antecedents of third-person pronouns
whose antecedent stands in the same window: how often the first proposal, followed back through
pronouns to a name or noun, names the right entity. Needs no parser: the reader of the training
corpora tells what is right.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.kept import commit, keep, today
from evaluation.scores import Counts
from onrecord.article.extract import Extractor
from onrecord.article.extract.encode import load_tokenizer
from onrecord.article.extract.labels import NAMES
from onrecord.article.extract.mentions import FoundMention, mentions
from training.corpora import Example
from training.corpora import mentions as gum_documents

KINDS = ("person", "organization", "place")
SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
THIRD_PERSON = SINGULAR | {"they", "them", "their", "theirs", "it", "its", "itself"}


def wanted_names(example: Example) -> set[tuple[int, int, str]]:
    """Gold names as character spans with their kind."""
    assert example.names is not None
    labels = [NAMES[int(mask).bit_length() - 1] if mask != 1 else "O" for mask in example.names]
    found, n = set(), 0
    while n < len(labels):
        stop = n + 1
        if labels[n].startswith("B-"):
            while stop < len(labels) and labels[stop] == "I" + labels[n][1:]:
                stop += 1
            found.add((int(example.encoded.starts[n]), int(example.encoded.ends[stop - 1]), labels[n][2:]))
        n = stop
    return found


def antecedents(example: Example, found: list[FoundMention], counts: dict[str, Counts]) -> None:
    """Count third-person pronouns whose first proposal is in the right entity."""
    assert example.antecedents is not None
    clusters: dict[int, set[int]] = {}
    for piece, earlier in example.antecedents.items():
        joined = {piece, *earlier}
        for other in earlier:
            joined |= clusters.get(other, set())
        for member in joined:
            clusters[member] = joined
    starts = [int(start) for start in example.encoded.starts]
    for mention in found:
        word = example.encoded.text[mention.start : mention.end].lower()
        if word not in THIRD_PERSON:
            continue
        piece = starts.index(mention.start)
        right = [n for n in example.antecedents.get(piece, ()) if piece - n < 180]
        if not right:
            continue
        good = 0
        if mention.antecedents:
            target = found[mention.antecedents[0][1]]
            inside = {n for n in range(len(starts)) if target.start <= starts[n] < target.end}
            good = bool(inside & {n for r in right for n in clusters.get(r, {r})} or inside & set(right))
        person = word in SINGULAR
        counts["he, she" if person else "they, it"].add(good, 1, 1)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Names and antecedents measured on GUM.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--split", choices=("test", "dev"), default="test")
    options = parser.parse_args()
    tokenizer = load_tokenizer(Path(__file__).parent.parent / "onrecord/article/extract/tokenizer.json")
    extractor = Extractor()
    counts = {name: Counts() for name in (*KINDS, "all names", "all names, any kind", "he, she", "they, it")}
    for _, example in gum_documents(options.corpora, tokenizer, options.split):
        encoded, scores, _, _ = extractor.scores(example.encoded.text)
        found = mentions(encoded, scores)
        mine = {(m.start, m.end, m.kind) for m in found if m.form == "name" and not m.demonym}
        gold = wanted_names(example)
        for kind in KINDS:
            left, right = {n for n in mine if n[2] == kind}, {n for n in gold if n[2] == kind}
            counts[kind].add(len(left & right), len(left), len(right))
            counts["all names"].add(len(left & right), len(left), len(right))
        left2, right2 = ({n[:2] for n in names if n[2] in KINDS} for names in (mine, gold))
        counts["all names, any kind"].add(len(left2 & right2), len(left2), len(right2))
        antecedents(example, found, counts)
    print(f"GUM {options.split}, {today()}, commit {commit()}; names F1, pronouns accuracy, in percent")
    for name, count in counts.items():
        print(f"{name:<22}{count.f1:6.1f}   ({count.wanted:.0f})")
    figures = {name: {"f1": round(c.f1, 2), "wanted": c.wanted} for name, c in counts.items()}
    keep(f"gum-{options.split}", {"corpus": "GUM", "split": options.split, "figures": figures})


if __name__ == "__main__":
    main()
