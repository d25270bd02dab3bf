"""Trainings and info sessions that facilitators hold for everybody."""

from services.events.access import actions_for, fetch, may, may_hold, visible

__all__ = ["actions_for", "fetch", "may", "may_hold", "visible"]
