"""Members of a group whom a reply is meant for: chosen by name, told of it, and named in it."""

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from models import Comment, CommentMention, Invalid, JournalEntry, Kind, Person
from services import groups, notices, threads
from services.actors import Actor

# To name everybody is to name nobody.
MOST = 10


def mentionable(session: Session, actor: Actor, thread_id: int) -> dict[int, str]:
    """The others in the group of this discussion, by name."""
    thread = threads.fetch(session, actor, thread_id)
    return {other.person_id: other.name for other in groups.others_in(session, actor, thread.group_id)}


def check(session: Session, actor: Actor, kind: Kind, subject_id: int, people: Collection[int]) -> list[int]:
    """Whom the reply mentions, each once; Invalid for who is not in the group, or no more, and for too many."""
    if not people:
        return []
    if len(people) > MOST:
        raise Invalid("too_many_mentions", field="mentions", n=MOST)
    offered = mentionable(session, actor, subject_id) if kind == Kind.THREAD else {}
    if not offered.keys() >= set(people):
        raise Invalid("mention_gone", field="mentions")
    return sorted(set(people))


def keep(session: Session, comment: Comment, people: Iterable[int]) -> None:
    session.add_all(CommentMention(comment_id=comment.id, person_id=person_id) for person_id in people)
    session.flush()


def tell(
    session: Session, entry: JournalEntry, people: Iterable[int], link: str, *, who: str, title: str
) -> None:
    """Before the others of the discussion are told: of one entry everybody hears once, and these that it is theirs.

    As talk it goes the way that they have chosen for talk, and not to who has muted the discussion or the group.
    """
    notices.tell(session, entry, people, "comment_mention", link, who=who, title=title)


def named_in(session: Session, comments: Iterable[int]) -> dict[int, list[str]]:
    """The names of those whom each of these comments mentions."""
    query = (
        select(col(CommentMention.comment_id), col(Person.name))
        .join(Person, col(Person.id) == CommentMention.person_id)
        .where(col(CommentMention.comment_id).in_(list(comments)))
        .order_by(col(Person.name))
    )
    found: dict[int, list[str]] = {}
    for comment_id, name in session.execute(query):
        found.setdefault(comment_id, []).append(name)
    return found
