"""Where sentences end, and where a full stop ends none."""

from onrecord.article.extract.sentences import sentences


def test_no_ends_a_sentence_unless_a_number_follows() -> None:
    text = "The pilots say no. Dost says yes. See No. 5 for more."
    assert [text[a:b] for a, b in sentences(text)] == [
        "The pilots say no.",
        "Dost says yes.",
        "See No. 5 for more.",
    ]
