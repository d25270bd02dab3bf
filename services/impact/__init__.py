"""What has come of it, for everybody alike: the figures, the partnerships, and what happened when.

The figures are the journal's (`services/statistics`, small numbers hidden). Everything else counts what any visitor can
open and read: what is hidden, withdrawn or not yet public is in none of it.
"""

from services.impact.figures import HEADLINE, headline
from services.impact.partnerships import MOST, Link, Network, network
from services.impact.timeline import Happened, Month, by_month

__all__ = ["HEADLINE", "MOST", "Happened", "Link", "Month", "Network", "by_month", "headline", "network"]
