"""How many people have come: by stretches of time and implementer, beside what was meant."""

from datetime import date

import streamlit as st

from models import Conflict
from services import participants, plans
from services.participants import Counted, Counts, Indicator, PartCounts, PeriodRow, Targets
from services.plans import PlanView
from ui import door, indicators, parts
from ui.plan_forms import DATE_FORMAT
from ui.texts import day, language, moment, number, refusal, t

NEW = "new"
_ALL = 0
_WHOSE = "whose-counts"


def draw(view: PlanView) -> None:
    counts = door.load(participants.counts_of, view.id)
    targets = door.load(participants.targets_of, view.id)
    st.write(t("participants.counts_help"))
    if not _form(view, counts, targets):
        _begin(counts)
    _compared(counts, targets)
    for part in counts.parts:
        _periods(view, part)


def _begin(counts: Counts) -> None:
    if any(part.may_count for part in counts.parts) and st.button(
        t("participants.add_period"), type="primary", icon=":material/add:", key="add-period"
    ):
        st.query_params["period"] = NEW
        st.rerun()


def _compared(counts: Counts, targets: Targets) -> None:
    """The group, or one implementer of it; the address says which."""
    names = {_ALL: t("participants.whole_group")}
    names |= {part.part_id: parts.plain(part.association) for part in counts.parts}
    asked = parts.number_of("whose")
    st.session_state[_WHOSE] = asked if asked in names else _ALL
    st.pills(
        t("participants.whose"),
        list(names),
        format_func=names.__getitem__,
        required=True,
        key=_WHOSE,
        label_visibility="collapsed",
        on_change=_show,
    )
    chosen = st.session_state[_WHOSE]
    counted = {part.part_id: part.counts for part in counts.parts} | {_ALL: counts.total}
    meant = {part.part_id: part.counts for part in targets.parts} | {_ALL: targets.total}
    found = indicators.lines(meant.get(chosen, {}), counted[chosen])
    if not found:
        parts.empty(t("participants.nothing_yet"))
        return
    indicators.draw(found)
    st.caption(t("participants.plan_only"))


def _show() -> None:
    st.query_params["whose"] = str(st.session_state[_WHOSE])


def _periods(view: PlanView, part: PartCounts) -> None:
    if not part.periods:
        return
    st.subheader(parts.plain(part.association))
    for row in part.periods:
        with st.container(border=True):
            st.markdown(f"**{day(row.starts_on)} – {day(row.ends_on)}**")
            st.text(
                "\n".join(f"{indicators.name(code)}: {number(count)}" for code, count in row.counts.items())
            )
            if row.note:
                st.text(row.note)
            st.caption(t("participants.counted_at", at=moment(row.counted_at)))
            indicators.doubts(row.warnings)
            if part.may_count and st.button(
                t("plan.edit"), type="tertiary", icon=":material/edit:", key=f"edit-period-{row.id}"
            ):
                st.query_params["period"] = str(row.id)
                st.rerun()


def _form(view: PlanView, counts: Counts, targets: Targets) -> bool:
    """The form that the address asks for; true when one is open."""
    asked = st.query_params.get("period", "")
    mine = [part for part in counts.parts if part.may_count]
    rows = {str(row.id): (part, row) for part in mine for row in part.periods}
    if asked == NEW and mine:
        _period(view, mine, targets, None)
    elif asked in rows:
        part, row = rows[asked]
        _period(view, [part], targets, row)
    else:
        return False
    return True


def _period(view: PlanView, mine: list[PartCounts], targets: Targets, row: PeriodRow | None) -> None:
    fields = door.Fields()
    name = f"period-{row.id if row else NEW}"
    if row:
        _seen(row)
    with st.container(border=True):
        st.subheader(t("participants.edit_period") if row else t("participants.add_period"))
        part = _whose(mine)
        first, last = _days(fields, name, row)
        numbers = _numbers(fields, name, _offered(part, targets, row), row)
        note = st.text_area(
            t("participants.note"),
            row.note if row else "",
            max_chars=participants.LONGEST_NOTE,
            help=t("participants.note_help"),
            key=f"note-{name}",
        )
        fields.beside("note")
        fields.general()
        saved, removed = _buttons(view, name, removable=row is not None)
    if saved and _save(fields, view, part, Counted(first, last, numbers, note), row):
        _close(view, t("participants.period_saved"))
    if removed and row:
        parts.confirm(
            t("participants.remove_period"),
            t("participants.remove_sure"),
            t("plan.remove"),
            lambda: _remove(view, row),
        )


