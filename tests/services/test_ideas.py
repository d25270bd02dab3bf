"""Ideas: who may take which step in which state, and what every step leaves behind."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    AssociationState,
    Conflict,
    Forbidden,
    Idea,
    IdeaAction,
    IdeaState,
    IdeaTag,
    IdeaVersion,
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    Notice,
    OpenedBecause,
    ReviewState,
    RevisionState,
    TagKind,
    WithdrawReason,
    WrongState,
    now,
)
from services import ideas, reviews
from services.ideas import Content, Need
from tests.cast import Cast
from tests.conftest import Clock

WHOLE: dict[str, Any] = {
    "title": "Kylätalon olohuone",
    "summary": "Avataan kylätalon ovet joka arki.",
    "need": "Moni yksin asuva ei juttele kenenkään kanssa.",
    "target_groups": ["ikaihmiset"],
    "municipality": "176",
    "needs": [Need("digiosaaminen", "digiopastajia"), Need("", "talonmies", False)],
}


def draft(session: Session, cast: Cast, **changes: object) -> Idea:
    """Satusuo's draft, whole, written by Aino."""
    return ideas.create(session, cast.aino, cast.satusuo.id, {**WHOLE, **changes})


def written(session: Session, cast: Cast, idea: Idea) -> Content:
    """What its writers see in the form."""
    draft = ideas.form_of(session, cast.aino, idea.id)
    assert draft is not None
    return draft.content


def in_state(session: Session, cast: Cast, state: IdeaState) -> Idea:
    idea = draft(session, cast, title=f"Idea {state}")
    idea.state = state
    idea.published_at = now() if state in (IdeaState.PUBLISHED, IdeaState.HIDDEN) else None
    session.flush()
    return idea


def published(session: Session, cast: Cast) -> Idea:
    idea = draft(session, cast)
    ideas.submit(session, cast.aino, idea.id)
    return ideas.move(session, cast.fanni, idea.id, IdeaAction.PUBLISH)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("visitor", Forbidden), ("sami", Forbidden), ("veera", Forbidden), ("fanni", Forbidden)],
)
def test_only_writers_begin_a_draft(session: Session, cast: Cast, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        ideas.create(session, getattr(cast, who), cast.satusuo.id)

    assert session.exec(select(Idea)).all() == []


def test_pending_association_writes_drafts_but_does_not_submit(session: Session, cast: Cast) -> None:
    cast.satusuo.state = AssociationState.PENDING
    idea = draft(session, cast)

    with pytest.raises(Forbidden) as refused:
        ideas.submit(session, cast.aino, idea.id)

    assert refused.value.key == "idea_needs_verified_association"


def test_unverified_address_does_not_submit(session: Session, cast: Cast) -> None:
    idea = draft(session, cast)
    cast.people["aino"].verified_at = None

    with pytest.raises(Forbidden) as refused:
        ideas.submit(session, cast.aino, idea.id)

    assert refused.value.key == "idea_needs_verified_email"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        (
            dict.fromkeys(("title", "summary", "need", "municipality"), ""),
            ["title", "summary", "need", "municipality"],
        ),
        ({"target_groups": [], "needs": []}, ["target_groups", "needs"]),
        ({"needs": [], "seeks_nobody": True}, []),
        ({"reply_by": date(2026, 8, 31)}, ["reply_by"]),
        ({"reply_by": date(2026, 9, 1)}, []),
    ],
)
def test_submit_names_each_missing_field(
    session: Session, cast: Cast, clock: Clock, changes: dict[str, object], fields: list[str]
) -> None:
    idea = draft(session, cast, **changes)

    if not fields:
        assert ideas.submit(session, cast.aino, idea.id).state == IdeaState.SUBMITTED
        return
    with pytest.raises(ideas.Incomplete) as refused:
        ideas.submit(session, cast.aino, idea.id)
    assert refused.value.fields == fields


def test_submit_keeps_a_version_and_opens_a_review_item(session: Session, cast: Cast) -> None:
    idea = draft(session, cast)

    ideas.submit(session, cast.eero, idea.id)

    version = session.exec(select(IdeaVersion)).one()
    item = reviews.item_of(session, Kind.IDEA, idea.id)
    steps = session.exec(select(JournalEntry.action, JournalEntry.before, JournalEntry.after)).all()
    assert (version.number, version.content["title"], version.author_id) == (1, idea.title, cast.eero.id)
    assert item is not None
    assert (item.title, item.municipality, item.association_id) == (idea.title, "176", cast.satusuo.id)
    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.NEW)
    assert steps == [("create", "", "draft"), ("submit", "draft", "submitted")]


