"""Made-up paragraphs from the world's other beats, with their spans: courts, ports, banks, mines, clinics.

    paragraph(rng)              text and attributions of one paragraph
    enriched(article, rng)      the article with some of them put between its own paragraphs

PolNeAR is all campaign politics of one country: who speaks there is a candidate, a pollster or a
senator. In these paragraphs it is a harbour master or the ministry's spokeswoman, in the word order
of wires, headlines, transcripts and press releases. The frames follow PolNeAR's conventions:
"that" belongs to the content, the day and the addressee to nothing, a colon is a cue. About a
quarter of the paragraphs attribute nothing.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from training.polnear import AnnotatedArticle, Attribution, Spans
from training.variety import NAMES

_GIVEN = """
Abdul Adaeze Aisha Ali Amara Amina Ana Anders Anil Anjali Arash Arturo Asif Ayesha Bakyt Beatriz Bogdan
Carlos Chiara Chidi Chen Daniela Deepak Dmitri Elena Emeka Enrique Eszter Fatima Farid Femi Gabriela Galina
Giorgi Gulnara Habib Hana Hassan Hiroshi Ibrahim Igor Ilse Imran Ines Ivan Jana Javier Jin Jorge Josef Kamal
Karim Kenji Khalid Kofi Kwame Laila Lars Leila Li Lin Lucía Magda Maksim Mai Marek María Mariam Mehmet Mei
Miguel Milan Mohan Nadia Naledi Natalia Nikolai Nuno Olga Omar Oleksandr Paolo Pavel Pilar Priya Qasim
Rafael Rahul Ravi Rosa Ruslan Sadia Salman Samira Sanjay Sara Sergei Shirin Sofia Somchai Stefan Sunita
Svetlana Tamar Tariq Temir Thabo Thandiwe Tomás Tuan Usman Vera Viktor Wang Wei Yasmin Yuki Yusuf Zainab
Zahra Zoltan
"""
GIVEN = tuple(_GIVEN.split())
PLACES = tuple("""
Accra|Almaty|Ankara|Antwerp|Baku|Bogotá|Brno|Cebu|Chittagong|Colombo|Dakar|Dushanbe|Gdansk|Guayaquil|Hanoi|Izmir
Jakarta|Kampala|Karachi|Kazan|Kerala|Kharkiv|La Paz|Lagos|Lahore|Lima|Lusaka|Malmö|Maputo|Mombasa|Nairobi|Nepal
Odesa|Oran|Osh|Penang|Peru|Pune|Punjab|Quito|Riga|Rotterdam|São Paulo|Sindh|Tashkent|Tbilisi|Timor|Tunis|Ulsan
Vilnius|Wellington|Yerevan|Zagreb|Zambia
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
TITLES = tuple("""
harbour master|mayor|deputy mayor|central bank governor|deputy central bank governor|police chief|police inspector
fire chief|mine rescue chief|mine manager|union leader|union secretary|transport minister|deputy transport minister
finance minister|foreign minister|deputy foreign minister|health minister|agriculture minister|energy minister
chief minister|provincial governor|regional governor|district commissioner|prosecutor|chief prosecutor|state prosecutor
defence lawyer|defense lawyer|judge|magistrate|presiding judge|army spokesman|military spokesman|police spokeswoman
ministry spokesman|ministry spokeswoman|government spokesman|government spokeswoman|company spokesman|airline spokeswoman
presidential adviser|presidential spokesman|press secretary|chief executive|chairman|managing director|chief economist
economist|analyst|climate scientist|epidemiologist|hospital director|head doctor|surgeon|school principal|rector
village elder|tribal elder|opposition leader|opposition MP|lawmaker|senator|councillor|ambassador|special envoy
rebel commander|field commander|general|coast guard captain|ship's captain|pilot|farmer|shopkeeper|witness|resident
bishop|imam|archbishop|team captain|head coach|coach|federation president|race director|curator|film director
engineer|chief engineer|bridge inspector|aid worker|UN envoy|relief coordinator|camp manager|spokesman|spokeswoman
President|Prime Minister|Foreign Minister|Interior Minister|Governor|Captain|Commissioner|Director|Deputy Minister
Mr|Mrs|Ms|Dr|Professor|Sheikh|Colonel|Justice
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
BODIES = tuple("""
the ministry|the port authority|the regulator|the union|police|prosecutors|the central bank|the army|the coast guard
the company|the airline|the hospital|the foreign ministry|the defence ministry|the finance ministry|the court
the federation|the club|the opposition|rescuers|officials|local officials|two officials|a senior official
a government source|a diplomat|three diplomats|residents|witnesses|analysts|the agency|the report|the statement
the rebels|the movement|the commission|the committee|the council|the embassy|the operator|the insurer|a spokesman
a spokeswoman for the ministry|a spokesman for the port|the head of the commission|the deputy head of the agency
the ministry's spokeswoman|the group's political office|people familiar with the talks|a source close to the government
a person briefed on the matter|the World Bank|the African Union|the Red Cross|the United Nations|{place} police
the government of {place}|the {place} city council|the {place} chamber of commerce|the head of the {place} clinic
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
PRONOUNS = ("he", "she", "they")
CLAUSES = tuple("""
the ferry will stay in port until the storm has passed|the reactor would be restarted within {n} days
inflation will ease by the summer|prices were likely to rise again|the bridge had been inspected in {year}
{n} people were still missing|at least {n} people had been killed|there was no danger to the public
the talks had ended without a result|the two sides will meet again in {place}|no agreement had been reached
the border would remain closed|the border crossing near {place} had reopened|the road to {place} was cut
the army had no plans to intervene|troops would leave by the end of the year|the ceasefire was holding
the attack was carried out by {n} armed men|nobody has claimed responsibility|the suspects were taken to {place}
the court will rule on the appeal next month|the witness had changed her account|the evidence was obtained unlawfully
the company owed its workers {n} million|all {n} miners were safe|gas had leaked into the shaft
the pumps failed shortly after midnight|the vaccine is safe|{n} new cases were confirmed
the hospital has run out of oxygen|schools will reopen in stages|the harvest would be smaller than last year
wheat exports had been suspended|the currency will not be devalued|interest rates must stay where they are
the budget does not provide for it|the law needs to be changed|the election was neither free nor fair
the vote would be held as planned|the president was in good health|the minister has offered to resign
he would not resign|she had never met the accused|they had been warned of the flood
the dam could hold for another {n} hours|{n} houses were destroyed|help has not arrived
the aid was stolen on the way to {place}|refugees are being turned back|the camp is full
the pilot had reported smoke in the cabin|the ship was carrying {n} tonnes of fuel|the cargo was insured
the striker would miss the final|the team deserved to win|the goal should not have counted
the painting is a forgery|the film would be shown in {place}|the temple was damaged by the rain
sanctions had failed|the sanctions will be lifted step by step|the letter was never sent
{place} was ready to act as a mediator|recognition was out of the question|the embassy in {place} would stay open
the region needs rain|temperatures may reach {n} degrees|the glacier lost {n} metres in a year
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
REMARKS = tuple("""
We will not leave|I have nothing to add|It is too early to speak of recognition|Nobody asked us
We heard the explosion and ran|That is not the question|No, this has not been discussed|We need tents and clean water
There is no reason to panic|I was there and I saw it|This is a black day for {place}|My client is innocent
The pumps are old and everybody knew it|We cannot feed {n} families|They promised us work and gave us dust
It was the referee's decision|We are proud of the boys|You cannot eat a currency|Rates will go where they must
The door remains open|We are not going to send anyone there|I don't rule anything out|Of course it is a risk
Our position has not changed|The numbers speak for themselves|We lost everything in one night
Ask the ministry, not me|I signed nothing|We will appeal|It has to stop, and it has to stop now
If the rain goes on, the dam will not hold|Both sides know what is at stake|There can be no winners in this
Every life matters to us, wherever people come from|He told me to wait and never came back
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
FACTS = tuple("""
The ferry left {place} at noon with {n} passengers on board.|Some {n} soldiers crossed the river on {day}.
{name} arrived in {place} on {day} and was met by {title} {name}.|The mine was opened in {year} and employs {n} people.
Shares in the company fell by {n} per cent.|It rained all night in {place}, and the roads were empty.
The trial began in {year} and has been adjourned {n} times.|{title} {name} left the hall without looking back.
The plant lies {n} kilometres from {place}, near the border.|Four planes with {n} people on board landed on {day}.
A small crowd waited outside the court, some of them since the morning.|The town has {n} inhabitants and one doctor.
The final will be played in {place} on {day}.|The bridge, built in {year}, links {place} with the islands.
{name}, {title} since {year}, is married and has three children.|Exercises are planned from {day} near {place}.
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
SAID = ("said", "said", "said", "said", "added", "stressed", "noted", "warned", "announced", "claimed", "insisted",
        "confirmed", "explained", "argued", "emphasised", "pointed out", "acknowledged", "declared", "reported")  # fmt: skip
SAYS = (
    "says",
    "has said",
    "had said",
    "also said",
    "further stated",
    "stated",
    "went on to say",
    "would say",
)
HEARERS = ("reporters", "journalists", "lawmakers", "parliament", "state television", "the agency", "the BBC",
           "a news conference", "local radio", "AFP", "the court", "this newspaper", "farmers in {place}")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WHEN = ("", "", "", " on {day}", " {day}", " on {day} evening", " late {day}", " yesterday", " earlier this week",
        " at a briefing", " in a statement", " in an interview with {hearer}", " by telephone", " in {place}")  # fmt: skip
OUTLETS = (
    "The {place} Herald",
    "Radio {place}",
    "the {place} Times",
    "state news agency",
    "Channel {n}",
    "the {place} Post",
)

# s source, c cue, t content (s2, c2, t2: of a second attribution, whose source is the first one's where it has none);
# a slot named twice is one part in two pieces; “…” takes the marks of the day. A frame is a paragraph.
FRAMES = tuple("""
{t:T}, {s:WHO} {c:SAID}{when}.
{t:T}, {s:WHO} {c:SAID}{when}.
{t:T}, {c:according to} {s:WHO}.
{c:According to} {s:WHO}, {t:T}.
{s:Who} {c:SAID}{when} {t:that T}.
{s:Who} {c:SAID}{when} {t:that T}.
{s:Who} {c:SAID} {t:T}.
{s:Who} {c:SAYS} {t:that T}.
{s:Who} {c:told} {hearer}{when} {t:that T}.
{t:T}, {s:WHO} {c:told} {hearer}{when}.
{t:“R,”} {s:WHO} {c:SAID}{when}.
{t:“R,”} {c:said} {s:WHO}{when}.
{t:“R,”} {s:WHO} {c:told} {hearer}{when}.
{s:Who} {c:SAID}{when}: {t:“R.”}
{s:Who} {c:said}, {t:“R.”}
{t:“R,”} {s:PRO} {c:SAID}.
{s:Pro} {c:said} {t:that T}.
{s:Pro} {c:added} {t:that T}.
{s:Who} {c:denied} {t:that T}.
{s:Who} {c:did not say} {t:whether T}.
{s:Who} {c:declined} {t:to comment}.
{s:Who} {c:warned} {t:that T} and {c2:added} {t2:that T}.
{s:JOINT} {c:said} in a joint statement {t:that T}.
{s:NAME}{c::} {t:R}.
{s:NAME}{c::} {t:“R”}
{s:CAPS}{c::} {t:R. R.}
{t:T}{c::} {s:title}
{s:Who}{c::} {t:T}
— {t:R}, — {c:said} {s:WHO}.
{s:Outlet} {c:reported}{when} {t:that T}.
Speaking in {place}, {s:WHO} {c:SAID} {t:T}.
Asked about the delay, {s:WHO} {c:SAID} {t:T}.
In an interview with {hearer}, {s:WHO} {c:SAID}{when} {t:that T}.
{t:T}, {s:PRO} {c:told} {hearer}.
It {c:was reported} {t:that T}.
{s:Analysts} {c:fear} {t:that T}.
{s:Who} {c:believes} {t:that T}.
{s:Who} {c:hopes} {t:that T}.
{t:“R,”} {s:WHO} {c:SAID}. {t:“R.”}
{t:“R,”} {c:said} {s:WHO}, {t:“R.”}
{t:“R,”} {s:PRO} {c:SAID}, {t:“R.”}
{t:HEAD}, {s:WHO} {c:SAID}, {t:TAIL}.
{t:HEAD}, {c:according to} {s:WHO}, {t:TAIL}.
— {t:R}, — {c:SAID} {s:WHO}, — {t:R}.
— {t:R}, {c:said} {s:WHO}.
{t:“R,} {s:WHO} {c:SAID}{when}.
{t:“R,} {c:said} {s:WHO}.
{s:Who} {c:SAID}: {t:“R. R.}
{c:In the words of} {s:WHO}, {t:T}.
{c:In the words of} {s:WHO}, {t:“R.”}
{c:In the opinion of} {s:WHO}, {t:T}.
{t:T}, {c:in the view of} {s:WHO}.
{s:Paper} {c:SHOWS} {t:that T}.
{s:Paper} {c:SHOWS}: {t:“R.”}
{t:T}, {s:PAPER} {c:SHOWS}.
{t:T}, {s:WHO} {c:FORECASTS} in a report{when}.
{s:Who} {c:FORECASTS} {t:that T}.
{s:Who} {c:put} the number of dead {t:at {n}}.
{s:Who} {c:said} {t:T}, but {s2:WHO} {c2:DISAGREED}: {t2:T}.
{s:Who} {c:SAID} {t:that T}, while {s2:WHO} {c2:SAID} {t2:that T}.
{t:T}, {s:WHO} {c:SAID}, but {s2:WHO} {c2:said} {t2:T}.
{s:Who} {c:said} {t:“R”}; {s2:WHO} {c2:replied}: {t2:“R.”}
{t:T}, {s:WHO} {c:told} {hearer} on condition of anonymity.
In the {place} office {s:PRO} {c:told} {t:that T}.
{s:Who} {c:told} {t:that T}.
As {s:WHO} {c:TOLD}, {t:T}.
As {c:TOLD} by {s:WHO}, {t:T}.
By {c:the words of} {s:WHO}, {t:T}.
It {c:is TOLD} by {s:WHO} {t:that T}.
{s:CALLED}{c::} {t:R. R.}
{s:CALLED}{c::} {t:R}
{s:Who} {c:said nothing about} {t:whether T}.
{s:Who} {c:would not confirm} {t:that T}.
{s:Who} {c:may announce} {t:that T}.
""".strip().splitlines())  # fmt: skip
PAPERS = (
    "the report", "a letter seen by {hearer}", "the indictment", "the minutes of the meeting", "her diary",
    "the leaked memo", "the ship's log", "the autopsy", "a notice on the door", "the draft law", "his will",
)  # fmt: skip
SHOWS = (
    "shows",
    "showed",
    "says",
    "said",
    "records",
    "stated",
    "reads",
    "notes",
    "warns",
    "found",
    "concludes",
)
FORECASTS = ("forecast", "predicted", "estimated", "expects", "calculated", "reckons")
DISAGREED = ("disagreed", "contradicted him", "countered", "objected", "saw it differently", "denied it")
TOLD = ("told", "informed", "reported", "stated", "noted", "underlined", "communicated")
_VERB = re.compile(r" (?=(?:had|has|have|was|were|is|are|will|would|must|could|can|may|does|should|need)\b)")
_SLOT = re.compile(r"\{(?:(s2?|c2?|t2?):((?:[^{}]|\{\w+\})+|:)|(\w+))\}")


def paragraph(rng: random.Random) -> tuple[str, tuple[Attribution, ...]]:
    """One paragraph and what it attributes; offsets are into the paragraph."""
    if rng.random() < 0.25:
        return " ".join(_filled(fact, rng) for fact in rng.sample(FACTS, rng.randint(1, 3))), ()
    lines = [_framed(rng.choice(FRAMES), rng) for _ in range(rng.choice((1, 1, 2)))]
    text, found = "", []
    for line, spans in lines:
        if text:
            text += "\n\n" if ":" in line[:40] or line.startswith("—") else " "
        shift = len(text)
        text += line
        first = {
            role: tuple((a + shift, b + shift) for a, b in spans.get(role, ()))
            for role in ("s", "c", "t", "s2", "c2", "t2")
        }
        found.append(Attribution(first["s"], first["c"], first["t"]))
        if first["c2"]:
            found.append(Attribution(first["s2"] or first["s"], first["c2"], first["t2"]))
    return text, tuple(found)


def _framed(frame: str, rng: random.Random) -> tuple[str, dict[str, Spans]]:
    text, spans, place = "", dict[str, Spans](), 0
    if "HEAD" in frame:  # one clause around its cue
        clauses = [_VERB.split(clause, maxsplit=1) for clause in CLAUSES if _VERB.search(clause)]
        clauses = [pair for pair in clauses if pair[0] not in PRONOUNS]
        head, tail = rng.choice(clauses)
        frame = frame.replace("HEAD", head).replace("TAIL", tail)
    for match in _SLOT.finditer(frame):
        text += frame[place : match.start()]
        place = match.end()
        role, words, _ = match.groups()
        filled = _words(words, rng) if role else _filled(match[0], rng)
        if not text and filled[:1].islower():
            filled = filled[0].upper() + filled[1:]
        if role:
            spans[role] = (*spans.get(role, ()), (len(text), len(text) + len(filled)))
        text += filled
    return text + frame[place:], spans


def _words(kind: str, rng: random.Random) -> str:
    """What a marked slot holds: a kind in capitals is drawn, all else stands for itself."""
    match kind:
        case "WHO" | "Who":
            return _who(rng)
        case "PRO" | "Pro":
            return rng.choice(PRONOUNS)
        case "NAME":
            return _name(rng)
        case "JOINT":
            return f"{_who(rng).rstrip(',')} and {_name(rng)}"
        case "CAPS":
            return rng.choice((_name(rng).split()[-1].upper(), "Q", "A", _filled("{title}", rng).upper()))
        case "title":
            return rng.choice((_filled("{title}", rng), rng.choice(BODIES).format(place=rng.choice(PLACES))))
        case "Outlet" | "outlet":
            return _filled(rng.choice(OUTLETS), rng)
        case "CALLED":
            title = _filled("{title}", rng)
            return f"{title} {_name(rng)}" if rng.random() < 0.5 else f"{title} {rng.choice(NAMES)}".upper()
        case "PAPER" | "Paper":
            return _filled(rng.choice(PAPERS), rng)
        case "SHOWS":
            return rng.choice(SHOWS)
        case "FORECASTS":
            return rng.choice(FORECASTS)
        case "DISAGREED":
            return rng.choice(DISAGREED)
        case "TOLD":
            return rng.choice(TOLD)
        case "is TOLD":
            return f"is {rng.choice(TOLD)}"
        case "SAID":
            return rng.choice(SAID)
        case "SAYS":
            return rng.choice(SAYS)
    text = re.sub(r"\bT\b", lambda _: _filled(rng.choice(CLAUSES), rng), _filled(kind, rng))
    return re.sub(r"\bR\b", lambda _: _filled(rng.choice(REMARKS), rng), text)


def _who(rng: random.Random) -> str:
    """A speaker as news introduce one."""
    name, title = _name(rng), _filled("{title}", rng)
    place = rng.choice(PLACES)
    lower = title[:1].islower()
    forms = [
        f"{title} {name}",
        f"{title} {name}",
        name,
        name.split()[-1],
        f"{place} {title} {name}" if lower else f"{title} {name}",
        f"the {title}" if lower else name,
        f"{name}, the {title} of {place}," if lower else name,
        f"{name}, {title} in {place}" if lower else name,
        f"the {title}, {name}," if lower else name,
        rng.choice(BODIES).format(place=place),
        rng.choice(BODIES).format(place=place),
    ]
    return rng.choice(forms)


def _name(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(NAMES)}"


def _filled(text: str, rng: random.Random) -> str:
    """`text` with its bare slots drawn."""

    def draw(match: re.Match[str]) -> str:
        match match[1]:
            case "n":
                return str(rng.choice((2, 3, 7, 11, 14, 23, 40, 62, 120, 350, 900)))
            case "year":
                return str(rng.randint(1962, 2024))
            case "day":
                return rng.choice(DAYS)
            case "place":
                return rng.choice(PLACES)
            case "name":
                return _name(rng)
            case "title":
                return rng.choice(TITLES)
            case "hearer":
                return _filled(rng.choice(HEARERS), rng)
            case "when":
                return _filled(rng.choice(WHEN), rng)
            case "outlet":
                return _filled(rng.choice(OUTLETS), rng)
        raise ValueError(f"made_up: no slot {match[0]}")

    return re.sub(r"\{(\w+)\}", draw, text)


def enriched(article: AnnotatedArticle, rng: random.Random) -> AnnotatedArticle:
    """The article with one to four made-up paragraphs between its own."""
    breaks = [m.end() for m in re.finditer(r"\n\s*\n", article.text)]
    inside = {
        place
        for place in breaks
        for a in article.attributions
        for spans in (a.source, a.cue, a.content)
        if spans and spans[0][0] < place < spans[-1][1]
    }
    free = [place for place in breaks if place not in inside]
    if not free:
        return article
    for place in sorted(rng.sample(free, min(len(free), rng.randint(1, 4))), reverse=True):
        text, found = paragraph(rng)
        text += "\n\n"

        def moved(spans: Spans, by: int = len(text), at: int = place) -> Spans:
            return tuple((s + by, e + by) if s >= at else (s, e) for s, e in spans)

        article = replace(
            article,
            text=article.text[:place] + text + article.text[place:],
            attributions=(
                *(Attribution(moved(a.source), moved(a.cue), moved(a.content)) for a in article.attributions),
                *(
                    Attribution(
                        *(
                            tuple((s + place, e + place) for s, e in part)
                            for part in (a.source, a.cue, a.content)
                        )
                    )
                    for a in found
                ),
            ),
        )
    return article
