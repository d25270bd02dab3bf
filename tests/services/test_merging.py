"""Associations that are here twice are found, laid side by side, and made one; nothing of theirs is lost."""

from datetime import date
from itertools import combinations

import pytest
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationMember,
    AssociationRole,
    AssociationState,
    AssociationTag,
    Ballot,
    Conflict,
    Forbidden,
    Group,
    GroupMember,
    GroupRole,
    GroupState,
    Idea,
    ImplementerRole,
    Introduction,
    IntroductionSide,
    IntroductionState,
    Invalid,
    JournalEntry,
    Kind,
    MembershipState,
    NotFound,
    Notice,
    Outcome,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    PlanPart,
    ProposalSeat,
    ProposalStage,
    RowOutcome,
    TagKind,
    VoteBy,
    now,
)
from services import associations, ideas, journal, merging, references, registers
from services.merging import Settling, moving
from services.search.searching import everything
from tests.cast import Cast, make_association, make_member
from tests.services import circle_world
from tests.services.plan_world import TITLE, make_idea, make_plan, make_request, part_of
from tests.services.test_registers import looked_at, table


def merged(cast: Cast, survivor: Association, gone: Association, **more: object) -> Association:
    options = {"taken": (), "typed": gone.name, **more}
    return merging.merge(cast.session, cast.fanni, survivor.id, gone.id, **options)  # type: ignore[arg-type]


def refusals(cast: Cast, survivor: Association, gone: Association) -> list[str]:
    return [each.key for each in merging.compare(cast.session, cast.fanni, survivor.id, gone.id).obstacles]


def test_every_column_that_points_at_an_association_is_seen_to() -> None:
    """A new table fails here until `services/merging/moving.py` says what becomes of its rows."""
    kinds = [moving.MOVES, moving.BESIDE.keys(), moving.STAYS, moving.OWN_WAY]

    assert frozenset().union(*kinds) == {each.name for each in references.to_associations()}
    assert all(not one & other for one, other in combinations(map(frozenset, kinds), 2))


def test_a_column_that_is_unique_beside_the_association_does_not_simply_move() -> None:
    simple = [each for each in references.to_associations() if each.name in moving.MOVES]

    for each in simple:
        table = each.model.__table__
        unique = [set(table.primary_key.columns.keys())]
        unique += [
            set(one.columns.keys()) for one in table.constraints if type(one).__name__ == "UniqueConstraint"
        ]
        unique += [set(one.columns.keys()) for one in table.indexes if one.unique]
        assert not any(each.column in columns for columns in unique), each.name


def test_all_that_was_its_is_the_survivors(session: Session, cast: Cast) -> None:
    plan = make_plan(cast)
    idea = session.get_one(Idea, plan.idea_id)
    offered = make_request(
        cast, make_idea(cast, title="Talkoot"), cast.toivonsilta, state=PartnerRequestState.SENT
    )
    group = Group(
        name="Talot", sort_key="talot", purpose="x", state=GroupState.ACTIVE, created_by=cast.aino.id
    )
    session.add(group)
    session.flush()
    seat = GroupMember(
        group_id=group.id,
        person_id=cast.aino.id,
        association_id=cast.satusuo.id,
        role=GroupRole.MEMBER,
        state=MembershipState.MEMBER,
    )
    session.add(seat)
    told = journal.record(session, cast.aino, Kind.IDEA, idea.id, "endorse")
    cast.people["aino"].acting_for = cast.satusuo.id
    session.flush()

    merged(cast, cast.keksila, cast.satusuo)

    for each in (idea, offered, plan, seat, cast.people["aino"], told):
        session.refresh(each)
    assert idea.association_id == plan.lead_association_id == seat.association_id == cast.keksila.id
    assert {part.association_id for part in session.exec(select(PlanPart))} == {
        cast.keksila.id,
        cast.toivonsilta.id,
    }
    assert offered.from_association_id == cast.keksila.id
    assert cast.aino.acting_for == cast.keksila.id
    assert cast.aino.owns(cast.keksila.id)
    # What was is told as it was.
    assert told.association_id == cast.satusuo.id
    assert [
        card.id for card in ideas.visible_to(session, cast.visitor, association=cast.keksila.id).rows
    ] != []


