"""The training corpora as examples: a text in word pieces, with the targets that the corpus knows.

statements(folder)     PolNeAR: tags and links
mentions(folder)       GUM: names, head nouns, antecedents
names(folder)          CrossNER politics: names alone
translations(folder)   WMT21: the same article in several translations, sentence-aligned
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.article.extract.encode import Encoded, encode
from onrecord.article.extract.labels import NAMES, NOMINAL_KINDS, ROLES, TAGS
from training.polnear import AnnotatedArticle, read_polnear

NO_LINK, NO_LOSS = -1, -2
ANY_NAME = (1 << len(NAMES)) - 1
"""A set of allowed name labels is a bit mask: this one allows all, so there is no loss."""
NOMINAL = sum(1 << NAMES.index(f"N-{kind}") for kind in NOMINAL_KINDS)
"""The labels of nouns for somebody, as such a set."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its targets, one row per piece; None where the corpus does not tell.

    `tags` (n,) index into TAGS; `links` (n,) piece that this piece points at, NO_LINK or NO_LOSS;
    `names` (n,) bit mask of allowed NAMES; `antecedents` piece -> earlier pieces of the same
    entity, among `mentioned` pieces alone where these are told; `sentences` (n,) number of the sentence that is the same in all translations; `new` if the
    teachers are not asked about its statements.
    """

    encoded: Encoded
    tags: npt.NDArray[np.int64] | None = None
    links: npt.NDArray[np.int64] | None = None
    names: npt.NDArray[np.int64] | None = None
    antecedents: dict[int, tuple[int, ...]] | None = None
    mentioned: frozenset[int] | None = None
    sentences: npt.NDArray[np.int64] | None = None
    new: bool = False


# ----------------------------------------------------------------------------- PolNeAR


def statements(folder: Path, tokenizer: Tokenizer) -> Iterator[tuple[AnnotatedArticle, Example]]:
    """Every PolNeAR training article, by its first annotator, the held-out ones among them."""
    for article in read_polnear(folder / "polnear", "train"):
        yield article, statement_example(article, tokenizer)


def statement_example(article: AnnotatedArticle, tokenizer: Tokenizer) -> Example:
    """Tags, and links: source and content pieces to the first piece of their cue, cues to their source."""
    encoded = encode(article.text, tokenizer)
    tags = np.zeros(len(encoded), dtype=np.int64)
    links = np.full(len(encoded), NO_LOSS, dtype=np.int64)
    for attribution in article.attributions:
        first: dict[str, int] = {}
        pieces: dict[str, list[int]] = {}
        for role, spans in zip(
            ROLES, (attribution.source, attribution.cue, attribution.content), strict=True
        ):
            begin = TAGS.index(f"B-{role}")
            for start, end in join_over_space(article.text, spans):
                inside = [n for n in pieces_in(encoded, start, end) if tags[n] == 0]
                for position, n in enumerate(inside):
                    tags[n] = begin if position == 0 else begin + 1
                pieces.setdefault(role, []).extend(inside)
            # a source may serve several cues: its tags belong to the first, all cues point at it
            covered = [n for start, end in spans for n in pieces_in(encoded, start, end)]
            if covered:
                first[role] = covered[0]
        for role in ("source", "content"):
            links[pieces.get(role, [])] = first.get("cue", NO_LINK)
        links[pieces.get("cue", [])] = first.get("source", NO_LINK)
    return Example(encoded, tags=tags, links=links)


def join_over_space(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of one part, joined where only white space lies between them."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def pieces_in(encoded: Encoded, start: int, end: int) -> list[int]:
    """Pieces that lie in `start`…`end` by at least half."""
    low = int(np.searchsorted(encoded.ends, start, side="right"))
    high = int(np.searchsorted(encoded.starts, end, side="left"))
    return [
        n
        for n in range(low, high)
        if 2 * (min(end, int(encoded.ends[n])) - max(start, int(encoded.starts[n])))
        >= int(encoded.ends[n]) - int(encoded.starts[n])
    ]


# ----------------------------------------------------------------------------- GUM

_KINDS = {"person": "person", "organization": "organization", "place": "place"}
_NAMELESS = frozenset({"time"})
_RANK_WORDS = """
    president minister senator governor king queen emperor pope general judge mayor secretary
    ambassador chancellor professor doctor congress government court state speaker dean
    mr. mrs. ms. dr. sir madam
