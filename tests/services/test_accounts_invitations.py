"""Invitations by e-mail: who may send them, who may answer, and what the owner does not learn."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models import (
    AssociationMember,
    AssociationRole,
    AssociationState,
    Conflict,
    Forbidden,
    Invalid,
    Link,
    Mail,
    MembershipAction,
    MembershipState,
    NotFound,
    Notice,
    WorkspaceError,
    WrongState,
)
from services import accounts, associations
from services.accounts import LinkState
from services.actors import VISITOR, Actor, actor_of
from tests.cast import Cast, make_association, make_member, make_person
from tests.conftest import Clock, Queries

EDITOR = AssociationRole.EDITOR


def invite(session: Session, cast: Cast, email: str = "uuno@example.org") -> str:
    accounts.invite(session, cast.aino, cast.satusuo.id, email, EDITOR)
    mail = session.exec(select(Mail).where(Mail.key == "invite", Mail.address == email)).all()[-1]
    return mail.link.partition("token=")[2]


def member(session: Session, cast: Cast, name: str = "uuno") -> AssociationMember | None:
    return session.exec(
        select(AssociationMember).where(
            AssociationMember.association_id == cast.satusuo.id,
            AssociationMember.person_id == cast.people[name].id,
        )
    ).first()


def notices(session: Session) -> list[tuple[int, str, str]]:
    return list(session.exec(select(Notice.person_id, Notice.key, Notice.link)))


@pytest.mark.parametrize(
    ("who", "state", "refusal"),
    [
        ("aino", AssociationState.VERIFIED, None),
        ("aino", AssociationState.PENDING, None),
        ("aino", AssociationState.DECLINED, WrongState),
        ("aino", AssociationState.ARCHIVED, WrongState),
        *(
            (who, AssociationState.VERIFIED, Forbidden)
            for who in ("eero", "veera", "pekka", "fanni", "frans", "arvo", "visitor")
        ),
        *((who, AssociationState.PENDING, Forbidden) for who in ("eero", "veera", "frans")),
        *((who, AssociationState.PENDING, NotFound) for who in ("pekka", "sami", "fanni", "arvo", "visitor")),
    ],
)
def test_only_an_owner_invites(
    session: Session, cast: Cast, who: str, state: AssociationState, refusal: type[Exception] | None
) -> None:
    cast.satusuo.state = state
    actor = getattr(cast, who)

    if refusal is None:
        accounts.invite(session, actor, cast.satusuo.id, "uusi@example.org", EDITOR)
    else:
        with pytest.raises(refusal):
            accounts.invite(session, actor, cast.satusuo.id, "uusi@example.org", EDITOR)

    assert len(session.exec(select(Mail)).all()) == (1 if refusal is None else 0)


def test_association_that_is_not_there_is_not_found(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        accounts.invite(session, cast.aino, 0, "uusi@example.org", EDITOR)


@pytest.mark.parametrize("email", ["", "uusi", "uusi@example"])
def test_invite_refuses_an_address_beside_its_field(session: Session, cast: Cast, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.invite(session, cast.aino, cast.satusuo.id, email, EDITOR)

    assert refused.value.field == "email"


def test_owner_sees_the_same_whether_the_address_has_an_account(
    session: Session, cast: Cast, clock: Clock
) -> None:
    invite(session, cast, "uuno@example.org")
    invite(session, cast, "uusi@example.org")

    waiting = accounts.invitations_of(session, cast.aino, cast.satusuo.id)
    assert [(row.email, row.role, row.inviter, row.state) for row in waiting] == [
        ("uusi@example.org", EDITOR, "Aino", LinkState.OPEN),
        ("uuno@example.org", EDITOR, "Aino", LinkState.OPEN),
    ]
    assert member(session, cast) is None


@pytest.mark.parametrize(
    ("who", "refusal"), [("eero", Forbidden), ("pekka", Forbidden), ("visitor", Forbidden)]
)
def test_only_owners_see_the_waiting_invitations(
    session: Session, cast: Cast, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        accounts.invitations_of(session, getattr(cast, who), cast.satusuo.id)


def test_invited_person_with_an_account_hears_of_it_inside_without_the_token(
    session: Session, cast: Cast, clock: Clock
) -> None:
    token = invite(session, cast)

    (found,) = accounts.invitations_for(session, cast.uuno)
    assert notices(session) == [
        (cast.uuno.person_id, "association_invited", f"/invitation?id={found.id}"),
    ]
    assert token not in str(notices(session))
    assert accounts.invitations_for(session, cast.pekka) == []
    assert accounts.invitations_for(session, VISITOR) == []


def test_accept_by_the_mailed_link_makes_a_member_at_once(session: Session, cast: Cast, clock: Clock) -> None:
    token = invite(session, cast)

    assert accounts.accept(session, cast.uuno, token) == cast.satusuo.id

    assert cast.uuno.roles == {cast.satusuo.id: EDITOR}
    assert notices(session)[-1] == (
        cast.aino.person_id,
        "association_invite_accepted",
        f"/association?id={cast.satusuo.id}",
    )
    with pytest.raises((WrongState, Conflict)):
        accounts.accept(session, cast.uuno, token)


def test_accept_by_number_is_for_the_invited_address(session: Session, cast: Cast, clock: Clock) -> None:
    invite(session, cast)
    (found,) = accounts.invitations_for(session, cast.uuno)

    for stranger in (cast.pekka, cast.arvo, cast.fanni, VISITOR):
        with pytest.raises(NotFound):
            accounts.invitation(session, stranger, "", found.id)
        with pytest.raises(NotFound):
            accounts.accept(session, stranger, "", found.id)

    assert accounts.accept(session, cast.uuno, "", found.id) == cast.satusuo.id


def test_address_that_is_not_proved_does_not_answer_by_number(
    session: Session, cast: Cast, clock: Clock
) -> None:
    invite(session, cast)
    (found,) = accounts.invitations_for(session, cast.uuno)
    cast.people["uuno"].verified_at = None

    with pytest.raises(NotFound):
        accounts.accept(session, cast.uuno, "", found.id)


def test_visitor_reads_the_mailed_invitation_and_cannot_answer(
    session: Session, cast: Cast, clock: Clock
) -> None:
    token = invite(session, cast, "uusi@example.org")

    found = accounts.invitation(session, VISITOR, token)
    assert (found.association, found.inviter, found.role) == ("Satusuon kyläyhdistys ry", "Aino", EDITOR)
    for answer in (accounts.accept, accounts.decline):
        with pytest.raises(NotFound):
            answer(session, VISITOR, token)


def test_somebody_new_accepts_after_signing_up(session: Session, cast: Cast, clock: Clock) -> None:
    token = invite(session, cast, "uusi@example.org")
    newcomer = make_person(session, "Uusi")

    accounts.accept(session, actor_of(session, newcomer), token)

    assert actor_of(session, newcomer).acts_for(cast.satusuo.id)


def test_decline_uses_the_invitation_up_and_tells_the_inviter(
    session: Session, cast: Cast, clock: Clock
) -> None:
    token = invite(session, cast)

    accounts.decline(session, cast.uuno, token)

    assert member(session, cast) is None
    assert notices(session)[-1][:2] == (cast.aino.person_id, "association_invite_declined")
    with pytest.raises(WrongState):
        accounts.accept(session, cast.uuno, token)


@pytest.mark.parametrize(("days", "state"), [(13, LinkState.OPEN), (14, LinkState.EXPIRED)])
def test_invitation_holds_two_weeks(
    session: Session, cast: Cast, clock: Clock, days: int, state: LinkState
) -> None:
    token = invite(session, cast)

    clock.at += timedelta(days=days)

    assert accounts.invitation(session, VISITOR, token).state == state
    assert len(accounts.invitations_for(session, cast.uuno)) == (1 if state == LinkState.OPEN else 0)
    if state == LinkState.EXPIRED:
        with pytest.raises(WrongState):
            accounts.accept(session, cast.uuno, token)


def test_invitation_and_request_that_meet_make_a_member(session: Session, cast: Cast, clock: Clock) -> None:
    make_member(
        session,
        cast.satusuo,
        cast.people["uuno"],
        AssociationRole.VIEWER,
        MembershipState.REQUESTED,
    )

    accounts.invite(session, cast.aino, cast.satusuo.id, "uuno@example.org", EDITOR)

    assert cast.uuno.roles == {cast.satusuo.id: EDITOR}
    assert session.exec(select(Link)).all() == []
    assert session.exec(select(Mail.key)).all() == ["association_joined"]


@pytest.mark.parametrize(
    "before",
    [
        MembershipState.DECLINED,
        MembershipState.LEFT,
        MembershipState.REMOVED,
        MembershipState.EXPIRED,
        MembershipState.INVITED,
    ],
)
def test_who_was_once_there_may_be_invited_again(
    session: Session, cast: Cast, clock: Clock, before: MembershipState
) -> None:
    make_member(session, cast.satusuo, cast.people["uuno"], AssociationRole.OWNER, before)

    accounts.accept(session, cast.uuno, invite(session, cast))

    assert cast.uuno.roles == {cast.satusuo.id: EDITOR}


def test_member_is_not_invited(session: Session, cast: Cast) -> None:
    with pytest.raises(Conflict) as refused:
        accounts.invite(session, cast.aino, cast.satusuo.id, "eero@example.org", EDITOR)

    assert refused.value.key == "already_member"


def test_member_does_not_change_role_by_a_forwarded_link(session: Session, cast: Cast, clock: Clock) -> None:
    token = invite(session, cast, "uusi@example.org")

    with pytest.raises(Conflict):
        accounts.accept(session, cast.veera, token)

    assert cast.veera.roles[cast.satusuo.id] == AssociationRole.VIEWER
    assert accounts.invitation(session, VISITOR, token).state == LinkState.OPEN


def test_inviting_again_replaces_the_earlier_invitation(session: Session, cast: Cast, clock: Clock) -> None:
    first = invite(session, cast)
    second = invite(session, cast)
    session.expire_all()

    assert accounts.invitation(session, VISITOR, first).state == LinkState.USED
    assert accounts.accept(session, cast.uuno, second)


def test_invitation_dies_with_the_right_to_invite(session: Session, cast: Cast, clock: Clock) -> None:
    token = invite(session, cast)
    row = member(session, cast, "aino")
    assert row
    row.move(MembershipAction.LEAVE)
    session.flush()

    with pytest.raises(WrongState):
        accounts.accept(session, cast.uuno, token)


@pytest.mark.parametrize("state", [AssociationState.ARCHIVED, AssociationState.DECLINED])
def test_invitation_dies_with_the_association(
    session: Session, cast: Cast, clock: Clock, state: AssociationState
) -> None:
    token = invite(session, cast)
    cast.satusuo.state = state
    session.flush()

    with pytest.raises(WrongState):
        accounts.accept(session, cast.uuno, token)


@pytest.mark.parametrize("who", ["eero", "veera", "pekka", "arvo", "uuno", "visitor"])
def test_invitation_is_not_taken_back_by_others(session: Session, cast: Cast, clock: Clock, who: str) -> None:
    token = invite(session, cast)
    (found,) = accounts.invitations_for(session, cast.uuno)
    actor: Actor = getattr(cast, who)

    with pytest.raises(NotFound):
        accounts.take_back(session, actor, found.id)

    assert accounts.invitation(session, VISITOR, token).state == LinkState.OPEN


def test_owner_takes_an_invitation_back(session: Session, cast: Cast, clock: Clock) -> None:
    token = invite(session, cast)
    (found,) = accounts.invitations_of(session, cast.aino, cast.satusuo.id)

    accounts.take_back(session, cast.aino, found.id)

    assert accounts.invitations_of(session, cast.aino, cast.satusuo.id) == []
    with pytest.raises(WrongState):
        accounts.accept(session, cast.uuno, token)


def test_reset_link_is_no_invitation_to_take_back(session: Session, cast: Cast, clock: Clock) -> None:
    accounts.forgot(session, VISITOR, "aino@example.org")
    link = session.exec(select(Link)).one()

    with pytest.raises(NotFound):
        accounts.take_back(session, cast.aino, link.id)


def test_one_address_is_not_flooded(session: Session, cast: Cast, clock: Clock) -> None:
    for _ in range(4):
        invite(session, cast, "uusi@example.org")

    with pytest.raises(WorkspaceError) as refused:
        invite(session, cast, "uusi@example.org")

    assert refused.value.key == "too_many_tries"


@pytest.mark.parametrize("others", [0, 2])
def test_list_of_invitations_is_one_query_however_long(
    session: Session, cast: Cast, clock: Clock, queries: Queries, others: int
) -> None:
    invite(session, cast)
    for number in range(others):
        association = make_association(session, f"Toinen {number} ry")
        make_member(session, association, cast.people["aino"])
        accounts.invite(session, cast.aino, association.id, "uuno@example.org", EDITOR)
    uuno = cast.uuno
    queries.statements.clear()

    assert len(accounts.invitations_for(session, uuno)) == 1 + others

    assert len(queries) == 1


def test_invitation_from_before_a_removal_brings_nobody_back(
    session: Session, cast: Cast, clock: Clock
) -> None:
    token = invite(session, cast)
    clock.at += timedelta(hours=1)
    row = make_member(session, cast.satusuo, cast.people["uuno"], EDITOR)
    associations.remove(session, cast.aino, row.id, why="Ei enää mukana.")

    with pytest.raises(WrongState, match="link_used"):
        accounts.accept(session, cast.uuno, token)

    assert not row.is_member
    clock.at += timedelta(hours=1)
    accounts.accept(session, cast.uuno, invite(session, cast))
    assert row.is_member
