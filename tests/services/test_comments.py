"""Comments: said at once, as visible as their subject, hidden by facilitators who have no stake in them."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models import (
    Comment,
    CommentAction,
    CommentState,
    Conflict,
    Forbidden,
    Group,
    GroupMember,
    GroupState,
    Idea,
    IdeaState,
    ImplementerRole,
    Invalid,
    JoinMode,
    Kind,
    MembershipState,
    NotFound,
    Notice,
    OpenedBecause,
    Plan,
    PlanPart,
    ReviewState,
    Thread,
    WrongState,
    now,
)
from models.review import ReviewAction
from services import comments, reviews
from tests.cast import Cast
from tests.conftest import Clock, Queries


@pytest.fixture
def idea(session: Session, cast: Cast) -> Idea:
    row = Idea(
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
        title="Kylätalon olohuone",
        municipality="176",
        state=IdeaState.PUBLISHED,
        published_at=now(),
    )
    session.add(row)
    session.flush()
    return row


def said(session: Session, cast: Cast, idea: Idea, who: str = "sami") -> int:
    return comments.add(session, getattr(cast, who), Kind.IDEA, idea.id, "Tulemme mukaan").id


def test_comment_is_seen_at_once_and_waits_for_review(session: Session, cast: Cast, idea: Idea) -> None:
    comment_id = said(session, cast, idea)

    rows = comments.of(session, cast.visitor, Kind.IDEA, idea.id).rows
    item = reviews.item_of(session, Kind.COMMENT, comment_id)
    assert [(row.author, row.association, row.body) for row in rows] == [
        ("Sami", "Keksilän eläkkeensaajat ry", "Tulemme mukaan")
    ]
    assert item is not None
    assert (item.state, item.association_id, item.municipality) == (
        ReviewState.WAITING,
        cast.keksila.id,
        "176",
    )


def test_comment_tells_the_writers_of_the_idea_and_who_spoke_before(
    session: Session, cast: Cast, idea: Idea
) -> None:
    said(session, cast, idea, "pekka")

    comment_id = said(session, cast, idea, "sami")

    told = session.exec(select(Notice.person_id).where(Notice.thing_id == comment_id)).all()
    assert set(told) == {cast.aino.id, cast.eero.id, cast.frans.id, cast.pekka.id}


def test_double_click_says_it_once(session: Session, cast: Cast, idea: Idea, clock: Clock) -> None:
    first, second = said(session, cast, idea), said(session, cast, idea)
    clock.at += timedelta(minutes=1)

    later = said(session, cast, idea)

    assert first == second != later


@pytest.mark.parametrize(
    ("who", "state", "body", "refusal"),
    [
        ("visitor", IdeaState.PUBLISHED, "Hei", Forbidden),
        ("sami", IdeaState.DRAFT, "Hei", NotFound),
        ("fanni", IdeaState.DRAFT, "Hei", NotFound),
        ("aino", IdeaState.DRAFT, "Hei", Forbidden),
        ("fanni", IdeaState.SUBMITTED, "Hei", Forbidden),
        ("sami", IdeaState.HIDDEN, "Hei", NotFound),
        ("sami", IdeaState.PUBLISHED, "  ", Invalid),
        ("sami", IdeaState.PUBLISHED, "a" * 5001, Invalid),
        ("sami", IdeaState.PUBLISHED, "hän on 131052-308T", Invalid),
        ("sami", IdeaState.PUBLISHED, "nolla\0tavu", Invalid),
    ],
)
def test_add_refuses(
    session: Session,
    cast: Cast,
    idea: Idea,
    who: str,
    state: IdeaState,
    body: str,
    refusal: type[Exception],
) -> None:
    idea.state = state
    session.flush()

    with pytest.raises(refusal):
        comments.add(session, getattr(cast, who), Kind.IDEA, idea.id, body)

    assert comments.of(session, cast.aino, Kind.IDEA, idea.id).rows == []


def test_unverified_address_cannot_comment(session: Session, cast: Cast, idea: Idea) -> None:
    cast.people["sami"].verified_at = None

    with pytest.raises(Forbidden):
        said(session, cast, idea)


@pytest.mark.parametrize(
    ("who", "state", "action", "outcome"),
    [
        ("visitor", "visible", CommentAction.HIDE, Forbidden),
        ("uuno", "visible", CommentAction.HIDE, Forbidden),
        ("pekka", "visible", CommentAction.HIDE, Forbidden),
        ("aino", "visible", CommentAction.HIDE, Forbidden),
        ("arvo", "visible", CommentAction.HIDE, Forbidden),
        ("frans", "visible", CommentAction.HIDE, Forbidden),
        ("fanni", "visible", CommentAction.HIDE, CommentState.HIDDEN),
        ("fanni", "visible", CommentAction.RESTORE, WrongState),
        ("fanni", "hidden", CommentAction.HIDE, WrongState),
        ("fanni", "hidden", CommentAction.RESTORE, CommentState.VISIBLE),
        ("frans", "hidden", CommentAction.RESTORE, Forbidden),
        ("aino", "hidden", CommentAction.RESTORE, Forbidden),
    ],
)
def test_who_may_hide_and_restore(
    session: Session,
    cast: Cast,
    idea: Idea,
    who: str,
    state: str,
    action: CommentAction,
    outcome: type[Exception] | CommentState,
) -> None:
    """The comment is Aino's, for Satusuo, where Frans edits."""
    comment = comments.fetch(session, cast.aino, said(session, cast, idea, "aino"))
    comment.state = CommentState(state)

    if isinstance(outcome, CommentState):
        comments.move(session, getattr(cast, who), comment.id, action)
        assert comment.state == outcome
    else:
        with pytest.raises(outcome):
            comments.move(session, getattr(cast, who), comment.id, action)
        assert comment.state == state


