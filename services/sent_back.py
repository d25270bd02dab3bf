"""What a facilitator sent back is mended out of sight: others than its writers read the words that were sent back.

An idea has versions that tell them. An article and a story have none, and keep those words until they are handed in
again.
"""

from collections.abc import Mapping
from typing import Any

from models import Article, Story


def keep(thing: Article | Story, **beside: Any) -> None:
    """Keeps the words as they stand, and what stands beside them."""
    thing.sent_back = {"title": thing.title, "body": thing.body, **beside}


def words_for(thing: Article | Story, *, own: bool) -> Mapping[str, Any]:
    """Title and body for this reader, and what was kept beside them when it is not what stands there now."""
    words = {"title": thing.title, "body": thing.body}
    return words | thing.sent_back if thing.is_mended and not own else words
