"""Stories: nobody reads words or pictures that no facilitator has looked at, and a picture tells only what it shows."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import Session

from models import (
    STORY_LIFECYCLE,
    AssociationState,
    Conflict,
    Decision,
    Forbidden,
    IdeaState,
    Invalid,
    Kind,
    NotFound,
    ReasonCode,
    ReviewState,
    Story,
    StoryAction,
    StoryState,
    WorkspaceError,
    WrongState,
)
from services import files, moderation, reviews, stories
from services.files import stored
from services.search.searching import everything
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.moderated import make_story
from tests.services.plan_world import make_idea, make_plan
from tests.services.test_results import published as published_results

EVERYBODY = ("visitor", "aino", "eero", "veera", "sami", "uuno", "fanni", "frans", "arvo")
OWN = {"aino", "eero", "veera", "frans"}
S, A = StoryState, StoryAction


def photograph(size: tuple[int, int] = (40, 20), *, turned: int = 1, colour: str = "#2f6b4f") -> bytes:
    """As a camera writes it: lying on its side, with a place and a maker in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, "Kamera Oy"
    exif.get_ifd(0x8825)[1] = "N"
    kept = BytesIO()
    Image.new("RGB", size, colour).save(kept, "JPEG", exif=exif, comment=b"salainen")
    return kept.getvalue()


def written(cast: Cast, *, pictures: int = 1) -> Story:
    story = stories.create(cast.session, cast.aino, "Keittiö heräsi", "Ovi aukesi ja kahvi kiehui.")
    for number in range(pictures):
        content = photograph((40 + number, 20))
        stories.add_picture(cast.session, cast.aino, story.id, "kuva.jpg", content, "Ovi on auki")
    return story


def decide(cast: Cast, story: Story, decision: Decision) -> None:
    item = reviews.item_of(cast.session, Kind.STORY, story.id)
    assert item is not None
    reason = ReasonCode.FINE if decision == Decision.PUBLISH else ReasonCode.UNCLEAR
    moderation.decide(cast.session, cast.fanni, item.id, decision, reason, "Kiitos.", version=item.version)


def seers(cast: Cast, ask: Callable[[str], object]) -> set[str]:
    found = set()
    for who in EVERYBODY:
        try:
            ask(who)
        except NotFound:
            continue
        found.add(who)
    return found


@pytest.mark.parametrize("state", S)
def test_who_reads_the_words_sees_the_pictures_and_nobody_else(
    session: Session, cast: Cast, state: StoryState
) -> None:
    story = written(cast)
    (picture,) = stories.view(session, cast.aino, story.id).pictures
    story.state = state
    session.flush()

    reads = seers(cast, lambda who: stories.view(session, getattr(cast, who), story.id))
    sees = seers(cast, lambda who: stories.served(session, getattr(cast, who), picture.id))

    desk = OWN | {"fanni"}
    assert reads == sees == {S.DRAFT: OWN, S.PUBLISHED: set(EVERYBODY)}.get(state, desk)


def expected(who: str, action: StoryAction, state: StoryState) -> type[WorkspaceError] | None:
    own, judges = who in {"aino", "eero", "frans"}, who == "fanni"
    if who not in OWN and state != S.PUBLISHED and not (judges and state != S.DRAFT):
        return NotFound
    theirs = action in (A.SUBMIT, A.TAKE_BACK, A.WITHDRAW)
    if action == A.EDIT or (not own if theirs else not judges):
        return Forbidden
    return None if (state, action) in STORY_LIFECYCLE.steps else WrongState


def test_who_may_take_which_step_when(session: Session, cast: Cast) -> None:
    story = make_story(session, cast)
    found: dict[tuple[str, StoryAction, StoryState], type[WorkspaceError] | None] = {}
    wanted = {}
    for key in ((who, action, state) for who in EVERYBODY for action in A for state in S):
        who, action, state = key
        story.state = state
        session.flush()
        wanted[key] = expected(who, action, state)
        try:
            stories.move(session, getattr(cast, who), story.id, action)
            found[key] = None
        except WorkspaceError as refused:
            found[key] = type(refused)

    assert {key: each for key, each in found.items() if each != wanted[key]} == {}


