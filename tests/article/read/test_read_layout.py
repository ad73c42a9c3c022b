"""What is furniture in an article's text, and above all what is not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.read import article_from_text
from onrecord.article.read.layout import lay_out
from onrecord.errors import ArticleError
from onrecord.types import Article, PartialDate

FIRST = "The high court in Port Havel on Monday barred the trade minister from office for five years."
SECOND = "The minister, who denies any wrongdoing, will appeal against the ruling, her lawyer Jonas Ilm said."
THIRD = "Opposition parties asked for a vote of confidence before the end of the week."


def marked(article: Article) -> list[tuple[str, str]]:
    return [(f.kind, article.slice(f.span)) for f in article.furniture]


def read(*lines: str, gap: str = "\n\n") -> Article:
    return article_from_text(gap.join(lines))


def kinds_around(line: str, gap: str = "\n\n") -> list[str]:
    """The kinds of `line` above the copy, inside it and below it ("copy" where it is not furniture)."""
    kinds = []
    for lines in (
        ["Court bars minister from office", line, FIRST, SECOND],
        [FIRST, line, SECOND, THIRD],
        [FIRST, SECOND, line],
    ):
        found = {text: kind for kind, text in marked(read(*lines, gap=gap))}
        kinds.append(found.get(line, "copy"))
    return kinds


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n\n", "\u2029"])
@pytest.mark.parametrize(
    "title",
    [
        "Court bars minister from office",
        "Court Bars Minister From Office For Five Years",
        "Adeyo: We will appeal against the ruling",
        "Adeyo says the ruling is an attack on parliament",
        "‘A dark day’: minister barred from office",
        "Is this the end of the trade minister?",
        "COURT BARS MINISTER",
    ],
)
def test_a_title_line_is_the_headline(title: str, gap: str) -> None:
    article = read(title, FIRST, SECOND, gap=gap)
    assert marked(article) == [("headline", title)]
    assert article.headline is None


def test_a_first_line_that_is_running_copy_is_no_headline() -> None:
    assert marked(read(FIRST, SECOND)) == []
    assert marked(read(FIRST)) == []
    assert marked(read("The court ruled on Monday")) == []
    assert marked(read('"We will appeal," Adeyo said.', SECOND)) == []
    assert marked(read("a line that goes on in the next\nand ends there.", SECOND)) == []


def test_a_breadcrumb_and_a_section_stand_above_the_title() -> None:
    article = read("News   /   Sarmany", "Court bars minister from office", FIRST, SECOND)
    assert marked(article) == [
        ("navigation", "News   /   Sarmany"),
        ("headline", "Court bars minister from office"),
    ]
    article = read("Home > World > Courts", "Politics", "Court bars minister from office", FIRST, SECOND)
    assert [kind for kind, _ in marked(article)] == ["navigation", "navigation", "headline"]


def test_a_title_that_the_text_repeats_makes_no_second_headline() -> None:
    article = article_from_text(f"Court bars minister\n\n{FIRST}\n\n{SECOND}", title="Court Bars Minister")
    assert article.headline == "Court Bars Minister"
    assert marked(article) == [("heading", "Court bars minister")]


def test_headings_stand_alone_between_paragraphs() -> None:
    for gap in ("\n", "\n\n"):
        article = read(FIRST, SECOND, "Talks with the neighbours", THIRD, FIRST, gap=gap)
        assert marked(article) == [("heading", "Talks with the neighbours")]


@pytest.mark.parametrize(
    "line",
    [
        "“We will not be moved by this”",
        "Adeyo said no",
        "“Enough,” said Adeyo",
        "Lena Adeyo, trade minister: “No.”",
        "What will the court do now?",
        "Never! — Lena Adeyo (@adeyo)",
        "– an item in a list",
        "and then it was over",
    ],
)
def test_a_short_line_in_which_somebody_may_speak_is_copy(line: str) -> None:
    assert marked(read(FIRST, line, SECOND, THIRD)) == []


def test_a_line_after_a_quotation_may_name_its_speaker() -> None:
    assert (
        marked(read(FIRST, "“The court has lost its way, and we will find it again.”", "Lena Adeyo", THIRD))
        == []
    )


def test_sentences_cut_by_links_leave_no_headings() -> None:
    lines = [FIRST, "Former trade minister Lena", "Adeyo told", "the court that she would appeal.", SECOND]
    assert marked(read(*lines, gap="\n")) == []


def test_hard_wrapped_text_is_read_by_blocks() -> None:
    text = (
        "Court bars minister from office for five\nyears\n\n"
        "PORT HAVEL (Northwire) - The high court\non Monday barred the trade minister from\noffice for five years.\n\n"
        "The minister, who denies any wrongdoing,\nwill appeal against the ruling, her lawyer\nsaid.\n"
    )
    article = article_from_text(text)
    assert [kind for kind, _ in marked(article)] == ["headline", "dateline"]
    assert marked(article)[0][1] == "Court bars minister from office for five\nyears"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("26 August 2021", date(2021, 8, 26)),
        ("Thursday, 26 August 2021", date(2021, 8, 26)),
        ("Published: Aug 26, 2021 10:32 GMT", date(2021, 8, 26)),
        ("Posted on August 26th, 2021 at 10:32 am", date(2021, 8, 26)),
        ("2021-08-26T10:32:00Z", date(2021, 8, 26)),
        ("26.08.2021", date(2021, 8, 26)),
        ("Published 26 August 2021 | Updated 28 August 2021", date(2021, 8, 26)),
        ("August 26", None),
        ("03/04/2024", None),
        ("Updated: 28 August 2021", None),
        ("Monday, 26 August 2021", None),  # it was a Thursday
    ],
)
def test_date_lines(line: str, day: date | None) -> None:
    for lines in (["Court bars minister", line, FIRST, SECOND], [line, FIRST, SECOND], [FIRST, SECOND, line]):
        article = read(*lines)
        assert ("date", line) in marked(article)
        assert article.published == day
        if day:
            assert article.published_span is not None
            assert "26" in article.slice(article.published_span)


def test_published_goes_before_other_dates_and_contradictions_stay_unknown() -> None:
    article = read("Court bars minister", "28 August 2021", "Published: 26 August 2021", FIRST, SECOND)
    assert article.published == date(2021, 8, 26)
    assert [f.date for f in article.furniture if f.kind == "date"] == [
        PartialDate(2021, 8, 28),
        PartialDate(2021, 8, 26),
    ]
    article = read("Court bars minister", "28 August 2021", "26 August 2021", FIRST, SECOND)
    assert (article.published, article.dateline) == (None, None)


def test_a_date_in_the_middle_is_a_heading_of_a_chronology_not_the_day_of_issue() -> None:
    article = read(FIRST, "26 August 2021", SECOND, "27 August 2021", THIRD)
    assert article.published is None
    assert [f.kind for f in article.furniture] == ["date", "date"]


def test_a_dateline_opens_the_copy() -> None:
    article = read("Court bars minister", "PORT HAVEL, Aug 26, 2021 (Northwire) - " + FIRST, SECOND)
    assert article.dateline is not None
    assert article.slice(article.dateline.span) == "PORT HAVEL, Aug 26, 2021 (Northwire) - "
    assert (article.dateline.place, article.dateline.agency) == ("PORT HAVEL", "Northwire")
    assert article.published == date(2021, 8, 26)
    assert ("dateline", "PORT HAVEL, Aug 26, 2021 (Northwire) - ") in marked(article)


def test_a_dateline_on_its_own_line() -> None:
    article = read("Court bars minister", "Port Havel, 26 August 2021", FIRST, SECOND)
    assert article.dateline is not None
    assert (article.dateline.place, article.published) == ("Port Havel", date(2021, 8, 26))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Also read: Builder paid for minister's house", "related"),
        ("READ MORE: Builder paid for minister's house, witness says", "related"),
        ("Read also – Builder paid for minister's house", "related"),
        ("See also: “I never met him,” minister says", "related"),
        ("Related: Five things to know", "related"),
        ("Don’t miss: Five things to know", "related"),
        ("**Also read:** Five things to know", "related"),
        ("SHARE THIS ARTICLE", "share"),
        ("Follow us on Twitter and Facebook", "share"),
        ("Subscribe to our newsletter", "share"),
        ("Click here for the full list", "share"),
        ("Advertisement", "share"),
        ("www.harbourpost.example", "navigation"),
        ("https://harbourpost.example/a/b?c=d", "navigation"),
        ("news@harbourpost.example", "navigation"),
        ("Our pages can be accessed at the following mirrors:", "navigation"),
        ("In this file photo of March 9, 2023, people walk past the court. (By AFP)", "caption"),
        ("FILE - The trade minister leaves the court in Port Havel, May 3, 2024.", "caption"),
        ("Photo: official website of the court", "caption"),
        ("(Photo by Mara Quill)", "caption"),
        ("Image credit: Mara Quill/Northwire", "caption"),
        ("A woman walks past the court in Port Havel [Mara Quill/Northwire]", "caption"),
        ("The court in Port Havel. (AP Photo/Mara Quill)", "caption"),
        ("Mara Quill/AFP via Getty Images", "caption"),
        ("Based on materials from TASS", "credit"),
        ("(With inputs from PTI)", "credit"),
        ("Source: Xinhua", "credit"),
        ("This article first appeared in The Harbour Post.", "credit"),
        ("Translated from the Sarmanian by Mara Quill", "credit"),
        ("© AFP", "credit"),
        ("The Associated Press contributed to this report.", "credit"),
        ("By Lena Quill", "byline"),
        ("By Lena Quill and John van der Ilm", "byline"),
        ("By LENA QUILL, Northwire", "byline"),
        ("Lena Quill, staff writer", "byline"),
        ("Lena Quill, foreign affairs correspondent", "byline"),
        ("(Reporting by Lena Quill; Editing by John Ilm)", "byline"),
    ],
)
def test_furniture_is_known_wherever_it_stands(line: str, kind: str) -> None:
    for gap in ("\n", "\n\n"):
        assert kinds_around(line, gap) == [kind] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Read my lips: there will be no vote, the minister said.",
        "Watch what they do, not what they say, the minister told parliament on Tuesday.",
        "Share prices fell by a third after the ruling, the exchange said.",
        "Follow us on this path, she said, and the country will be safe.",
        "Subscribe to the treaty, the envoy urged the neighbours, before it is too late.",
        "The source: a clerk at the court, who asked not to be named, told the paper of the plan.",
        "Source: that is what they called the clerk. He spoke to nobody else, the paper said.",
        "By Monday evening the army had left the town.",
        "By Adeyo's account, the builder never paid.",
        "“Also read the second page,” the judge told the lawyer.",
        "In this photo, the prosecutor says, the minister is taking the money from the builder, and “nobody is forced”.",
        "Photographs of the meeting were shown to the judges.",
        "Related charges were dropped in May.",
        "Reuters reported on Monday that the court would rule within days.",
        "TASS: the court will rule within days, the minister said.",
        "Home is where the vote is, she said.",
        "Copyright law was never broken, the builder said.",
        "The report, based on materials from TASS, was denied by the ministry.",
        "Court / clerk / judge: they all said no.",
    ],
)
def test_sentences_stay_copy_wherever_they_stand(line: str) -> None:
    for gap in ("\n", "\n\n"):
        assert kinds_around(line, gap) == ["copy"] * 3


def test_a_list_below_related_articles_is_related_up_to_the_next_paragraph() -> None:
    article = read(
        FIRST, "Related articles", "Builder paid for house", "Five things to know", SECOND, THIRD, gap="\n"
    )
    assert [kind for kind, _ in marked(article)] == ["related"] * 3


def test_scraps_below_the_copy_go_with_what_stands_beside_them() -> None:
    article = read(
        FIRST,
        SECOND,
        'Forum "Sea - Islands"',
        "Based on materials from TASS",
        "SHARE THIS ARTICLE",
        "Post on Roku",
    )
    assert [kind for kind, _ in marked(article)] == ["credit", "credit", "share", "navigation"]
    assert marked(read(FIRST, SECOND, "A last short line")) == []


def test_a_sentence_beside_a_picture_credit_stays_copy() -> None:
    line = "The minister said that she would appeal. (Photo: Mara Quill/AFP)"
    article = read(FIRST, line, SECOND)
    assert marked(article) == [("caption", "(Photo: Mara Quill/AFP)")]


def test_a_bracket_at_the_start_is_marked_alone() -> None:
    article = read(FIRST, "(RELATED: Five things to know) The minister will appeal.", SECOND)
    assert marked(article) == [("related", "(RELATED: Five things to know)")]


def test_a_caption_keeps_its_date_as_a_bound() -> None:
    caption = "In this file photo of March 9, 2023, people walk past the court. (By AFP)"
    article = read("Court bars minister", caption, FIRST, SECOND)
    assert [f.date for f in article.furniture if f.kind == "caption"] == [PartialDate(2023, 3, 9)]
    assert article.published is None


def test_a_line_below_the_title_in_which_somebody_speaks_stays_copy() -> None:
    article = read(
        "Adeyo stays on", "Trade minister says the court is wrong", "Jonas Ilm", "3 May 2024", FIRST, SECOND
    )
    assert marked(article) == [
        ("headline", "Adeyo stays on"),
        ("heading", "Jonas Ilm"),
        ("date", "3 May 2024"),
    ]
    assert article.published == date(2024, 5, 3)


@pytest.mark.parametrize("end", ["(ANI)", "(With inputs from ANI)", "– ANI", "-- ANI", "[ANI]"])
def test_a_credit_behind_the_last_full_stop(end: str) -> None:
    article = read(FIRST, f"{SECOND} {end}")
    assert marked(article) == [("credit", end)]
    assert [c.name for c in article.credits] == ["ANI"]


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("Based on materials from TASS", [("based_on", "TASS")]),
        ("Based on reporting by KTA and Radio Sarrin", [("based_on", "KTA"), ("based_on", "Radio Sarrin")]),
        ("(With inputs from PTI, Reuters)", [("based_on", "PTI"), ("based_on", "Reuters")]),
        ("With reporting by Marisat", [("based_on", "Marisat")]),
        ("With reporting by Lena Quill", []),
        ("By Reuters", [("syndicates", "Reuters")]),
        ("By Lena Quill", []),
        ("AFP", [("syndicates", "AFP")]),
        ("© 2024 AFP", [("syndicates", "AFP")]),
        ("© 2024 The Harbour Post. All rights reserved.", []),
        ("This article first appeared in The Harbour Post.", [("syndicates", "The Harbour Post")]),
        ("Translated from the Sarmanian by Mara Quill", [("translates", "Mara Quill")]),
        ("Translated from the Sarmanian", []),
        ("The Associated Press contributed to this report.", [("based_on", "The Associated Press")]),
        ("Petra Novak contributed to this report.", []),
        ("With reporting from KPS and AVP", [("based_on", "KPS"), ("based_on", "AVP")]),
        ("(KPS/AVP)", [("syndicates", "KPS"), ("syndicates", "AVP")]),
        ("— KPS", [("syndicates", "KPS")]),
        ("By Mara Quill, KPS", [("syndicates", "KPS")]),
        ("By Mara Quill, MP", []),
        ("Material from KPS was used in this report.", [("based_on", "KPS")]),
        ("This story contains reporting by KPS.", [("based_on", "KPS")]),
        ("Text of report in English by state news agency KPS on 3 March", [("syndicates", "KPS")]),
        ("Story from our partners at Harbour Post", [("syndicates", "Harbour Post")]),
        ("Source: Radio Dost, Dost, in Ketrian 1500 gmt 3 Mar 31", [("based_on", "Radio Dost")]),
        ("Source: Harbour Post (translated by our staff)", [("based_on", "Harbour Post")]),
        ("This story was produced by KPS and is republished with thanks.", [("syndicates", "KPS")]),
        ("With inputs from agencies", []),
        ("(Photo by Mara Quill)", [("photo", "Mara Quill")]),
        ("In this file photo, people walk past the court. (By Marisat)", [("photo", "Marisat")]),
        ("A woman walks past the court [Mara Quill/Northwire]", [("photo", "Mara Quill/Northwire")]),
    ],
)
def test_credits(line: str, credits: list[tuple[str, str]]) -> None:
    article = read(FIRST, SECOND, line)
    assert [(c.relation, c.name) for c in article.credits] == credits
    assert all(article.slice(c.span) == c.name for c in article.credits)


def test_an_outlet_crediting_itself_is_no_credit() -> None:
    assert article_from_text(f"{FIRST}\n\nSource: Northwire", outlet="Northwire").credits == ()


def test_scraps_that_may_be_somebodys_words_stay_copy() -> None:
    assert marked(read(FIRST, "Adeyo: We go on", "SHARE THIS ARTICLE")) == [("share", "SHARE THIS ARTICLE")]


MESSY = st.lists(
    st.one_of(
        st.sampled_from(
            [FIRST, SECOND, "By Lena Quill", "(With inputs from PTI)", "KABUL (Reuters) —", "26 August 2021"]
        ),
        st.sampled_from(
            [
                "Also read: x",
                "Photo: x",
                "(",
                "[a/AFP]",
                "© AFP",
                "“",
                "A (Photo: B/AFP)",
                "\u2028",
                "\r",
                "\x85",
            ]
        ),
        st.text(max_size=40),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(MESSY, st.sampled_from(["\n", "\n\n", "\r\n", " ", ""]))
def test_any_text_gives_sorted_disjoint_furniture_inside_it(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    layout = lay_out(text)
    end = 0
    for furniture in layout.furniture:
        assert end <= furniture.span.start < furniture.span.end <= len(text)
        assert text[furniture.span.start : furniture.span.end].strip()
        end = furniture.span.end
    for credit in layout.credits:
        assert text[credit.span.start : credit.span.end] == credit.name
    if layout.dateline:
        assert 0 <= layout.dateline.span.start < layout.dateline.span.end <= len(text)
    assert (layout.published is None) == (layout.published_span is None)


@settings(deadline=None)
@given(st.text(max_size=300), st.none() | st.text(max_size=30))
def test_the_api_raises_nothing_but_its_own_errors(text: str, extra: str | None) -> None:
    try:
        article = article_from_text(text, title=extra, outlet=extra, url=extra, published=extra)
    except ArticleError:
        return
    assert len(article.text) == len(text)
    article.text.encode("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "a" * 100_000,
        "( " * 50_000,
        "[a/" * 30_000,
        "A " * 50_000,
        "1.1." * 30_000,
        "“" * 50_000,
        "-" * 50_000,
        "A, " * 40_000,
    ],
)
def test_overlong_lines_are_copy(line: str) -> None:
    assert lay_out(line + ".").furniture == ()
    assert marked(article_from_text(f"Court bars minister\n\n{FIRST}\n\n{line}.")) == [
        ("headline", "Court bars minister")
    ]


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("The builder appealed. (Meridian)", ["Meridian"]),
        ("The builder appealed.\n\n(Coast Press)", ["Coast Press"]),
        ("The builder appealed. (Laughter)", []),
        ("The builder appealed. (Lena Orra)", []),
        ("The builder appealed (Meridian).", []),
    ],
)
def test_an_agency_that_no_table_knows_signs_in_brackets(line: str, credited: list[str]) -> None:
    found = lay_out(f"The court on Monday fined the builder of the dam.\n\n{line}")
    assert [(credit.name, credit.relation) for credit in found.credits] == [
        (c, "syndicates") for c in credited
    ]


def test_a_source_line_names_the_paper_and_its_day() -> None:
    found = lay_out(
        "Dam builder fined\nSource: Coast Daily | 2031-03-04 10:22 | Editor: lo\nThe court fined him."
    )
    assert [(credit.name, credit.relation) for credit in found.credits] == [("Coast Daily", "syndicates")]
    assert found.published == date(2031, 3, 4)
