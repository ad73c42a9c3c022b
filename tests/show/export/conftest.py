"""A made-up record of one briefing and one interview, as four outlets told them; all invented."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.show.export.page import Page
from onrecord.types import (
    Actor,
    Article,
    Attribution,
    Capture,
    Channel,
    Circumstance,
    Credit,
    DayMentioned,
    Entity,
    Furniture,
    Match,
    Origins,
    PartialDate,
    Reading,
    Report,
    Role,
    Said,
    Span,
    Speaker,
    Statement,
    StatementGroup,
    Story,
)

MAY_4 = Said(date(2031, 5, 4), precision="day", basis="weekday")
MAY_6 = Said(date(2031, 5, 6), precision="day", basis="published")
NO_DAY = Said(reason="the article names no day, and no day of publication is known")


def at(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


class Desk:
    """Makes a Reading out of words to find in a text."""

    def __init__(self, article: Article, entities: tuple[Entity, ...]) -> None:
        self.article, self.entities = article, entities
        self.statements: list[Statement] = []
        self.attributions: list[Attribution] = []
        self.days: list[DayMentioned] = []

    def says(
        self,
        id: str,
        source: str,
        cue: str,
        content: str,
        who: int | str,
        manner="direct",
        said=MAY_4,
        **more,
    ):
        text = self.article.text
        spans = {
            k: (at(text, v),) if v else ()
            for k, v in (("source", source), ("cue", cue), ("content", content))
        }
        question = more.pop("question", "")
        self.statements.append(
            Statement(
                id,
                self.article.id,
                **spans,
                question=(at(text, question),) if question else (),
                manner=manner,
                confidence=0.97,
            )
        )
        known = isinstance(who, int)
        speakers = (
            (
                Speaker(
                    self.entities[who].name,
                    self.entities[who].kind,
                    "name",
                    0.95,
                    spans["source"],
                    who,
                    self.entities[who].speaks_for,
                ),
            )
            if known
            else ()
        )
        self.attributions.append(
            Attribution(
                id, speakers, None if known else who, said, more.get("via", ()), more.get("addressee")
            )
        )

    def mentions(self, words: str, sentence: str, said: Said) -> None:
        text = self.article.text
        self.days.append(DayMentioned(at(text, words), at(text, sentence), said))

    def reading(self) -> Reading:
        return Reading(
            self.article,
            tuple(self.statements),
            tuple(self.attributions),
            entities=self.entities,
            days=tuple(self.days),
            sentences=tuple(_sentences(self.article.text)),
        )


def _sentences(text: str):
    start = 0
    for line in text.splitlines(keepends=True):
        for piece in line.replace('." ', '."|').replace(". ", ".|").split("|"):
            words = piece.strip()
            if words.endswith((".", '."', '"')):
                place = text.index(words, start)
                yield Span(place, place + len(words))
                start = place + len(words)


HERALD = """Sarn, May 4. Velmara will not send troops across the strait, the prime minister's spokeswoman Ona Brill said.
"At this morning's session of the Harbour League the point was raised that the quarrel could turn into a second blockade. Naturally, nobody is going to send troops there," Brill told reporters on Sunday.
Asked whether Velmara could mediate, she said: "That question does not arise."
More than 360 dock workers have been flown home, Radio Tarn reported, citing the harbour master.
The harbour master, Ivo Renn, said that nine thousand containers are waiting.
The League will meet again on 16 May."""

COURIER = """Velmara rules out intervention

Velmara has no plan to intervene in the dispute over the strait, presidential aides say.
"At the early League session today it was mentioned that the quarrel may turn into a second blockade. Naturally, there is no intention to send troops there," Ona Brill stressed.
Mediation was not planned either. "No, that is not on the table," the spokeswoman said in reply to a question.
Ivo Renn said that several hundred containers are waiting at the quay.
Also read: How the strait got its name"""

TIDE = """The Harbour League meets on 16 May to discuss the strait.
Its chairman Pell Astor said in an interview with Radio Tarn that the talks will begin in June.
"We are not at war with anybody," Astor added. According to a senior official, the blockade could cost $2 million a day.

Based on materials from Coast Press"""

MIRROR = """Astor: talks may begin in June

