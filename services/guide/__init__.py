"""The first steps of each role, checked off from what the person has really done."""

from services.guide.acts import LOOKED_AT, bring_back, look, put_away
from services.guide.reading import Guide, Step, of

__all__ = ["LOOKED_AT", "Guide", "Step", "bring_back", "look", "of", "put_away"]
