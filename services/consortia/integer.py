"""The best set as an integer programme for HiGHS (Huangfu and Hall 2018): any number of needs, and sets that differ."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np

from .problem import Floats, Ints, Rest

Row = tuple[Ints, Floats, float, float]
"""A constraint: columns, coefficients, lower and upper limit."""


def best_rows(left: Rest, avoid: Sequence[tuple[Ints, int]] = ()) -> list[int]:
    """Rows of the best set; with `avoid`, one that has at most so many of each group of rows.

    x_i in {0, 1} says that i is in; y_j in [0, 1] that need j is covered; its weight pulls it
    up to what its row allows.
    """
    if not len(left.ids):
        return []
    # Loading it takes half a second, so it waits until somebody needs it; its constructors have no types.
    highspy: Any = import_module("highspy")
    # Without the callbacks of its subclass, which greet on standard output whatever the options say.
    solver = import_module("highspy._core")._Highs()
    for option, setting in {
        "output_flag": False,
        "log_to_console": False,
        "threads": 1,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 1e-9,
    }.items():
        solver.setOptionValue(option, setting)
    solver.passModel(_model(highspy, left, avoid))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"HiGHS stopped with {solver.getModelStatus()}")
    values = np.array(solver.getSolution().col_value[: len(left.ids)])
    chosen: list[int] = np.flatnonzero(values > 0.5).tolist()
    return chosen


def _model(highspy: Any, left: Rest, avoid: Sequence[tuple[Ints, int]]) -> Any:
    people, needs = len(left.ids), len(left.weights)
    rows = [
        *_limits(left),
        *_covering(left),
        *((some, np.ones(len(some)), 0.0, most) for some, most in avoid),
    ]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = people + needs, len(rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.concatenate([left.utility, left.weights])
    model.col_lower_, model.col_upper_ = np.zeros(people + needs), np.ones(people + needs)
    model.row_lower_ = np.array([low for _, _, low, _ in rows])
    model.row_upper_ = np.array([high for _, _, _, high in rows])
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger] * people + [kinds.kContinuous] * needs
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(columns) for columns, _, _, _ in rows)])
    model.a_matrix_.index_ = np.concatenate([columns for columns, _, _, _ in rows])
    model.a_matrix_.value_ = np.concatenate([values for _, values, _, _ in rows])
    return model


def _limits(left: Rest) -> list[Row]:
    everybody = np.arange(len(left.ids))
    rows: list[Row] = [(everybody, np.ones(len(everybody)), 0.0, float(left.slots))]
    for group in np.flatnonzero(left.room < left.slots):
        some = np.flatnonzero(left.group == group)
        rows.append((some, np.ones(len(some)), 0.0, float(left.room[group])))
    return rows


def _covering(left: Rest) -> list[Row]:
    rows: list[Row] = []
    for need in range(len(left.weights)):
        able = np.flatnonzero(left.covers >> need & 1)
        columns = np.append(able, len(left.ids) + need)
        rows.append((columns, np.append(np.ones(len(able)), -1.0), 0.0, np.inf))
    return rows
