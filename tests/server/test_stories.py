"""The pictures of stories on their way to a browser: for who may read the story."""

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from models import Story, StoryState
from server import stories as route
from server.guard import Guard
from services import accounts
from services.database import changing
from services.files import stored
from tests.cast import cast_in
from tests.services.test_stories import written


def test_a_picture_is_shown_to_who_may_read_the_story_and_asked_for_each_time(engine: Engine) -> None:
    with changing() as session:
        cast = cast_in(session)
        tokens = {who: accounts.begin_session(session, cast.people[who].id) for who in ("aino", "sami")}
        story = written(cast)
        story_id = story.id
    app = Starlette(routes=route.ROUTES, middleware=[Middleware(Guard)])
    visitor, aino, sami = (
        TestClient(app, cookies={"kanto_session": tokens.get(who, "")}) for who in ("", "aino", "sami")
    )
    path = "/stories/pictures/1.jpg"

    assert [client.get(path).status_code for client in (visitor, sami, aino)] == [404, 404, 200]

    with changing() as session:
        session.get_one(Story, story_id).state = StoryState.PUBLISHED
    answer = visitor.get(path)
    told = {
        name: answer.headers[name] for name in ("content-type", "cache-control", "x-content-type-options")
    }
    assert told == {
        "content-type": "image/jpeg",
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
    }
    assert answer.content.startswith(b"\xff\xd8")
    mark = {"If-None-Match": answer.headers["etag"]}
    assert visitor.get(path, headers=mark).status_code == 304

    with changing() as session:
        session.get_one(Story, story_id).state = StoryState.HIDDEN
    assert visitor.get(path, headers=mark).status_code == 404
    assert visitor.get("/stories/pictures/99999999999999.jpg").status_code == 404
    stored.drop(answer.headers["etag"].strip('"'))
    assert aino.get(path).status_code == 404
