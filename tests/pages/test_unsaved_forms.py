"""Long forms that a refresh does not empty: what was typed and not saved is offered to its writer, to nobody else."""

from datetime import date, time

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Event, EventTopic, Meeting
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.test_groups import active, keys


def gone_on(open_page: Open, page: str, as_: str, **query: object) -> AppTest:
    """The form after a refresh, when its writer goes on from where they were."""
    app = open_page(page, as_=as_, **query)
    assert not app.exception
    app.button(key="go-on-unsaved").click()
    return app.run()


@pytest.mark.parametrize(
    ("page", "who", "other", "field"),
    [
        ("article_form", "fanni", "arvo", "article-body-0"),
        ("story_form", "aino", "sami", "story-body-0"),
        ("bulletin_form", "fanni", "arvo", "bulletin-body-sv"),
        ("group_form", "aino", "sami", "group-purpose-0"),
        ("event_form", "fanni", "arvo", "body-0"),
        ("association_form", "aino", "sami", "association-0-description"),
        ("introduction_form", "fanni", "arvo", "introduction-words"),
    ],
)
def test_prose_is_there_after_a_refresh(open_page: Open, page: str, who: str, other: str, field: str) -> None:
    app = open_page(page, as_=who)
    assert "discard-unsaved" not in keys(app)
    app.text_area(key=field).set_value("Kirjoitin tätä *kauan*.").run()

    assert "go-on-unsaved" not in keys(open_page(page, as_=other))
    assert gone_on(open_page, page, who).text_area(key=field).value == "Kirjoitin tätä *kauan*."


def test_an_event_keeps_its_days_and_choices_until_it_is_saved(open_page: Open, house: House) -> None:
    app = open_page("event_form", as_="fanni")
    app.text_input(key="title-0").set_value("Hakuinfo")
    app.text_input(key="place-0").set_value("Kyläsali")
    app.date_input(key="starts-day-0").set_value(date(2027, 2, 1)).run()
    app.selectbox(key="ends-time-0").set_value(time(20, 30))
    app.number_input(key="capacity-0").set_value(12)
    app.selectbox(key="topic-0").set_value(EventTopic.INCLUSION).run()

    app = gone_on(open_page, "event_form", "fanni")
    app.button(key="draft-event").click().run()

    assert not app.exception
    with house.session() as session:
        event = session.exec(select(Event)).one()
    assert (event.title, event.capacity, event.topic) == ("Hakuinfo", 12, EventTopic.INCLUSION)
    assert (event.starts_at.date(), event.ends_at.strftime("%d.%m. %H:%M")) == (
        date(2027, 2, 1),
        "01.02. 18:30",
    )
    assert "go-on-unsaved" not in keys(open_page("event_form", as_="fanni"))


def test_a_meeting_and_a_proposal_keep_what_is_typed(open_page: Open, house: House, cast: Cast) -> None:
    group = active(cast)
    app = open_page("meeting_form", as_="aino", group=group.id)
    app.text_input(key="meeting-title-0").set_value("Kevätkokous")
    app.text_input(key="meeting-place-0").set_value("Talolla")
    app.text_area(key="meeting-agenda").set_value("Avaus\nLämmitys").run()
    app = open_page("decision_form", as_="aino", group=group.id)
    app.radio(key="decision-ballot").set_value("closed").run()

    ballot = gone_on(open_page, "decision_form", "aino", group=group.id).radio(key="decision-ballot").value
    app = gone_on(open_page, "meeting_form", "aino", group=group.id)
    assert app.text_area(key="meeting-agenda").value == "Avaus\nLämmitys"
    app.button(key="save-meeting").click().run()

    assert ballot == "closed"
    with house.session() as session:
        meeting = session.exec(select(Meeting)).one()
    assert (meeting.title, meeting.place) == ("Kevätkokous", "Talolla")
