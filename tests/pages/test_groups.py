"""The list of groups, one group, its discussions and its form, per person."""

from typing import Any

import pytest
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from models import (
    Comment,
    Group,
    GroupAction,
    GroupMember,
    GroupRole,
    GroupState,
    JoinMode,
    Kind,
    MembershipState,
    Thread,
    now,
)
from services import comments, groups, ideas, threads
from tests.cast import Cast
from tests.pages.conftest import House, Open, lines, press_in_dialog
from tests.pages.test_moderation import words_on

WORDS: dict[str, Any] = {
    "name": "Kylien *olohuoneet*",
    "purpose": "Talot <b>auki</b> arkena",
    "join_mode": JoinMode.OPEN,
    "municipality": "176",
}


def active(cast: Cast, **words: Any) -> Group:
    """Aino's group, approved."""
    group = groups.found(cast.session, cast.aino, **{**WORDS, **words})
    groups.move(cast.session, cast.fanni, group.id, GroupAction.PUBLISH)
    cast.session.commit()
    return group


def said(app: AppTest) -> str:
    """Everything that is read on the screen."""
    shown = (app.title, app.subheader, app.text, app.markdown, app.caption, app.error)
    return "\n".join(str(element.value) for kind in shown for element in kind)


def keys(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.button}


def membership(house: House, person: int) -> GroupMember | None:
    with house.session() as session:
        return session.exec(
            select(GroupMember).where(GroupMember.person_id == person).order_by(col(GroupMember.id).desc())
        ).first()


def thread_in(cast: Cast, group: Group) -> Thread:
    thread = threads.start(cast.session, cast.aino, group.id, title="Kahvit", body="Kuka <i>keittää</i>?")
    cast.session.commit()
    return thread


@pytest.mark.parametrize(
    ("who", "founds"),
    [("", False), ("uuno", False), ("veera", False), ("aino", True), ("fanni", True), ("arvo", False)],
)
def test_the_list_is_for_everybody_and_founding_for_those_who_may(
    open_page: Open, cast: Cast, who: str, founds: bool
) -> None:
    active(cast)

    app = open_page("groups", as_=who)

    assert not app.exception
    assert "Talot \\<b\\>auki\\</b\\> arkena" in said(app)
    assert ("found-group" in keys(app)) == founds


@pytest.mark.parametrize("who", ["", "aino", "uuno"])
def test_an_empty_list_says_what_to_do(open_page: Open, who: str) -> None:
    app = open_page("groups", as_=who)

    assert "Ryhmiä ei ole vielä" in said(app)


def test_the_filters_stand_in_the_address(open_page: Open, cast: Cast) -> None:
    active(cast)
    active(cast, name="Nuoret päättävät", municipality="167", purpose="Kyläraadit")

    found = open_page("groups", words="nuoret")
    assert "Kyläraadit" in said(found)
    assert "Talot" not in said(found)

    found.text_input(key="groups-words").set_value("jotain muuta").run()
    assert found.query_params["words"] == "jotain muuta"
    assert "Näillä rajauksilla" in said(found)


def test_mine_shows_my_own(open_page: Open, cast: Cast) -> None:
    active(cast)

    assert "Talot" in said(open_page("groups", as_="aino", mine="1"))
    assert "Et ole vielä missään ryhmässä" in said(open_page("groups", as_="pekka", mine="1"))


@pytest.mark.parametrize("who", ["", "uuno", "pekka", "veera", "aino", "fanni", "arvo"])
@pytest.mark.parametrize("mode", JoinMode)
def test_a_group_opens_for_everybody(open_page: Open, cast: Cast, who: str, mode: JoinMode) -> None:
    group = active(cast, join_mode=mode)

    app = open_page("group", as_=who, id=group.id)

    assert not app.exception
    assert app.title[0].value == "Kylien \\*olohuoneet\\*"
    assert "Talot <b>auki</b> arkena" in said(app)


