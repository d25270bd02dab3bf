"""The thirteen municipalities of North Karelia and the way between them."""

import json
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt

from models import Invalid
from services.vocabulary import DATA

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Municipality:
    code: str
    names: dict[str, str]
    latitude: float
    longitude: float


@cache
def municipalities() -> dict[str, Municipality]:
    """By their official three-digit code, in Finnish order of their names."""
    shapes = json.loads((DATA / "municipalities.geojson").read_text(encoding="utf-8"))["features"]
    found = [shape["properties"] for shape in shapes]
    return {
        row["code"]: Municipality(
            row["code"],
            {"fi": row["name_fi"], "sv": row["name_sv"], "en": row["name_fi"]},
            row["seat_lat"],
            row["seat_lon"],
        )
        for row in sorted(found, key=lambda row: row["name_fi"])
    }


def known(code: str, *, field: str, needed: bool = True) -> str:
    """The code itself; Invalid beside `field` when it is no municipality of the region."""
    if not code and not needed:
        return ""
    if code not in municipalities():
        raise Invalid("needed" if not code else "unknown_choice", field=field, choice=code)
    return code


def distance_km(one: str, other: str) -> float | None:
    """Kilometres between the two municipalities' seats along a great circle (haversine); None when unknown."""
    places = municipalities()
    if one not in places or other not in places:
        return None
    a, b = places[one], places[other]
    north = radians(b.latitude - a.latitude)
    east = radians(b.longitude - a.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))
