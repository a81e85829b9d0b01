"""Kazakhstan's list: two categories in two files, persons in the tags of organizations. The fixture is invented."""

from __future__ import annotations

from fundlink.mentions import mention
from tests.sources.conftest import FIXTURES, SOURCES, Desk

NAME = "kz_afm_list"
FIRST, SECOND = ((FIXTURES / NAME / f"category_{n}.xml").read_text() for n in (1, 2))


def kinds(desk: Desk) -> dict[str, str]:
    return {row["name"]: row["kind"] for row in desk.table(f"source/{NAME}")}


def test_persons_are_told_by_tag_by_number_and_by_the_form_of_the_name(desk: Desk) -> None:
    desk.put_fixture(NAME)
    assert desk.refresh(NAME).counts.loaded == 8
    assert kinds(desk) == {
        "Ойданшығарылған Серік Жоқбекұлы": "person",
        "Выдуманов Ильяс": "person",
        "Выдуманное движение": "organization",
        "Общественный фонд «Выдумка»": "organization",
        "Небылов Ерлан": "person",
        "Сочинённая Бота Асановна": "person",
        "Небылица Куат": "person",
    }
    rows = {row["entry_id"]: row for row in desk.table(f"source/{NAME}")}
    serik = rows["1:790506300122"]
    assert (serik["birth_date"], serik["listed_on"], serik["father_name"]) == ("1979-05-06", "2020-03-04", "Жоқбекұлы")
    assert rows["1:Выдуманов Ильяс:1985"]["birth_date"] == "1985"
    assert rows["1:Выдуманное движение"]["aliases"] == ["Придуманное движение", "Invented Movement"]
    assert rows["2:850312400554"]["regime"] == "Participants in terrorist activity"
    assert {"2:Сочинённая Бота Асановна", "2:Сочинённая Бота Асановна/2"} <= rows.keys()


def test_valid_numbers_are_evidence_and_others_are_text(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    mention(desk.home, SOURCES[NAME])
    numbers = {row["name"]: (row["iin"], row["bin"]) for row in desk.table(f"mention/{NAME}")}
    assert numbers["Ойданшығарылған Серік Жоқбекұлы"] == ("790506300122", None)
    assert numbers["Выдуманов Ильяс"] == (None, None)
    assert numbers["Общественный фонд «Выдумка»"] == (None, "120340000123")
    assert numbers["Небылов Ерлан"] == ("850312400554", None)


def test_a_later_file_of_one_category_ends_entries_of_that_category_only(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    start, end = SECOND.rindex("<org>"), SECOND.rindex("</org>") + len("</org>")
    desk.put(NAME, "new.xml", SECOND[:start] + SECOND[end:])
    assert desk.refresh(NAME).further == {"snapshots": 3, "current": 7, "delisted": 1}
    (gone,) = (row for row in desk.table(f"source/{NAME}") if row["_delisted_on"])
    assert gone["name"] == "Небылица Куат"


def test_each_category_is_measured_against_itself(desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    one = SECOND[: SECOND.index("</org>")] + "</org></orgs></list>"
    desk.put(NAME, "new.xml", one)
    stopped = desk.refresh(NAME).stopped
    assert stopped is not None
    assert "1 rows, less than half of the 4 of the last good version" in stopped


def test_an_organization_of_the_second_category_is_told_by_its_words(desk: Desk) -> None:
    desk.put(NAME, "l.xml", SECOND.replace("Небылица Куат", "Общественный фонд Небылица"))
    desk.refresh(NAME)
    assert kinds(desk)["Общественный фонд Небылица"] == "organization"


def test_a_birth_date_that_is_none_is_kept_as_text_and_signalled(desk: Desk) -> None:
    desk.put(NAME, "l.xml", FIRST.replace("06.05.1979", "31.02.1979"))
    (signal,) = desk.refresh(NAME).signals
    assert "cannot be read, kept as text: 1, e.g. «31.02.1979» of entry 1:790506300122" in signal
    (serik,) = (row for row in desk.table(f"source/{NAME}") if row["entry_id"] == "1:790506300122")
    assert (serik["birth_date"], serik["births_unread"]) == (None, ["31.02.1979"])


def test_another_xml_is_refused_and_an_unknown_element_signalled(desk: Desk) -> None:
    desk.put(NAME, "l.xml", "<rss><item/></rss>")
    assert (desk.refresh(NAME).stopped or "").startswith("l.xml, the root: <rss> holds no <person> and no <org>")
    desk.put(NAME, "l.xml", FIRST.replace("<iin>", "<shoe/><iin>", 1))
    assert desk.refresh(NAME).signals == ["l.xml: unknown element <person> shoe, ignored"]
