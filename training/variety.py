"""The same annotated article as another newsroom might have set it: for robustness, not for more data.

    varied(article, rng)    the article with other marks, layout and names; its spans moved along

PolNeAR is American: one style of quotation marks, one sort of names, neat paragraphs. A model
trained on it alone learns these as facts. So part of the articles are read in a variation:

    marks    “ ”, " ", ‘ ’, « », „ “ or ``''; now and then the closing mark is missing
    layout   one line for each paragraph, or no paragraphs at all
    names    the words that only ever stand for names in this corpus, for names from elsewhere
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.article.extract.quotation import quotations
from training.polnear import AnnotatedArticle, Attribution, Spans

Edit = tuple[int, int, str]  # text[start:end] becomes this

MARKS = (("“", "”"), ('"', '"'), ("‘", "’"), ("« ", " »"), ("«", "»"), ("„", "“"), ("''", "''"), ("'", "'"))
_WORD = re.compile(r"(?<![\w’'-])[A-Z][a-z]+(?![\w-])")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORDS = """
Abdulkarim Abebe Achebe Adeyemi Afolayan Agarwal Ahmadov Akbari Aliyev Almeida al-Mansour al-Rashid Amirov
Anand Andrade Aquino Arslan Aung Aydin Bagheri Bakir Balogun Banerjee Baran Batbayar Bautista Belov Benali
Bhattacharya Bianchi Bondarenko Botha Boukhari Chanda Chatterjee Chaudhry Chen Chikane Chowdhury Cissé Costa
Dang Danso Dávila Demir Desai Deshmukh Diallo Dlamini Dogan Dragunov Duarte Ekwueme Elmi Erdogmus Farahani
Fayzullin Fernandes Ferreira Gao Ghani Goncharov Gonzaga Guerra Gunawan Gupta Haddad Hakimi Halász Hamidi
Haqqani Hassani Hernández Hoang Horváth Hosseini Hryshko Huang Ibáñez Ibrahimov Igwe Ivanenko Iyer Jafari
Jiang Joshi Kabir Kagame Kamara Kariuki Karimov Katz Kawasaki Keita Khalilzai Khumalo Kim Kiplagat Kobayashi
Koroma Kovács Kravchuk Kumar Kuznetsov Lebedev Levy Liang Lim Lukić Lwanga Mahlangu Makarov Malik Mammadov
Martynov Masekela Mbeki Mehta Mendoza Mirza Mishra Moyo Mukherjee Mutua Nagy Nair Nakamura Naseri Ndiaye
Nguyen Nikolić Njoroge Nkrumah Novák Nowak Obi Odhiambo Okafor Okonkwo Olteanu Omarov Onyango Orbeliani
Osei Ouattara Oyelaran Özdemir Papadopoulos Park Patel Pavlov Pereyra Petrenko Petrov Pham Popescu Qadri
Quispe Rahimi Rahman Ramaphela Rao Reddy Rezaei Rojas Sadykov Saleh Salazar Santos Sarkar Sato Savchenko
Sesay Shah Sharma Shevchuk Shinwari Sidorov Singh Sithole Soares Sokolov Solis Suleymanov Sultani Suzuki
Szabó Takahashi Tanaka Tantawi Tembo Tesfaye Thapa Tkachenko Tran Tshabalala Turgut Ugwu Uribe Usmanov
Varga Vasiliev Venter Villanueva Volkov Wanjiru Wardak Wekesa Xu Yadav Yamamoto Yildiz Yilmaz Yusuf Zhang
Zhao Zulu Zhukov bin-Salem van-der-Merwe
"""
_NO_PERSON = re.compile(r"(?:ans?|ese|crats?|ists?|House|Congress|Senate|Court|York|Washington|Fox|Party)$")
NAMES = tuple(_NAME_WORDS.split())


def name_words(articles: Sequence[AnnotatedArticle], least: int = 4) -> frozenset[str]:
    """Words that the corpus writes with a capital only, within a sentence, and that speak: in a source."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    speaking: Counter[str] = Counter()
    for article in articles:
        for word in _ANY_WORD.findall(article.text):
            (lower if word.islower() else upper)[word.lower()] += 1
        for attribution in article.attributions:
            for start, end in attribution.source:
                words = article.text[start:end].split()
                if 1 <= len(words) <= 3:
                    speaking.update(word for word in words[-2:] if _WORD.fullmatch(word))
    return frozenset(
        word
        for word, count in speaking.items()
        if count >= least and 50 * lower[word.lower()] < upper[word.lower()] and not _NO_PERSON.search(word)
    )


def varied(article: AnnotatedArticle, rng: random.Random, names: frozenset[str]) -> AnnotatedArticle:
    """The article in another newsroom's hands. What is varied, and whether at all, is up to chance."""
    edits: list[Edit] = []
    text = article.text
    if rng.random() < 0.5:
        edits += _marks(text, rng)
    layout = rng.random()
    if layout < 0.15:
        edits += [(m.start(), m.end(), "\n") for m in re.finditer(r"[ \t]*\r?\n\s*\n\s*", text)]
    elif layout < 0.2:
        edits += [(m.start(), m.end(), " ") for m in re.finditer(r"[ \t]*\r?\n\s*", text)]
    if rng.random() < 0.5:
        elsewhere: dict[str, str] = {}
        for match in _WORD.finditer(text):
            if match[0] in names:
                name = elsewhere.setdefault(match[0], rng.choice(NAMES))
                edits.append(
                    (match.start(), match.end(), name.replace("-", " ") if "-der-" in name else name)
                )
    return edited(article, edits)


def _marks(text: str, rng: random.Random) -> list[Edit]:
    opening, closing = rng.choice(MARKS)
    forgets = rng.random() < 0.15
    edits = []
    for quotation in quotations(text):
        edits.append((quotation.start, quotation.inner[0], opening))
        if quotation.inner[1] < quotation.end:
            edits.append(
                (quotation.inner[1], quotation.end, "" if forgets and rng.random() < 0.3 else closing)
            )
    return edits


def edited(article: AnnotatedArticle, edits: Iterable[Edit]) -> AnnotatedArticle:
    """The article after the edits, which may touch but not overlap; a later overlapping one is dropped.

    >>> one = AnnotatedArticle("a", "x", 'Al: "No"', (Attribution(((0, 2),), (), ((4, 8),)),))
    >>> other = edited(one, [(0, 2, "Boris"), (4, 5, "«"), (7, 8, "»")])
    >>> other.text, [other.text[s:e] for s, e in other.attributions[0].content]
    ('Boris: «No»', ['«No»'])
    """
    pieces: list[str] = []
    moves: list[tuple[int, int, int, int]] = []  # old start, old end, new start, new end
    place = length = 0
    for start, end, new in sorted(edits):
        if start < place:
            continue
        pieces += (article.text[place:start], new)
        length += start - place
        moves.append((start, end, length, length + len(new)))
        length += len(new)
        place = end
    pieces.append(article.text[place:])

    olds = [move[0] for move in moves]

    def moved(offset: int, side: int) -> int:
        index = (bisect_right(olds, offset) if side == 0 else bisect_left(olds, offset)) - 1
        if index < 0:
            return offset
        _, end, new_start, new_end = moves[index]
        if offset >= end:
            return offset - end + new_end
        return new_start if side == 0 else new_end  # inside what was replaced: take all of it

    def spans(old: Spans) -> Spans:
        return tuple((moved(start, 0), moved(end, 1)) for start, end in old)

    return replace(
        article,
        text="".join(pieces),
        attributions=tuple(
            Attribution(spans(a.source), spans(a.cue), spans(a.content)) for a in article.attributions
        ),
    )
