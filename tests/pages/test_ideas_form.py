"""The form in which an idea is written: it saves itself, and nothing that was typed is lost."""

from typing import Any

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from models import (
    Association,
    Group,
    GroupMember,
    GroupState,
    Idea,
    IdeaAction,
    IdeaNeed,
    IdeaState,
    IdeaTag,
    Kind,
    MembershipState,
    TagKind,
)
from services import calls, ideas, reviews
from services.ideas import Need
from tests.cast import Cast, make_member
from tests.pages.conftest import House, Open
from tests.pages.test_ideas import WHOLE, said


def draft(cast: Cast, **changes: Any) -> int:
    idea = ideas.create(cast.session, cast.aino, cast.satusuo.id, changes)
    cast.session.commit()
    return idea.id


def stored(house: House, idea_id: int) -> Idea:
    with house.session() as session:
        return session.get_one(Idea, idea_id)


def needs(house: House, idea_id: int) -> list[Need]:
    with house.session() as session:
        rows = session.exec(
            select(IdeaNeed).where(IdeaNeed.idea_id == idea_id).order_by(col(IdeaNeed.position))
        )
        return [Need(row.competence, row.words, row.essential) for row in rows]


def priorities(house: House, idea_id: int) -> list[str]:
    with house.session() as session:
        query = select(IdeaTag.slug).where(IdeaTag.idea_id == idea_id, IdeaTag.kind == TagKind.PRIORITY)
        return list(session.exec(query))


def field(app: AppTest, idea_id: int, name: str) -> Any:
    key = f"idea-{idea_id}-{name}"
    for group in (app.text_input, app.text_area, app.selectbox, app.multiselect, app.checkbox):
        for element in group:
            if element.key == key:
                return element
    raise AssertionError(key)


def test_visitor_is_asked_to_sign_in(open_page: Open, cast: Cast) -> None:
    assert "Kirjaudu ensin sisään" in said(open_page("idea_form"))


@pytest.mark.parametrize("who", ["uuno", "veera"])
def test_who_writes_for_no_association_is_told_what_to_do(open_page: Open, cast: Cast, who: str) -> None:
    assert "Liity yhdistykseesi" in said(open_page("idea_form", as_=who))


@pytest.mark.parametrize("who", ["sami", "fanni", "arvo", ""])
def test_stranger_finds_no_draft(open_page: Open, cast: Cast, who: str) -> None:
    idea_id = draft(cast, title="Salainen")

    app = open_page("idea_form", as_=who, id=idea_id)

    assert app.title[0].value == "Sivua ei löytynyt"
    assert "Salainen" not in said(app)


def test_beginning_makes_a_draft_with_the_call_of_the_address(
    open_page: Open, house: House, cast: Cast
) -> None:
    calls.load(cast.session)
    cast.session.commit()

    app = open_page("idea_form", as_="aino", call=1)
    next(each for each in app.text_input if each.label == "Idean nimi").input("Puuhapaja")
    next(each for each in app.button if each.label == "Aloita").click().run()

    with house.session() as session:
        (idea,) = session.exec(select(Idea)).all()
    assert not app.exception
    assert (idea.title, idea.call_id, idea.association_id) == ("Puuhapaja", 1, cast.satusuo.id)
    assert field(app, idea.id, "title").value == "Puuhapaja"


def test_each_change_is_saved_and_survives_a_refresh(open_page: Open, house: House, cast: Cast) -> None:
    idea_id = draft(cast)

    app = open_page("idea_form", as_="aino", id=idea_id)
    field(app, idea_id, "summary").input("Puoli lausetta").run()
    field(app, idea_id, "municipality").set_value("309").run()
    field(app, idea_id, "target_groups").set_value(["nuoret"]).run()
    field(app, idea_id, "topics").set_value(["yksinäisyys"]).run()

    again = open_page("idea_form", as_="eero", id=idea_id)
    assert field(again, idea_id, "summary").value == "Puoli lausetta"
    assert field(again, idea_id, "municipality").value == "309"
    assert field(again, idea_id, "target_groups").value == ["nuoret"]
    assert field(again, idea_id, "topics").value == ["yksinäisyys"]
    assert "Tallennettu klo" in said(app)


