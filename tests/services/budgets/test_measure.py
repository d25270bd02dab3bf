"""The figures that are printed for a table of cases are the product's own."""

import json
from pathlib import Path

import pytest

from benchmarks.quality.__main__ import main

CASES = """case,model,gross,other,hours,side_rate,support_rate,rounding
T1,flat40,72000,,,0.2644,0.80,cent
T3,flat7,72000.00,45000,0,0.2644,0.8,cent
T5,unit,39600,0,860,0.2644,0.80,cent
E,flat40,175066.434,9,0,0.2644,0.80,euro
"""
PRINTED = {
    "T1": ["19036.80", "91036.80", "36414.72", "127451.52", "101961.22", "25490.30"],
    "T3": ["19036.80", "91036.80", "9522.58", "145559.38", "116447.50", "29111.88"],
    "T5": ["0.00", "25034.60", "10013.84", "35048.44", "28038.75", "7009.69"],
    # In whole euros 221,354; 88,542; 309,896; 247,916; 61,980.
    "E": ["46287.56", "221353.99", "88541.60", "309895.59", "247916.00", "61979.59"],
}


def test_cases_are_counted_as_the_domain_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(CASES, encoding="utf-8")

    assert main(["budget", str(path)]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert {row.pop("case"): list(row.values()) for row in rows} == PRINTED
    assert set(map(tuple, rows)) == {("side_costs", "staff", "flat", "total", "support", "own")}
