"""Erasing one's own account: asked for with the password, done by the clock when the time to regret is over."""

from services.erasure.asking import REGRET, Outlook, ask, outlook
from services.erasure.erasing import erase_next
from services.erasure.obstacles import Hindrance, Obstacle

__all__ = ["REGRET", "Hindrance", "Obstacle", "Outlook", "ask", "erase_next", "outlook"]
