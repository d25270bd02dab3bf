"""Project ideas: written as drafts, reviewed, read, endorsed and revised."""

from services.ideas.access import actions_for, fetch, may, may_revise, revision_actions_for, visible

__all__ = ["actions_for", "fetch", "may", "may_revise", "revision_actions_for", "visible"]
