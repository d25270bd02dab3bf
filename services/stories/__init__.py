"""What came of it, told by associations, with pictures: looked at by a facilitator before anybody reads it."""

from services.stories.access import actions_for, fetch, may, may_flag, may_write, readable, visible
from services.stories.acts import BODY_LENGTH, TITLE_LENGTH, create, edit, flag, move
from services.stories.pictures import (
    ALT_LENGTH,
    MOST_PICTURES,
    PictureCard,
    ServedPicture,
    add_picture,
    describe_picture,
    remove_picture,
    served,
)
from services.stories.reading import About, StoryCard, StoryView, choices, of, view

__all__ = [
    "ALT_LENGTH",
    "BODY_LENGTH",
    "MOST_PICTURES",
    "TITLE_LENGTH",
    "About",
    "PictureCard",
    "ServedPicture",
    "StoryCard",
    "StoryView",
    "actions_for",
    "add_picture",
    "choices",
    "create",
    "describe_picture",
    "edit",
    "fetch",
    "flag",
    "may",
    "may_flag",
    "may_write",
    "move",
    "of",
    "readable",
    "remove_picture",
    "served",
    "view",
    "visible",
]
