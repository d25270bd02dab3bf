"""A page with nothing on it: what a rerun costs before anybody has done anything."""
