"""What reads alike: beside the form, and at the facilitators' desk."""

from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    Association,
    Forbidden,
    Idea,
    IdeaDifference,
    IdeaState,
    Invalid,
    NotFound,
    WorkspaceError,
)
from services import similar_ideas
from services.search import shelves
from services.similar_ideas import shared_words
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.joining_world import idea_of

ROOM = "Avataan kylätalo joka arki: kahvit keitetään yhdessä ja ikäihmiset saavat seuraa."
SAME = "Kylätalon ovet auki arkisin, kahvia ja juttuseuraa ikäihmisille ja yksinäisille."
OTHER = "Nuoret rakentavat oman mönkijäradan metsään ja opettelevat hitsaamaan moottoreita."


@pytest.fixture
def mine(session: Session, cast: Cast) -> Idea:
    return idea_of(session, cast.satusuo, "Kylätalon olohuone", cast.aino.id, IdeaState.DRAFT, summary=ROOM)


def theirs(
    session: Session, cast: Cast, home: Association | None = None, state: IdeaState = IdeaState.PUBLISHED
) -> Idea:
    home = home or cast.toivonsilta
    return idea_of(session, home, "Kylätalo auki arkisin", cast.pekka.id, state, summary=SAME)


def shown(session: Session, cast: Cast, idea: Idea, text: str = "") -> list[int]:
    written = text or f"{idea.title}\n{idea.summary}"
    ids = similar_ideas.nearest(session, cast.aino, idea.id, written)
    return [card.id for card in similar_ideas.cards(session, cast.aino, idea.id, ids, written)]


def test_idea_that_says_the_same_is_shown_and_one_that_does_not_is_not(
    session: Session, cast: Cast, mine: Idea
) -> None:
    same = theirs(session, cast)
    idea_of(session, cast.keksila, "Mönkijärata", cast.sami.id, summary=OTHER)

    assert shown(session, cast, mine) == [same.id]


@pytest.mark.parametrize("state", [state for state in IdeaState if state != IdeaState.PUBLISHED])
def test_only_what_is_published_is_shown(session: Session, cast: Cast, mine: Idea, state: IdeaState) -> None:
    theirs(session, cast, cast.satusuo, state=state)

    assert shown(session, cast, mine) == []


def test_never_itself(session: Session, cast: Cast, mine: Idea) -> None:
    mine.state = IdeaState.PUBLISHED
    session.flush()

    assert shown(session, cast, mine) == []


def test_published_meanwhile_hidden_is_gone_from_the_panel(session: Session, cast: Cast, mine: Idea) -> None:
    same = theirs(session, cast)
    ids = similar_ideas.nearest(session, cast.aino, mine.id, ROOM)
    same.state = IdeaState.HIDDEN
    session.flush()

    assert similar_ideas.cards(session, cast.aino, mine.id, ids, ROOM) == []


@pytest.mark.parametrize("text", ["", "Kahvila", "   ", "☕️" * 50, "'\"*()--" * 20])
def test_little_or_strange_text_shows_nothing(session: Session, cast: Cast, mine: Idea, text: str) -> None:
    theirs(session, cast)

    assert similar_ideas.nearest(session, cast.aino, mine.id, text) == []


def test_card_says_whose_it_is_and_which_words_are_shared(session: Session, cast: Cast, mine: Idea) -> None:
    same, own = theirs(session, cast), theirs(session, cast, cast.satusuo)

    cards = similar_ideas.cards(session, cast.aino, mine.id, [same.id, own.id], f"{mine.title}\n{ROOM}")

    assert [(card.ours, card.may_offer) for card in cards] == [(False, True), (True, False)]
    assert cards[0].association == "Toivonsillan kriisituki ry"
    assert {"kahvit", "ikäihmiset"} <= set(cards[0].shared)


def test_three_at_most(session: Session, cast: Cast, mine: Idea) -> None:
    for _ in range(4):
        theirs(session, cast)

    assert len(shown(session, cast, mine)) == 3


def test_shared_words_stand_as_they_are_written() -> None:
    assert shared_words(ROOM, SAME) == ("kylätalo", "kahvit", "ikäihmiset")


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("veera", Forbidden),
        ("pekka", NotFound),
        ("sami", NotFound),
        ("fanni", NotFound),
        ("arvo", NotFound),
        ("visitor", NotFound),
    ],
)
@pytest.mark.parametrize("act", ["nearest", "cards", "differ", "undiffer", "differences"])
def test_the_panel_is_the_writers(
    session: Session, cast: Cast, mine: Idea, who: str, refusal: type[WorkspaceError], act: str
) -> None:
    same = theirs(session, cast)
    words: dict[str, tuple[Any, ...]] = {
        "nearest": (ROOM,),
        "cards": ([same.id], ROOM),
        "differ": (same.id, "Eri kylä."),
        "undiffer": (same.id,),
        "differences": (),
    }

    with pytest.raises(refusal):
        getattr(similar_ideas, act)(session, getattr(cast, who), mine.id, *words[act])

    assert session.exec(select(IdeaDifference)).all() == []


def test_what_was_called_different_is_not_shown_again_until_taken_back(
    session: Session, cast: Cast, mine: Idea
) -> None:
    same = theirs(session, cast)
    similar_ideas.differ(session, cast.aino, mine.id, same.id, "Meillä on yökylä.")
    assert shown(session, cast, mine) == []

    similar_ideas.undiffer(session, cast.eero, mine.id, same.id)

    assert shown(session, cast, mine) == [same.id]