@pytest.mark.parametrize("who", ["", "uuno", "pekka"])
@pytest.mark.parametrize("page", ["group", "group_form"])
def test_a_stranger_finds_nothing_of_a_proposal(open_page: Open, cast: Cast, page: str, who: str) -> None:
    group = groups.found(cast.session, cast.aino, **WORDS)
    cast.session.commit()

    app = open_page(page, as_=who, id=group.id)

    assert app.title[0].value == "Sivua ei löytynyt"
    assert "Talot" not in said(app)


@pytest.mark.parametrize("number", ["", "0", "abc", "99999", "-1"])
def test_a_group_that_is_not_there_is_not_found(open_page: Open, number: str) -> None:
    app = open_page("group", as_="aino", id=number)

    assert app.title[0].value == "Sivua ei löytynyt"


def test_who_joins_sees_the_discussions(open_page: Open, house: House, cast: Cast) -> None:
    group = active(cast)
    thread_in(cast, group)
    app = open_page("group", as_="pekka", id=group.id)
    assert "Keskustelut" not in said(app)

    app.button(key="join").click().run()

    row = membership(house, cast.people["pekka"].id)
    assert row is not None
    assert row.state == MembershipState.MEMBER
    assert app.segmented_control(key="group-show").value == "talk"


def test_a_refused_request_keeps_what_was_typed(open_page: Open, house: House, cast: Cast) -> None:
    group = active(cast, join_mode=JoinMode.ON_REQUEST)
    app = open_page("group", as_="pekka", id=group.id)

    app.text_area(key="ask-words").set_value("Olen 131052-308T")
    _submit(app)

    assert "henkilötunnus" in said(app)
    assert app.text_area(key="ask-words").value == "Olen 131052-308T"
    assert membership(house, cast.people["pekka"].id) is None

    app.text_area(key="ask-words").set_value("Meillä on palkanmaksu.")
    _submit(app)

    row = membership(house, cast.people["pekka"].id)
    assert row is not None
    assert row.state == MembershipState.REQUESTED
    assert "take-back" in keys(app)


def test_a_host_lets_somebody_in_and_shares_the_hosting(open_page: Open, house: House, cast: Cast) -> None:
    group = active(cast, join_mode=JoinMode.ON_REQUEST)
    row = groups.join(cast.session, cast.pekka, group.id, words_for_hosts="Meillä on <palkanmaksu>.")
    cast.session.commit()
    app = open_page("group", as_="aino", id=group.id, show="requests")
    assert "Meillä on <palkanmaksu>." in said(app)

    app.button(key=f"accept-{row.id}").click().run()
    app.segmented_control(key="group-show").set_value("members").run()
    app.button(key=f"make-host-{row.id}").click().run()

    found = membership(house, cast.people["pekka"].id)
    assert found is not None
    assert (found.state, found.role) == (MembershipState.MEMBER, GroupRole.HOST)


def test_a_host_invites_an_association_and_its_people_answer(
    open_page: Open, house: House, cast: Cast
) -> None:
    group = active(cast, join_mode=JoinMode.BY_INVITATION)
    app = open_page("group", as_="aino", id=group.id, show="requests")

    app.button(key="invite-0").click().run()
    assert "Täytä tämä kohta" in said(app)
    app.selectbox(key="invite-0-association").set_value(cast.toivonsilta.id).run()
    app.button(key="invite-0").click().run()

    invited = open_page("group", as_="pekka", id=group.id)
    invited.button(key="decline-invitation").click().run()
    row = membership(house, cast.people["pekka"].id)
    assert row is not None
    assert row.state == MembershipState.DECLINED


def test_only_members_see_the_names_of_members(open_page: Open, cast: Cast) -> None:
    group = active(cast)

    outside = open_page("group", as_="pekka", id=group.id, show="members")
    inside = open_page("group", as_="aino", id=group.id, show="members")

    assert "Aino" not in said(outside)
    assert "Aino" in said(inside)