@pytest.mark.parametrize(
    ("who", "body"), [("aino", ""), ("visitor", ""), ("sami", "Tulemme mukaan"), ("fanni", "Tulemme mukaan")]
)
def test_hidden_words_are_read_by_author_and_facilitators_only(
    session: Session, cast: Cast, idea: Idea, who: str, body: str
) -> None:
    comments.move(session, cast.fanni, said(session, cast, idea), CommentAction.HIDE)

    (row,) = comments.of(session, getattr(cast, who), Kind.IDEA, idea.id).rows

    assert (row.state, row.body) == (CommentState.HIDDEN, body)


def test_flag_brings_a_decided_comment_back_to_the_queue_once(
    session: Session, cast: Cast, idea: Idea
) -> None:
    comment_id = said(session, cast, idea)
    item = reviews.item_of(session, Kind.COMMENT, comment_id)
    assert item is not None
    item.move(ReviewAction.DECIDE)

    comments.flag(session, cast.pekka, comment_id, "Mainos")

    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.FLAG)
    with pytest.raises(Conflict):
        comments.flag(session, cast.pekka, comment_id, "Mainos")


@pytest.mark.parametrize("who", ["visitor", "sami"])
def test_flag_refuses_visitors_and_the_author(session: Session, cast: Cast, idea: Idea, who: str) -> None:
    comment_id = said(session, cast, idea)

    with pytest.raises(Forbidden):
        comments.flag(session, getattr(cast, who), comment_id, "Mainos")


@pytest.mark.parametrize(
    "kind", [Kind.PERSON, Kind.ASSOCIATION, Kind.COMMENT, Kind.IDEA, Kind.THREAD, Kind.PLAN]
)
def test_what_is_not_there_or_takes_no_comments_is_not_found(
    session: Session, cast: Cast, kind: Kind
) -> None:
    with pytest.raises(NotFound):
        comments.of(session, cast.fanni, kind, 99)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_however_many(
    session: Session, cast: Cast, idea: Idea, queries: Queries, rows: int
) -> None:
    for n in range(rows):
        comments.add(session, cast.sami, Kind.IDEA, idea.id, f"Kommentti {n}")
    actor = cast.fanni
    queries.statements.clear()

    page = comments.of(session, actor, Kind.IDEA, idea.id)

    assert (len(page.rows), len(queries)) == (rows, 2)


