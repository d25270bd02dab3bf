"""The facilitators' desk for similar ideas: the groups, or two ideas side by side."""

from ui import parts, similar_desk

one, other = parts.number_of("idea"), parts.number_of("other")
if one and other:
    similar_desk.side_by_side(one, other)
else:
    similar_desk.clusters()