def test_refused_text_stays_on_the_screen_with_the_reason(open_page: Open, house: House, cast: Cast) -> None:
    idea_id = draft(cast, title="Ennen")

    app = open_page("idea_form", as_="aino", id=idea_id)
    field(app, idea_id, "title").input("hän on 131052-308T").run()
    field(app, idea_id, "need").input("Toinen kohta").run()

    assert field(app, idea_id, "title").value == "hän on 131052-308T"
    assert "henkilötunnus" in said(app)
    assert "Osa tekstistä ei ole vielä tallessa" in said(app)
    assert (stored(house, idea_id).title, stored(house, idea_id).need) == ("Ennen", "Toinen kohta")


def test_other_writers_change_appears_where_i_have_not_typed(
    open_page: Open, house: House, cast: Cast
) -> None:
    idea_id = draft(cast, title="Ennen")
    app = open_page("idea_form", as_="aino", id=idea_id)
    ideas.save(cast.session, cast.eero, idea_id, {"title": "Eeron"})
    cast.session.commit()

    field(app, idea_id, "need").input("Ainon").run()

    assert field(app, idea_id, "title").value == "Eeron"
    assert (stored(house, idea_id).title, stored(house, idea_id).need) == ("Eeron", "Ainon")


@pytest.mark.parametrize(("choice", "kept"), [("mine-title", "Ainon"), ("theirs-title", "Eeron")])
def test_both_texts_are_shown_when_two_write_the_same_field(
    open_page: Open, house: House, cast: Cast, choice: str, kept: str
) -> None:
    idea_id = draft(cast, title="Ennen")
    app = open_page("idea_form", as_="aino", id=idea_id)
    ideas.save(cast.session, cast.eero, idea_id, {"title": "Eeron"})
    cast.session.commit()

    field(app, idea_id, "title").input("Ainon").run()
    assert field(app, idea_id, "title").value == "Ainon"
    assert "Eeron" in [text.value for text in app.text]
    assert stored(house, idea_id).title == "Eeron"

    app.button(key=choice).click().run()
    assert field(app, idea_id, "title").value == kept
    assert stored(house, idea_id).title == kept


def test_needs_are_added_and_removed_row_by_row(open_page: Open, house: House, cast: Cast) -> None:
    idea_id = draft(cast)

    app = open_page("idea_form", as_="aino", id=idea_id)
    app.button(key="add-need").click().run()
    field(app, idea_id, "need-1-competence").set_value("palkanmaksu").run()
    field(app, idea_id, "need-1-words").input("joku hoitaa palkat").run()
    app.button(key="add-need").click().run()
    field(app, idea_id, "need-2-words").input("talonmies").run()
    both = needs(house, idea_id)
    app.button(key="remove-need-1").click().run()

    left = needs(house, idea_id)
    assert both == [Need("palkanmaksu", "joku hoitaa palkat"), Need("", "talonmies")]
    assert left == [Need("", "talonmies")]


def test_priorities_come_with_the_call_and_go_with_it(open_page: Open, house: House, cast: Cast) -> None:
    calls.load(cast.session)
    cast.session.commit()
    idea_id = draft(cast, title="Puuhapaja")

    app = open_page("idea_form", as_="aino", id=idea_id)
    field(app, idea_id, "call_id").set_value(1).run()
    field(app, idea_id, "priority-arkipalvelut").check().run()
    chosen = priorities(house, idea_id)
    field(app, idea_id, "call_id").set_value(2).run()

    assert chosen == ["arkipalvelut"]
    assert (stored(house, idea_id).call_id, priorities(house, idea_id)) == (2, [])
    assert not field(app, idea_id, "priority-arkipalvelut").value


