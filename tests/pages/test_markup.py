"""What people type is shown as they typed it: on no screen does it become a link, a picture or a heading."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models import (
    Alert,
    AssociationTag,
    CallAction,
    CriterionKind,
    Event,
    EventState,
    Group,
    GroupMember,
    GroupRole,
    GroupState,
    Idea,
    IdeaNeed,
    IdeaState,
    IdeaTag,
    IdeaVersion,
    ImplementerRole,
    Kind,
    MembershipState,
    Pick,
    ProposalStage,
    Sought,
    TagKind,
    now,
)
from services import (
    associations,
    bulletins,
    calls,
    comments,
    decisions,
    groups,
    ideas,
    introductions,
    joinings,
    meetings,
    partner_requests,
    partner_sets,
    partners,
    plans,
    readiness,
    reviews,
    saved_searches,
    similar_ideas,
    threads,
)
from services.bulletins import Audience, Words
from services.calls import CallWords, Criterion, Priority
from services.decisions import ProposalWords
from services.meetings import MeetingWords, PointWords
from services.plans import PackageWords, RiskWords, TaskWords
from tests.cast import Cast, cast_of
from tests.conftest import memory_engine
from tests.pages.conftest import Furniture, House, Open

EVIL = "[y](http://evil.example) :red[z] **b** <b>i</b> $a$ ![p](/x) # h"
OWN = "[y](/x) :red[z] <b>i</b> $a$"
RAW = ("[y](http", ":red[z]", "<b>i", "![p]")
# Drawn as plain text by the browser.
PLAIN = {
    "text",
    "text_input",
    "text_area",
    "selectbox",
    "multiselect",
    "arrow_data_frame",
    "dataframe",
    "vega_lite_chart",
}


@pytest.fixture(scope="module")
def made(cast_content: bytes) -> tuple[Furniture, dict[str, int]]:
    """Made once for all screens, each of which gets a copy."""
    house = House(memory_engine(cast_content))
    with house.session() as session:
        house.sign_in(cast_of(session))
        world = _world(cast_of(session))
    furniture = house.furniture()
    house.engine.dispose()
    return furniture, world


@pytest.fixture(scope="module")
def furnished(made: tuple[Furniture, dict[str, int]]) -> Furniture:
    return made[0]


@pytest.fixture
def world(made: tuple[Furniture, dict[str, int]]) -> dict[str, int]:
    return made[1]


def _world(cast: Cast) -> dict[str, int]:
    """One of everything, all of it named by somebody with bad intentions."""
    session = cast.session
    _rename(cast)
    group = _group(session, cast)
    idea = _idea(session, cast, group.id)
    thread = threads.start(session, cast.aino, group.id, title=EVIL, body=EVIL)
    comments.add(session, cast.aino, Kind.THREAD, thread.id, EVIL)
    comments.add(session, cast.sami, Kind.IDEA, idea.id, EVIL)
    ideas.flag(session, cast.sami, idea.id, EVIL)
    needs = [row.id for row in ideas.needs_of(session, cast.aino, idea.id)]
    letters = [_letter(session, cast, idea.id, to, needs) for to in (cast.toivonsilta.id, cast.keksila.id)]
    partner_requests.accept(session, cast.pekka, letters[0])
    partner_requests.ask(session, cast.sami, letters[1], EVIL)
    associations.ask_to_join(session, cast.uuno, cast.satusuo.id, words_for_owners=EVIL)
    plan = plans.begin(session, cast.aino, idea.id)
    _write_plan(session, cast, plan.id)
    call = _call(session, cast, plan.id)
    together = _together(session, cast, group.id, plan.id)
    item = reviews.item_of(session, Kind.IDEA, idea.id)
    assert item is not None
    found = _found(session, cast, idea)
    session.commit()
    return {
        "group": group.id,
        "idea": idea.id,
        "thread": thread.id,
        "request": letters[1],
        "plan": plan.id,
        "call": call,
        "association": cast.satusuo.id,
        "item": item.id,
        "third": cast.keksila.id,
        **found,
        **together,
    }


def _rename(cast: Cast) -> None:
    for person in cast.people.values():
        person.name = f"{EVIL} {person.id}"
    for association in (cast.satusuo, cast.toivonsilta, cast.keksila):
        association.name = f"{EVIL} {association.id}"
        association.description = association.contact_name = EVIL
    cast.session.flush()


def _found(session: Session, cast: Cast, idea: Idea) -> dict[str, int]:
    """What people find each other by."""
    session.add(IdeaTag(idea_id=idea.id, kind=TagKind.TOPIC, slug=OWN))
    session.add(IdeaTag(idea_id=idea.id, kind=TagKind.TARGET_GROUP, slug="nuoret"))
    for association in (cast.satusuo, cast.toivonsilta, cast.keksila):
        session.add(AssociationTag(association_id=association.id, kind=TagKind.INTEREST, slug=OWN))
        session.add(AssociationTag(association_id=association.id, kind=TagKind.COMPETENCE, slug="ohjaus"))
    other = Idea(
        association_id=cast.keksila.id,
        author_id=cast.sami.id,
        title=EVIL,
        summary=EVIL,
        need=EVIL,
        state=IdeaState.PUBLISHED,
        published_at=now(),
    )
    at = now() + timedelta(days=3)
    event = Event(
        title=EVIL,
        body=EVIL,
        place=EVIL,
        link="https://kanto.example/a",
        starts_at=at,
        ends_at=at,
        state=EventState.PUBLISHED,
        published_at=now(),
        created_by=cast.fanni.id,
    )
    session.add_all([other, event])
    session.flush()
    filters = {"words": EVIL}
    saved_searches.save(session, cast.aino, Sought.IDEAS, filters, name=EVIL, alert=Alert.IN_APP)
    similar_ideas.differ(session, cast.sami, other.id, idea.id, EVIL)
    joining = joinings.propose(session, cast.fanni, idea.id, other.id, EVIL)
    asked = partner_sets.begin(session, cast.aino, idea, {"most": 3})
    partners.pick(session, cast.fanni, idea.id, cast.keksila.id, Pick.EXCLUDE, EVIL)
    made = {"joining": joining.id, "met": _met(session, cast, other), "set": asked.id}
    return made | {"other": other.id, "event": event.id}


def _met(session: Session, cast: Cast, idea: Idea) -> int:
    """An introduction that one side has declined."""
    both = [cast.satusuo.id, cast.keksila.id]
    at = (now() + timedelta(days=3)).date()
    met = introductions.propose(session, cast.fanni, both, EVIL, at, idea_id=idea.id)
    introductions.decline(session, cast.aino, met.id, EVIL)
    associations.add_note(session, cast.fanni, cast.keksila.id, EVIL)
    bulletins.send(session, cast.fanni, {"fi": Words(EVIL, EVIL)}, Audience())
    return met.id


def _call(session: Session, cast: Cast, plan_id: int) -> int:
    """A call that has changed in everything since the plan took it."""
    held = dict.fromkeys(("name", "programme", "fund", "authority", "region", "notes"), EVIL)
    words = {"fi": EVIL, "sv": EVIL, "en": EVIL}
    day = now().date()
    before = CallWords(
        **held,  # type: ignore[arg-type]
        opens_on=day,
        closes_on=day,
        criteria=[Criterion("evil", CriterionKind.HORIZONTAL, words)],
    )
    after = replace(
        before,
        name=f"{EVIL} 2",
        priorities=[Priority("", words, words)],
        criteria=[Criterion("", CriterionKind.CONTENT, words)],
        limits={"summary": 10},
        uncertain=["authority", "criteria"],
    )
    call = calls.create(session, cast.fanni, before)
    calls.move(session, cast.fanni, call.id, CallAction.PUBLISH, version=call.version)
    session.flush()
    plans.choose_call(session, cast.aino, plan_id, call.id)
    calls.edit(session, cast.fanni, call.id, after, version=call.version, why=EVIL)
    readiness.assess(session, cast.aino, plan_id, "evil", 2, EVIL, version=0)
    return call.id


def _group(session: Session, cast: Cast) -> Group:
    group = Group(
        name=EVIL,
        sort_key="x",
        purpose=EVIL,
        state=GroupState.ACTIVE,
        association_id=cast.satusuo.id,
        created_by=cast.aino.id,
    )
    session.add(group)
    session.flush()
    for person, role in ((cast.aino, GroupRole.HOST), (cast.pekka, GroupRole.MEMBER)):
        session.add(
            GroupMember(
                group_id=group.id,
                person_id=person.id,
                association_id=person.acting_for,
                role=role,
                state=MembershipState.MEMBER,
            )
        )
    session.flush()
    groups.invite(session, cast.aino, group.id, cast.keksila.id)
    return group


def _idea(session: Session, cast: Cast, group_id: int) -> Idea:
    idea = Idea(
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
        title=EVIL,
        summary=EVIL,
        need=EVIL,
        offers=EVIL,
        municipality="176",
        group_id=group_id,
        state=IdeaState.PUBLISHED,
        published_at=now(),
        reply_by=(now() + timedelta(days=3)).date(),
    )
    session.add(idea)
    session.flush()
    session.add(IdeaNeed(idea_id=idea.id, words=EVIL, competence="ohjaus"))
    session.add(IdeaNeed(idea_id=idea.id, words=EVIL + " 2"))
    for number in (1, 2):
        held = {"title": f"{EVIL} {number}", "summary": EVIL * number}
        session.add(
            IdeaVersion(
                idea_id=idea.id, number=number, content=held, author_id=cast.aino.id, published_at=now()
            )
        )
    session.flush()
    ideas.save(session, cast.aino, idea.id, {"summary": f"{EVIL} {EVIL} new"})
    reviews.open_item(
        session,
        Kind.IDEA,
        idea.id,
        title=EVIL,
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
    )
    return idea


def _letter(session: Session, cast: Cast, idea_id: int, to: int, needs: list[int]) -> int:
    return partner_requests.send(
        session,
        cast.aino,
        idea_id,
        to_association_id=to,
        role=ImplementerRole.CO_IMPLEMENTER,
        reply_by=(now() + timedelta(days=9)).date(),
        need_ids=needs,
        words=EVIL,
    ).id


def _write_plan(session: Session, cast: Cast, plan_id: int) -> None:
    plans.move(
        session, cast.aino, plan_id, plans.actions_for(cast.aino, plans.fetch(session, cast.aino, plan_id))[0]
    )
    for number, text in enumerate((EVIL, EVIL + " 2")):
        plans.save_field(session, cast.aino, plan_id, plans.SHARED, "goals", text, number=number)
    plans.set_aside(session, cast.aino, plan_id, plans.SHARED, "goals", EVIL + " 3")
    part = next(part for part in plans.opened(session, cast.aino, plan_id).parts if part.mine)
    day = now().date()
    plans.add_task(session, cast.aino, plan_id, part.id, TaskWords(EVIL, cast.aino.id, day, day))
    plans.add_milestone(session, cast.aino, plan_id, EVIL, day)
    comments.add(session, cast.pekka, Kind.PLAN, plan_id, EVIL)
    plans.add_package(session, cast.aino, plan_id, PackageWords(EVIL, EVIL, EVIL, EVIL, part.id))
    plans.add_risk(session, cast.aino, plan_id, RiskWords(EVIL, 3, 4, EVIL, part.id))
    plans.remark(session, cast.pekka, plan_id, 6, EVIL)
    said = plans.remark(session, cast.aino, plan_id, 6, EVIL + " 2")
    plans.resolve(session, cast.aino, said.id)
    plans.beat(session, cast.pekka, plan_id, 6)


def _together(session: Session, cast: Cast, group_id: int, plan_id: int) -> dict[str, int]:
    """A meeting that is going on, with a vote and a promise under its matter; and a vote that has ended."""
    times = now() - timedelta(hours=1), now() + timedelta(hours=1)
    called = MeetingWords(EVIL, *times, body=EVIL, place=EVIL)
    meeting = meetings.call(session, cast.aino, Kind.PLAN, plan_id, called, agenda=[EVIL])
    matter = meetings.view(session, cast.aino, meeting.id).items[0].id
    meetings.save_minutes(session, cast.aino, matter, EVIL, number=0)
    meetings.set_aside(session, cast.aino, matter, EVIL)
    meetings.name_others(session, cast.aino, meeting.id, EVIL)
    points = PointWords(EVIL, now().date(), cast.toivonsilta.id, None, matter)
    meetings.add_point(session, cast.pekka, meeting.id, points)
    words = ProposalWords(EVIL, [EVIL, "Ei"], now() + timedelta(days=7), body=EVIL)
    ended = decisions.propose(session, cast.aino, Kind.GROUP, group_id, words)
    view = decisions.view(session, cast.aino, ended.id)
    decisions.vote(session, cast.aino, ended.id, view.mine[0].id, view.options[0].id, seen=None)
    if ended.stage == ProposalStage.OPEN:
        decisions.close(session, cast.aino, ended.id)
    going_on = replace(words, item_id=matter)
    vote = decisions.propose(session, cast.aino, Kind.PLAN, plan_id, going_on)
    return {"meeting": meeting.id, "vote": vote.id, "ended": ended.id}


SCREENS: list[tuple[str, str, dict[str, str]]] = [
    ("home", "", {}),
    ("home", "aino", {}),
    ("home", "sami", {}),
    ("ideas", "", {}),
    ("ideas", "aino", {"mine": "1"}),
    ("idea", "", {"id": "idea"}),
    ("idea", "aino", {"id": "idea"}),
    ("idea", "fanni", {"id": "idea"}),
    ("idea_form", "aino", {"id": "idea"}),
    ("groups", "", {}),
    ("group", "sami", {"id": "group"}),
    ("group", "aino", {"id": "group"}),
    ("group", "aino", {"id": "group", "show": "members"}),
    ("group", "aino", {"id": "group", "show": "requests"}),
    ("group", "aino", {"id": "group", "show": "ideas"}),
    ("group", "aino", {"id": "group", "show": "talk"}),
    ("group", "pekka", {"id": "group", "thread": "thread"}),
    ("group_form", "aino", {"id": "group"}),
    ("associations", "", {}),
    ("association", "aino", {"id": "association"}),
    ("association", "sami", {"id": "association"}),
    ("association_form", "aino", {"id": "association"}),
    ("partners", "aino", {}),
    ("partners", "aino", {"idea": "idea"}),
    ("requests", "aino", {}),
    ("requests", "pekka", {"tab": "closed"}),
    ("requests", "sami", {"tab": "waiting"}),
    ("request", "aino", {"id": "request"}),
    ("request", "sami", {"id": "request"}),
    ("request_form", "aino", {"idea": "idea"}),
    ("plans", "aino", {}),
    ("plan", "aino", {"id": "plan"}),
    ("plan", "pekka", {"id": "plan"}),
    ("plan", "aino", {"id": "plan", "view": "schedule"}),
    ("plan", "aino", {"id": "plan", "view": "history"}),
    ("plan", "pekka", {"id": "plan", "view": "finish", "sub": "history", "field": "0-goals"}),
    ("plan", "aino", {"id": "plan", "view": "form", "sub": "2"}),
    ("plan", "aino", {"id": "plan", "view": "form", "sub": "6"}),
    ("plan", "pekka", {"id": "plan", "view": "form", "sub": "6"}),
    ("plan", "aino", {"id": "plan", "view": "form", "sub": "7", "block": "packages"}),
    ("plan", "aino", {"id": "plan", "view": "form", "sub": "7", "block": "risks", "risk": "new"}),
    ("plan", "aino", {"id": "plan", "view": "comments"}),
    ("plan", "aino", {"id": "plan", "view": "together", "sub": "decisions"}),
    ("plan", "aino", {"id": "plan", "view": "together", "sub": "meetings"}),
    ("group", "aino", {"id": "group", "show": "decisions"}),
    ("decision", "aino", {"id": "vote"}),
    ("decision", "aino", {"id": "ended"}),
    ("decision_form", "aino", {"group": "group", "from": "ended"}),
    ("meeting", "aino", {"id": "meeting"}),
    ("meeting", "pekka", {"id": "meeting"}),
    ("meeting_form", "aino", {"id": "meeting"}),
    ("notices", "aino", {}),
    ("account", "aino", {}),
    ("moderation", "fanni", {}),
    ("moderation", "fanni", {"item": "item"}),
    ("search", "", {"q": f"{EVIL} kahvila"}),
    ("search", "aino", {"q": "h", "kind": "idea"}),
    ("search", "fanni", {"q": EVIL}),
    ("partners", "fanni", {"idea": "idea"}),
    ("partners", "fanni", {"idea": "idea", "why": "third"}),
    ("partner_set", "aino", {"idea": "idea"}),
    ("partner_set", "aino", {"id": "set"}),
    ("matches", "sami", {"association": "third"}),
    ("events", "", {}),
    ("plan", "aino", {"id": "plan", "view": "finish", "sub": "readiness"}),
    ("plan", "pekka", {"id": "plan", "view": "finish", "sub": "readiness"}),
    ("calls", "fanni", {}),
    ("call", "", {"id": "call"}),
    ("call", "fanni", {"id": "call", "version": "1"}),
    ("call_form", "fanni", {"id": "call"}),
    ("event", "", {"id": "event"}),
    ("event", "fanni", {"id": "event"}),
    ("event_form", "fanni", {"id": "event"}),
    ("saved_searches", "aino", {}),
    ("similar", "fanni", {}),
    ("similar", "fanni", {"idea": "idea", "other": "other"}),
    ("joining", "sami", {"id": "joining"}),
    ("joining", "fanni", {"id": "joining"}),
    ("introduction", "fanni", {"id": "met"}),
    ("introduction_form", "fanni", {"idea": "other"}),
    ("desk", "fanni", {}),
    ("bulletins", "fanni", {}),
    ("bulletin", "fanni", {"id": "1"}),
    ("association", "fanni", {"id": "third"}),
    ("idea_form", "sami", {"id": "other"}),
]


def elements(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from elements(child)


@pytest.mark.parametrize(("screen", "who", "query"), SCREENS)
def test_words_stay_words(
    open_page: Open, world: dict[str, int], screen: str, who: str, query: dict[str, str]
) -> None:
    app = open_page(screen, as_=who, **{name: world.get(value, value) for name, value in query.items()})

    assert not app.exception
    for element in elements(app._tree):
        if element.type in PLAIN:
            continue
        drawn = str(getattr(element, "proto", ""))
        assert not [raw for raw in RAW if raw in drawn], f"{element.type}: {drawn[:600]}"