def test_take_back_takes_it_out_of_the_queue_and_submitting_again_brings_it_back(
    session: Session, cast: Cast
) -> None:
    idea = draft(session, cast)
    ideas.submit(session, cast.aino, idea.id)
    item = reviews.item_of(session, Kind.IDEA, idea.id)
    assert item is not None

    ideas.take_back(session, cast.aino, idea.id)
    closed = item.state
    ideas.submit(session, cast.aino, idea.id)

    assert (closed, item.state) == (ReviewState.CLOSED, ReviewState.WAITING)


def test_facilitator_reads_a_returned_idea_as_it_was_handed_in(session: Session, cast: Cast) -> None:
    idea = draft(session, cast)
    ideas.submit(session, cast.aino, idea.id)
    ideas.move(session, cast.fanni, idea.id, IdeaAction.RETURN)

    ideas.save(session, cast.aino, idea.id, {"title": "Keskeneräinen"})

    assert ideas.detail(session, cast.fanni, idea.id).content.title == "Kylätalon olohuone"
    assert ideas.detail(session, cast.aino, idea.id).content.title == "Keskeneräinen"


@pytest.mark.parametrize(
    ("changes", "field", "key"),
    [
        ({"title": "a" * 121}, "title", "too_long"),
        ({"summary": "a" * 2001}, "summary", "too_long"),
        ({"need": "tunnus 131052-308T"}, "need", "identity_code"),
        ({"offers": "nolla\0tavu"}, "offers", "control_characters"),
        ({"municipality": "091"}, "municipality", "unknown_choice"),
        ({"target_groups": ["keksitty"]}, "target_groups", "unknown_choice"),
        ({"competences": ["keksitty"]}, "competences", "unknown_choice"),
        ({"priorities": ["keksitty"]}, "priorities", "unknown_choice"),
        ({"call_id": 99}, "call_id", "unknown_choice"),
        ({"group_id": 99}, "group_id", "unknown_choice"),
        ({"needs": [Need("keksitty")]}, "needs", "unknown_choice"),
        ({"needs": [Need("", "a" * 201)]}, "needs", "too_long"),
        ({"needs": [Need("", "tunnus 131052-308T")]}, "needs", "identity_code"),
        ({"needs": [Need("", f"tarve {n}") for n in range(13)]}, "needs", "too_many_needs"),
    ],
)
def test_save_refuses_beside_the_field_and_keeps_what_was(
    session: Session, cast: Cast, changes: dict[str, object], field: str, key: str
) -> None:
    idea = draft(session, cast)

    with pytest.raises(Invalid) as refused:
        ideas.save(session, cast.aino, idea.id, changes)

    assert (refused.value.field, refused.value.key) == (field, key)
    assert written(session, cast, idea) == Content(**WHOLE)


@pytest.mark.parametrize(
    ("who", "state", "refusal"),
    [
        ("visitor", IdeaState.DRAFT, NotFound),
        ("sami", IdeaState.DRAFT, NotFound),
        ("fanni", IdeaState.DRAFT, NotFound),
        ("veera", IdeaState.DRAFT, Forbidden),
        ("sami", IdeaState.PUBLISHED, Forbidden),
        ("fanni", IdeaState.PUBLISHED, Forbidden),
        ("aino", IdeaState.SUBMITTED, WrongState),
        ("aino", IdeaState.REJECTED, WrongState),
        ("aino", IdeaState.HIDDEN, WrongState),
        ("aino", IdeaState.WITHDRAWN, WrongState),
    ],
)
def test_save_refuses_who_may_not_write_now(
    session: Session, cast: Cast, who: str, state: IdeaState, refusal: type[Exception]
) -> None:
    idea = in_state(session, cast, state)

    with pytest.raises(refusal):
        ideas.save(session, getattr(cast, who), idea.id, {"title": "Toinen"})

    assert idea.title == f"Idea {state}"


