"""The pictures of a story: made small, stripped of what the camera wrote into them, and shown to who may read it.

The content lies in the store of files, by its hash; a picture is never kept as it came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps
from sqlmodel import Session, col, func, select

from models import Conflict, Invalid, NotFound, Story, StoryPicture
from services import words
from services.actors import Actor
from services.files import sniffing, stored
from services.stories.access import visible, words_for
from services.stories.acts import edited, to_edit

MOST_PICTURES = 6
ALT_LENGTH = 300
ENDINGS = ("jpg", "jpeg", "png")
# Large enough for the page of a wide screen.
LONGEST_SIDE = 1600
# Unpacked, a small file can be a thousand times its size; a photograph is unpacked at half or quarter scale.
MOST_PIXELS = 24_000_000
_QUALITY = 82
_PAPER = (255, 255, 255)


@dataclass(frozen=True)
class PictureCard:
    id: int
    alt: str
    width: int
    height: int

    @property
    def path(self) -> str:
        return f"/stories/pictures/{self.id}.jpg"


@dataclass(frozen=True)
class ServedPicture:
    size: int
    sha256: str


def pictures_of(session: Session, actor: Actor, story: Story) -> list[PictureCard]:
    """In the order in which they were added; the caller has checked that the story may be read."""
    rows = session.exec(
        select(StoryPicture).where(StoryPicture.story_id == story.id).order_by(col(StoryPicture.id))
    )
    # What has come while the story is mended is for its own people, as are the new words of what was there.
    kept: Mapping[str, str] | None = words_for(actor, story).get("pictures")
    return [
        PictureCard(row.id, kept[str(row.id)] if kept else row.alt, row.width, row.height)
        for row in rows
        if kept is None or str(row.id) in kept
    ]


def add_picture(
    session: Session, actor: Actor, story_id: int, name: str, content: bytes, alt: str
) -> StoryPicture:
    """Refused beside `file` when it is no picture, and beside `alt` when nothing says what it shows."""
    story = to_edit(session, actor, story_id)
    alt = words.line(alt, field="alt", most=ALT_LENGTH)
    if sniffing.ending(name) not in ENDINGS:
        raise Invalid("story_picture_type", field="file", name=words.line(name, field="file", most=160))
    sniffing.checked(name, content)
    count = session.exec(select(func.count()).where(StoryPicture.story_id == story.id)).one()
    if count >= MOST_PICTURES:
        raise Conflict("story_pictures_enough", n=MOST_PICTURES)
    small, (width, height) = shrunk(content)
    same = select(StoryPicture).where(
        StoryPicture.story_id == story.id, StoryPicture.sha256 == stored.hash_of(small)
    )
    if there := session.exec(same).first():
        return there
    picture = StoryPicture(
        story_id=story.id,
        alt=alt,
        sha256=stored.hash_of(small),
        size=len(small),
        width=width,
        height=height,
    )
    session.add(picture)
    edited(session, actor, story)
    # Last, so that nothing is written for what was refused.
    stored.keep(small)
    return picture


def describe_picture(session: Session, actor: Actor, picture_id: int, alt: str) -> None:
    picture, story = _to_change(session, actor, picture_id)
    picture.alt = words.line(alt, field="alt", most=ALT_LENGTH)
    edited(session, actor, story)


def remove_picture(session: Session, actor: Actor, picture_id: int) -> None:
    """The clock takes its content away, when no other row names it."""
    picture, story = _to_change(session, actor, picture_id)
    session.delete(picture)
    edited(session, actor, story)


def served(session: Session, actor: Actor, picture_id: int) -> ServedPicture:
    """For who may read the story; NotFound for others."""
    picture = _seen(session, actor, picture_id)
    return ServedPicture(picture.size, picture.sha256)


def shrunk(content: bytes) -> tuple[bytes, tuple[int, int]]:
    """The picture as it is kept: upright, at most so large, and nothing in it but what it shows."""
    try:
        with Image.open(BytesIO(content)) as found:
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            if found.width * found.height > MOST_PIXELS:
                raise Invalid("story_picture_large", field="file")
            # Cameras write into the file which way is up.
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid("story_picture_broken", field="file") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, _PAPER)
    plain.paste(upright, mask=upright.getchannel("A"))
    kept = BytesIO()
    # A new picture: where, when and with what it was taken stays in the one that came.
    plain.save(kept, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return kept.getvalue(), plain.size


def _seen(session: Session, actor: Actor, picture_id: int) -> StoryPicture:
    query = select(StoryPicture).where(
        StoryPicture.id == picture_id, col(StoryPicture.story_id).in_(visible(actor, col(Story.id)))
    )
    found = session.exec(query).one_or_none()
    if found is None or not _is_shown(session, actor, found):
        raise NotFound
    return found


def _is_shown(session: Session, actor: Actor, picture: StoryPicture) -> bool:
    kept = words_for(actor, session.get_one(Story, picture.story_id)).get("pictures")
    return kept is None or str(picture.id) in kept


def _to_change(session: Session, actor: Actor, picture_id: int) -> tuple[StoryPicture, Story]:
    picture = _seen(session, actor, picture_id)
    return picture, to_edit(session, actor, picture.story_id)
