"""The screens of meetings: somebody calls, several write it down, the minutes go out, promises are kept."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from streamlit.testing.v1 import AppTest

from models import ActionPoint, AgendaItem, Group, Meeting, MeetingSeat, MeetingStage, Plan, Task, now, today
from services import meetings
from services.meetings import PointWords
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_decisions import said
from tests.services.circle_world import a_group, a_plan, call
from ui.texts import moment, plain


@pytest.fixture
def group(house: House, cast: Cast) -> Group:
    made = a_group(cast)
    cast.session.commit()
    return made


@pytest.fixture
def plan(house: House, cast: Cast) -> Plan:
    made = a_plan(cast)
    cast.session.commit()
    return made


def begun(cast: Cast, where: Group | Plan, **more: str) -> Meeting:
    """A meeting that is going on."""
    meeting = call(
        cast,
        where,
        starts_at=now() - timedelta(hours=1),
        ends_at=now() + timedelta(hours=1),
        agenda=("Retki",),
        **more,
    )
    cast.session.commit()
    return meeting


def the_item(session: Session) -> AgendaItem:
    found = session.exec(select(AgendaItem).execution_options(populate_existing=True)).one()
    session.commit()
    return found


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_a_member_calls_a_meeting_and_changes_it(group: Group, cast: Cast, open_page: Open) -> None:
    app = open_page("group", as_="aino", id=group.id, show="meetings")
    assert "Tulossa ei ole kokouksia" in said(app)
    assert "call-meeting" in keys(app)
    app = open_page("meeting_form", as_="aino", group=group.id)
    app.button(key="save-meeting").click().run()
    assert [error.value for error in app.error] == [
        "Kerro paikka tai anna linkki, jotta ihmiset löytävät perille."
    ]
    # It stands above the button, on a phone a screen above it.
    assert any("refused.js" in each.proto.body for each in app.get("html"))
    app.text_input(key="meeting-title-0").set_value("Syyskokous")
    app.text_input(key="meeting-place-0").set_value("Kylätalo")
    # The end goes along with the start.
    sooner = today() + timedelta(days=3)
    app.date_input(key="meeting-starts-day-0").set_value(sooner).run()
    assert not app.warning
    assert app.date_input(key="meeting-ends-day-0").value == sooner
    app.button(key="save-meeting").click().run()
    assert not app.exception
    meeting = cast.session.exec(select(Meeting)).one()
    cast.session.commit()

    app = open_page("meeting_form", as_="aino", id=meeting.id)
    app.text_input(key=f"meeting-place-{meeting.id}").set_value("Koulu")
    app.button(key="save-meeting").click().run()

    shown = open_page("meeting", as_="pekka", id=meeting.id)
    assert not shown.exception
    assert ":material/place: Koulu" in [mark.value for mark in shown.markdown]
    assert "**1. Kokouksen avaus**" in [
        mark.value for mark in shown.markdown
    ] or "1. Kokouksen avaus" in said(shown)
    assert "Syyskokous" in said(open_page("home", as_="pekka"))


def test_home_says_when_a_meeting_begins(group: Group, cast: Cast, open_page: Open) -> None:
    coming = call(
        cast, group, starts_at=now() + timedelta(days=2), ends_at=now() + timedelta(days=2, hours=1)
    )
    cast.session.commit()

    words = said(open_page("home", as_="aino"))

    assert plain(moment(coming.starts_at)) in words
    assert "viimeistään" not in words


def test_minutes_save_themselves_and_two_writers_lose_nothing(
    group: Group, cast: Cast, open_page: Open
) -> None:
    meeting = begun(cast, group)
    item = the_item(cast.session)
    app = open_page("meeting", as_="aino", id=meeting.id)
    app.text_area(key=f"minutes-{item.id}-0").set_value("Mennään.").run()
    assert the_item(cast.session).minutes == "Mennään."
    meetings.save_minutes(cast.session, cast.pekka, item.id, "Mennään Kolille.", number=1)
    cast.session.commit()

    app.text_area(key=f"minutes-{item.id}-0").set_value("Mennään Valamoon.").run()

    assert not app.exception
    assert "Pekka tallensi tämän kohdan" in said(app)
    texts = [text.value for text in app.text]
    assert "Mennään Kolille." in texts
    assert "Mennään Valamoon." in texts
    app.button(key=f"both-{item.id}").click().run()
    assert the_item(cast.session).minutes == "Mennään Kolille.\n\nMennään Valamoon."
    assert app.text_area(key=f"minutes-{item.id}-1").value == "Mennään Kolille.\n\nMennään Valamoon."


def test_who_was_there_is_marked_and_the_minutes_go_out(group: Group, cast: Cast, open_page: Open) -> None:
    meeting = begun(cast, group)
    seat = cast.session.exec(
        select(MeetingSeat).where(MeetingSeat.association_id == cast.toivonsilta.id)
    ).one()
    cast.session.commit()
    app = open_page("meeting", as_="aino", id=meeting.id)
    app.button(key="publish").click().run()
    assert [error.value for error in app.error] == ["Merkitse ensin, ketkä olivat läsnä."]
    app.checkbox(key=f"attended-{seat.id}").check().run()
    app.text_input(key=f"people-{seat.id}").set_value("Pekka").run()
    app.button(key="publish").click().run()
    assert not app.exception

    app = open_page("meeting", as_="pekka", id=meeting.id)
    assert "Paikalla olleista yhdistyksistä sen on hyväksynyt 0/1" in said(app)
    app.button(key=f"approve-{seat.id}").click().run()

    assert "Paikalla olleista yhdistyksistä sen on hyväksynyt 1/1" in said(app)
    assert "hyväksyi pöytäkirjan" in said(app)
    assert not app.text_area
    other = open_page("meeting", as_="uuno", id=meeting.id)
    assert not {key for key in keys(other) if key.startswith(("approve", "reopen", "publish", "cancel"))}
    again = open_page("meeting", as_="aino", id=meeting.id)
    again.button(key="reopen").click().run()
    assert not again.exception


def test_a_promise_of_a_group_is_marked_done(group: Group, cast: Cast, open_page: Open) -> None:
    meeting = begun(cast, group)
    item = the_item(cast.session)
    app = open_page("meeting", as_="aino", id=meeting.id)
    app.button(key=f"add-point-{item.id}").click().run()
    app.button(key="save-point").click().run()
    assert [error.value for error in app.error] == ["Täytä tämä kohta."]
    app.text_input(key="point-title").set_value("Varaa bussi")
    app.selectbox(key="point-association").set_value(cast.toivonsilta.id).run()
    app.button(key="save-point").click().run()
    assert not app.exception
    point = cast.session.exec(select(ActionPoint)).one()
    cast.session.commit()

    app = open_page("group", as_="pekka", id=group.id, show="meetings")
    app.button(key=f"finish-{point.id}").click().run()

    assert not app.exception
    cast.session.refresh(point)
    assert point.done_at is not None


def test_a_promise_of_a_plan_leads_to_its_task_and_back(plan: Plan, cast: Cast, open_page: Open) -> None:
    meeting = begun(cast, plan)
    item = the_item(cast.session)
    words = PointWords("Pyydä tarjous", now().date(), cast.toivonsilta.id, None, item.id)
    meetings.add_point(cast.session, cast.aino, meeting.id, words)
    task = cast.session.exec(select(Task)).one().id
    cast.session.commit()

    app = open_page("meeting", as_="veera", id=meeting.id)
    form = open_page("plan", as_="pekka", id=plan.id, view="schedule", task=task)
    listed = open_page("plan", as_="sami", id=plan.id, view="together", sub="meetings")

    assert not app.exception
    assert not keys(app) & {"publish", f"add-point-{item.id}", "calendar"}
    assert not form.exception
    shown: list[Any] = list(form.get("page_link"))
    assert "Sovittu kokouksessa: Syyskokous" in [link.proto.label for link in shown]
    assert not listed.exception


@pytest.mark.parametrize(("who", "page"), [("sami", "meeting"), ("", "meeting"), ("sami", "meeting_form")])
def test_a_stranger_finds_nothing(group: Group, cast: Cast, open_page: Open, who: str, page: str) -> None:
    meeting = call(cast, group)
    cast.session.commit()

    app = open_page(page, as_=who, **({"id": meeting.id} if page == "meeting" else {"group": group.id}))

    assert not app.exception
    assert "Syyskokous" not in said(app)
    assert "save-meeting" not in keys(app)


def test_a_cancelled_meeting_says_so(group: Group, cast: Cast, open_page: Open) -> None:
    meeting = call(cast, group)
    meetings.cancel(cast.session, cast.aino, meeting.id, why="Lumimyrsky.")
    cast.session.commit()

    app = open_page("meeting", as_="pekka", id=meeting.id)

    assert "Kokous on peruttu. Lumimyrsky" in said(app)
    assert MeetingStage(meeting.stage) == MeetingStage.CANCELLED
    assert "edit" not in keys(app)
