"""What becomes of every row that points at a person when their account is erased.

A test holds that each such column of the models is named here: whoever adds a table says what becomes of its rows.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session

from services import references

# The row goes: it was about this person and nobody else.
GOES = frozenset(
    {
        "advice_seat.person_id",
        "association_member.person_id",
        "calendar_feed.person_id",
        "comment_mention.person_id",
        "endorsement.person_id",
        "event_feed.person_id",
        "group_member.person_id",
        "guide_look.person_id",
        "guide_view.person_id",
        "link.invited_by",
        "link.person_id",
        "listening.person_id",
        "mail.person_id",
        "mail_act.person_id",
        "minutes_aside.person_id",
        "notice.person_id",
        "notice_settings.person_id",
        "plan_field_aside.person_id",
        "plan_presence.person_id",
        "saved_search.person_id",
        "sign_in.person_id",
        "ticket.person_id",
        "unsaved_form.person_id",
    }
)
# The row is others' too and stays, nobody's; beside the column what else of it was the person's own.
NOBODYS: Mapping[str, Mapping[str, Any]] = {
    "action_point.person_id": {},
    "event_seat.person_id": {
        "name": "",
        "email": None,
        "association": "",
        "association_id": None,
        "note": "",
        "salt": "",
    },
    "feedback.person_id": {"email": ""},
    "review_item.claimed_by": {"claimed_until": None},
    "task.owner_id": {},
}
# What they wrote for others and did with others' things: it leads to a row without a name.
STAYS = frozenset(
    {
        "action_point.done_by",
        "advice_file.author_id",
        "advice_message.author_id",
        "advice_reading.person_id",
        "agenda_item.edited_by",
        "article.author_id",
        "assessment.edited_by",
        "association.created_by",
        "association_note.author_id",
        "associations_apart.said_by",
        "attachment.author_id",
        "budget.edited_by",
        "budget_terms.edited_by",
        "bulletin.author_id",
        "call_version.made_by",
        "comment.author_id",
        "confirmation.confirmed_by",
        "confirmation.declined_by",
        "confirmation_round.asked_by",
        "count_period.counted_by",
        "deviation.noted_by",
        "earlier_minutes.edited_by",
        "event.created_by",
        "event_series.created_by",
        "feedback.handled_by",
        "flag.person_id",
        "idea.author_id",
        "idea_difference.person_id",
        "idea_version.author_id",
        "introduction.proposed_by",
        "introduction_side.answered_by",
        "joining.joined_agreed_by",
        "joining.kept_agreed_by",
        "joining.proposed_by",
        "journal_entry.actor_id",
        "meeting.author_id",
        "meeting_seat.answered_by",
        "meeting_seat.approved_by",
        "package_report.reported_by",
        "partner_pick.picked_by",
        "partner_request.answered_by",
        "partner_request.sent_by",
        "partner_set.asked_by",
        "peer_group.created_by",
        "plan.created_by",
        "plan_baseline.kept_by",
        "plan_change.noted_by",
        "plan_field.edited_by",
        "plan_field_version.edited_by",
        "plan_shift.made_by",
        "plan_submission.submitted_by",
        "project_results.offered_by",
        "proposal.author_id",
        "proposal_seat.cast_by",
        "proposal_seat.person_id",
        "reason_template.edited_by",
        "register_file.created_by",
        "remark.author_id",
        "remark.resolved_by",
        "request_message.author_id",
        "results_agreement.agreed_by",
        "review_item.appeal_of",
        "review_item.appealed_by",
        "review_item.author_id",
        "review_item.decided_by",
        "review_note.author_id",
        "ruling.ruled_by",
        "ruling.undone_by",
        "story.author_id",
        "thread.author_id",
    }
)
# Confidential: their own noun sees to them before (`advice.forget`).
OWN_WAY = frozenset({"advice_case.requester_id", "advice_slot.adviser_id"})


def clear(session: Session, person_id: int) -> None:
    for each in references.to_people():
        where = each.attribute == person_id
        if each.name in GOES:
            session.execute(delete(each.model).where(where))
        elif each.name in NOBODYS:
            session.execute(update(each.model).where(where).values({each.column: None, **NOBODYS[each.name]}))
    session.expire_all()
