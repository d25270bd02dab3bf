"""Stories as they are listed, and one as it is read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlmodel import Session, col

from models import Association, Kind, NotFound, Story, StoryAction, StoryPicture, StoryState
from services import associations, results, reviews
from services.actors import Actor
from services.paging import PAGE_SIZE, Page, carded, paged
from services.stories import about, access
from services.stories.pictures import PictureCard, pictures_of
from services.words import excerpt

_NOT_ON_THE_WAY = (StoryState.PUBLISHED, StoryState.WITHDRAWN)
_AGAINST = (StoryState.RETURNED, StoryState.REJECTED, StoryState.HIDDEN)


@dataclass(frozen=True)
class StoryCard:
    id: int
    title: str
    summary: str
    # Empty when the association's name is not for this reader.
    association: str
    state: StoryState
    at: datetime
    # Its first one.
    picture: PictureCard | None


@dataclass(frozen=True)
class About:
    """What it tells of; a project of which only the results are public leads there."""

    kind: Kind
    id: int
    # Empty for results: what the plan is called is its people's.
    name: str


@dataclass(frozen=True)
class StoryView:
    id: int
    title: str
    body: str
    association_id: int
    association: str
    state: StoryState
    published_at: datetime | None
    version: int
    about: About | None
    # What the form begins with.
    subject: str
    pictures: list[PictureCard]
    actions: list[StoryAction]
    # One of its association's own people.
    own: bool
    # A decision against it, for its own people: its place, and the facilitator's words.
    ruling: int
    because: str
    may_flag: bool
    # Its place in the review queue, for who may judge it; else 0.
    review: int


def of(
    session: Session, actor: Actor, *, mine: bool = False, after: str = "", size: int = PAGE_SIZE
) -> Page[StoryCard]:
    """The published ones, the newest first; `mine`: those of own associations that may become public yet."""
    query = access.visible(actor, Story, col(Association.name)).join(
        Association,
        and_(col(Association.id) == Story.association_id, associations.known_to(actor)),
        isouter=True,
    )
    if mine:
        query = query.where(
            col(Story.association_id).in_(actor.roles), col(Story.state).not_in(_NOT_ON_THE_WAY)
        )
        key = [col(Story.edited_at), col(Story.id)]
    else:
        query = query.where(col(Story.state) == StoryState.PUBLISHED)
        key = [col(Story.published_at), col(Story.id)]
    page = paged(session, query, key=key, after=after, descending=True, size=size)
    first = _first_pictures(session, [story.id for story, _ in page.rows])
    return carded(page, lambda row: _card(row[0], row[1] or "", first.get(row[0].id)))


def view(session: Session, actor: Actor, story_id: int) -> StoryView:
    story = access.fetch(session, actor, story_id)
    words = access.words_for(actor, story)
    judges = access.may(actor, StoryAction.HIDE, story)
    own = actor.belongs_to(story.association_id)
    item = reviews.item_of(session, Kind.STORY, story.id) if judges or own else None
    names = associations.names_of(session, actor, [story.association_id])
    return StoryView(
        id=story.id,
        title=words["title"],
        body=words["body"],
        association_id=story.association_id,
        association=names.get(story.association_id, ""),
        state=story.state,
        published_at=story.published_at,
        version=story.version,
        about=_about(session, actor, *words.get("about", (story.about_kind, story.about_id))),
        subject=about.key_of(story.about_kind, story.about_id),
        pictures=pictures_of(session, actor, story),
        actions=access.actions_for(actor, story),
        own=own,
        ruling=item.id if item and own and story.state in _AGAINST else 0,
        because=item.words if item and own and story.state in _AGAINST else "",
        may_flag=access.may_flag(actor, story),
        review=item.id if item and judges else 0,
    )


def choices(session: Session, actor: Actor) -> dict[str, str]:
    """What a story can tell of, for the form."""
    if not access.may_write(actor):
        raise NotFound
    return about.offered(session, actor)


def _about(session: Session, actor: Actor, about_kind: str | None, thing_id: int | None) -> About | None:
    if about_kind is None or thing_id is None:
        return None
    kind = Kind(about_kind)
    if name := about.name_of(session, actor, kind, thing_id):
        return About(kind, thing_id, name)
    shown = results.public_of_plan(session, actor, thing_id) if kind == Kind.PLAN else None
    return About(Kind.RESULTS, shown, "") if shown else None


def _first_pictures(session: Session, story_ids: list[int]) -> dict[int, PictureCard]:
    rows = session.scalars(
        select(StoryPicture)
        .where(col(StoryPicture.story_id).in_(story_ids))
        .order_by(col(StoryPicture.id).desc())
    )
    return {row.story_id: PictureCard(row.id, row.alt, row.width, row.height) for row in rows}


def _card(story: Story, association: str, picture: PictureCard | None) -> StoryCard:
    at = story.published_at if story.state == StoryState.PUBLISHED and story.published_at else story.edited_at
    return StoryCard(story.id, story.title, excerpt(story.body), association, story.state, at, picture)