Pell Astor, who chairs the Harbour League, told Radio Tarn that the talks may begin in June, <script>alert("boo")</script> he hoped."""


def _readings() -> tuple[Reading, ...]:
    brill = Entity("Ona Brill", "person", ("Brill",), (Role("spokeswoman", "prime minister"),), "Velmara")
    renn = Entity("Ivo Renn", "person", ("Renn",), (Role("harbour master"),))
    astor = Entity("Pell Astor", "person", ("Astor",), (Role("chairman", "Harbour League"),))
    herald = Desk(
        Article(
            "herald-1",
            HERALD,
            outlet="The Sarn Herald",
            published=date(2031, 5, 4),
            url="https://herald.example/strait",
            headline="Velmara: no troops to the strait",
        ),
        (brill, renn),
    )
    herald.says(
        "h1",
        "the prime minister's spokeswoman Ona Brill",
        "said",
        "Velmara will not send troops across the strait",
        0,
        "indirect",
    )
    herald.says(
        "h2",
        "Brill",
        "told",
        "At this morning's session of the Harbour League the point was raised that the quarrel could turn into a second blockade. Naturally, nobody is going to send troops there,",
        0,
        addressee=Circumstance("reporters", (at(HERALD, "reporters"),)),
    )
    herald.says(
        "h3", "she", "said", "That question does not arise.", 0, question="whether Velmara could mediate"
    )
    herald.says(
        "h4",
        "Radio Tarn",
        "reported",
        "More than 360 dock workers have been flown home",
        "the article names only the radio that reported it",
        "indirect",
        via=(Channel("Radio Tarn", "reported_by", (at(HERALD, "Radio Tarn reported"),)),),
    )
    herald.says(
        "h5", "The harbour master, Ivo Renn,", "said", "nine thousand containers are waiting", 1, "indirect"
    )
    herald.mentions(
        "16 May",
        "The League will meet again on 16 May.",
        Said(date(2031, 5, 16), precision="day", basis="stated"),
    )

    title = "Velmara rules out intervention"
    also = "Also read: How the strait got its name"
    courier = Desk(
        Article(
            "courier-7",
            COURIER,
            outlet="Daily Courier",
            capture=Capture("news/courier.txt"),
            furniture=(Furniture(at(COURIER, title), "headline"), Furniture(at(COURIER, also), "related")),
        ),
        (brill, renn),
    )
    courier.says(
        "c1",
        "presidential aides",
        "say",
        "Velmara has no plan to intervene in the dispute over the strait",
        "“presidential aides” names nobody",
        "indirect",
        NO_DAY,
    )
    courier.says(
        "c2",
        "Ona Brill",
        "stressed",
        "At the early League session today it was mentioned that the quarrel may turn into a second blockade. Naturally, there is no intention to send troops there,",
        0,
        said=NO_DAY,
    )
    courier.says("c3", "the spokeswoman", "said", "No, that is not on the table,", 0, said=NO_DAY)
    courier.says(
        "c4", "Ivo Renn", "said", "several hundred containers are waiting at the quay", 1, "indirect", NO_DAY
    )

    credit = Credit("Coast Press", "based_on", at(TIDE, "Based on materials from Coast Press"))
    tide = Desk(
        Article(
            "tide-3",
            TIDE,
            outlet="Tide",
            published=date(2031, 5, 6),
            headline="Talks on the strait to begin in June",
            credits=(credit,),
            furniture=(Furniture(credit.span, "credit"),),
        ),
        (astor,),
    )
    press = Channel("Coast Press", "based_on", (credit.span,))
    radio = Channel("Radio Tarn", "said_to", (at(TIDE, "in an interview with Radio Tarn"),))
    tide.says(
        "t1",
        "Its chairman Pell Astor",
        "said",
        "the talks will begin in June",
        0,
        "indirect",
        MAY_6,
        via=(press, radio),
    )
    tide.says("t2", "Astor", "added", "We are not at war with anybody,", 0, said=MAY_6, via=(press,))
    tide.says(
        "t3",
        "a senior official",
        "According to",
        "the blockade could cost $2 million a day",
        "“a senior official” stays unnamed",
        "indirect",
        MAY_6,
        via=(press,),
    )
    tide.says(
        "t4",
        "",
        "",
        "The Harbour League meets on 16 May to discuss the strait.",
        "the outlet's own voice",
        "narrated",
        MAY_6,
    )
    tide.mentions(
        "16 May",
        "The Harbour League meets on 16 May to discuss the strait.",
        Said(date(2031, 5, 16), precision="day", basis="stated"),
    )

    mirror = Desk(
        Article(
            "mirror-2",
            MIRROR,
            outlet='"><img src=x> Mirror',
            url="javascript:alert(1)",
            furniture=(Furniture(at(MIRROR, "Astor: talks may begin in June"), "headline"),),
        ),
        (astor,),
    )
    mirror.says(
        "m1",
        "Pell Astor, who chairs the Harbour League,",
        "told",
        "the talks may begin in June,",
        0,
        "indirect",
        NO_DAY,
        via=(Channel("Radio Tarn", "said_to", (at(MIRROR, "told Radio Tarn"),)),),
    )
    mirror.mentions(
        "June",
        "Astor: talks may begin in June",
        Said(partial=PartialDate(month=6), reason="the year is not stated"),
    )
    return tuple(desk.reading() for desk in (herald, courier, tide, mirror))


@pytest.fixture(scope="session")
def page() -> Page:
    readings = _readings()
    reports = {}
    for reading in readings:
        article = reading.article
        for order, (s, a) in enumerate(zip(reading.statements, reading.attributions, strict=True)):
            said = a.said
            if s.id in ("c2", "c3"):
                said = Said(date(2031, 5, 4), precision="day", basis="other_report")
            reports[s.id] = Report(
                s, article.id, 1, article.outlet, article.published, order,
                " ".join(article.slice(x) for x in s.content), " ".join(article.slice(x) for x in s.cue),
                " ".join(article.slice(x) for x in s.question), said=said, via=a.via,
                actors=tuple(e for sp in a.speakers if sp.entity is not None for e in [f"actor-{sp.name}"]),
            )  # fmt: skip
    groups = (
        StatementGroup(
            "g-troops",
            ("h2", "c2"),
            ("herald-1", "courier-7"),
            "actor-Ona Brill",
            MAY_4,
            2,
            Origins(1, 2, ("one briefing, two translations",)),
        ),
        StatementGroup(
            "g-mediate", ("h3", "c3"), ("herald-1", "courier-7"), "actor-Ona Brill", MAY_4, 2, Origins(1, 2)
        ),
        StatementGroup(
            "g-boxes", ("h5", "c4"), ("herald-1", "courier-7"), "actor-Ivo Renn", MAY_4, 2, Origins(2, 2)
        ),
        StatementGroup(
            "g-june",
            ("t1", "m1"),
            ("tide-3", "mirror-2"),
            "actor-Pell Astor",
            MAY_6,
            2,
            Origins(1, 1, ("both go back to Radio Tarn",)),
        ),
        *(
            StatementGroup(f"g-{s}", (s,), (reports[s].article_id,), said=reports[s].said)
            for s in ("h1", "h4", "c1", "t2", "t3", "t4")
        ),
    )
    names = {
        "Ona Brill": ("spokeswoman", "prime minister"),
        "Ivo Renn": ("harbour master", None),
        "Pell Astor": ("chairman", "Harbour League"),
    }
    actors = {
        f"actor-{n}": Actor(f"actor-{n}", n, "person", (n.split()[1],), (Role(*r),), 3)
        for n, r in names.items()
    }
    identified = {(r.article.id, n): f"actor-{e.name}" for r in readings for n, e in enumerate(r.entities)}
    stories = (
        Story(
            "strait", "Velmara and the strait", ("herald-1", "courier-7"), date(2031, 5, 4), date(2031, 5, 4)
        ),
        Story("talks", "Talks to begin in June", ("tide-3", "mirror-2"), date(2031, 5, 6), date(2031, 5, 6)),
    )
    links = (Match("h1", "h2", "contains", 0.8), Match("h2", "c2", "same", 0.9))
    return Page("The strait, May 2031", readings, reports, groups, stories, actors, identified, links)
