"""A plan brought in from a file: what is empty is filled, and nothing that is written is lost."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlmodel import Session, col, delete

from models import ImplementerRole, Invalid, NotFound, Plan, PlanField, PlanState, Task, TaskState
from services import exports, plans
from services.exports import reading_in, transfer
from tests.cast import Cast
from tests.services.budget_world import follow, make_group
from tests.services.export_world import make_full
from tests.services.plan_world import make_idea, make_request
from tests.worlds import begins_with
from ui.spoken import Spoken


def kept(session: Session, cast: Cast, plan: Plan) -> bytes:
    target = BytesIO()
    exports.KINDS["plan"].write(exports.dossier_of(session, cast.aino, plan.id), Spoken("fi"), target)
    return target.getvalue()


def content_of(session: Session, cast: Cast, plan: Plan) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(kept(session, cast, plan))["plan"]
    return said


def make_empty(cast: Cast) -> Plan:
    """A second plan of the same three associations, with nothing in it but its call."""
    idea = make_idea(cast, title="Toinen idea")
    for partner in (cast.toivonsilta, cast.keksila):
        make_request(cast, idea, partner)
    plan = plans.begin(cast.session, cast.aino, idea.id)
    follow(cast.session, plan, slug="toinen")
    cast.session.exec(delete(PlanField).where(col(PlanField.plan_id) == plan.id))
    return plan


def changed(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    said = json.loads(content)
    change(said)
    return json.dumps(said).encode()


def test_a_plan_comes_back_whole_when_each_brings_in_its_own(session: Session, cast: Cast) -> None:
    full = make_full(cast)
    content = kept(session, cast, full)
    plan = make_empty(cast)

    led = exports.fill(session, cast.aino, plan.id, content)
    for who in (cast.pekka, cast.sami):
        exports.fill(session, who, plan.id, content)

    assert set(led.others) == {cast.toivonsilta.name, cast.keksila.name}
    assert led.counts["packages"] == 1
    before, after = (content_of(session, cast, each) for each in (full, plan))
    assert before.pop("name") != after.pop("name")
    assert after == before


@begins_with(make_full)
def test_a_second_time_changes_nothing(session: Session, cast: Cast, plan: Plan) -> None:
    content = kept(session, cast, plan)

    again = exports.fill(session, cast.aino, plan.id, content)

    assert (again.counts, again.kept) == ({}, 0)
    assert content_of(session, cast, plan) == json.loads(content)["plan"]


@begins_with(make_full)
def test_what_is_written_stays(session: Session, cast: Cast, plan: Plan) -> None:
    other = changed(kept(session, cast, plan), lambda said: said["plan"]["texts"].update(need="Toisin."))

    done = exports.fill(session, cast.aino, plan.id, other)

    assert (done.counts, done.kept) == ({}, 1)
    texts = plans.texts_of(session, cast.aino, plan.id)[plans.SHARED]
    assert {text.key: text.text for text in texts}["need"] == "Ei ole paikkaa."


@begins_with(make_full)
def test_looking_first_changes_nothing(session: Session, cast: Cast, plan: Plan) -> None:
    content = kept(session, cast, plan)
    plan = make_empty(cast)
    before = content_of(session, cast, plan)

    seen = exports.intended(session, cast.aino, plan.id, content)

    assert seen.counts["tasks"] == 2
    assert content_of(session, cast, plan) == before
    assert exports.fill(session, cast.aino, plan.id, content) == seen


@pytest.mark.parametrize("who", ["veera", "pekka", "sami"])
@begins_with(make_full)
def test_each_fills_only_what_is_theirs(session: Session, cast: Cast, who: str, plan: Plan) -> None:
    content = kept(session, cast, plan)
    plan = make_empty(cast)

    done = exports.fill(session, getattr(cast, who), plan.id, content)

    texts = plans.texts_of(session, cast.aino, plan.id)[plans.SHARED]
    assert not any(text.text for text in texts)
    assert ("budgets" in done.counts) == (who != "veera")


@begins_with(make_full)
def test_a_stranger_brings_nothing_in(session: Session, cast: Cast, plan: Plan) -> None:
    with pytest.raises(NotFound):
        exports.fill(session, cast.uuno, plan.id, kept(session, cast, plan))


@begins_with(make_full)
def test_a_plan_that_stands_is_not_filled(session: Session, cast: Cast, plan: Plan) -> None:
    content = kept(session, cast, plan)
    plan = make_empty(cast)
    plan.state = PlanState.COMPLETED
    session.flush()

    assert exports.fill(session, cast.aino, plan.id, content).counts == {}


@begins_with(make_full)
def test_a_lead_by_another_name_fills_the_leads_part(session: Session, cast: Cast, plan: Plan) -> None:
    content = kept(session, cast, plan)
    plan = make_empty(cast)

    def rename(said: dict[str, Any]) -> None:
        said["plan"]["parts"][0] |= {"association": "Vanha nimi ry", "business_id": ""}
        said["plan"]["parts"][1]["association"] = "Tuntematon ry"

    done = exports.fill(session, cast.aino, plan.id, changed(content, rename))

    assert done.counts["budgets"] == 1
    assert "Tuntematon ry" in done.others


@begins_with(make_full)
def test_tasks_come_with_what_they_wait_for_and_how_far_they_are(
    session: Session, cast: Cast, plan: Plan
) -> None:
    content = kept(session, cast, plan)
    plan = make_empty(cast)

    exports.fill(session, cast.aino, plan.id, content)

    first, second = plans.schedule_of(session, cast.aino, plan.id).tasks
    assert (first.state, second.needs) == (TaskState.DONE, (first.id,))
    assert session.get_one(Task, second.id).owner_id is None


def _circle(said: dict[str, Any]) -> None:
    said["plan"]["tasks"][0]["needs"] = [1]


def _code(said: dict[str, Any]) -> None:
    said["plan"]["texts"]["need"] = "Aino 131052-308T"


def _backwards(said: dict[str, Any]) -> None:
    said["plan"]["tasks"][1]["ends_on"] = "2027-01-01"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_circle, "plan.tasks[1].needs"),
        (_code, "plan.texts.need"),
        (_backwards, "plan.tasks[1]"),
    ],
)
@begins_with(make_full)
def test_what_a_use_case_refuses_is_told_with_its_place(
    session: Session, cast: Cast, change: Callable[[dict[str, Any]], object], place: str, plan: Plan
) -> None:
    content = changed(kept(session, cast, plan), change)
    plan = make_empty(cast)

    with pytest.raises(exports.Refused) as refused:
        exports.fill(session, cast.aino, plan.id, content)

    assert refused.value.params["place"] == place


SMALL: dict[str, Any] = {
    "format": transfer.FORMAT,
    "version": 1,
    "made_at": "2026-11-28T01:00:00+00:00",
    "call": None,
    "plan": {
        "name": "Suunnitelma",
        "starts_on": None,
        "ends_on": None,
        "cost_model": None,
        "area": [],
        "rates": {},
        "texts": {},
        "parts": [
            {
                "association": "Satusuo",
                "business_id": "",
                "role": "lead",
                "texts": {},
                "targets": {},
                "budget": {"posts": [], "lines": [], "volunteer_hours": None, "lump_share": None},
            }
        ],
        "packages": [],
        "tasks": [
            {
                "title": "Tehtävä",
                "part": 0,
                "package": None,
                "starts_on": "2027-01-01",
                "ends_on": "2027-02-01",
                "state": "todo",
                "needs": [],
            }
        ],
        "milestones": [],
        "risks": [],
    },
}
RISK = {"title": "Riski", "likelihood": 1, "effect": 1, "response": "", "part": None}
POST = {
    "task": "",
    "people": "1.00",
    "working_time": "100.00",
    "pay": "month",
    "amount": "1",
    "gross": "1,5",
    "year": None,
}


def set_at(path: str, value: Any) -> bytes:
    said = json.loads(json.dumps(SMALL))
    *way, last = path.split(".")
    at = said
    for step in way:
        at = at[int(step)] if step.isdecimal() else at[step]
    if isinstance(value, type(...)):
        del at[last]
    else:
        at[last] = value
    return json.dumps(said).encode()


def test_the_smallest_plan_is_read() -> None:
    assert reading_in.read(json.dumps(SMALL).encode())["name"] == "Suunnitelma"


@pytest.mark.parametrize(
    ("path", "value", "place", "why"),
    [
        ("plan.texts", ..., "plan", "missing"),
        ("plan.surprise", 1, "plan", "unknown"),
        ("plan.texts.surprise", "x", "plan.texts", "unknown"),
        ("plan.name", 5, "plan.name", "type"),
        ("plan.cost_model", "flat_99", "plan.cost_model", "choice"),
        ("plan.texts.need", "x" * 10_001, "plan.texts.need", "too_long"),
        ("plan.risks", [RISK] * 51, "plan.risks", "too_many"),
        ("plan.starts_on", "1.1.2027", "plan.starts_on", "form"),
        ("plan.starts_on", "2027-02-30", "plan.starts_on", "day"),
        ("plan.tasks.0.ends_on", "2027-13-01", "plan.tasks[0].ends_on", "day"),
        ("plan.tasks.0.part", 1, "plan.tasks[0].part", "nothing_there"),
        ("plan.tasks.0.part", -1, "plan.tasks[0].part", "range"),
        ("plan.tasks.0.package", 0, "plan.tasks[0].package", "nothing_there"),
        ("plan.tasks.0.needs", [1], "plan.tasks[0].needs", "nothing_there"),
        ("plan.parts.0.targets", {"EECO01": -1}, "plan.parts[0].targets.EECO01", "range"),
        ("plan.parts.0.budget.posts", [POST], "plan.parts[0].budget.posts[0].gross", "form"),
        ("plan.parts.0.budget.lump_share", 5, "plan.parts[0].budget.lump_share", "type"),
    ],
)
def test_a_fault_is_told_with_its_place(path: str, value: Any, place: str, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        reading_in.read(set_at(path, value))

    assert refused.value.key == "import_place"
    assert refused.value.params == {"place": place, "why_key": f"import_why.{why}"}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "import_other_file"),
        (b"PK\x03\x04", "import_other_file"),
        (b"\xff\xfe{}", "import_other_file"),
        (b"[]", "import_other_file"),
        (b'{"format": "other"}', "import_other_file"),
        (b'{"format": NaN}', "import_other_file"),
        (b"[" * 200_000, "import_other_file"),
        (b'{"format": ' + b"9" * 10_000 + b"}", "import_other_file"),
        (b'{"format": "kanto-plan", "version": 2}', "import_other_version"),
        (b'{"format": "kanto-plan"}', "import_other_version"),
        (b" " * (5 * 1024 * 1024 + 1), "import_too_large"),
    ],
)
def test_what_is_no_plan_of_ours_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        reading_in.read(content)

    assert (refused.value.key, refused.value.field) == (key, "file")


def test_every_text_and_indicator_of_the_form_is_in_the_schema(session: Session, cast: Cast) -> None:
    schema = reading_in._validator().schema["properties"]["plan"]["properties"]
    part = schema["parts"]["items"]["properties"]

    assert set(schema["texts"]["properties"]) == set(plans.SHARED_KEYS)
    assert set(part["texts"]["properties"]) == set(plans.keys_of(ImplementerRole.LEAD))
    content = kept(session, cast, make_group(cast))
    assert reading_in.read(content)["parts"][0]["role"] == "lead"