def test_the_merged_one_ends_and_old_links_lead_on(session: Session, cast: Cast) -> None:
    make_idea(cast)

    merged(cast, cast.keksila, cast.satusuo)

    assert (cast.satusuo.state, cast.satusuo.merged_into) == (AssociationState.ARCHIVED, cast.keksila.id)
    assert associations.leads_to(session, cast.visitor, cast.satusuo.id) == cast.keksila.id
    assert associations.actions_for(cast.fanni, cast.satusuo) == []
    steps = associations.history(session, cast.aino, cast.keksila.id)
    assert [(step.action, step.why) for step in steps] == [
        ("merge", "Satusuon kyläyhdistys ry"),
        ("merged", "Keksilän eläkkeensaajat ry"),
    ]
    told = session.exec(select(Notice.person_id).where(Notice.key == "association_merge")).all()
    assert {cast.aino.id, cast.sami.id} <= set(told)
    # Ideas are found by the name of whose they are now.
    found = everything(session, cast.visitor, "Keksilän eläkkeensaajat").found
    assert len(found[Kind.IDEA]) == 1
    # Merged once more, all of them lead to the last one.
    merged(cast, cast.toivonsilta, cast.keksila)
    session.refresh(cast.satusuo)
    assert associations.leads_to(session, cast.visitor, cast.satusuo.id) == cast.toivonsilta.id


@pytest.mark.parametrize(
    ("here", "there", "role"),
    [
        (AssociationRole.VIEWER, AssociationRole.OWNER, AssociationRole.OWNER),
        (AssociationRole.OWNER, AssociationRole.VIEWER, AssociationRole.OWNER),
        (AssociationRole.VIEWER, AssociationRole.EDITOR, AssociationRole.EDITOR),
    ],
)
def test_who_is_in_both_keeps_the_stronger_role(
    session: Session, cast: Cast, here: AssociationRole, there: AssociationRole, role: AssociationRole
) -> None:
    make_member(session, cast.keksila, cast.people["uuno"], here)
    make_member(session, cast.toivonsilta, cast.people["uuno"], there)

    merged(cast, cast.keksila, cast.toivonsilta)

    assert cast.uuno.roles == {cast.keksila.id: role}
    rows = session.exec(select(AssociationMember).where(AssociationMember.person_id == cast.uuno.id)).all()
    assert {row.state for row in rows} == {MembershipState.MEMBER, MembershipState.LEFT}


def test_a_request_to_join_waits_at_the_survivor(session: Session, cast: Cast) -> None:
    make_member(session, cast.keksila, cast.people["uuno"], state=MembershipState.LEFT)
    row = associations.ask_to_join(session, cast.uuno, cast.toivonsilta.id, words_for_owners="Hei")

    merged(cast, cast.keksila, cast.toivonsilta)

    waiting = associations.waiting_in(session, cast.sami, cast.keksila.id).rows
    assert [(card.name, card.words) for card in waiting] == [("Uuno", row.words)]
    assert cast.uuno.roles == {}


def test_the_survivor_takes_the_fields_that_are_chosen_and_all_tags(session: Session, cast: Cast) -> None:
    cast.keksila.contact_name, cast.satusuo.contact_name = "Sami", "Aino"
    cast.satusuo.business_id, cast.satusuo.description = "2077474-0", "Kylätalo."
    for home, slug in ((cast.keksila, "tilat"), (cast.satusuo, "tilat"), (cast.satusuo, "keittio")):
        session.add(AssociationTag(association_id=home.id, kind=TagKind.COMPETENCE, slug=slug))
    session.flush()
    lines = {
        line.field: line
        for line in merging.compare(session, cast.fanni, cast.keksila.id, cast.satusuo.id).lines
    }

    merged(cast, cast.keksila, cast.satusuo, taken=("business_id", "name", "description"))

    assert lines["business_id"].takes_theirs
    assert not lines["contact_name"].takes_theirs
    assert not lines["capacity"].differs
    form = associations.form_of(session, cast.sami, cast.keksila.id)
    assert (form.details.name, form.details.business_id) == ("Satusuon kyläyhdistys ry", "2077474-0")
    assert (form.details.contact_name, form.details.competences) == ("Sami", ("keittio", "tilat"))
    # The number of the one that ended is in nobody's way, and leads to the survivor.
    associations.edit(session, cast.sami, form.id, form.details, version=form.version)
    file = looked_at(session, cast, table(("Satusuo ry", "2077474-0", "", "Juuka", "")))
    (row,) = registers.rows_of(session, cast.fanni, file.id, RowOutcome.SAME).rows
    assert row.match is not None
    assert row.match.id == cast.keksila.id


def test_one_that_somebody_acts_for_is_not_unclaimed(session: Session, cast: Cast) -> None:
    from_register = make_association(session, "Toivonsilta ry", "167")
    from_register.unclaimed = True
    session.flush()

    merged(cast, from_register, cast.toivonsilta)

    assert from_register.unclaimed is False
    assert cast.pekka.owns(from_register.id)


def _same_plan(cast: Cast) -> None:
    make_plan(cast)


def _introduction(cast: Cast, *homes: Association) -> Introduction:
    made = Introduction(proposed_by=cast.fanni.id, words="Hei", reply_by=date(2027, 1, 1))
    cast.session.add(made)
    cast.session.flush()
    for place, home in enumerate(homes):
        cast.session.add(IntroductionSide(introduction_id=made.id, association_id=home.id, place=place))
    cast.session.flush()
    return made