def test_words_of_the_difference_can_be_changed(session: Session, cast: Cast, mine: Idea) -> None:
    same = theirs(session, cast)
    similar_ideas.differ(session, cast.aino, mine.id, same.id, "Meillä on yökylä.")

    similar_ideas.differ(session, cast.eero, mine.id, same.id, "Meillä on päiväkylä.")

    kept = similar_ideas.differences(session, cast.aino, mine.id)
    assert [(each.other_id, each.because) for each in kept] == [(same.id, "Meillä on päiväkylä.")]


@pytest.mark.parametrize("because", ["", "  ", "x" * 501, "Hetu 131052-308T"])
def test_difference_needs_words_that_can_be_kept(
    session: Session, cast: Cast, mine: Idea, because: str
) -> None:
    same = theirs(session, cast)

    with pytest.raises(Invalid) as refused:
        similar_ideas.differ(session, cast.aino, mine.id, same.id, because)

    assert refused.value.field == "because"
    assert session.exec(select(IdeaDifference)).all() == []


def test_nobody_differs_from_what_they_may_not_see(session: Session, cast: Cast, mine: Idea) -> None:
    hidden = theirs(session, cast, state=IdeaState.DRAFT)

    with pytest.raises(NotFound):
        similar_ideas.differ(session, cast.aino, mine.id, hidden.id, "Eri.")


@pytest.mark.parametrize("who", ["aino", "pekka", "arvo", "visitor"])
def test_desk_is_the_facilitators(session: Session, cast: Cast, who: str) -> None:
    one, other = theirs(session, cast), theirs(session, cast, cast.keksila)
    actor = getattr(cast, who)

    for ask in (
        lambda: similar_ideas.around(session, actor, one.id),
        lambda: similar_ideas.clusters(session, actor),
        lambda: similar_ideas.comparison(session, actor, one.id, other.id),
    ):
        with pytest.raises(NotFound):
            ask()


def test_desk_sees_what_reads_like_an_idea_with_its_writers_words(
    session: Session, cast: Cast, mine: Idea
) -> None:
    same = theirs(session, cast)
    similar_ideas.differ(session, cast.aino, mine.id, same.id, "Meillä on yökylä.")
    mine.state = IdeaState.SUBMITTED
    session.flush()

    found = similar_ideas.around(session, cast.fanni, mine.id)

    assert [(each.id, each.because) for each in found] == [(same.id, "Meillä on yökylä.")]


def test_two_that_wait_are_found_beside_each_other(session: Session, cast: Cast) -> None:
    one = theirs(session, cast, state=IdeaState.SUBMITTED)
    other = theirs(session, cast, cast.keksila, IdeaState.SUBMITTED)
    idea_of(session, cast.keksila, "Mönkijärata", cast.sami.id, IdeaState.SUBMITTED, summary=OTHER)

    groups = similar_ideas.clusters(session, cast.fanni)

    assert [[each.id for each in group.ideas] for group in groups] == [[one.id, other.id]]


def test_queue_says_how_many_each_resembles(session: Session, cast: Cast) -> None:
    theirs(session, cast)
    waits = theirs(session, cast, cast.keksila, IdeaState.SUBMITTED)
    alone = idea_of(session, cast.satusuo, "Mönkijärata", cast.sami.id, IdeaState.SUBMITTED, summary=OTHER)

    assert similar_ideas.counted(session, cast.fanni, [waits.id, alone.id]) == {waits.id: 1}
    assert similar_ideas.counted(session, cast.fanni, []) == {}


def test_group_hangs_together_and_begins_with_what_waits(session: Session, cast: Cast) -> None:
    first, second = theirs(session, cast), theirs(session, cast, cast.keksila)
    waits = theirs(session, cast, cast.satusuo, IdeaState.SUBMITTED)

    groups = similar_ideas.clusters(session, cast.fanni)

    assert [[each.id for each in group.ideas] for group in groups] == [[waits.id, first.id, second.id]]


def test_desk_leaves_out_the_facilitators_own_associations(session: Session, cast: Cast) -> None:
    own = theirs(session, cast, cast.satusuo, IdeaState.SUBMITTED)
    other = theirs(session, cast, state=IdeaState.SUBMITTED)

    assert similar_ideas.clusters(session, cast.frans) == []
    assert similar_ideas.around(session, cast.frans, own.id) == []
    with pytest.raises(NotFound):
        similar_ideas.comparison(session, cast.frans, own.id, other.id)


def test_drafts_are_compared_by_nobody(session: Session, cast: Cast, mine: Idea) -> None:
    other = theirs(session, cast)

    with pytest.raises(NotFound):
        similar_ideas.comparison(session, cast.fanni, mine.id, other.id)


@pytest.mark.parametrize("ask", ["panel", "clusters"])
def test_asking_costs_the_same_however_many_there_are(
    session: Session, cast: Cast, mine: Idea, queries: Queries, ask: str
) -> None:
    costs = []
    for many in (1, 2):
        for _ in range(many):
            theirs(session, cast, cast.keksila, IdeaState.SUBMITTED)
            theirs(session, cast)
        aino, fanni = cast.aino, cast.fanni
        session.commit()
        # Each time as it is for who asks first.
        shelves.forget()
        queries.statements.clear()

        if ask == "panel":
            ids = similar_ideas.nearest(session, aino, mine.id, ROOM)
            assert similar_ideas.cards(session, aino, mine.id, ids, ROOM)
        else:
            assert similar_ideas.clusters(session, fanni)

        costs.append(len(queries))

    assert costs[0] == costs[1] <= 9