def test_a_story_goes_through_the_queue_and_back(session: Session, cast: Cast) -> None:
    story = written(cast)
    assert stories.of(session, cast.visitor).rows == []
    stories.move(session, cast.aino, story.id, A.SUBMIT)
    item = reviews.item_of(session, Kind.STORY, story.id)
    assert item is not None
    assert (item.state, item.title, item.municipality) == (ReviewState.WAITING, story.title, "176")
    lines = {line.field: line.value for line in moderation.review_of(session, cast.fanni, item.id).lines}
    (picture,) = stories.view(session, cast.aino, story.id).pictures
    assert lines == {"body": story.body, "pictures": [[picture.path, "Ovi on auki"]]}

    decide(cast, story, Decision.PUBLISH)
    (card,) = stories.of(session, cast.visitor).rows
    assert (card.title, card.association, card.picture) == (story.title, cast.satusuo.name, picture)
    assert [
        hit.id for group in everything(session, cast.visitor, "keittiön").groups for hit in group.hits
    ] == [story.id]

    # Nothing is changed in sight: it goes out of sight first, and comes to the queue anew.
    with pytest.raises(WrongState):
        stories.edit(session, cast.aino, story.id, "Uusi", "Uusi.", version=story.version)
    stories.move(session, cast.aino, story.id, A.TAKE_BACK)
    assert stories.of(session, cast.visitor).rows == []
    assert item.state == ReviewState.CLOSED
    stories.edit(session, cast.aino, story.id, "Uusi nimi", "Uudet sanat.", version=story.version)
    stories.move(session, cast.aino, story.id, A.SUBMIT)
    decide(cast, story, Decision.RETURN)
    assert [card.id for card in stories.of(session, cast.veera, mine=True).rows] == [story.id]
    view = stories.view(session, cast.aino, story.id)
    assert (view.ruling, view.because) == (item.id, "Kiitos.")
    assert stories.view(session, cast.fanni, story.id).because == ""
    stories.move(session, cast.aino, story.id, A.WITHDRAW)
    assert stories.of(session, cast.veera, mine=True).rows == []


