"""What a facilitator reads before deciding, field by field."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models import (
    AgendaItem,
    Article,
    Association,
    AssociationTag,
    Attachment,
    Comment,
    Group,
    Idea,
    Kind,
    Meeting,
    ProjectResults,
    Proposal,
    ProposalOption,
    Story,
    TagKind,
    Thread,
)
from services import articles, circles, comments, files, ideas, stories
from services.actors import Actor


@dataclass(frozen=True)
class Line:
    """A field with what stands in it; `before` when edits of a public thing wait."""

    field: str
    value: Any
    before: Any = None


_ASSOCIATION = (
    "kind",
    "registered",
    "business_id",
    "register_number",
    "municipality",
    "description",
    "contact_name",
    "contact_email",
    "contact_phone",
)
_IDEA = (
    "summary",
    "need",
    "target_groups",
    "topics",
    "municipality",
    "offers",
    "competences",
    "needs",
    "reply_by",
)


def association_lines(session: Session, _actor: Actor, association: Association) -> list[Line]:
    tags = session.exec(
        select(AssociationTag)
        .where(AssociationTag.association_id == association.id)
        .order_by(col(AssociationTag.slug))
    ).all()
    held = {
        "target_groups": [tag.slug for tag in tags if tag.kind == TagKind.TARGET_GROUP],
        "competences": [tag.slug for tag in tags if tag.kind == TagKind.COMPETENCE],
        "interests": [tag.slug for tag in tags if tag.kind == TagKind.INTEREST],
    }
    return _lines({**{name: getattr(association, name) for name in _ASSOCIATION}, **held})


def group_lines(_session: Session, _actor: Actor, group: Group) -> list[Line]:
    return _lines({name: getattr(group, name) for name in ("purpose", "join_mode", "municipality")})


def idea_lines(session: Session, actor: Actor, idea: Idea) -> list[Line]:
    """The words, or only what a waiting revision would change."""
    changes = ideas.waiting_difference(session, actor, idea.id) if idea.revision_submitted_at else []
    if changes:
        return [Line(change.field, change.after, change.before) for change in changes]
    words = ideas.detail(session, actor, idea.id).content
    return _lines({name: getattr(words, name) for name in _IDEA})


def thread_lines(session: Session, _actor: Actor, thread: Thread) -> list[Line]:
    group = session.get_one(Group, thread.group_id)
    return _lines({"body": thread.body, "group": group.name})


def comment_lines(session: Session, actor: Actor, comment: Comment) -> list[Line]:
    subject = comments.subject_of(session, actor, Kind(comment.subject_kind), comment.subject_id)
    return _lines({"body": comment.body, "subject": subject.title})


def results_lines(_session: Session, _actor: Actor, results: ProjectResults) -> list[Line]:
    page = results.published or {}
    stories = "\n\n".join(f"{story['title']}\n{story['body']}" for story in page.get("stories", []))
    return _lines({"summary": page.get("summary", ""), "stories": stories})


def decision_lines(session: Session, actor: Actor, proposal: Proposal) -> list[Line]:
    options = session.exec(
        select(ProposalOption.text)
        .where(ProposalOption.proposal_id == proposal.id, ProposalOption.text != "")
        .order_by(col(ProposalOption.position))
    ).all()
    place = circles.around(session, actor, proposal).name
    return _lines({"body": proposal.body, "options": "\n".join(options), "group": place})


def meeting_lines(session: Session, actor: Actor, meeting: Meeting) -> list[Line]:
    """The call and the agenda with what has been written under it."""
    items = session.exec(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(col(AgendaItem.position), col(AgendaItem.id))
    ).all()
    agenda = [text for item in items for text in (item.title, item.body, item.minutes) if text]
    where = ", ".join(filter(None, (meeting.place, meeting.link)))
    place = circles.around(session, actor, meeting).name
    return _lines({"body": meeting.body, "place": where, "agenda": "\n".join(agenda), "group": place})


def attachment_lines(session: Session, actor: Actor, attachment: Attachment) -> list[Line]:
    subject = files.subject_of(session, actor, attachment.subject_kind, attachment.subject_id)
    return _lines({"file": files.path_of(attachment.id, attachment.name), "subject": subject.title})


def article_lines(session: Session, actor: Actor, article: Article) -> list[Line]:
    return _lines({"body": articles.view(session, actor, article.id).body})


def story_lines(session: Session, actor: Actor, story: Story) -> list[Line]:
    """The words, and each picture with what it is said to show."""
    told = stories.view(session, actor, story.id)
    pictures = [[picture.path, picture.alt] for picture in told.pictures]
    return _lines({"body": told.body, "about": told.about.name if told.about else "", "pictures": pictures})


def _lines(held: dict[str, Any]) -> list[Line]:
    return [Line(name, value) for name, value in held.items() if value not in ("", None, [])]
