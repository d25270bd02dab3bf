"""What a project achieved: nothing is public before every implementer agrees, and nothing that gives a person away."""

import json

import pytest
from sqlmodel import Session, select

from models import (
    Conflict,
    Decision,
    Forbidden,
    ImplementerRole,
    Invalid,
    Kind,
    Mail,
    NotFound,
    Notice,
    OpenedBecause,
    Plan,
    PlanState,
    ProjectResults,
    ReasonCode,
    ResultsState,
    ResultStory,
    ReviewState,
    WrongState,
)
from services import moderation, participants, results, reviews
from services.results import writing
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.running_world import counted, ours, running, theirs

SUMMARY = "Kylätuvalla kävi joka viikko täysi pöytä."


def written(cast: Cast, state: PlanState = PlanState.RUNNING) -> Plan:
    """A page that the lead has written, with numbers of which two are small."""
    session = cast.session
    plan = running(cast, state)
    results.write(session, cast.aino, plan.id, SUMMARY, seen="")
    results.add_story(session, cast.eero, plan.id, "Ensimmäinen kuppi", "Eräs kävijä löysi seuraa.")
    numbers = {"EECO01": 20, "EECO02": 9, "EECO04": 11, "EECO12": 3}
    participants.count(session, cast.pekka, plan.id, theirs(cast, plan).id, counted(numbers))
    participants.count(session, cast.aino, plan.id, ours(cast, plan).id, counted({"EECO01": 2, "EECR04": 2}))
    return plan


def agree(cast: Cast, plan: Plan, who: str = "pekka") -> ProjectResults:
    number = results.draft_of(cast.session, cast.pekka, plan.id).number
    part = theirs(cast, plan) if who == "pekka" else ours(cast, plan)
    return results.agree(cast.session, getattr(cast, who), plan.id, part.id, number=number)


def published(cast: Cast) -> ProjectResults:
    plan = written(cast)
    results.offer(cast.session, cast.aino, plan.id)
    return agree(cast, plan)


def sees(cast: Cast, who: str, results_id: int, *, preview: bool = False) -> str:
    try:
        shown = results.shown(cast.session, getattr(cast, who), results_id, preview=preview)
    except NotFound:
        return ""
    return "preview" if shown.preview else shown.page.summary


EVERYBODY = ("visitor", "sami", "uuno", "arvo", "fanni", "veera", "pekka", "aino")


def test_the_page_is_public_when_every_implementer_agrees_and_not_before(cast: Cast, clock: Clock) -> None:
    plan = written(cast)
    draft = results.draft_of(cast.session, cast.aino, plan.id)
    before = {who: sees(cast, who, draft.id) + sees(cast, who, draft.id, preview=True) for who in EVERYBODY}
    results.offer(cast.session, cast.aino, plan.id)
    waiting = {who: sees(cast, who, draft.id, preview=True) for who in EVERYBODY}

    agree(cast, plan)

    inside = {"veera": "preview", "pekka": "preview", "aino": "preview"}
    assert before == dict.fromkeys(EVERYBODY, "")
    assert waiting == dict.fromkeys(EVERYBODY, "") | inside
    assert {who: sees(cast, who, draft.id) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, SUMMARY)


