"""What other sites show of us: a link's title and picture, and small pages in a frame; of what is public alone."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.testclient import TestClient

from models import AssociationState, EventState, Idea, IdeaState
from server import embed, files, health, share_card, sharing, shell
from server.guard import Guard
from services.database import changing
from tests.cast import cast_in, make_association
from tests.server.test_public import PUBLISHED
from tests.services.moderated import make_idea
from tests.services.test_events import make_event

SECRET = "Salainen"
TITLE = 'Kahvila "kaikille" & <kirjasto>'


@pytest.fixture
def client(engine: Engine) -> TestClient:
    """Idea 1 is public, the others are not; event 1 is to come, event 2 was called off, event 3 is a draft."""
    with changing() as session:
        cast = cast_in(session)
        for state in (IdeaState.PUBLISHED, *(one for one in IdeaState if one != IdeaState.PUBLISHED)):
            idea = make_idea(session, cast, state)
            idea.title, idea.published_at = TITLE if state == IdeaState.PUBLISHED else SECRET, PUBLISHED
        at = {"starts_at": PUBLISHED.replace(year=2099), "ends_at": PUBLISHED.replace(year=2099, hour=12)}
        for event_state in (EventState.PUBLISHED, EventState.CANCELLED, EventState.DRAFT):
            title = f"Tilaisuus {event_state}" if event_state == EventState.PUBLISHED else SECRET
            make_event(cast, event_state, title=title, link="https://example.org/salaisuus", **at)
        make_association(session, f"{SECRET} ry", state=AssociationState.PENDING)
    routes = [*embed.ROUTES, *files.ROUTES, *health.ROUTES, *sharing.ROUTES]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Guard)]))


def head(path: str, query: str = "") -> str:
    asked = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    return shell.page_for(Request(asked)).decode().partition("<body>")[0]


def test_a_link_tells_title_words_and_picture_of_what_is_public_and_nothing_else(client: TestClient) -> None:
    told = head("/idea", "id=1")

    assert "<title>Kahvila &quot;kaikille&quot; &amp; &lt;kirjasto&gt; – Kanto</title>" in told
    assert '<meta name="description" content="Avataan ovet." />' in told
    picture = "http://kanto.example/share/idea-1.png?language=fi"
    assert f'<meta property="og:image" content="{picture}" />' in told
    assert '<meta property="og:url" content="http://kanto.example/idea?id=1" />' in told
    assert (
        'type="application/atom+xml" title="Uudet hankeideat" href="./feeds/ideas.atom?language=fi"' in told
    )

    for path, number in (
        ("/idea", "2"),
        ("/idea", "99999999999999"),
        ("/idea", "%00"),
        ("/event", "3"),
        ("/association", "4"),
        ("/plan", "1"),
    ):
        told = head(path, f"id={number}")
        assert SECRET not in told
        assert "http://kanto.example/share/site.png?language=fi" in told
        assert client.get(f"/share{path}-{number}.png").status_code == 404


def test_a_picture_is_drawn_for_the_site_and_for_each_thing(client: TestClient) -> None:
    marks = set()
    for path in ("/share/site.png", "/share/site.png?language=en", "/share/idea-1.png", "/share/event-1.png"):
        answer = client.get(path)
        with Image.open(BytesIO(answer.content)) as drawn:
            assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
        assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
            "image/png",
            "public, max-age=300",
        )
        marks.add(answer.headers["etag"])
    assert len(marks) == 4
    assert (
        client.get("/share/idea-1.png", headers={"If-None-Match": answer.headers["etag"]}).status_code == 200
    )
    assert client.get("/share/x.png").status_code == 404


@pytest.mark.parametrize("title", ["Ž", "Lumi " * 60, "Pitkäyhdyssana" * 30, "šakki Ω 🎉", " "])
def test_any_title_stays_inside_the_picture(title: str) -> None:
    """The right and lower edges are paper, whatever the title is."""
    with Image.open(BytesIO(share_card.drawn(title, "Yhdistys ry", "Hankeidea"))) as drawn:
        edges = [drawn.crop((1130, 0, 1200, 630)), drawn.crop((25, 600, 1200, 630))]
        assert [edge.getcolors() for edge in edges] == [
            [(edge.width * edge.height, (253, 252, 249))] for edge in edges
        ]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Žižek s Šašaamba – “Õunapuu” 24 €", "Žižek s Šašaamba – “Õunapuu” 24 €"),
        # A letter and its mark apart are written as one.
        ("Kyla\u0308talo", "Kylätalo"),
        ("Talkoot 🎉! ☀️", "Talkoot !"),
        ("Kerho (Радуга) ry", "Kerho ry"),
        ("Радуга", ""),
        ("جمعية الصداقة", ""),
        ("สมาคมไทย", ""),
        ("芬兰华人协会", ""),
        ("Дружба ry", ""),
    ],
)
def test_no_sign_is_a_box_on_the_picture(typed: str, written: str) -> None:
    assert share_card.written(typed) == written


def test_a_title_in_other_letters_gives_its_place_to_what_it_is() -> None:
    without = share_card.drawn("Радуга", "Дружба ry", "Yhdistykset")

    assert without == share_card.drawn("Yhdistykset", "", "")
    assert share_card.drawn("", "", "Yhdistykset") == share_card.drawn("شمس", "", "Yhdistykset")


def test_these_pages_alone_may_be_framed_and_hold_no_script_and_what_is_public(client: TestClient) -> None:
    ideas = client.get("/embed/ideas.html?theme=dark&language=sv")
    events = client.get("/embed/events.html?theme=<x>&language=<x>")
    impact = client.get("/embed/impact.html")

    assert '<html lang="sv" class="dark">' in ideas.text
    assert "Kahvila &#34;kaikille&#34; &amp; &lt;kirjasto&gt;" in ideas.text
    assert "Satusuon kyläyhdistys ry · Juuka" in ideas.text
    assert '<html lang="fi" class="light">' in events.text
    assert "Tilaisuus published" in events.text
    assert "Mitä yhteistyöstä on syntynyt" in impact.text
    for answer in (ideas, events, impact):
        assert not [
            word for word in (SECRET, "salaisuus", "<script", " style=", "cookie") if word in answer.text
        ]
        ElementTree.fromstring(answer.text.removeprefix("<!doctype html>"))
        assert "set-cookie" not in answer.headers
    assert client.get("/embed/people.html").status_code == 404
    again = client.get("/embed/impact.html", headers={"If-None-Match": impact.headers["etag"]})
    assert again.status_code == 304

    def framed(path: str) -> tuple[bool, bool]:
        headers = client.get(path).headers
        return "frame-ancestors *" in headers["content-security-policy"], "x-frame-options" not in headers

    assert framed("/embed/ideas.html") == (True, True)
    assert framed("/embed/people.html") == framed("/share/site.png") == (False, False)
    assert embed.POLICY.startswith("default-src 'none'")
    assert "script-src" not in embed.POLICY


def test_what_was_hidden_meanwhile_is_in_no_frame_and_on_no_card(client: TestClient) -> None:
    assert client.get("/share/idea-1.png").status_code == 200
    with changing() as session:
        session.get_one(Idea, 1).state = IdeaState.HIDDEN

    assert client.get("/share/idea-1.png").status_code == 404
    assert "Kahvila" not in client.get("/embed/ideas.html").text
    assert "Kahvila" not in head("/idea", "id=1")
