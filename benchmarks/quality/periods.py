"""Whether each period of taking part is long enough to be reported.

`python -m benchmarks.quality periods CASES.csv`, where the file has the columns start and end. Prints "accepted" or
"refused" for each row in order; a row whose days are none is refused.
"""

import argparse
import csv
from pathlib import Path

from services.participants import periods


def measure(arguments: list[str]) -> list[str]:
    parser = argparse.ArgumentParser(prog="benchmarks.quality periods")
    parser.add_argument("cases", type=Path)
    asked = parser.parse_args(arguments)
    with asked.cases.open(encoding="utf-8-sig", newline="") as file:
        return [_verdict(row) for row in csv.DictReader(file, skipinitialspace=True)]


def _verdict(row: dict[str, str | None]) -> str:
    accepted = periods.accepted_as_written(row.get("start") or "", row.get("end") or "")
    return "accepted" if accepted else "refused"
