"""Answers that many need: written anew by facilitators, looked at by another one, read by everybody."""

from services.articles.access import actions_for, fetch, may, may_write, readable, visible
from services.articles.acts import create, edit, flag, move
from services.articles.reading import ArticleCard, ArticleView, of, view

__all__ = [
    "ArticleCard",
    "ArticleView",
    "actions_for",
    "create",
    "edit",
    "fetch",
    "flag",
    "may",
    "may_write",
    "move",
    "of",
    "readable",
    "view",
    "visible",
]
