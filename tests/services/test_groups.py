"""Groups: who founds, edits, judges and ends them, in which state, and what every step leaves behind."""

from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    GROUP_LIFECYCLE,
    AssociationState,
    Conflict,
    Forbidden,
    Group,
    GroupAction,
    GroupState,
    Invalid,
    JoinMode,
    JournalEntry,
    Kind,
    NotFound,
    Notice,
    OpenedBecause,
    ReviewState,
    WorkspaceError,
    WrongState,
)
from services import groups, reviews
from tests.cast import Cast

WORDS: dict[str, Any] = {
    "name": "Kylien olohuoneet",
    "purpose": "Kylätalot auki arkena.",
    "join_mode": JoinMode.OPEN,
    "municipality": "176",
}
A, S = GroupAction, GroupState


def make_group(session: Session, cast: Cast, state: GroupState = S.ACTIVE, **words: Any) -> Group:
    """Aino's group, proposed by Satusuo, in this state."""
    group = groups.found(session, cast.aino, **{**WORDS, **words})
    group.state = state
    session.flush()
    return group


# Proposed by Satusuo and hosted by Aino. Frans is a facilitator and an editor of Satusuo: not his to judge.
# Aino may also begin again what she ended; a stranger does not know of what is not public.
PERMISSIONS = {
    "aino": {A.EDIT, A.SUBMIT, A.ARCHIVE},
    "fanni": {A.EDIT, A.PUBLISH, A.RETURN, A.REJECT, A.HIDE, A.RESTORE, A.REOPEN, A.ARCHIVE},
    "frans": {A.EDIT},
    "arvo": {A.EDIT},
    "eero": set(),
    "veera": set(),
    "pekka": set(),
    "visitor": set(),
}
OF_SATUSUO = {"aino", "eero", "veera", "frans", "fanni", "arvo"}
PUBLIC = {S.ACTIVE, S.ARCHIVED}


@pytest.mark.parametrize("action", GroupAction)
@pytest.mark.parametrize("who", PERMISSIONS)
def test_a_step_is_open_to_those_who_may_take_it(
    session: Session, cast: Cast, who: str, action: GroupAction
) -> None:
    group = make_group(session, cast)
    actor = getattr(cast, who)

    found = {state: _outcome(session, actor, group, action, state) for state in GroupState}

    assert found == {state: _expected(who, action, state) for state in GroupState}


def _expected(who: str, action: GroupAction, state: GroupState) -> type[WorkspaceError] | GroupState:
    allowed = action in PERMISSIONS[who] or (who, action, state) == ("aino", A.RESTORE, S.ARCHIVED)
    if who not in OF_SATUSUO and state not in PUBLIC:
        return NotFound
    return GROUP_LIFECYCLE.steps.get((state, action), WrongState) if allowed else Forbidden


def _outcome(
    session: Session, actor: Any, group: Group, action: GroupAction, state: GroupState
) -> type[WorkspaceError] | GroupState:
    group.state = state
    session.flush()
    try:
        return groups.move(session, actor, group.id, action).state
    except WorkspaceError as error:
        return type(error)


@pytest.mark.parametrize("who", PERMISSIONS)
def test_the_buttons_are_the_steps_that_may_be_taken(session: Session, cast: Cast, who: str) -> None:
    group = make_group(session, cast)
    actor = getattr(cast, who)

    offered = groups.view(session, actor, group.id).actions

    assert set(offered) == PERMISSIONS[who] & set(GROUP_LIFECYCLE.actions(S.ACTIVE))


def test_a_facilitators_group_is_active_at_once_and_reviewed_already(session: Session, cast: Cast) -> None:
    group = groups.found(session, cast.fanni, **WORDS)

    item = reviews.item_of(session, Kind.GROUP, group.id)
    assert (group.state, group.association_id) == (S.ACTIVE, None)
    assert item is not None
    assert item.state == ReviewState.DECIDED
    assert cast.fanni.hosts(group.id)


def test_an_associations_group_waits_for_a_facilitator(session: Session, cast: Cast) -> None:
    group = groups.found(session, cast.eero, **WORDS)

    item = reviews.item_of(session, Kind.GROUP, group.id)
    assert (group.state, group.association_id) == (S.PROPOSED, cast.satusuo.id)
    assert item is not None
    assert (item.state, item.title, item.municipality) == (ReviewState.WAITING, group.name, "176")
    assert cast.eero.hosts(group.id)
    assert _steps(session, group) == [("found", "", "proposed")]