def test_incomplete_draft_is_saved_as_it_is(session: Session, cast: Cast, clock: Clock) -> None:
    idea = ideas.create(session, cast.aino, cast.satusuo.id)
    clock.at += timedelta(minutes=2)

    saved = ideas.save(session, cast.aino, idea.id, {"summary": " Puoli lausetta"})

    assert (saved.at, saved.content.summary) == (clock.at, "Puoli lausetta")
    assert written(session, cast, idea) == Content(summary="Puoli lausetta")


def test_two_writers_on_different_fields_never_meet(session: Session, cast: Cast) -> None:
    idea = draft(session, cast)

    ideas.save(session, cast.aino, idea.id, {"title": "Ainon"}, seen={"title": WHOLE["title"]})
    ideas.save(session, cast.eero, idea.id, {"need": "Eeron"}, seen={"need": WHOLE["need"]})

    words = written(session, cast, idea)
    assert (words.title, words.need) == ("Ainon", "Eeron")


def test_second_writer_of_a_field_sees_the_first_ones_words(session: Session, cast: Cast) -> None:
    idea = draft(session, cast)
    ideas.save(session, cast.aino, idea.id, {"title": "Ainon"}, seen={"title": WHOLE["title"]})

    with pytest.raises(ideas.EditedMeanwhile) as refused:
        ideas.save(session, cast.eero, idea.id, {"title": "Eeron"}, seen={"title": WHOLE["title"]})

    assert (refused.value.field, refused.value.theirs, idea.title) == ("title", "Ainon", "Ainon")
    ideas.save(session, cast.eero, idea.id, {"title": "Eeron"}, seen={"title": "Ainon"})
    assert idea.title == "Eeron"


def test_withdraw_names_the_idea_that_goes_on(session: Session, cast: Cast) -> None:
    idea = published(session, cast)
    other = published(session, cast)

    ideas.withdraw(session, cast.aino, idea.id, WithdrawReason.DUPLICATE, duplicate_of=other.id)

    item = reviews.item_of(session, Kind.IDEA, idea.id)
    assert (idea.state, idea.withdrawn_because, idea.duplicate_of) == ("withdrawn", "duplicate", other.id)
    assert item is not None
    assert item.state == ReviewState.CLOSED


@pytest.mark.parametrize(
    ("other", "refusal"), [("none", Invalid), ("itself", Invalid), ("draft", Invalid), ("unknown", NotFound)]
)
def test_withdraw_as_duplicate_needs_a_published_other(
    session: Session, cast: Cast, other: str, refusal: type[Exception]
) -> None:
    idea = published(session, cast)
    others = {"none": None, "itself": idea.id, "draft": draft(session, cast).id, "unknown": 999}

    with pytest.raises(refusal):
        ideas.withdraw(session, cast.aino, idea.id, WithdrawReason.DUPLICATE, duplicate_of=others[other])

    assert idea.state == IdeaState.PUBLISHED


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("visitor", Forbidden),
        ("aino", Forbidden),
        ("veera", Forbidden),
        ("frans", Forbidden),
        ("sami", None),
        ("uuno", None),
        ("fanni", None),
    ],
)
def test_who_may_endorse(session: Session, cast: Cast, who: str, refusal: type[Exception] | None) -> None:
    idea = published(session, cast)

    if refusal:
        with pytest.raises(refusal):
            ideas.endorse(session, getattr(cast, who), idea.id)
    else:
        ideas.endorse(session, getattr(cast, who), idea.id)

    assert ideas.detail(session, cast.visitor, idea.id).endorsements == (0 if refusal else 1)


def test_endorsement_counts_once_and_can_be_taken_away(session: Session, cast: Cast) -> None:
    idea = published(session, cast)
    ideas.endorse(session, cast.sami, idea.id)

    with pytest.raises(Conflict):
        ideas.endorse(session, cast.sami, idea.id)

    assert ideas.detail(session, cast.sami, idea.id).endorsed
    assert set(session.exec(select(Notice.person_id).where(Notice.key == "idea_endorsed"))) == {
        cast.aino.id,
        cast.eero.id,
        cast.frans.id,
    }
    ideas.unendorse(session, cast.sami, idea.id)
    assert ideas.detail(session, cast.visitor, idea.id).endorsements == 0
    with pytest.raises(Conflict):
        ideas.unendorse(session, cast.sami, idea.id)


