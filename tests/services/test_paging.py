"""Lists by key. A cursor stands in an address, where anybody can write anything."""

import base64
import json
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from models import Association, Group, GroupMember, Notice, Table
from services.paging import paged
from tests.cast import Cast, make_association


def cursor(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


MOMENT = {"at": "2026-09-01T09:00:00+00:00"}
FORGED = [
    "%%%",
    "a",
    cursor(7),
    cursor("ab"),
    cursor(None),
    cursor({"at": 1}),
    cursor([]),
    cursor([1]),
    cursor(["1", "1"]),
    cursor(["a", 1.5]),
    cursor(["a", True]),
    cursor(["a", None]),
    cursor(["a", 10**30]),
    cursor(["a", 2**40]),
    cursor(["a", [1]]),
    cursor(["a", MOMENT]),
    cursor(["a\0", 1]),
    cursor(["a\ud800", 1]),
    cursor([MOMENT, "1"]),
    cursor([{"at": "2026-09-01T09:00:00"}, 1]),
    cursor([{"at": "0001-01-01T00:00:00+23:59"}, 1]),
    cursor([{"at": 5}, 1]),
    cursor([1, 1]),
    "W" * 2000,
    base64.urlsafe_b64encode(b"[" * 5000).decode(),
    base64.urlsafe_b64encode(b"[NaN, Infinity]").decode(),
]
KEYS = [
    (Association, [col(Association.sort_key), col(Association.id)]),
    (Notice, [col(Notice.created_at), col(Notice.id)]),
    (GroupMember, [col(GroupMember.role), col(GroupMember.id)]),
    (Group, [col(Group.created_at), col(Group.id)]),
]


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize(("table", "key"), KEYS, ids=lambda given: getattr(given, "__name__", ""))
def test_a_made_up_cursor_raises_nothing(
    session: Session, table: type[Table], key: list[Any], forged: str
) -> None:
    paged(session, select(table), key=key, after=forged)


def test_a_cut_cursor_begins_at_the_beginning(session: Session, cast: Cast) -> None:
    key = [col(Association.sort_key), col(Association.id)]
    first = paged(session, select(Association), key=key, size=1)

    again = paged(session, select(Association), key=key, size=1, after=first.after[:-7])

    assert again.rows == first.rows


def test_pages_follow_each_other(session: Session, cast: Cast) -> None:
    make_association(session, "Åkerlund rf")
    key = [col(Association.sort_key), col(Association.id)]

    names, after = [], ""
    for _ in range(4):
        page = paged(session, select(Association), key=key, size=1, after=after)
        names += [row.name for row in page.rows]
        after = page.after

    assert names == [
        "Keksilän eläkkeensaajat ry",
        "Satusuon kyläyhdistys ry",
        "Toivonsillan kriisituki ry",
        "Åkerlund rf",
    ]
    assert after == ""