def _whose(mine: list[PartCounts]) -> PartCounts:
    if len(mine) == 1:
        return mine[0]
    return st.selectbox(
        t("participants.whose_period"), mine, format_func=lambda part: part.association, key="period-part"
    )


def _days(fields: door.Fields, name: str, row: PeriodRow | None) -> tuple[date | None, date | None]:
    one, other = st.columns(2)
    with one:
        first = _day(t("participants.from"), row.starts_on if row else None, f"from-{name}")
        fields.beside("starts_on")
    with other:
        last = _day(t("participants.until"), row.ends_on if row else None, f"until-{name}")
        fields.beside("ends_on")
    return first, last


def _day(label: str, value: date | None, key: str) -> date | None:
    low, high = plans.bounds()
    chosen = st.date_input(label, value, min_value=low, max_value=high, format=DATE_FORMAT, key=key)
    return chosen if isinstance(chosen, date) else None


def _offered(part: PartCounts, targets: Targets, row: PeriodRow | None) -> list[Indicator]:
    """What has a target or was counted before stands first; the rest is behind one press."""
    meant = next((one.counts for one in targets.parts if one.part_id == part.part_id), {})
    wanted = {*meant, *part.counts, *(row.counts if row else {}), participants.TOTAL}
    return [one for one in participants.indicators().values() if one.code in wanted]


def _numbers(
    fields: door.Fields, name: str, offered: list[Indicator], row: PeriodRow | None
) -> dict[str, int]:
    typed = {one.code: _number(fields, name, one, row) for one in offered}
    codes = {one.code for one in offered}
    others = [one for one in participants.indicators().values() if one.code not in codes]
    with st.expander(t("participants.more_indicators"), key=f"more-{name}"):
        typed |= {one.code: _number(fields, name, one, row) for one in others}
    fields.beside("counts")
    return {code: count for code, count in typed.items() if count is not None}


def _number(fields: door.Fields, name: str, one: Indicator, row: PeriodRow | None) -> int | None:
    count: int | None = st.number_input(
        f"{one.name[language()]} ({one.code})",
        min_value=0,
        max_value=participants.MOST,
        value=row.counts.get(one.code) if row else None,
        step=1,
        placeholder=t("participants.not_counted"),
        help=None if one.sensitive else one.plain[language()],
        key=f"{one.code}-{name}",
    )
    fields.beside(one.code)
    if one.sensitive:
        st.caption(one.plain[language()])
    return count


def _buttons(view: PlanView, name: str, *, removable: bool) -> tuple[bool, bool]:
    with st.container(horizontal=True):
        saved = st.button(t("plan.save"), type="primary", icon=":material/save:", key=f"save-{name}")
        if st.button(t("plan.cancel"), key=f"cancel-{name}"):
            _close(view)
        removed = removable and st.button(
            t("plan.remove"), type="tertiary", icon=":material/delete:", key=f"remove-{name}"
        )
    return saved, removed


def _save(
    fields: door.Fields, view: PlanView, part: PartCounts, typed: Counted, row: PeriodRow | None
) -> bool:
    if row is None:
        return bool(fields.perform(participants.count, view.id, part.part_id, typed))
    done = fields.once(participants.recount, row.id, typed, version=_seen(row))
    if isinstance(done.refused, Conflict):
        # Whoever saves once more has read what came in between.
        st.session_state[f"seen-period-{row.id}"] = row.version
    return bool(done)


def _seen(row: PeriodRow) -> int:
    """The version that stood in the form when it was opened."""
    return int(st.session_state.setdefault(f"seen-period-{row.id}", row.version))


def _remove(view: PlanView, row: PeriodRow) -> None:
    done = door.attempt(participants.uncount, row.id, version=row.version)
    if done.refused:
        # The dialog closes itself, so the words must outlive it.
        door.flash(refusal(done.refused), ":material/error:")
    else:
        _close(view, t("participants.period_removed"))


def _close(view: PlanView, told: str = "") -> None:
    """What was typed goes: it has been saved, or its writer let it go."""
    for key in [key for key in st.session_state if "-period-" in str(key)]:
        del st.session_state[key]
    if told:
        door.flash(told)
    st.query_params.from_dict({"id": str(view.id), "view": "participants", "sub": "counts"})
    st.rerun()