def test_endorsing_what_is_not_published_is_refused(session: Session, cast: Cast) -> None:
    idea = in_state(session, cast, IdeaState.SUBMITTED)

    with pytest.raises(WrongState):
        ideas.endorse(session, cast.fanni, idea.id)


def revised(session: Session, cast: Cast, state: RevisionState) -> Idea:
    idea = published(session, cast)
    if state != RevisionState.NONE:
        ideas.save(session, cast.aino, idea.id, {"title": "Kylätalon keittiö", "municipality": "309"})
    if state == RevisionState.SUBMITTED:
        ideas.submit_revision(session, cast.aino, idea.id)
    return idea


def test_readers_keep_the_reviewed_words_until_the_revision_is_accepted(session: Session, cast: Cast) -> None:
    idea = revised(session, cast, RevisionState.SUBMITTED)
    item = reviews.item_of(session, Kind.IDEA, idea.id)
    before = ideas.detail(session, cast.visitor, idea.id).content

    ideas.accept_revision(session, cast.fanni, idea.id)

    after = ideas.detail(session, cast.visitor, idea.id).content
    assert (before.title, before.municipality) == ("Kylätalon olohuone", "176")
    assert (after.title, after.municipality) == ("Kylätalon keittiö", "309")
    assert after.needs == before.needs
    assert item is not None
    assert item.opened_because == OpenedBecause.EDIT


def test_revision_edited_back_to_what_readers_see_is_none(session: Session, cast: Cast) -> None:
    idea = revised(session, cast, RevisionState.DRAFT)

    ideas.save(session, cast.aino, idea.id, {"title": "Kylätalon olohuone", "municipality": "176"})

    assert idea.revision_state == RevisionState.NONE


def test_submitted_revision_is_not_written_in(session: Session, cast: Cast) -> None:
    idea = revised(session, cast, RevisionState.SUBMITTED)

    with pytest.raises(WrongState):
        ideas.save(session, cast.aino, idea.id, {"title": "Vielä"})


@pytest.mark.parametrize("action", [IdeaAction.HIDE, IdeaAction.REOPEN])
def test_idea_that_leaves_the_public_gives_its_revision_back(
    session: Session, cast: Cast, action: IdeaAction
) -> None:
    idea = revised(session, cast, RevisionState.SUBMITTED)

    ideas.move(session, cast.fanni, idea.id, action)

    assert idea.revision_state == RevisionState.DRAFT


def test_double_click_begins_one_draft(session: Session, cast: Cast, clock: Clock) -> None:
    first, second = draft(session, cast), draft(session, cast)
    clock.at += timedelta(minutes=1)

    later = draft(session, cast)

    assert first.id == second.id != later.id


@pytest.mark.parametrize(
    ("who", "refusal"), [("visitor", Forbidden), ("veera", Forbidden), ("frans", Forbidden), ("sami", None)]
)
def test_who_may_ask_for_a_look(
    session: Session, cast: Cast, who: str, refusal: type[Exception] | None
) -> None:
    idea = published(session, cast)
    item = reviews.item_of(session, Kind.IDEA, idea.id)
    assert item is not None
    item.state = ReviewState.DECIDED

    if refusal:
        with pytest.raises(refusal):
            ideas.flag(session, getattr(cast, who), idea.id, "Mainos")
    else:
        ideas.flag(session, getattr(cast, who), idea.id, "Mainos")

    assert (item.state == ReviewState.WAITING) == (refusal is None)


def test_a_priority_that_its_call_no_longer_has_does_not_stop_the_writing(
    session: Session, cast: Cast
) -> None:
    idea = draft(session, cast)
    session.add(IdeaTag(idea_id=idea.id, kind=TagKind.PRIORITY, slug="poistunut"))
    session.flush()

    ideas.save(session, cast.aino, idea.id, {"summary": "Uusi tiivistelmä."})

    assert (written(session, cast, idea).summary, written(session, cast, idea).priorities) == (
        "Uusi tiivistelmä.",
        [],
    )
    with pytest.raises(Invalid, match="unknown_choice"):
        ideas.save(session, cast.aino, idea.id, {"priorities": ["poistunut"]})