def _met_with_a_third(cast: Cast) -> None:
    _introduction(cast, cast.satusuo, cast.toivonsilta, cast.keksila)


def _met_already(cast: Cast) -> None:
    _introduction(cast, cast.satusuo, cast.toivonsilta).state = IntroductionState.AGREED
    cast.session.flush()


def _both_voted(cast: Cast) -> None:
    group = circle_world.a_group(cast)
    circle_world.join(cast, group, "sami", cast.keksila.id)
    proposal = circle_world.propose(cast, group, vote_by=VoteBy.ASSOCIATION)
    for who in ("aino", "pekka"):
        circle_world.vote(cast, proposal, who, "Koli")


@pytest.mark.parametrize(
    ("arrange", "key"),
    [
        (_same_plan, "merge_same_plan"),
        (_met_with_a_third, "merge_introduction"),
        (_met_already, "merge_introduction"),
        (_both_voted, "merge_vote"),
    ],
)
def test_what_stands_against_each_other_is_refused_with_what_to_do(
    session: Session, cast: Cast, arrange: object, key: str
) -> None:
    arrange(cast)  # type: ignore[operator]

    assert key in refusals(cast, cast.satusuo, cast.toivonsilta)
    with pytest.raises(Conflict):
        merged(cast, cast.satusuo, cast.toivonsilta)
    assert cast.toivonsilta.merged_into is None


def settled(cast: Cast, survivor: Association, gone: Association) -> list[tuple[Settling, str]]:
    """What the screen says beforehand; then the two are merged."""
    comparison = merging.compare(cast.session, cast.fanni, survivor.id, gone.id)
    assert comparison.obstacles == ()
    merged(cast, survivor, gone)
    return [(each.kind, each.title) for each in comparison.settled]


@pytest.mark.parametrize("state", [PartnerRequestState.SENT, PartnerRequestState.ACCEPTED])
def test_nobody_comes_along_to_their_own_idea(
    session: Session, cast: Cast, state: PartnerRequestState
) -> None:
    request = make_request(cast, make_idea(cast), cast.toivonsilta, state=state)

    told = settled(cast, cast.toivonsilta, cast.satusuo)

    assert told == [(Settling.REQUEST_BETWEEN, TITLE)]
    assert request.state in (PartnerRequestState.WITHDRAWN, PartnerRequestState.LEFT)
    step = journal.newest(session, Kind.PARTNER_REQUEST, request.id)
    assert (step.after, step.why) == (request.state, cast.satusuo.name)


@pytest.mark.parametrize(
    ("here", "there", "stays"),
    [
        (PartnerRequestState.SENT, PartnerRequestState.ACCEPTED, 1),
        (PartnerRequestState.QUESTION, PartnerRequestState.SENT, 0),
        (PartnerRequestState.SENT, PartnerRequestState.SENT, 1),
        (PartnerRequestState.ACCEPTED, PartnerRequestState.ACCEPTED, 1),
    ],
)
def test_of_two_requests_about_one_idea_what_has_come_furthest_stays(
    session: Session, cast: Cast, here: PartnerRequestState, there: PartnerRequestState, stays: int
) -> None:
    """Of two as far as each other the one with the stronger role, which is the second one's."""
    idea = make_idea(cast)
    roles = (ImplementerRole.COOPERATION_PARTNER, ImplementerRole.CO_IMPLEMENTER)
    asked = [
        make_request(cast, idea, partner, role, state)
        for partner, role, state in zip((cast.toivonsilta, cast.keksila), roles, (here, there), strict=True)
    ]

    told = settled(cast, cast.keksila, cast.toivonsilta)

    standing = [each for each in asked if each.state in (here, there)]
    assert told == [(Settling.REQUEST_TWICE, TITLE)]
    assert standing == [asked[stays]]
    assert {each.to_association_id for each in asked} == {cast.keksila.id}
    # The third one hears which of its letters still stands.
    notice = select(Notice).where(Notice.key == "partner_request_merged", Notice.person_id == cast.aino.id)
    assert session.exec(notice).one().link == f"/request?id={asked[stays].id}"


def test_an_introduction_of_the_two_ends(session: Session, cast: Cast) -> None:
    made = _introduction(cast, cast.satusuo, cast.toivonsilta)

    assert settled(cast, cast.satusuo, cast.toivonsilta) == [(Settling.INTRODUCTION, "")]
    assert made.state == IntroductionState.WITHDRAWN


