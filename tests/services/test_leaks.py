"""What must not be read by whom: names, words and askers that could leak beside something that is public."""

import pytest
from sqlmodel import Session

from models import (
    Association,
    AssociationState,
    Group,
    GroupMember,
    GroupRole,
    GroupState,
    IdeaState,
    JoinMode,
    Kind,
    MembershipState,
    now,
)
from services import comments, groups, ideas, moderation, reviews, threads
from services.actors import Actor
from tests.cast import Cast, make_association, make_member
from tests.services.moderated import make_idea

UNREAD = (AssociationState.PENDING, AssociationState.DECLINED, AssociationState.ARCHIVED)


def secret(session: Session, cast: Cast, state: AssociationState) -> Association:
    """Uuno's association, whose name nobody has let out."""
    made = make_association(session, "Salainen nimi ry", state=state)
    make_member(session, made, cast.people["uuno"])
    return made


def open_group(session: Session, *members: tuple[Actor, int | None]) -> Group:
    group = Group(
        name="Talot",
        sort_key="talot",
        purpose="Puhumme.",
        join_mode=JoinMode.OPEN,
        state=GroupState.ACTIVE,
        created_by=members[0][0].id,
    )
    session.add(group)
    session.flush()
    for member, association_id in members:
        session.add(
            GroupMember(
                group_id=group.id,
                person_id=member.id,
                association_id=association_id,
                role=GroupRole.MEMBER,
                state=MembershipState.MEMBER,
            )
        )
    session.flush()
    return group


@pytest.mark.parametrize("state", UNREAD)
def test_a_comment_does_not_show_the_name_of_an_unverified_association(
    session: Session, cast: Cast, state: AssociationState
) -> None:
    secret(session, cast, state)
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    comments.add(session, cast.uuno, Kind.IDEA, idea.id, "Mukana!")

    read = {
        name: comments.of(session, getattr(cast, name), Kind.IDEA, idea.id).rows[0].association
        for name in ("visitor", "sami", "uuno", "fanni")
    }

    assert read == {"visitor": "", "sami": "", "uuno": "Salainen nimi ry", "fanni": "Salainen nimi ry"}


@pytest.mark.parametrize("state", UNREAD)
def test_a_group_does_not_show_the_name_of_an_unverified_association(
    session: Session, cast: Cast, state: AssociationState
) -> None:
    hidden = secret(session, cast, state)
    group = open_group(session, (cast.uuno, hidden.id), (cast.aino, cast.satusuo.id))
    threads.start(session, cast.uuno, group.id, title="Hei", body="Olemme uusia.")

    public = [row.name for row in groups.associations_of(session, cast.visitor, group.id).rows]
    members = [card.association for card in groups.members_of(session, cast.aino, group.id).rows]
    talk = [card.association for card in threads.of(session, cast.aino, group.id).rows]

    assert public == ["Satusuon kyläyhdistys ry"]
    assert members == ["", "Satusuon kyläyhdistys ry"]
    assert talk == [""]


def test_nobody_reads_in_the_history_who_asked_for_a_look(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    ideas.flag(session, cast.sami, idea.id, "Tässä on puhelinnumero.")

    for reader in (cast.aino, cast.veera, cast.frans, cast.fanni):
        assert [step.action for step in ideas.detail(session, reader, idea.id).steps] == []


def test_a_facilitator_does_not_read_what_was_said_of_own_association(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    item = reviews.open_item(
        session,
        Kind.IDEA,
        idea.id,
        title=idea.title,
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
    )
    ideas.flag(session, cast.sami, idea.id, "Epäilen väärinkäytöstä.")

    assert moderation.review_of(session, cast.frans, item.id).flags == []
    flags = moderation.review_of(session, cast.fanni, item.id).flags
    assert [flag.words for flag in flags] == ["Epäilen väärinkäytöstä."]


def test_edits_of_a_published_idea_are_its_own_peoples_until_they_hand_them_in(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    ideas.save(session, cast.aino, idea.id, {"summary": "Kesken."})

    assert ideas.waiting_difference(session, cast.aino, idea.id) != []
    for reader in (cast.fanni, cast.sami, cast.visitor, cast.arvo):
        assert ideas.waiting_difference(session, reader, idea.id) == []

    idea.revision_submitted_at = now()
    assert ideas.waiting_difference(session, cast.fanni, idea.id) != []


def test_the_list_shows_a_facilitator_a_returned_idea_as_it_was_handed_in(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(session, cast, IdeaState.RETURNED)
    idea.title, idea.summary = "Uusi nimi", "Kesken."
    session.flush()

    (theirs,) = ideas.visible_to(session, cast.fanni, state="returned").rows
    (own,) = ideas.visible_to(session, cast.aino, state="returned").rows

    assert (theirs.title, theirs.summary) == ("Kylätalon olohuone", "Avataan ovet.")
    assert (own.title, own.summary) == ("Uusi nimi", "Kesken.")