"""
_RANKS = frozenset(_RANK_WORDS.split())


@dataclass(slots=True)
class _Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int  # index of the head within the document, -1 for a root
    deprel: str
    entity: str
    first: bool  # in its sentence
    start: int = 0
    end: int = 0


def gum_splits(folder: Path) -> dict[str, str]:
    """Document name -> train, dev, test or test2, as GUM's `splits.md` lists them."""
    split, result = "train", {}
    for line in (folder / "gum" / "splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            split = line[3:].strip()
        elif line.strip().startswith("* "):
            result[line.strip()[2:]] = split
    return result


def mentions(folder: Path, tokenizer: Tokenizer, split: str) -> Iterator[tuple[str, Example]]:
    """GUM documents of one split; what `splits.md` does not list belongs to train."""
    splits = gum_splits(folder)
    for path in sorted((folder / "gum").glob("*.conllu")):
        if splits.get(path.stem, "train") == split:
            yield path.stem, mention_example(path, tokenizer)


def mention_example(path: Path, tokenizer: Tokenizer) -> Example:
    """Names, nominal heads and antecedents of one GUM document."""
    text, words = _read_conllu(path)
    encoded = encode(text, tokenizer)
    by_word = [pieces_in(encoded, w.start, w.end) for w in words]
    labels: list[str] = ["O"] * len(words)
    anchors: list[tuple[int, str, str]] = []  # word, entity id, query kind or ""
    found: list[tuple[int, int, str, str]] = []
    nominal: list[tuple[int, str]] = []
    for start, end, entity, named in _entities(words):
        head = next((n for n in range(start, end) if not start <= words[n].head < end), start)
        word = words[head]
        kind = _KINDS.get(named, named)
        if word.upos == "PRON" or word.xpos in ("PRP", "PRP$", "WP", "WP$"):
            anchors.append((head, entity, "pronoun"))
            continue
        is_name = word.upos == "PROPN" and not (end - start <= 2 and word.lemma.lower() in _RANKS)
        if not is_name:
            anchors.append((head, entity, kind if kind in _KINDS else ""))
            if kind in _KINDS:
                nominal.append((head, kind))
        elif kind in _NAMELESS:
            continue
        else:
            low, high = _name_span(words, start, end, head, kind)
            anchors.append((low, entity, kind if kind in _KINDS else ""))
            label = kind if kind in _KINDS else "other"
            if word.xpos == "NNPS" and high - low == 1 and kind in ("person", "organization"):
                label = "demonym"
            found.append((low, high, label, entity))
    for low, high, label, _ in sorted(found, key=lambda item: item[0] - item[1]):
        if all(labels[n] == "O" for n in range(low, high)):
            labels[low:high] = [f"B-{label}"] + [f"I-{label}"] * (high - low - 1)
    for head, kind in nominal:
        if labels[head] == "O":
            labels[head] = f"N-{kind}"
    for n, word in enumerate(words):
        adjective = labels[n] == "O" and word.xpos == "JJ" and not word.first and not word.form.isupper()
        if adjective and word.form[:1].isupper() and word.lemma[:1].isupper():
            labels[n] = "B-demonym"
    names = np.full(len(encoded), 1, dtype=np.int64)
    for pieces, label in zip(by_word, labels, strict=True):
        for position, n in enumerate(pieces):
            if label.startswith("B-") and position:
                names[n] = 1 << NAMES.index("I" + label[1:])
            elif label.startswith("N-") and position:
                names[n] = 1 | 1 << NAMES.index(label)
            else:
                names[n] = 1 << NAMES.index(label)
    return Example(encoded, names=names, antecedents=_antecedents(anchors, by_word))


def _antecedents(anchors: list[tuple[int, str, str]], by_word: list[list[int]]) -> dict[int, tuple[int, ...]]:
    result: dict[int, tuple[int, ...]] = {}
    seen: dict[str, list[int]] = {}
    for word, entity, query in sorted(anchors):
        if not by_word[word]:
            continue
        piece = by_word[word][0]
        earlier = tuple(n for n in seen.get(entity, ()) if n < piece)
        if query and piece not in result:
            result[piece] = earlier
        seen.setdefault(entity, []).append(piece)
    return result


def _name_span(words: list[_Word], start: int, end: int, head: int, kind: str) -> tuple[int, int]:
    """The name inside a mention: without article, title, possessive and what describes it."""
    if kind == "person":
        high = head + 1
        while high < end and (words[high].deprel == "flat" or (words[high].form == "-" and high + 1 < end)):
            high += 1
        return head, high
    low, high = head, head + 1
    while low > start and (words[low - 1].upos in ("PROPN", "NUM") or words[low - 1].form[:1].isupper()):
        if words[low - 1].deprel == "nmod:desc" or words[low - 1].upos == "DET":
            break
        low -= 1
    while high < end and words[high].xpos != "POS":
        linked = words[high].form.lower() in ("of", "the", "for", "and", "-", "&", "de")
        if words[high].upos in ("PROPN", "NUM") or (
            linked
            and high + 1 < end
            and any(words[n].upos == "PROPN" for n in range(high + 1, min(high + 3, end)))
        ):
            high += 1
        else:
            break
    return low, high


def _read_conllu(path: Path) -> tuple[str, list[_Word]]:
    """The running text of a CoNLL-U file, and its words with their offsets."""
    text = ""
    words: list[_Word] = []
    sentence: list[_Word] = []
    gap, separator = "", ""
    until, whole = 0, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            separator = "\n\n"
        if not line.strip() or line.startswith("#"):
            sentence, until = [], 0
            continue
        columns = line.split("\t")
        if "." in columns[0]:
            continue
        if "-" in columns[0]:
            until, whole = int(columns[0].split("-")[1]), columns[1]
            after = "" if "SpaceAfter=No" in columns[9] else " "
            text += (separator or gap) if text else ""
            gap, separator = "", ""
            cursor, finish = len(text), len(text) + len(whole)
            text += whole
            pending = after
        number = columns[0]
        if "-" in number:
            continue
        misc = dict(item.partition("=")[::2] for item in columns[9].split("|"))
        word = _Word(
            columns[1], columns[2], columns[3], columns[4], int(columns[6]), columns[7],
            misc.get("Entity", ""), not sentence,
        )  # fmt: skip
        if until and int(number) <= until:
            word.start = cursor
            word.end = finish if int(number) == until else min(finish, cursor + len(word.form))
            cursor = word.end
            if int(number) == until:
                until, gap = 0, pending
        else:
            text += (separator or gap) if text else ""
            separator = ""
            word.start, word.end = len(text), len(text) + len(word.form)
            text += word.form
            gap = "" if "SpaceAfter=No" in columns[9] else " "
        base = len(words) - len(sentence)
        word.head = base + word.head - 1 if word.head else -1
        sentence.append(word)
        words.append(word)
    return text, words


_BRACKET = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")


def _entities(words: list[_Word]) -> Iterator[tuple[int, int, str, str]]:
    """Start and end word, entity id and type of each mention."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, word in enumerate(words):
        for match in _BRACKET.finditer(word.entity):
            if match[1]:
                entity, kind = [*match[1].split("-"), ""][:2]
                if match[2]:
                    yield index, index + 1, entity, kind
                else:
                    opened.setdefault(entity, []).append((index, kind))
            elif opened.get(match[3].split("-")[0]):
                entity = match[3].split("-")[0]
                start, kind = opened[entity].pop()
                yield start, index + 1, entity, kind


# ----------------------------------------------------------------------------- CrossNER politics

_CROSSNER = {
    "politician": "person", "person": "person", "politicalparty": "organization",
    "organisation": "organization", "country": "place", "location": "place",
    "election": "other", "event": "other",
}  # fmt: skip
_NO_SPACE_BEFORE = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "n't", "”", "''"})
_NO_SPACE_AFTER = frozenset({"(", "[", "$", "“", "``"})


def names(folder: Path, tokenizer: Tokenizer, split: str) -> Iterator[Example]:
    """CrossNER politics sentences, twelve to a text; head nouns and `misc` are left open."""
    blocks = (folder / "ner_politics" / f"{split}.txt").read_text(encoding="utf-8").split("\n\n")
    rows = [[line.split("\t") for line in block.splitlines() if "\t" in line] for block in blocks]
    rows = [row for row in rows if row]
    for first in range(0, len(rows), 12):
        text, spans = "", []
        for row in rows[first : first + 12]:
            text += "\n\n" if text else ""
            glue = True
            for form, tag in row:
                text += "" if glue or form in _NO_SPACE_BEFORE else " "
                spans.append((len(text), len(text) + len(form), tag))
                text += form
                glue = form in _NO_SPACE_AFTER
        encoded = encode(text, tokenizer)
        allowed = np.full(len(encoded), ANY_NAME, dtype=np.int64)
        for start, end, tag in spans:
            prefix, _, kind = tag.partition("-")
            for position, n in enumerate(pieces_in(encoded, start, end)):
                if tag == "O":
                    allowed[n] = 1 | NOMINAL
                elif kind in _CROSSNER:
                    letter = prefix if position == 0 else "I"
                    allowed[n] = 1 << NAMES.index(f"{letter}-{_CROSSNER[kind]}")
        yield Example(encoded, names=allowed)


# ----------------------------------------------------------------------------- translations


def translations(folder: Path, *, held_out: bool = False) -> list[list[list[str]]]:
    """Documents; each is a list of versions; each version is the list of its sentences."""
    documents = []
    for path in sorted((folder / "translations").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            if (hashlib.sha256(document["doc"].encode()).digest()[0] < 32) == held_out:
                documents.append([list(version) for version in document["versions"].values()])
    return documents


def translation_examples(
    versions: Sequence[Sequence[str]], tokenizer: Tokenizer, size: int
) -> Iterator[tuple[Example, ...]]:
    """The same run of sentences of every version, as long as fits into `size` pieces in each."""
    lengths = [[len(tokenizer.encode(s, add_special_tokens=False)) for s in v] for v in versions]
    start, count = 0, len(versions[0])
    while start < count:
        end = start + 1
        while end < count and all(sum(v[start : end + 1]) <= size for v in lengths):
            end += 1
        if end - start > 1:
            yield tuple(_numbered(v[start:end], start, tokenizer) for v in versions)
        start = end


def _numbered(sentences: Sequence[str], first: int, tokenizer: Tokenizer) -> Example:
    text, bounds = "", []
    for sentence in sentences:
        text += " " if text else ""
        bounds.append((len(text), len(text) + len(sentence)))
        text += sentence
    encoded = encode(text, tokenizer)
    numbers = np.full(len(encoded), -1, dtype=np.int64)
    for number, (start, end) in enumerate(bounds, first):
        numbers[pieces_in(encoded, start, end)] = number
    return Example(encoded, sentences=numbers)
