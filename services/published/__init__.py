"""What everybody may read, for other programmes: each noun with its words and its address, a page at a time.

Every list asks as a visitor, so that nothing is in it which a visitor could not open. People and their addresses are in
none of it, nor links that are for participants.
"""

from services.published.lists import LISTS, SIZE, address, one, page
from services.published.shapes import (
    PublicAssociation,
    PublicCall,
    PublicEvent,
    PublicGroup,
    PublicIdea,
    PublicStory,
)

__all__ = [
    "LISTS",
    "SIZE",
    "PublicAssociation",
    "PublicCall",
    "PublicEvent",
    "PublicGroup",
    "PublicIdea",
    "PublicStory",
    "address",
    "one",
    "page",
]
