"""The shelves of the desk: for each kind of what waits its order, where it leads, and how it is narrowed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select
from sqlmodel import col

from models import (
    AdviceCase,
    Association,
    AssociationMember,
    Call,
    Group,
    Idea,
    Introduction,
    PartnerRequest,
    ReviewItem,
)
from services import introductions
from services.actors import Actor
from services.desk import waiting


class DeskKind(StrEnum):
    """In the order in which they press."""

    REVIEWS = "reviews"
    CLAIMS = "claims"
    ADVICE = "advice"
    REQUESTS = "requests"
    INTRODUCTIONS = "introductions"
    PARTNER_CALLS = "partner_calls"
    CALLS = "calls"
    IDEAS = "ideas"
    GROUPS = "groups"


@dataclass(frozen=True)
class Shelf:
    # What waits there for this facilitator.
    query: Callable[[Actor], Select[Any]]
    key: Sequence[Any]
    link: str
    # Where a filter looks; None where things are of no municipality, or in nobody's hands.
    municipality: Callable[[str], Any] | None = None
    colleague: Callable[[int], Any] | None = None


def _in(column: Any) -> Callable[[str], Any]:
    return lambda code: column == code


_IN_IDEAS = _in(col(Idea.municipality))
SHELVES = {
    DeskKind.REVIEWS: Shelf(
        waiting.reviews,
        (col(ReviewItem.opened_at), col(ReviewItem.id)),
        "/moderation?item={}",
        _in(col(ReviewItem.municipality)),
        waiting.reviewed_by,
    ),
    DeskKind.CLAIMS: Shelf(
        waiting.claims,
        (col(AssociationMember.created_at), col(AssociationMember.id)),
        "/association?id={}",
        _in(col(Association.municipality)),
    ),
    DeskKind.ADVICE: Shelf(
        waiting.advised,
        (col(AdviceCase.active_at), col(AdviceCase.id)),
        "/advice_case?id={}",
        _in(col(AdviceCase.municipality)),
        waiting.advised_by,
    ),
    DeskKind.REQUESTS: Shelf(
        waiting.requests, (col(PartnerRequest.reply_by), col(PartnerRequest.id)), "/request?id={}", _IN_IDEAS
    ),
    DeskKind.INTRODUCTIONS: Shelf(
        waiting.introduced,
        (waiting.INTRODUCTION_DUE, col(Introduction.id)),
        "/introduction?id={}",
        lambda code: col(Introduction.id).in_(introductions.in_municipality(code)),
        lambda person_id: col(Introduction.proposed_by) == person_id,
    ),
    DeskKind.PARTNER_CALLS: Shelf(
        waiting.partner_calls, (col(Idea.reply_by), col(Idea.id)), "/idea?id={}", _IN_IDEAS
    ),
    DeskKind.CALLS: Shelf(waiting.closing_calls, (col(Call.closes_on), col(Call.id)), "/call?id={}"),
    DeskKind.IDEAS: Shelf(
        waiting.unanswered, (col(Idea.published_at), col(Idea.id)), "/idea?id={}", _IN_IDEAS
    ),
    DeskKind.GROUPS: Shelf(
        waiting.quiet_groups, (waiting.SPOKE_AT, col(Group.id)), "/group?id={}", _in(col(Group.municipality))
    ),
}
