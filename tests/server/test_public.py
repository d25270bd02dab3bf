"""What other programmes get: valid, the same for everybody, and nothing that a visitor could not open."""

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import Engine, update
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from models import AssociationState, EventState, GroupState, Idea, IdeaState, StoryState
from server import feeds, public
from server.guard import Guard
from services import published
from services.database import changing
from tests.cast import Cast, cast_in, make_association
from tests.services.moderated import make_group, make_idea, make_story
from tests.services.test_calls_writing import make_call
from tests.services.test_events import make_event

PUBLISHED = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
SECRET = "Salainen"


@pytest.fixture
def client(engine: Engine) -> TestClient:
    """One of everything in every state; whatever must not be read is called secret."""
    with changing() as session:
        cast = cast_in(session)
        _ideas(cast)
        for state in EventState:
            title = f"{SECRET} {state}" if state == EventState.DRAFT else f"Koulutus <{state}> & kahvit"
            make_event(cast, state, title=title, link="https://example.org/salaisuus", link_private=True)
        for story_state in StoryState:
            story = make_story(session, cast, story_state)
            story.title = "Keittiö" if story_state == StoryState.PUBLISHED else f"{SECRET} {story_state}"
            story.published_at = PUBLISHED
        for group_state in GroupState:
            group = make_group(session, cast, group_state)
            group.name = "Talot" if group_state == GroupState.ACTIVE else f"{SECRET} {group_state}"
        for association_state in AssociationState:
            if association_state != AssociationState.VERIFIED:
                make_association(session, f"{SECRET} {association_state} ry", state=association_state)
        make_call(session, cast)
        make_call(session, cast, name=f"{SECRET} haku", published=False)
    app = Starlette(routes=[*feeds.ROUTES, *public.ROUTES], middleware=[Middleware(Guard)])
    return TestClient(app)


def _ideas(cast: Cast) -> None:
    for state in IdeaState:
        idea = make_idea(cast.session, cast, state)
        idea.published_at = PUBLISHED
        if state != IdeaState.PUBLISHED:
            idea.title = f"{SECRET} {state}"
        else:
            idea.title, idea.revision = "Kahvila & <kirjasto>", {"title": f"{SECRET} uusi nimi"}
    hidden = make_association(cast.session, f"{SECRET} talo ry", state=AssociationState.ARCHIVED)
    nameless = make_idea(cast.session, cast, IdeaState.PUBLISHED)
    nameless.association_id, nameless.published_at = hidden.id, PUBLISHED - timedelta(days=1)


def lists(client: TestClient) -> dict[str, Any]:
    return {name: client.get(f"/public/{name}.json").json() for name in (*published.LISTS, "impact")}


def test_each_list_is_what_the_schema_says_and_holds_nothing_that_a_visitor_could_not_open(
    client: TestClient,
) -> None:
    answer = client.get("/public/schema.json")
    schema = answer.json()
    Draft202012Validator.check_schema(schema)
    assert answer.headers["content-type"] == "application/schema+json"

    for name, found in lists(client).items():
        one = {"$ref": f"#/properties/{name}", "$defs": schema["$defs"], "properties": schema["properties"]}
        Draft202012Validator(one, format_checker=FormatChecker()).validate(found)
        assert found["items"], name
        row = schema["$defs"][schema["properties"][name]["$ref"].rpartition("/")[2]]["properties"]["items"]
        fields = schema["$defs"][row["items"]["$ref"].rpartition("/")[2]]
        assert set(found["items"][0]) == set(fields["properties"]) == set(fields["required"]), name

    paths = [f"/public/{name}.json" for name in (*published.LISTS, "impact")]
    told = "".join(client.get(path).text for path in (*paths, "/feeds/ideas.atom", "/feeds/events.atom"))
    assert not [word for word in (SECRET, "salaisuus", "@") if word in told]
    _check_words(lists(client))


def _check_words(found: dict[str, Any]) -> None:
    first, nameless = found["ideas"]["items"]
    assert (first["title"], first["association"], first["municipality_name"]) == (
        "Kahvila & <kirjasto>",
        "Satusuon kyläyhdistys ry",
        "Juuka",
    )
    assert (first["url"], first["published_at"]) == (
        f"http://kanto.example/idea?id={first['id']}",
        "2026-08-03T09:00:00Z",
    )
    assert nameless["association"] == ""
    assert {each["state"] for each in found["events"]["items"]} == {"published", "cancelled", "held"}
    assert [each["title"] for each in found["stories"]["items"]] == ["Keittiö"]
    assert [each["name"] for each in found["groups"]["items"]] == ["Talot"]
    assert len(found["associations"]["items"]) == 3


def test_a_long_list_goes_on_behind_its_next_address(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [each["id"] for each in client.get("/public/events.json").json()["items"]]
    monkeypatch.setattr(published, "SIZE", 1)

    got, path = [], "/public/events.json"
    while path:
        answer = client.get(path).json()
        got += [each["id"] for each in answer["items"]]
        path = (answer["next"] or "").removeprefix("http://kanto.example")

    assert got == whole
    assert client.get("/public/events.json?after=%00nothing").json()["items"][0]["id"] == whole[0]


def test_what_has_not_changed_is_not_sent_again_and_what_was_hidden_is_gone(client: TestClient) -> None:
    paths = ("/public/ideas.json", "/public/schema.json", "/feeds/ideas.atom")
    marks = {}
    for path in paths:
        first = client.get(path)
        marks[path] = first.headers["etag"]
        again = client.get(path, headers={"If-None-Match": f'"other", W/{marks[path]}'})
        assert first.headers["cache-control"] == "public, max-age=300"
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", marks[path])

    with changing() as session:
        session.execute(update(Idea).values(state=IdeaState.HIDDEN))
    after = client.get(paths[0], headers={"If-None-Match": marks[paths[0]]})

    assert (after.status_code, after.json()["items"]) == (200, [])
    for path in ("/public/people.json", "/feeds/people.atom"):
        assert client.get(path).status_code == 404


def test_a_reader_of_news_reads_the_ideas_and_the_events_in_the_language_of_the_address(
    client: TestClient,
) -> None:
    answer = client.get("/feeds/ideas.atom")
    found = feedparser.parse(answer.content)

    assert answer.headers["content-type"] == "application/atom+xml"
    assert (found.bozo, found.version, found.feed.title) == (False, "atom10", "Uudet hankeideat")
    assert found.feed.id == "http://kanto.example/feeds/ideas.atom?language=fi"
    first, nameless = found.entries
    assert (first.title_detail.value, first.author) == ("Kahvila & <kirjasto>", "Satusuon kyläyhdistys ry")
    assert (first.link, first.tags[0].term) == (first.id, "Juuka")
    assert tuple(first.published_parsed)[:6] == PUBLISHED.timetuple()[:6]
    assert "author" not in nameless

    found = feedparser.parse(client.get("/feeds/events.atom?language=en").content)

    assert (found.feed.title, found.feed.language) == ("Events", "en")
    titles = {each.title for each in found.entries}
    assert titles == {
        "Koulutus <published> & kahvit",
        "Cancelled: Koulutus <cancelled> & kahvit",
        "Koulutus <held> & kahvit",
    }
    assert all(each.summary for each in found.entries)


def test_an_empty_feed_is_a_feed(engine: Engine) -> None:
    client = TestClient(Starlette(routes=feeds.ROUTES))

    found = feedparser.parse(client.get("/feeds/ideas.atom").content)

    assert (found.bozo, found.entries, found.feed.updated) == (False, [], "1970-01-01T00:00:00Z")
