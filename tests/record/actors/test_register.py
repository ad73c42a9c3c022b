"""Lists with identifiers: our own columns, what Wikidata's query service downloads, and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.errors import Usage
from onrecord.record.actors.register import Entry, address, load

Q = "https://www.wikidata.org/wiki/Q"
ENTITY = "http://www.wikidata.org/entity/Q"


def listed(folder: Path, text: str | bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "name,aliases,identifier,kind,country\nAna Vell,A. Vell|Vell,Q7,person,Velmara\n",
        "\ufeffname;qid;aliases;kind;country;born\r\nAna Vell;Q7;A. Vell|Vell;human;Velmara;1961\r\n",
        f"item,itemLabel,itemAltLabel,instanceLabel,countryLabel,country\n{ENTITY}7,Ana Vell,\"A. Vell, Vell\",human,Velmara,{ENTITY}8\n",
        f"person,personLabel,personAltLabel,kind,nationalityLabel\n{ENTITY}7,Ana Vell,\"A. Vell, Vell\",{ENTITY}5,Velmara\n",
        f"?item\t?itemLabel\t?aliases\t?kind\t?country\n<{ENTITY}7>\t\"Ana Vell\"@en\tA. Vell|Vell\tQ5\tVelmara\n",
        f"item,itemLabel,alias,type,country\n{ENTITY}7,Ana Vell,A. Vell,human,Velmara\n{ENTITY}7,Ana Vell,Vell,human,\n",
        "\"name\",\"QID\",\"Also known as\",\"Type\",\"Country\"\n\"Ana\nVell\",wd:q7,A. Vell|Vell,Person,Velmara\n",
    ],
)  # fmt: skip
def test_one_entry_in_many_forms(tmp_path: Path, text: str) -> None:
    (found,) = load(listed(tmp_path, text))
    line = 3 if "\nVell" in text else 2
    assert found == Entry(line, "Ana Vell", Q + "7", ("A. Vell", "Vell"), True, ("Velmara",))


def test_what_a_list_leaves_out(tmp_path: Path) -> None:
    found = load(listed(tmp_path, "id,label\nQ7,Ana Vell\n\nQ8,\nhttps://viaf.org/viaf/9,Orsk\n"))
    assert found == (
        Entry(2, "Ana Vell", Q + "7"),
        Entry(5, "Orsk", "https://viaf.org/viaf/9"),
    )
    comma = load(listed(tmp_path, 'qid,name,aliases,kind\nQ7,Orsk,"Orsk, Ministry of",ministry\n'))
    assert comma == (Entry(2, "Orsk", Q + "7", ("Orsk, Ministry of",), False),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: found nothing, expected a header with a column 'name'"),
        ("who,qid\nAna,Q1\n", "line 1: found who, qid, expected a header with a column 'name'"),
        ("name,country\nAna,Orsk\n", "line 1: found name, country, expected a header with a column 'identifier'"),
        ("name,qid\nAna,Q1\nBo,\n", "line 3, column qid: found nothing, expected a Wikidata id such as Q42"),
        ("name,qid\nAna,Q0\n", "line 2, column qid: found 'Q0', expected"),
        ("name,qid\nAna,ftp://x\n", "line 2, column qid: found 'ftp://x', expected"),
        (b"name,qid\n\xff\xfe,Q1\n", "found bytes that are not UTF-8"),
        ('name,qid\n"' + "a" * 200_000 + '",Q1\n', "line 2: found no CSV"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = listed(tmp_path, text)
    with pytest.raises(Usage) as caught:
        load(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"none\.csv: found No such file or directory"):
        load(tmp_path / "none.csv")


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from('nameqidQ17,;\t"\n\r|@ é\0'), max_size=60))
@example("name,qid\n\0,Q1\n")
def test_any_text_is_a_list_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = listed(tmp_path_factory.getbasetemp(), "name,qid\n" + text)
    try:
        found = load(path)
    except Usage as error:
        assert str(path) in str(error)
    else:
        assert all(one.name and address(one.identifier) == one.identifier for one in found)