def test_who_has_to_agree_is_asked_by_mail_and_everybody_hears_of_the_page(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made = published(cast)

    asked = session.exec(select(Mail.address).where(Mail.key == "results_offered")).all()
    assert asked == ["pekka@example.org"]
    told = session.exec(select(Notice).where(Notice.key == "results_published")).all()
    assert {notice.person_id for notice in told} == {cast.aino.id, cast.eero.id, cast.frans.id}
    assert {notice.link for notice in told} == {f"/results?id={made.id}"}


def test_the_public_page_has_the_groups_sums_without_small_numbers(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made = published(cast)

    page = results.shown(session, cast.visitor, made.id).page

    # The two work situations leave two people of the whole: one situation is hidden with them.
    assert {one.code: one.count for one in page.figures} == {
        "EECO01": 22,
        "EECO02": None,
        "EECO04": 11,
        "EECO12": None,
        "EECR04": None,
    }
    assert [one.code for one in page.figures if one.hidden] == ["EECO02", "EECO12", "EECR04"]
    kept = json.dumps(made.published)
    assert [number for number in (2, 3, 9) if f'"count": {number},' in kept] == []


def test_new_words_wait_beside_the_page_that_was_agreed_to(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made = published(cast)
    plan = session.get_one(Plan, made.plan_id)
    results.write(session, cast.aino, plan.id, "Uusi tiivistelmä.", seen=SUMMARY)
    draft = results.draft_of(session, cast.aino, plan.id)

    results.offer(session, cast.aino, plan.id)

    assert draft.changed
    assert sees(cast, "visitor", made.id) == SUMMARY
    agree(cast, plan)
    assert sees(cast, "visitor", made.id) == "Uusi tiivistelmä."
    assert not results.draft_of(session, cast.aino, plan.id).changed


def test_numbers_are_those_that_were_agreed_to(session: Session, cast: Cast, clock: Clock) -> None:
    made = published(cast)
    (row,) = participants.counts_of(session, cast.aino, made.plan_id).parts[0].periods

    participants.recount(session, cast.aino, row.id, counted({"EECO01": 50}), version=row.version)

    first = results.shown(session, cast.visitor, made.id).page.figures[0]
    assert (first.code, first.count) == ("EECO01", 22)
    assert results.draft_of(session, cast.aino, made.plan_id).changed


def test_one_implementer_is_enough_to_end_it(session: Session, cast: Cast, clock: Clock) -> None:
    made = published(cast)
    plan = session.get_one(Plan, made.plan_id)

    results.withdraw(session, cast.pekka, plan.id, theirs(cast, plan).id)

    assert [sees(cast, who, made.id) for who in EVERYBODY] == [""] * len(EVERYBODY)
    assert (made.state, made.published) == (ResultsState.UNPUBLISHED, None)
    item = reviews.item_of(session, Kind.RESULTS, made.id)
    assert item is not None
    assert item.state == ReviewState.CLOSED
    assert session.exec(select(Notice).where(Notice.key == "results_withdrawn")).all()
    agree(cast, plan)
    assert sees(cast, "visitor", made.id) == SUMMARY


def test_an_agreement_is_to_one_page_and_no_other(session: Session, cast: Cast, clock: Clock) -> None:
    plan = written(cast)
    results.offer(session, cast.aino, plan.id)
    seen = results.draft_of(session, cast.pekka, plan.id).number
    results.offer(session, cast.aino, plan.id)

    with pytest.raises(Conflict) as refused:
        results.agree(session, cast.pekka, plan.id, theirs(cast, plan).id, number=seen)

    assert refused.value.key == "results_offered_anew"
    assert results.draft_of(session, cast.pekka, plan.id).published_at is None


def test_a_page_that_nobody_has_offered_cannot_be_agreed_to(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = running(cast)
    with pytest.raises(Invalid, match="results_need_summary"):
        results.offer(session, cast.aino, plan.id)
    with pytest.raises(NotFound):
        results.agree(session, cast.pekka, plan.id, theirs(cast, plan).id, number=0)
    results.write(session, cast.aino, plan.id, SUMMARY, seen="")

    with pytest.raises(WrongState, match="results_not_offered"):
        results.agree(session, cast.pekka, plan.id, theirs(cast, plan).id, number=0)
    with pytest.raises(WrongState, match="results_not_agreed"):
        results.withdraw(session, cast.pekka, plan.id, theirs(cast, plan).id)


def test_a_lead_alone_with_cooperation_partners_publishes_itself(
    session: Session, cast: Cast, clock: Clock
) -> None:
    plan = written(cast)
    theirs(cast, plan).role = ImplementerRole.COOPERATION_PARTNER
    session.flush()

    made = results.offer(session, cast.aino, plan.id)

    assert made.state == ResultsState.PUBLISHED


OTHERS = [
    ("pekka", Forbidden),
    ("veera", Forbidden),
    ("sami", NotFound),
    ("visitor", NotFound),
    ("fanni", NotFound),
    ("arvo", NotFound),
]


def test_only_the_lead_writes(session: Session, cast: Cast, clock: Clock) -> None:
    plan = written(cast)
    story = session.exec(select(ResultStory)).one()

    for who, refusal in OTHERS:
        actor = getattr(cast, who)
        with pytest.raises(refusal):
            results.write(session, actor, plan.id, "Muuta", seen=SUMMARY)
        with pytest.raises(refusal):
            results.add_story(session, actor, plan.id, "Muuta", "Muuta")
        with pytest.raises(refusal):
            results.edit_story(session, actor, story.id, "Muuta", "Muuta", version=story.version)
        with pytest.raises(refusal):
            results.remove_story(session, actor, story.id, version=story.version)
        with pytest.raises(refusal):
            results.offer(session, actor, plan.id)

    assert results.draft_of(session, cast.aino, plan.id).summary == SUMMARY


def test_only_an_implementers_own_people_agree_for_it(session: Session, cast: Cast, clock: Clock) -> None:
    plan = written(cast)
    results.offer(session, cast.aino, plan.id)
    part = theirs(cast, plan)

    for who in ("aino", "veera", "sami", "visitor", "fanni"):
        actor = getattr(cast, who)
        with pytest.raises((Forbidden, NotFound)):
            results.agree(session, actor, plan.id, part.id, number=1)
        with pytest.raises((Forbidden, NotFound)):
            results.withdraw(session, actor, plan.id, part.id)

    assert results.draft_of(session, cast.aino, plan.id).published_at is None


@pytest.mark.parametrize(
    ("summary", "key"), [("Aino Virtanen sai työtä.", "name_of_person"), ("x" * 3001, "too_long")]
)
def test_words_of_the_page_name_nobody(
    session: Session, cast: Cast, clock: Clock, summary: str, key: str
) -> None:
    plan = running(cast)

    with pytest.raises(Invalid, match=key):
        results.write(session, cast.aino, plan.id, summary, seen="")
    with pytest.raises(Invalid) as refused:
        results.add_story(session, cast.aino, plan.id, "Tarina", "Mukana Aino, Eero ja Veera")

    assert refused.value.field == "body"
    assert session.exec(select(ProjectResults)).all() == []


def test_stories_are_edited_removed_and_bounded(
    session: Session, cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = written(cast)
    (row,) = results.draft_of(session, cast.aino, plan.id).stories
    results.edit_story(session, cast.aino, row.id, "Toinen kuppi", "Eräs toinen.", version=row.version)
    session.flush()
    with pytest.raises(Conflict):
        results.edit_story(session, cast.eero, row.id, "Kolmas", "x", version=row.version)
    with pytest.raises(Conflict):
        results.remove_story(session, cast.eero, row.id, version=row.version)
    with pytest.raises(Conflict):
        results.write(session, cast.eero, plan.id, "Muu", seen="Jotain muuta")
    monkeypatch.setattr(writing, "MOST_STORIES", 1)
    with pytest.raises(WrongState, match="stories_full"):
        results.add_story(session, cast.aino, plan.id, "Uusi", "Uusi")
    (row,) = results.draft_of(session, cast.aino, plan.id).stories

    results.remove_story(session, cast.aino, row.id, version=row.version)

    assert row.title == "Toinen kuppi"
    assert results.draft_of(session, cast.aino, plan.id).stories == []


def test_what_is_public_is_looked_at_and_can_be_hidden(session: Session, cast: Cast, clock: Clock) -> None:
    made = published(cast)
    results.flag(session, cast.sami, made.id, "Tässä on jotain outoa.")
    with pytest.raises(Forbidden):
        results.flag(session, cast.pekka, made.id, "Omamme.")
    item = reviews.item_of(session, Kind.RESULTS, made.id)
    assert item is not None
    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.NEW)
    lines = moderation.review_of(session, cast.fanni, item.id).lines
    assert [line.field for line in lines] == ["summary", "stories"]

    moderation.decide(
        session, cast.fanni, item.id, Decision.HIDE, ReasonCode.UNCLEAR, "Kerro lisää.", version=item.version
    )

    outside = ("visitor", "sami", "arvo")
    assert [sees(cast, who, made.id) for who in outside] == ["", "", ""]
    assert [sees(cast, who, made.id) for who in ("fanni", "pekka", "veera")] == [SUMMARY] * 3
    plan = session.get_one(Plan, made.plan_id)
    results.offer(session, cast.aino, plan.id)
    agree(cast, plan)
    assert [sees(cast, who, made.id) for who in outside] == ["", "", ""]
    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.EDIT)


def test_a_decision_that_was_taken_back_takes_the_page_along(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made = published(cast)
    plan = session.get_one(Plan, made.plan_id)

    plan.state = PlanState.SUBMITTED
    session.flush()

    assert sees(cast, "visitor", made.id) == ""
    results.withdraw(session, cast.pekka, plan.id, theirs(cast, plan).id)
    assert made.published is None


def test_the_idea_leads_to_what_became_of_it(session: Session, cast: Cast, clock: Clock) -> None:
    plan = written(cast)
    before = results.of_idea(session, cast.visitor, plan.idea_id)
    results.offer(session, cast.aino, plan.id)
    made = agree(cast, plan)

    assert (before, results.of_idea(session, cast.visitor, plan.idea_id)) == (None, made.id)


@pytest.mark.parametrize("many", [1, 3])
def test_reading_asks_as_often_for_one_story_as_for_three(
    session: Session, cast: Cast, clock: Clock, queries: Queries, many: int
) -> None:
    plan = written(cast)
    for number in range(many - 1):
        results.add_story(session, cast.aino, plan.id, f"Tarina {number}", "Hyvin kävi.")
    results.offer(session, cast.aino, plan.id)
    made = agree(cast, plan)
    visitor, actor = cast.visitor, cast.pekka
    queries.statements.clear()

    results.shown(session, visitor, made.id)
    results.draft_of(session, actor, plan.id)

    assert len(queries) == 12