@pytest.mark.parametrize("ballot", list(Ballot))
@pytest.mark.parametrize("voter", ["", "aino", "pekka"])
def test_an_open_vote_has_one_seat_and_the_vote_that_was_cast_stands(
    session: Session, cast: Cast, ballot: Ballot, voter: str
) -> None:
    group = circle_world.a_group(cast)
    circle_world.join(cast, group, "sami", cast.keksila.id)
    proposal = circle_world.propose(cast, group, vote_by=VoteBy.ASSOCIATION, ballot=ballot)
    if voter:
        circle_world.vote(cast, proposal, voter, "Koli")

    told = settled(cast, cast.toivonsilta, cast.satusuo)

    assert told == [(Settling.VOTE, proposal.title)]
    seats = session.exec(select(ProposalSeat).where(ProposalSeat.proposal_id == proposal.id)).all()
    assert {seat.association_id: seat.has_voted for seat in seats} == {
        cast.toivonsilta.id: bool(voter),
        cast.keksila.id: False,
    }
    assert journal.newest(session, Kind.DECISION, proposal.id).why == cast.satusuo.name


def test_a_vote_ends_when_the_seat_that_goes_was_the_last_empty_one(session: Session, cast: Cast) -> None:
    proposal = circle_world.propose(cast, circle_world.a_group(cast), vote_by=VoteBy.ASSOCIATION)
    circle_world.vote(cast, proposal, "pekka", "Koli")

    merged(cast, cast.satusuo, cast.toivonsilta)

    session.refresh(proposal)
    assert (proposal.stage, proposal.outcome) == (ProposalStage.CLOSED, Outcome.CHOSEN)


def test_what_is_over_settles_nothing(session: Session, cast: Cast) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta, state=PartnerRequestState.DECLINED)
    make_request(cast, idea, cast.keksila, state=PartnerRequestState.SENT)

    assert settled(cast, cast.keksila, cast.toivonsilta) == []


def test_who_has_left_a_plan_keeps_its_part_as_it_was(session: Session, cast: Cast) -> None:
    plan = make_plan(cast)
    left = part_of(session, plan, cast.toivonsilta)
    left.left_at = now()
    for request in session.exec(select(PartnerRequest)):
        request.state = PartnerRequestState.LEFT
    session.flush()

    merged(cast, cast.satusuo, cast.toivonsilta)

    session.refresh(left)
    assert left.association_id == cast.toivonsilta.id
    assert session.get_one(Plan, plan.id).lead_association_id == cast.satusuo.id


def test_only_the_desk_merges_and_nobody_their_own(session: Session, cast: Cast) -> None:
    ends = (cast.keksila.id, cast.toivonsilta.id)

    for who in (cast.visitor, cast.sami, cast.pekka):
        with pytest.raises(NotFound):
            merging.merge(session, who, *ends, taken=(), typed=cast.toivonsilta.name)
        with pytest.raises(NotFound):
            merging.pairs(session, who)
    with pytest.raises(Forbidden):
        merging.merge(session, cast.frans, cast.satusuo.id, ends[0], taken=(), typed=cast.keksila.name)
    with pytest.raises(Invalid) as refused:
        merging.merge(session, cast.arvo, *ends, taken=(), typed="Toivonsilta")
    assert (refused.value.key, refused.value.field) == ("merge_name", "typed")
    with pytest.raises(NotFound):
        merging.compare(session, cast.fanni, ends[0], ends[0])
    pending = make_association(session, "Odottava ry", state=AssociationState.PENDING)
    assert refusals(cast, pending, cast.keksila) == ["merge_unverified"]
    merging.merge(session, cast.arvo, *ends, taken=(), typed=f" {cast.toivonsilta.name.upper()} ")


def test_pairs_are_suggested_page_by_page_and_not_again_once_told_apart(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging.suggesting, "AT_ONCE", 2)
    monkeypatch.setattr(merging.suggesting, "FULL", 1)
    twin = make_association(session, "Satusuon kyläyhdist. ry", "176")
    numbered = make_association(session, "Aivan muu nimi ry", "422")
    numbered.register_number = cast.toivonsilta.register_number = "123.456"
    other = make_association(session, "Satusuon kyläyhdistys 2 ry", "176")
    other.state = AssociationState.ARCHIVED
    session.flush()

    found, after = [], ""
    while True:
        page = merging.pairs(session, cast.fanni, after=after)
        found += [(pair.one.id, pair.other.id, pair.same_number) for pair in page.rows]
        after = page.after
        if not after:
            break

    assert sorted(found) == [(cast.satusuo.id, twin.id, False), (cast.toivonsilta.id, numbered.id, True)]
    merging.keep_apart(session, cast.fanni, twin.id, cast.satusuo.id)
    left = merging.pairs(session, cast.fanni).rows
    assert [(pair.one.id, pair.other.id) for pair in left] in ([], [(cast.toivonsilta.id, numbered.id)])
    assert "note" not in {step.action for step in associations.history(session, cast.aino, cast.satusuo.id)}
    entry = session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc())).first()
    assert entry is not None
    assert (entry.action, entry.why) == ("note", twin.name)
