"""A word in each hidden place, looked for by each person through every entrance of the search."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models import (
    AgendaItem,
    AssociationState,
    Comment,
    CommentState,
    EventState,
    GroupState,
    IdeaState,
    ImplementerRole,
    Kind,
    MeetingSeat,
    PartnerPick,
    PartnerRequest,
    Pick,
    PlanField,
    ProposalOption,
    RequestDirection,
    Sought,
    ThreadState,
    Visibility,
    WorkspaceError,
    now,
    today,
)
from services import associations, events, groups, ideas, partners, regions, similar_ideas
from services.actors import Actor
from services.saved_searches import seeking
from services.search.nouns import NOUNS
from services.search.searching import ALIKE, alike, beginning, everything, nearest
from tests.cast import Cast
from tests.services.search.world import (
    made,
    make_decision,
    make_event,
    make_group,
    make_home,
    make_idea,
    make_meeting,
    make_plan,
    make_thread,
)

SECRET = "Hopeakettulinna"
# Another form, and the beginning of it; and with a typing error.
TYPED, MISTYPED = ("hopeakettulinnoista", "hopeaket"), "hopaekettulinna"
WHO = ("visitor", "sami", "pekka", "aino", "veera", "fanni", "frans", "arvo")
SATUSUO = {"aino", "veera", "frans"}
DESK = {"fanni", "frans"}


def entrances(session: Session, actor: Actor) -> Iterator[Callable[[str], Any]]:
    """Each takes what is typed; what it answers may not hold the word unless the person may see it."""
    long_ago = now() - timedelta(days=400)
    yield lambda typed: everything(session, actor, typed)
    yield lambda typed: beginning(session, actor, typed)
    yield lambda typed: alike(session, actor, typed, dict.fromkeys(ALIKE, ()))
    yield lambda typed: [
        _title(session, kind, each)
        for kind in ALIKE
        for each, _ in nearest(session, actor, kind, typed, most=9)
    ]
    yield lambda typed: [ideas.visible_to(session, actor, words=typed, state=each) for each in IdeaState]
    yield lambda typed: [
        associations.visible_to(session, actor, words=typed, state=each) for each in AssociationState
    ]
    yield lambda typed: partners.found(session, actor, partners.Filters(words=typed))
    yield lambda typed: events.visible_to(session, actor, words=typed)
    yield lambda typed: events.visible_to(session, actor, words=typed, past=True)
    yield lambda typed: groups.visible_to(session, actor, words=typed, ended=True)
    yield lambda typed: [_saved(session, actor, sought, typed, long_ago) for sought in Sought]


def _saved(session: Session, actor: Actor, sought: Sought, typed: str, since: datetime) -> dict[int, str]:
    if actor.is_visitor:
        return {}
    found = seeking.new(session, actor, sought, {"words": typed}, since=since)
    return seeking.titles(session, actor, sought, found.ids)


def _title(session: Session, kind: Kind, thing_id: int) -> str:
    noun = NOUNS[kind]
    return str(getattr(session.get_one(noun.model, thing_id), noun.title.key))


def told(session: Session, actor: Actor, marks: dict[str, str]) -> set[str]:
    """The places whose word any entrance tells this person, by the mark that stands beside the word in each."""
    found: set[str] = set()
    for enter in entrances(session, actor):
        for typed in TYPED:
            answer = _answer(enter, typed)
            here = {place for place, mark in marks.items() if mark in answer}
            found |= here or ({"some place"} if SECRET in answer else set())
        if found == set(marks):
            break
    return found


def _answer(enter: Callable[[str], Any], typed: str) -> str:
    try:
        return repr(enter(typed))
    except WorkspaceError:
        return ""


Hiding = Callable[[Cast, str], Any]


def a_returned_idea(cast: Cast, secret: str) -> None:
    make_idea(cast, "Kahvila", IdeaState.RETURNED, summary=secret)


def edits_of_a_published_idea(cast: Cast, secret: str) -> None:
    make_idea(cast, "Kahvila", revision={"title": secret, "summary": secret})


def a_letter(cast: Cast, secret: str) -> None:
    idea = make_idea(cast, "Kahvila")
    ends: dict[str, Any] = {
        "from_association_id": cast.satusuo.id,
        "to_association_id": cast.toivonsilta.id,
        "direction": RequestDirection.INVITATION,
        "role": ImplementerRole.CO_IMPLEMENTER,
    }
    made(
        cast,
        PartnerRequest(
            idea_id=idea.id, **ends, words=secret, reason=secret, reply_by=today(), sent_by=cast.aino.id
        ),
    )


def a_facilitators_reason(cast: Cast, secret: str) -> None:
    idea = make_idea(cast, "Kahvila")
    same: dict[str, Any] = {"idea_id": idea.id, "association_id": cast.keksila.id, "picked_by": cast.fanni.id}
    made(cast, PartnerPick(**same, pick=Pick.EXCLUDE, reason=secret))


def an_implementers_part(cast: Cast, secret: str) -> None:
    plan = make_plan(cast, "Suunnitelma", shared=True)
    made(cast, PlanField(plan_id=plan.id, place=7, key="our_tasks", text=secret, edited_by=cast.aino.id))


def a_hidden_reply(cast: Cast, secret: str) -> None:
    thread = make_thread(cast, "Keskustelu")
    author = cast.people["pekka"].id
    made(
        cast,
        Comment(
            subject_kind=Kind.THREAD,
            subject_id=thread.id,
            author_id=author,
            body=secret,
            state=CommentState.HIDDEN,
        ),
    )


def a_comment_on_a_draft(cast: Cast, secret: str) -> None:
    idea = make_idea(cast, "Kahvila", IdeaState.DRAFT)
    same: dict[str, Any] = {"subject_kind": Kind.IDEA, "subject_id": idea.id}
    made(cast, Comment(**same, author_id=cast.people["aino"].id, body=secret))


def a_vote_and_minutes(cast: Cast, secret: str) -> None:
    proposal = make_decision(cast, "Äänestys")
    made(cast, ProposalOption(proposal_id=proposal.id, position=1, text=secret))
    made(cast, AgendaItem(meeting_id=make_meeting(cast, "Kokous").id, position=1, title="", minutes=secret))


def hidden_together(cast: Cast, secret: str) -> None:
    make_decision(cast, secret, Visibility.HIDDEN)
    make_meeting(cast, secret, Visibility.HIDDEN)


def in_a_plan(cast: Cast, secret: str) -> None:
    for make in (make_decision, make_meeting):
        thing = make(cast, secret)
        thing.group_id, thing.plan_id = None, make_plan(cast, "Suunnitelma").id
        thing.author_id = cast.people["aino"].id
        cast.session.flush()


def who_came(cast: Cast, secret: str) -> None:
    meeting = make_meeting(cast, "Kokous")
    meeting.others = secret
    made(cast, MeetingSeat(meeting_id=meeting.id, association_id=cast.toivonsilta.id, people=secret))


def a_home(state: AssociationState) -> Hiding:
    return lambda cast, secret: make_home(cast, f"{secret} ry", state)


def an_idea(state: IdeaState) -> Hiding:
    return lambda cast, secret: make_idea(cast, secret, state)


# The hidden place, and who may be told of it.
HIDDEN: dict[str, tuple[Hiding, set[str]]] = {
    "a draft": (an_idea(IdeaState.DRAFT), SATUSUO),
    "a submitted idea": (an_idea(IdeaState.SUBMITTED), SATUSUO | DESK),
    "a rejected idea": (an_idea(IdeaState.REJECTED), SATUSUO | DESK),
    "a hidden idea": (an_idea(IdeaState.HIDDEN), SATUSUO | DESK),
    "a withdrawn idea": (an_idea(IdeaState.WITHDRAWN), SATUSUO | DESK),
    "a returned idea": (a_returned_idea, SATUSUO),
    "edits of a published idea": (edits_of_a_published_idea, set()),
    "a pending association": (a_home(AssociationState.PENDING), DESK | {"arvo"}),
    "a declined association": (a_home(AssociationState.DECLINED), DESK | {"arvo"}),
    "an archived association": (a_home(AssociationState.ARCHIVED), DESK | {"arvo"}),
    "a proposed group": (
        lambda cast, secret: make_group(cast, secret, GroupState.PROPOSED),
        SATUSUO | DESK | {"arvo"},
    ),
    "a hidden group": (
        lambda cast, secret: make_group(cast, secret, GroupState.HIDDEN),
        SATUSUO | DESK | {"arvo"},
    ),
    "a plan": (lambda cast, secret: make_plan(cast, secret), SATUSUO),
    "a draft of an event": (lambda cast, secret: make_event(cast, secret, EventState.DRAFT), DESK | {"arvo"}),
    "a discussion": (lambda cast, secret: make_thread(cast, secret), {"pekka", "arvo"} | DESK),
    "a hidden discussion": (
        lambda cast, secret: make_thread(cast, secret, ThreadState.HIDDEN),
        {"pekka"} | DESK,
    ),
    "a group's vote and its minutes": (a_vote_and_minutes, {"pekka", "arvo"} | DESK),
    "a hidden vote and a hidden meeting": (hidden_together, {"pekka"} | DESK),
    "a vote and a meeting of a plan": (in_a_plan, SATUSUO),
    "who came to a meeting": (who_came, set()),
    "a letter": (a_letter, set()),
    "a facilitator's reason": (a_facilitators_reason, set()),
    "an implementer's own part": (an_implementers_part, set()),
    "a hidden reply": (a_hidden_reply, set()),
    "a comment on a draft": (a_comment_on_a_draft, set()),
}
# The places that are one audience's: to who is none of it there is nothing in this house that could hide another.
AUDIENCES: dict[str, list[str]] = {}
for _place, (_, _who) in HIDDEN.items():
    AUDIENCES.setdefault(" and ".join(sorted(_who)) or "nobody", []).append(_place)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_hidden_word_is_told_to_those_alone_who_may_see_it(
    session: Session, cast: Cast, audience: str
) -> None:
    marks = {place: f"merkki{number}" for number, place in enumerate(AUDIENCES[audience])}
    make_idea(cast, "Kahvila kaikille")
    for place, mark in marks.items():
        HIDDEN[place][0](cast, f"{SECRET} {mark}")
    session.flush()

    found = {each: told(session, getattr(cast, each), marks) for each in WHO}

    assert found == {each: {place for place in marks if each in HIDDEN[place][1]} for each in WHO}


@pytest.mark.parametrize("name", HIDDEN)
def test_nothing_hints_that_a_hidden_word_is_there(session: Session, cast: Cast, name: str) -> None:
    make, who = HIDDEN[name]
    strangers = [each for each in ("visitor", "sami", "fanni") if each not in who]

    def answers() -> list[Any]:
        return [
            (found.suggestion, [(group.kind, group.count, group.more) for group in found.groups])
            for each in strangers
            for typed in (TYPED[0], MISTYPED)
            if (found := everything(session, getattr(cast, each), typed))
        ]

    before = answers()
    make(cast, SECRET)
    session.flush()

    assert answers() == before


def test_the_map_counts_what_everybody_sees(session: Session, cast: Cast) -> None:
    for state in IdeaState:
        make_idea(cast, SECRET, state)
    for seen in AssociationState:
        make_home(cast, f"{SECRET} ry", seen).municipality = "176"
    session.flush()

    for who in WHO:
        actor = getattr(cast, who)
        assert regions.counts(session, actor, regions.Counted.IDEAS)["176"] == 1
        assert regions.counts(session, actor, regions.Counted.ASSOCIATIONS)["176"] == 2


def test_who_writes_is_shown_no_idea_that_is_not_published(session: Session, cast: Cast) -> None:
    text = f"{SECRET} rakennetaan yhdessä kyläläisten kanssa"
    own = make_idea(cast, text, IdeaState.DRAFT)
    for state in IdeaState:
        idea = make_idea(cast, text, state)
        idea.association_id = cast.keksila.id
    session.flush()

    shown = similar_ideas.nearest(session, cast.aino, own.id, text)

    assert [session.get_one(type(own), each).state for each in shown] == [IdeaState.PUBLISHED]