@pytest.mark.parametrize("who", ["visitor", "veera", "uuno", "arvo"])
def test_others_found_no_group(session: Session, cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        groups.found(session, getattr(cast, who), **WORDS)

    assert session.exec(select(Group)).all() == []


def test_an_association_that_is_not_verified_founds_no_group(session: Session, cast: Cast) -> None:
    cast.satusuo.state = AssociationState.PENDING

    with pytest.raises(Forbidden):
        groups.found(session, cast.aino, **WORDS)


BAD_WORDS = [
    ({"name": " "}, "name", "needed"),
    ({"name": "a" * 121}, "name", "too_long"),
    ({"name": "Kylä\x07"}, "name", "control_characters"),
    ({"purpose": ""}, "purpose", "needed"),
    ({"purpose": "a" * 2001}, "purpose", "too_long"),
    ({"purpose": "Soita: 131052-308T"}, "purpose", "identity_code"),
    ({"municipality": "999"}, "municipality", "unknown_choice"),
]


@pytest.mark.parametrize(("words", "field", "key"), BAD_WORDS)
def test_bad_words_are_refused_beside_their_field(
    session: Session, cast: Cast, words: dict[str, str], field: str, key: str
) -> None:
    with pytest.raises(Invalid) as refused:
        groups.found(session, cast.aino, **{**WORDS, **words})

    assert (refused.value.field, refused.value.key) == (field, key)


def test_an_edit_of_an_active_group_goes_to_the_queue(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, S.PROPOSED)
    groups.move(session, cast.fanni, group.id, A.PUBLISH)
    item = reviews.item_of(session, Kind.GROUP, group.id)
    assert item is not None
    item.state = ReviewState.DECIDED

    groups.edit(session, cast.aino, group.id, **{**WORDS, "name": "Äijät"}, version=group.version)

    assert (group.name, group.state) == ("Äijät", S.ACTIVE)
    assert (item.state, item.opened_because, item.title) == (
        ReviewState.WAITING,
        OpenedBecause.EDIT,
        "Äijät",
    )


def test_a_judges_own_edit_needs_no_second_look(session: Session, cast: Cast) -> None:
    group = groups.found(session, cast.fanni, **WORDS)

    groups.edit(session, cast.fanni, group.id, **{**WORDS, "name": "Uusi nimi"}, version=group.version)

    item = reviews.item_of(session, Kind.GROUP, group.id)
    assert item is not None
    assert item.state == ReviewState.DECIDED


def test_a_returned_proposal_is_mended_and_sent_again_in_one_act(session: Session, cast: Cast) -> None:
    group = make_group(session, cast, S.PROPOSED)
    groups.move(session, cast.fanni, group.id, A.RETURN, why="Kerro kohderyhmä.")
    reviews.close_item(session, Kind.GROUP, group.id)

    groups.edit(session, cast.aino, group.id, **WORDS, version=group.version, submit=True)

    item = reviews.item_of(session, Kind.GROUP, group.id)
    assert group.state == S.PROPOSED
    assert item is not None
    assert item.state == ReviewState.WAITING


def test_words_written_on_an_older_version_are_refused(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    seen = group.version
    groups.edit(session, cast.aino, group.id, **{**WORDS, "name": "Ensin"}, version=seen)

    with pytest.raises(Conflict):
        groups.edit(session, cast.fanni, group.id, **{**WORDS, "name": "Sitten"}, version=seen)

    assert group.name == "Ensin"


@pytest.mark.parametrize(
    ("who", "refusal"), [("pekka", Forbidden), ("eero", Forbidden), ("visitor", Forbidden)]
)
def test_only_those_who_run_a_group_edit_it(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    group = make_group(session, cast)

    with pytest.raises(refusal):
        groups.edit(session, getattr(cast, who), group.id, **WORDS, version=group.version)


def test_the_members_hear_that_a_group_has_ended(session: Session, cast: Cast) -> None:
    group = make_group(session, cast)
    groups.join(session, cast.pekka, group.id)

    with pytest.raises(Invalid):
        groups.end(session, cast.aino, group.id, why=" ")
    groups.end(session, cast.aino, group.id, why="Asia on hoidettu.")

    told = session.exec(select(Notice).where(Notice.key == "group_ended")).all()
    assert [notice.person_id for notice in told] == [cast.pekka.id]
    assert _steps(session, group)[-1] == ("archive", "active", "archived")


def _steps(session: Session, group: Group) -> list[tuple[str, str, str]]:
    rows = session.exec(
        select(JournalEntry).where(JournalEntry.kind == Kind.GROUP, JournalEntry.thing_id == group.id)
    ).all()
    return [(row.action, row.before, row.after) for row in sorted(rows, key=lambda row: row.id)]
