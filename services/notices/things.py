"""The thing that a notice leads to, and what it stands in."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sqlmodel import Session, col, select

from models import Idea, Kind, Meeting, Proposal, Thread

Thing = tuple[Kind, int]

_PAGES = {
    "advice_case": (Kind.ADVICE, "id"),
    "article": (Kind.ARTICLE, "id"),
    "association": (Kind.ASSOCIATION, "id"),
    "bulletin": (Kind.BULLETIN, "id"),
    "call": (Kind.CALL, "id"),
    "decision": (Kind.DECISION, "id"),
    "event": (Kind.EVENT, "id"),
    "feedback_desk": (Kind.FEEDBACK, "id"),
    "group": (Kind.GROUP, "id"),
    "idea": (Kind.IDEA, "id"),
    "introduction": (Kind.INTRODUCTION, "id"),
    "joining": (Kind.JOINING, "id"),
    "meeting": (Kind.MEETING, "id"),
    "partner_set": (Kind.PARTNER_SET, "id"),
    "partners": (Kind.IDEA, "idea"),
    "plan": (Kind.PLAN, "id"),
    "request": (Kind.PARTNER_REQUEST, "id"),
    "results": (Kind.RESULTS, "id"),
    "story": (Kind.STORY, "id"),
}


def thing_of(link: str) -> Thing | None:
    """What stands at this address: a discussion for `/group?id=3&thread=9`; none for a list or a person's own page."""
    parts = urlsplit(link)
    query = parse_qs(parts.query)
    kind, name = _PAGES.get(parts.path.strip("/"), (None, ""))
    if kind == Kind.GROUP and "thread" in query:
        kind, name = Kind.THREAD, "thread"
    number = query.get(name, [""])[0]
    return (kind, int(number)) if kind and number.isdecimal() else None


def places_of(session: Session, things: Iterable[Thing]) -> dict[Thing, Thing]:
    """The group or the plan that each of these stands in, of those that stand in one."""
    by_kind = ids_by_kind(things)
    found: dict[Thing, Thing] = {}
    if ids := by_kind.get(Kind.THREAD):
        for thread_id, group_id in session.exec(
            select(Thread.id, Thread.group_id).where(col(Thread.id).in_(ids))
        ):
            found[Kind.THREAD, thread_id] = (Kind.GROUP, group_id)
    tables: tuple[tuple[Kind, Any], ...] = ((Kind.DECISION, Proposal), (Kind.MEETING, Meeting))
    for kind, table in tables:
        if ids := by_kind.get(kind):
            rows = session.exec(select(table.id, table.group_id, table.plan_id).where(table.id.in_(ids)))
            for thing_id, group_id, plan_id in rows:
                found[kind, thing_id] = (Kind.GROUP, group_id) if group_id else (Kind.PLAN, plan_id)
    return found


def home_of(session: Session, thing: Thing | None) -> Thing | None:
    """Whose members hear of a thing that everybody may read: an idea's association, the group itself.

    Of what is not public its own visible select tells who may still hear.
    """
    match thing:
        case (Kind.IDEA, idea_id):
            association_id = session.exec(select(Idea.association_id).where(Idea.id == idea_id)).first()
            return (Kind.ASSOCIATION, association_id) if association_id else None
        case (Kind.GROUP | Kind.ASSOCIATION, _):
            return thing
    return None


def ids_by_kind(things: Iterable[Thing]) -> dict[Kind, set[int]]:
    found: dict[Kind, set[int]] = {}
    for kind, thing_id in things:
        found.setdefault(kind, set()).add(thing_id)
    return found