def test_a_picture_is_made_small_and_upright_and_tells_nothing_of_the_camera(
    session: Session, cast: Cast
) -> None:
    story = written(cast, pictures=0)
    made = stories.add_picture(
        session, cast.aino, story.id, "kuva.JPG", photograph((2400, 1200), turned=6), "  Ovi  "
    )

    assert (made.width, made.height, made.alt) == (800, 1600, "Ovi")
    content = stored.read(made.sha256)
    with Image.open(BytesIO(content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (800, 1600), {})
        assert not {"exif", "comment", "icc_profile"} & kept.info.keys()
    assert not [word for word in (b"Kamera", b"salainen", b"Exif") if word in content]

    clear = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    paper = stories.add_picture(session, cast.aino, story.id, "piirros.png", clear.getvalue(), "Tyhjä")
    with Image.open(BytesIO(stored.read(paper.sha256))) as kept:
        assert kept.getpixel((5, 5)) == (255, 255, 255)
    assert stories.add_picture(session, cast.aino, story.id, "x.png", clear.getvalue(), "Sama").id == paper.id


def wide() -> bytes:
    kept = BytesIO()
    Image.new("1", (6000, 6000)).save(kept, "PNG")
    return kept.getvalue()


def test_what_is_no_picture_or_says_nothing_is_refused_beside_its_field(session: Session, cast: Cast) -> None:
    story = written(cast, pictures=0)
    good = photograph()
    for name, content, alt, field, key in (
        ("kuva.jpg", good, "  ", "alt", "needed"),
        ("kuva.jpg", good, "Kuvassa 131052-308T", "alt", "identity_code"),
        ("kuva.gif", good, "Ovi", "file", "story_picture_type"),
        ("muistio.pdf", b"%PDF-1.4 %%EOF", "Ovi", "file", "story_picture_type"),
        ("kuva.png", good, "Ovi", "file", "file_mismatch"),
        ("kuva.jpg", photograph((300, 300))[:-60], "Ovi", "file", "story_picture_broken"),
        ("kuva.png", wide(), "Ovi", "file", "story_picture_large"),
    ):
        with pytest.raises(Invalid) as refused:
            stories.add_picture(session, cast.aino, story.id, name, content, alt)
        assert (refused.value.field, refused.value.key) == (field, key), name

    for number in range(stories.MOST_PICTURES):
        stories.add_picture(session, cast.aino, story.id, "a.jpg", photograph((60 + number, 20)), "Ovi")
    with pytest.raises(Conflict):
        stories.add_picture(session, cast.aino, story.id, "a.jpg", photograph((20, 20)), "Ovi")


def test_pictures_are_changed_by_the_writers_while_the_words_may_be(session: Session, cast: Cast) -> None:
    story = written(cast)
    (picture,) = stories.view(session, cast.aino, story.id).pictures
    stories.describe_picture(session, cast.eero, picture.id, "Sininen ovi")
    assert stories.view(session, cast.aino, story.id).pictures[0].alt == "Sininen ovi"
    with pytest.raises(Forbidden):
        stories.describe_picture(session, cast.veera, picture.id, "Toinen")
    with pytest.raises(NotFound):
        stories.remove_picture(session, cast.sami, picture.id)

    stories.move(session, cast.aino, story.id, A.SUBMIT)
    for change in (
        lambda: stories.remove_picture(session, cast.aino, picture.id),
        lambda: stories.add_picture(session, cast.aino, story.id, "a.jpg", photograph((9, 9)), "Ovi"),
    ):
        with pytest.raises(WrongState):
            change()
    stories.move(session, cast.aino, story.id, A.TAKE_BACK)
    stories.remove_picture(session, cast.aino, picture.id)
    assert stories.view(session, cast.aino, story.id).pictures == []


def test_only_a_verified_association_tells_stories(session: Session, cast: Cast) -> None:
    for who in ("visitor", "uuno", "veera", "fanni"):
        with pytest.raises(Forbidden):
            stories.create(session, getattr(cast, who), "Otsikko", "Teksti.")
    story = written(cast)
    with pytest.raises(Conflict):
        stories.edit(session, cast.aino, story.id, "Uusi", "Uusi.", version=story.version - 1)
    with pytest.raises(Invalid):
        stories.edit(session, cast.aino, story.id, "Uusi", "Uusi.", "idea-999", version=story.version)

    published = make_story(session, cast, S.PUBLISHED)
    cast.satusuo.state = AssociationState.ARCHIVED
    session.flush()
    assert stories.view(session, cast.visitor, published.id).association == ""


def test_what_a_story_tells_of_is_shown_to_who_may_know_of_it(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    plan = make_plan(cast, "Salainen suunnitelma")
    offered = stories.choices(session, cast.aino)
    assert {f"idea-{idea.id}", f"plan-{plan.id}"} <= offered.keys()
    story = make_story(session, cast, S.PUBLISHED)

    def told(who: str) -> str:
        found = stories.view(session, getattr(cast, who), story.id).about
        return f"{found.kind}: {found.name}" if found else ""

    story.about_kind, story.about_id = Kind.IDEA, idea.id
    assert told("visitor") == f"idea: {idea.title}"
    idea.state = IdeaState.HIDDEN
    session.flush()
    assert told("visitor") == ""
    story.about_kind, story.about_id = Kind.PLAN, plan.id
    assert (told("aino"), told("visitor")) == ("plan: Salainen suunnitelma", "")
    story.about_id = published_results(cast).plan_id
    assert told("visitor") == "results: "


def test_the_list_goes_on_and_asks_the_same_however_long_it_is(
    session: Session, cast: Cast, queries: Queries
) -> None:
    for _ in range(5):
        make_story(session, cast, S.PUBLISHED)
    queries.statements.clear()

    page = stories.of(session, cast.visitor, size=3)
    assert len(queries) == 2
    rest = stories.of(session, cast.visitor, size=3, after=page.after)

    assert [len(page.rows), len(rest.rows), rest.after] == [3, 2, ""]
    assert len({card.id for card in (*page.rows, *rest.rows)}) == 5


def test_the_clock_keeps_what_a_story_shows(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = written(cast)
    (row,) = stories.view(session, cast.aino, story.id).pictures
    name = stories.served(session, cast.aino, row.id).sha256
    monkeypatch.setattr(stored, "names", lambda before: iter([name]))

    assert files.drop_unnamed(session) == 0
    stories.remove_picture(session, cast.aino, row.id)
    session.flush()
    assert files.drop_unnamed(session) == 1


def test_what_was_sent_back_is_mended_out_of_sight_with_its_pictures(session: Session, cast: Cast) -> None:
    story = written(cast)
    (first,) = stories.view(session, cast.aino, story.id).pictures
    stories.move(session, cast.aino, story.id, A.SUBMIT)
    decide(cast, story, Decision.RETURN)
    stories.edit(session, cast.aino, story.id, "Uusi nimi", "Uudet sanat.", version=story.version)
    stories.describe_picture(session, cast.aino, first.id, "Tuntematon ihminen")
    added = stories.add_picture(session, cast.aino, story.id, "b.jpg", photograph((50, 30)), "Uusi kuva")

    def read(who: str) -> tuple[str, str, list[str]]:
        view = stories.view(session, getattr(cast, who), story.id)
        return view.title, view.body, [picture.alt for picture in view.pictures]

    mine = ("Uusi nimi", "Uudet sanat.", ["Tuntematon ihminen", "Uusi kuva"])
    assert (read("eero"), read("frans")) == (mine, mine)
    assert read("fanni") == ("Keittiö heräsi", "Ovi aukesi ja kahvi kiehui.", ["Ovi on auki"])
    with pytest.raises(NotFound):
        stories.served(session, cast.fanni, added.id)
    item = reviews.item_of(session, Kind.STORY, story.id)
    assert item is not None
    shown = {line.field: line.value for line in moderation.review_of(session, cast.fanni, item.id).lines}
    assert shown == {"body": "Ovi aukesi ja kahvi kiehui.", "pictures": [[first.path, "Ovi on auki"]]}
    assert not everything(session, cast.fanni, "Uudet sanat").found.get(Kind.STORY)
    # Handed in again, they are read as they are.
    stories.move(session, cast.aino, story.id, A.SUBMIT)
    assert read("fanni") == mine