def test_a_member_begins_a_discussion_and_another_replies(open_page: Open, house: House, cast: Cast) -> None:
    group = active(cast)
    groups.join(cast.session, cast.pekka, group.id)
    cast.session.commit()
    app = open_page("group", as_="pekka", id=group.id)

    app.text_input(key=f"thread-{group.id}-0-title").set_value("Talon <lämmitys>")
    _submit(app)
    assert "Täytä tämä kohta" in said(app)
    assert app.text_input(key=f"thread-{group.id}-0-title").value == "Talon <lämmitys>"
    app.text_area(key=f"thread-{group.id}-0-body").set_value("Mitä maksaa?")
    _submit(app)

    with house.session() as session:
        thread = session.exec(select(Thread)).one()
    reader = open_page("group", as_="aino", id=group.id, thread=thread.id)
    assert "Mitä maksaa?" in said(reader)
    reader.text_area(key=f"comment-thread-{thread.id}-0").set_value("380 euroa kuussa")
    _submit(reader)
    with house.session() as session:
        assert session.exec(select(Comment.body)).all() == ["380 euroa kuussa"]


@pytest.mark.parametrize("who", ["", "sami", "eero"])
def test_a_discussion_is_not_found_outside_the_group(open_page: Open, cast: Cast, who: str) -> None:
    group = active(cast)
    thread = thread_in(cast, group)

    app = open_page("group", as_=who, id=group.id, thread=thread.id)

    assert app.title[0].value == "Sivua ei löytynyt"
    assert "keittää" not in said(app)


def test_a_discussion_is_found_in_its_own_group_only(open_page: Open, cast: Cast) -> None:
    thread = thread_in(cast, active(cast))
    other = active(cast, name="Toinen")

    app = open_page("group", as_="aino", id=other.id, thread=thread.id)

    assert app.title[0].value == "Sivua ei löytynyt"


@pytest.mark.parametrize(("who", "key"), [("fanni", "flag-thread"), ("pekka", "flag-thread")])
def test_readers_may_ask_for_a_look(open_page: Open, cast: Cast, who: str, key: str) -> None:
    group = active(cast)
    groups.join(cast.session, cast.pekka, group.id)
    thread = thread_in(cast, group)
    comments.add(cast.session, cast.pekka, Kind.THREAD, thread.id, "Minä keitän")
    cast.session.commit()

    app = open_page("group", as_=who, id=group.id, thread=thread.id)

    assert not app.exception
    assert key in keys(app)
    assert "Minä keitän" in said(app)


def test_the_group_shows_its_ideas(open_page: Open, cast: Cast) -> None:
    group = active(cast)
    idea = ideas.create(
        cast.session, cast.aino, cast.satusuo.id, {"title": "Olohuone auki", "group_id": group.id}
    )
    cast.session.commit()

    app = open_page("group", as_="aino", id=group.id, show="ideas")

    assert idea.group_id == group.id
    assert not app.exception


def test_a_group_that_has_ended_is_read_only(open_page: Open, cast: Cast) -> None:
    group = active(cast)
    thread = thread_in(cast, group)
    groups.move(cast.session, cast.aino, group.id, GroupAction.ARCHIVE)
    cast.session.commit()

    app = open_page("group", as_="aino", id=group.id)
    assert "Ryhmän toiminta on päättynyt" in said(app)
    assert not app.text_area
    assert not open_page("group", as_="aino", id=group.id, thread=thread.id).text_area

    app.button(key="unarchive").click().run()
    assert "Ryhmän toiminta on päättynyt" not in said(app)


def _submit(app: AppTest) -> None:
    """The form's own button: the only one with no key of ours."""
    [send] = [each for each in app.button if str(each.key).startswith("FormSubmitter")]
    send.click().run()


def test_an_association_proposes_a_group(open_page: Open, house: House, cast: Cast) -> None:
    app = open_page("group_form", as_="eero")
    app.text_input(key="group-name-0").set_value("Kielikahvilat")
    app.button(key="save-group").click().run()
    assert "Täytä tämä kohta" in said(app)
    assert app.text_input(key="group-name-0").value == "Kielikahvilat"

    app.text_area(key="group-purpose-0").set_value("Suomea yhdessä")
    app.radio(key="group-join-mode-0").set_value(JoinMode.ON_REQUEST)
    app.button(key="save-group").click().run()

    with house.session() as session:
        group = session.exec(select(Group)).one()
    assert (group.name, group.state, group.join_mode) == (
        "Kielikahvilat",
        GroupState.PROPOSED,
        JoinMode.ON_REQUEST,
    )