def test_submit_names_what_is_missing_beside_each_field(open_page: Open, house: House, cast: Cast) -> None:
    idea_id = draft(cast, **{**WHOLE, "need": "", "needs": []})

    app = open_page("idea_form", as_="aino", id=idea_id)
    app.button(key="submit").click().run()
    first = said(app)
    field(app, idea_id, "need").input("Moni on yksin").run()

    assert "Täydennä vielä: Miksi tätä tarvitaan? · Mitä haemme" in first
    assert "Kerro, miksi tätä tarvitaan." in first
    assert "Täydennä vielä: Mitä haemme" in said(app)
    assert stored(house, idea_id).state == IdeaState.DRAFT


def test_submitting_goes_to_the_queue_and_to_the_idea(open_page: Open, house: House, cast: Cast) -> None:
    idea_id = draft(cast, **WHOLE)

    app = open_page("idea_form", as_="aino", id=idea_id)
    app.button(key="submit").click().run()

    with house.session() as session:
        assert reviews.item_of(session, Kind.IDEA, idea_id)
    assert not app.exception
    assert app.title[0].value == "Kylätalon olohuone"
    assert stored(house, idea_id).state == IdeaState.SUBMITTED


def test_unverified_association_keeps_its_draft(open_page: Open, house: House, cast: Cast) -> None:
    idea_id = draft(cast, **WHOLE)
    association = cast.session.get_one(Association, cast.satusuo.id)
    association.state = "pending"  # type: ignore[assignment]
    cast.session.commit()

    app = open_page("idea_form", as_="aino", id=idea_id)
    app.button(key="submit").click().run()

    assert "ei ole vielä vahvistanut yhdistystä" in said(app)
    assert stored(house, idea_id).state == IdeaState.DRAFT


def test_editing_a_published_idea_leaves_readers_the_old_words(
    open_page: Open, house: House, cast: Cast
) -> None:
    idea_id = draft(cast, **WHOLE)
    ideas.submit(cast.session, cast.aino, idea_id)
    ideas.move(cast.session, cast.fanni, idea_id, IdeaAction.PUBLISH)
    cast.session.commit()

    app = open_page("idea_form", as_="aino", id=idea_id)
    field(app, idea_id, "title").input("Uusi nimi").run()
    app.button(key="submit").click().run()

    assert app.title[0].value == "Kylätalon olohuone"
    assert stored(house, idea_id).revision_submitted_at


def test_submitted_idea_is_not_written_in(open_page: Open, cast: Cast) -> None:
    idea_id = draft(cast, **WHOLE)
    ideas.submit(cast.session, cast.aino, idea_id)
    cast.session.commit()

    app = open_page("idea_form", as_="aino", id=idea_id)

    assert not app.exception
    assert "ei voi nyt muokata" in said(app)


def test_co_authors_group_stays_for_who_does_not_belong_to_it(
    open_page: Open, house: House, cast: Cast
) -> None:
    group = Group(
        name="Kylätalot", sort_key="kylatalot", state=GroupState.ACTIVE, created_by=cast.people["fanni"].id
    )
    cast.session.add(group)
    cast.session.flush()
    member = GroupMember(group_id=group.id, person_id=cast.people["aino"].id, state=MembershipState.MEMBER)
    cast.session.add(member)
    cast.session.flush()
    idea_id = draft(cast, title="Ennen", group_id=group.id)

    app = open_page("idea_form", as_="eero", id=idea_id)
    field(app, idea_id, "title").input("Jälkeen").run()

    assert not app.exception
    assert (stored(house, idea_id).title, stored(house, idea_id).group_id) == ("Jälkeen", group.id)


def test_idea_of_the_association_that_one_came_from(open_page: Open, cast: Cast) -> None:
    make_member(cast.session, cast.keksila, cast.people["aino"])
    cast.session.commit()
    app = open_page("association", as_="aino", id=cast.satusuo.id)

    app.button(key="to-idea_form").click().run()

    (chosen,) = [box for box in app.selectbox if not str(box.key).startswith("frame-")]
    assert chosen.value == cast.satusuo.id
    assert app.selectbox(key="frame-acting-for").value == cast.keksila.id