@pytest.fixture
def thread(session: Session, cast: Cast) -> Thread:
    """A closed group's discussion: Aino and Pekka belong to it, Sami has left it."""
    group = Group(
        name="Kylätalot",
        sort_key="kylatalot",
        state=GroupState.ACTIVE,
        join_mode=JoinMode.BY_INVITATION,
        created_by=cast.fanni.id,
    )
    session.add(group)
    session.flush()
    for who, state in (("aino", "member"), ("pekka", "member"), ("sami", "left")):
        session.add(
            GroupMember(group_id=group.id, person_id=getattr(cast, who).id, state=MembershipState(state))
        )
    row = Thread(group_id=group.id, author_id=cast.aino.id, title="Lämmitys", body="Maalämpö vai hake?")
    session.add(row)
    session.flush()
    return row


def test_reply_brings_the_discussion_first_and_tells_who_still_belongs(
    session: Session, cast: Cast, thread: Thread, clock: Clock
) -> None:
    session.add(Comment(subject_kind=Kind.THREAD, subject_id=thread.id, author_id=cast.sami.id, body="Hake"))
    clock.at += timedelta(days=1)

    comment = comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Maalämpö")

    told = session.exec(select(Notice.person_id).where(Notice.thing_id == comment.id)).all()
    assert (told, thread.active_at) == ([cast.aino.id], clock.at)
    assert reviews.item_of(session, Kind.COMMENT, comment.id)


@pytest.mark.parametrize("who", ["visitor", "sami", "uuno"])
def test_strangers_know_nothing_of_a_groups_replies(
    session: Session, cast: Cast, thread: Thread, who: str
) -> None:
    comment = comments.add(session, cast.pekka, Kind.THREAD, thread.id, "Maalämpö")

    for attempt in (
        lambda actor: comments.of(session, actor, Kind.THREAD, thread.id),
        lambda actor: comments.add(session, actor, Kind.THREAD, thread.id, "Hei"),
        lambda actor: comments.move(session, actor, comment.id, CommentAction.HIDE),
        lambda actor: comments.flag(session, actor, comment.id, "Mainos"),
    ):
        with pytest.raises(NotFound):
            attempt(getattr(cast, who))


@pytest.fixture
def plan(session: Session, cast: Cast, idea: Idea) -> Plan:
    """Satusuo leads, Toivonsilta takes part; shared with the facilitators."""
    row = Plan(
        idea_id=idea.id,
        name="Olohuone",
        lead_association_id=cast.satusuo.id,
        created_by=cast.aino.id,
        shared_at=now(),
    )
    session.add(row)
    session.flush()
    for association, role in ((cast.satusuo, "lead"), (cast.toivonsilta, "co_implementer")):
        session.add(PlanPart(plan_id=row.id, association_id=association.id, role=ImplementerRole(role)))
    session.flush()
    return row


def test_plan_comment_is_its_peoples_own(session: Session, cast: Cast, plan: Plan) -> None:
    comment = comments.add(session, cast.pekka, Kind.PLAN, plan.id, "Palkat puuttuvat")

    told = session.exec(select(Notice.person_id).where(Notice.thing_id == comment.id)).all()
    assert set(told) == {cast.aino.id, cast.eero.id, cast.frans.id}
    assert reviews.item_of(session, Kind.COMMENT, comment.id) is None
    with pytest.raises(Forbidden):
        comments.move(session, cast.fanni, comment.id, CommentAction.HIDE)
    with pytest.raises(Forbidden):
        comments.flag(session, cast.fanni, comment.id, "Väärin")
    with pytest.raises(NotFound):
        comments.of(session, cast.sami, Kind.PLAN, plan.id)