@pytest.mark.parametrize("who", ["", "uuno", "veera", "arvo"])
def test_who_may_not_found_reads_what_is_needed(open_page: Open, who: str) -> None:
    app = open_page("group_form", as_=who)

    assert "vahvistetun yhdistyksen" in said(app)
    assert lines(app) == []


def test_a_returned_proposal_is_mended_and_sent(open_page: Open, house: House, cast: Cast) -> None:
    group = groups.found(cast.session, cast.aino, **WORDS)
    groups.move(cast.session, cast.fanni, group.id, GroupAction.RETURN, why="Kenelle?")
    cast.session.commit()
    assert "Kenelle?" in said(open_page("group", as_="aino", id=group.id))
    app = open_page("group_form", as_="aino", id=group.id)

    app.text_area(key=f"group-purpose-{group.id}").set_value("Kylille")
    app.button(key="save-group").click().run()

    with house.session() as session:
        found = session.get_one(Group, group.id)
    assert (found.purpose, found.state) == ("Kylille", GroupState.PROPOSED)


def test_an_edit_on_a_stale_page_loses_nothing(open_page: Open, house: House, cast: Cast) -> None:
    group = active(cast)
    app = open_page("group_form", as_="aino", id=group.id)
    groups.edit(cast.session, cast.fanni, group.id, **{**WORDS, "name": "Ensin"}, version=group.version)
    cast.session.commit()

    app.text_input(key=f"group-name-{group.id}").set_value("Sitten")
    app.button(key="save-group").click().run()

    assert "samaan aikaan" in said(app)
    assert app.text_input(key=f"group-name-{group.id}").value == "Sitten"
    with house.session() as session:
        assert session.get_one(Group, group.id).name == "Ensin"


def test_a_host_pins_closes_sees_who_is_away_and_hands_over(
    open_page: Open, house: House, cast: Cast
) -> None:
    group = active(cast)
    groups.join(cast.session, cast.pekka, group.id)
    thread = thread_in(cast, group)
    group.quiet_since = now()
    cast.session.commit()

    app = open_page("group", as_="aino", id=group.id, thread=thread.id)
    assert app.multiselect(key=f"comment-thread-{thread.id}-0-mention").options == ["Pekka"]
    app.button(key=f"pin-{thread.id}").click().run()
    app.button(key=f"close-{thread.id}").click().run()
    assert not app.multiselect

    member = open_page("group", as_="pekka", id=group.id)
    assert "Kahvit" in words_on(member)
    assert not member.warning

    tools = open_page("group", as_="aino", id=group.id, show="requests")
    assert "Ryhmässä ei ole tapahtunut mitään 60 päivään" in tools.warning[0].value
    assert tools.button(key=f"unpin-{thread.id}").label == "Poista kiinnitys"
    tools.selectbox(key="successor").select_index(0).run()
    tools.button(key="hand-over").click().run()
    assert "Et voi enää päättää sen jäsenistä" in words_on(tools)
    press_in_dialog(tools, "hand-over")
    with house.session() as session:
        hosts = select(GroupMember.person_id).where(GroupMember.role == GroupRole.HOST)
        assert session.exec(hosts).all() == [cast.people["pekka"].id]
    # Who gave it away runs the group no more: the page has no tools for them.
    assert "hand-over" not in keys(tools)


def test_a_member_finds_inside_the_group(open_page: Open, cast: Cast) -> None:
    group = active(cast)
    groups.join(cast.session, cast.pekka, group.id)
    thread_in(cast, group)
    cast.session.commit()
    app = open_page("group", as_="pekka", id=group.id)

    app.text_input(key=f"group-search-{group.id}").input("kahveja").run()
    assert "Kahvit" in words_on(app)

    app.text_input(key=f"group-search-{group.id}").input("avaruus").run()
    assert "Ryhmästä ei löytynyt tätä" in words_on(app)
    assert "group-search" not in str(
        [box.key for box in open_page("group", as_="sami", id=group.id).text_input]
    )
