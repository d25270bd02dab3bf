"""What a project achieved, told to everybody once every implementer has agreed."""

from services.results.access import fetch, may
from services.results.agreeing import agree, offer, withdraw
from services.results.page import Figure, ResultsPage, Story
from services.results.reading import (
    PartAgreement,
    ResultsDraft,
    Shown,
    StoryRow,
    draft_of,
    flag,
    move,
    of_idea,
    public_of_plan,
    shown,
    waiting_for,
)
from services.results.writing import (
    LONGEST_STORY,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_STORIES,
    add_story,
    edit_story,
    remove_story,
    write,
)

__all__ = [
    "LONGEST_STORY",
    "LONGEST_SUMMARY",
    "LONGEST_TITLE",
    "MOST_STORIES",
    "Figure",
    "PartAgreement",
    "ResultsDraft",
    "ResultsPage",
    "Shown",
    "Story",
    "StoryRow",
    "add_story",
    "agree",
    "draft_of",
    "edit_story",
    "fetch",
    "flag",
    "may",
    "move",
    "of_idea",
    "offer",
    "public_of_plan",
    "remove_story",
    "shown",
    "waiting_for",
    "withdraw",
    "write",
]
