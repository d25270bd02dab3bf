"""What waits for a person, what is new, and what a visitor sees first."""

from services.home.news import (
    NewGroup,
    NewIdea,
    Numbers,
    new_groups,
    new_ideas,
    numbers,
    reviews_waiting,
)
from services.home.rows import Waiting
from services.home.waiting import Block, waits_for

__all__ = [
    "Block",
    "NewGroup",
    "NewIdea",
    "Numbers",
    "Waiting",
    "new_groups",
    "new_ideas",
    "numbers",
    "reviews_waiting",
    "waits_for",
]
