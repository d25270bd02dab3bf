"""A table as any of the files draws it: texts that are spoken already."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    title: str
    heads: list[str]
    rows: list[list[str]]
    # From this column on the cells are figures, and stand at the right.
    figures_from: int = 99
    # Shares of the width; equal when none are given.
    widths: tuple[float, ...] = ()
