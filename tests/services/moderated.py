"""One thing of each kind that is moderated, written by Aino for Satusuo and waiting in the queue."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from models import (
    Article,
    ArticleState,
    Association,
    AssociationState,
    Attachment,
    AttachmentState,
    Ballot,
    Comment,
    CommentState,
    Decision,
    Group,
    GroupState,
    Idea,
    IdeaState,
    IdeaVersion,
    Kind,
    Meeting,
    Plan,
    PlanState,
    ProjectResults,
    Proposal,
    ResultsState,
    ReviewItem,
    Story,
    StoryState,
    Thread,
    ThreadState,
    Visibility,
    VoteBy,
    now,
)
from services import reviews
from services.moderation import HANDLERS
from services.words import sort_key
from tests.cast import Cast, make_association, make_member

WAITING: dict[Kind, StrEnum] = {
    Kind.ASSOCIATION: AssociationState.PENDING,
    Kind.GROUP: GroupState.PROPOSED,
    Kind.IDEA: IdeaState.SUBMITTED,
    Kind.THREAD: ThreadState.VISIBLE,
    Kind.COMMENT: CommentState.VISIBLE,
    Kind.RESULTS: ResultsState.PUBLISHED,
    Kind.DECISION: Visibility.VISIBLE,
    Kind.MEETING: Visibility.VISIBLE,
    Kind.ATTACHMENT: AttachmentState.VISIBLE,
    Kind.ARTICLE: ArticleState.SUBMITTED,
    Kind.STORY: StoryState.SUBMITTED,
}
HIDDEN: dict[Kind, StrEnum] = {
    Kind.ASSOCIATION: AssociationState.ARCHIVED,
    Kind.GROUP: GroupState.HIDDEN,
    Kind.IDEA: IdeaState.HIDDEN,
    Kind.THREAD: ThreadState.HIDDEN,
    Kind.COMMENT: CommentState.HIDDEN,
    Kind.RESULTS: ResultsState.HIDDEN,
    Kind.DECISION: Visibility.HIDDEN,
    Kind.MEETING: Visibility.HIDDEN,
    Kind.ATTACHMENT: AttachmentState.HIDDEN,
    Kind.ARTICLE: ArticleState.HIDDEN,
    Kind.STORY: StoryState.HIDDEN,
}


def make_waiting(session: Session, cast: Cast, kind: Kind, *, ago: int = 0) -> ReviewItem:
    """The item of a new thing; `ago` minutes old."""
    thing = _MAKERS[kind](session, cast)
    item = reviews.open_item(
        session,
        kind,
        thing.id,
        title=getattr(thing, "title", "") or getattr(thing, "name", "") or getattr(thing, "body", "Tulokset"),
        association_id=thing.id if kind == Kind.ASSOCIATION else cast.satusuo.id,
        author_id=cast.aino.id,
        municipality="176",
    )
    item.opened_at = now() - timedelta(minutes=ago)
    session.flush()
    return item


def in_state(session: Session, cast: Cast, kind: Kind, state: StrEnum) -> ReviewItem:
    item = make_waiting(session, cast, kind)
    thing_of(session, item).state = state
    session.flush()
    return item


def thing_of(session: Session, item: ReviewItem) -> Any:
    return session.get_one(HANDLERS[item.kind].model, item.thing_id)


def state_for(kind: Kind, decision: Decision) -> StrEnum:
    """A state of the thing in which this decision changes it."""
    match decision:
        case Decision.HIDE:
            return HANDLERS[kind].public
        case Decision.RESTORE:
            return HIDDEN[kind]
    return WAITING[kind]


def _association(session: Session, cast: Cast) -> Association:
    made = make_association(session, "Puurtilan tupa ry", state=AssociationState.PENDING)
    make_member(session, made, cast.people["aino"])
    return made


def make_group(session: Session, cast: Cast, state: GroupState = GroupState.PROPOSED) -> Group:
    group = Group(
        name="Kylätalot",
        sort_key=sort_key("Kylätalot"),
        purpose="Puhumme taloista.",
        state=state,
        association_id=cast.satusuo.id,
        created_by=cast.aino.id,
    )
    session.add(group)
    session.flush()
    return group


def make_idea(session: Session, cast: Cast, state: IdeaState = IdeaState.SUBMITTED) -> Idea:
    idea = Idea(
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
        title="Kylätalon olohuone",
        summary="Avataan ovet.",
        municipality="176",
        state=state,
    )
    session.add(idea)
    session.flush()
    words = {"title": idea.title, "summary": idea.summary, "municipality": "176"}
    session.add(IdeaVersion(idea_id=idea.id, number=1, content=words, author_id=cast.aino.id))
    session.flush()
    return idea


def _thread(session: Session, cast: Cast) -> Thread:
    group = make_group(session, cast, GroupState.ACTIVE)
    thread = Thread(
        group_id=group.id,
        author_id=cast.aino.id,
        association_id=cast.satusuo.id,
        title="Lämmitys",
        body="Miten teillä?",
    )
    session.add(thread)
    session.flush()
    return thread


def _comment(session: Session, cast: Cast) -> Comment:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    comment = Comment(
        subject_kind=Kind.IDEA,
        subject_id=idea.id,
        author_id=cast.aino.id,
        association_id=cast.satusuo.id,
        body="Hyvä ajatus.",
    )
    session.add(comment)
    session.flush()
    return comment


def _results(session: Session, cast: Cast) -> ProjectResults:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    plan = Plan(
        idea_id=idea.id,
        name=idea.title,
        lead_association_id=cast.satusuo.id,
        created_by=cast.aino.id,
        state=PlanState.COMPLETED,
    )
    session.add(plan)
    session.flush()
    results = ProjectResults(
        plan_id=plan.id,
        state=ResultsState.PUBLISHED,
        published={"summary": "Ovet avattiin.", "stories": [], "association_ids": [cast.satusuo.id]},
    )
    session.add(results)
    session.flush()
    return results


def _decision(session: Session, cast: Cast) -> Proposal:
    proposal = Proposal(
        group_id=make_group(session, cast, GroupState.ACTIVE).id,
        author_id=cast.aino.id,
        association_id=cast.satusuo.id,
        title="Retken kohde",
        vote_by=VoteBy.ASSOCIATION,
        ballot=Ballot.OPEN,
        closes_at=now() + timedelta(days=7),
    )
    session.add(proposal)
    session.flush()
    return proposal


def _meeting(session: Session, cast: Cast) -> Meeting:
    meeting = Meeting(
        group_id=make_group(session, cast, GroupState.ACTIVE).id,
        author_id=cast.aino.id,
        association_id=cast.satusuo.id,
        title="Syyskokous",
        starts_at=now() + timedelta(days=7),
        ends_at=now() + timedelta(days=7, hours=2),
    )
    session.add(meeting)
    session.flush()
    return meeting


def _attachment(session: Session, cast: Cast) -> Attachment:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    attachment = Attachment(
        subject_kind=Kind.IDEA,
        subject_id=idea.id,
        author_id=cast.aino.id,
        association_id=cast.satusuo.id,
        name="Pohjapiirros.pdf",
        media_type="application/pdf",
        size=9,
        sha256="0" * 64,
    )
    session.add(attachment)
    session.flush()
    return attachment


def make_story(session: Session, cast: Cast, state: StoryState = StoryState.SUBMITTED) -> Story:
    story = Story(
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
        title="Keittiö heräsi",
        body="Ovi aukesi ja kahvi kiehui.",
        state=state,
        published_at=now() if state == StoryState.PUBLISHED else None,
    )
    session.add(story)
    session.flush()
    return story


def _article(session: Session, cast: Cast) -> Article:
    article = Article(
        author_id=cast.aino.id,
        title="Saako talkootyön laskea?",
        body="Lyhyt vastaus: saa.",
        state=ArticleState.SUBMITTED,
    )
    session.add(article)
    session.flush()
    return article


_MAKERS: dict[Kind, Callable[[Session, Cast], Any]] = {
    Kind.ASSOCIATION: _association,
    Kind.GROUP: make_group,
    Kind.IDEA: make_idea,
    Kind.THREAD: _thread,
    Kind.COMMENT: _comment,
    Kind.RESULTS: _results,
    Kind.DECISION: _decision,
    Kind.MEETING: _meeting,
    Kind.ATTACHMENT: _attachment,
    Kind.ARTICLE: _article,
    Kind.STORY: make_story,
}
